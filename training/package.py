"""A finished run becomes a bundle: networks, codes of every image, history, metrics and card, in one step."""

from __future__ import annotations

import platform
from dataclasses import replace
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch

from aevae_desktop import bundle
from aevae_desktop.bundle import ImageSpec, Manifest, Points
from training import metrics
from training.card import card
from training.data import Images
from training.export import OPSET, export
from training.loop import Outcome

CHECKED = 512  # images on which the export is compared with torch
TITLES = {"ae": "Autoencoder", "linear-ae": "Linear autoencoder", "vae": "Variational autoencoder"}


def write_bundle(outcome: Outcome, images: Images, folder: Path) -> Manifest:
    """Export ``outcome`` and write the bundle ``folder``, whose name becomes the bundle's id.

    Raises ``ModelError`` when the export differs from the trained network and ``BundleError`` when the disk
    refuses; whatever stood in ``folder`` is then untouched.
    """
    manifest = _manifest(outcome, images, folder.name)
    x = metrics.to_float(images.train[:: max(1, len(images.train) // CHECKED)][:CHECKED])
    files, tensors = export(outcome.model, x, _facts(manifest))
    coder = metrics.Coder(files, tensors)
    place = folder.name if folder.is_absolute() else folder.as_posix()  # a stranger's folders are nobody's business
    command = f"python -m training evaluate {place}"
    measured = metrics.evaluate(coder, images, squashed=outcome.model.squashed, command=command)
    manifest = replace(manifest, tensors=tensors, metrics=measured)
    contents = {
        **files,
        bundle.POINTS: bundle.pack_points(_points(coder, images)),
        bundle.HISTORY: bundle.pack_history(outcome.recorder.history()),
        "README.md": card(manifest, outcome.config).encode(),
    }
    bundle.write(folder, manifest, contents)
    return bundle.validate(folder)


def _manifest(outcome: Outcome, images: Images, name: str) -> Manifest:
    config = outcome.config
    channels, height, width = (int(size) for size in images.train.shape[1:])
    return Manifest(
        id=name,
        title=f"{TITLES[config.kind]} · {images.title or images.spec.name.upper()} · {config.latent_dim}-D",
        kind="vae" if config.kind == "vae" else "ae",
        family=config.family,
        image=ImageSpec(height, width, channels),
        latent_dim=config.latent_dim,
        prior="standard_normal" if config.kind == "vae" else "none",
        classes=images.classes,
        dataset=images.spec,
        provenance={
            "config": config.to_json(),
            "images": dict(images.recipe),
            "seed": config.seed,
            "finished": outcome.finished,
            "train_seconds": round(outcome.seconds, 1),
            "versions": _versions(),
        },
    )


def _versions() -> dict[str, str]:
    return {
        "python": platform.python_version(),
        "torch": str(torch.__version__),
        "numpy": np.__version__,
        "onnx": onnx.__version__,
        "onnxruntime": onnxruntime.__version__,
        "opset": str(OPSET),
    }


def _facts(manifest: Manifest) -> dict[str, object]:
    image = manifest.image
    return {
        "format": bundle.FORMAT,
        "format_version": bundle.VERSION,
        "id": manifest.id,
        "title": manifest.title,
        "kind": manifest.kind,
        "family": manifest.family,
        "latent_dim": manifest.latent_dim,
        "image": [image.channels, image.height, image.width],
        "value_range": [image.low, image.high],
        "dataset": manifest.dataset.name,
        "dataset_licence": manifest.dataset.licence,
    }


def _points(coder: metrics.Coder, images: Images) -> Points:
    parts = [coder.encode(x) for x in (images.train, images.test)]
    mu = np.concatenate([mu for mu, _ in parts])
    log_vars = [log_var for _, log_var in parts if log_var is not None]
    split = np.repeat(np.array([bundle.TRAIN, bundle.TEST], np.uint8), [len(images.train), len(images.test)])
    label = np.concatenate([images.train_label, images.test_label]).astype(np.int16)
    return Points(mu, np.concatenate(log_vars) if log_vars else None, label, split)

"""A finished run becomes a bundle: networks, codes of every image, history, metrics and card, in one step."""

from __future__ import annotations

import platform
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

import numpy as np
import onnx
import torch
from numpy.typing import NDArray

from aevae_desktop import bundle
from aevae_desktop.bundle import FileRecord, ImageSpec, Manifest, Points, TensorNames
from aevae_desktop.errors import DataError, ModelError
from aevae_desktop.runtime import ort
from training.data import Images
from training.data.rows import Pixels
from training.export import checks, columns, metrics, reduced, refining
from training.export.card import card
from training.export.to_onnx import OPSET, check_codes, export
from training.trainer.config import RunConfig
from training.trainer.loop import Outcome

NETWORKS = "1.0"  # the version of the bundle format in which the networks last changed: it is written into them
CHECKED = 512  # images on which the export is compared with torch
Doubles = NDArray[np.float64]
Metrics = dict[str, dict[str, Any]]
Part = tuple[Pixels, NDArray[np.int16], int]  # images, labels, and which split they are
TITLES = {"ae": "Autoencoder", "linear-ae": "Linear autoencoder", "vae": "Variational autoencoder"}


@dataclass(frozen=True)
class Contents:
    """What is stored beside the networks.

    ``codes``: of all images, or of the test images only. ``history`` as training went on, or none. ``digits``: codes
    are rounded to so many binary digits after the point, which packs them tighter; None keeps float32 as it is.
    ``variance_digits``: the same of ``log_var``, where that has fewer.
    ``images``: the originals, where their licence allows it. ``refined``: the encoder gives refined codes too.
    ``precision``: of the networks, one of ``reduced.PRECISIONS``, or "" for the full one.
    ``note`` ends the title; ``series`` and ``position`` are the manifest's.
    """

    codes: Literal["all", "test"] = "all"
    history: bool = True
    digits: int | None = None
    variance_digits: int | None = None
    images: bool = False
    refined: bool = False
    precision: str = ""
    note: str = ""
    series: str = ""
    position: float | None = None


EVERYTHING = Contents()


def check_manifest(config: RunConfig, images: Images, place: Path) -> None:
    """Raises ``LabError`` where a bundle of such a run, in ``place``, would be refused: before it is trained."""
    count = len(images.train) + len(images.test)
    if count > bundle.MOST_POINTS:
        raise DataError(field="--dataset", found=f"{count} images", expected=f"at most {bundle.MOST_POINTS}")
    whole = FileRecord("0" * 64, 0)
    tensors = TensorNames(log_var="log_var" if config.kind == "vae" else None)
    manifest = replace(_manifest(config, images, place.name, ""), tensors=tensors, files={bundle.DECODER: whole})
    text = manifest.to_json()
    bundle.parse(text.encode(errors="surrogatepass"), place / bundle.MANIFEST)


def write_bundle(outcome: Outcome, images: Images, folder: Path, contents: Contents = EVERYTHING) -> Manifest:
    """Export ``outcome`` and write the bundle ``folder``, whose name becomes the bundle's id.

    Raises ``ModelError`` when the export differs from the trained network or codes are out of all bounds, and
    ``BundleError`` when the disk refuses; whatever stood in ``folder`` is then untouched.
    """
    if contents.refined and contents.precision:  # whose steps are those of the full decoder
        raise ModelError(field="--also", found="refined codes", expected="none, with networks in fewer bits")
    manifest = _manifest(outcome.config, images, folder.name, contents.note)
    manifest = replace(manifest, series=contents.series, position=contents.position)
    manifest = replace(manifest, provenance=_provenance(outcome, images))
    x = metrics.to_float(images.train[:: max(1, len(images.train) // CHECKED)][:CHECKED])
    half = outcome.config.stored == "float16"
    files, tensors = export(outcome.model, x, _facts(manifest), half=half)
    manifest = replace(manifest, tensors=tensors)
    if contents.refined:
        manifest, files = refining.with_refined(manifest, files)
        refining.check(outcome.model, manifest, files, images.train[:CHECKED], half=half)
    coder = metrics.Coder(folder, manifest, files)
    if contents.precision:
        full, files = coder, reduced.reduced(files, contents.precision)
        coder = metrics.Coder(folder, manifest, files)
        said = {"name": contents.precision, **reduced.distance(full, coder, x).to_json()}
        manifest = replace(manifest, provenance={**manifest.provenance, "precision": said})
    points = _points(coder, images, contents)  # which refuses codes out of all bounds first
    parts = [x for x, _, _ in _kept(images, contents)]
    values = columns.measure(coder, parts, squashed=outcome.model.squashed)
    of_pca = columns.pca_errors(images, parts, manifest.latent_dim)
    points = replace(points, columns=columns.columns(values, of_pca))
    stored = files | {bundle.POINTS: bundle.pack_points(points)}
    manifest = _measured(manifest, _metrics(values[-1], of_pca, metrics.command(folder)), points, images, outcome)
    if contents.history:
        stored[bundle.HISTORY] = bundle.pack_history(outcome.recorder.history())
    if contents.images:
        stored[bundle.IMAGES] = bundle.pack_images(_originals(images, contents))
    stored["README.md"] = card(manifest, outcome.config, with_images=contents.images).encode()
    bundle.write(folder, manifest, stored)
    return bundle.validate(folder)


def _manifest(config: RunConfig, images: Images, name: str, note: str) -> Manifest:
    channels, height, width = (int(size) for size in images.train.shape[1:])
    title = (TITLES[config.kind], images.title or images.spec.name.upper(), f"{config.latent_dim}-D")
    return Manifest(
        id=name,
        title=" · ".join(part for part in (*title, note) if part),
        kind="vae" if config.kind == "vae" else "ae",
        family=config.family,
        image=ImageSpec(height, width, channels),
        latent_dim=config.latent_dim,
        prior="standard_normal" if config.kind == "vae" else "none",
        classes=images.classes,
        dataset=images.spec,
    )


def _provenance(outcome: Outcome, images: Images) -> dict[str, object]:
    return {
        "config": outcome.config.to_json(),
        "images": dict(images.recipe),
        "seed": outcome.config.seed,
        "finished": outcome.finished,
        **({"epoch": outcome.epoch} if outcome.config.keep == "best" else {}),
        "train_seconds": round(outcome.seconds, 1),
        "versions": versions(),
    }


def versions() -> dict[str, str]:
    """Of Python and of what decides the numbers."""
    return {
        "python": platform.python_version(),
        "torch": str(torch.__version__),
        "numpy": np.__version__,
        "onnx": onnx.__version__,
        "onnxruntime": ort.__version__,
        "opset": str(OPSET),
    }


def _facts(manifest: Manifest) -> dict[str, object]:
    image = manifest.image
    return {
        "format": bundle.FORMAT,
        "format_version": NETWORKS,
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


def _points(coder: metrics.Coder, images: Images, contents: Contents) -> Points:
    kept = _kept(images, contents)
    parts = [coder.encode(x) for x, _, _ in kept]
    for mu, log_var in parts:
        check_codes(mu, log_var is not None)
    log_vars = [log_var for _, log_var in parts if log_var is not None]
    return Points(
        mu=_rounded([mu for mu, _ in parts], contents.digits),
        log_var=_rounded(log_vars, contents.variance_digits or contents.digits) if log_vars else None,
        label=np.concatenate([label for _, label, _ in kept]).astype(np.int16),
        split=np.concatenate([np.full(len(x), split, np.uint8) for x, _, split in kept]),
    )


def _metrics(values: Mapping[str, Doubles], of_pca: Doubles | None, command: str) -> Metrics:
    """What is said of the test images, whose ``values`` by metric are ``(n,)``."""
    found = metrics.summary(values, command) | columns.pca_metric(of_pca, len(values["test_mse"]), command)
    return dict(sorted(found.items()))


def _measured(manifest: Manifest, found: Metrics, points: Points, images: Images, outcome: Outcome) -> Manifest:
    """With its metrics, and what looks wrong of the run as ``provenance.warnings``."""
    kl, mse = checks.kl_of_dimensions(points), found["test_mse"]
    more: dict[str, object] = {"warnings": checks.warnings(kl, mse["value"], images, outcome.kept_log)}
    if kl is not None:
        found = found | checks.active_units(points, mse["command"])
        more["kl_per_dimension"] = [round(float(value), 4) for value in kl]
    return replace(manifest, metrics=dict(sorted(found.items())), provenance={**manifest.provenance, **more})


def _kept(images: Images, contents: Contents) -> list[Part]:
    every = [(images.train, images.train_label, bundle.TRAIN), (images.test, images.test_label, bundle.TEST)]
    return every if contents.codes == "all" else every[1:]


def _originals(images: Images, contents: Contents) -> NDArray[np.uint8]:
    """The images of the codes that are stored, as the bundle keeps them: ``(n, h, w)`` or ``(n, h, w, 3)``."""
    x = np.concatenate([part for part, _, _ in _kept(images, contents)])
    return x[:, 0] if x.shape[1] == 1 else x.transpose(0, 2, 3, 1)


def _rounded(parts: list[NDArray[np.float32]], digits: int | None) -> NDArray[np.float32]:
    codes = np.concatenate(parts)
    return codes if digits is None else (np.rint(codes * 2.0**digits) / 2.0**digits).astype(np.float32)

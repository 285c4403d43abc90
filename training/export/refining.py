"""Refined codes for a bundle: those of a run that is being exported, or those of one whose weights exist already."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from aevae_desktop import bundle
from aevae_desktop.bundle import DECODER, ENCODER, Manifest, Refined
from aevae_desktop.core.codes.refining import VARIANCES, Cost
from aevae_desktop.errors import ModelError
from training.data import Images
from training.export import metrics
from training.export.card import card
from training.export.to_onnx import round_weights
from training.refine.attach import attached
from training.refine.reference import look, refined
from training.refine.start import FLAT
from training.trainer.config import RunConfig
from training.trainer.model import Autoencoder

STEPS, DAMPING = 2, 0.03  # chosen on training images: docs/lab_log.md, "Steps that are shortened"
STARTS, REACH = 16, 0.9  # in two dimensions; chosen on held-out ones
COST_TOLERANCE = 1e-4  # relative, of every image
Files = Mapping[str, bytes]


def named(manifest: Manifest, steps: int = STEPS, damping: float = DAMPING) -> Refined:
    """What the refined outputs of a bundle are called, and how they come about."""
    log_var = "log_var_refined" if manifest.kind == "vae" else None
    starts = STARTS if manifest.latent_dim == FLAT else 0
    return Refined("mu_refined", log_var, steps, damping, starts, REACH if starts else 0.0)


def cost_of(manifest: Manifest) -> Cost:
    """What training made smaller, as the manifest tells it; without that, squared error for an autoencoder.

    Raises ``ModelError`` for a likelihood with a learned variance, which no bundle keeps.
    """
    config = manifest.provenance.get("config")
    told = config.get("likelihood") if isinstance(config, Mapping) else None
    likelihood = told or ("bernoulli" if manifest.kind == "vae" else "gaussian")
    if likelihood not in VARIANCES:
        raise ModelError(field="likelihood", found=likelihood, expected=" or ".join(VARIANCES))
    return Cost(VARIANCES[likelihood], manifest.kind == "vae")


def with_refined(manifest: Manifest, files: Files, steps: int = STEPS) -> tuple[Manifest, dict[str, bytes]]:
    """Manifest and networks with refined codes, which were not there before. Raises ``ModelError``."""
    names = named(manifest, steps)
    encoder = attached(files[ENCODER], files[DECODER], names, manifest.tensors.mu, cost_of(manifest))
    return replace(manifest, refined=names), {**files, ENCODER: encoder}


def check(model: Autoencoder, manifest: Manifest, files: Files, x: NDArray[np.uint8], *, half: bool = False) -> float:
    """Compare the cost that the file's refined codes reach with what torch reaches; the largest relative difference.

    Of two steps that lead equally far either may be kept, so costs are compared and not codes. ``half``: the files'
    weights were rounded to float16. Raises ``ModelError``.
    """
    model = copy.deepcopy(model).cpu().eval()
    if half:
        round_weights(model)
    names = manifest.refined
    assert names is not None
    found = torch.from_numpy(metrics.Coder(Path(), manifest, files).refine(x)[0])
    flat = torch.from_numpy(metrics.to_float(x)).flatten(1)
    cost = cost_of(manifest)
    with torch.no_grad():
        wanted = refined(model, flat, model.encode(flat)[0], cost, names).cost
        reached = look(model, flat, found, cost).cost
    worst = float(((reached - wanted).abs() / wanted.abs().clamp(min=1e-6)).max())
    if not worst <= COST_TOLERANCE:
        raise ModelError(
            f"the refined codes reach another cost than torch's, by {worst:.1e} of it",
            file=ENCODER,
            field=names.mu,
            expected=f"at most {COST_TOLERANCE:.0e}",
        )
    return worst


def add(folder: Path, images: Images, steps: int = STEPS) -> Manifest:
    """Give the bundle in ``folder`` refined codes, measured on the test images; codes and other outputs stay.

    Raises ``BundleError``, or ``ModelError`` where it has no encoder, has refined codes, or a decoder without rules.
    """
    manifest = bundle.read(folder)
    contents = {name: bundle.read_file(folder, manifest, name) for name in manifest.files}
    if ENCODER not in contents:
        raise ModelError(metrics.NO_ENCODER, file=folder)
    if manifest.refined is not None:
        raise ModelError("gives refined codes already", file=folder)
    manifest, contents = with_refined(manifest, contents, steps)
    coder = metrics.Coder(folder, manifest, {name: contents[name] for name in (ENCODER, DECODER)})
    squashed = metrics.bounded(coder, images)
    values = metrics.per_image(coder, images.test, squashed=squashed, refined=True)
    more = {name: row for name, row in metrics.summary(values, metrics.command(folder)).items() if "refined" in name}
    manifest = replace(manifest, metrics=dict(sorted({**manifest.metrics, **more}.items())))
    if "config" in manifest.provenance and "README.md" in contents:
        config = RunConfig.from_json(manifest.provenance["config"])
        contents["README.md"] = card(manifest, config, with_images=bundle.IMAGES in contents).encode()
    return bundle.write(folder, manifest, contents)

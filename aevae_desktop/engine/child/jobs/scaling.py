"""In which range an encoder wants its pixels, where that is not the range of its decoder's images.

Keras models often scale 0 to 255 inside the encoder and end their decoder with a sigmoid. Told from what comes back of
the decoder's own images: with the right range most of it does.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from aevae_desktop.bundle import ENCODER, Manifest
from aevae_desktop.engine.child.jobs.finding import CERTAIN, LIKELY, Finding
from aevae_desktop.engine.child.jobs.halves import Half
from aevae_desktop.engine.child.model import Model, opened
from aevae_desktop.errors import ModelError
from aevae_desktop.inspector import extending

F32 = NDArray[np.float32]
RANGES = ("0 1", "-1 1", "0 255")
ROWS_MS, LEAST_ROWS, MOST_ROWS = 150.0, 6, 24  # codes whose decodes are encoded: as many as take that time
_SEED = 1
_BETTER, _COMES_BACK = 0.25, 0.3  # share of the usual range's error; of the variance between images


def scaled(
    folder: Path, manifest: Manifest, networks: dict[str, bytes], encoder: Half, wants: Mapping[str, str]
) -> tuple[Manifest, list[Finding]]:
    """``manifest`` with the input of pixels in its range; where the encoder wants another, that is put before it."""
    usual = f"{manifest.image.low:g} {manifest.image.high:g}"
    if encoder.trial.dtype is np.uint8 or not encoder.trial.net.inputs[encoder.trial.name].shape:
        return manifest, []
    best = _best(opened(folder, manifest, networks), usual)
    if best == usual and "input" not in wants:
        return manifest, []
    said = f"Much more comes back of its images where pixels go in as {best.replace(' ', ' to ')}."
    choices = tuple(dict.fromkeys((best, usual, *RANGES)))
    finding = Finding("input", best, choices, LIKELY if best != usual else CERTAIN, said).chosen(wants)
    if finding.value != usual:
        (low, high), image = map(float, finding.value.split()), manifest.image
        scale = (high - low) / (image.high - image.low)
        name = extending.free_name(networks[ENCODER], f"{encoder.trial.name}_scaled")
        shift = low - scale * image.low
        networks[ENCODER] = extending.with_scaled_input(networks[ENCODER], encoder.trial.name, name, scale, shift)
        manifest = replace(manifest, tensors=replace(manifest.tensors, x=name))
    return manifest, [finding]


def _best(model: Model, usual: str) -> str:
    """The range with which most comes back of the decoder's images; the ``usual`` one unless another is far better."""
    rng = np.random.default_rng(_SEED)
    n = int(np.clip(ROWS_MS / ((1 + len(RANGES)) * max(model.decode_ms, 1e-3)), LEAST_ROWS, MOST_ROWS))
    z = rng.standard_normal((n, model.manifest.latent_dim)).astype(np.float32)
    x = np.clip(np.nan_to_num(model.unit(model.decode_as_is(z))), 0, 1)
    errors = {name: _error(model, x, name) for name in dict.fromkeys((usual, *RANGES))}
    best = min(errors, key=lambda name: errors[name])
    worth = errors[best] < _BETTER * errors[usual] and errors[best] < _COMES_BACK * float(x.var(axis=0).mean())
    return best if worth else usual


def _error(model: Model, x: F32, name: str) -> float:
    (low, high), image = map(float, name.split()), model.manifest.image
    given = (low + (high - low) * x - image.low) / (image.high - image.low)
    try:
        again = model.unit(model.decode_as_is(model.encode(given.astype(np.float32)).mu))
    except ModelError:  # no finite code
        return math.inf
    return float(np.square(np.clip(np.nan_to_num(again), 0, 1) - x).mean())

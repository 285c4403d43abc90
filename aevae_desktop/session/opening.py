"""From a bundle to a ``Model``: what is built once when networks and codes arrive."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from aevae_desktop.bundle import DECODER, parse
from aevae_desktop.core import measure
from aevae_desktop.core.plane import Plane
from aevae_desktop.core.raster import Cloud
from aevae_desktop.engine.protocol import Frame
from aevae_desktop.session.state import Codes, Model, SessionState


def model_of(key: str, frame: Frame) -> Model:
    """The model that a ``Load`` reply describes, its codes still to come. Raises ``BundleError``."""
    manifest = parse(frame.header["manifest"].encode(), Path(key) / DECODER)
    has_encoder = bool(frame.header["has_encoder"])
    return Model(key, manifest, has_encoder, Plane.axes(manifest.latent_dim))


def with_codes(model: Model, frame: Frame) -> Model:
    """``model`` with the codes of a ``ReadPoints`` reply: projected, sorted into cells, ready to paint."""
    mu, label = frame.arrays["mu"], frame.arrays["label"]
    xy = model.plane.project(mu)
    k = len(model.manifest.classes)
    cloud = Cloud.build(xy, colour_index(label, k))
    centres = measure.class_centres(xy, label, k)
    log_var, split = frame.arrays.get("log_var"), frame.arrays["split"]
    return replace(model, codes=Codes(mu, log_var, label, split, xy, cloud.cells, cloud, centres))


def colour_index(label: NDArray[np.int16], classes: int) -> NDArray[np.uint8]:
    """Palette rows of the points, ``(n,) uint8``: the class, or the row after the last one where it is unknown."""
    return np.where((label >= 0) & (label < classes), label, classes).astype(np.uint8)


def linked(a: Model, b: Model) -> bool:
    """True if row i of both models' codes is the same sample: one data set, one number of rows."""
    if a.codes is None or b.codes is None or len(a.codes.mu) != len(b.codes.mu):
        return False
    one, two = a.manifest.dataset, b.manifest.dataset
    return bool(one.name) and (one.name, dict(one.sha256)) == (two.name, dict(two.sha256))


def shared_rows(state: SessionState) -> int:
    """How many samples every pane on screen knows by the same row number; 0 when they are not linked."""
    models = [model for _, model in state.shown_models()]
    if not models or any(not linked(models[0], other) for other in models):
        return 0
    codes = models[0].codes
    return 0 if codes is None else len(codes.mu)

"""From a bundle to a ``Model``: what is built once when networks and codes arrive."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from aevae_desktop.bundle import MANIFEST, parse
from aevae_desktop.core import measure
from aevae_desktop.core.plane import Plane
from aevae_desktop.core.raster import Cloud
from aevae_desktop.engine.protocol import COLUMN, Arrays, Frame
from aevae_desktop.errors import BundleError
from aevae_desktop.session.state import Codes, Model

MOST_CLASSES = 254  # with one more row for unknown labels, an eighth of the raster's: room to fade each in eight steps


def model_of(key: str, frame: Frame) -> Model:
    """The model that a ``Load`` reply describes, its codes still to come. Raises ``BundleError``."""
    manifest = parse(frame.header["manifest"].encode(), Path(key) / MANIFEST)
    has_encoder = bool(frame.header["has_encoder"])
    return Model(key, manifest, has_encoder, Plane.axes(manifest.latent_dim))


def with_codes(model: Model, frame: Frame) -> Model:
    """``model`` with the codes of a ``ReadPoints`` reply: projected, sorted into cells, ready to paint.

    Raises ``BundleError`` when they do not belong to this model, or have more classes than the map can paint.
    """
    mu, label = frame.arrays["mu"], frame.arrays["label"]
    if mu.shape[1] != model.manifest.latent_dim:
        found, wanted = f"codes of {mu.shape[1]} dimensions", f"{model.manifest.latent_dim}"
        raise BundleError(file=model.key, found=found, expected=wanted, remedy="It changed meanwhile; open it again.")
    if len(model.manifest.classes) > MOST_CLASSES:
        found = f"{len(model.manifest.classes)} classes"
        raise BundleError(file=model.key, field="classes", found=found, expected=f"at most {MOST_CLASSES}")
    xy = model.plane.project(mu)
    k = len(model.manifest.classes)
    cloud = Cloud.build(xy, colour_index(label, k))
    centres = measure.class_centres(xy, label, k)
    log_var, split = frame.arrays.get("log_var"), frame.arrays["split"]
    square = np.square(mu).sum(axis=1)
    columns = {name.removeprefix(COLUMN): values for name, values in frame.arrays.items() if name.startswith(COLUMN)}
    return replace(model, codes=Codes(mu, log_var, label, split, xy, cloud.cells, cloud, centres, square, columns))


def without_codes(model: Model) -> Model:
    """``model`` for a bundle that stores no codes: an empty map, on which the decoder works all the same."""
    d = model.manifest.latent_dim
    arrays: Arrays = {
        "mu": np.empty((0, d), np.float32),
        "label": np.empty(0, np.int16),
        "split": np.empty(0, np.uint8),
    }
    return with_codes(model, Frame({}, arrays))


def colour_index(label: NDArray[np.int16], classes: int) -> NDArray[np.uint8]:
    """Palette rows of the points, ``(n,) uint8``: the class, or the row after the last one where it is unknown."""
    return np.where((label >= 0) & (label < classes), label, classes).astype(np.uint8)


def rows_of(model: Model) -> object:
    """What makes row i of two models' codes the same sample: the data set, its checksums, the number of rows.

    Models that do not say what they were made from have only themselves in common.
    """
    if model.codes is None:
        return None
    data, n = model.manifest.dataset, len(model.codes.mu)
    return (data.name, *sorted(data.sha256.items()), n) if data.name else (model.key, n)


def linked(a: Model, b: Model) -> bool:
    """True if row i of both models' codes is the same sample."""
    return rows_of(a) is not None and rows_of(a) == rows_of(b)


def same_files(a: Model | None, b: Model) -> bool:
    """True if ``a`` is the very bundle ``b``, unchanged."""
    return a is not None and a.key == b.key and a.manifest.files == b.manifest.files

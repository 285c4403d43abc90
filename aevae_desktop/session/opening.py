"""From a bundle to a ``Model``: what is built once when networks and codes arrive."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from aevae_desktop.bundle import MANIFEST, parse
from aevae_desktop.core import measure, planes
from aevae_desktop.core.dimensions import Dimensions
from aevae_desktop.core.plane import Plane
from aevae_desktop.core.raster import Cloud
from aevae_desktop.engine.frames import Arrays, Frame
from aevae_desktop.engine.protocol import COLUMN
from aevae_desktop.errors import BundleError
from aevae_desktop.session.state import F32, Codes, Cut, Model, SessionState

AT_ONCE = 1 << 22  # numbers of codes that are seen through another plane between two events


def model_of(key: str, frame: Frame) -> Model:
    """The model that a ``Load`` reply describes, its codes still to come. Raises ``BundleError``."""
    manifest = parse(frame.header["manifest"].encode(), Path(key) / MANIFEST)
    has_encoder = bool(frame.header["has_encoder"])
    return Model(key, manifest, has_encoder, Plane.axes(manifest.latent_dim))


def with_codes(model: Model, frame: Frame) -> Model:
    """``model`` with the codes of a ``ReadPoints`` reply: projected, sorted into cells, ready to paint.

    Raises ``BundleError`` when they do not belong to this model.
    """
    mu, label = frame.arrays["mu"], frame.arrays["label"]
    if mu.shape[1] != model.manifest.latent_dim:
        found, wanted = f"codes of {mu.shape[1]} dimensions", f"{model.manifest.latent_dim}"
        raise BundleError(file=model.key, found=found, expected=wanted, remedy="It changed meanwhile; open it again.")
    xy, k = _on_map(model, model.plane, mu, label), len(model.manifest.classes)
    cloud = _faded(Cloud.build(xy, colour_index(label, k)), model.plane, mu)
    centres = measure.class_centres(xy, label, k)
    log_var, split = frame.arrays.get("log_var"), frame.arrays["split"]
    square, dims = np.einsum("nd,nd->n", mu, mu), Dimensions(mu, log_var)
    columns = {name.removeprefix(COLUMN): values for name, values in frame.arrays.items() if name.startswith(COLUMN)}
    codes = Codes(mu, log_var, label, split, xy, cloud.cells, cloud, centres, square, dims, model.plane, columns)
    return replace(model, codes=codes)


def seen_through(model: Model, plane: Plane, cut: Cut) -> Iterator[Model | None]:
    """``model`` seen through another ``plane``, chosen as ``cut`` says: its codes in their new places.

    Yields None after each part of the work (some 10 ms for 70k codes), the model at last.
    """
    codes = model.codes
    if codes is None:
        yield replace(model, plane=plane, cut=cut)
        return
    places, step = [], max(AT_ONCE // plane.d, 1)
    for first in range(0, max(len(codes.mu), 1), step):
        places.append(plane.project(codes.mu[first : first + step]))
        yield None
    xy = _in_lanes(model, plane, np.concatenate(places), codes.mu, codes.label)
    cloud = Cloud.build(xy, colour_index(codes.label, len(model.manifest.classes)))
    yield None
    cloud = _faded(cloud, plane, codes.mu)
    yield None
    centres = measure.class_centres(xy, codes.label, len(model.manifest.classes))
    yield None
    codes = replace(codes, xy=xy, cells=cloud.cells, cloud=cloud, centres=centres, plane=plane)
    yield replace(model, plane=plane, codes=codes, cut=cut)


def moved_on(model: Model | None) -> bool:
    """True if the plane of ``model`` was moved since its codes were faded."""
    return model is not None and model.codes is not None and model.codes.plane is not model.plane


def faded(model: Model) -> Model:
    """``model`` with its codes as faint as they are far from its plane, if that was moved; no point is sorted again."""
    codes = model.codes
    if codes is None or codes.plane is model.plane:
        return model
    cloud = _faded(codes.cloud, model.plane, codes.mu)
    return replace(model, codes=replace(codes, cloud=cloud, plane=model.plane))


def _on_map(model: Model, plane: Plane, mu: F32, label: NDArray[np.int16]) -> F32:
    """Where codes are on the map of ``plane``; those of one dimension in lanes."""
    return _in_lanes(model, plane, plane.project(mu), mu, label)


def _in_lanes(model: Model, plane: Plane, xy: F32, mu: F32, label: NDArray[np.int16]) -> F32:
    """The places ``xy: (n, 2)``, those of one dimension at the heights of their classes."""
    if plane.d == 1:
        xy[:, 1] = planes.spread(mu, label, len(model.manifest.classes))
    return xy


def _faded(cloud: Cloud, plane: Plane, mu: F32) -> Cloud:
    return cloud if plane.d <= 2 else cloud.faded(planes.fades(plane.distance(mu)), planes.FADES)


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


def changed(old: SessionState, new: SessionState) -> set[str]:
    """The keys of the models that have come into a pane since ``old``, other files under the same key among them."""
    pairs = ((a.model, b.model) for a, b in zip(old.panes, new.panes, strict=True))
    return {b.key for a, b in pairs if b is not None and a is not b and not same_files(a, b)}

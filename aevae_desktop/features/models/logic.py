"""From a bundle to a ``Model``: what is built once when networks and codes arrive."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from aevae_desktop.bundle import MANIFEST, parse
from aevae_desktop.core.images import measure
from aevae_desktop.core.map import planes
from aevae_desktop.core.map.dimensions import Dimensions
from aevae_desktop.core.map.plane import Plane
from aevae_desktop.core.map.raster import Cloud
from aevae_desktop.core.neighbours.cells import Cells
from aevae_desktop.engine.wire.frames import Arrays, Frame
from aevae_desktop.engine.wire.protocol import COLUMN
from aevae_desktop.errors import BundleError
from aevae_desktop.session.model import F32, F64, Codes, Model, PlaneChoice
from aevae_desktop.session.state import SessionState, panes_differ

AT_ONCE = 1 << 22  # numbers of codes that are projected between two events
FEW = 20_000  # codes that are put on a map at once


def model_of(key: str, frame: Frame, label: int = 0) -> Model:
    """The model that a ``Load`` reply describes, its codes still to come. Raises ``BundleError``."""
    manifest = parse(frame.header["manifest"].encode(), Path(key) / MANIFEST)
    has_encoder = bool(frame.header["has_encoder"])
    return Model(key, manifest, has_encoder, Plane.axes(manifest.latent_dim), label=label)


def with_codes(model: Model, frame: Frame) -> Model:
    """``model`` with the codes of a ``ReadPoints`` reply, all of ``arriving`` at once. Raises ``BundleError``."""
    *_, whole = arriving(model, frame)
    assert whole is not None
    return whole


def arriving(model: Model, frame: Frame) -> Iterator[Model | None]:
    """``model`` with the codes of a ``ReadPoints`` reply: projected, sorted into cells, ready to paint.

    Yields None after each part of the work, the model at last. Raises ``BundleError`` at once when the codes do not
    belong to this model.
    """
    found, wanted = frame.arrays["mu"].shape[1], model.manifest.latent_dim
    if found != wanted:
        raise BundleError(
            file=model.key,
            found=f"codes of {found} dimensions",
            expected=f"{wanted}",
            remedy="It changed meanwhile; open it again.",
        )
    return _arriving(model, frame.arrays)


def _arriving(model: Model, arrays: Mapping[str, Any]) -> Iterator[Model | None]:
    mu, label, plane = arrays["mu"], arrays["label"], model.plane
    xy, cloud, centres = yield from _mapped(model, plane, mu, label)
    square = np.einsum("nd,nd->n", mu, mu)
    yield None
    log_var = arrays.get("log_var")
    columns = {name.removeprefix(COLUMN): values for name, values in arrays.items() if name.startswith(COLUMN)}
    dims, split = Dimensions(mu, log_var), arrays["split"]
    codes = Codes(mu, log_var, label, split, xy, cloud.cells, cloud, centres, square, dims, plane, columns)
    yield replace(model, codes=codes)


def seen_through(model: Model, plane: Plane, plane_choice: PlaneChoice) -> Iterator[Model | None]:
    """``model`` seen through another ``plane``, chosen as ``plane_choice`` says: its codes in their new places.

    Yields None after each part of the work (some 10 ms for 70k codes), the model at last.
    """
    codes = model.codes
    if codes is None:
        yield replace(model, plane=plane, plane_choice=plane_choice)
        return
    xy, cloud, centres = yield from _mapped(model, plane, codes.mu, codes.label)
    codes = replace(codes, xy=xy, cells=cloud.cells, cloud=cloud, centres=centres, plane=plane)
    yield replace(model, plane=plane, codes=codes, plane_choice=plane_choice)


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


def _mapped(
    model: Model, plane: Plane, mu: F32, label: NDArray[np.int16]
) -> Generator[None, None, tuple[F32, Cloud, F64]]:
    """Where codes are on the map of ``plane``, the points to paint, and the middles of the classes, part by part."""
    k = len(model.manifest.classes)
    xy = yield from _placed(model, plane, mu, label)
    yield None
    cells = Cells.build(xy)
    yield None
    cloud = Cloud.of(cells, colour_index(label, k))
    yield None
    cloud = _faded(cloud, plane, mu)
    yield None
    centres = measure.class_centres(xy, label, k)
    yield None
    return xy, cloud, centres


def _placed(model: Model, plane: Plane, mu: F32, label: NDArray[np.int16]) -> Generator[None, None, F32]:
    """Where codes are on the map of ``plane``, ``(n, 2)``; those of one dimension at the heights of their classes."""
    places, step = [], max(AT_ONCE // plane.d, 1)
    for first in range(0, max(len(mu), 1), step):
        places.append(plane.project(mu[first : first + step]))
        yield None
    xy = np.concatenate(places)
    if plane.d == 1:
        xy[:, 1] = yield from planes.spread_in_parts(mu, label, len(model.manifest.classes))
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
    rows = rows_of(a)
    return rows is not None and rows == rows_of(b)


def same_files(a: Model | None, b: Model) -> bool:
    """True if ``a`` is the very bundle ``b``, unchanged, and given the same class."""
    return a is not None and a.key == b.key and a.manifest.files == b.manifest.files and a.label == b.label


def changed(old: SessionState, new: SessionState) -> set[str]:
    """The keys of the models that have come into a pane since ``old``, other files under the same key among them."""
    if not panes_differ(old, new, "model"):
        return set()
    pairs = ((a.model, b.model) for a, b in zip(old.panes, new.panes, strict=True))
    return {b.key for a, b in pairs if b is not None and a is not b and not same_files(a, b)}

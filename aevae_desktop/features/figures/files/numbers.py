"""The numbers of a figure: the codes in view, and the fields that were computed of them, as CSV or NPZ."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from aevae_desktop.features.figures import metadata
from aevae_desktop.features.figures.files.figure_layout import FigureLayout
from aevae_desktop.features.points import logic as points_logic
from aevae_desktop.features.points.state import Filter
from aevae_desktop.features.tiles.heatmap import field_of
from aevae_desktop.features.tiles.state import Fields
from aevae_desktop.session.model import Model
from aevae_desktop.ui.map.scene import Scene

ROWS = 400  # written at a time
SPLITS = ("train", "test")
FORMULA = re.compile(r"(^|[,;|\t\r\n])(?=\s*[=+\-@＝＋－＠])|^(?=[\t\r\n])")  # where a spreadsheet may see one begin


@dataclass(frozen=True)
class Seen:
    """The codes of one map that are in view: ``rows: (k,) int64``, their sample numbers."""

    number: int
    model: Model
    rows: NDArray[np.int64]


def seen(scene: Scene) -> Seen:
    """The codes inside the frame of a map, those that are hidden left out."""
    model = scene.pane.model
    assert model is not None
    if model.codes is None:
        return Seen(scene.index, model, np.empty(0, np.int64))
    x0, y0, x1, y1 = scene.view.bounds()
    x, y = model.codes.xy[:, 0], model.codes.xy[:, 1]
    inside = (x >= x0) & (x <= x1) & (y >= y0) & (y <= y1)
    shown = points_logic.visible(model.codes, scene.state.hidden, scene.state.part(Filter))
    return Seen(scene.index, model, np.flatnonzero(inside if shown is None else inside & shown))


def csv_pieces(layout: FigureLayout) -> Iterator[bytes]:
    """A line with the record, a line with the names, a line a code: floats in the fewest digits that give them back.

    A class name that a spreadsheet would run as a formula has an apostrophe before it.
    """
    maps = [seen(scene) for scene in layout.scenes]
    d = max(part.model.manifest.latent_dim for part in maps)
    posterior = any(part.model.codes is not None and part.model.codes.log_var is not None for part in maps)
    names = ["map", "bundle", "sample", "label", "class", "split", "x", "y", *(f"mu{k + 1}" for k in range(d))]
    names += [f"log_var{k + 1}" for k in range(d)] if posterior else []
    columns = list(dict.fromkeys(name for part in maps if part.model.codes for name in part.model.codes.columns))
    yield metadata.csv_comment(layout.record).encode() + _row([*names, *columns])
    for part in maps:
        for top in range(0, len(part.rows), ROWS):
            yield _lines(part, part.rows[top : top + ROWS], d, posterior, columns)


def text_cell(text: str) -> str:
    """``text`` from a file as a cell that no spreadsheet runs as a formula: an apostrophe stands before one.

    Also behind what other countries' spreadsheets divide cells at. A number is no text: it stays as it is.
    """
    return FORMULA.sub(r"\1'", text)


def _row(words: list[str]) -> bytes:
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerow(words)
    return stream.getvalue().encode()


def _lines(part: Seen, rows: NDArray[np.int64], d: int, posterior: bool, columns: list[str]) -> bytes:
    codes, manifest = part.model.codes, part.model.manifest
    assert codes is not None
    blank = [""] * (d - manifest.latent_dim)
    numbers = [codes.xy[rows], codes.mu[rows]]
    log_var = None if codes.log_var is None else codes.log_var[rows].astype(str).tolist()
    nothing = [""] * len(rows)
    others = [codes.columns[c][rows].astype(str).tolist() if c in codes.columns else nothing for c in columns]
    xy, mu = (block.astype(str).tolist() for block in numbers)
    stream = io.StringIO()
    write = csv.writer(stream, lineterminator="\n").writerow
    for r, sample in enumerate(rows.tolist()):
        label = int(codes.label[sample])
        name = text_cell(manifest.classes[label]) if 0 <= label < len(manifest.classes) else ""
        spread = [] if not posterior else [""] * d if log_var is None else log_var[r] + blank
        split = SPLITS[int(codes.split[sample])]
        write(
            [
                part.number + 1,
                manifest.id,
                sample,
                label,
                name,
                split,
                *xy[r],
                *mu[r],
                *blank,
                *spread,
                *(o[r] for o in others),
            ]
        )
    return stream.getvalue().encode()


def npz_pieces(layout: FigureLayout) -> Iterator[bytes]:
    """An .npz of ``map1.sample``, ``.label``, ``.split``, ``.xy``, ``.mu`` ..., fields as ``map1.field.NAME.PART``.

    Of the fields, those that the figure shows: their layer is on, and they are of the plane of the map.
    """
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(metadata.MEMBER, layout.record.to_json())
        for scene in layout.scenes:
            for name, array in _arrays(scene).items():
                with archive.open(f"map{scene.index + 1}.{name}.npy", "w", force_zip64=True) as member:
                    np.lib.format.write_array(member, np.ascontiguousarray(array), allow_pickle=False)
                yield b""
    yield stream.getvalue()


def _arrays(scene: Scene) -> dict[str, NDArray[Any]]:
    part = seen(scene)
    codes = part.model.codes
    arrays: dict[str, NDArray[Any]] = {"sample": part.rows}
    if codes is not None:
        arrays |= {name: getattr(codes, name)[part.rows] for name in ("label", "split", "xy", "mu")}
        arrays |= {} if codes.log_var is None else {"log_var": codes.log_var[part.rows]}
        arrays |= {f"column.{name}": column[part.rows] for name, column in codes.columns.items()}
    for name in scene.pane.part(Fields):
        if name in scene.state.layers and scene.state.layers[name].on and (field := field_of(scene, name)) is not None:
            arrays |= {f"field.{name}.{key}": value for key, value in _plain(field)}
    return arrays


def _plain(value: object, prefix: str = "") -> Iterator[tuple[str, NDArray[Any]]]:
    """Every array and number in a dataclass, by its dotted name."""
    if is_dataclass(value) and not isinstance(value, type):
        for item in fields(value):
            yield from _plain(getattr(value, item.name), f"{prefix}.{item.name}" if prefix else item.name)
    elif isinstance(value, np.ndarray | int | float | np.number) or (isinstance(value, tuple) and value):
        array = np.asarray(value)
        if array.dtype.kind in "biuf":
            yield prefix or "value", array

"""What was open, as a file: a figure's record of it, and beside it the mode and where each map's bundle lies.

A saved view holds all of it but these two, so this is the JSON of one with two keys more.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from aevae_desktop.core.map.view2d import View2D
from aevae_desktop.errors import DataError, LabError
from aevae_desktop.features.drawing.controller import DrawingController
from aevae_desktop.features.drawing.state import Drawing
from aevae_desktop.features.figures import reading as figures_reading
from aevae_desktop.features.figures import record as figures_record
from aevae_desktop.features.figures.controller import FigureController
from aevae_desktop.features.figures.record import FigureRecord
from aevae_desktop.features.models.library_controller import LibraryController
from aevae_desktop.features.path.state import PathState
from aevae_desktop.features.points.state import Filter, PointLook
from aevae_desktop.features.probe.state import Frozen, Probe
from aevae_desktop.features.samplers.state import Sampling
from aevae_desktop.features.selection.state import Selecting
from aevae_desktop.features.tiles.state import TileLook
from aevae_desktop.reading import json_text, regular
from aevae_desktop.session.state import Mode, SessionState

if TYPE_CHECKING:
    from aevae_desktop.session.session import Session

LARGEST = 16 << 20  # bytes
WHAT = "what was open cannot be read"
REMEDY = "Dismiss it; nothing else is lost."


@dataclass(frozen=True)
class Work:
    """``record``: all that a figure says; ``folders``: the bundle of each map, None for a map without one."""

    record: FigureRecord
    mode: Mode
    folders: tuple[Path | None, ...]


def parts(state: SessionState) -> tuple[object, ...]:
    """What a person would miss, as it stands: other work has at least one other part. Takes no time.

    Where a probe that follows the pointer is, and where a playhead that moves is, nobody would miss.
    """
    path, pen = state.part(PathState), state.part(Drawing)
    still = None if path.playing else path.t
    probe = state.panes[state.lead].get(Probe) if state.pinned else None
    models = tuple(part for pane in state.panes for part in _of(pane.wanted, pane.model, pane.part(Frozen).values))
    looks = (
        state.shown,
        state.layers,
        state.part(TileLook),
        state.part(PointLook),
        state.part(Filter),
        state.hidden,
        state.part(Sampling).recipe,
    )
    return (
        *(
            pen.strokes,
            pen.half,
            path.spec,
            still,
            path.onion,
            state.part(Selecting).selection,
            state.mode,
            state.pinned,
            probe,
        ),
        *(state.part(Sampling).on, *looks, *models),
    )


def same(a: tuple[object, ...], b: tuple[object, ...]) -> bool:
    """Whether all parts are the very same objects."""
    return len(a) == len(b) and all(one is other for one, other in zip(a, b, strict=True))


def touched(state: SessionState) -> bool:
    """Whether there is anything that a hand has made."""
    pen, path = state.part(Drawing), state.part(PathState)
    return bool(pen.strokes or pen.half is not None or path.edits.past or state.part(Selecting).selection is not None)


def pieces(state: SessionState, views: Mapping[int, View2D], theme: str) -> Iterator[str]:
    """The text of the file, piece by piece: with a thousand dimensions it takes longer than a frame may.

    Raises ``DataError`` while there is no model to speak of.
    """
    pen = state.part(Drawing)
    if pen.half is not None:  # the stroke under the pen is work too
        state = state.with_part(replace(pen, strokes=(*pen.strokes, pen.half)))
    record = yield from figures_record.taken_in_steps(state, views, theme)
    more = {"mode": state.mode.value, "folders": [pane.wanted for pane in state.panes]}
    yield from record.json_pieces(**more)


def read(path: Path) -> Work:
    """What ``pieces`` wrote. Raises ``DataError``: one line with what is wrong with it."""
    try:
        data = regular.read_at_most(path, LARGEST, path.parent)
    except OSError as error:
        raise DataError(f"{WHAT}: {error.strerror or error}", file=path, remedy=REMEDY) from error
    whole = json_text.load(data, path, DataError, WHAT, REMEDY)
    if not isinstance(whole, dict):
        raise DataError(WHAT, file=path, remedy=REMEDY)
    record = figures_reading.record(json.dumps(whole), path)
    return Work(record, _mode(whole.get("mode"), path), _folders(whole.get("folders"), path))


def _of(wanted: str | None, model: Any, frozen: object) -> tuple[object, ...]:
    """What of a pane is work: which model, seen through which plane, and what is held."""
    return (wanted, None, None, frozen) if model is None else (wanted, model.manifest, model.plane, frozen)


def _mode(value: object, path: Path) -> Mode:
    modes = [mode.value for mode in Mode]
    if value not in modes:
        raise DataError(
            file=path, field="mode", found=repr(value), expected="one of " + ", ".join(modes), remedy=REMEDY
        )
    return Mode(value)


def _folders(value: object, path: Path) -> tuple[Path | None, ...]:
    fits = isinstance(value, list) and len(value) <= figures_reading.MOST_PANES
    if not isinstance(value, list) or not fits or not all(v is None or _is_place(v) for v in value):
        raise DataError(file=path, field="folders", found=repr(value), expected="a folder a map", remedy=REMEDY)
    return tuple(None if folder is None else Path(folder) for folder in value)


def _is_place(value: object) -> bool:
    return isinstance(value, str) and len(value) <= 4096 and "\0" not in value and Path(value).is_absolute()


def restore(session: Session, work: Work) -> None:
    """Show ``work`` again. Raises ``DataError`` where its models are gone; the drawing is back even then."""
    folders = [regular.without_links(folder) for folder in work.folders if folder is not None]
    try:
        session.controller(FigureController).restore(work.record, "What was open is back.", folders)
    except LabError as error:
        if not work.record.strokes:
            raise
        session.controller(DrawingController).redraw(
            tuple(np.array(stroke, np.float64).reshape(-1, 2) for stroke in work.record.strokes)
        )
        raise DataError(error.what, remedy="The drawing is back, the rest needs its models.") from error
    finally:
        session.set_mode(work.mode)
    session.controller(LibraryController).invite(*(folder for folder in folders if regular.is_folder(folder)))

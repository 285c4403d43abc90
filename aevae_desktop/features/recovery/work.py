"""What was open, as a file: a figure's record of it, and beside it the mode and where each map's bundle lies.

A saved view holds all of it but these two, so this is the JSON of one with two keys more.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from aevae_desktop.core.map.view2d import View2D
from aevae_desktop.errors import DataError, LabError
from aevae_desktop.features.figures import reading
from aevae_desktop.features.figures.controller import FigureController
from aevae_desktop.features.figures.record import FigureRecord, taken_in_steps
from aevae_desktop.features.models.library_controller import LibraryController
from aevae_desktop.language import translate
from aevae_desktop.reading import json_text, regular
from aevae_desktop.session.saved import MOST_PANES, Saved
from aevae_desktop.session.session import Session
from aevae_desktop.session.state import Mode, SessionState

LARGEST = 16 << 20  # bytes
WHAT = translate("recovery", "what was open cannot be read")
REMEDY = translate("recovery", "Dismiss it; nothing else is lost.")


@dataclass(frozen=True)
class Work:
    """``record``: all that a figure says; ``folders``: the bundle of each map, None for a map without one."""

    record: FigureRecord
    mode: Mode
    folders: tuple[Path | None, ...]


def parts(state: SessionState, saved: Sequence[Saved]) -> tuple[object, ...]:
    """What a person would miss, as it stands: other work has at least one other part. Takes no time."""
    models = (part for pane in state.panes for part in (pane.wanted, pane.model and pane.model.manifest))
    return (state.mode, state.shown, *models, *(part for row in saved for part in row.work(state)))


def same(a: tuple[object, ...], b: tuple[object, ...]) -> bool:
    """Whether all parts are the very same objects."""
    return len(a) == len(b) and all(one is other for one, other in zip(a, b, strict=True))


def touched(state: SessionState, saved: Sequence[Saved]) -> bool:
    """Whether there is anything that a hand has made."""
    return any(row.touched(state) for row in saved)


def pieces(state: SessionState, views: Mapping[int, View2D], saved: Sequence[Saved], theme: str) -> Iterator[str]:
    """The text of the file, piece by piece: with a thousand dimensions it takes longer than a frame may.

    Raises ``DataError`` while there is no model to speak of.
    """
    for row in saved:
        state = row.finished(state)
    record = yield from taken_in_steps(state, views, saved, theme)
    yield from record.json_pieces(mode=state.mode.value, folders=[pane.wanted for pane in state.panes])


def read(path: Path, saved: Sequence[Saved]) -> Work:
    """What ``pieces`` wrote. Raises ``DataError``: one line with what is wrong with it."""
    try:
        data = regular.read_at_most(path, LARGEST, path.parent)
    except OSError as error:
        raise DataError(f"{WHAT}: {error.strerror or error}", file=path, remedy=REMEDY) from error
    whole = json_text.load(data, path, DataError, WHAT, REMEDY)
    if not isinstance(whole, dict):
        raise DataError(WHAT, file=path, remedy=REMEDY)
    record = reading.record(json.dumps(whole), saved, path)
    return Work(record, _mode(whole.get("mode"), path), _folders(whole.get("folders"), path))


def _mode(value: object, path: Path) -> Mode:
    modes = [mode.value for mode in Mode]
    if value not in modes:
        raise DataError(
            file=path, field="mode", found=repr(value), expected="one of " + ", ".join(modes), remedy=REMEDY
        )
    return Mode(value)


def _folders(value: object, path: Path) -> tuple[Path | None, ...]:
    fits = isinstance(value, list) and len(value) <= MOST_PANES
    if not isinstance(value, list) or not fits or not all(v is None or _is_place(v) for v in value):
        raise DataError(file=path, field="folders", found=repr(value), expected="a folder a map", remedy=REMEDY)
    return tuple(None if folder is None else Path(folder) for folder in value)


def _is_place(value: object) -> bool:
    return isinstance(value, str) and len(value) <= 4096 and "\0" not in value and Path(value).is_absolute()


def resume(session: Session, work: Work) -> None:
    """Open with ``work``, as if the program had not ended. No disk is asked: one that does not answer holds up nothing.

    The theme is not part of it: it is a setting, or the system's.
    """
    folders = {i: folder for i, folder in enumerate(work.folders[: len(session.state.panes)]) if folder is not None}
    session.controller(LibraryController).invite(*folders.values())
    session.controller(FigureController).resume(replace(work.record, theme=""), folders)
    session.set_mode(work.mode)


def restore(session: Session, work: Work) -> None:
    """Show ``work`` again. Raises ``DataError`` where its models are gone; what needs none is back even then."""
    folders = [regular.without_links(folder) for folder in work.folders if folder is not None]
    try:
        session.controller(FigureController).restore(
            work.record, translate("recovery", "What was open is back."), folders
        )
    except LabError as error:
        alone = [row for row in session.saved if row.alone and work.record.part(row)]
        if not alone:
            raise
        for row in alone:
            row.restore(session, work.record.part(row), ())
        names = translate("recovery", " and ").join(row.alone for row in alone)
        back = translate("recovery", "The {names} is back, the rest needs its models.").format(names=names)
        raise DataError(error.what, remedy=back) from error
    finally:
        session.set_mode(work.mode)
    session.controller(LibraryController).invite(*(folder for folder in folders if regular.is_folder(folder)))

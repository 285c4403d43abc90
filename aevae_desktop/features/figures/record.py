"""What a figure says about itself: which bundles it shows, and everything that is needed to see it again.

A record is plain data, most of it parts of features (``session.saved``). Floats are written as their shortest exact
decimals, so a view that was read is the very view that was written. Keys that a reader does not know are passed over;
a value that means nothing is one clear line.
"""

from __future__ import annotations

import json
from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any

from aevae_desktop import __version__
from aevae_desktop.bundle import digest
from aevae_desktop.core.map.view2d import View2D
from aevae_desktop.errors import DataError
from aevae_desktop.language import translate
from aevae_desktop.reading.json_object import Numbers
from aevae_desktop.session.saved import Saved
from aevae_desktop.session.state import SessionState, exact_view

FORMAT, VERSION = "aevae-figure", "1.0"
Parts = Mapping[str, Any]  # by the keys of the rows of ``Saved``


@dataclass(frozen=True)
class PaneRecord:
    """One map: its bundle, and what of the map is seen (``cx, cy, scale, width, height``, px)."""

    bundle: str
    sha256: str
    view: Numbers
    parts: Parts = field(default_factory=dict)

    @property
    def view2d(self) -> View2D:
        """The view, for a map."""
        return View2D(*self.view)


@dataclass(frozen=True)
class FigureRecord:
    """A figure, or a saved view. ``panes[i]`` is None for a map that is not in it; ``size`` is in px."""

    app: str
    theme: str
    panes: tuple[PaneRecord | None, ...]
    shown: tuple[int, ...]
    parts: Parts = field(default_factory=dict)
    size: tuple[int, int] | None = None
    scale: float = 1.0

    def part(self, row: Saved) -> Any:
        """What it holds of ``row``; None where it does not speak of it."""
        if row.by_pane:
            return {i: pane.parts[row.key] for i, pane in enumerate(self.panes) if pane and row.key in pane.parts}
        return self.parts.get(row.key)

    def to_json(self) -> str:
        """The record as one line of JSON."""
        return _WRITER.encode(_HEAD | _plain(self))

    def json_pieces(self, **more: object) -> Iterator[str]:
        """``to_json`` with ``more`` keys, piece by piece."""
        return _WRITER.iterencode(_HEAD | _plain(self) | more)


def _plain(part: Any) -> dict[str, object]:
    """A record, or a part of one, as JSON writes it: what features add stands among its own keys."""
    made: dict[str, object] = {}
    for name in (entry.name for entry in fields(part)):
        value = getattr(part, name)
        if name != "parts":
            made[name] = value
        elif isinstance(part, FigureRecord):
            made |= value
        else:
            made.update(item for each in value.values() for item in _plain(each).items())
    return made


_HEAD = {"format": FORMAT, "format_version": VERSION}
_WRITER = json.JSONEncoder(ensure_ascii=True, allow_nan=False, default=_plain)


def taken(
    state: SessionState,
    views: Mapping[int, View2D],
    saved: Sequence[Saved],
    theme: str,
    panes: tuple[int, ...] | None = None,
    size: tuple[int, int] | None = None,
    scale: float = 1.0,
) -> FigureRecord:
    """The record of ``panes`` (those on screen) as they are now. Raises ``DataError`` when none of them has a model."""
    told = [row for row in saved if not row.private]
    steps = taken_in_steps(state if panes is None else replace(state, shown=panes), views, told, theme)
    while True:
        try:
            next(steps)
        except StopIteration as done:
            record: FigureRecord = done.value
            return replace(record, size=size, scale=scale)


def taken_in_steps(
    state: SessionState, views: Mapping[int, View2D], saved: Sequence[Saved], theme: str
) -> Generator[str, None, FigureRecord]:
    """``taken`` of the maps on screen, yielding nothing of meaning between steps of a few ms."""
    models = {i: model for i, model in state.shown_models() if i in views}
    if not models:
        raise DataError(translate("figures", "there is no map to take a picture of: open a model first"))
    parts: dict[str, Any] = {}
    for row in saved:
        value = row.take(state, models)
        value = (yield from value) if isinstance(value, Generator) else value
        if value is not None or not row.sparse:
            parts[row.key] = value
        yield ""
    by_pane = {row.key: parts.pop(row.key) for row in saved if row.by_pane}
    panes: list[PaneRecord | None] = [None] * len(state.panes)
    for i, model in models.items():
        view = exact_view(state, i, views[i])
        numbers = (view.cx, view.cy, view.scale, float(view.width), float(view.height))
        own = {key: part[i] for key, part in by_pane.items()}
        panes[i] = PaneRecord(model.manifest.id, digest(model.manifest), numbers, own)
    return FigureRecord(__version__, theme, tuple(panes), tuple(models), parts)

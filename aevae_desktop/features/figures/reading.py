"""Reading a figure's record, which anybody may have written: what means nothing is one line with file and field."""

from __future__ import annotations

from collections.abc import Sequence

from aevae_desktop.errors import DataError
from aevae_desktop.features.figures.record import FORMAT, VERSION, FigureRecord, PaneRecord
from aevae_desktop.reading import json_text
from aevae_desktop.reading.json_object import JsonObject
from aevae_desktop.session.saved import MOST_PANES, Saved

LARGEST = 1e6  # px, a side of a map
SCALES = (0.01, 1000.0)  # px a point of a figure


def record(text: str, saved: Sequence[Saved], file: object = None) -> FigureRecord:
    """The record that ``text`` holds, with the parts that ``saved`` names. Raises ``DataError``."""
    top = _parsed(text, file)
    panes = tuple(_pane(top, i, saved) for i in range(len(top.items("panes"))))
    shown = top.indices("shown")
    fits = len(panes) <= MOST_PANES and shown and len(set(shown)) == len(shown)
    if not fits or any(i >= len(panes) or panes[i] is None for i in shown):
        raise top.wrong("shown", "the numbers of maps that panes describes")
    read = {row: row.read(top) for row in saved if not row.by_pane}
    parts = {row.key: value for row, value in read.items() if value is not None or not row.sparse}
    return FigureRecord(top.text("app"), top.text("theme"), panes, shown, parts, _size(top), _scale(top))


def _parsed(text: str, file: object) -> JsonObject:
    data = json_text.load(text, file, DataError, "what it says about itself cannot be read")
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise DataError("was not exported by this program", file=file)
    top, major = JsonObject(data, file), VERSION.split(".")[0]
    if top.text("format_version").split(".")[0] != major:
        raise top.wrong("format_version", f"{major}.x", "Open it with a newer version.")
    return top


def _pane(top: JsonObject, i: int, saved: Sequence[Saved]) -> PaneRecord | None:
    if top.data["panes"][i] is None:
        return None
    pane = top.member("panes", i)
    view = pane.numbers("view", 5)
    if not (view[2] > 0 and all(1 <= side <= LARGEST for side in view[3:])):
        raise pane.wrong("view", "cx, cy, scale above 0, width and height in px")
    parts = {row.key: row.read(pane) for row in saved if row.by_pane}
    return PaneRecord(pane.text("bundle"), pane.text("sha256"), view, parts)


def _size(top: JsonObject) -> tuple[int, int] | None:
    size = top.indices("size") if top.data.get("size") is not None else None
    if size is not None and (len(size) != 2 or not all(0 < side <= LARGEST for side in size)):
        raise top.wrong("size", f"width and height, 1 to {LARGEST:,.0f} px")
    return None if size is None else (size[0], size[1])


def _scale(top: JsonObject) -> float:
    scale = top.real("scale", 1.0)
    if not SCALES[0] <= scale <= SCALES[1]:
        raise top.wrong("scale", f"a number from {SCALES[0]:g} to {SCALES[1]:g}")
    return scale

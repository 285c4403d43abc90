"""Reading a figure's record, which anybody may have written: what means nothing is one line with file and field."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Any, TypeGuard

from aevae_desktop.bundle import FARTHEST, MOST_CLASSES, MOST_DIMENSIONS
from aevae_desktop.errors import DataError
from aevae_desktop.features.figures.record import (
    FORMAT,
    VERSION,
    EndRecord,
    FigureRecord,
    LookRecord,
    Numbers,
    PaneRecord,
    PathRecord,
    ProbeRecord,
)
from aevae_desktop.features.path.state import FRAME_COUNTS, MOST_WAYPOINTS, WEIGHTS, PathSpec
from aevae_desktop.features.samplers.record import DrawsRecord
from aevae_desktop.features.selection import packing
from aevae_desktop.reading import json_text, plain_text
from aevae_desktop.session.model import PlaneChoice

MOST_PANES = 16
LARGEST = 1e6  # px, a side of a map
SCALES = (0.01, 1000.0)  # px a point of a figure
LONGEST = 1000  # characters of a text
MOST_ITEMS = 10_000  # of a list that has no other limit
MOST_KINDS = 100  # of paths beside each other, layers
MOST_INK = 50_000  # points of a drawing
STROKES = f"a list of strokes, each a list of [x, y]; at most {MOST_INK} points"


@dataclass(frozen=True)
class _Reader:
    """One JSON object of ``file``; every method raises ``DataError`` when the value is not what it reads."""

    data: dict[str, Any]
    file: object
    prefix: str = ""

    @classmethod
    def parse(cls, text: str, file: object) -> _Reader:
        data = json_text.load(text, file, DataError, "what it says about itself cannot be read")
        if not isinstance(data, dict) or data.get("format") != FORMAT:
            raise DataError("is no figure of this program", file=file)
        made = cls(data, file)
        version = made.text("format_version")
        if version.split(".")[0] != VERSION.split(".")[0]:
            raise made.wrong("format_version", f"{VERSION.split('.')[0]}.x", "Open it with a newer version.")
        return made

    def wrong(self, key: str, expected: str, remedy: str | None = None) -> DataError:
        found = repr(self.data[key]) if key in self.data else "nothing"
        return DataError(file=self.file, field=self.prefix + key, found=found, expected=expected, remedy=remedy)

    def text(self, key: str) -> str:
        value = self.data.get(key)
        if not isinstance(value, str):
            raise self.wrong(key, "a text")
        if (found := plain_text.wrong_in_line(value, LONGEST)) is not None:
            expected = f"one line of at most {LONGEST} characters, none of them a control character"
            raise DataError(file=self.file, field=self.prefix + key, found=found, expected=expected)
        return value

    def flag(self, key: str) -> bool:
        value = self.data.get(key, False)
        if not isinstance(value, bool):
            raise self.wrong(key, "true or false")
        return value

    def index(self, key: str) -> int | None:
        value = self.data.get(key)
        if value is not None and not _whole(value):
            raise self.wrong(key, "a row number")
        return value

    def real(self, key: str, default: float) -> float:
        value = _real(self.data.get(key, default))
        if value is None:
            raise self.wrong(key, "a finite number")
        return value

    def items(self, key: str, most: int = MOST_ITEMS) -> list[Any]:
        value = self.data.get(key, [])
        if not isinstance(value, list):
            raise self.wrong(key, "a list")
        if len(value) > most:
            raise DataError(file=self.file, field=self.prefix + key, found=len(value), expected=f"at most {most}")
        return value

    def indices(self, key: str) -> tuple[int, ...]:
        values = self.items(key)
        if not all(_whole(value) for value in values):
            raise self.wrong(key, "a list of row numbers")
        return tuple(values)

    def numbers(self, key: str, count: int | None = None) -> Numbers:
        values = _numbers(self.data.get(key))
        if values is None or len(values) > MOST_DIMENSIONS or count not in (None, len(values)):
            raise self.wrong(key, "numbers" if count is None else f"{count} numbers")
        return values

    def rows(self, key: str) -> tuple[Numbers, ...]:
        rows = [_numbers(row) for row in self.items(key, 2)]
        if any(row is None or len(row) > MOST_DIMENSIONS for row in rows):
            raise self.wrong(key, "lists of numbers")
        return tuple(row for row in rows if row is not None)

    def child(self, key: str) -> _Reader | None:
        value = self.data.get(key)
        if value is None:
            return None
        if not isinstance(value, dict):
            raise self.wrong(key, "an object")
        return _Reader(value, self.file, f"{self.prefix}{key}.")


def record(text: str, file: object = None) -> FigureRecord:
    """The record that ``text`` holds. Raises ``DataError``."""
    top = _Reader.parse(text, file)
    panes = tuple(
        None if item is None else _read_pane(_member(top, "panes", i, item))
        for i, item in enumerate(top.items("panes"))
    )
    shown = top.indices("shown")
    fits = len(panes) <= MOST_PANES and shown and len(set(shown)) == len(shown)
    if not fits or any(i >= len(panes) or panes[i] is None for i in shown):
        raise top.wrong("shown", "the numbers of maps that panes describes")
    size = top.indices("size") if top.data.get("size") is not None else None
    if size is not None and (len(size) != 2 or not all(0 < side <= LARGEST for side in size)):
        raise top.wrong("size", f"width and height, 1 to {LARGEST:,.0f} px")
    hidden = top.indices("hidden")
    if max(hidden, default=0) >= MOST_CLASSES or len(hidden) > MOST_CLASSES:
        raise top.wrong("hidden", f"numbers of classes, below {MOST_CLASSES}")
    probe, path, look, draws = (top.child(key) for key in ("probe", "path", "look", "draws"))
    return FigureRecord(
        app=top.text("app"),
        theme=top.text("theme"),
        panes=panes,
        shown=shown,
        layers=_read_layers(top),
        hidden=hidden,
        probe=None if probe is None else _read_probe(probe, shown),
        path=None if path is None else _read_path(path),
        strokes=_read_strokes(top),
        tiles=_read_tiles(top),
        look=None if look is None else _read_look(look),
        selection=_read_selection(top),
        draws=None if draws is None else _read_draws(draws),
        size=None if size is None else (size[0], size[1]),
        scale=_read_scale(top),
    )


def _read_scale(top: _Reader) -> float:
    scale = top.real("scale", 1.0)
    if not SCALES[0] <= scale <= SCALES[1]:
        raise top.wrong("scale", f"a number from {SCALES[0]:g} to {SCALES[1]:g}")
    return scale


def _member(top: _Reader, key: str, i: int, item: object) -> _Reader:
    if not isinstance(item, dict):
        raise top.wrong(key, "a list of objects")
    return _Reader(item, top.file, f"{top.prefix}{key}[{i}].")


def _read_pane(pane: _Reader) -> PaneRecord:
    view = pane.numbers("view", 5)
    if not (view[2] > 0 and all(1 <= side <= LARGEST for side in view[3:])):
        raise pane.wrong("view", "cx, cy, scale above 0, width and height in px")
    made = PaneRecord(pane.text("bundle"), pane.text("sha256"), view, frozen=_read_frozen(pane))
    if pane.data.get("origin") is None:
        return made
    origin, basis = pane.numbers("origin"), pane.rows("basis")
    if not basis or any(len(row) != len(origin) for row in basis):
        raise pane.wrong("basis", f"rows of {len(origin)} numbers, as the origin has")
    centre = None if pane.data.get("centre") is None else pane.numbers("centre", len(origin))
    cut = pane.child("cut")
    chosen = None if cut is None else _read_cut(cut, len(origin))
    return replace(made, origin=origin, basis=basis, cut=chosen, centre=centre)


def _read_frozen(pane: _Reader) -> tuple[tuple[int, float], ...] | None:
    if pane.data.get("frozen") is None:
        return None
    pairs = [pair if isinstance(pair, list) and len(pair) == 2 else (None, None) for pair in pane.items("frozen")]
    frozen = {k: value for k, x in pairs if _whole(k) and (value := _real(x)) is not None}
    if len(frozen) != len(pairs):
        raise pane.wrong("frozen", "[dimension, value] for each")
    return tuple(frozen.items())


def _read_cut(cut: _Reader, d: int) -> PlaneChoice:
    kind = cut.text("kind")
    if kind not in ("axes", "pca", "corners"):
        raise cut.wrong("kind", "axes, pca or corners")
    i, j, names = cut.index("i") or 0, cut.index("j") or 0, cut.items("corners")
    if max(i, j) >= d:
        raise cut.wrong("i" if i >= d else "j", f"a dimension below {d}")
    if len(names) > 3 or not all(isinstance(name, str) and _is_name(name) for name in names):
        raise cut.wrong("corners", "up to three names")
    return PlaneChoice(kind, i, j, cut.real("share", 0.0), tuple(names))  # type: ignore[arg-type]


def _read_selection(top: _Reader) -> str | None:
    text = top.data.get("selection")
    if text not in (None, "") and (not isinstance(text, str) or packing.unpacked(text) is None):
        raise top.wrong("selection", "how many samples there are, and a bit for each")
    return text


def _read_layers(top: _Reader) -> dict[str, tuple[bool, float]]:
    given = top.child("layers")
    if given is None:
        return {}
    if len(given.data) > MOST_KINDS or not all(map(_is_name, given.data)):
        raise DataError(file=top.file, field="layers", found=f"{len(given.data)} of them", expected="names of layers")
    return {name: _read_layer(given, name) for name in given.data}


def _read_layer(layers: _Reader, name: str) -> tuple[bool, float]:
    value = layers.data[name]
    on, opacity = value if isinstance(value, list) and len(value) == 2 else (None, None)
    share = _real(opacity)
    if not isinstance(on, bool) or share is None or not 0.0 <= share <= 1.0:
        raise layers.wrong(name, "[on, opacity from 0 to 1]")
    return on, share


def _read_probe(probe: _Reader, shown: tuple[int, ...]) -> ProbeRecord:
    pane = probe.index("pane")
    if pane not in shown:
        raise probe.wrong("pane", "a map that is shown")
    return ProbeRecord(pane, probe.numbers("xy", 2), probe.index("sample"), probe.flag("pinned"))


def _read_path(path: _Reader) -> PathRecord:
    made = PathRecord(path.text("kind"), min(max(path.real("t", 0.0), 0.0), 1.0), _read_points(path))
    frames, weight = path.index("frames"), path.real("weight", PathSpec.weight)
    if frames is not None and frames not in FRAME_COUNTS:
        raise path.wrong("frames", "one of " + ", ".join(map(str, FRAME_COUNTS)))
    if not WEIGHTS[0] <= weight <= WEIGHTS[1]:
        raise path.wrong("weight", f"a number from {WEIGHTS[0]:g} to {WEIGHTS[1]:g}")
    kinds = tuple(kind for kind in path.items("compared", MOST_KINDS) if isinstance(kind, str) and _is_name(kind))
    made = replace(made, closed=path.flag("closed"), even=path.flag("even"), compared=kinds)
    return replace(made, weight=weight, frames=frames or made.frames, onion=path.index("onion") or 0)


def _read_points(path: _Reader) -> tuple[EndRecord, ...]:
    """The way-points; in records of before there were any, the ends ``a`` and ``b``."""
    ends = [_unlettered(child) for key in ("a", "b") if (child := path.child(key)) is not None]
    points = [_member(path, "points", i, item) for i, item in enumerate(path.items("points"))]
    if len(points) > MOST_WAYPOINTS:
        raise path.wrong("points", f"at most {MOST_WAYPOINTS} way-points")
    return tuple(_read_end(point) for point in points or ends)


def _unlettered(end: _Reader) -> _Reader:
    """An end whose name began with its letter."""
    name = end.text("name")
    return replace(end, data={**end.data, "name": name[2:] if name[:2] in ("A ", "B ") else name})


def _read_end(end: _Reader) -> EndRecord:
    given = end.items("z", MOST_PANES)
    codes = [None if code is None else _numbers(code) for code in given]
    if any(code is None and raw is not None for code, raw in zip(codes, given, strict=True)):
        raise end.wrong("z", "codes, or null")
    return EndRecord(end.text("name"), tuple(codes), end.index("sample"), end.flag("drawn"))


def _read_draws(draws: _Reader) -> DrawsRecord:
    """Which sampler there is, and what it may be asked for, is left to the controller that draws."""
    components, seed, n = (draws.index(key) for key in ("components", "seed", "n"))
    if components is None or seed is None or n is None:
        raise draws.wrong("seed", "components, seed and n, whole numbers")
    return DrawsRecord(draws.flag("on"), draws.text("sampler"), draws.real("bandwidth", 1.0), components, seed, n)


def _read_tiles(top: _Reader) -> tuple[int, bool] | None:
    tiles = top.data.get("tiles")
    if tiles is None:
        return None
    if not (isinstance(tiles, list) and len(tiles) == 2 and _whole(tiles[0]) and isinstance(tiles[1], bool)):
        raise top.wrong("tiles", "[px, smooth]")
    return min(max(tiles[0], 4), 1000), tiles[1]


def _read_look(look: _Reader) -> LookRecord:
    splits = None if look.data.get("splits") is None else look.indices("splits")
    size = look.real("size", 1.0)
    if not 0.0 < size <= 100.0:
        raise look.wrong("size", "a number above 0")
    return LookRecord(look.text("colour"), size, splits, _read_range(look))


def _read_range(look: _Reader) -> tuple[str, float | None, float | None] | None:
    if look.data.get("range") is None:
        return None
    name, *ends = look.items("range") or [None]
    if (
        not isinstance(name, str)
        or not _is_name(name)
        or len(ends) != 2
        or any(end is not None and _real(end) is None for end in ends)
    ):
        raise look.wrong("range", "[name, least, most]")
    return name, _real(ends[0]), _real(ends[1])


def _read_strokes(top: _Reader) -> tuple[tuple[Numbers, ...], ...] | None:
    if top.data.get("strokes") is None:
        return None
    found = strokes(top.data["strokes"])
    if found is None:
        raise top.wrong("strokes", STROKES)
    return found


def strokes(value: object) -> tuple[tuple[Numbers, ...], ...] | None:
    """The drawing that a JSON value says, points of px; None where it is none, as ``STROKES`` says."""
    if not isinstance(value, list) or not all(isinstance(stroke, list) for stroke in value):
        return None
    if sum(map(len, value)) + len(value) > MOST_INK:
        return None
    made = tuple(_points(stroke) for stroke in value)
    return None if any(stroke is None for stroke in made) else tuple(stroke for stroke in made if stroke is not None)


def _points(stroke: list[Any]) -> tuple[Numbers, ...] | None:
    points = [_numbers(point) for point in stroke]
    return None if any(p is None or len(p) != 2 for p in points) else tuple(p for p in points if p is not None)


def _is_name(text: str) -> bool:
    return plain_text.wrong_in_line(text, LONGEST) is None


def _numbers(value: object) -> Numbers | None:
    if not isinstance(value, list):
        return None
    numbers = [_real(item) for item in value]
    return None if any(number is None for number in numbers) else tuple(n for n in numbers if n is not None)


def _real(value: object) -> float | None:
    """A JSON number as a finite float no farther from 0 than anything that is shown, or None."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    number = float(value)  # ``json_text`` lets no integer pass that is none
    return number if math.isfinite(number) and abs(number) <= FARTHEST else None


def _whole(value: object) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**62

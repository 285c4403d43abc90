"""What an overlay may see when it draws: the state, its pane, where things are on the screen, and the colours."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, wraps
from itertools import chain
from typing import Any, TypeVar
from weakref import ref

from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFont

from aevae_desktop.core.map.labels import Box, Label
from aevae_desktop.core.map.view2d import View2D
from aevae_desktop.session.state import Pane, SessionState
from aevae_desktop.ui import theme as themes
from aevae_desktop.ui.theme import Theme

R = TypeVar("R")
FAR = 1e6  # px: beyond it Qt's painter is not exact any more


def around(at: QPointF, half: float) -> QRectF:
    """The square whose middle is ``at`` and whose side is twice ``half``."""
    return QRectF(at.x() - half, at.y() - half, 2 * half, 2 * half)


@dataclass(frozen=True, eq=False)
class Layout:
    """Where the labels of a map stand: placed when it came to rest, and carried along while a hand moves it.

    By the name of the overlay: ``spots``, which of its spots each label has got, or None; ``words``, the boxes of those
    labels; ``kept``, the boxes that no label may touch. The boxes are widget px of ``view``.
    """

    view: View2D | None = None
    spots: Mapping[str, Mapping[object, int | None]] = field(default_factory=dict)
    words: Mapping[str, tuple[Box, ...]] = field(default_factory=dict)
    kept: Mapping[str, tuple[Box, ...]] = field(default_factory=dict)

    @cached_property
    def boxes(self) -> tuple[Box, ...]:
        """The boxes of all labels."""
        return tuple(chain.from_iterable(self.words.values()))


NO_LAYOUT = Layout()
NO_SPOTS: Mapping[object, int | None] = {}


@dataclass(frozen=True)
class Scene:
    """One pane to draw: ``view`` in widget px; ``ratio``, device px a widget px; ``fit_scale``, that of the fitted map.

    ``moving``: a hand moves the map just now, so a frame must be quick rather than fine. ``once``: it is drawn for a
    figure, so nothing of it need be kept for a next frame. ``layout``: where its labels stand.
    """

    state: SessionState
    index: int
    view: View2D
    theme: Theme
    ratio: float
    fit_scale: float
    moving: bool = False
    once: bool = False
    points: float = 1.0  # how many times their usual width
    layout: Layout = NO_LAYOUT
    pane: Pane = field(init=False, repr=False, compare=False)  # its own part of the state

    def __post_init__(self) -> None:
        object.__setattr__(self, "pane", self.state.panes[self.index])

    def point(self, xy: Sequence[float] | NDArray[Any]) -> QPointF:
        """One map point as a widget point, px."""
        v = self.view  # plain numbers: for one point numpy costs fifty times the arithmetic
        x = (float(xy[0]) - v.cx) * v.scale + v.width / 2
        y = (v.cy - float(xy[1])) * v.scale + v.height / 2
        return QPointF(min(max(x, -FAR), FAR), min(max(y, -FAR), FAR))

    def spot(self, overlay: str, label: Label) -> tuple[float, float] | None:
        """Where the middle of a label of that overlay stands, widget px; None where it found no room.

        One that was not there when labels were placed stands at the best of its spots.
        """
        number = self.layout.spots.get(overlay, NO_SPOTS).get(label.key, 0)
        return label.at if number == 0 else None if number is None else label.spot(number)

    def device_view(self) -> View2D:
        """The view in device px, for rasters."""
        v = self.view
        return View2D(v.cx, v.cy, v.scale * self.ratio, round(v.width * self.ratio), round(v.height * self.ratio))


def for_the_last_scene(function: Callable[[Scene], R]) -> Callable[[Scene], R]:
    """A decorator: of each map the last result is kept, while neither its state, view, colours nor the fonts change.

    What is written on a map is asked for twice, when it is placed and when it is drawn.
    """
    last: dict[int, tuple[Any, View2D, Theme, float, QFont, R]] = {}
    nothing = (_nothing, None, None, 0.0, None, None)

    @wraps(function)
    def found(scene: Scene) -> R:
        font = themes.font(11)
        state, view, theme, ratio, written, kept = last.get(scene.index, nothing)
        same = view == scene.view and theme is scene.theme and ratio == scene.ratio and written is font
        if state() is scene.state and same:
            return kept  # type: ignore[return-value]
        made = function(scene)
        last[scene.index] = ref(scene.state), scene.view, scene.theme, scene.ratio, font, made
        return made

    return found


def _nothing() -> None:
    return None

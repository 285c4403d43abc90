"""What an overlay may see when it draws: the state, its pane, where things are on the screen, and the colours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF

from aevae_desktop.core.map.view2d import View2D
from aevae_desktop.session.state import Pane, SessionState
from aevae_desktop.ui.theme import Theme

FAR = 1e6  # px: beyond it Qt's painter is not exact any more


def around(at: QPointF, half: float) -> QRectF:
    """The square whose middle is ``at`` and whose side is twice ``half``."""
    return QRectF(at.x() - half, at.y() - half, 2 * half, 2 * half)


@dataclass(frozen=True)
class Scene:
    """One pane to draw: ``view`` in widget px; ``ratio``, device px a widget px; ``fit_scale``, that of the fitted map.

    ``moving``: a hand moves the map just now, so a frame must be quick rather than fine. ``once``: it is drawn for a
    figure, so nothing of it need be kept for a next frame.
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
    pane: Pane = field(init=False, repr=False, compare=False)  # its own part of the state

    def __post_init__(self) -> None:
        object.__setattr__(self, "pane", self.state.panes[self.index])

    def point(self, xy: Sequence[float] | NDArray[Any]) -> QPointF:
        """One map point as a widget point, px."""
        v = self.view  # plain numbers: for one point numpy costs fifty times the arithmetic
        x = (float(xy[0]) - v.cx) * v.scale + v.width / 2
        y = (v.cy - float(xy[1])) * v.scale + v.height / 2
        return QPointF(min(max(x, -FAR), FAR), min(max(y, -FAR), FAR))

    def device_view(self) -> View2D:
        """The view in device px, for rasters."""
        v = self.view
        return View2D(v.cx, v.cy, v.scale * self.ratio, round(v.width * self.ratio), round(v.height * self.ratio))

"""What an overlay may see when it draws: the state, its pane, where things are on the screen, and the colours."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from PySide6.QtCore import QPointF

from aevae_desktop.core.view2d import View2D
from aevae_desktop.session.state import Pane, SessionState
from aevae_desktop.views.theme import Theme


@dataclass(frozen=True)
class Scene:
    """One pane to draw: ``view`` in widget px; ``ratio``, device px a widget px; ``home``, the fitted scale."""

    state: SessionState
    index: int
    view: View2D
    theme: Theme
    ratio: float
    home: float

    @property
    def pane(self) -> Pane:
        """The pane's own part of the state."""
        return self.state.panes[self.index]

    def point(self, xy: ArrayLike) -> QPointF:
        """One map point as a widget point, px."""
        x, y = self.view.to_px(np.asarray(xy, np.float64).reshape(1, 2))[0]
        return QPointF(float(np.clip(x, -1e6, 1e6)), float(np.clip(y, -1e6, 1e6)))

    def device_view(self) -> View2D:
        """The view in device px, for rasters."""
        v = self.view
        return View2D(v.cx, v.cy, v.scale * self.ratio, round(v.width * self.ratio), round(v.height * self.ratio))

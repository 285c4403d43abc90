"""A drawing."""

from __future__ import annotations

from typing import Any

import numpy as np

from aevae_desktop.features.drawing.controller import DrawingController


def fill(session: Any, pane: int) -> None:
    session.controller(DrawingController).redraw((np.array([[40.0, 20.0], [80.0, 90.0], [30.0, 150.0]]),))

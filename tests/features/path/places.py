"""Where the way-points of a window are, and its path to begin with."""

from __future__ import annotations

from typing import Any

import numpy as np

from aevae_desktop.features.path.state import PathState

WAY = ((-2.0, -3.0), (2.0, 1.0), (0.2, 2.5))


def settle(window: Any) -> None:
    """Until the layout is done, which takes Qt several rounds."""
    for _ in range(5):
        assert window.wait_idle(60_000)
    for index in (0, 1):
        window.canvas(index).fit()


def px(window: Any, pane: int, k: int) -> tuple[float, float]:
    """Where way-point ``k`` is on a map."""
    z = window.session.state.part(PathState).waypoints[k].z[pane]
    x, y = window.canvas(pane).to_widget(z[None].astype(np.float64))[0]
    return float(x), float(y)


def codes(window: Any) -> list[bytes]:
    return [z.tobytes() for waypoint in window.session.state.part(PathState).waypoints for z in waypoint.z]

"""Many small figures on a map as one batch of lines: Qt draws those far faster than shapes one by one."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QLineF

from aevae_desktop.session.model import F64
from aevae_desktop.views.map.scene import Scene

_AROUND = 60.0  # px beyond the edge that a figure may be and still reach in


def polylines(scene: Scene, at: F64, outline: F64) -> list[QLineF]:
    """The lines of figures ``outline: (n, k, 2)`` around ``at: (n, 2)``, map units, of those in sight, widget px."""
    view = scene.view
    px = view.to_px(at)
    reach = _AROUND + np.abs(outline).max(axis=(1, 2), initial=0.0) * view.scale
    inside = ((px > -reach[:, None]) & (px < np.array([view.width, view.height]) + reach[:, None])).all(axis=1)
    corners = px[inside, None] + outline[inside] * (view.scale, -view.scale)
    pairs = np.concatenate((corners[:, :-1], corners[:, 1:]), axis=2).reshape(-1, 4)
    return [QLineF(*four) for four in pairs.tolist()]

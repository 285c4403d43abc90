"""Lines made cheap before Qt sees them: only what is in sight, of a straight line its ends, many figures in a batch."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLineF

from aevae_desktop.core.map.view2d import View2D
from aevae_desktop.session.model import F64
from aevae_desktop.ui.map.scene import Scene

STRAIGHT = 0.25  # px a straight line may bend
AROUND = 60.0  # px beyond the edge that are still drawn


def corners(px: F64, knots: NDArray[np.int32]) -> F64:
    """The points of ``px: (n, 2)`` that are needed to draw it: of a straight leg between ``knots``, its ends."""
    kept = [px[:1]]
    for a, b in pairwise(knots.tolist()):
        kept.append(px[b : b + 1] if _straight(px[a : b + 1]) else px[a + 1 : b + 1])
    return np.concatenate(kept)


def clipped(px: F64, view: View2D) -> list[list[list[float]]]:
    """The pieces of the line ``px: (n, 2)`` that ``view`` and a margin around it show, each a list of points.

    A line of dashes that runs on for a million pixels would take Qt seconds. After Liang and Barsky, "A new concept and
    method for line clipping", 1984.
    """
    start, way = px[:-1], np.diff(px, axis=0)
    low, high = np.array([-AROUND, -AROUND]), np.array([view.width + AROUND, view.height + AROUND])
    first, last = _fractions(start, way, low, high)
    seen = first <= last
    start, way, first, last = start[seen], way[seen], first[seen, None], last[seen, None]
    pieces: list[list[list[float]]] = []
    for a, b in zip((start + first * way).tolist(), (start + last * way).tolist(), strict=True):
        pieces[-1].append(b) if pieces and pieces[-1][-1] == a else pieces.append([a, b])
    return pieces


def polylines(scene: Scene, at: F64, outline: F64) -> list[QLineF]:
    """The lines of figures ``outline: (n, k, 2)`` around ``at: (n, 2)``, map units, of those in sight, widget px."""
    view = scene.view
    px = view.to_px(at)
    reach = AROUND + np.abs(outline).max(axis=(1, 2), initial=0.0) * view.scale
    inside = ((px > -reach[:, None]) & (px < np.array([view.width, view.height]) + reach[:, None])).all(axis=1)
    corners = px[inside, None] + outline[inside] * (view.scale, -view.scale)
    pairs = np.concatenate((corners[:, :-1], corners[:, 1:]), axis=2).reshape(-1, 4)
    return [QLineF(*four) for four in pairs.tolist()]


def _fractions(start: F64, way: F64, low: F64, high: F64) -> tuple[F64, F64]:
    """The fractions of each segment between which it is inside the box; the first is the larger where it never is."""
    flat = way == 0.0
    safe = np.where(flat, 1.0, way)
    one, other = (low - start) / safe, (high - start) / safe
    beside = flat & ((start < low) | (start > high))
    enter = np.where(flat, np.where(beside, np.inf, -np.inf), np.minimum(one, other))
    leave = np.where(flat, np.inf, np.maximum(one, other))
    return np.maximum(enter.max(axis=1), 0.0), np.minimum(leave.min(axis=1), 1.0)


def _straight(px: F64) -> bool:
    """Whether the line through ``px`` goes straight on from its first point to its last."""
    way = px[-1] - px[0]
    length = float(np.hypot(*way))
    if not length > 0.0:
        return False
    off, along = (px - px[0]) @ np.array([-way[1], way[0]]) / length, (px - px[0]) @ way
    return bool(np.abs(off).max() < STRAIGHT and (np.diff(along) >= -STRAIGHT * length).all())

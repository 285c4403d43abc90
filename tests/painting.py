"""What the raster must paint, for tests to compare it with."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from aevae_desktop.core.map.cloud import Cloud, Mask, Picture
from aevae_desktop.core.map.density import SHADES
from aevae_desktop.core.map.placing import STAMPS, Affine
from aevae_desktop.core.map.view2d import View2D


def paint_reference(
    cloud: Cloud,
    view: View2D,
    lut: ArrayLike,
    out: Picture,
    radius: int = 1,
    shown: Mask = None,
) -> None:
    """What ``paint`` must do, point by point and pixel by pixel: slow and obvious. The same arguments."""
    rows = np.asarray(lut, np.uint32)
    table = np.broadcast_to(rows.reshape(len(rows), -1), (len(rows), SHADES))
    dx, dy, shift = STAMPS[min(max(radius, 1), max(STAMPS))]
    x0, y0, sx, sy, ox, oy = Affine.of(view, shift)
    fade = np.zeros(len(cloud), np.uint8) if cloud.fade is None else cloud.fade
    every = np.ones(int(cloud.cells.order.max(initial=-1)) + 1, bool) if shown is None else shown
    points = zip(
        cloud.cells.xs,
        cloud.cells.ys,
        cloud.color.tolist(),
        fade.tolist(),
        cloud.density.shade.tolist(),
        every[cloud.cells.order].tolist(),
        strict=True,
    )
    for x, y, color, away, shade, seen in points:
        if not seen:
            continue
        column, row = float(np.floor((x - x0) * sx + ox)), float(np.floor((y - y0) * sy + oy))
        for place in zip((row + dy).tolist(), (column + dx).tolist(), strict=True):
            if 0 <= place[0] < out.shape[0] and 0 <= place[1] < out.shape[1]:
                out[int(place[0]), int(place[1])] = table[color * cloud.fades + away, shade]

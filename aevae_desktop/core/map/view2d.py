"""Where the map is on the screen: a pan and an isotropic zoom between map units and pixels, y up."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

MIN_SCALE, MAX_SCALE = 1e-12, 1e12  # px per unit: far beyond any code, and 1/scale stays an ordinary number
_CENTRAL = (0.5, 99.5)  # percentiles of each axis that a fitted view shows: outliers must not rule it
_SAMPLE = 1 << 17  # points that they are read from


@dataclass(frozen=True, slots=True)
class View2D:
    """The map point ``(cx, cy)`` sits at the middle of ``width x height`` pixels, ``scale`` pixels to a unit.

    Pixels run right and down from the top left corner, map units right and up. ``scale`` is clamped to
    ``[MIN_SCALE, MAX_SCALE]``, so that no zoom can make the view useless.
    """

    cx: float
    cy: float
    scale: float
    width: float
    height: float

    def __post_init__(self) -> None:
        object.__setattr__(self, "scale", min(max(float(self.scale), MIN_SCALE), MAX_SCALE))

    @classmethod
    def fit(cls, xy: ArrayLike, width: float, height: float, margin: float = 0.06) -> View2D:
        """The view that shows the central 99 % of each axis of ``xy: (n, 2)``, ``margin`` of it free on every side.

        Points that are not finite are ignored, and of very many every k-th is taken: the window waits for it.
        No points: the box from -1 to 1; one place only: one unit around it.
        """
        every = np.asarray(xy).reshape(-1, 2)
        points = np.asarray(every[:: len(every) // _SAMPLE + 1], np.float64)
        points = points[np.isfinite(points).all(axis=1)]
        if not len(points):
            return cls.fit_box((-1.0, -1.0, 1.0, 1.0), width, height, margin)
        (x0, y0), (x1, y1) = np.percentile(points, _CENTRAL, axis=0)
        return cls.fit_box((x0, y0, x1, y1), width, height, margin)

    @classmethod
    def fit_box(
        cls, box: tuple[float, float, float, float], width: float, height: float, margin: float = 0.06
    ) -> View2D:
        """The view that shows ``box = (x0, y0, x1, y1)`` whole; a box without any extent gets one unit around it."""
        x0, y0, x1, y1 = (float(edge) for edge in box)
        cx, cy = x0 / 2 + x1 / 2, y0 / 2 + y1 / 2
        # an extent below the resolution of float32 codes is one place, however far from the origin
        least = max(abs(cx), abs(cy), 1e-6) * 1e-6
        wide, high = abs(x1 - x0), abs(y1 - y0)
        if max(wide, high) < least:
            wide = high = 2.0
        free = 1.0 - 2.0 * margin
        scale = free * min(max(width, 1.0) / max(wide, least), max(height, 1.0) / max(high, least))
        return cls(cx, cy, scale, width, height)

    def to_px(self, xy: ArrayLike) -> NDArray[np.float64]:
        """Map points ``xy: (n, 2)`` as pixels ``(n, 2) float64``; any leading shape works."""
        points = np.asarray(xy, np.float64)
        return (points - (self.cx, self.cy)) * (self.scale, -self.scale) + (self.width / 2, self.height / 2)

    def to_map(self, px: ArrayLike) -> NDArray[np.float64]:
        """Pixels ``px: (n, 2)`` as map points ``(n, 2) float64``; the inverse of ``to_px``."""
        points = np.asarray(px, np.float64)
        return (points - (self.width / 2, self.height / 2)) / (self.scale, -self.scale) + (self.cx, self.cy)

    def zoomed(self, factor: float, px: ArrayLike) -> View2D:
        """Zoom in by ``factor`` (> 1) or out (< 1); the map point under the pixel ``px: (2,)`` stays there."""
        x, y = self.to_map(px).tolist()
        scale = min(max(self.scale * factor, MIN_SCALE), MAX_SCALE)
        ratio = self.scale / scale
        return replace(self, cx=x + (self.cx - x) * ratio, cy=y + (self.cy - y) * ratio, scale=scale)

    def panned(self, dx_px: float, dy_px: float) -> View2D:
        """The picture moved by ``(dx_px, dy_px)`` pixels, as a hand drags it."""
        return replace(self, cx=self.cx - dx_px / self.scale, cy=self.cy + dy_px / self.scale)

    def resized(self, width: float, height: float) -> View2D:
        """The same centre and scale in a window of another size."""
        return replace(self, width=width, height=height)

    def framed(self, width: float, height: float) -> View2D:
        """The same part of the map in a window of another size: all of it is seen, as large as it fits."""
        if (width, height) == (self.width, self.height):
            return self
        scale = self.scale * min(width / max(self.width, 1.0), height / max(self.height, 1.0))
        return replace(self, scale=scale, width=width, height=height)

    def bounds(self) -> tuple[float, float, float, float]:
        """The visible part of the map, ``(x0, y0, x1, y1)`` in map units."""
        half_w, half_h = self.width / 2 / self.scale, self.height / 2 / self.scale
        return (self.cx - half_w, self.cy - half_h, self.cx + half_w, self.cy + half_h)

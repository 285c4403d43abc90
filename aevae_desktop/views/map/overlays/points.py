"""The codes: our own raster, straight into the picture's memory."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from aevae_desktop.core import raster
from aevae_desktop.views.imaging import U32, rgb
from aevae_desktop.views.map.scene import Scene
from aevae_desktop.views.theme import Theme, class_colour, mix

# How much of its colour a pixel gets where 1, 2, 3, ... codes fall on it: tails stay quiet, cores are bright.
SHARES = (0.62, 0.78, 0.9, 1.0)
CROWD = 20_000  # codes from which on a point is one pixel at the fitted zoom


def paint(out: U32, scene: Scene, opacity: float) -> None:
    """Paint the codes of the pane into ``out: (h, w) uint32``, which holds the ground already."""
    model = scene.pane.model
    if model is None or model.codes is None:
        return
    classes = len(model.manifest.classes)
    shown = np.array([k not in scene.state.hidden for k in range(classes)] + [True])
    table = palette(scene.theme, classes, opacity)
    radius = point_size(scene, len(model.codes.xy))
    raster.paint(model.codes.cloud, scene.device_view(), table, out, radius, shown)


def point_size(scene: Scene, count: int) -> int:
    """The width of a point in device px: a row of the raster's stamps; points grow while one zooms in."""
    zoom = max(scene.view.scale / max(scene.home, 1e-12), 1e-6)
    size = (1.0 if count > CROWD else 2.0) * max(1.0, zoom**0.5)
    return int(np.clip(round(size * scene.ratio), 1, max(raster.STAMPS)))


@lru_cache(maxsize=16)
def palette(theme: Theme, classes: int, opacity: float) -> U32:
    """The raster's colour table, ``(classes + 1, len(SHARES)) uint32``; the last row is for unknown labels."""
    colours = [class_colour(theme, k) for k in range(classes)] + [theme.muted]
    return np.array([[rgb(mix(theme.map, c, share * opacity)) for share in SHARES] for c in colours], np.uint32)

"""The plan of a film: which frames in which order, how long each is shown, and where the maps stand in the picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from aevae_desktop.core.images.line_plot import is_signal

REPEATS = ("once", "loop", "ping-pong")
HUNDREDTHS, THOUSANDTHS = 100, 1000  # of a second: what GIF counts, and what WebP does
SEAM = 56  # a seam is this part of a tile wide, and at least one px
Rows = NDArray[np.int64]
Size = tuple[int, int]


@dataclass(frozen=True)
class Box:
    """A rectangle of the picture, px."""

    top: int
    left: int
    height: int
    width: int

    @property
    def slices(self) -> tuple[slice, slice]:
        """Its rows and columns, to index a picture with."""
        return slice(self.top, self.top + self.height), slice(self.left, self.left + self.width)


@dataclass(frozen=True)
class Layout:
    """A picture of ``height x width`` px, and where each map stands in it."""

    height: int
    width: int
    boxes: tuple[Box, ...]


def order(count: int, repeat: str, closed: bool = False) -> Rows:
    """The frames of one round, first shown first. Ping-pong comes back without showing either end twice.

    A loop along a ``closed`` path leaves out its last frame, which is the first one again.
    """
    there = np.arange(count, dtype=np.int64)
    if repeat == "loop" and closed and count > 1:
        return there[:-1]
    return np.concatenate((there, there[-2:0:-1])) if repeat == "ping-pong" else there


def ticks(count: int, fps: float, per_second: int) -> NDArray[np.int64]:
    """How long each frame is shown, in whole parts of a second: ``(count,)``.

    Formats count in hundredths or thousandths. What one frame loses by that the next one gets, so that the film is
    as long as ``count / fps`` to half a part, and so is every beginning of it.
    """
    edges = np.rint(np.arange(count + 1) * (per_second / fps)).astype(np.int64)
    each: NDArray[np.int64] = np.diff(edges)
    return each


def picked(count: int, tiles: int) -> Rows:
    """``tiles`` frames out of ``count``, evenly, both ends among them; a single one is the first."""
    return np.rint(np.linspace(0, count - 1, tiles)).astype(np.int64)


def scaled(height: int, width: int, px: int) -> Size:
    """Height and width of an image whose longer side is made ``px``; the plot of a signal is square."""
    if is_signal((height, width)):
        return px, px
    longer = max(height, width)
    return max(1, round(height * px / longer)), max(1, round(width * px / longer))


def laid(sizes: Sequence[Size], px: int, down: bool = False) -> Layout:
    """Blocks of ``sizes`` (height, width) beside or below each other, a seam between them, each in the middle."""
    seam = max(1, px // SEAM)
    along = [h if down else w for h, w in sizes]
    across = max(w if down else h for h, w in sizes)
    starts = [sum(along[:k]) + k * seam for k in range(len(sizes))]
    whole = sum(along) + seam * (len(sizes) - 1)
    boxes = []
    for start, (h, w) in zip(starts, sizes, strict=True):
        side = (across - (w if down else h)) // 2
        boxes.append(Box(start, side, h, w) if down else Box(side, start, h, w))
    return Layout(whole, across, tuple(boxes)) if down else Layout(across, whole, tuple(boxes))

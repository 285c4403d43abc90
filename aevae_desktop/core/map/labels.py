"""Where labels go on a map so that none hides another: each in turn takes the best of its spots that is still free.

Who comes first has the first choice, so that what matters less never moves what matters more. A label for which no spot
is free is left out: with more room there, as by a zoom, it comes back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

Doubles = NDArray[np.float64]
Box = tuple[float, float, float, float]  # left, top, right, bottom, px
Placed = tuple[int, Box] | None  # the number of a label's spot, and its box there; None: there is no room

_GOLDEN = np.pi * (3.0 - 5.0**0.5)  # radians: the angle that never lines up with itself
NEAREST = 48  # spots that are looked at before the others
_EVEN = 11.0  # px^2 of a circle's area, over pi, for each spot around a place: they are 6 px apart


class Label(NamedTuple):
    """What wants to stand with its middle at ``at``, px; ``key`` names it.

    ``others`` gives further spots, ``(m, 2)``, the best first; it is asked only where ``at`` is not free.
    """

    key: object
    wide: float
    high: float
    at: tuple[float, float]
    others: Callable[[], Doubles] | None = None

    def spot(self, number: int) -> tuple[float, float]:
        """Its spot of that number: 0 is the best one."""
        if number == 0 or self.others is None:
            return self.at
        x, y = self.others()[number - 1].tolist()
        return x, y


def place(
    wanted: Sequence[Label], taken: Iterable[Box], width: float, height: float, edge: float = 0.0
) -> list[Placed]:
    """Where each of ``wanted`` stands, None where no spot is free; the most important first.

    ``taken`` are boxes that are there anyway. A free spot is inside of ``width`` x ``height`` px but for
    ``edge`` px along the edges, and touches no taken box and no label placed before.
    """
    boxes = list(taken)
    size, found = (width, height), []
    for label in wanted:
        placed = _first_free(label, boxes, size, edge)
        found.append(placed)
        if placed is not None:
            boxes.append(placed[1])
    return found


def around(reach: float) -> Doubles:
    """Ways from a place to the spots around it that are up to ``reach`` px away, ``(m, 2)``, the shortest first.

    They lie evenly, on the spiral that sunflowers have.
    """
    k = np.arange(1.0, max(2.0, reach * reach / _EVEN))
    distance, angle = np.sqrt(_EVEN * k), _GOLDEN * k
    return np.stack((distance * np.cos(angle), distance * np.sin(angle)), axis=1)


def inside(spots: ArrayLike, wide: float, high: float, width: float, height: float, edge: float) -> Doubles:
    """``spots: (..., 2)`` moved so that a label of ``wide`` x ``high`` px there is not cut by the map's edges."""
    low = np.array([wide, high]) / 2.0 + edge
    return np.minimum(np.maximum(np.asarray(spots, np.float64), low), np.maximum(np.array([width, height]) - low, low))


def _first_free(label: Label, boxes: list[Box], size: tuple[float, float], edge: float) -> Placed:
    (x, y), wide, high = label.at, label.wide / 2, label.high / 2
    left, top, right, bottom = x - wide, y - high, x + wide, y + high
    if left >= edge and top >= edge and right <= size[0] - edge and bottom <= size[1] - edge:
        for box in boxes:  # no numpy: most stand where they want to, and there are few of them
            if left < box[2] and right > box[0] and top < box[3] and bottom > box[1]:
                break
        else:
            return 0, (left, top, right, bottom)
    if label.others is None:
        return None
    spots = label.others()
    for start, end in ((0, NEAREST), (NEAREST, len(spots))):
        found = _first_of(spots[start:end], label, boxes, size, edge)
        if found is not None:
            return start + 1 + found[0], found[1]
    return None


def _first_of(spots: Doubles, label: Label, boxes: list[Box], size: tuple[float, float], edge: float) -> Placed:
    if not len(spots):
        return None
    half = np.array([label.wide, label.high]) / 2.0
    (left, top), (right, bottom) = (spots - half).T, (spots + half).T
    free = (left >= edge) & (top >= edge) & (right <= size[0] - edge) & (bottom <= size[1] - edge)
    x0, y0, x1, y1 = left.min(), top.min(), right.max(), bottom.max()
    near = [box for box in boxes if box[0] < x1 and box[2] > x0 and box[1] < y1 and box[3] > y0]
    if near:
        a, b, c, d = np.array(near).T
        hit = (left[:, None] < c) & (right[:, None] > a) & (top[:, None] < d) & (bottom[:, None] > b)
        free &= ~np.any(hit, axis=1)
    k = int(np.argmax(free))
    return (k, (*(spots[k] - half).tolist(), *(spots[k] + half).tolist())) if free[k] else None

"""A drawing as MNIST would have it: pen strokes to an image, 28 x 28 or any size, normalised before they are drawn.

MNIST was made from ink: its bounding box was scaled to 20 pixels on the longer side, smoothed, and its centre of mass
put at the centre of 28 x 28 (LeCun et al., "Gradient-based learning applied to document recognition", 1998, III-A).
Here the strokes are scaled as vectors and drawn with one standard pen, so that neither the size of the drawing nor
the width of the brush changes what the encoder sees.

The pen was measured on the training images: 400 of them were thinned to a centre line, the lines were put through
``render`` with a grid of pens, and the pictures compared with the originals. With PEN = 1.3 and EDGE = 1.2:

    mean ink of a pixel                     0.126   (originals 0.127)
    stroke width, ink over length, median   2.51 px (2.42)
    share of grey among inked pixels        0.625   (0.625)
    label of the nearest of 12,000 others   0.970 right (0.958)

The centre of mass of MNIST's images lies between 14.0 and 15.0 pixels from the corner, evenly: whole pixels were
moved. 14.4 is inside that range and near the middle of the image; the pixel grid leaves it uncertain by 0.1.

An image of another size is MNIST's enlarged: all lengths are in 28ths of its shorter side.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

SIZE = 28  # pixels of the image, each way; what follows is in pixels of such an image
BOX = 20.0  # pixels: the longer side of the ink, out to half intensity
PEN = 1.3  # pixels: from the middle of the line to half intensity
EDGE = 1.2  # pixels over which the ink fades from full to none
CENTER = 14.4  # pixels from the corner, both ways
SMALLEST = 3.0  # drawn pixels: smaller drawings are dots, and their tremor is not blown up

Doubles = NDArray[np.float64]
_PIECE = 1.0  # pixels: longer segments are cut, so that each piece touches few pixels
_FLAT, _FEW = 0.01, 48  # pixels, points: of strokes with more points, those this close to a chord are dropped
_MOST_PIECES = 5_000  # of a drawing, 250 times across the box: of a longer one so many are inked, chosen by chance
_ROOM = 1 << 22  # pixels that pieces look at in one go
_PAD = 8  # pixels of MNIST around the image while it is drawn: no window of a piece needs clipping then


@dataclass(frozen=True)
class Paper:
    """What is drawn on: ``height`` x ``width`` pixels, ``scale`` of them to one of MNIST's."""

    height: int
    width: int

    @property
    def scale(self) -> float:
        """Pixels a pixel of MNIST."""
        return min(self.height, self.width) / SIZE

    @property
    def size(self) -> Doubles:
        """Width and height, px."""
        return np.array((self.width, self.height), np.float64)


def render(strokes: Sequence[ArrayLike], height: int = SIZE, width: int = SIZE) -> NDArray[np.float32]:
    """The drawing as an encoder of such images wants it: ``(height, width) float32`` from 0 (paper) to 1 (ink).

    ``strokes``: any number of ``(k, 2)`` points, x right and y down, in any unit near a screen pixel. The picture
    depends on the shape alone, not on its size, place, brush or density of points. Points that are not finite are
    skipped; a stroke of one point is a dot; no points at all are an empty picture.
    """
    paper = Paper(height, width)
    pieces = _pieces([_flattened(points) for points in canonical(strokes)])
    if len(pieces) > _MOST_PIECES:
        pieces = pieces[np.random.default_rng(0).choice(len(pieces), _MOST_PIECES, replace=False)]
    if not len(pieces):
        return np.zeros((height, width), np.float32)
    pieces = (pieces - SIZE / 2) * paper.scale + paper.size / 2
    middle = paper.size / 2 + (CENTER - SIZE / 2) * paper.scale
    shift = middle - _center_of_mass(_ink(pieces, paper))
    # no ink may leave the paper: only a very lopsided drawing comes so far
    ends, reach = pieces.reshape(-1, 2), (PEN + EDGE / 2) * paper.scale
    return _ink(pieces + shift.clip(reach - ends.min(axis=0), paper.size - reach - ends.max(axis=0)), paper)


def canonical(strokes: Sequence[ArrayLike]) -> list[Doubles]:
    """The strokes in pixels of a 28 x 28 image, ``(k, 2)`` each: scaled to the box, which is centred on the image.

    For display; ``render`` then moves the centre of mass of the ink, not of the box, to the centre.
    """
    clean = [points for points in map(_clean, strokes) if len(points)]
    if not clean:
        return []
    low = np.min([points.min(axis=0) for points in clean], axis=0)
    high = np.max([points.max(axis=0) for points in clean], axis=0)
    scale = (BOX - 2 * PEN) / max(float((high - low).max()), SMALLEST)
    return [(points - low - (high - low) / 2) * scale + SIZE / 2 for points in clean]


def _clean(stroke: ArrayLike) -> Doubles:
    points = np.asarray(stroke, np.float64).reshape(-1, 2)
    points = points[np.isfinite(points).all(axis=1)]
    return points[np.append(True, (points[1:] != points[:-1]).any(axis=1))] if len(points) else points


def _flattened(points: Doubles) -> Doubles:
    """The stroke without every other point that hardly bends it, over and over: 2,000 points become some fifty."""
    while len(points) > _FEW:
        before, here, after = points[:-2:2], points[1:-1:2], points[2::2]
        keep = np.ones(len(points), bool)
        keep[1:-1:2] = _distance(here - before, after - before) > _FLAT
        if keep.sum() > 0.9 * len(points):
            break
        points = points[keep]
    return points


def _distance(point: Doubles, chord: Doubles) -> Doubles:
    """How far each ``point: (n, 2)`` is from the segment between the origin and ``chord: (n, 2)``."""
    length2 = np.maximum(np.einsum("ij,ij->i", chord, chord), 1e-300)
    t = (np.einsum("ij,ij->i", point, chord) / length2).clip(0.0, 1.0)
    rest = point - t[:, None] * chord
    distance: Doubles = np.hypot(rest[:, 0], rest[:, 1])
    return distance


def _pieces(strokes: list[Doubles]) -> Doubles:
    """Segments ``(p, 2, 2)`` (piece, end, x and y) no longer than _PIECE; a stroke of one point is one of no length."""
    ends = [
        np.stack((points[:-1], points[1:]), axis=1) if len(points) > 1 else points[None, [0, 0]] for points in strokes
    ]
    if not ends:
        return np.zeros((0, 2, 2))
    segments = np.concatenate(ends)
    parts = np.ceil(np.hypot(*(segments[:, 1] - segments[:, 0]).T) / _PIECE).astype(np.intp).clip(1)
    which = np.repeat(np.arange(len(parts)), parts)
    part = np.arange(len(which)) - np.repeat(np.cumsum(parts) - parts, parts)
    fraction = np.stack((part, part + 1), axis=1) / parts[which, None]
    start, end = segments[which, :1], segments[which, 1:]
    pieces: Doubles = start + fraction[:, :, None] * (end - start)
    return pieces


def _ink(pieces: Doubles, paper: Paper) -> NDArray[np.float32]:
    """Coverage ``(height, width)`` by the distance from the centre of each pixel to the nearest piece.

    Each piece looks at a small window of pixels only. The squared distance to a segment from its start,
    ``d^2 = |p|^2 + |a|^2 t (t - 2 s)`` with ``s = p.a / |a|^2`` and t = s clipped to [0, 1], needs few big arrays.
    """
    pen, edge, pad = PEN * paper.scale, EDGE * paper.scale, int(np.ceil(_PAD * paper.scale))
    reach = pen + edge / 2
    window = np.arange(int(np.ceil(2 * reach + _PIECE * paper.scale)) + 1)
    high, wide = paper.height + 2 * pad, paper.width + 2 * pad
    nearest = np.full(high * wide, 1e9, np.float32)
    step = max(_ROOM // len(window) ** 2, 1)
    for first in range(0, len(pieces), step):
        place, squares = _squares(pieces[first : first + step], window, reach, pad, paper.size)
        np.minimum.at(nearest, (place[:, 1, :, None] * wide + place[:, 0, None, :]).ravel(), squares.ravel())
    image = nearest.reshape(high, wide)[pad:-pad, pad:-pad]
    ink: NDArray[np.float32] = (0.5 + (pen - np.sqrt(image.clip(0.0))) / edge).clip(0.0, 1.0)
    return ink


def _squares(
    pieces: Doubles, window: NDArray[np.intp], reach: float, pad: int, size: Doubles
) -> tuple[NDArray[np.intp], NDArray[np.float32]]:
    """The columns and rows ``(p, 2, w)`` of the window around each piece, padded, and ``d^2: (p, w, w)`` in it."""
    first = np.ceil(pieces.min(axis=1) - reach - 0.5).clip(-pad, size + pad - len(window))
    pixel = first[:, :, None] + window  # (p, 2, w): columns and rows
    away = (pixel + 0.5 - pieces[:, 0, :, None]).astype(np.float32)
    along = (pieces[:, 1] - pieces[:, 0]).astype(np.float32)
    length2 = np.maximum((along * along).sum(axis=1), np.float32(1e-12))
    share = away * (along / length2[:, None])[:, :, None]
    s = share[:, 1, :, None] + share[:, 0, None, :]
    t = s.clip(0.0, 1.0)
    squares = away * away
    t *= (t - 2 * s) * length2[:, None, None]
    t += squares[:, 1, :, None] + squares[:, 0, None, :]
    return (pixel + pad).astype(np.intp), t


def _center_of_mass(image: NDArray[np.float32]) -> Doubles:
    across, down = (np.arange(size) + 0.5 for size in image.shape[::-1])
    ink = float(image.sum())
    if ink == 0:  # a dot between the few pixels of a small image
        return np.array(image.shape[::-1], np.float64) / 2
    return np.array((image.sum(axis=0) @ across, image.sum(axis=1) @ down)) / ink

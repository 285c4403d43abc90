"""Arrays as pictures: the one place where numpy buffers become ``QImage``, and where images are enlarged.

Scaling happens after the model has spoken and only for the eye: ``pixels`` repeats, ``smooth`` interpolates.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRect, QRectF, QSize
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen

from aevae_desktop.core.images.grey_levels import to_uint8
from aevae_desktop.core.images.line_plot import is_signal, plotted
from aevae_desktop.ui.theme import Theme, mix

U32 = NDArray[np.uint32]

LARGE = 256  # px: images with a longer side are resampled without a matrix
PLOT = 32  # px: the side of a signal's plot, where many stand in one picture
TAPS = 4  # values that a cubic goes through
# Name -> theme -> colours from nothing to most: each runs through one hue, so that lightness alone says how much, and
# they are told apart by people of any sight.
COLORMAPS: dict[str, dict[str, tuple[str, ...]]] = {
    name: {"dark": on_dark, "light": on_light, "contrast": on_dark}
    for name, on_dark, on_light in (
        ("blue", ("#10243f", "#1d5a9e", "#6db4f5"), ("#e3eefb", "#7fb0ea", "#14509c")),
        ("violet", ("#1e1a33", "#5d4a96", "#c3b0f2"), ("#eeeaf8", "#a996d8", "#4b2f8f")),
        ("amber", ("#2a1c0c", "#9a5c12", "#ffcf70"), ("#fcf0da", "#e6a94a", "#8a4a00")),
        ("teal", ("#0d2626", "#14736f", "#7fe0d4"), ("#e0f3f1", "#74bfb8", "#0c5f5b")),
        ("grey", ("#14181e", "#56606c", "#e8ecf2"), ("#f2f3f5", "#9aa2ac", "#1d232b")),
    )
}
_RISE = 0.35  # of the scale, within which a colour rises from nothing to its full strength
_FULL = 0.92  # never quite opaque: what lies under it stays visible


def to_qimage(pixels: U32, *, clear: bool = False) -> QImage:
    """``pixels: (h, w) uint32 0xffRRGGBB`` as a QImage that shares (and keeps alive) the array's memory.

    ``clear``: they are premultiplied 0xAARRGGBB.
    """
    if pixels.dtype != np.uint32 or pixels.ndim != 2 or not pixels.flags.c_contiguous:
        raise ValueError(f"expected contiguous (h, w) uint32, found {pixels.dtype} {pixels.shape}")
    height, width = pixels.shape
    form = QImage.Format.Format_ARGB32_Premultiplied if clear else QImage.Format.Format_RGB32
    image = QImage(pixels.data, width, height, width * 4, form)
    image.pixels = pixels  # type: ignore[attr-defined]  # Qt does not own the buffer: it must outlive the image
    return image


def pixels_of(image: QImage) -> U32:
    """The memory of a 32-bit ``image`` as ``(h, w) uint32``, to be written to while nobody else holds the image.

    An image made from an array is copied by the first painter on it; one that owns its memory is not.
    """
    rows = np.frombuffer(image.bits(), np.uint32).reshape(image.height(), image.bytesPerLine() // 4)
    return rows[:, : image.width()]


def packed(red: NDArray[Any], green: NDArray[Any], blue: NDArray[Any]) -> U32:
    """Whole numbers 0 to 255 of any shape as opaque colours 0xffRRGGBB."""
    made = 0xFF000000 | red.astype(np.uint32) << 16 | green.astype(np.uint32) << 8 | blue.astype(np.uint32)
    return made.astype(np.uint32)


def rgb(colour: str) -> int:
    """``#rrggbb`` as 0xffRRGGBB."""
    return QColor(colour).rgb()


@lru_cache(maxsize=32)
def ramp(*colours: str) -> U32:
    """256 colours that run through ``colours`` at equal distances, as ``(256,) uint32``."""
    stops = np.array([QColor(colour).getRgb()[:3] for colour in colours], dtype=np.float64)  # type: ignore[index]
    at = np.linspace(0, len(stops) - 1, 256)
    parts = [np.rint(np.interp(at, np.arange(len(stops)), stops[:, k])).astype(np.uint32) for k in range(3)]
    return packed(*parts)


def grey_ramp(theme: Theme) -> U32:
    """From paper to ink: how grey images look in ``theme``."""
    return ramp(theme.paper, theme.ink)


@lru_cache(maxsize=32)
def alpha_ramp(name: str, theme: str) -> U32:
    """256 colours of a ramp that begin clear, ``(256,) uint32``, premultiplied 0xAARRGGBB."""
    fraction = np.minimum(np.linspace(0.0, 1.0 / _RISE, 256), 1.0) * _FULL
    return premultiplied(ramp(*COLORMAPS[name][theme]), fraction)


def premultiplied(colours: U32, fraction: NDArray[np.float64]) -> U32:
    """Colours ``0xffRRGGBB`` of any shape, each as opaque as its ``fraction`` in [0, 1] says, as Qt mixes them."""
    red, green, blue = (np.rint((colours >> shift & 0xFF) * fraction).astype(np.uint32) for shift in (16, 8, 0))
    alpha = np.rint(255.0 * fraction).astype(np.uint32)
    made: U32 = (alpha << 24 | red << 16 | green << 8 | blue).astype(np.uint32)
    return made


def residual_ramp(theme: Theme) -> U32:
    """From too much ink (cold) over none to too little (warm): for values -1 to 1."""
    return ramp(theme.cold, mix(theme.paper, theme.ink, 0.04), theme.warm)


def picture(image: NDArray[Any], size: tuple[int, int], table: U32, low: float, high: float, smooth: bool) -> QImage:
    """``image: (h, w)`` grey or ``(h, w, 3)`` colour, values ``low`` to ``high``, as ``size`` (width, height) px.

    A signal, one pixel high or wide, is drawn as a line.
    """
    if 1 in image.shape and is_signal(image.shape):  # no call for what a hover shows
        ink = plotted(image[None], size[1], size[0], low, high)[0]
        return to_qimage(table.take(np.rint(ink * 255.0).astype(np.uint8)))
    fewer = image.size > size[0] * size[1] * (image.shape[2] if image.ndim == 3 else 1)  # after: fewer numbers to scale
    values = np.asarray(image, np.float32)
    fit = enlarge(values, size, smooth) if fewer else values
    steps = (fit - low) * (255.0 / (high - low)) + 0.5  # rounds when it is cut off below
    grey = np.clip(steps if fewer else enlarge(steps, size, smooth), 0.0, 255.0).astype(np.uint8)
    if grey.ndim == 2:
        return to_qimage(table.take(grey))
    return to_qimage(packed(*np.moveaxis(grey, -1, 0)))


def tile(
    pixels: NDArray[Any], side: float, ratio: float, theme: Theme, low: float = 0.0, high: float = 255.0
) -> QImage:
    """``pixels: (h, w[, 3])``, smoothly fitted into a square of ``side`` px of ``ratio`` device px each."""
    size = fitted(pixels, max(round(side * ratio), 1))
    made = picture(pixels, size, grey_ramp(theme), low, high, smooth=True)
    made.setDevicePixelRatio(ratio)
    return made


def centred(box: QRectF, image: QImage) -> QPointF:
    """Where the upper left corner of ``image`` belongs, so that it lies in the middle of ``box``; on whole px."""
    size = image.deviceIndependentSize()
    return QPointF(
        round(box.x() + (box.width() - size.width()) / 2), round(box.y() + (box.height() - size.height()) / 2)
    )


def many(images: NDArray[np.uint8], side: int, table: U32) -> U32:
    """``images: (r, h, w[, 3])``, 0 to 255, smoothly fitted into squares of ``side`` px: ``(r, height, width)``."""
    width, height = fitted(images[0], side) if len(images) else (side, side)
    if is_signal(images.shape[1:]):
        return table.take(to_uint8(plotted(images, height, width, 0.0, 255.0)))
    planes: NDArray[np.uint8] = images[..., None] if images.ndim == 3 else images
    parts = [_resampled(planes[..., k], width, height) for k in range(planes.shape[-1])]
    levels: list[NDArray[np.uint8]] = [np.clip(part + 0.5, 0.0, 255.0).astype(np.uint8) for part in parts]
    if len(levels) == 1:
        return table.take(levels[0])
    return packed(*levels)


def contact_sheet(
    images: NDArray[np.uint8] | None, boxes: Sequence[QRect], size: QSize, ratio: float, theme: Theme
) -> QImage:
    """``images: (n, h, w[, 3])`` in square ``boxes`` of one size, as one picture: one by one takes ten times as long.

    Boxes beyond the n-th are empty paper.
    """
    pixels = np.full((round(size.height() * ratio), round(size.width() * ratio)), rgb(theme.panel), np.uint32)
    side = round(boxes[0].width() * ratio) if boxes else 0
    done = [] if images is None else list(many(images[: len(boxes)], side, grey_ramp(theme)))
    for place, box in enumerate(boxes):
        top, left = round(box.top() * ratio), round(box.left() * ratio)
        room = pixels[top : top + side, left : left + side]
        room[:] = rgb(theme.paper)
        if place < len(done):
            high, wide = done[place].shape
            y, x = (side - high) // 2, (side - wide) // 2
            room[y : y + high, x : x + wide] = done[place][: room.shape[0], : room.shape[1]]
    picture = to_qimage(pixels)
    picture.setDevicePixelRatio(ratio)
    return picture


def mosaic(images: NDArray[Any], rows: int, low: float = 0.0, high: float = 255.0) -> NDArray[Any]:
    """``images: (n, h, w[, 3])``, values ``low`` to ``high``, side by side as one picture, row by row."""
    if is_signal(images.shape[1:]):
        ink = plotted(images, PLOT, PLOT, low, high)
        images = (low + ink * (high - low)).astype(images.dtype)
    n, h, w = images.shape[:3]
    tiles = images.reshape(rows, n // rows, h, w, *images.shape[3:]).swapaxes(1, 2)
    return np.ascontiguousarray(tiles.reshape(rows * h, n // rows * w, *images.shape[3:]))


def fitted(image: NDArray[Any], side: int) -> tuple[int, int]:
    """The largest (width, height) of ``image``'s shape in a square of ``side`` px; of a signal's plot, the square."""
    if 1 in image.shape and is_signal(image.shape):  # no call for what a hover shows
        return side, side
    height, width = image.shape[:2]
    longer = max(height, width)
    return max(1, round(side * width / longer)), max(1, round(side * height / longer))


def enlarge(image: NDArray[np.float32], size: tuple[int, int], smooth: bool) -> NDArray[np.float32]:
    """``image: (h, w[, 3])`` at ``size`` (width, height): each pixel repeated, or the cubic through all of them."""
    width, height = size
    if not smooth:
        rows = np.arange(height) * image.shape[0] // height
        columns = np.arange(width) * image.shape[1] // width
        repeated: NDArray[np.float32] = image[rows[:, None], columns]
        return repeated
    if image.ndim == 2:
        return _resampled(image, width, height)
    return np.stack([_resampled(image[..., k], width, height) for k in range(image.shape[2])], axis=2)


def _resampled(values: NDArray[Any], width: int, height: int) -> NDArray[np.float32]:
    """The cubic through ``values: (..., h, w)`` at ``(..., height, width)``.

    A matrix is fastest for small images, but its size is that of the image times the picture's: for large ones it
    would be hundreds of megabytes, nearly all of them zeros, so their four neighbours are gathered instead.
    """
    h, w = values.shape[-2:]
    if max(h, w) <= LARGE:
        return np.asarray(cubic(h, height) @ (np.asarray(values, np.float32) @ _transposed(w, width)))
    if height * w <= h * width:  # first what leaves fewer numbers
        return _columns(_rows(values, height), width)
    return _rows(_columns(values, width), height)


def _rows(values: NDArray[Any], height: int) -> NDArray[np.float32]:
    index, weight = _taps(values.shape[-2], height)
    return np.asarray(sum(weight[k, :, None] * values[..., index[k], :] for k in range(TAPS)), np.float32)


def _columns(values: NDArray[Any], width: int) -> NDArray[np.float32]:
    index, weight = _taps(values.shape[-1], width)
    return np.asarray(sum(weight[k] * values[..., index[k]] for k in range(TAPS)), np.float32)


@lru_cache(maxsize=64)
def rounded_frame(side: int, ratio: float, ground: str, line: str, radius: float) -> QImage:
    """A square of ``side`` px that is clear inside a rounded frame and ``ground`` outside it."""
    device = round(side * ratio)
    frame = QImage(device, device, QImage.Format.Format_ARGB32_Premultiplied)
    frame.setDevicePixelRatio(ratio)
    frame.fill(0)
    shape, whole = QPainterPath(), QPainterPath()
    shape.addRoundedRect(QRectF(0.5, 0.5, side - 1, side - 1), radius, radius)
    whole.addRect(QRectF(0, 0, side, side))
    painter = QPainter(frame)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillPath(whole.subtracted(shape), QColor(ground))
    painter.setPen(QPen(QColor(line), 1))
    painter.drawPath(shape)
    painter.end()
    return frame


@lru_cache(maxsize=32)
def cubic(n: int, m: int) -> NDArray[np.float32]:
    """The ``(m, n)`` matrix that resamples n values to m by Keys' cubic convolution (1981, a = -1/2), edges held."""
    matrix = np.zeros((m, n), np.float32)
    for index, weight in zip(*_taps(n, m), strict=True):
        np.add.at(matrix, (np.arange(m), index), weight)
    return matrix


@lru_cache(maxsize=32)
def _taps(n: int, m: int) -> tuple[NDArray[np.intp], NDArray[np.float32]]:
    """The non-zero numbers of ``cubic``: of which values each of m is a sum, and their weights, both ``(TAPS, m)``."""
    at = (np.arange(m) + 0.5) * n / m - 0.5
    near = np.floor(at).astype(np.intp) + np.arange(-1, TAPS - 1)[:, None]
    return near.clip(0, n - 1), _keys(np.abs(at - near)).astype(np.float32)


@lru_cache(maxsize=32)
def _transposed(n: int, m: int) -> NDArray[np.float32]:
    # contiguous: with a transposed view, a BLAS of several threads takes a hundred times as long (measured)
    return np.ascontiguousarray(cubic(n, m).T)


def _keys(x: NDArray[np.float64]) -> NDArray[np.float64]:
    near = 1.5 * x**3 - 2.5 * x**2 + 1
    far = -0.5 * x**3 + 2.5 * x**2 - 4 * x + 2
    return np.where(x <= 1, near, np.where(x < 2, far, 0.0))


def blended(over: NDArray[np.uint32], below: NDArray[np.uint32], alpha: NDArray[np.uint32] | np.uint32) -> U32:
    """RGB32 pixels ``over``, of which ``alpha`` of 256 parts cover those ``below``: ``(n,) uint32``, opaque."""
    mixed = np.full(below.shape, 0xFF000000, np.uint32)
    for shift in (0, 8, 16):
        one, other = over >> shift & 255, below >> shift & 255
        mixed |= (one * alpha + other * (256 - alpha) >> 8) << shift
    return mixed

"""An image as the files that everybody knows, made in memory: what they take, and what they lose."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImage, QImageWriter

from aevae_desktop.core.images import measure
from aevae_desktop.core.images.grey_levels import to_uint8
from aevae_desktop.session.model import F32, U8

PNG, JPEG = QByteArray(b"png"), QByteArray(b"jpg")
GREY, COLOUR = QImage.Format.Format_Grayscale8, QImage.Format.Format_RGB888
LEAST = 0  # the quality of the smallest JPEG that Qt writes


@dataclass(frozen=True, eq=False)
class ImageFile:
    """A file of ``size`` bytes that gives back ``x_hat``, as ``x`` in [0, 1]; ``mse`` against it."""

    size: int
    x_hat: F32
    mse: float


def image_file(x: F32, kind: QByteArray, quality: int = -1) -> ImageFile:
    """``x: (h, w[, 3])`` in [0, 1] as a file of a ``kind`` (``PNG``, ``JPEG``); ``quality``: 0 to 100, -1 the usual."""
    levels = np.ascontiguousarray(to_uint8(x))
    h, w = levels.shape[:2]
    image = QImage(levels.data, w, h, levels.strides[0], COLOUR if levels.ndim == 3 else GREY)
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, kind)
    writer.setQuality(quality)
    writer.write(image)
    x_hat = _pixels(QImage.fromData(data), levels.ndim == 3).astype(np.float32) / np.float32(255)
    return ImageFile(data.size(), x_hat, float(measure.mse(x[None], x_hat[None])[0]))


def _pixels(image: QImage, colour: bool) -> U8:
    """(h, w) or (h, w, 3); rows of a QImage are filled up to four bytes."""
    same = image.convertToFormat(COLOUR if colour else GREY)
    rows = np.frombuffer(same.bits(), np.uint8).reshape(same.height(), same.bytesPerLine())
    if not colour:
        return rows[:, : same.width()].copy()
    return rows[:, : 3 * same.width()].reshape(same.height(), same.width(), 3).copy()

"""A figure as PNG: painted at its own size, compressed in bands so that the window stays awake."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

import numpy as np
from PySide6.QtGui import QImage, QPainter

from aevae_desktop.features.figures import metadata
from aevae_desktop.features.figures.files import figure_layout, layers
from aevae_desktop.features.figures.files.figure_layout import FigureLayout
from aevae_desktop.features.figures.record import FigureRecord
from aevae_desktop.ui import imaging
from aevae_desktop.ui.imaging import U32

BAND = 1 << 17  # px compressed at a time
INCH_PER_METRE = 1 / 0.0254


def image(layout: FigureLayout) -> QImage:
    """The figure as a picture of ``order.width`` by ``order.height`` px."""
    made = QImage(layout.order.width, layout.order.height, QImage.Format.Format_RGB32)
    made.setDevicePixelRatio(layout.order.scale)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    figure_layout.draw(painter, layout)
    for scene, box in zip(layout.scenes, layout.boxes, strict=True):
        painter.save()
        painter.translate(box.topLeft())
        painter.setClipRect(0, 0, round(box.width()), round(box.height()))
        painter.drawImage(0, 0, layers.under(scene, layout.overlays))
        layers.over(painter, scene, layout.overlays)
        painter.restore()
    painter.end()
    return made


def pieces(layout: FigureLayout) -> Iterator[bytes]:
    """The bytes of the PNG, piece by piece."""
    return encoded(image(layout), layout.record, layout.order.dpi)


def encoded(picture: QImage, record: FigureRecord, dpi: float | None = None) -> Iterator[bytes]:
    """``picture``, 32 bits a px, as PNG (ISO/IEC 15948): 8-bit RGB, each row as differences to the left."""
    pixels = imaging.pixels_of(picture)  # its memory: the picture must stay alive as long
    height, width = pixels.shape
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    yield metadata.PNG_SIGNATURE + metadata.png_chunk(b"IHDR", head) + _density(dpi) + metadata.png_text(record)
    squeeze = zlib.compressobj(6)
    step = max(1, BAND // max(width, 1))
    for top in range(0, height, step):
        data = squeeze.compress(_filtered(pixels[top : top + step]))
        yield metadata.png_chunk(b"IDAT", data) if data else b""
    yield metadata.png_chunk(b"IDAT", squeeze.flush()) + metadata.png_chunk(b"IEND", b"")


def _filtered(band: U32) -> bytes:
    rows, width = band.shape
    rgb = np.empty((rows, width, 3), np.uint8)
    for k, shift in enumerate((16, 8, 0)):
        rgb[..., k] = band >> shift & 255
    out = np.ones((rows, 1 + 3 * width), np.uint8)  # 1: the filter "Sub"
    out[:, 1:4] = rgb[:, 0]
    out[:, 4:] = (rgb[:, 1:] - rgb[:, :-1]).reshape(rows, -1)
    return out.tobytes()


def _density(dpi: float | None) -> bytes:
    if dpi is None:
        return b""
    per_metre = round(dpi * INCH_PER_METRE)
    return metadata.png_chunk(b"pHYs", struct.pack(">IIB", per_metre, per_metre, 1))

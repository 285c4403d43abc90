"""Reads a picture that anybody may have made, away from the window's thread.

A thread is enough: Qt's decoders give back the interpreter while they work, hold no model and run nothing of the
file. Only the decoders of five formats are asked, by the first bytes of the file and never by its name; how many
pixels there are is known before one is decoded.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QSize, Qt, QThreadPool, Signal
from PySide6.QtGui import QImage, QImageReader

from aevae_desktop.core.images import framing
from aevae_desktop.errors import DataError, LabError
from aevae_desktop.features.drawing.state import Photo
from aevae_desktop.language import translate
from aevae_desktop.reading import plain_text, regular
from aevae_desktop.session.model import U8

LARGEST = 64 << 20  # bytes of a file
MOST_PIXELS = 60_000_000
ROOM = 512  # MiB that a decoder may take
SIDE = 1024  # px: the longer side of what the figure is looked for in
LONGEST_NAME = 60  # characters
SUFFIXES = (".png", ".jpg", ".jpeg", ".bmp", ".gif", ".webp")
FORMATS = translate("drawing", "a PNG, JPEG, BMP, GIF or WebP picture")
REMEDY = translate("drawing", "Save it as PNG or JPEG, no larger than a photograph, and give it again.")
_STARTS = {b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpeg", b"BM": "bmp", b"GIF87a": "gif", b"GIF89a": "gif"}
_OTHERS = {
    b"%PDF": translate("drawing", "a PDF"),
    b"PK\x03\x04": translate("drawing", "a ZIP archive"),
    b"<svg": translate("drawing", "an SVG drawing"),
    b"<?xml": translate("drawing", "an XML file"),
}


def kind_of(start: bytes) -> str:
    """The format of a picture that begins with ``start``, as Qt calls it; empty for anything else."""
    if start[:4] == b"RIFF" and start[8:12] == b"WEBP":
        return "webp"
    return next((kind for first, kind in _STARTS.items() if start.startswith(first)), "")


def is_picture(path: Path) -> bool:
    """Whether ``path`` is a file that is one by its name, or by its first bytes. Never raises."""
    if not regular.is_file(path):
        return False
    if path.suffix.lower() in SUFFIXES:
        return True
    try:
        with regular.open_regular(path) as stream:
            return bool(kind_of(stream.read(16)))
    except OSError:
        return False


def read(path: Path) -> Photo:
    """The picture at ``path``. Raises ``DataError``: one line with the file, what was found and what to do."""
    with regular.errors_as(DataError, path, other=REMEDY):
        data = regular.read_at_most(path, LARGEST)
    try:
        return photo(decoded(data), path.name)
    except DataError as error:
        told = DataError(error.what, found=error.found, expected=error.expected, remedy=error.remedy, file=path)
        raise told from error


def decoded(data: bytes) -> QImage:
    """The first picture in the bytes of a file, turned as its camera says. Raises ``DataError``."""
    kind = kind_of(data[:16])
    if not kind:
        raise DataError(found=_what(data), expected=FORMATS, remedy=REMEDY)
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, QByteArray(kind.encode()))
    reader.setAutoDetectImageFormat(False)
    reader.setAutoTransform(True)
    QImageReader.setAllocationLimit(ROOM)
    _check_size(reader.size())
    image = reader.read()
    if image.isNull():
        raise DataError(
            translate("drawing", "is damaged, or too large"),
            found=f"{kind.upper()}: {reader.errorString()}",
            expected=FORMATS,
            remedy=REMEDY,
        )
    return image


def photo(image: QImage, name: str) -> Photo:
    """``image`` as a drawing that takes the pen's place. Raises ``DataError``: nothing is to be seen on it."""
    ink = framing.inked(_pixels(image))
    return Photo(ink.figure, ink.whole, ink.dark, plain_text.clean(name, LONGEST_NAME), inverted=ink.dark)


def _check_size(size: QSize) -> None:
    if size.isEmpty():
        raise DataError(
            translate("drawing", "is damaged"), found=translate("drawing", "no size"), expected=FORMATS, remedy=REMEDY
        )
    if size.width() * size.height() > MOST_PIXELS:
        found = translate("drawing", "{width:,} × {height:,} pixels").format(width=size.width(), height=size.height())
        raise DataError(
            found=found,
            expected=translate("drawing", "at most {most_pixels:,}").format(most_pixels=MOST_PIXELS),
            remedy=REMEDY,
        )


def _what(data: bytes) -> str:
    start = data[:16].lstrip().lower()
    return next(
        (what for first, what in _OTHERS.items() if start.startswith(first.lower())),
        translate("drawing", "another kind of file"),
    )


def _pixels(image: QImage) -> U8:
    """The picture as ``(h, w, 4) uint8``, red, green, blue and opacity, its longer side at most ``SIDE``."""
    if max(image.width(), image.height()) > SIDE:
        ways = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        image = image.scaled(SIDE, SIDE, *ways)
    image = image.convertToFormat(QImage.Format.Format_RGBA8888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : 4 * image.width()].reshape(image.height(), image.width(), 4).copy()


class PictureReader(QObject):
    """Reads one picture at a time: ``came(photo)`` or ``failed(error)``, of the last that was asked for alone."""

    came = Signal(object)
    failed = Signal(object)
    _done = Signal(int, object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._asked = self._told = 0
        self._done.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    @property
    def busy(self) -> bool:
        """Whether a picture is still to come."""
        return self._told < self._asked

    def read(self, source: Path | QImage) -> None:
        """Read the file, or an image that another program has put into the clipboard."""
        self._asked += 1
        self._pool.clear()
        self._pool.start(lambda ticket=self._asked: self._done.emit(ticket, outcome(source)))

    def close(self) -> None:
        """Wait for what is being read, and tell of nothing any more."""
        self._told = self._asked = self._asked + 1
        self._pool.clear()
        self._pool.waitForDone()

    def _tell(self, ticket: int, outcome: object) -> None:
        if ticket != self._asked or not self.busy:
            return
        self._told = ticket
        (self.failed if isinstance(outcome, LabError) else self.came).emit(outcome)


def outcome(source: Path | QImage) -> Photo | LabError:
    """The picture, or why there is none: an exception would be lost in the thread."""
    try:
        return read(source) if isinstance(source, Path) else photo(source, translate("drawing", "the pasted picture"))
    except LabError as error:
        return error.anew()
    except MemoryError:
        return DataError(translate("drawing", "the picture does not fit into memory"), remedy=REMEDY)

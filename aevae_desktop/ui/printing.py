"""Our own HTML as a PDF: on one page where it fits with text that can still be read."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QSizeF
from PySide6.QtGui import QPageSize, QPdfWriter, QTextDocument  # noqa: TID251 - of our own HTML, all of it escaped

SIZES = (10.0, 9.0, 8.0, 7.0)  # pt
MARGIN, DPI = 14.0, 96  # mm


def pdf(page: Callable[[float], str], title: str, sizes: Sequence[float] = SIZES) -> bytes:
    """An A4 document of ``page(pt)``, HTML whose text has that size: the first of ``sizes`` that fits on one page.

    Where none does it has more pages, with text of the second size (of the only one there is).
    """
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF(MARGIN, MARGIN, MARGIN, MARGIN))
    writer.setResolution(DPI)
    writer.setTitle(title)
    room = QSizeF(writer.width(), writer.height())
    made = [_laid_out(page(size), room) for size in sizes]
    document = next((each for each in made if each.pageCount() == 1), made[:2][-1])
    document.print_(writer)
    del writer  # it ends the file
    return bytes(buffer.data().data())


def _laid_out(html: str, room: QSizeF) -> QTextDocument:
    document = QTextDocument()
    document.setHtml(html)
    document.setPageSize(room)
    return document

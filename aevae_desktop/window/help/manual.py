"""The manual: pages that come with the program, shown without a network and without any file but these."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from aevae_desktop.language import translate
from aevae_desktop.ui.action import MainWindow
from aevae_desktop.ui.shell import TITLE
from aevae_desktop.ui.widgets.controls import label
from aevae_desktop.ui.widgets.layouts import Part
from aevae_desktop.ui.widgets.text_line import TextLine
from aevae_desktop.window.help.beside import Beside, copyable

PAGES = Path(__file__).parent / "manual_pages"
TEXT = PAGES / "manual.txt"
HEADING, PICTURE = "# ", "! "  # what a paragraph begins with: ``! move.png | What is seen on it``


def show(window: MainWindow) -> None:
    """Open the manual, which is read when it is first asked for."""
    (window.findChild(Manual) or Manual(window)).open()


class Manual(Beside):
    """Headings, paragraphs and pictures, one under the other."""

    def __init__(self, window: MainWindow) -> None:
        parts = [part(text) for text in paragraphs(TEXT.read_text(encoding="utf-8"))]
        super().__init__(
            window, "manual", translate("window", "{title}: manual").format(title=TITLE), QSize(720, 820), *parts
        )


class ManualPicture(QLabel):
    """A picture no wider than there is room, never enlarged."""

    def __init__(self, path: Path, seen: str) -> None:
        super().__init__()
        self._whole = QPixmap(str(path))
        self.setAccessibleName(seen)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._fill(self._whole.width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As wide as there is room now."""
        self._fill(event.size().width())

    def _fill(self, wide: int) -> None:
        ratio = self.devicePixelRatioF()
        shown = self._whole.scaledToWidth(
            round(min(wide, self._whole.width()) * ratio), Qt.TransformationMode.SmoothTransformation
        )
        shown.setDevicePixelRatio(ratio)
        self.setPixmap(shown)
        self.setFixedHeight(round(shown.height() / ratio))


def paragraphs(text: str) -> list[str]:
    """What stands between blank lines, each in one line."""
    return [" ".join(block.split()) for block in text.split("\n\n") if block.strip()]


def part(text: str) -> Part:
    """The widget for a paragraph: a heading, a picture of ``PAGES``, or text."""
    if text.startswith(HEADING):
        return TextLine(15, text.removeprefix(HEADING), strong=True)
    if text.startswith(PICTURE):
        name, _, seen = text.removeprefix(PICTURE).partition(" | ")
        return ManualPicture(PAGES / name, seen)
    made: QWidget = copyable(label(text, quiet=False))
    return made

"""The window as a projector needs it: the maps and the previews large, little else; nothing that is set is changed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QCursor, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from aevae_desktop.ui import theme as themes
from aevae_desktop.ui.map.canvas import MapCanvas
from aevae_desktop.ui.theme import Theme
from aevae_desktop.ui.widgets.marks import paint_cross, translucent
from aevae_desktop.window.topbar import TopBar

TEXT = 1.5  # of its usual size, at least
POINTS = 2.0  # times their usual width
HALO, ARM = 64, 9.0  # px: the width of the halo around the pointer, and half of the cross in it


class Presentation:
    """Hides ``chrome``, makes the points of the ``maps`` larger, and puts a halo around the pointer there."""

    def __init__(self, top: TopBar, chrome: Sequence[QWidget], maps: Sequence[MapCanvas]) -> None:
        self._top, self._chrome, self._maps = top, chrome, maps
        self._hidden: list[QWidget] = []
        self.on = False

    def begin(self, theme: Theme, text_scale: float) -> None:
        """Show the window to a room."""
        self.on = True
        self._hidden = [widget for widget in self._chrome if not widget.isHidden()]
        for widget in self._hidden:
            widget.hide()
        themes.set_text_scale(self.text_scale(text_scale))
        self._top.reduce(True)
        for canvas in self._maps:
            canvas.magnify(POINTS)
            canvas.setCursor(halo(theme, canvas.devicePixelRatioF()))

    def text_scale(self, usual: float) -> float:
        """How large text is where its ``usual`` scale is that: larger while it is shown to a room."""
        return max(usual, TEXT) if self.on else usual

    def end(self, text_scale: float) -> None:
        """As it was."""
        self.on = False
        for widget in self._hidden:
            widget.show()
        themes.set_text_scale(self.text_scale(text_scale))
        self._top.reduce(False)
        for canvas in self._maps:
            canvas.magnify(1.0)
            canvas.setCursor(Qt.CursorShape.CrossCursor)


def halo(theme: Theme, ratio: float) -> QCursor:
    """A cross in a disc of light, which the screen moves by itself: nothing is painted for it."""
    picture = QPixmap(round(HALO * ratio), round(HALO * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(translucent(theme.accent, 56))
    painter.setPen(QPen(QColor(theme.accent), 2.5))
    painter.drawEllipse(QRectF(0, 0, HALO, HALO).adjusted(2, 2, -2, -2))
    middle = QPointF(HALO / 2, HALO / 2)
    paint_cross(painter, middle, middle, ARM, ((theme.map, 5.0), (theme.text, 2.0)))
    painter.end()
    return QCursor(picture, HALO // 2, HALO // 2)

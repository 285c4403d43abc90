"""The small sign of a claim: an empty ring, a half disc once it was predicted, then the sign of its verdict."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap

from aevae_desktop.features.article.state import Verdict
from aevae_desktop.features.article.text import LOOKS, PREDICTED
from aevae_desktop.ui import theme as themes

SIDE, RING, RATIO = 18, 7.5, 2.0  # px at 100 %: the icon, the radius of its ring; device px a px


@themes.by_text_scale(64)
def sign(said: str, verdict: Verdict | None, theme: themes.Theme) -> QIcon:
    """The sign of a claim of that ``verdict``, or, without one, that stands as ``said``."""
    side = themes.px(SIDE)
    picture = QPixmap(round(side * RATIO), round(side * RATIO))
    picture.setDevicePixelRatio(RATIO)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    radius = RING * side / SIDE
    ring = QRectF(side / 2 - radius, side / 2 - radius, 2 * radius, 2 * radius)
    if verdict is None:
        _paint_open(painter, ring, said, theme)
    else:
        colour, mark = LOOKS[verdict]
        painter.setPen(QPen(QColor(getattr(theme, colour)), 1.4))
        painter.drawEllipse(ring)
        painter.setFont(themes.font(11, strong=True))
        painter.drawText(ring, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip, mark)
    painter.end()
    icon = QIcon()
    for mode in (QIcon.Mode.Normal, QIcon.Mode.Selected, QIcon.Mode.Disabled):
        icon.addPixmap(picture, mode)
    return icon


def _paint_open(painter: QPainter, ring: QRectF, said: str, theme: themes.Theme) -> None:
    painter.setPen(QPen(QColor(theme.edge), 1.4))
    painter.drawEllipse(ring)
    if said == PREDICTED:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.accent))
        painter.drawPie(ring.adjusted(2, 2, -2, -2), 90 * 16, 180 * 16)

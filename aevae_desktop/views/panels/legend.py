"""The legend: a chip per class that takes its points off the maps and puts them back."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QGuiApplication, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy

from aevae_desktop.session.session import Session
from aevae_desktop.session.state import Mode, Model, SessionState
from aevae_desktop.views import theme as themes
from aevae_desktop.views.panels.panel import Panel
from aevae_desktop.views.widgets.text_line import TextLine

HOW_TO = {
    Mode.EXPLORE: "drag to pan, wheel to zoom, click to hold the probe",
    Mode.DRAW: "your digit appears on the maps while you draw",
    Mode.PATH: "click sets A, then B; drag to pan, wheel to zoom",
}


class Legend(Panel):
    """The chips, and how many codes there are."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._theme = themes.DARK
        self._row = QHBoxLayout()
        self._row.setSpacing(2)
        self._chips: list[_Chip] = []
        self._note = TextLine(12, muted=True, on="ground")
        self._note.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(2, 0, 2, 0)
        outer.addLayout(self._row)
        outer.addStretch(1)
        outer.addWidget(self._note)

    def render_state(self, old: SessionState, new: SessionState) -> None:
        """Show the classes of the panes on screen."""
        same = new.hidden is old.hidden and new.mode is old.mode
        if same and all(a.model is b.model for a, b in zip(old.panes, new.panes, strict=True)):
            return
        classes = next((model.manifest.classes for _, model in new.shown_models()), ())
        if [chip.name for chip in self._chips] != list(classes):
            self._remake(classes)
        for index, chip in enumerate(self._chips):
            chip.setChecked(index not in new.hidden)
        counts = {_count(model, new.hidden) for _, model in new.shown_models() if model.codes is not None}
        codes = " and ".join(f"{count:,}" for count in sorted(counts, reverse=True))
        text = f"{codes} codes · {HOW_TO[new.mode]}" if codes else HOW_TO[new.mode]
        if text != self._note.text():
            self._note.setText(text)
            self._note.updateGeometry()

    def _remake(self, classes: tuple[str, ...]) -> None:
        for chip in self._chips:
            self._row.removeWidget(chip)
            chip.deleteLater()
        self._chips = [_Chip(self._session, index, name, self._theme) for index, name in enumerate(classes)]
        for chip in self._chips:
            self._row.addWidget(chip)

    def dress(self, theme: themes.Theme) -> None:
        """Take the colours of ``theme``."""
        self._theme = theme
        for chip in self._chips:
            chip.dress(theme)


def _count(model: Model, hidden: frozenset[int]) -> int:
    """How many codes are shown."""
    assert model.codes is not None
    return len(model.codes.mu) if not hidden else int((~np.isin(model.codes.label, list(hidden))).sum())


class _Chip(QAbstractButton):
    """One class: a dot of its colour and its name; checked while its points are shown."""

    def __init__(self, session: Session, index: int, name: str, theme: themes.Theme) -> None:
        super().__init__()
        self._session, self._index, self.name, self.theme = session, index, name, theme
        self.setCheckable(True)
        self.setChecked(True)
        self.setObjectName(f"legend.{index}")
        self.setAccessibleName(f"Class {name}")
        self.setToolTip(f"{name}: click to hide or show, Shift+click to show it alone")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFixedSize(QSize(QFontMetrics(themes.font(12)).horizontalAdvance(name) + 27, 22))

    def dress(self, theme: themes.Theme) -> None:
        self.theme = theme
        self.update()

    def nextCheckState(self) -> None:
        """Leave it to the session; ``setChecked`` follows its state."""
        if QGuiApplication.keyboardModifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._session.show_only_class(self._index)
        else:
            self._session.toggle_class(self._index)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = QColor(themes.class_colour(self.theme, self._index))
        painter.setPen(QPen(colour, 1.5))
        painter.setBrush(colour if self.isChecked() else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(QPointF(9.5, 11), 4.5, 4.5)
        painter.setFont(themes.font(12))
        painter.setPen(QColor(self.theme.text if self.isChecked() else self.theme.muted))
        painter.drawText(QRectF(20, 0, self.width() - 20, 22), Qt.AlignmentFlag.AlignVCenter, self.name)
        if self.hasFocus():
            painter.setPen(QPen(QColor(self.theme.accent), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)

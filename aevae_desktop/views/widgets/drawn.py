"""A widget that paints all of itself in the colours of a theme, as wide as there is room and as high as it wants."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QWidget

from aevae_desktop.views import theme as themes


class Drawn(QWidget):
    """Called ``name``; ``tip`` is its tooltip and what a screen reader says."""

    def __init__(self, name: str, tip: str) -> None:
        super().__init__()
        self._theme: themes.Theme = themes.DARK
        self.setObjectName(name)
        self.setToolTip(tip)
        self.setAccessibleName(tip)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def apply_theme(self, theme: themes.Theme) -> None:
        """Take the colours of ``theme``."""
        self._theme = theme
        self.update()

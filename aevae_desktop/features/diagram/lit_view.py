"""What diagram, formula, code and sampler share: the colour of a symbol, and that pointing at one lights it in all."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from aevae_desktop.features.diagram.state import Part
from aevae_desktop.ui import theme as themes
from aevae_desktop.ui.theme import Theme

COLOURS = {  # of a symbol everywhere, as the number of a class's colour
    Part.X: 7, Part.ENCODER: 0, Part.MU: 0, Part.SIGMA: 6, Part.EPS: 8, Part.Z: 2, Part.DECODER: 2, Part.X_HAT: 7,
    Part.RECONSTRUCTION: 1, Part.KL: 4,
}  # fmt: skip
LIT_WITH = {  # what else is lit with a term of the loss
    Part.RECONSTRUCTION: {Part.X, Part.X_HAT},
    Part.KL: {Part.MU, Part.SIGMA},
}


def colour_of(part: Part, theme: Theme) -> str:
    """The colour of a symbol, the same in diagram, formula and code."""
    return theme.classes[COLOURS[part]]


def is_lit(part: Part, pointed: Part | None) -> bool:
    """Whether ``part`` keeps its strength while ``pointed`` is pointed at; all do while nothing is."""
    return pointed is None or part is pointed or part in LIT_WITH.get(pointed, ())


class LitView(QWidget):
    """``pointed(part)``: the pointer is on a symbol, or (None) on none. Its owner tells all views ``show_pointed``."""

    pointed = Signal(object)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._theme: Theme = themes.DARK
        self._pointed: Part | None = None

    def part_at(self, at: QPointF) -> Part | None:
        """What stands there."""
        raise NotImplementedError

    def show_pointed(self, part: Part | None) -> None:
        """Dim all but what belongs to ``part``."""
        if part is not self._pointed:
            self._pointed = part
            self.update()

    def apply_theme(self, theme: Theme) -> None:
        """Take the colours of ``theme``, and the size that text has."""
        self._theme = theme
        self.updateGeometry()
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell what is pointed at."""
        self.pointed.emit(self.part_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is pointed at any more."""
        self.pointed.emit(None)

"""What each model makes of the drawing: its reconstruction, and what is left over."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout

from aevae_desktop.core.images import residual
from aevae_desktop.session.session import Session
from aevae_desktop.session.state import Pane, SessionState
from aevae_desktop.views import words
from aevae_desktop.views.panels.per_pane import PaneCell, PerPane
from aevae_desktop.views.widgets.picture import Picture
from aevae_desktop.views.widgets.text_line import TextLine

SIDE = 82  # px
SHORT = 10  # characters of a name that leave room for the error
RESIDUAL = "Residual: warm where ink is missing, cold where there is too much"


class ReadingsPanel(PerPane):
    """Per pane: the reconstruction beside the residual, and the error."""

    def __init__(self, session: Session, panes: int) -> None:
        super().__init__("What each model makes of it", [_Cell(index) for index in range(panes)])


class _Cell(PaneCell):
    parts = ("model", "reading")

    def __init__(self, index: int) -> None:
        super().__init__()
        self._decoded, self._left = Picture(SIDE), Picture(SIDE)
        self._decoded.setObjectName(f"reading.{index}")
        self._left.setObjectName(f"residual.{index}")
        for picture, tip in ((self._decoded, "The drawing, encoded and decoded again"), (self._left, RESIDUAL)):
            picture.setToolTip(tip)
            picture.setAccessibleName(f"{tip}, map {index + 1}")
        self._line, residual_name = TextLine(11), TextLine(11, muted=True)
        residual_name.setText("residual")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(4)
        for column, (picture, line) in enumerate(((self._decoded, self._line), (self._left, residual_name))):
            grid.addWidget(picture, 0, column)
            grid.addWidget(line, 1, column)
            grid.setColumnStretch(column, 1)

    def render_pane(self, pane: Pane, state: SessionState) -> None:
        name = words.pane_names(state)[state.panes.index(pane)]
        if pane.reading is None or pane.model is None or state.drawing.seen is None:
            self._decoded.setImage(None)
            self._left.setImage(None)
            self._line.setText("", name)
            return
        self._decoded.setImage(pane.reading.x_hat)
        self._left.setImage(residual(pane.reading.x, pane.reading.x_hat), signed=True)
        self._line.setText(f"MSE {pane.reading.mse:.3f}".replace(" 0.", " ."), name if len(name) <= SHORT else "")

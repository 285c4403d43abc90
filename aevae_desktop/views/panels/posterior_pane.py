"""One pane's column of the Posterior card: 64 decodes, their mean, and how much each pixel varies."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from aevae_desktop.bundle import ImageSpec
from aevae_desktop.session.posterior import Posterior
from aevae_desktop.session.posterior_controller import PosteriorController
from aevae_desktop.session.session import Session
from aevae_desktop.views.widgets.flip_sheet import FlipSheet
from aevae_desktop.views.widgets.heat import HeatPicture
from aevae_desktop.views.widgets.picture import Picture
from aevae_desktop.views.widgets.text_line import TextLine

SIDE = 80  # px


class PosteriorColumn(QWidget):
    """The draws of pane ``index``; a click on one takes its eps."""

    def __init__(self, session: Session, index: int) -> None:
        super().__init__()
        self._name = TextLine(12, strong=True)
        self._note = QLabel()
        self._note.setWordWrap(True)
        self._note.setProperty("quiet", True)
        tip = f"64 draws of z, decoded, map {index + 1}. A click, or an arrow key, takes the ε of one"
        self._sheet = FlipSheet(f"posterior.sheet.{index}", tip)
        self._sheet.chosen.connect(session.controller(PosteriorController).take)
        self._mean, self._heat = Picture(SIDE), HeatPicture(SIDE)
        _describe(self._mean, f"posterior.mean.{index}", "The mean of the 64 decodes, pixel by pixel", index)
        tip = "How much each pixel varies: the standard deviation over the 64 decodes"
        _describe(self._heat, f"posterior.deviation.{index}", tip, index)
        captions = [TextLine(11, muted=True) for _ in range(2)]
        for caption, text in zip(captions, ("mean", "std. deviation"), strict=True):
            caption.setText(text)
        self._drawn: tuple[QWidget, ...] = (self._sheet, self._mean, self._heat, *captions)
        self._lay_out(captions)

    def _lay_out(self, captions: list[TextLine]) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(4)
        for row, widget in enumerate((self._name, self._note, self._sheet)):
            grid.addWidget(widget, row, 0, 1, 2)
        for column, (picture, caption) in enumerate(zip((self._mean, self._heat), captions, strict=True)):
            grid.addWidget(picture, 3, column)
            grid.addWidget(caption, 4, column)
            grid.setColumnStretch(column, 1)
        grid.setRowStretch(5, 1)

    def show_pane(self, name: str, pane: Posterior | None, note: str, image: ImageSpec, draw: int, top: float) -> None:
        """Draw the pane called ``name``; ``draw`` is framed, ``top`` is the deviation with the last colour."""
        self._name.setText(name)
        self._note.setText(note)
        self._note.setVisible(bool(note))
        draws = None if pane is None else pane.draws
        for widget in self._drawn:
            widget.setVisible(pane is not None)
        fresh = pane is not None and pane.settled is not None
        self._sheet.setDraws(
            None if draws is None else draws.images, image.low, image.high, fresh=fresh, here=draw if fresh else -1
        )
        self._mean.setImage(draws.mean if draws is not None and fresh else None)
        self._heat.setImage(None)
        if draws is not None and fresh:
            amount = draws.deviation if draws.deviation.ndim == 2 else draws.deviation.mean(axis=2)
            self._heat.setImage(amount, 0.0, top)


def _describe(picture: Picture, name: str, tip: str, index: int) -> None:
    picture.setObjectName(name)
    picture.setToolTip(tip)
    picture.setAccessibleName(f"{tip}, map {index + 1}")

"""One pane's column of the Posterior card: 64 decodes, their mean, and how much each pixel varies."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from aevae_desktop.bundle import ImageSpec
from aevae_desktop.session.posterior import Posterior
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
        self._sheet.chosen.connect(session.posterior.take)
        self._mean, self._heat = Picture(SIDE), HeatPicture(SIDE)
        captions = []
        for picture, kind, tip in (
            (self._mean, "mean", "The mean of the 64 decodes, pixel by pixel"),
            (self._heat, "deviation", "How much each pixel varies: the standard deviation over the 64 decodes"),
        ):
            picture.setObjectName(f"posterior.{kind}.{index}")
            picture.setToolTip(tip)
            picture.setAccessibleName(f"{tip}, map {index + 1}")
            captions.append(TextLine(11, muted=True))
            captions[-1].setText("std. deviation" if kind == "deviation" else kind)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(4)
        grid.addWidget(self._name, 0, 0, 1, 2)
        grid.addWidget(self._note, 1, 0, 1, 2)
        grid.addWidget(self._sheet, 2, 0, 1, 2)
        for column, (picture, caption) in enumerate(zip((self._mean, self._heat), captions, strict=True)):
            grid.addWidget(picture, 3, column)
            grid.addWidget(caption, 4, column)
            grid.setColumnStretch(column, 1)
        grid.setRowStretch(5, 1)
        self._drawn: tuple[QWidget, ...] = (self._sheet, self._mean, self._heat, *captions)

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

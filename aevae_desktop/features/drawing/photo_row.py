"""What was done to a picture before it is read, in a line, and two switches to have it otherwise."""

from __future__ import annotations

import numpy as np
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from aevae_desktop.features.drawing import logic
from aevae_desktop.features.drawing.controller import DrawingController
from aevae_desktop.features.drawing.state import Photo
from aevae_desktop.language import translate
from aevae_desktop.ui.widgets.controls import switch
from aevae_desktop.ui.widgets.layouts import hbox, vbox
from aevae_desktop.ui.widgets.text_line import TextLine


def shown(photo: Photo) -> QImage:
    """The whole picture in grey, its ink as dark or as light as it was."""
    grey = np.ascontiguousarray(255 - photo.whole if photo.dark else photo.whole)
    height, width = grey.shape
    return QImage(grey.data, width, height, width, QImage.Format.Format_Grayscale8).copy()


class PhotoRow(QWidget):
    """Hidden while there is no picture."""

    def __init__(self, pen: DrawingController) -> None:
        super().__init__()
        self._said = TextLine(11, muted=True)
        self._said.setObjectName("photo.said")
        tip = translate("drawing", "Change dark and light for each other")
        self._inverted = switch(translate("drawing", "Inverted"), "photo.inverted", tip, pen.set_inverted)
        tip = translate(
            "drawing",
            "Crop the figure, scale it to 20/28 of the side and centre it, as in MNIST; else fit the whole picture in",
        )
        self._centred = switch(translate("drawing", "Centred"), "photo.centred", tip, pen.set_centred)
        vbox(self._said, hbox(self._inverted, self._centred, None), gap=4, of=self)
        self.hide()

    def show_photo(self, photo: Photo | None) -> None:
        """Say what was done to ``photo``, or nothing."""
        self.setVisible(photo is not None)
        if photo is not None:
            self._said.setText(logic.said(photo), photo.name)
            self._inverted.setChecked(photo.inverted)
            self._centred.setChecked(photo.centred)

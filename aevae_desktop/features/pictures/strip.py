"""The pictures side by side, under each what every model makes of it; scrolled sideways."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy

from aevae_desktop.bundle import ImageSpec
from aevae_desktop.features.drawing.logic import read_by, readable
from aevae_desktop.features.drawing.state import Photo
from aevae_desktop.features.pictures import logic
from aevae_desktop.features.pictures.state import Pictures, Readings
from aevae_desktop.language import translate
from aevae_desktop.session.state import SessionState
from aevae_desktop.ui import imaging, words
from aevae_desktop.ui.widgets.tile_grid import TileGrid

SIDE, SEAM, GAP, EDGE = 36, 2, 6, 3  # px: a tile, between those of a picture, between pictures, around all
BAR = 12  # px, of the scroll bar
MNIST = ImageSpec(28, 28)  # as which pictures are shown where no model on screen reads any


class PictureStrip(TileGrid):
    """``chosen(place)``: a picture was clicked, or an arrow went to it."""

    AT_ONCE = True

    def __init__(self) -> None:
        read = translate("pictures", "Your pictures, over what every model makes of them: arrows go through them")
        super().__init__("pictures.strip", read)
        self._photos: tuple[Photo, ...] = ()
        self._spec = MNIST
        self._readings: list[tuple[str, Readings | None]] = []  # by the name of the map
        self._in_hand: int | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_pictures(self, state: SessionState) -> None:
        """Show the pictures, and as much as is known of what is made of them."""
        before, names = self._looks(), words.pane_names(state)
        readers = [(i, model) for i, model in state.shown_models() if readable(model)]
        self._photos, self._in_hand = state.part(Pictures).photos, logic.at(state)
        self._spec = readers[0][1].manifest.image if readers else MNIST
        self._readings = [(names[i], state.panes[i].get(Readings)) for i, _ in readers]
        self._here = min(self._here, max(len(self._photos) - 1, 0)) if self._in_hand is None else self._in_hand
        if self._looks() != before:
            self.renew()
        self.setFixedSize(self.sizeHint())
        self.update()

    def count(self) -> int:
        """As many as there are."""
        return len(self._photos)

    def across(self) -> int:
        """All."""
        return max(self.count(), 1)

    def rows(self) -> int:
        """The pictures, and a row for each model that reads them."""
        return 1 + len(self._readings)

    def sizeHint(self) -> QSize:
        """As wide as all of them."""
        wide = self.count() * (SIDE + GAP) - GAP
        return QSize(max(wide, 0) + 2 * EDGE, self.rows() * (SIDE + SEAM) - SEAM + 2 * EDGE)

    def box(self, place: int) -> QRect:
        """Where a picture and what is made of it are, px."""
        return QRect(EDGE + place * (SIDE + GAP), EDGE, SIDE, self.sizeHint().height() - 2 * EDGE)

    def tip(self, place: int) -> str:
        """Its name, and each model's error."""
        said = [self._photos[place].name]
        for name, readings in self._readings:
            if readings is not None and place < len(readings.mse):
                error = words.fraction(readings.mse[place])
                said.append(translate("pictures", "{name}: MSE {error}").format(name=name, error=error))
        return "\n".join(said)

    def accessible_value(self) -> str:
        """The picture that the keyboard is on."""
        return self.tip(self._here) if self._here < self.count() else ""

    def paint_tile(self, painter: QPainter, place: int, box: QRect) -> None:
        """The picture as the first encoder sees it, and its reconstructions; empty frames until they come."""
        for row in range(self.rows()):
            tile = QRect(box.left(), box.top() + row * (SIDE + SEAM), SIDE, SIDE)
            painter.fillRect(tile, QColor(self._theme.paper))
            if (image := self._image(place, row)) is not None:
                painter.drawImage(imaging.centred(QRectF(tile), image), image)
            painter.setPen(QPen(QColor(self._theme.line), 1))
            painter.drawRect(tile.adjusted(0, 0, -1, -1))
        if place == self._in_hand:
            painter.setPen(QPen(QColor(self._theme.accent), 2))
            painter.drawRect(box.adjusted(0, 0, -1, -1))

    def _image(self, place: int, row: int) -> QImage | None:
        readings = None if row == 0 else self._readings[row - 1][1]
        if row and (readings is None or place >= len(readings.x_hat)):
            return None

        def make() -> QImage:
            x = read_by(self._photos[place], self._spec) if readings is None else readings.x_hat[place]
            return imaging.tile(x, SIDE, self.devicePixelRatioF(), self._theme, 0.0, 1.0)

        return self.kept((place, row), make)

    def _looks(self) -> tuple[object, ...]:
        """What the pictures that are kept are of: while that is the same, there can only be more of them."""
        first = [each.x_hat[0].tobytes()[:64] if each is not None else b"" for _, each in self._readings]
        return self._photos[:1], self._spec, *first


class StripArea(QScrollArea):
    """As much of the strip as there is room for; the picture in hand is scrolled to."""

    def __init__(self, strip: PictureStrip) -> None:
        super().__init__()
        self._strip = strip
        self.setObjectName("pictures.area")
        self.setWidget(strip)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def settle(self, in_hand: int | None) -> None:
        """Be as high as the strip, and show the picture in hand."""
        self.setFixedHeight(self._strip.sizeHint().height() + BAR)
        if in_hand is not None:
            at = self._strip.box(in_hand).center()
            self.ensureVisible(at.x(), at.y(), SIDE + GAP, 0)

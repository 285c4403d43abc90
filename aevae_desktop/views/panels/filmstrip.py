"""The film of a path as a strip of tiles, a row per pane; the tile under the playhead is framed."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from aevae_desktop.session.course import Film
from aevae_desktop.session.state import Model, SessionState
from aevae_desktop.views import imaging, words
from aevae_desktop.views import theme as themes

GAP = 7.0  # px between tiles
NAME, LONG = 46.0, 70.0  # px for the models' names at the left: AE, or an id in two lines
SHORT = 10  # characters of a name that go into the less
TILE = 56  # px, side of a tile


class Filmstrip(QWidget):
    """Tiles at equal steps of t. A click or a drag on it moves the playhead."""

    sought = Signal(float)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("path.film")
        self.setAccessibleName("Frames of the path")
        self._state: SessionState | None = None
        self._theme = themes.DARK
        self._rows: list[tuple[int, Model, Film | None]] = []
        self._tiles: dict[tuple[int, int], QImage] = {}
        self._side, self._names = TILE, NAME
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def dress(self, theme: themes.Theme) -> None:
        """Take the colours of ``theme``."""
        self._theme = theme
        self._tiles.clear()
        self.update()

    def sizeHint(self) -> QSize:
        """A row of tiles for every pane on screen."""
        rows = max(1, len(self._rows))
        return QSize(300, int(rows * (self._side + GAP) - GAP) + 2)

    def set_tile(self, side: int) -> None:
        """How large a tile is, px."""
        if side != self._side:
            self._side = side
            self._tiles.clear()
            self.updateGeometry()
            self.update()

    def render_state(self, old: SessionState, new: SessionState) -> None:
        """Show the films of the panes on screen."""
        if self._state is not None and new.panes is old.panes and new.path is old.path and new.shown is old.shown:
            return
        rows = [(i, model, new.panes[i].film) for i, model in new.shown_models()]
        same = [(i, m.key, f) for i, m, f in rows] == [(i, m.key, f) for i, m, f in self._rows]
        self._state, self._rows = new, rows
        names = [words.pane_names(new)[i] for i, _, _ in rows]
        self._names = LONG if max(map(len, names), default=0) > SHORT else NAME
        if not same:
            self._tiles.clear()
            self.updateGeometry()
            self.update()
        elif self._column(old.path.t) != self._column(new.path.t):
            self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Other sizes need other tiles."""
        self._tiles.clear()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the tiles that are decoded; the others are empty frames."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._state is None or not any(film for _, _, film in self._rows):
            self._paint_hint(painter)
            return
        count, here = self._count(), self._column(self._state.path.t)
        for r, (i, model, film) in enumerate(self._rows):
            name = words.pane_names(self._state)[i]
            self._paint_name(painter, QRectF(0, self._top(r), self._names - 6, self._side), name)
            for c in range(count):
                self._paint_tile(painter, self._box(r, c), r, c, film, model, c == here)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Move the playhead here."""
        self._seek(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Scrub."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._seek(event.position())

    def span(self) -> tuple[float, float]:
        """Where t = 0 and t = 1 are: the middles of the first and the last tile, px from the left."""
        return self._names + self._side / 2, self.width() - 2 - self._side / 2

    def _seek(self, at: QPointF) -> None:
        step = self._box(0, 1).x() - self._box(0, 0).x()
        c = (at.x() - self._names - self._side / 2) / step
        self.sought.emit(float(np.clip(c / max(1, self._count() - 1), 0.0, 1.0)))

    def _paint_hint(self, painter: QPainter) -> None:
        painter.setPen(QColor(self._theme.muted))
        painter.setFont(themes.font(12))
        path = None if self._state is None else self._state.path
        apart = path is not None and len(path.anchors) > 1
        alone = "Two way-points make a morph: press P, then click on a map."
        text = "No model here knows all way-points." if apart else alone
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, text)

    def _paint_name(self, painter: QPainter, box: QRectF, name: str) -> None:
        """The name in as many lines as it takes, each cut off before the tiles."""
        painter.setPen(QColor(self._theme.muted))
        painter.setFont(themes.font(12 if self._names == NAME else 11))
        metrics = painter.fontMetrics()
        lines = [part + "-" for part in name.split("-")]
        lines[-1] = lines[-1][:-1]
        while len(lines) > 1 and metrics.horizontalAdvance(lines[-2] + lines[-1]) <= box.width():
            lines[-2:] = [lines[-2] + lines[-1]]
        lines = [metrics.elidedText(line, Qt.TextElideMode.ElideRight, int(box.width())) for line in lines]
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip, "\n".join(lines))

    def _paint_tile(
        self, painter: QPainter, box: QRectF, r: int, c: int, film: Film | None, model: Model, here: bool
    ) -> None:
        shape = QPainterPath()
        shape.addRoundedRect(box, 4, 4)
        painter.fillPath(shape, QColor(self._theme.paper))
        row = 0 if film is None else film.row(c / max(1, self._count() - 1))
        if film is not None and film.ready[row]:
            painter.setClipPath(shape)
            tile = self._tile(r, c, film, row)
            size = tile.deviceIndependentSize()
            painter.drawImage(box.center() - QPointF(size.width() / 2, size.height() / 2), tile)
            painter.setClipping(False)
        painter.setPen(QPen(QColor(self._theme.accent if here else self._theme.line), 2.0 if here else 1.0))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(shape)

    def _tile(self, r: int, c: int, film: Film, row: int) -> QImage:
        if (r, c) not in self._tiles:
            side = round(self._side * self.devicePixelRatioF())
            table = imaging.grey_ramp(self._theme)
            size = imaging.fitted(film.frames[row], side)
            self._tiles[r, c] = imaging.picture(film.frames[row], size, table, 0.0, 255.0, smooth=True)
            self._tiles[r, c].setDevicePixelRatio(self.devicePixelRatioF())
        return self._tiles[r, c]

    def _count(self) -> int:
        """As many tiles as there is room for; no more than the film has frames."""
        room = max(2, int((self.width() - self._names - 2 + GAP) // (self._side + GAP)))
        frames = (len(film.z) for _, _, film in self._rows if film is not None)
        return min(room, max(frames, default=room))

    def _column(self, t: float) -> int:
        return round(t * (self._count() - 1))

    def _top(self, r: int) -> float:
        return 1 + r * (self._side + GAP)

    def _box(self, r: int, c: int) -> QRectF:
        spare = self.width() - self._names - 2 - self._count() * self._side
        step = self._side + spare / max(1, self._count() - 1)
        return QRectF(self._names + c * step, self._top(r), self._side, self._side)

"""The film of a path as a strip of tiles, a row per pane; the tile under the playhead is framed.

As many frames as there is room for, evenly chosen; of a film of fewer frames every one. Each stands at its t, from end
to end of the strip, so that what is drawn under it (the plot) has the same axis.
"""

from __future__ import annotations

import re

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetrics,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QRegion,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from aevae_desktop.core.paths import onion
from aevae_desktop.features.path.panels import transport
from aevae_desktop.features.path.play_controller import PlayController
from aevae_desktop.features.path.state import FrameSequence, PathState
from aevae_desktop.language import translate
from aevae_desktop.session.model import F32, Model
from aevae_desktop.session.state import Mode, SessionState, panes_differ
from aevae_desktop.ui import imaging, words
from aevae_desktop.ui import theme as themes
from aevae_desktop.ui.widgets.marks import paint_focus

GAP = 7.0  # px between tiles
LINE, SOFT = 2, 70  # px, the playhead's line; its opacity of 255 over a tile, whose picture it must not hide
NEAR = 4  # tiles, how wide a part is painted again in one piece
EDGE = 1  # px around a tile, for its frame
INDENT = 5.0  # px, of the names, inside the ring of the focus
NAME, LONG = 46.0, 70.0  # px for the models' names at the left: AE, or an id in two lines
SHORT = 10  # characters of a name that go into the less
TILE = 56  # px, side of a tile


class TimeAxis(QWidget):
    """A widget with t from 0 to 1 across. ``sought(t)``: a click or a drag asks for that."""

    sought = Signal(float)

    def span(self) -> tuple[float, float]:
        """Where t = 0 and t = 1 are, px from the left."""
        raise NotImplementedError

    def x_of(self, t: float) -> float:
        """Where ``t`` is, px from the left."""
        first, last = self.span()
        return first + t * (last - first)

    def t_of(self, x: float) -> float:
        """The t at ``x`` px; beyond an end, that end."""
        first, last = self.span()
        return min(max((x - first) / max(last - first, 1.0), 0.0), 1.0)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Move the playhead here."""
        self.sought.emit(self.t_of(event.position().x()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Scrub."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self.sought.emit(self.t_of(event.position().x()))


class Filmstrip(TimeAxis):
    """Tiles at equal steps of t, and a line where the playhead is. A click, a drag or the arrows move that."""

    def __init__(self, player: PlayController | None = None) -> None:
        super().__init__()
        self._player = player
        self.setObjectName("path.film")
        self.setAccessibleName(translate("path", "Frames of the path"))
        self._state: SessionState | None = None
        self._theme = themes.DARK
        self._rows: list[tuple[int, Model, FrameSequence | None]] = []
        self._tiles: dict[tuple[int, int, bool], QImage] = {}
        self._side, self._long = TILE, False
        self._columns = 2  # how many tiles there are in a row
        self._lefts, self._tops = [0, 0], [0]  # px, where columns and rows begin
        self._ringed = False  # a ring shows where the keyboard is, once it was used
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # else the card is painted under it at every frame
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def apply_theme(self, theme: themes.Theme) -> None:
        """Take the colours of ``theme``."""
        self._theme = theme
        self._fit()
        self.update()

    def sizeHint(self) -> QSize:
        """A row of tiles for every pane on screen."""
        rows = max(1, len(self._rows))
        return QSize(300, int(rows * (self._side + GAP) - GAP) + 2)

    def set_tile(self, side: int) -> None:
        """How large a tile is, px."""
        if side != self._side:
            self._side = side
            self._fit()
            self.updateGeometry()
            self.update()

    def render_state(self, old: SessionState, new: SessionState) -> None:
        """Show the films of the panes on screen."""
        same = (
            new.part(PathState) is old.part(PathState)
            and new.shown is old.shown
            and not panes_differ(old, new, FrameSequence)
        )
        if self._state is not None and same and not panes_differ(old, new, "model"):
            self._hint_anew(old, new)
            return
        rows = [(i, model, new.panes[i].get(FrameSequence)) for i, model in new.shown_models()]
        same = [(i, m.key, f) for i, m, f in rows] == [(i, m.key, f) for i, m, f in self._rows]
        same = same and (old.part(PathState).onion, old.part(PathState).spec.closed) == (
            new.part(PathState).onion,
            new.part(PathState).spec.closed,
        )
        self._state, self._rows = new, rows
        names = [words.pane_names(new)[i] for i, _, _ in rows]
        self._long = max(map(len, names), default=0) > SHORT
        if not same:
            self._fit()
            self.updateGeometry()
            self.update()
        elif old.part(PathState).t != new.part(PathState).t:
            self._move(old.part(PathState).t, new.part(PathState).t)
        if not new.part(PathState).playing:
            self.setAccessibleDescription(self._described())

    def _hint_anew(self, old: SessionState, new: SessionState) -> None:
        """Another mode has another hint."""
        self._state = new
        if new.mode is not old.mode:
            self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Other sizes need other tiles."""
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the tiles that are decoded; the others are empty frames."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(self._theme.panel))
        if self._state is None or not any(film for _, _, film in self._rows):
            self._paint_hint(painter)
        else:
            self._paint_films(painter, event.region(), self._state)
        if self._ringed:
            paint_focus(painter, self.rect(), self._theme.accent)

    def _paint_films(self, painter: QPainter, part: QRegion, state: SessionState) -> None:
        """What of the names, the tiles and the line is within ``part``: while it plays, little more than the line."""
        here, line = self._column(state.part(PathState).t), self._line(state.part(PathState).t)
        colour = QColor(self._theme.accent)
        painter.fillRect(line, colour)
        columns = [c for c in range(self._columns) if part.intersects(self._around(c))]
        for r, (i, _, film) in enumerate(self._rows):
            label = QRectF(INDENT, self._tops[r], self._names - INDENT - 4, self._side)
            if part.intersects(label.toAlignedRect()):
                self._paint_name(painter, label, words.pane_names(state)[i])
            frames = [0] * self._columns if film is None else film.rows(self._columns)
            for c in columns:
                at = self._box(r, c).topLeft() - QPointF(EDGE, EDGE)
                painter.drawImage(at, self._tile(r, c, film, frames[c], c == here))
        colour.setAlpha(SOFT)
        for r in range(len(self._rows)):  # in pieces: Qt hands a blend of 96 rows and more to threads, and waits
            painter.fillRect(QRect(line.x(), self._tops[r], LINE, self._side), colour)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows, Home and End."""
        if self._player is None or not transport.move_playhead(event, self._player):
            super().keyPressEvent(event)
        elif not self._ringed:
            self._ring(True)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring when the keyboard brought the focus here."""
        self._ring(event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        self._ring(False)

    def span(self) -> tuple[float, float]:
        """Where t = 0 and t = 1 are: the middles of the first and the last tile, px from the left."""
        return self._names + self._side / 2, self.width() - 2 - self._side / 2

    @property
    def _names(self) -> float:
        """The room for the models' names, px."""
        return themes.px(LONG if self._long else NAME)

    def _ring(self, on: bool) -> None:
        self._ringed = on
        self.update()

    def _move(self, old: float, new: float) -> None:
        """Paint again where the line was and is, and the tiles whose frame changes."""
        parts = [self._line(old), self._line(new)]
        if parts[0] == parts[1]:
            return
        if self._column(old) != self._column(new):
            parts += [self._around(self._column(old)), self._around(self._column(new))]
        whole = QRegion()
        for part in parts:
            whole |= part
        near = whole.boundingRect()  # one rectangle where they are: a painter that is clipped to several is slow
        self.update(near if near.width() <= NEAR * self._side else whole)

    def _described(self) -> str:
        """What a screen reader says of it."""
        assert self._state is not None
        films = [film for _, _, film in self._rows if film is not None]
        if not films:
            return ""
        frame = translate("path", "Frame {row} of {z}.").format(
            row=films[0].row(self._state.part(PathState).t) + 1, z=len(films[0].z)
        )
        return f"{frame} {transport.KEYS}"

    def _paint_hint(self, painter: QPainter) -> None:
        painter.setPen(QColor(self._theme.muted))
        painter.setFont(themes.font(12))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, hint(self._state))

    def _paint_name(self, painter: QPainter, box: QRectF, name: str) -> None:
        """The name in as many lines as it takes, each cut off before the tiles."""
        painter.setPen(QColor(self._theme.muted))
        painter.setFont(themes.font(11 if self._long else 12))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip
        painter.drawText(box, flags, in_lines(name, painter.fontMetrics(), box.width()))

    def _tile(self, r: int, c: int, film: FrameSequence | None, row: int, here: bool) -> QImage:
        """A tile with its frame and the ground around its corners: clipping in every frame would cost far more."""
        key = (r, c, here)
        if key not in self._tiles:
            side, ratio = self._side + 2 * EDGE, self.devicePixelRatioF()
            made = QImage(round(side * ratio), round(side * ratio), QImage.Format.Format_RGB32)
            made.setDevicePixelRatio(ratio)
            made.fill(QColor(self._theme.panel))
            self._compose(made, film, row, here)
            self._tiles[key] = made
        return self._tiles[key]

    def _compose(self, image: QImage, film: FrameSequence | None, row: int, here: bool) -> None:
        box, shape = QRectF(EDGE, EDGE, self._side, self._side), QPainterPath()
        shape.addRoundedRect(box, 4, 4)
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillPath(shape, QColor(self._theme.paper))
        if film is not None and film.ready[row]:
            painter.setClipPath(shape)
            skins = self._skins() if here else 0
            pixels = self._with_onion(film, row, skins) if skins else film.frames[row]
            tile = imaging.tile(pixels, self._side, self.devicePixelRatioF(), self._theme)
            painter.drawImage(imaging.centred(box, tile), tile)
            painter.setClipping(False)
        painter.setPen(QPen(QColor(self._theme.accent if here else self._theme.line), 2.0 if here else 1.0))
        painter.drawPath(shape)
        painter.end()

    def _with_onion(self, film: FrameSequence, row: int, skins: int) -> F32:
        closed = self._state is not None and self._state.part(PathState).spec.closed
        return onion.blended(film.frames, film.ready, row, skins, closed)

    def _skins(self) -> int:
        return 0 if self._state is None else self._state.part(PathState).onion

    def _fit(self) -> None:
        """As many tiles as there is room for, no more than the film has frames; those that were drawn are gone."""
        self._tiles.clear()
        room = max(2, int((self.width() - self._names - 2 + GAP) // (self._side + GAP)))
        frames = (len(film.z) for _, _, film in self._rows if film is not None)
        self._columns = min(room, max(frames, default=room))
        spare = self.width() - self._names - 2 - self._columns * self._side
        step = self._side + spare / max(1, self._columns - 1)
        self._lefts = [round(self._names + c * step) for c in range(self._columns)]
        self._tops = [round(1 + r * (self._side + GAP)) for r in range(max(1, len(self._rows)))]

    def _column(self, t: float) -> int:
        return round(t * (self._columns - 1))

    def _box(self, r: int, c: int) -> QRectF:
        return QRectF(self._lefts[c], self._tops[r], self._side, self._side)

    def _around(self, c: int) -> QRect:
        """Column ``c`` with its frames."""
        return QRect(self._lefts[c] - 2, 0, self._side + 5, self.height())

    def _line(self, t: float) -> QRect:
        """Where the playhead's line is, on whole pixels: it is painted many times a second."""
        return QRect(round(self.x_of(t)) - LINE // 2, 0, LINE, self.height())


def in_lines(name: str, metrics: QFontMetrics, room: float) -> str:
    """``name`` in as many lines of ``room`` px as it takes, each cut off where a word alone is too long."""
    lines = [part for part in re.split(r"(?<=[-\s])", name) if part]
    while len(lines) > 1 and metrics.horizontalAdvance(lines[-2] + lines[-1]) <= room:
        lines[-2:] = [lines[-2] + lines[-1]]
    return "\n".join(metrics.elidedText(line.strip(), Qt.TextElideMode.ElideRight, int(room)) for line in lines)


def hint(state: SessionState | None) -> str:
    """What to do where there is no film."""
    count = 0 if state is None else len(state.part(PathState).waypoints)
    if count > 1:
        return translate("path", "No model here can place all way-points.")
    if state is None or state.mode is not Mode.PATH:
        return translate("path", "Two way-points make a morph: press P, then click on a map.")
    if count:
        return translate("path", "Click on a map for the next way-point: two make a morph.")
    return translate("path", "Click on a map for the first way-point: two make a morph.")

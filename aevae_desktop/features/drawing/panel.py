"""The pen: draw, or give a picture, and see it as the encoder does."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import (
    QAccessible,
    QColor,
    QEventPoint,
    QFocusEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QTabletEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from aevae_desktop.features.drawing import logic, pen_cursor
from aevae_desktop.features.drawing.controller import DrawingController
from aevae_desktop.features.drawing.pen_cursor import AREA
from aevae_desktop.features.drawing.photo_row import PhotoRow, shown
from aevae_desktop.features.drawing.state import Drawing, Strokes
from aevae_desktop.features.probe.controller import ProbeController
from aevae_desktop.language import translate
from aevae_desktop.session.model import F32, F64
from aevae_desktop.session.session import Session
from aevae_desktop.session.state import SessionState, panes_differ
from aevae_desktop.ui import accessible
from aevae_desktop.ui import theme as themes
from aevae_desktop.ui.widgets.controls import button, slider
from aevae_desktop.ui.widgets.latest import Latest
from aevae_desktop.ui.widgets.layouts import hbox, square_policy, vbox
from aevae_desktop.ui.widgets.marks import paint_focus
from aevae_desktop.ui.widgets.panel import Panel
from aevae_desktop.ui.widgets.picture import Picture
from aevae_desktop.ui.widgets.text_line import Heading, muted

BRUSH = (4, 28, 11)  # px on screen: thinnest, thickest, and what it starts with
HINT = translate("drawing", "Draw here, or drop a picture")
UNREAD = translate("drawing", "No model on screen reads drawings: {why}")


class PenPad(QWidget):
    """An area to draw on with mouse, finger, tablet or keys. It keeps the stroke in hand; the session the others."""

    accessible_role = QAccessible.Role.Canvas

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("pen")
        self.setAccessibleName(translate("drawing", "Drawing sheet"))
        self.setAccessibleDescription(pen_cursor.KEYS)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keyboard where it was
        self._cursor: pen_cursor.At = (AREA[0] / 2, AREA[1] / 4)
        self._session = session
        self._drawing = Drawing()
        self._photo: QImage | None = None
        self._half: list[tuple[float, float]] | None = None
        self._stroke = Latest(
            lambda points: session.controller(DrawingController).sketch(np.array(points, np.float64)), self
        )
        self._brush = BRUSH[2]
        self._hint = HINT
        self._theme = themes.DARK
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setSizePolicy(square_policy(QSizePolicy.Policy.Preferred))

    def apply_theme(self, theme: themes.Theme) -> None:
        """Take the colours of ``theme``."""
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        """A little wider than a digit needs."""
        return QSize(200, 170)

    def hasHeightForWidth(self) -> bool:
        """Its height follows its width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Nearly square."""
        return round(width * AREA[1] / AREA[0])

    def set_brush(self, px: int) -> None:
        """How thick strokes look; the encoder gets its own standard width whatever this is."""
        self._brush = px
        self.update()

    def render_state(self, old: SessionState, new: SessionState) -> None:
        """Show the session's strokes."""
        lacks = [logic.unplaced(model) for _, model in new.shown_models()]
        hint = UNREAD.format(why=", ".join(dict.fromkeys(lacks))) if lacks and all(lacks) else HINT
        if new.part(Drawing) is not old.part(Drawing) or hint != self._hint:
            photo = new.part(Drawing).photo
            if photo is not self._drawing.photo:
                self._photo = None if photo is None else shown(photo)
            self._drawing, self._hint = new.part(Drawing), hint
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the area and the strokes."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self._theme.edge), 1))
        painter.setBrush(QColor(self._theme.paper))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
        lines = [*self._drawing.strokes, *([] if self._drawing.half is None else [self._drawing.half])]
        if not lines and self._photo is not None:
            self._paint_photo(painter, self._photo)
        elif not lines:
            painter.setPen(QColor(self._theme.muted))
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(self.rect().adjusted(12, 12, -12, -12), flags, self._hint)
        painter.scale(self.width() / AREA[0], self.width() / AREA[0])
        painter.setPen(
            QPen(QColor(self._theme.ink), self._brush, c=Qt.PenCapStyle.RoundCap, j=Qt.PenJoinStyle.RoundJoin)
        )
        for line in lines:
            _draw_stroke(painter, line)
        if self.hasFocus():
            pen_cursor.paint(painter, self._cursor, down=self._half is not None, theme=self._theme)
            painter.resetTransform()
            paint_focus(painter, self.rect(), self._theme.accent)

    def _paint_photo(self, painter: QPainter, photo: QImage) -> None:
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        room = QRectF(self.rect()).adjusted(6, 6, -6, -6)
        size = QSizeF(photo.size()).scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
        at = QRectF(QPointF(), size)
        at.moveCenter(room.center())
        painter.drawImage(at, photo)

    def accessible_value(self) -> str:
        """How much is drawn, and where the pen is."""
        if self._drawing.photo is not None and self._half is None:
            how = logic.said(self._drawing.photo)
            return translate("drawing", "a picture, {name}: {how}").format(name=self._drawing.photo.name, how=how)
        said = translate("drawing", "{strokes}; the pen is down, {place}")
        if self._half is None:
            said = translate("drawing", "{strokes}; the pen is up, {place}")
        count = len(self._drawing.strokes)
        many = translate("drawing", "1 stroke") if count == 1 else translate("drawing", "{n} strokes").format(n=count)
        return said.format(strokes=many, place=pen_cursor.place(self._cursor))

    def event(self, event: QEvent) -> bool:
        """The pen's keys are not the window's while the pen has the keyboard."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and pen_cursor.means(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the pen, put it down, lift it, or take a stroke back."""
        if not pen_cursor.means(event):
            super().keyPressEvent(event)
            return
        key = Qt.Key(event.key())
        if key in pen_cursor.MOVES:
            self._move_cursor(pen_cursor.moved(self._cursor, event))
        elif key == Qt.Key.Key_Space and self._half is None:
            self._half = []
            self._move_cursor(self._cursor)
        elif not event.isAutoRepeat() or key == Qt.Key.Key_Backspace:
            self._lift()
        if key == Qt.Key.Key_Backspace:
            self._session.controller(DrawingController).undo()
        self.update()
        if QAccessible.isActive():
            accessible.tell(self, self.accessible_value())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the cursor."""
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The keyboard goes elsewhere: lift the pen."""
        self._lift()
        self.update()

    def _move_cursor(self, at: pen_cursor.At) -> None:
        self._cursor = at
        if self._half is not None:
            self._half.append(at)
            self._stroke.put(self._half)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Put the pen down."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._begin(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Draw on, through every point the mouse reported."""
        if self._half is not None and event.buttons() & Qt.MouseButton.LeftButton:
            self._go_on([event.position()])

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Lift the pen."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._lift()

    def tabletEvent(self, event: QTabletEvent) -> None:
        """A tablet's pen draws like the mouse, more finely."""
        if event.type() == QTabletEvent.Type.TabletPress:
            self._begin(event.position())
        elif event.type() == QTabletEvent.Type.TabletMove and self._half is not None:
            self._go_on([point.position() for point in _points(event)])
        elif event.type() == QTabletEvent.Type.TabletRelease:
            self._lift()
        event.accept()

    def _begin(self, at: QPointF) -> None:
        self._lift()  # the keyboard may have put it down
        self._half = []
        self._go_on([at])

    def _go_on(self, points: list[QPointF]) -> None:
        assert self._half is not None
        unit = AREA[0] / max(1, self.width())
        # what leaves the area is held at its edge: what is seen is what is encoded
        self._half += [(min(max(p.x() * unit, 0.0), AREA[0]), min(max(p.y() * unit, 0.0), AREA[1])) for p in points]
        self._stroke.put(self._half)

    def _lift(self) -> None:
        if self._half is not None:
            self._stroke.flush()
            self._half = None
            self._session.controller(DrawingController).finish_stroke()


def on_pen_area(strokes: Strokes) -> Strokes:
    """Strokes that leave the area, moved and scaled so that all of them fit; others as they are."""
    points = np.concatenate([*strokes, np.empty((0, 2))])
    points = points[np.isfinite(points).all(axis=1)]
    if not len(points) or ((points >= 0).all() and (points <= AREA).all()):
        return strokes
    low, high = points.min(axis=0), points.max(axis=0)
    scale = 0.8 * min(AREA[0] / max(high[0] - low[0], 1e-9), AREA[1] / max(high[1] - low[1], 1e-9))
    return tuple((stroke - (low + high) / 2) * scale + np.array(AREA) / 2 for stroke in strokes)


class PenPanel(Panel):
    """The area, the picture the encoder gets, and the buttons."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._pad = PenPad(session)
        self._seen = Picture(110)
        self._seen.setObjectName("pen.seen")
        self._seen.setAccessibleName(translate("drawing", "The drawing as the encoder sees it"))
        self._seen.setSmooth(False)
        pen = session.controller(DrawingController)
        self._clear = button(
            translate("drawing", "Clear"),
            "pen.clear",
            translate("drawing", "Wipe the sheet; undo brings it back"),
            pen.clear,
            compact=True,
        )
        self._undo = button(
            translate("drawing", "Undo"),
            "pen.undo",
            translate("drawing", "Take back the last stroke (Ctrl+Z)"),
            pen.undo,
            compact=True,
        )
        self._redo = button(
            translate("drawing", "Redo"),
            "pen.redo",
            translate("drawing", "Draw it again (Ctrl+Shift+Z)"),
            pen.redo,
            compact=True,
        )
        tip = translate("drawing", "One of the codes on the maps, at random; the pointer is frozen there (R)")
        sample = button(
            translate("drawing", "Pick a stored sample"),
            "pen.sample",
            tip,
            session.controller(ProbeController).random_sample,
            compact=True,
        )
        tip = translate("drawing", "Brush size on screen; the encoder always gets MNIST's pen width")
        brush = slider("pen.brush", tip, *BRUSH)
        brush.valueChanged.connect(self._pad.set_brush)
        right = vbox(
            self._seen,
            muted(translate("drawing", "encoder input")),
            hbox(muted(translate("drawing", "brush"), room=36), brush, gap=8),
            None,
            gap=4,
        )
        buttons = hbox(self._undo, self._redo, self._clear, sample, None)
        self._photo = PhotoRow(pen)
        vbox(
            Heading(translate("drawing", "Draw")),
            hbox((self._pad, 8), (right, 5), gap=12),
            self._photo,
            buttons,
            of=self,
        )
        self._shown: F32 | None = None
        self._arm(Drawing())

    def render_state(self, old: SessionState, new: SessionState) -> None:
        """Show the drawing."""
        if new.part(Drawing) is old.part(Drawing) and new.shown == old.shown and not panes_differ(old, new, "model"):
            return
        self._pad.render_state(old, new)
        shown = logic.as_seen(new)
        if shown is not self._shown:
            self._shown = shown
            self._seen.setImage(shown)
        if new.part(Drawing) is not old.part(Drawing):
            self._arm(new.part(Drawing))

    def _arm(self, drawn: Drawing) -> None:
        self._photo.show_photo(drawn.photo)
        self._clear.setEnabled(not drawn.empty)
        self._undo.setEnabled(bool(drawn.edits.past))
        self._redo.setEnabled(bool(drawn.edits.future))


def _draw_stroke(painter: QPainter, line: F64) -> None:
    if len(line) == 1:
        painter.drawPoint(QPointF(*line[0]))
    else:
        painter.drawPolyline(QPolygonF([QPointF(x, y) for x, y in line]))


def _points(event: QTabletEvent) -> list[QEventPoint]:
    return list(event.points())

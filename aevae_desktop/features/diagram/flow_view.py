"""One model's row of the block diagram, painted: images, layers with what they hold, boxes, and the way between."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QColor,
    QHelpEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QToolTip

from aevae_desktop.features.diagram import text
from aevae_desktop.features.diagram.layout import Column, Laid, lay_out
from aevae_desktop.features.diagram.lit_view import LitView, colour_of, is_lit
from aevae_desktop.features.diagram.state import Flow, Part, Stage
from aevae_desktop.session.model import F32
from aevae_desktop.ui import imaging
from aevae_desktop.ui import theme as themes
from aevae_desktop.ui.theme import Theme
from aevae_desktop.ui.widgets.marks import MIDDLE, paint_focus, translucent, write

HIGH, LEAST = 176, 400  # px


class FlowView(LitView):
    """``rolled()``: the die was clicked.

    ``reached``, 0 to 1: how far the image has come; what lies beyond is faint. Left and Right move it by a layer.
    """

    rolled = Signal()
    accessible_role = QAccessible.Role.Graphic

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        themes.fix(self, high=HIGH)
        self._error = ""
        self._flow: Flow | None = None
        self._laid: Laid | None = None
        self._pictures: dict[object, QImage] = {}
        self.reached, self.backward = 1.0, False

    # ------------------------------------------------------------ what is shown

    def show_flow(self, flow: Flow | None, error: str = "") -> None:
        """Show what went through, or say why nothing did."""
        if flow is not self._flow or error != self._error:
            self._flow, self._error = flow, error
            self._again()

    def show_backward(self, on: bool) -> None:
        """Show the way of the gradients."""
        self.backward = on
        self.update()

    def reach(self, fraction: float) -> None:
        """The image has come so far."""
        self.reached = min(max(fraction, 0.0), 1.0)
        self.update()

    def apply_theme(self, theme: Theme) -> None:
        """Take the colours of ``theme``."""
        super().apply_theme(theme)
        self._again()

    def accessible_value(self) -> str:
        """The numbers of the code, and how many went in."""
        if self._flow is None:
            return self._error
        boxes = [f"{part.value} = {said}" for part in Part if (said := text.in_box(part, self._flow))]
        return f"{', '.join(boxes)}. {text.compression(self._flow)}"

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(themes.px(LEAST), themes.px(HIGH))

    def minimumSizeHint(self) -> QSize:
        """Room for the numbers of the code, and layers beside them."""
        return self.sizeHint()

    def part_at(self, at: QPointF) -> Part | None:
        """What stands there."""
        return None if self._laid is None else self._laid.part_at(at)

    def layers(self) -> Sequence[Column]:
        """The columns of the layers, from left to right."""
        return () if self._laid is None else self._laid.columns

    def layer_at(self, at: QPointF) -> Column | None:
        """The layer there."""
        return None if self._laid is None else self._laid.column_at(at)

    def box(self, part: Part) -> QRectF:
        """Where a part stands, px; empty where it is not shown."""
        return QRectF() if self._laid is None else self._laid.boxes.get(part, QRectF())

    # ------------------------------------------------------------ events

    def resizeEvent(self, event: object) -> None:
        """Lay it out anew."""
        self._again()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell what is pointed at."""
        die = self.part_at(event.position()) is Part.EPS
        self.setCursor(Qt.CursorShape.PointingHandCursor if die else Qt.CursorShape.ArrowCursor)
        super().mouseMoveEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on the die rolls it."""
        if self.box(Part.EPS).contains(event.position()):
            self.rolled.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Step through the layers."""
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if steps is None or self._laid is None:
            super().keyPressEvent(event)
            return
        every = len(self._laid.columns) + 3
        self.reach((round(self.reached * every) + steps) / every)

    def event(self, event: QEvent) -> bool:
        """The tip of a layer says its size."""
        if isinstance(event, QHelpEvent):
            column = self.layer_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), "" if column is None else self._told(column), self)
            return True
        return super().event(event)

    def _told(self, column: Column) -> str:
        assert self._flow is not None
        halves = self._flow.encoder, self._flow.decoder
        own, other = halves if column.half is Part.ENCODER else halves[::-1]
        return text.stage(own, other, column.stage, column.half)

    def _again(self) -> None:
        self._pictures.clear()
        self._laid = None
        if self._flow is not None:
            self._laid = lay_out(self._flow, self.width(), self.height(), themes.text_scale())
        self.update()

    # ------------------------------------------------------------ painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the row."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._flow is None or self._laid is None:
            box = QRectF(self.rect()).adjusted(8, 0, -8, 0)
            painter.setFont(themes.font(12))
            painter.setPen(QColor(self._theme.muted))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._error)
        else:
            self._lines(painter, self._flow, self._laid)
            for half in (Part.ENCODER, Part.DECODER):
                self._ribbon(painter, half, self._laid)
            for column in self._laid.columns:
                self._column(painter, column, self._flow)
            for part in (Part.MU, Part.SIGMA, Part.EPS, Part.Z):
                self._code(painter, part, self._flow, self._laid)
            self._images(painter, self._flow, self._laid)
            if self.backward:
                self._gradients(painter, self._laid)
        if self.hasFocus():
            paint_focus(painter, self.rect(), self._theme.accent)

    def _strength(self, part: Part, x: float) -> float:
        """1 for what is to be seen, less for what is beyond the image or not pointed at."""
        come = x <= self.reached * self.width() + 1
        return (1.0 if come else 0.25) * (1.0 if is_lit(part, self._pointed) else 0.3)

    def _images(self, painter: QPainter, flow: Flow, laid: Laid) -> None:
        for part, image in ((Part.X, flow.x), (Part.X_HAT, flow.x_hat)):
            box = laid.boxes.get(part)
            if box is None or image is None:
                continue
            painter.setOpacity(self._strength(part, box.x()))
            painter.drawImage(box.topLeft(), self._picture(part, image, box))
            painter.setPen(QPen(QColor(self._theme.edge), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(box)
            under = QRectF(box.x() - 20, box.bottom() + 3, box.width() + 40, themes.px(18))
            write(painter, self._inside(under), part.value, themes.font(12, strong=True), self._theme.text, MIDDLE)
        painter.setOpacity(1.0)

    def _inside(self, box: QRectF) -> QRectF:
        return box.intersected(QRectF(self.rect()))

    def _picture(self, key: object, image: F32, box: QRectF) -> QImage:
        if key not in self._pictures:
            made = imaging.tile(image, box.width(), self.devicePixelRatioF(), self._theme, 0.0, 1.0)
            self._pictures[key] = made
        return self._pictures[key]

    def _column(self, painter: QPainter, column: Column, flow: Flow) -> None:
        """What a layer is given: blue below 0, orange above."""
        stages = flow.encoder if column.half is Part.ENCODER else flow.decoder
        painter.setOpacity(self._strength(column.half, column.box.x()))
        key = (column.half, column.stage)
        if key not in self._pictures:
            self._pictures[key] = heat(stages[column.stage], column.box, self._theme)
        painter.drawImage(column.box, self._pictures[key])
        painter.setPen(QPen(QColor(self._theme.edge), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(column.box)
        painter.setOpacity(1.0)

    def _ribbon(self, painter: QPainter, half: Part, laid: Laid) -> None:
        """Between neighbouring layers: they narrow towards the code and widen after it."""
        boxes = [column.box for column in laid.columns if column.half is half]
        before, after = (Part.X, Part.Z) if half is Part.ENCODER else (Part.Z, Part.X_HAT)
        ends = [laid.boxes[part] for part in (before,) if part in laid.boxes]
        room = laid.boxes.get(half)
        if room is None:
            return
        code = QRectF(room.right(), room.center().y() - 12, 1, 24)
        if half is Part.DECODER:
            code.moveLeft(room.left())
            boxes = [code, *boxes, laid.boxes[after]]
        else:
            boxes = [*ends, *boxes, code]
        painter.setPen(Qt.PenStyle.NoPen)
        for left, right in pairwise(boxes):
            painter.setOpacity(self._strength(half, left.right()))
            painter.setBrush(translucent(colour_of(half, self._theme), 40))
            corners = (left.topRight(), right.topLeft(), right.bottomLeft(), left.bottomRight())
            painter.drawPolygon(QPolygonF(list(corners)))
        painter.setOpacity(1.0)

    def _code(self, painter: QPainter, part: Part, flow: Flow, laid: Laid) -> None:
        box = laid.boxes.get(part)
        if box is None:
            return
        painter.setOpacity(self._strength(part, box.x()))
        colour = colour_of(part, self._theme)
        painter.setPen(QPen(QColor(colour), 2 if part is self._pointed else 1.4))
        painter.setBrush(QColor(themes.mix(self._theme.panel, colour, 0.14)))
        painter.drawRoundedRect(box, 5, 5)
        half = box.height() / 2
        upper, lower = (
            QRectF(box.x(), box.y() + 2, box.width(), half),
            QRectF(box.x(), box.y() + half - 1, box.width(), half),
        )
        name = {Part.EPS: "⚄ ε", Part.Z: f"z, {len(flow.z)}-D"}.get(part, part.value)
        write(painter, upper, name, themes.font(12, strong=True), self._theme.text, MIDDLE)
        write(
            painter,
            lower.adjusted(2, 0, -2, 0),
            text.in_box(part, flow),
            themes.font(11, tabular=True),
            self._theme.text,
            MIDDLE,
        )
        painter.setOpacity(1.0)

    def _lines(self, painter: QPainter, flow: Flow, laid: Laid) -> None:
        """The way from the mean and the spread to z."""
        if not laid.nodes:
            return
        times, plus = laid.nodes["×"], laid.nodes["+"]
        painter.setPen(QPen(QColor(self._theme.edge), 1.4))
        boxes = laid.boxes
        for part, node in ((Part.MU, plus), (Part.SIGMA, times), (Part.EPS, times)):
            painter.drawPolyline([boxes[part].center(), QPointF(node.x(), boxes[part].center().y()), node])
        painter.drawLine(times, plus)
        painter.drawPolyline([plus, QPointF(boxes[Part.Z].x() - 4, plus.y()), boxes[Part.Z].center()])
        for sign, node in laid.nodes.items():
            radius = 8.0 * themes.text_scale()
            painter.setBrush(QColor(self._theme.panel))
            painter.drawEllipse(node, radius, radius)
            room = QRectF(node.x() - radius, node.y() - radius, 2 * radius, 2 * radius)
            write(painter, room, sign, themes.font(12, strong=True), self._theme.text, MIDDLE)

    def _gradients(self, painter: QPainter, laid: Laid) -> None:
        """A dashed way back: through + and ×, and not through the die."""
        z = laid.boxes[Part.Z]
        ends = [laid.boxes[Part.MU], laid.boxes[Part.SIGMA]] if laid.nodes else [laid.boxes.get(Part.ENCODER, z)]
        painter.setPen(QPen(QColor(self._theme.accent), 1.6, Qt.PenStyle.DashLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        back = QPainterPath(laid.boxes[Part.X_HAT].center() - QPointF(0, laid.boxes[Part.X_HAT].height() / 2))
        top = QPointF((back.currentPosition().x() + z.center().x()) / 2, 2.0)
        back.quadTo(top, QPointF(z.center().x(), z.y()))
        painter.drawPath(back)
        for end in ends:
            way = QPainterPath(QPointF(z.x(), z.center().y()))
            way.quadTo(QPointF(z.x() - 14, end.center().y()), QPointF(end.right(), end.center().y()))
            painter.drawPath(way)
        if laid.nodes:  # a bar across the way to the die: nothing goes back there
            die = laid.boxes[Part.EPS]
            painter.setPen(QPen(QColor(self._theme.danger), 3))
            painter.drawLine(QPointF(die.right() + 6, die.y() + 6), QPointF(die.right() + 6, die.bottom() - 6))


def heat(stage: Stage, box: QRectF, theme: Theme) -> QImage:
    """``stage``'s values as cells, row by row: ``theme.cold`` below 0, ``theme.warm`` above.

    The largest has all of its colour, and the others go by the root, so that small ones are to be seen beside it.
    """
    values = np.asarray(stage.values, np.float64)
    top = float(np.abs(values).max()) if len(values) else 0.0
    across = max(round((len(values) * box.width() / max(box.height(), 1.0)) ** 0.5), 1)
    rows = -(-len(values) // across)
    cells = np.zeros(rows * across)
    cells[: len(values)] = np.sign(values) * np.sqrt(np.abs(values) / (top or 1.0))
    levels = np.clip((cells + 1) * 127.5 + 0.5, 0, 255).astype(np.uint8).reshape(rows, across)
    return imaging.to_qimage(imaging.residual_ramp(theme).take(levels))

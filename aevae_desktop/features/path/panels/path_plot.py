"""What is measured along the path, under its film: a plot a pane, on the film's own axis."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from itertools import pairwise

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QHelpEvent,
    QImage,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip

from aevae_desktop.features.path import text as path_text
from aevae_desktop.features.path.panels.filmstrip import INDENT, TimeAxis, in_lines
from aevae_desktop.features.path.state import CURVE_ROWS, LETTERS, Curve, Curves, PathState, Survey
from aevae_desktop.language import translate
from aevae_desktop.session.model import F64, Model
from aevae_desktop.session.state import SessionState
from aevae_desktop.ui import theme as themes
from aevae_desktop.ui import words
from aevae_desktop.ui.widgets.marks import translucent

ROW = 58  # px, height of a pane's plot
WORDS, BAND, GAP = 15.0, 12.0, 7.0  # px: the line of words, the strip of classes, between panes
AROUND = 27  # px at 100 % of a plot that hold text: both of them
LOW = 20.0  # px, a field's height that has no room for letters
LEAST = 10.0  # px, width of a class's run that has room for its letter
SAMPLE = 16.0  # px, the piece of line before its words
DASHES = [3.5, 2.5]
UNITS = translate(
    "path",
    "Solid: how much the picture changes from one point of the path to the next (Euclidean "
    "distance of all pixels, each from 0 to 1). Dashed: distance to the nearest stored code "
    "(latent units), on its own scale. Below: the class of the nearest code. Click or drag to "
    "move the playhead.",
)


class PathPlot(TimeAxis):
    """Lines over t: the picture's steps and the distance to the codes; below them the class of the nearest code.

    ``span()`` says where t = 0 and t = 1 are, px.
    """

    def __init__(self, span: Callable[[], tuple[float, float]]) -> None:
        super().__init__()
        self.setObjectName("path.plot")
        self.setAccessibleName(translate("path", "What is measured along the path"))
        self._span, self._row = span, ROW
        self._theme = themes.DARK
        self._t_shown = 0.0
        self._rows: list[tuple[str, Model, Curve | None]] = []
        self._letters = ""
        self._resting: QImage | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def apply_theme(self, theme: themes.Theme) -> None:
        """Take the colours of ``theme``."""
        self._theme = theme
        self._spoil()

    def set_row(self, height: int) -> None:
        """How high a pane's plot is, px."""
        if height != self._row:
            self._row = height
            self.updateGeometry()
            self._spoil()

    def sizeHint(self) -> QSize:
        """A plot for every pane on screen."""
        return QSize(300, round(max(1, len(self._rows)) * (self._row + GAP) - GAP))

    def render_state(self, old: SessionState, new: SessionState) -> None:
        """Show what is known of the path in the panes on screen."""
        names, kind = words.pane_names(new), new.part(PathState).spec.kind
        rows = [(names[i], model, new.panes[i].part(Curves).get(kind)) for i, model in new.shown_models()]
        letters = LETTERS[: len(new.part(PathState).waypoints)]
        if [(n, id(m), id(t)) for n, m, t in rows] != [(n, id(m), id(t)) for n, m, t in self._rows] or (
            letters != self._letters
        ):
            grown = len(rows) != len(self._rows)
            self._rows, self._letters = rows, letters
            self._tell()
            self._spoil()
            if grown:
                self.updateGeometry()

    def show_playhead(self, t: float) -> None:
        """Draw the playhead at ``t``."""
        for at in (self._t_shown, t):
            self.update(QRectF(self.x_of(at) - 2, 0, 4, self.height()).toAlignedRect())
        self._t_shown = t

    # ------------------------------------------------------------ where things are

    def span(self) -> tuple[float, float]:
        """Those of the film."""
        return self._span()

    def graph(self, r: int) -> QRectF:
        """The field of the lines of plot ``r``: its lower edge is 0, its upper edge the largest value."""
        first, last = self._span()
        top = r * (self._row + GAP)
        return QRectF(first, top + themes.px(WORDS), last - first, self._row - themes.px(WORDS) - themes.px(BAND) - 2)

    # ------------------------------------------------------------ gestures

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another size, another picture."""
        self._spoil()

    def event(self, event: QEvent) -> bool:
        """A pointer that rests is told the values where it points."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self.tip_at(QPointF(event.pos())), self)
            return True
        return super().event(event)

    def tip_at(self, at: QPointF) -> str:
        """The values at ``at`` px in words; what the lines are, where there are none."""
        r = min(int(at.y() / (self._row + GAP)), len(self._rows) - 1)
        curve = self._rows[r][2] if self._rows else None
        if curve is None or curve.survey is None:
            return UNITS
        t = self.t_of(at.x())
        row = min(round(t * (CURVE_ROWS - 1)), len(curve.survey.distance) - 1)
        step = float(curve.survey.step[min(row, len(curve.survey.step) - 1)])
        near = _near(curve.survey, self._rows[r][1], row)
        said = translate("path", "t = {t} · step {step}").format(t=words.number(t), step=words.figure(step))
        return f"{said}{near}\n{UNITS}"

    # ------------------------------------------------------------ painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Copy the picture of all that rests, and draw the playhead over it."""
        painter = QPainter(self)
        if self._resting is None:
            self._resting = self._draw()
        painter.drawImage(0, 0, self._resting)
        if any(curve is not None for _, _, curve in self._rows):
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(self._theme.text), 1.5))
            x = self.x_of(self._t_shown)
            for r in range(len(self._rows)):
                field = self.graph(r)
                painter.drawLine(QPointF(x, field.top()), QPointF(x, field.bottom() + 2 + themes.px(BAND)))

    def _draw(self) -> QImage:
        ratio = self.devicePixelRatioF()
        size = (max(round(self.width() * ratio), 1), max(round(self.height() * ratio), 1))
        image = QImage(*size, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(ratio)
        image.fill(QColor(self._theme.panel))
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for r, (name, model, curve) in enumerate(self._rows):
            if len(self._letters) < 2:
                break  # no path yet: the film says what to do
            field = self.graph(r)
            self._draw_name(painter, field, name)
            if curve is not None:
                self._draw_ground(painter, field, curve)
            if curve is not None and curve.survey is not None and len(curve.survey.step):
                self._draw_lines(painter, field, curve.survey)
                self._draw_classes(painter, field, curve.survey, model)
            self._draw_words(painter, field, curve)
        painter.end()
        return image

    def _draw_name(self, painter: QPainter, field: QRectF, name: str) -> None:
        painter.setPen(QColor(self._theme.muted))
        painter.setFont(themes.font(12))
        room = self._span()[0] - 12 - INDENT
        box = QRectF(INDENT, field.top(), room, field.height() + 2 + themes.px(BAND))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip
        painter.drawText(box, flags, in_lines(name, painter.fontMetrics(), room))

    def _draw_ground(self, painter: QPainter, field: QRectF, curve: Curve) -> None:
        """The field, and a tick with its letter for every way-point."""
        painter.fillRect(field, QColor(self._theme.paper))
        painter.setFont(themes.font(11, strong=True))
        knots = [] if len(curve.z) < 2 else (curve.knots / (len(curve.z) - 1)).tolist()
        for k, t in enumerate(knots):
            x = field.left() + t * field.width()
            painter.setPen(QPen(QColor(self._theme.line), 1))
            painter.drawLine(QPointF(x, field.top()), QPointF(x, field.bottom()))
            if field.height() < LOW:
                continue  # a letter would hide the lines
            letter = self._letters[k % max(len(self._letters), 1)] if self._letters else ""
            box = QRectF(x + 3 if t < 0.99 else x - 13, field.top(), 10, 12)
            painter.setPen(QColor(self._theme.muted))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, letter)

    def _draw_lines(self, painter: QPainter, field: QRectF, survey: Survey) -> None:
        if np.isfinite(survey.distance).all():
            painter.setPen(self._dashed())
            t = np.linspace(0.0, 1.0, len(survey.distance))
            painter.drawPolyline(QPolygonF(_curve(field, t, survey.distance)))
        n = len(survey.step)
        step = _curve(field, (np.arange(n) + 0.5) / n, survey.step)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(translucent(self._theme.accent, 46))
        foot = [QPointF(step[-1].x(), field.bottom()), QPointF(step[0].x(), field.bottom())]
        painter.drawPolygon(QPolygonF([*step, *foot]))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(self._theme.accent), 1.6))
        painter.drawPolyline(QPolygonF(step))

    def _draw_classes(self, painter: QPainter, field: QRectF, survey: Survey, model: Model) -> None:
        """A run of colour for every run of one class, with its letter where there is room."""
        painter.setFont(themes.font(11, strong=True))
        metrics = QFontMetricsF(painter.font())
        n = max(len(survey.label) - 1, 1)
        colours = {k: themes.class_colour(self._theme, k) for k in np.unique(survey.label).tolist()} | {
            -1: self._theme.line
        }
        for first, last in runs(survey.label):
            k = int(survey.label[first])
            left = field.left() + max(first - 0.5, 0.0) / n * field.width()
            right = field.left() + min(last + 0.5, float(n)) / n * field.width()
            box = QRectF(left, field.bottom() + 2, right - left, themes.px(BAND))
            colour = colours[k]
            painter.fillRect(box, QColor(colour))
            name = model.manifest.classes[k] if 0 <= k < len(model.manifest.classes) else ""
            name = name if metrics.horizontalAdvance(name) <= box.width() - 4 else name[:1]
            if box.width() >= LEAST:
                painter.setPen(QColor(_ink_on(colour)))
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, name)

    def _draw_words(self, painter: QPainter, field: QRectF, curve: Curve | None) -> None:
        """The figures, each after a piece of the line that it speaks of."""
        painter.setFont(themes.font(11, tabular=True))
        left = QRectF(field.left(), field.top() - themes.px(WORDS), field.width(), themes.px(WORDS) - 1)
        survey = None if curve is None else curve.survey
        if curve is None or survey is None:
            painter.setPen(QColor(self._theme.danger if curve is not None and curve.error else self._theme.muted))
            text = QFontMetricsF(painter.font()).elidedText(state_of(curve), Qt.TextElideMode.ElideRight, left.width())
            painter.drawText(left, Qt.AlignmentFlag.AlignVCenter, text)
            return
        y, far = left.center().y(), path_text.farthest(survey)
        painter.setPen(QPen(QColor(self._theme.accent), 1.6))
        painter.drawLine(QPointF(left.left(), y), QPointF(left.left() + SAMPLE, y))
        width = QFontMetricsF(painter.font()).horizontalAdvance(far)
        if far:
            painter.setPen(self._dashed())
            painter.drawLine(QPointF(left.right() - width - SAMPLE - 6, y), QPointF(left.right() - width - 6, y))
        painter.setPen(QColor(self._theme.muted))
        painter.drawText(left, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, far)
        room = left.adjusted(SAMPLE + 6, 0, -(width + SAMPLE + 14 if far else 0), 0)
        text = QFontMetricsF(painter.font()).elidedText(
            path_text.travelled(survey), Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, text)

    def _dashed(self) -> QPen:
        pen = QPen(QColor(self._theme.warm), 1.5, c=Qt.PenCapStyle.FlatCap)
        pen.setDashPattern(DASHES)
        return pen

    def _tell(self) -> None:
        """The same in words, for whoever cannot see it."""
        found = [
            (name, curve.survey) for name, _, curve in self._rows if curve is not None and curve.survey is not None
        ]
        parts = [f"{name}: {path_text.travelled(survey)}, {path_text.farthest(survey)}" for name, survey in found]
        self.setAccessibleDescription("; ".join(parts))

    def _spoil(self) -> None:
        self._resting = None
        self.update()


def runs(label: np.ndarray) -> list[tuple[int, int]]:
    """The first and the last row of every run of equal ``label: (n,)``."""
    if not len(label):
        return []
    edges = [0, *(np.flatnonzero(np.diff(label)) + 1).tolist(), len(label)]
    return [(first, end - 1) for first, end in pairwise(edges)]


def _curve(field: QRectF, t: F64, values: np.ndarray) -> list[QPointF]:
    """``values: (n,)`` at ``t: (n,)`` as a line from 0 at the lower edge to the largest at the upper one."""
    most = float(values.max(initial=0.0))
    high = values.astype(np.float64) / most if most > 0 else np.zeros(len(values))
    x, y = field.left() + t * field.width(), field.bottom() - high * field.height()
    return [QPointF(*point) for point in zip(x.tolist(), y.tolist(), strict=True)]


def _near(survey: Survey, model: Model, row: int) -> str:
    if not np.isfinite(survey.distance[row]):
        return ""
    k, classes = int(survey.label[row]), model.manifest.classes
    name = f" ({classes[k]})" if 0 <= k < len(classes) else ""
    return translate("path", " · nearest code{name} {tiny} away").format(
        name=name, tiny=words.tiny(float(survey.distance[row]))
    )


def state_of(curve: Curve | None) -> str:
    """In one line, why there are no figures of ``curve`` yet."""
    if curve is None:
        return translate("path", "no path here")
    if curve.error:
        return curve.error.splitlines()[0]
    return translate("path", "being measured …") if curve.done else translate("path", "being traced …")


@lru_cache(maxsize=64)
def _ink_on(colour: str) -> str:
    """Black or white, whichever is read more easily on ``colour`` (WCAG 2, relative luminance)."""
    ink = QColor(colour)
    parts = np.array([ink.redF(), ink.greenF(), ink.blueF()])
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    return "#10141a" if float(linear @ (0.2126, 0.7152, 0.0722)) > 0.19 else "#ffffff"

"""The way-points in a row: a click chooses one, a drag or Ctrl with an arrow puts it elsewhere, Del takes it away."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractButton, QFrame, QMenu, QSizePolicy

from aevae_desktop.features.path.controller import PathController
from aevae_desktop.features.path.state import LETTERS, PathState, Waypoint
from aevae_desktop.language import translate
from aevae_desktop.session.session import Session
from aevae_desktop.session.state import SessionState
from aevae_desktop.ui import theme as themes
from aevae_desktop.ui.widgets.chip_strip import ChipStrip
from aevae_desktop.ui.widgets.controls import entered
from aevae_desktop.ui.widgets.marks import paint_focus

HEIGHT, LONGEST = 28, 132  # px, of the strip; width of a chip
FAR = 6  # px that a chip is pulled before it comes along

Keys = Qt.Key


class WayStrip(ChipStrip):
    """A chip a way-point, in one row; more than there is room for are scrolled to."""

    GAP, ROW, ROWS = 4, HEIGHT, 1
    LEAST = 96

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session, self._theme = session, themes.DARK
        self._ways: list[WayChip] = []
        self._mark = QFrame(self._inner)  # where a chip that is dragged would go
        self._mark.hide()
        self.setObjectName("path.ways")
        self.setAccessibleName(translate("path", "Way-points"))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def apply_theme(self, theme: themes.Theme) -> None:
        """Take the colours of ``theme``."""
        self._theme = theme
        self._mark.setStyleSheet(f"background: {theme.accent}")
        for chip in self._ways:
            chip.apply_theme(theme)
        super().apply_theme(theme)

    def sizeHint(self) -> QSize:
        """As wide as its chips."""
        return QSize(max(self.wanted(), 1), self.row())

    def room(self) -> int:
        """All of them stand in one row."""
        return max(self.wanted(), 1)

    def render_state(self, old: SessionState, new: SessionState) -> None:
        """Show the way-points, the current one framed and in sight."""
        path = new.part(PathState)
        if path.spec is old.part(PathState).spec and path.current == old.part(PathState).current and self._ways:
            return
        held = any(chip.hasFocus() for chip in self._ways)
        self._have(len(path.waypoints))
        for k, (chip, waypoint) in enumerate(zip(self._ways, path.waypoints, strict=True)):
            chip.show_waypoint(waypoint, chosen=k == path.current, alone=path.current is None and k == 0)
        self._flow()
        self.updateGeometry()
        self._reveal()
        if held and path.current is not None and path.current < len(self._ways):
            self._ways[path.current].setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The current way-point stays in sight."""
        super().resizeEvent(event)
        self._reveal()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """A wheel scrolls sideways."""
        bar, turn = self.horizontalScrollBar(), event.angleDelta()
        bar.setValue(bar.value() - (turn.y() or turn.x()) // 2)
        event.accept()

    # ------------------------------------------------------------ what chips ask

    def pull(self, index: int, x: float) -> None:
        """Chip ``index`` is dragged to ``x``, px of the strip: show where it would go."""
        gap = self._gap(x)
        at = self._ways[gap].x() - self.GAP if gap < len(self._ways) else self._ways[-1].geometry().right() + 2
        self._mark.setGeometry(max(at, 0), 2, 2, self.row() - 4)
        self._mark.raise_()
        self._mark.show()
        self.ensureVisible(round(x), 0, 30, 0)

    def put(self, index: int, x: float) -> None:
        """Chip ``index`` was let go at ``x``, px of the strip."""
        self._mark.hide()
        gap = self._gap(x)
        self._session.controller(PathController).reorder(index, gap - (gap > index))

    def forget(self) -> None:
        """The drag was given up."""
        self._mark.hide()

    # ------------------------------------------------------------ small steps

    def _reveal(self) -> None:
        chosen = next((chip for chip in self._ways if chip.isChecked()), None)
        if chosen is not None:
            self.ensureWidgetVisible(chosen, 30, 0)

    def _gap(self, x: float) -> int:
        """Before which chip something at ``x`` is."""
        return sum(chip.geometry().center().x() < x for chip in self._ways)

    def _have(self, count: int) -> None:
        """As many chips as way-points; those that are there already stay, and keep the keyboard."""
        made = [WayChip(self._session, self, k) for k in range(len(self._ways), count)]
        for chip in made:
            chip.apply_theme(self._theme)
        self._ways = [*self._ways[:count], *made]
        self.setChips(self._ways)


class WayChip(QAbstractButton):
    """One way-point: its letter and what it is."""

    def __init__(self, session: Session, strip: WayStrip, index: int) -> None:
        super().__init__()
        self._session, self._strip, self._index = session, strip, index
        self._theme = themes.DARK
        self._name = ""  # drawn here: Qt would take an & in it for the mark of a key
        self._pressed: QPointF | None = None
        self._pulled = False
        self.setObjectName(f"path.way.{index}")
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(lambda: session.controller(PathController).choose(index))

    def apply_theme(self, theme: themes.Theme) -> None:
        """Take the colours of ``theme``."""
        self._theme = theme
        self._take_size()
        self.update()

    def _take_size(self) -> None:
        width = QFontMetrics(themes.font(12)).horizontalAdvance(self._name) + themes.px(18 if self._name else 12) + 12
        self.setFixedSize(QSize(min(width, themes.px(LONGEST)), themes.px(HEIGHT) - 4))

    def show_waypoint(self, waypoint: Waypoint, *, chosen: bool, alone: bool) -> None:
        """Show ``waypoint``, framed where the keys speak to it; Tab leads to that one, or one that is ``alone``."""
        self._name = waypoint.name
        self.setChecked(chosen)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if chosen or alone else Qt.FocusPolicy.ClickFocus)
        name = f"{LETTERS[self._index]} {waypoint.name}".strip()
        self.setAccessibleName(translate("path", "Way-point {name}").format(name=name))
        self.setToolTip(
            translate("path", "{name}: click to choose, drag (or Ctrl and an arrow) to reorder, Del to remove").format(
                name=name
            )
        )
        self._take_size()
        self.update()

    def nextCheckState(self) -> None:
        """Leave it to the session; ``setChecked`` follows its state."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows choose a neighbour, with Ctrl they change places; Home and End go to the ends; Del removes."""
        controller, key = self._session.controller(PathController), event.key()
        by = {Keys.Key_Left: -1, Keys.Key_Right: 1}.get(Keys(key))
        if by is not None and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            controller.reorder(self._index, self._index + by)
        elif by is not None:
            controller.choose(self._index + by)
        elif key in (Keys.Key_Home, Keys.Key_End):
            last = len(self._session.state.part(PathState).waypoints) - 1
            controller.choose(0 if key == Keys.Key_Home else last)
        elif key in (Keys.Key_Delete, Keys.Key_Backspace):
            controller.remove(self._index)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The start of a click or of a drag."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed, self._pulled = event.position(), False
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """A chip that is pulled shows where it would go."""
        at = self._pressed
        if at is not None and (self._pulled or abs(event.position().x() - at.x()) > FAR):
            self._pulled = True
            self.setDown(False)
            self._strip.pull(self._index, self.x() + event.position().x())
        else:
            super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The end of either."""
        pulled, self._pressed, self._pulled = self._pulled, None, False
        if pulled:
            self._strip.put(self._index, self.x() + event.position().x())
        else:
            super().mouseReleaseEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What can be done with it."""
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    def menu(self) -> QMenu:
        """Its menu."""
        controller, index = self._session.controller(PathController), self._index
        entries = (
            (translate("path", "Move to the probe"), lambda: controller.put_at_probe(index)),
            (translate("path", "Earlier"), lambda: controller.reorder(index, index - 1)),
            (translate("path", "Later"), lambda: controller.reorder(index, index + 1)),
            None,
            (translate("path", "Remove"), lambda: controller.remove(index)),
        )
        return entered(QMenu(self), entries)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        painter, theme = QPainter(self), self._theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = self.isChecked()
        painter.setPen(QPen(QColor(theme.accent if chosen else theme.edge), 1.5 if chosen else 1.0))
        painter.setBrush(QColor(theme.raised if chosen or self.underMouse() else theme.panel))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        if self.hasFocus():  # a second ring: the keyboard is here
            paint_focus(painter, self.rect().adjusted(2, 2, -2, -2), theme.accent, 4)
        painter.setFont(themes.font(12, strong=True))
        painter.setPen(QColor(theme.accent))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(8, 0, themes.px(14), self.height()), middle, LETTERS[self._index])
        painter.setFont(themes.font(12))
        painter.setPen(QColor(theme.text))
        left = 9 + themes.px(14)
        room = self.width() - left - 7
        text = painter.fontMetrics().elidedText(self._name, Qt.TextElideMode.ElideRight, room + 2)
        painter.drawText(QRectF(left, 0, room + 4, self.height()), middle, text)

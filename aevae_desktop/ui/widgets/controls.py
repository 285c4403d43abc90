"""Qt's controls with everything a person or a screen reader needs, each made in one call."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QColor,
    QCursor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QPolygonF,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QFrame,
    QLabel,
    QLineEdit,
    QMenu,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QSlider,
    QSpinBox,
    QStyle,
    QStyleOptionButton,
    QStyleOptionSlider,
    QToolButton,
    QWidget,
)

from aevae_desktop.ui import theme as themes
from aevae_desktop.ui.theme import DARK, Theme
from aevae_desktop.ui.widgets.keyed_tip import show_tip
from aevae_desktop.ui.widgets.layouts import hbox
from aevae_desktop.ui.widgets.marks import paint_focus

ARROW = 13.0  # px from the right end of a list to the middle of its arrow
TICK = ((0.24, 0.52), (0.43, 0.71), (0.77, 0.32))  # fractions of a check box
Entry = tuple[str, Callable[[], object]] | None  # of a menu: what it says and does; None for a line between two
W = TypeVar("W", bound=QWidget)


def named(made: W, name: str, tip: str, label: str = "") -> W:
    """``made``, called ``name``, with this tooltip.

    A screen reader says what a person sees, a button's words or the ``label`` before a slider, and the ``tip`` after
    that; the tip alone where there are no words.
    """
    made.setObjectName(name)
    show_tip(made, tip)
    words = made.text() if isinstance(made, QAbstractButton) else label
    seen = any(map(str.isalnum, words))
    made.setAccessibleName(label if seen else made.toolTip())  # words that change say themselves
    return made


def button(
    text: str, name: str, tip: str, action: Callable[[], object], *, flat: bool = False, compact: bool = False
) -> QToolButton:
    """A button that does ``action``."""
    made = QToolButton()
    made.setText(text)
    named(made, name, tip)
    made.setProperty("flat", flat)
    made.setProperty("compact", compact)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    made.clicked.connect(lambda: action())
    return made


def switch(text: str, name: str, tip: str, action: Callable[[bool], object]) -> QToolButton:
    """A compact button that stays down until it is pressed again; ``action`` is told which."""
    made = button(text, name, tip, lambda: action(made.isChecked()), compact=True)
    made.setCheckable(True)
    return made


def menu_button(
    text: str, name: str, tip: str, menu: QMenu | Sequence[Entry], *, flat: bool = False, compact: bool = False
) -> QToolButton:
    """A button that opens ``menu``, or one of these entries."""
    made = button(text, name, tip, lambda: None, flat=flat, compact=compact)
    made.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    if isinstance(menu, QMenu):
        menu.setParent(made, menu.windowFlags())
    else:
        menu = entered(QMenu(made), menu)
    made.setMenu(menu)
    return made


def entered(menu: QMenu, entries: Sequence[Entry]) -> QMenu:
    """``menu`` with these entries at its end."""
    for entry in entries:
        if entry is None:
            menu.addSeparator()
        else:
            menu.addAction(entry[0]).triggered.connect(lambda _=False, act=entry[1]: act())
    return menu


def slider(name: str, tip: str, low: int, high: int, value: int, label: str = "") -> Slider:
    """A horizontal slider from ``low`` to ``high``; ``label``: the words before it."""
    made = named(Slider(), name, tip, label)
    made.setRange(low, high)
    made.setValue(value)
    return made


def choice(name: str, tip: str, options: Sequence[str], index: int, label: str = "") -> QComboBox:
    """A drop-down list with option ``index`` chosen. A click opens it and leaves the keyboard where it was."""
    made = named(Choice(), name, tip, label)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    made.addItems(list(options))
    made.setCurrentIndex(index)
    return made


def number(name: str, tip: str, low: int, high: int, unit: str = "", wide: int = 82, label: str = "") -> QSpinBox:
    """A field, ``wide`` px at 100 %, for a whole number from ``low`` to ``high``, with its ``unit``."""
    made = named(Number(), name, tip, label)
    made.setRange(low, high)
    made.setSuffix(unit)
    made.setKeyboardTracking(False)
    made.lineEdit().setTextMargins(6, 0, 0, 0)
    themes.fix(made, wide=wide)
    return made


def entry(name: str, read: str, tip: str, hint: str) -> QLineEdit:
    """A field for a line of text: what a screen reader says, its tooltip, and what stands in it while it is empty."""
    made = named(QLineEdit(), name, tip)
    made.setAccessibleName(read)
    made.setPlaceholderText(hint)
    return made


def label(text: str = "", name: str = "", *, quiet: bool = True, wrap: bool = True) -> QLabel:
    """Plain text in one or more lines, muted where it is ``quiet``."""
    made = QLabel(text)
    made.setObjectName(name)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    made.setProperty("quiet", quiet)
    return made


def scrolled(inside: QWidget, name: str = "", read: str = "") -> QScrollArea:
    """``inside``, as wide as there is room, and scrolled; sideways where large text needs more."""
    made = QScrollArea()
    made.setObjectName(name)
    made.setAccessibleName(read)
    made.setWidgetResizable(True)
    made.setFrameShape(QFrame.Shape.NoFrame)
    made.setWidget(inside)
    return made


def progress_bar(name: str, read: str) -> QProgressBar:
    """A thin bar that fills from left to right, for ``show_progress``."""
    made = QProgressBar()
    made.setObjectName(name)
    made.setAccessibleName(read)
    made.setTextVisible(False)
    made.setRange(0, 1000)
    made.setFixedHeight(16)
    policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    policy.setRetainSizeWhenHidden(True)
    made.setSizePolicy(policy)
    made.hide()
    return made


def show_progress(bar: QProgressBar, fraction: float | None) -> None:
    """Say how much is done, 0 to 1; with None there is nothing to show."""
    bar.setValue(round(bar.maximum() * (fraction or 0.0)))
    bar.setVisible(fraction is not None)


def _turned(widget: QWidget) -> bool:
    """Whether a wheel is meant for ``widget``: it has the keyboard, or nothing around it scrolls."""
    around = widget.parentWidget()
    while around is not None and not isinstance(around, QScrollArea):
        around = around.parentWidget()
    return around is None or widget.hasFocus()


class Number(QSpinBox):
    """A field that a wheel does not change where it scrolls past."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave it to what scrolls."""
        super().wheelEvent(event) if _turned(self) else event.ignore()


class Choice(QComboBox):
    """A drop-down list that knows that the pointer has left it while its list was open: Qt does not tell it.

    Its arrow is drawn here: Qt's own has a bevel under the pointer.
    """

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the field as the style sheet wants it, then the arrow."""
        super().paintEvent(event)
        painter, x, y = QPainter(self), self.width() - ARROW, self.height() / 2 - 1.5
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.ButtonText), 1.4))
        painter.drawPolyline(QPolygonF([QPointF(x - 4, y), QPointF(x, y + 4), QPointF(x + 4, y)]))

    def hidePopup(self) -> None:
        """Close the list."""
        super().hidePopup()
        over = self.isVisible() and self.rect().contains(
            self.mapFromGlobal(QCursor.pos())
        )  # it closes when hidden, too
        self.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, on=over)
        self.update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave it to what scrolls, unless it has the keyboard."""
        super().wheelEvent(event) if _turned(self) else event.ignore()


class Slider(QSlider):
    """Horizontal; a press anywhere on the track puts the knob there, and a drag goes on from it."""

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave it to what scrolls, unless it has the keyboard."""
        super().wheelEvent(event) if _turned(self) else event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go there first, so that the press finds the knob under it."""
        if event.button() == Qt.MouseButton.LeftButton:
            option = QStyleOptionSlider()
            self.initStyleOption(option)
            part = QStyle.SubControl.SC_SliderHandle
            knob = self.style().subControlRect(QStyle.ComplexControl.CC_Slider, option, part, self)
            if not knob.contains(event.position().toPoint()):
                room = self.width() - knob.width()
                place = round(event.position().x() - knob.width() / 2)
                self.setValue(QStyle.sliderValueFromPosition(self.minimum(), self.maximum(), place, room))
        super().mousePressEvent(event)


class Check(QCheckBox):
    """A check box whose tick is drawn here: a style sheet alone could only fill the box."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._theme: Theme = DARK

    def apply_theme(self, theme: Theme) -> None:
        """Take the colours of ``theme``."""
        self._theme = theme
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the box as the style sheet wants it, then the tick, and a ring while it has the keyboard."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.isChecked():
            option = QStyleOptionButton()
            self.initStyleOption(option)
            box = self.style().subElementRect(QStyle.SubElement.SE_CheckBoxIndicator, option, self)
            painter.setPen(QPen(QColor(self._theme.on_accent), 2))
            painter.drawPolyline(
                QPolygonF([QPointF(box.x() + x * box.width(), box.y() + y * box.height()) for x, y in TICK])
            )
        if self.hasFocus():
            paint_focus(painter, self.rect(), self._theme.accent)


class Segmented(QFrame):
    """Buttons of which one is down; ``title`` says of what. ``chosen(index)``: a person did it, not ``setIndex``.

    They are radio buttons: Tab comes to the one that is down, the arrow keys choose another.
    """

    chosen = Signal(int)
    accessible_role = QAccessible.Role.Grouping

    def __init__(
        self, labels: Sequence[str], tips: Sequence[str] = (), names: Sequence[str] = (), *, title: str = "",
        small: bool = True,
    ) -> None:  # fmt: skip
        super().__init__()
        self.setObjectName("segment")
        self.setAccessibleName(title)
        self.setProperty("small", small)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._group = QButtonGroup(self)
        for index, text in enumerate(labels):
            made = QPushButton(text)
            named(made, names[index] if names else "", tips[index] if tips else "")
            themes.fix(made, icon=16)
            made.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keyboard where it was
            made.setCheckable(True)
            made.setAutoExclusive(True)  # to a screen reader a radio button, as no QToolButton can be
            made.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
            self._group.addButton(made, index)
        hbox(*self._group.buttons(), gap=0, edges=(1, 1, 1, 1), of=self)
        self._group.idClicked.connect(self.chosen)
        self._group.idToggled.connect(self._move_stop)

    def _move_stop(self, index: int, on: bool) -> None:
        """Tab comes to the button that is down; Qt sees to it only once the group has had the keyboard."""
        for made in self._group.buttons() if on else ():
            down = self._group.id(made) == index
            made.setFocusPolicy(Qt.FocusPolicy.TabFocus if down else Qt.FocusPolicy.NoFocus)

    def setIndex(self, index: int) -> None:
        """Put button ``index`` down."""
        self._group.button(index).setChecked(True)

    def button(self, index: int) -> QPushButton:
        """One of the buttons."""
        made = self._group.button(index)
        assert isinstance(made, QPushButton)
        return made


class TickMenu(QMenu):
    """A menu of things to tick that stays open, so that several can be ticked in one go.

    A click or Space ticks an entry; Enter ticks it and closes, Esc or a click elsewhere closes.
    """

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tick what is under the pointer."""
        if not self._tick():
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tick what the arrows have chosen."""
        if event.key() != Qt.Key.Key_Space or not self._tick():
            super().keyPressEvent(event)

    def _tick(self) -> bool:
        action = self.activeAction()
        if action is None or not action.isCheckable():
            return False
        if action.isEnabled():
            action.trigger()
        return True

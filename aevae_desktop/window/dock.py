"""The dock at the right: the previews, which stay in sight, and under them the open cards and the side's panels."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QWidget
from shiboken6 import isValid

from aevae_desktop.errors import call_all
from aevae_desktop.language import translate
from aevae_desktop.ui import theme as themes
from aevae_desktop.ui.shell import SIDE
from aevae_desktop.ui.widgets.controls import scrolled
from aevae_desktop.ui.widgets.layouts import vbox
from aevae_desktop.ui.widgets.panel import Card, Panel

FRACTION, WIDEST = 0.2375, 520  # of the window's width, and px: what the dock takes by itself
SHARE = 0.42  # of the window's width, at most, for a card that wants more
EDGE, PINNED, APART = 15, 11, 14  # px: beside what is inside, above the pinned panels, between two panels
RINGS = 3  # px: the edge of the dock, and of what scrolls on both sides
BAR = 8  # px, of the scroll bar, which is always there: else what is inside would change its width


class Dock(QFrame):
    """``pinned`` panels, and scrolled under them the ``cards`` that are open, the last opened first, and ``panels``."""

    needs_changed = Signal()  # how wide it must be, perhaps

    def __init__(self, pinned: Iterable[Panel], panels: Iterable[Panel], cards: Mapping[str, Card]) -> None:
        super().__init__()
        self.setObjectName("side")
        self.cards = cards
        self._order: list[Card] = []  # of the open ones, the last opened first
        self._before: dict[Card, QWidget | None] = {}  # what had the keyboard before a card came; may be gone by now
        self._inside = QWidget()
        self._column = vbox(gap=0, edges=(EDGE, 0, EDGE - BAR, PINNED), of=self._inside)
        for panel in panels:
            self._column.addSpacing(APART)
            self._column.addWidget(panel)
        self._column.addStretch(1)
        self._scroll = scrolled(self._inside, "side.scroll", translate("window", "Cards, pen and numbers"))
        self._scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click on a picture does not put a ring around all
        vbox(
            vbox(*pinned, gap=5, edges=(EDGE, PINNED, EDGE, 10)), (self._scroll, 1), gap=0, edges=(1, 0, 0, 0), of=self
        )
        self._inside.installEventFilter(self)
        bar = self._scroll.verticalScrollBar()
        for changed in (bar.valueChanged, bar.rangeChanged):
            changed.connect(lambda *_: self._look())

    def sizeHint(self) -> QSize:
        """As wide as ``wanted`` says for a window of this width."""
        return QSize(self.wanted(self.window().width()), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Room for the previews, and for what stands around them."""
        return super().minimumSizeHint().expandedTo(QSize(SIDE, 0))

    def wanted(self, window: int) -> int:
        """How wide it is by itself in a window ``window`` px wide: an open card may want more than the previews."""
        usual = min(max(SIDE, round(window * FRACTION)), WIDEST)
        widest = max([usual, *(card.wide + 2 * EDGE for card in self._order)])
        return max(usual, min(themes.px(widest), round(window * SHARE)))

    @property
    def least(self) -> int:
        """How wide it must be for all that is open, px."""
        return self._inside.minimumSizeHint().width() + BAR + RINGS

    @property
    def opened(self) -> Card | None:
        """The card that was opened last, of those that are open."""
        return self._order[0] if self._order else None

    def add(self, card: Card) -> None:
        """Take in a card that is new, and closed."""
        card.hide()
        self._column.addWidget(card)

    def toggle(self, name: str, otherwise: QWidget) -> None:
        """Open a card above the others and give it the keyboard, or close it as ``close`` says."""
        card = self.cards[name]
        if card in self._order:
            self.close_card(card, otherwise)
            return
        self._before[card] = QApplication.focusWidget()
        self._order.insert(0, card)
        self._column.insertWidget(0, card)
        card.show()
        card.fit()
        self._scroll.verticalScrollBar().setValue(0)
        card.setFocus()

    def close_card(self, card: Card, otherwise: QWidget) -> None:
        """Close ``card``.

        A keyboard that is in it goes back to where it was (or to ``otherwise``): Qt would give it to whoever is next.
        """
        focused, before = QApplication.focusWidget(), self._before.pop(card)
        self._order.remove(card)
        if focused is None or focused is card or card.isAncestorOf(focused):
            there = before is not None and isValid(before) and before.isVisible()
            (before if before is not None and there else otherwise).setFocus()
        card.hide()

    def close_last(self, otherwise: QWidget) -> bool:
        """Close the card that was opened last; False if none is open."""
        if self._order:
            self.close_card(self._order[0], otherwise)
            return True
        return False

    def close_all(self, otherwise: QWidget) -> None:
        """Close every card."""
        while self.close_last(otherwise):
            pass

    def rank(self, widget: QWidget) -> int:
        """Where Tab comes to ``widget``: 0 outside of what scrolls, there from top to bottom."""
        at: QWidget | None = widget
        while at is not None and at.parentWidget() is not self._inside:
            at = at.parentWidget()
        return 0 if at is None else 1 + self._column.indexOf(at)

    def reveal(self, widget: QWidget | None) -> None:
        """Scroll to ``widget``, if it is one of those that scroll."""
        if widget is not None and self._inside.isAncestorOf(widget):
            self._scroll.ensureWidgetVisible(widget, 0, APART)

    def show_from(self, panel: QWidget) -> None:
        """Scroll so that ``panel`` is the first in sight, as far as there is something below it."""
        self._inside.layout().activate()  # type: ignore[union-attr]
        self._scroll.verticalScrollBar().setValue(max(0, panel.y() - APART))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cards take what there is."""
        super().resizeEvent(event)
        call_all([card.fit for card in self._order])
        self._look()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What scrolls became longer or shorter, and is laid out by now; or it needs other room."""
        if event.type() == QEvent.Type.Resize:
            self._look()
        elif event.type() == QEvent.Type.LayoutRequest:
            self.needs_changed.emit()
        return super().eventFilter(watched, event)

    def _look(self) -> None:
        """Another part of the cards is in sight."""
        call_all([card.look for card in self._order])

"""Where the keyboard goes with Tab."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget


def chain(widgets: Sequence[QWidget]) -> None:
    """Make Tab go from each of ``widgets`` to the next one."""
    for one, other in pairwise(widgets):
        QWidget.setTabOrder(one, other)


def cycle(card: QWidget, forward: bool) -> bool:
    """Give the keyboard to the next (or previous) widget inside ``card``; from the last one to the first."""
    stops = [widget for widget in _around(card) if _takes_tab(widget)]
    if not stops:
        return False
    now = QApplication.focusWidget()
    place = stops.index(now) if now in stops else -1 if forward else 0
    reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
    stops[(place + (1 if forward else -1)) % len(stops)].setFocus(reason)
    return True


def _around(card: QWidget) -> list[QWidget]:
    """The widgets of ``card`` in the order in which Tab visits them."""
    inside, at = [], card.nextInFocusChain()
    while at is not None and at is not card:
        if card.isAncestorOf(at):
            inside.append(at)
        at = at.nextInFocusChain()
    return inside


def _takes_tab(widget: QWidget) -> bool:
    policy = widget.focusPolicy().value & Qt.FocusPolicy.TabFocus.value
    return bool(policy) and widget.isVisible() and widget.isEnabled() and widget.focusProxy() is None

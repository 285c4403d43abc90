"""Where the keyboard goes with Tab."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget


def chain(widgets: Sequence[QWidget]) -> None:
    """Make Tab go from each of ``widgets`` to the next one."""
    for one, other in pairwise(widgets):
        QWidget.setTabOrder(one, other)


def settle(widgets: Sequence[QWidget], place: QWidget) -> None:
    """Make Tab visit ``widgets``, which were made late, where ``place`` stands, which takes no keyboard itself."""
    at = place.previousInFocusChain()
    while at is not None and at is not place and (at in widgets or not _has_tab(at)):
        at = at.previousInFocusChain()
    if at is not None and at is not place:
        chain([at, *widgets])


def cycle(root: QWidget, forward: bool, rank: Callable[[QWidget], int]) -> bool:
    """Give the keyboard to the next (or previous) widget inside ``root``; from the last one to the first.

    Those of a lower ``rank`` come first, equal ones in Qt's order, which is that in which they were made.
    """
    stops = sorted((widget for widget in _around(root) if _takes_tab(widget)), key=rank)
    if not stops:
        return False
    now = QApplication.focusWidget()
    place = stops.index(now) if now in stops else -1 if forward else 0
    reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
    stops[(place + (1 if forward else -1)) % len(stops)].setFocus(reason)
    return True


def _around(root: QWidget) -> list[QWidget]:
    """The widgets of ``root`` in the order in which Tab visits them."""
    inside, at = [], root.nextInFocusChain()
    while at is not None and at is not root:
        if root.isAncestorOf(at):
            inside.append(at)
        at = at.nextInFocusChain()
    return inside


def _takes_tab(widget: QWidget) -> bool:
    return _has_tab(widget) and widget.isVisible() and widget.isEnabled() and widget.focusProxy() is None


def _has_tab(widget: QWidget) -> bool:
    return bool(widget.focusPolicy().value & Qt.FocusPolicy.TabFocus.value)

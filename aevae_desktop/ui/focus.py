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


def stops(root: QWidget) -> list[QWidget]:
    """The widgets inside ``root`` that take Tab, seen or not, in the order in which they were made."""
    return [widget for widget in root.findChildren(QWidget) if _has_tab(widget)]


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


def step_region(root: QWidget, regions: Sequence[QWidget], steps: int) -> None:
    """Give the keyboard to the first stop of the region ``steps`` further, round and round.

    A region without a stop is left out. From a place that is in none it goes to the first one.
    """
    stops = [widget for widget in _around(root) if _takes_tab(widget)]
    inside = [[stop for stop in stops if _holds(region, stop)] for region in regions]
    order = [(region, found[0]) for region, found in zip(regions, inside, strict=True) if found]
    now = QApplication.focusWidget()
    here = [k for k, (region, _) in enumerate(order) if now is not None and _holds(region, now)]
    place = here[0] + steps if here else 0
    if order:
        reason = Qt.FocusReason.TabFocusReason if steps > 0 else Qt.FocusReason.BacktabFocusReason
        order[place % len(order)][1].setFocus(reason)


def _holds(region: QWidget, widget: QWidget) -> bool:
    return widget is region or region.isAncestorOf(widget)


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

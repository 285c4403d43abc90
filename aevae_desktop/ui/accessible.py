"""What Qt cannot know of our own widgets for a screen reader: what each is, and the value that it shows.

A widget says so by ``accessible_role``, and by ``accessible_value()`` where it has a value. Nothing of this is asked
for, or costs anything, while no screen reader runs.
"""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleInterface, QAccessibleValueChangeEvent
from PySide6.QtWidgets import QAccessibleWidget, QWidget


class OwnInterface(QAccessibleWidget):
    """A widget as a screen reader sees it: Qt's own answers, with this role, and its value."""

    def text(self, kind: QAccessible.Text) -> str:
        """The value as the widget says it; of all else what Qt says."""
        value = getattr(self.object(), "accessible_value", None)
        return value() if value is not None and kind is QAccessible.Text.Value else super().text(kind)


def install() -> None:
    """Have Qt ask here from now on."""
    QAccessible.installFactory(_interface)


def tell(widget: QWidget, value: str) -> None:
    """A screen reader hears the new ``value`` of ``widget``, as a value and, where the system has none, as words."""
    QAccessible.updateAccessibility(QAccessibleValueChangeEvent(widget, value))
    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, value))


def _interface(_name: str, of: QObject) -> QAccessibleInterface | None:
    role = getattr(of, "accessible_role", None)
    return OwnInterface(of, role) if isinstance(of, QWidget) and role is not None else None

"""The button that shows the key of an action, and hears the one that it is to have instead."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QPushButton

from aevae_desktop.language import translate
from aevae_desktop.ui.action import Action
from aevae_desktop.ui.widgets.controls import named

ASKING = translate("window", "Press a key")
HELD = {
    Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta, Qt.Key.Key_CapsLock,
    Qt.Key.Key_NumLock, Qt.Key.Key_unknown,
}  # fmt: skip
STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class KeyButton(QPushButton):
    """Pressed, it waits for a key: ``heard(key)``, as Qt writes it everywhere. Esc, or going away, ends that.

    ``stepped(by)``: an arrow wants the button of another row. ``asked(waits)``: it begins to wait, or ends.
    """

    heard = Signal(str)
    asked = Signal(bool)
    stepped = Signal(int)

    def __init__(self, row: Action) -> None:
        super().__init__()
        self.row, self._waits = row, False
        named(self, f"help.key.{row.name}", "")
        self.setProperty("key", True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Tab stops at one row, and arrows lead on
        self.clicked.connect(lambda: self._wait(not self._waits))
        self.show_row(row)

    def show_row(self, row: Action) -> None:
        """The key is another."""
        self.row = row
        self.setText(row.shown_keys)
        self.setAccessibleName(f"{row.shown_keys}: {row.title}")
        self.setToolTip(translate("window", "Change the key of “{title}”").format(title=row.title))

    def event(self, event: QEvent) -> bool:
        """While it waits no shortcut is heard."""
        if self._waits and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The key that it waits for, or an arrow."""
        if self._waits:
            self._hear(event)
        elif event.key() in STEPS:
            self.stepped.emit(STEPS[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Nobody presses a key here any more."""
        self._wait(False)
        super().focusOutEvent(event)

    def _wait(self, on: bool) -> None:
        if on is self._waits:
            return
        self._waits = on
        if on:
            self.setFocus()
        self.setText(ASKING if on else self.row.shown_keys)
        self.asked.emit(on)

    def _hear(self, event: QKeyEvent) -> None:
        if event.key() in HELD:
            return
        self._wait(False)
        if key := key_of(event):
            self.heard.emit(key)


def key_of(event: QKeyEvent) -> str:
    """The key with what is held, as Qt writes it everywhere; empty for Esc alone.

    Shift is said where the key means something else without it: Shift+L, but ``?``.
    """
    held, text = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier, event.text()
    if event.key() == Qt.Key.Key_Escape and not held:
        return ""
    if text.isprintable() and text and not text.isalnum() and not text.isspace():
        held &= ~Qt.KeyboardModifier.ShiftModifier
    return QKeySequence(event.key() | held.value).toString()

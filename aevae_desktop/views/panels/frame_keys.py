"""The keys that move the playhead where the filmstrip or the scrubber has the keyboard."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from aevae_desktop.session.play_controller import PlayController

FAR = 10  # frames, with Shift
HELP = "Left and Right move by a frame, with Shift by ten; Home and End go to the ends."

_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Down: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: 1}
_ENDS = {Qt.Key.Key_Home: 0.0, Qt.Key.Key_End: 1.0}
_OURS = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier


def act(event: QKeyEvent, player: PlayController) -> bool:
    """Do what a key asks for; False if it means nothing here."""
    key, modifiers = Qt.Key(event.key()), event.modifiers()
    if modifiers & ~_OURS:
        return False
    if key in _ENDS:
        player.seek(_ENDS[key])
        return True
    if key in _STEPS:
        player.step(_STEPS[key] * (FAR if modifiers & Qt.KeyboardModifier.ShiftModifier else 1))
        return True
    return False

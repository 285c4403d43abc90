"""One undo for everything that is edited: what was edited last is taken back first."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from aevae_desktop.session.controller import Controller
from aevae_desktop.session.history import History


class Undoable(Controller):
    """Base class of controllers whose edits undo takes back."""

    @property
    def edits(self) -> History[Any]:
        """The edits so far."""
        raise NotImplementedError

    def undo(self) -> None:
        """Take back the last edit."""
        raise NotImplementedError

    def redo(self) -> None:
        """Do again what was taken back last."""
        raise NotImplementedError


def undo(controllers: Iterable[Controller]) -> None:
    """Take back the last edit of all."""
    edited = [each for each in controllers if isinstance(each, Undoable) and each.edits.last]
    if edited:
        max(edited, key=lambda each: each.edits.last).undo()


def redo(controllers: Iterable[Controller]) -> None:
    """Do again what was taken back last."""
    taken_back = [each for each in controllers if isinstance(each, Undoable) and each.edits.next]
    if taken_back:
        min(taken_back, key=lambda each: each.edits.next).redo()

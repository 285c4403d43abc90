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

    @property
    def value(self) -> Any:
        """What the edits have led to: what stands there now."""
        raise NotImplementedError

    def words(self, before: Any, after: Any) -> str:
        """What an edit that led from one value to another did, in a few words: "move way-point B"."""
        raise NotImplementedError

    def undo(self) -> None:
        """Take back the last edit."""
        raise NotImplementedError

    def redo(self) -> None:
        """Do again what was taken back last."""
        raise NotImplementedError


def latest(controllers: Iterable[Controller]) -> Undoable | None:
    """Whose edit was made last of all; None where there is none to take back."""
    edited = [each for each in controllers if isinstance(each, Undoable) and each.edits.last]
    return max(edited, key=lambda each: each.edits.last, default=None)


def nearest(controllers: Iterable[Controller]) -> Undoable | None:
    """Whose edit was taken back last of all; None where there is none to do again."""
    taken_back = [each for each in controllers if isinstance(each, Undoable) and each.edits.next]
    return min(taken_back, key=lambda each: each.edits.next, default=None)


def undoing(controllers: Iterable[Controller]) -> str:
    """What undo would take back, in a few words; empty where there is nothing."""
    edited = latest(controllers)
    return "" if edited is None else edited.words(edited.edits.past[-1][1], edited.value)


def redoing(controllers: Iterable[Controller]) -> str:
    """What redo would do again, in a few words; empty where there is nothing."""
    taken_back = nearest(controllers)
    return "" if taken_back is None else taken_back.words(taken_back.value, taken_back.edits.future[0][1])

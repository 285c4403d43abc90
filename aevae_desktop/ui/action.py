"""What can be done with the window: a row an action, with its keys, its words and what it calls."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeVar

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QWidget

from aevae_desktop.session.controller import Controller
from aevae_desktop.session.session import Session
from aevae_desktop.ui.map.tool import MapTool
from aevae_desktop.ui.theme import Theme

C = TypeVar("C", bound=Controller)
T = TypeVar("T", bound=MapTool)
W = TypeVar("W", bound=QWidget)


class MainWindow(QWidget):
    """What an action, or a feature that works beside the window, may use of it."""

    session: Session
    theme: Theme

    def panel(self, kind: type[W]) -> W:
        """The panel or card of that class."""
        raise NotImplementedError

    def open_card(self, name: str) -> None:
        """Show a card; it stays where it is open."""
        raise NotImplementedError

    def toggle_popover(self, name: str) -> None:
        """Open a card, or close it."""
        raise NotImplementedError

    def escape(self) -> bool:
        """Drop the gesture on a map, else close the open card; False where there is neither."""
        raise NotImplementedError

    def fit(self) -> None:
        """Show all of the leading map."""
        raise NotImplementedError

    def zoom(self, factor: float) -> None:
        """Show the leading map that many times as large."""
        raise NotImplementedError

    def tools(self, kind: type[T]) -> list[T]:
        """That tool of every map on screen, the leading one's first."""
        raise NotImplementedError

    def toggle_theme(self) -> None:
        """Light or dark."""
        raise NotImplementedError


@dataclass(frozen=True)
class Action:
    """One row: ``keys`` as Qt writes them, ``title`` in the help, ``run`` on the window.

    ``late`` keys mean something to buttons and sliders too: they count only where the focused widget leaves them.
    One that is not ``listed`` is left out of the help, which speaks of its kind in one line; a held late key of one
    that ``repeats`` runs it again and again. ``rank``: its place in the help.
    """

    name: str
    title: str
    keys: tuple[str, ...]
    run: Callable[[MainWindow], object]
    late: tuple[str, ...] = ()
    listed: bool = True
    repeats: bool = False
    rank: int = 105

    @property
    def shown_keys(self) -> str:
        """The first key as this system writes it."""
        return QKeySequence((*self.keys, *self.late)[0]).toString(QKeySequence.SequenceFormat.NativeText)


def ranked(rank: int, *rows: Action) -> tuple[Action, ...]:
    """``rows``, one after the other at that place of the help."""
    return tuple(replace(row, rank=rank) for row in rows)


def of(kind: type[C]) -> Callable[[MainWindow], C]:
    """How an action finds the controller ``kind``."""
    return lambda window: window.session.controller(kind)

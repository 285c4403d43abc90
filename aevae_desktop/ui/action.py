"""What can be done with the window: a row an action, with its keys, its menu, its words and what it calls."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QWidget

from aevae_desktop.language import translate
from aevae_desktop.session.controller import Controller
from aevae_desktop.session.session import Session
from aevae_desktop.ui.map.overlay import Overlay
from aevae_desktop.ui.map.tool import MapTool
from aevae_desktop.ui.theme import Theme

MENUS = FILE, EDIT, VIEW, MODEL, PATH, HELP = (
    translate("ui", "File"),
    translate("ui", "Edit"),
    translate("ui", "View"),
    translate("ui", "Model"),
    translate("ui", "Path"),
    translate("ui", "Help"),
)
C = TypeVar("C", bound=Controller)
T = TypeVar("T", bound=MapTool)
W = TypeVar("W", bound=QWidget)


class MainWindow(QWidget):
    """What an action, or a feature that works beside the window, may use of it."""

    session: Session
    theme: Theme
    text_scale: float
    commands: Sequence[Action]
    overlays: Sequence[Overlay]
    offers: Sequence[Callable[[MainWindow], Iterable[Action]]]
    report: Callable[[], str] = str  # what this run has noted down of itself

    def panel(self, kind: type[W]) -> W:
        """The panel of that class, or an open card."""
        raise NotImplementedError

    def card(self, name: str) -> Any:
        """The card of that name, open or not."""
        raise NotImplementedError

    def open_card(self, name: str) -> None:
        """Show a card; it stays where it is open."""
        raise NotImplementedError

    def toggle_card(self, name: str) -> None:
        """Open a card, or close it."""
        raise NotImplementedError

    def escape(self) -> bool:
        """Drop the gesture on a map, else close the open card; False where there is neither."""
        raise NotImplementedError

    def open_path(self, path: Path) -> None:
        """Open a bundle's folder or a figure in the leading map."""
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

    @property
    def presenting(self) -> bool:
        """Whether it is shown to a room."""
        raise NotImplementedError

    def toggle_presentation(self) -> None:
        """Show the maps and the previews large, without what is around them, or everything as it was."""
        raise NotImplementedError

    def step_text(self, steps: int) -> None:
        """Make text larger by so many ``steps``, or smaller; 0: as large as the system has it."""
        raise NotImplementedError

    def step_region(self, steps: int) -> None:
        """Give the keyboard to the next part of the window, or the one before."""
        raise NotImplementedError

    def toggle_theme(self) -> None:
        """Light, dark, high contrast, and round again."""
        raise NotImplementedError

    def toggle_contrast(self) -> None:
        """High contrast, or dark."""
        raise NotImplementedError


def always(_window: MainWindow) -> bool:
    """Whether an action that can always be done can be done now."""
    return True


@dataclass(frozen=True)
class Action:
    """One row: ``keys`` as Qt writes them, ``title`` in its menu and among the keys, ``run`` on the window.

    ``late`` keys mean something to buttons and sliders too: they count only where the focused widget leaves them.
    A held late key of one that ``repeats`` runs it again and again. ``menu``: one of ``MENUS``, or "" for one that
    neither the menus nor the list of keys name. ``rank``: its place there; a gap in the ranks of a menu is a line.
    ``enabled``, ``checked`` and ``more``, what it would do just now, are asked when a menu opens; a key always runs the
    action, which may say why it cannot.
    """

    name: str
    title: str
    keys: tuple[str, ...]
    run: Callable[[MainWindow], object]
    late: tuple[str, ...] = ()
    repeats: bool = False
    rank: int = 105
    menu: str = VIEW
    enabled: Callable[[MainWindow], bool] = always
    checked: Callable[[MainWindow], bool] | None = None
    more: Callable[[MainWindow], str] | None = None

    def said(self, window: MainWindow) -> str:
        """Its title, and what it would do just now: ``Undo: move way-point B``."""
        more = "" if self.more is None else self.more(window)
        return f"{self.title}: {more}" if more else self.title

    @property
    def shown_keys(self) -> str:
        """The first key as this system writes it; empty without one."""
        keys = (*self.keys, *self.late, "")
        return QKeySequence(keys[0]).toString(QKeySequence.SequenceFormat.NativeText)


def ranked(rank: int, menu: str, *rows: Action) -> tuple[Action, ...]:
    """``rows``, one after the other at that place of ``menu``; one that says that it is in none stays so."""
    return tuple(replace(row, rank=rank, menu=row.menu and menu) for row in rows)


def of(kind: type[C]) -> Callable[[MainWindow], C]:
    """How an action finds the controller ``kind``."""
    return lambda window: window.session.controller(kind)

"""A panel with one cell for each pane, side by side under a heading."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter, is_not

from PySide6.QtWidgets import QWidget

from aevae_desktop.session.state import Pane, SessionState
from aevae_desktop.ui.widgets.layouts import hbox, vbox
from aevae_desktop.ui.widgets.panel import Panel
from aevae_desktop.ui.widgets.text_line import Heading

MODEL = attrgetter("model")


class PaneCell(QWidget):
    """What a ``PerPane`` shows of one pane. It draws the pane when one of its ``parts`` or any model is another."""

    parts: tuple[type, ...] = ()

    def stale(self, old: SessionState, new: SessionState) -> bool:
        """Whether anything else it shows is another."""
        return False

    def render_pane(self, pane: Pane, state: SessionState) -> None:
        """Draw the pane."""
        raise NotImplementedError


class PerPane(Panel):
    """A heading, if there is a ``title``, with a control at its right; under it the cells of the panes on screen."""

    def __init__(self, title: str, cells: Sequence[PaneCell], control: QWidget | None = None) -> None:
        super().__init__()
        self._cells = tuple(cells)
        head = hbox((Heading(title), 1), *([] if control is None else [control]), gap=-1) if title else None
        whole = hbox(*((cell, 1) for cell in cells), gap=10)
        vbox(*([] if head is None else [head]), whole, of=self)

    def render_state(self, old: SessionState, new: SessionState) -> None:
        """Show the cells of the panes on screen, and draw those that changed."""
        renamed = any(map(is_not, map(MODEL, old.panes), map(MODEL, new.panes)))  # by what is beside them
        for i, cell in enumerate(self._cells):
            if old.shown != new.shown:
                cell.setVisible(i in new.shown)
            changed = any(map(is_not, map(old.panes[i].get, cell.parts), map(new.panes[i].get, cell.parts)))
            if renamed or changed or cell.stale(old, new):
                cell.render_pane(new.panes[i], new)

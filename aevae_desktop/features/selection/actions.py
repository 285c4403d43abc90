"""What the keys do with the selection and the tools that make it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aevae_desktop.features.selection.controller import SelectionController
from aevae_desktop.features.selection.state import Tool
from aevae_desktop.ui.action import Action, MainWindow, of, ranked

if TYPE_CHECKING:
    from aevae_desktop.features.selection.panel import SelectionPanel

_selection = of(SelectionController)


def _card(window: MainWindow) -> SelectionPanel:
    from aevae_desktop.features.selection.panel import SelectionPanel

    return window.panel(SelectionPanel)


def _find(window: MainWindow) -> None:
    """Open the card at its field of numbers."""
    window.open_card("selection")
    _card(window).ask_number()


def _compare(window: MainWindow) -> None:
    """Ask what the neighbours say, and open the card that will say it."""
    window.open_card("selection")
    _selection(window).report()


ACTIONS = (
    *ranked(
        80,
        Action("hand", "Hand: a drag pans", ("H",), lambda w: _selection(w).set_tool(Tool.HAND)),
        Action("lasso", "Lasso: a drag selects", ("Q",), lambda w: _selection(w).set_tool(Tool.LASSO)),
        Action("box", "Box: a drag selects", ("W",), lambda w: _selection(w).set_tool(Tool.BOX)),
        Action("select_all", "Select all that is shown", ("Ctrl+A",), lambda w: _selection(w).everything()),
        Action("select_class", "Select the probe's class", ("Ctrl+Shift+A",), lambda w: _selection(w).same_class()),
        Action("invert", "Invert the selection", ("Ctrl+I",), lambda w: _selection(w).invert()),
        Action("grow", "Grow it to the neighbours", ("Ctrl+G",), lambda w: _selection(w).grow()),
        Action("deselect", "Select nothing", ("Ctrl+D",), lambda w: _selection(w).clear()),
        Action("selection_undo", "The selection before (Shift+U: after)", ("U",), lambda w: _selection(w).undo()),
        Action("selection_redo", "And back", ("Shift+U",), lambda w: _selection(w).redo(), listed=False),
    ),
    *ranked(
        83,
        Action("find", "Select samples by number", ("Ctrl+F",), _find),
        Action("copy_codes", "Copy the selected codes", ("Ctrl+Shift+C",), lambda w: _card(w).copy()),
        Action("compare", "What the neighbours say", ("N",), _compare),
    ),
)

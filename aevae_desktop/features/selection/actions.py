"""What the keys do with the selection and the tools that make it."""

from __future__ import annotations

from aevae_desktop.features.selection.controller import SelectionController
from aevae_desktop.features.selection.state import Selecting, Tool
from aevae_desktop.language import translate
from aevae_desktop.ui.action import EDIT, MODEL, Action, MainWindow, of, ranked

_selection = of(SelectionController)


def _find(window: MainWindow) -> None:
    """Open the card at its field of numbers."""
    window.open_card("selection")
    window.card("selection").ask_number()


def _compare(window: MainWindow) -> None:
    """Ask what the neighbours say, and open the card that will say it."""
    window.open_card("selection")
    _selection(window).report()


def _any(window: MainWindow) -> bool:
    """Whether anything is selected."""
    return window.session.state.part(Selecting).selection is not None


def _tool(tool: Tool, title: str, key: str) -> Action:
    """The action that puts ``tool`` into the hand."""
    return Action(
        tool.name.lower(), title, (key,), lambda w: _selection(w).set_tool(tool),
        checked=lambda w: w.session.state.part(Selecting).tool is tool,
    )  # fmt: skip


ACTIONS = (
    *ranked(
        78,
        EDIT,
        _tool(Tool.HAND, translate("selection", "Hand: a drag pans"), "H"),
        _tool(Tool.LASSO, translate("selection", "Lasso: a drag selects"), "Q"),
        _tool(Tool.BOX, translate("selection", "Box: a drag selects"), "W"),
    ),
    *ranked(
        80,
        EDIT,
        Action("select_all", translate("selection", "Select all that is shown"), ("Ctrl+A",),
               lambda w: _selection(w).everything()),
        Action("select_class", translate("selection", "Select the probe's class"), ("Ctrl+Shift+A",),
               lambda w: _selection(w).same_class()),
        Action("invert", translate("selection", "Invert the selection"), ("Ctrl+I",),
               lambda w: _selection(w).invert(), enabled=_any),
        Action("grow", translate("selection", "Add the neighbours"), ("Ctrl+G",), lambda w: _selection(w).grow(),
               enabled=_any),
        Action("deselect", translate("selection", "Select nothing"), ("Ctrl+D",), lambda w: _selection(w).clear(),
               enabled=_any),
        Action("selection_undo", translate("selection", "Undo the selection"), ("U",), lambda w: _selection(w).undo(),
               enabled=lambda w: bool(w.session.state.part(Selecting).past)),
        Action("selection_redo", translate("selection", "Redo the selection"), ("Shift+U",),
               lambda w: _selection(w).redo(),
               enabled=lambda w: bool(w.session.state.part(Selecting).future)),
    ),
    *ranked(
        83,
        EDIT,
        Action("find", translate("selection", "Select samples by number"), ("Ctrl+F",), _find),
        Action("copy_codes", translate("selection", "Copy the selected codes"), ("Ctrl+Shift+C",),
               lambda w: w.card("selection").copy(), enabled=_any),
    ),
    *ranked(97, MODEL, Action("compare", translate("selection", "Compare neighbourhoods"), ("N",), _compare)),
)  # fmt: skip

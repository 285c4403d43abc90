"""What the keys do with figures and views, and a figure that is dropped on the window."""

from __future__ import annotations

from pathlib import Path

from aevae_desktop.features.figures import metadata
from aevae_desktop.features.figures.controller import FigureController
from aevae_desktop.language import translate
from aevae_desktop.session.session import Session
from aevae_desktop.ui.action import EDIT, FILE, Action, of

PICTURES = (".png", ".gif", ".webp")  # that anybody may have made: without a record they are not figures
_figures = of(FigureController)


def drop(session: Session, _pane: int, path: Path) -> bool:
    """Show what a figure shows; False for any other file."""
    if not metadata.carries(path) or (path.suffix.lower() in PICTURES and not metadata.is_marked(path)):
        return False
    session.controller(FigureController).open(path)
    return True


ACTIONS = (
    Action(
        "open",
        translate("figures", "Open a figure…"),
        ("Ctrl+O",),
        lambda w: w.card("export").ask_which(),
        rank=87,
        menu=FILE,
    ),
    Action(
        "save_view",
        translate("figures", "Save this view"),
        ("Shift+V",),
        lambda w: _figures(w).save_view(w.theme.name),
        rank=98,
        menu=FILE,
    ),
    Action(
        "copy",
        translate("figures", "Copy the figure"),
        ("Ctrl+C",),
        lambda w: w.card("export").copy(),
        rank=55,
        menu=EDIT,
    ),
)

"""What the keys do with figures and views, and a figure that is dropped on the window."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from aevae_desktop.features.figures import metadata
from aevae_desktop.features.figures.controller import FigureController
from aevae_desktop.language import translate
from aevae_desktop.session.session import Session
from aevae_desktop.ui.action import EDIT, FILE, Action, MainWindow, of

PICTURES = (".png", ".gif", ".webp")  # that anybody may have made: without a record they are not figures
_figures = of(FigureController)


def is_figure(path: Path) -> bool:
    """Whether it is a file that this program has exported, by its name and, if anybody may have made it, its record."""
    return metadata.carries(path) and (path.suffix.lower() not in PICTURES or metadata.is_marked(path))


def drop(session: Session, _pane: int, path: Path) -> bool:
    """Show what a figure shows; False for any other file."""
    if not is_figure(path):
        return False
    session.controller(FigureController).open(path)
    return True


def _ask_which(window: MainWindow) -> None:
    """Let a person choose a figure, networks or a picture, which open as if they were dropped on the leading map."""
    from PySide6.QtWidgets import QFileDialog

    from aevae_desktop.ui.widgets.file_dialog import ask_to_open

    filters = [
        translate("figures", "What opens (*.png *.svg *.csv *.npz *.gif *.webp *.apng *.mp4 *.onnx *.jpg)"),
        translate("figures", "Networks (*.onnx)"),
        translate("figures", "All files (*)"),
    ]

    def take(paths: Sequence[Path]) -> None:
        for path in paths:
            window.open_path(path)

    ask_to_open(window, translate("figures", "Open"), take, filters, QFileDialog.FileMode.ExistingFiles)


ACTIONS = (
    Action(
        "open",
        translate("figures", "Open…"),
        ("Ctrl+O",),
        _ask_which,
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

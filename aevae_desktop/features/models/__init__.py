"""The models: which bundles there are, which are open on which map, and their codes."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from aevae_desktop.bundle import MANIFEST
from aevae_desktop.engine.wire.library import Entry
from aevae_desktop.features.feature import CardRow, Feature, PanelRow, Place
from aevae_desktop.features.models.controller import ModelsController
from aevae_desktop.features.models.library_controller import LibraryController
from aevae_desktop.features.models.thumbnails import ThumbnailController
from aevae_desktop.language import translate
from aevae_desktop.reading import regular
from aevae_desktop.session.session import Session
from aevae_desktop.ui.action import FILE, MODEL, Action, MainWindow

SIDES = (translate("models", "Open on left map: {name}"), translate("models", "Open on right map: {name}"))


def _drop(session: Session, pane: int, path: Path) -> bool:
    """Open a bundle's folder, or that of its manifest; False for another file."""
    path = path.parent if path.name == MANIFEST else path
    if not regular.is_folder(path):
        return False
    session.controller(LibraryController).open(pane, path)
    return True


def _ask_which(window: MainWindow) -> None:
    """Let a person choose a folder, which opens in the leading map as one that is dropped there."""
    from PySide6.QtWidgets import QFileDialog

    from aevae_desktop.ui.widgets.file_dialog import ask_to_open

    folder = QFileDialog.FileMode.Directory
    ask_to_open(
        window, translate("models", "Open a model's folder"), lambda paths: window.open_path(paths[0]), mode=folder
    )


def _offer(window: MainWindow) -> Iterable[Action]:
    """Each bundle of the library for each map."""
    good = [entry for entry in window.session.state.library if entry.error is None]
    return [_opens(entry, pane) for pane in range(len(SIDES)) for entry in good]


def _opens(entry: Entry, pane: int) -> Action:
    return Action(
        f"open_{pane}_{entry.id}", SIDES[pane].format(name=entry.id), (),
        lambda w: w.session.controller(ModelsController).choose(pane, entry.folder), menu=MODEL,
    )  # fmt: skip


FEATURE = Feature(
    "models",
    controllers=(LibraryController, ModelsController, ThumbnailController),
    cards=(
        CardRow("models", "aevae_desktop.features.models.panel:ModelsPanel", translate("models", "Models"), ("M",),
                rank=28,
                button=translate("models", "Models"), tip=translate("models", "Choose other models (M)"), fold=7,
                menu=MODEL),
    ),
    panels=(
        PanelRow("aevae_desktop.features.models.title:MapTitle", Place.OVER_MAP, 10),
    ),
    actions=(
        Action("open_folder", translate("models", "Open a model's folder…"), ("Ctrl+Shift+O",), _ask_which, rank=86,
               menu=FILE),
    ),
    drop=_drop,
    drop_rank=2,  # after all others: of a folder that nobody takes it says what a model's would have
    offer=_offer,
)  # fmt: skip

"""The models: which bundles there are, which are open on which map, and their codes."""

from __future__ import annotations

from pathlib import Path

from aevae_desktop.features.feature import CardRow, Feature, PanelRow, Place
from aevae_desktop.features.models.controller import ModelsController
from aevae_desktop.features.models.library_controller import LibraryController
from aevae_desktop.reading import regular
from aevae_desktop.session.session import Session


def _drop(session: Session, pane: int, path: Path) -> bool:
    """Open a bundle's folder; False for a file."""
    if not regular.is_folder(path):
        return False
    session.controller(LibraryController).open(pane, path)
    return True


FEATURE = Feature(
    "models",
    controllers=(LibraryController, ModelsController),
    cards=(
        CardRow("models", "aevae_desktop.features.models.panel:ModelsPanel", "Models", ("M",), rank=96,
                button="Models", tip="Choose other models (M)", fold=4),
    ),
    panels=(
        PanelRow("aevae_desktop.features.models.title:MapTitle", Place.OVER_MAP, 10),
    ),
    drop=_drop,
)  # fmt: skip

"""Networks that are no bundle yet, two ONNX files or a folder of them: measured, made a bundle of, and opened."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from aevae_desktop.features.feature import CardRow, Feature, PanelRow, Place
from aevae_desktop.features.networks.controller import NetworksController, are_networks
from aevae_desktop.features.networks.state import Reading
from aevae_desktop.language import translate
from aevae_desktop.session.session import Session
from aevae_desktop.session.state import SessionState
from aevae_desktop.ui.action import FILE, MODEL, Action, MainWindow


def _drop(session: Session, pane: int, path: Path) -> bool:
    """Open an ONNX file, or a folder of them without a manifest; False for anything else."""
    if not are_networks(path):
        return False
    session.controller(NetworksController).take(pane, path)
    return True


def _ask_which(window: MainWindow) -> None:
    """Let a person choose the decoder, or both networks, which open as if they were dropped on the leading map."""
    from PySide6.QtWidgets import QFileDialog

    from aevae_desktop.ui.widgets.file_dialog import ask_to_open

    title = translate("networks", "Open a decoder, or an encoder and its decoder")
    several = QFileDialog.FileMode.ExistingFiles
    take = partial(window.session.controller(NetworksController).open, window.session.state.lead)
    ask_to_open(window, title, take, [translate("networks", "Networks (*.onnx)")], several)


def _look(window: MainWindow) -> None:
    """Show how the model of the leading map was read, and have it read in another way."""
    window.session.controller(NetworksController).look(window.session.state.lead)


def _asked(old: SessionState, new: SessionState) -> bool:
    """Whether a person is asked anew."""
    return new.part(Reading).asked and new.part(Reading).manifest is not old.part(Reading).manifest


FEATURE = Feature(
    "networks",
    controllers=(NetworksController,),
    cards=(
        CardRow("networks", "aevae_desktop.features.networks.panel:NetworksPanel",
                translate("networks", "Open models: your own networks"), (), rank=85, menu=FILE, comes=_asked),
    ),
    panels=(PanelRow("aevae_desktop.features.networks.class_row:ClassRow", Place.OVER_MAP, 20),),
    actions=(
        Action("open_networks", translate("networks", "Open ONNX networks…"), (), _ask_which, rank=86, menu=FILE),
        Action("reread", translate("networks", "Change how it was read…"), (), _look, rank=94, menu=MODEL),
    ),
    drop=_drop,
    drop_together=True,
)  # fmt: skip

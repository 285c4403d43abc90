"""Networks that are no bundle yet, two ONNX files or a folder of them: measured, made a bundle of, and opened."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from aevae_desktop.features.feature import Feature
from aevae_desktop.features.networks.controller import NetworksController, are_networks
from aevae_desktop.session.session import Session
from aevae_desktop.ui.action import FILE, Action, MainWindow


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

    title, several = "Open a decoder, or an encoder and its decoder", QFileDialog.FileMode.ExistingFiles
    take = partial(window.session.controller(NetworksController).open, window.session.state.lead)
    ask_to_open(window, title, take, ["Networks (*.onnx)"], several)


FEATURE = Feature(
    "networks",
    controllers=(NetworksController,),
    actions=(Action("open_networks", "Open ONNX networks…", (), _ask_which, rank=86, menu=FILE),),
    drop=_drop,
)

"""The system's dialog for files and folders."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget


def file_dialog(parent: QWidget, title: str, mode: QFileDialog.AcceptMode) -> QFileDialog:
    """A dialog that begins in the folder that was used last, and deletes itself."""
    dialog = QFileDialog(parent.window(), title)
    dialog.setAcceptMode(mode)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return dialog


def ask_to_open(
    parent: QWidget,
    title: str,
    take: Callable[[Sequence[Path]], object],
    filters: Sequence[str] = (),
    mode: QFileDialog.FileMode = QFileDialog.FileMode.ExistingFile,
) -> None:
    """Let a person choose what there is; ``take`` gets it. ``filters``: as ``Pictures (*.png *.jpg)``."""
    dialog = file_dialog(parent, title, QFileDialog.AcceptMode.AcceptOpen)
    dialog.setFileMode(mode)
    if filters:
        dialog.setNameFilters(list(filters))
    dialog.filesSelected.connect(lambda names: take([Path(name) for name in names]))
    dialog.open()

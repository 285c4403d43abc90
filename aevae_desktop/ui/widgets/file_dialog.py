"""The system's dialog for files and folders."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget


def file_dialog(parent: QWidget, title: str, mode: QFileDialog.AcceptMode) -> QFileDialog:
    """A dialog that begins in the folder that was used last, and deletes itself."""
    dialog = QFileDialog(parent.window(), title)
    dialog.setAcceptMode(mode)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return dialog

"""The ways by which pictures come: dropped, pasted, or opened from the menu."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog

from aevae_desktop.features.drawing import picture_file
from aevae_desktop.features.pictures.controller import PicturesController
from aevae_desktop.features.pictures.reading import holds_pictures
from aevae_desktop.language import translate
from aevae_desktop.session.session import Session
from aevae_desktop.ui.action import MainWindow
from aevae_desktop.ui.widgets.file_dialog import ask_to_open

NOTHING = translate("pictures", "The clipboard holds no picture: copy one, or drop its file on the window.")


def drop(session: Session, _pane: int, path: Path) -> bool:
    """Read a picture, or a folder of them; False for anything else."""
    if not picture_file.is_picture(path) and not holds_pictures(path):
        return False
    session.controller(PicturesController).take(path)
    return True


def ask_which(window: MainWindow) -> None:
    """Let a person choose pictures."""
    filters = [
        translate("pictures", "Pictures ({endings})").format(
            endings=" ".join(f"*{suffix}" for suffix in picture_file.SUFFIXES)
        ),
        translate("pictures", "All files (*)"),
    ]
    several = QFileDialog.FileMode.ExistingFiles
    ask_to_open(
        window, translate("pictures", "Open pictures"), window.session.controller(PicturesController).open, filters,
        several,
    )  # fmt: skip


def paste(window: MainWindow) -> None:
    """Read the picture in the clipboard, or open the files that it names as if they were dropped."""
    data = QGuiApplication.clipboard().mimeData()  # None where there never was one
    files = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()] if data and data.hasUrls() else []
    image = data.imageData() if data and data.hasImage() else None
    for path in files:
        window.open_path(path)
    if not files and isinstance(image, QImage) and not image.isNull():
        window.session.controller(PicturesController).paste(image)
    elif not files:
        window.session.notify(NOTHING)

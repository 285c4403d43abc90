"""The ways by which a picture comes to the drawing: dropped, pasted, or opened from the menu."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QGuiApplication, QImage

from aevae_desktop.features.drawing import picture_file
from aevae_desktop.features.drawing.controller import DrawingController
from aevae_desktop.language import translate
from aevae_desktop.session.session import Session
from aevae_desktop.ui.action import MainWindow
from aevae_desktop.ui.widgets.file_dialog import ask_to_open

NOTHING = translate("drawing", "The clipboard holds no picture: copy one, or drop its file on the window.")


def drop(session: Session, _pane: int, path: Path) -> bool:
    """Read a picture in place of the drawing; False for any other file."""
    if not picture_file.is_picture(path):
        return False
    session.controller(DrawingController).open_picture(path)
    return True


def ask_which(window: MainWindow) -> None:
    """Let a person choose a picture."""
    filters = [
        translate("drawing", "Pictures ({endings})").format(
            endings=" ".join(f"*{suffix}" for suffix in picture_file.SUFFIXES)
        ),
        translate("drawing", "All files (*)"),
    ]
    controller = window.session.controller(DrawingController)
    ask_to_open(
        window, translate("drawing", "Open a picture"), lambda paths: controller.open_picture(paths[0]), filters
    )


def paste(window: MainWindow) -> None:
    """Read the picture in the clipboard, or open the file that it names as if it were dropped."""
    data = QGuiApplication.clipboard().mimeData()  # None where there never was one
    files = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()] if data and data.hasUrls() else []
    image = data.imageData() if data and data.hasImage() else None
    if files:
        window.open_path(files[0])
    elif isinstance(image, QImage) and not image.isNull():
        window.session.controller(DrawingController).open_picture(image)
    else:
        window.session.notify(NOTHING)

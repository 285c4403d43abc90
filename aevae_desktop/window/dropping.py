"""What may be dropped on the window: a figure shows its view, a bundle's folder opens in the map under the pointer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from aevae_desktop.features.figures import metadata
from aevae_desktop.features.models.library_controller import LibraryController
from aevae_desktop.reading import regular
from aevae_desktop.session.session import Session


class DropTarget(QObject):
    """Watches ``window``; ``maps`` are its map widgets, pane 0 first, and ``open_figure`` shows a figure."""

    def __init__(
        self, window: QWidget, session: Session, maps: Sequence[QWidget], open_figure: Callable[[Path], None]
    ) -> None:
        super().__init__(window)
        self._window, self._session, self._maps, self._open_figure = window, session, tuple(maps), open_figure
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take what is a file or a folder of this machine."""
        if isinstance(event, QDragEnterEvent) and event.type() == QEvent.Type.DragEnter and _paths(event.mimeData()):
            event.acceptProposedAction()
            return True
        if isinstance(event, QDropEvent) and event.type() == QEvent.Type.Drop:
            for path in _paths(event.mimeData())[: len(self._maps)]:
                self.take(path, event.position().toPoint())
            event.acceptProposedAction()
            return True
        return False

    def take(self, path: Path, at: QPoint) -> None:
        """Open what was dropped ``at`` a point of the window."""
        if regular.is_folder(path):
            self._session.controller(LibraryController).open(self._pane(at), path)
        elif metadata.carries(path):
            self._open_figure(path)
        else:
            self._session.notify(f"{path}: neither a bundle's folder nor a figure of this program.")

    def _pane(self, at: QPoint) -> int:
        """The map under the pointer, or the one in hand."""
        for i, canvas in enumerate(self._maps):
            if canvas.isVisible() and canvas.rect().contains(canvas.mapFrom(self._window, at)):
                return i
        return self._session.state.lead


def _paths(data: QMimeData) -> list[Path]:
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]

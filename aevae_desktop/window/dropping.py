"""What may be dropped on the window: a figure shows its view, a picture is read, a model opens under the pointer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from aevae_desktop.features.feature import Feature
from aevae_desktop.language import translate
from aevae_desktop.session.session import Session


class DropTarget(QObject):
    """Watches ``window``; ``maps`` are its map widgets, pane 0 first. ``features`` open what is dropped."""

    def __init__(self, window: QWidget, session: Session, maps: Sequence[QWidget], features: Iterable[Feature]) -> None:
        super().__init__(window)
        self._window, self._session, self._maps = window, session, tuple(maps)
        ranked = sorted(features, key=lambda feature: feature.drop_rank)
        self._takers = [feature.drop for feature in ranked if feature.drop is not None]
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

    def take(self, path: Path, at: QPoint | None = None) -> None:
        """Open what was dropped ``at`` a point of the window, or without one in the active map."""
        if not any(take(self._session, self._pane(at), path) for take in self._takers):
            self._session.notify(
                translate(
                    "window",
                    "{path}: neither a model's folder, nor a figure that this program has exported, nor a picture.",
                ).format(path=path)
            )

    def _pane(self, at: QPoint | None) -> int:
        """The map under the pointer, or the active one."""
        for i, canvas in enumerate(self._maps):
            if at is not None and canvas.isVisible() and canvas.rect().contains(canvas.mapFrom(self._window, at)):
                return i
        return self._session.state.lead


def _paths(data: QMimeData) -> list[Path]:
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]

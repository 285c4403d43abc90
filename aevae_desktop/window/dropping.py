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
        self._takers = [feature for feature in ranked if feature.drop is not None]
        self._gatherers = [feature for feature in self._takers if feature.drop_together]
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take what is a file or a folder of this machine."""
        if isinstance(event, QDragEnterEvent) and event.type() == QEvent.Type.DragEnter and _paths(event.mimeData()):
            event.acceptProposedAction()
            return True
        if isinstance(event, QDropEvent) and event.type() == QEvent.Type.Drop:
            self.take_all(_paths(event.mimeData()), event.position().toPoint())
            event.acceptProposedAction()
            return True
        return False

    def take_all(self, paths: Sequence[Path], at: QPoint | None = None) -> None:
        """Open what was dropped together: networks as one model, pictures, of others as many as there are maps."""
        opened = left = 0
        for path in paths:
            room = opened < len(self._maps)
            taker = self._offer(path, at, self._takers if room else self._gatherers)
            if taker is not None and taker.drop_together:
                continue
            opened, left = opened + room, left + (not room)
            if room and taker is None:
                self._refuse(path)
        if left:
            text = translate("window", "Of what was dropped, the first {n} were opened, and {left} left.")
            self._session.notify(text.format(n=opened, left=left))

    def take(self, path: Path, at: QPoint | None = None) -> None:
        """Open what was dropped ``at`` a point of the window, or without one in the active map."""
        if self._offer(path, at, self._takers) is None:
            self._refuse(path)

    def _refuse(self, path: Path) -> None:
        text = translate(
            "window",
            "{path}: neither a model's folder, nor networks, nor a figure that this program has exported, "
            "nor a picture.",
        )
        self._session.notify(text.format(path=path))

    def _offer(self, path: Path, at: QPoint | None, features: Sequence[Feature]) -> Feature | None:
        """Which of ``features`` opens it; None where none does."""
        pane = self._pane(at)
        return next((each for each in features if each.drop is not None and each.drop(self._session, pane, path)), None)

    def _pane(self, at: QPoint | None) -> int:
        """The map under the pointer, or the active one."""
        for i, canvas in enumerate(self._maps):
            if at is not None and canvas.isVisible() and canvas.rect().contains(canvas.mapFrom(self._window, at)):
                return i
        return self._session.state.lead


def _paths(data: QMimeData) -> list[Path]:
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]

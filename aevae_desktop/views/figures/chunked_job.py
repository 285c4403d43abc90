"""Work in pieces: one piece a turn of the event loop, so that a large figure never holds the window up for long."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QObject, QTimer

from aevae_desktop.errors import LabError


class ChunkedJob(QObject):
    """Collects ``pieces`` and hands them over whole; a new job takes the place of one that is under way."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._pieces: Iterator[bytes] | None = None
        self._got: list[bytes] = []
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._step)

    @property
    def busy(self) -> bool:
        """True while pieces are still to come."""
        return self._pieces is not None

    def start(self, pieces: Iterator[bytes], done: Callable[[bytes], None], failed: Callable[[LabError], None]) -> None:
        """Collect; then ``done(data)``, or ``failed(error)`` for an error of the world in either."""
        self._pieces, self._got, self._done, self._failed = pieces, [], done, failed
        self._timer.start()

    def _step(self) -> None:
        try:
            piece = None if self._pieces is None else next(self._pieces, None)
            if piece is None:
                self._finish()
            else:
                self._got.append(piece)
        except LabError as error:
            self._stop()
            self._failed(error)
        except BaseException:
            self._stop()  # a bug must not come again in every turn of the loop
            raise

    def _finish(self) -> None:
        data = b"".join(self._got)
        self._stop()
        self._done(data)

    def _stop(self) -> None:
        self._timer.stop()
        self._pieces, self._got = None, []

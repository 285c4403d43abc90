"""What is open, kept in a file while it changes: a killed window loses a second of work at most.

Nothing is done where a hand moves: a change only starts a clock. What is to be written is put together a few ms at a
time, between other events, and nothing is written where nothing has changed.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from aevae_desktop import atomic
from aevae_desktop.errors import LabError
from aevae_desktop.features.figures.controller import FigureController
from aevae_desktop.features.recovery import work
from aevae_desktop.language import translate
from aevae_desktop.session.session import Session

SOON_MS = 100  # after a change that comes alone
PERIOD_MS = 500  # between the beginnings of two saves
SLICE_S = 0.003  # of the event loop at a time


class Autosave(QObject):
    """Keeps what ``session`` shows in ``path``. ``theme``: the name of the one that is worn; ``tell``: to the user.

    ``saved`` is emitted when the file is up to date: it holds all that there is now.
    """

    saved = Signal()

    def __init__(
        self, session: Session, path: Path, theme: Callable[[], str], tell: Callable[[str], None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._session, self._path, self._theme, self._tell = session, path, theme, tell
        self._known: tuple[object, ...] | None = None  # the work that the file holds, or that nobody has changed yet
        self._text = ""
        self._begun = 0.0
        self._pending: tuple[object, ...] = ()
        self._pieces: Iterator[str] = iter(())
        self._made: list[str] = []
        self._refused = False
        self._soon = QTimer(self, singleShot=True)
        self._soon.timeout.connect(lambda: self._begin())
        self._slices = QTimer(self, interval=0)
        self._slices.timeout.connect(self._go_on)
        session.changed.connect(self._on_changed)
        self._soon.start(SOON_MS)

    def flush(self, *, untouched: bool = False) -> None:
        """Bring the file up to date now; with ``untouched`` it holds even what nobody has changed."""
        self._stop()
        self._begin(untouched)
        while self._slices.isActive():
            self._go_on()

    def close(self) -> None:
        """Save no more."""
        self._session.changed.disconnect(self._on_changed)
        self._stop()

    def _on_changed(self) -> None:
        if not (self._soon.isActive() or self._slices.isActive()):
            self._wait()

    def _wait(self) -> None:
        since = (time.monotonic() - self._begun) * 1000
        self._soon.start(max(SOON_MS, round(PERIOD_MS - since)))

    def _begin(self, untouched: bool = False) -> None:
        state = self._session.state
        now = work.parts(state, self._session.saved)
        if untouched and not self._text:
            if self._session.controller(FigureController).busy:
                return  # closed before the last session was back: that one stays
            self._known = None
        elif self._known is None and not work.touched(state, self._session.saved):
            self._known = now if self._session.idle else None  # what it opens with is no work
            if self._known is None:
                self._wait()
            return
        if self._known is not None and work.same(now, self._known):
            return
        self._begun, self._pending, self._made = time.monotonic(), now, []
        self._pieces = work.pieces(state, dict(self._session.views), self._session.saved, self._theme())
        self._slices.start()

    def _go_on(self) -> None:
        until = time.perf_counter() + SLICE_S
        try:
            self._made.append(next(self._pieces))
            while time.perf_counter() < until:
                self._made.append(next(self._pieces))
        except StopIteration:
            self._finish("".join(self._made))
        except LabError:  # no model is open: what was saved last stays
            self._stop()

    def _finish(self, text: str) -> None:
        self._stop()
        kept = text == self._text or self._written(text)
        if kept:
            self._known, self._text = self._pending, text
        if not work.same(self._pending, work.parts(self._session.state, self._session.saved)):
            self._wait()
        elif kept:
            self.saved.emit()

    def _written(self, text: str) -> bool:
        try:
            atomic.write_file(self._path, text.encode(), durable=False)  # a killed process loses nothing of it
        except OSError as error:
            if not self._refused:
                self._tell(
                    translate("recovery", "What is open cannot be kept for the next start: {why}.").format(
                        why=error.strerror or error
                    )
                )
            self._refused = True
            return False
        return True

    def _stop(self) -> None:
        self._soon.stop()
        self._slices.stop()

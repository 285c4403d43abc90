"""The window's side of the filming process: one process a file, ended as soon as nobody wants the file any more."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from aevae_desktop.engine.wire import launch
from aevae_desktop.engine.wire.frames import Frame, ProtocolError
from aevae_desktop.engine.wire.protocol import error_in
from aevae_desktop.errors import DataError, LabError
from aevae_desktop.language import translate
from aevae_desktop.session.inference.child_process import ChildProcess

TRY_AGAIN = translate("film_export", "Nothing was written; try again.")


class FilmChild(ChildProcess):
    """Asks for one file with ``request`` (``filming.job.request``).

    ``on_progress(share)`` is called as it goes on, then ``done(data)`` or ``failed(error)`` once, all from the event
    loop. Nothing is called after ``end``.
    """

    def __init__(
        self,
        request: bytes,
        on_progress: Callable[[float], None],
        done: Callable[[bytes], None],
        failed: Callable[[LabError], None],
        parent: QObject,
    ) -> None:
        super().__init__("filming", self._on_frame, self._on_lost, parent, patient=True, module=launch.FILMING)
        self._on_progress, self._done, self._failed = on_progress, done, failed
        self.process.write(request)

    def _on_frame(self, frame: Frame) -> None:
        share, error, data = frame.header.get("share"), error_in(frame), frame.arrays.get("data")
        if isinstance(share, int | float):
            self._on_progress(min(max(share, 0.0), 1.0))
            return
        if error is None and data is None:
            raise ProtocolError("neither a share nor a file")
        self.end()
        if error is not None:
            self._failed(error)
        elif data is not None:
            self._done(data.tobytes())

    def _on_lost(self, what: str) -> None:
        self._failed(
            DataError(
                translate("film_export", "the process that makes the film {what}").format(what=what), remedy=TRY_AGAIN
            )
        )

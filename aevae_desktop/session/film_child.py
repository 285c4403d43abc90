"""The window's side of the filming process: one process a file, ended as soon as nobody wants the file any more."""

from __future__ import annotations

import logging
from collections.abc import Callable

from PySide6.QtCore import QObject, QProcess, Qt

from aevae_desktop.engine.wire import launch
from aevae_desktop.engine.wire.frames import MAX_REPLY, Frame, FrameReader, ProtocolError
from aevae_desktop.engine.wire.protocol import parse_error
from aevae_desktop.errors import DataError, LabError
from aevae_desktop.session.inference import child

log = logging.getLogger(__name__)
TRY_AGAIN = "Nothing was written; try again."
_TAIL = 8192  # bytes of the child's stderr that are kept


class FilmChild(QObject):
    """Asks for one file with ``request`` (``filming.job.request``).

    ``told(share)`` hears how far it is; then either ``done(data)`` or ``failed(error)``, once, from the event loop.
    Nothing is heard after ``end``.
    """

    def __init__(
        self,
        request: bytes,
        told: Callable[[float], None],
        done: Callable[[bytes], None],
        failed: Callable[[LabError], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._told, self._done, self._failed = told, done, failed
        self._reader, self._stderr = FrameReader(MAX_REPLY), b""
        self._ended = False
        process = self._process = child.start(patient=True, module=launch.FILMING)
        process.setParent(self)
        process.readyReadStandardOutput.connect(self._on_output)
        process.readyReadStandardError.connect(self._on_stderr)
        process.finished.connect(self._on_finished)
        process.errorOccurred.connect(self._on_error, Qt.ConnectionType.QueuedConnection)
        process.write(request)

    @property
    def pid(self) -> int:
        """The process number, 0 while there is none."""
        return 0 if self._ended else self._process.processId()

    def end(self) -> None:
        """End the process, whatever it is at; nothing is waited for."""
        if not self._ended:
            self._ended = True
            child.let_go(self._process)
            self.deleteLater()

    def _on_output(self) -> None:
        try:
            for frame in self._reader.feed(b"" if self._ended else self._process.readAllStandardOutput().data()):
                if not self._ended:  # an earlier frame may have been the last one that is wanted
                    self._on_frame(frame)
        except (ProtocolError, KeyError, TypeError, ValueError) as error:
            self._lose(f"wrote what is no reply ({error})")

    def _on_frame(self, frame: Frame) -> None:
        if "share" in frame.header:
            self._told(min(max(float(frame.header["share"]), 0.0), 1.0))
        elif "error" in frame.header:
            error = parse_error(frame.header["error"])
            self.end()
            self._failed(error)
        else:
            data = frame.arrays["data"].tobytes()
            self.end()
            self._done(data)

    def _on_stderr(self) -> None:
        if not self._ended:
            self._stderr = (self._stderr + self._process.readAllStandardError().data())[-_TAIL:]

    def _on_finished(self, code: int, status: QProcess.ExitStatus) -> None:
        self._on_output()  # what it said last may still be in the pipe
        if not self._ended:
            crashed = status == QProcess.ExitStatus.CrashExit
            self._lose("was killed" if crashed else f"ended by itself (exit code {code})")

    def _on_error(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart and not self._ended:
            self._lose(f"could not be started ({self._process.errorString()})")

    def _lose(self, what: str) -> None:
        tail = self._stderr.decode(errors="replace")
        log.warning("the filming process %s%s", what, f"; its last words: {tail}" if tail else "")
        self.end()
        self._failed(DataError(f"the process that makes the film {what}", remedy=TRY_AGAIN))

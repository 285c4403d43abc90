"""One child process that speaks in frames, from its start to its end."""

from __future__ import annotations

import logging
from collections.abc import Callable

from PySide6.QtCore import QObject, QProcess, Qt

from aevae_desktop.engine.wire import launch
from aevae_desktop.engine.wire.frames import MAX_REPLY, Frame, FrameReader, ProtocolError
from aevae_desktop.language import translate
from aevae_desktop.session.inference import child, losses

log = logging.getLogger(__name__)
_TAIL = 8192  # bytes of the child's stderr that are kept


class ChildProcess(QObject):
    """A child of that ``module``, or ``process``, one that was started ahead; a ``patient`` one lets others go first.

    From the event loop, never from within a method called here: ``on_frame(frame)`` for each frame that it writes, of
    ``reader.limit`` bytes at most, and once ``lost(what)``, when it has ended, was never there, or wrote what is no
    frame; so does a ``ProtocolError`` that ``on_frame`` raises. Nothing is told after ``end``.
    """

    def __init__(
        self,
        name: str,
        on_frame: Callable[[Frame], None],
        lost: Callable[[str], None],
        parent: QObject,
        patient: bool = False,
        module: str = launch.SERVER,
        process: QProcess | None = None,
    ) -> None:
        super().__init__(parent)
        self.name, self._on_frame, self._lost = name, on_frame, lost
        self.reader, self.stderr_tail, self._ended = FrameReader(MAX_REPLY), b"", False
        process = self.process = process or child.start(patient, module)
        process.setParent(self)
        process.readyReadStandardOutput.connect(self._on_output)
        process.readyReadStandardError.connect(self._on_stderr)
        process.finished.connect(self._on_finished)
        # queued: a failed start may be told from within start()
        process.errorOccurred.connect(self._on_error, Qt.ConnectionType.QueuedConnection)

    @property
    def pid(self) -> int:
        """The process number, 0 while there is none."""
        return 0 if self._ended else self.process.processId()

    def end(self, why: str = "") -> None:
        """Let go of the process, whatever it is at; nothing is waited for. ``why``: for the log, where it was lost."""
        if self._ended:
            return
        self._on_stderr()
        self._ended = True
        if why:
            tail = self.stderr_tail[-500:].decode(errors="replace")
            log.warning("the %s process %s%s", self.name, why, f"; its last words: {tail}" if tail else "")
        child.let_go(self.process)
        self.deleteLater()

    def _lose(self, what: str) -> None:
        if not self._ended:
            self.end(what)
            self._lost(what)

    def _on_output(self) -> None:
        try:
            for frame in self.reader.feed(b"" if self._ended else self.process.readAllStandardOutput().data()):
                if not self._ended:  # an earlier frame may have been the last one that is wanted
                    self._on_frame(frame)
        except ProtocolError as error:
            self._lose(translate("session", "wrote what is no reply ({error})").format(error=error))

    def _on_stderr(self) -> None:
        if not self._ended:  # always drained: an unread pipe would grow in this process
            self.stderr_tail = (self.stderr_tail + self.process.readAllStandardError().data())[-_TAIL:]

    def _on_finished(self, code: int, status: QProcess.ExitStatus) -> None:
        self._on_output()  # what it said last may still be in the pipe
        self._lose(losses.ending(code, status == QProcess.ExitStatus.CrashExit))

    def _on_error(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            self._lose(
                translate("session", "could not be started ({errorstring})").format(
                    errorstring=self.process.errorString()
                )
            )

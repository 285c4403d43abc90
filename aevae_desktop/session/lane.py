"""A lane: keeps one inference process alive and feeds it from latest-wins slots.

A lane has one request in flight. What waits in a slot is overwritten by the next job for that slot; slots take
turns. A child that crashes, hangs past the deadline or writes nonsense is killed and replaced, its models are
loaded again, and the lost request is tried once more. No thread is used: everything happens in Qt's event loop.
"""

from __future__ import annotations

import itertools
import logging
import os
import signal
import time
from collections import deque
from collections.abc import Callable

from PySide6.QtCore import QObject, QProcess, Qt, QTimer

from aevae_desktop.engine.frames import Frame, FrameReader, ProtocolError
from aevae_desktop.engine.protocol import (
    Decode,
    Draw,
    Evaluate,
    Job,
    Load,
    NearestTo,
    Neighbours,
    ReadImages,
    ReadPoints,
    Reconstruct,
    Survey,
    Trace,
    Unload,
    WriteCodes,
    error_in,
    errors_in,
    models_of,
    request,
)
from aevae_desktop.errors import LabError, ModelError
from aevae_desktop.session import child
from aevae_desktop.session.events import Failed, Listener, Replied, Restarted
from aevae_desktop.session.slots import Queue, Request

log = logging.getLogger(__name__)

DEADLINE_S = 20.0
STRIKES = 2  # a request that has cost this many children is given up
STARTS = 5  # so many children in a row that never answered: the lane rests until it is asked again
_CALM_S = 10.0  # losses older than this do not slow down a restart
_BACKOFF_S = (0.0, 0.0, 0.25, 0.5, 1.0, 2.0)
_TAIL = 8192  # bytes of the child's stderr that are kept


class Lane(QObject):
    """One inference process and what it has to do.

    Events go to ``listener`` from the event loop, never from within a method called here. ``deadline_s``:
    seconds a request may take before its process is replaced. ``process``: a child that was started ahead.
    A ``patient`` lane's process lets others have the processor first.
    """

    def __init__(
        self,
        name: str,
        listener: Listener,
        deadline_s: float = DEADLINE_S,
        process: QProcess | None = None,
        patient: bool = False,
    ) -> None:
        super().__init__()
        self.name, self.deadline_s, self.patient = name, deadline_s, patient
        self._ahead = process
        self.stderr_tail = b""
        self._listener = listener
        self._ids = itertools.count(1)
        self._queue = Queue()
        self._sticky: dict[str, Request] = {}  # key -> the load to repeat in each new process
        self._strikes: dict[str, int] = {}  # slot -> processes its request has cost
        self._losses: deque[float] = deque(maxlen=len(_BACKOFF_S))
        self._mute = 0  # processes in a row that never answered
        self._flying: Request | None = None
        self._process: QProcess | None = None
        self._reader = FrameReader()
        self._closed = False
        self._deadline = self._timer(self._on_deadline)
        self._backoff = self._timer(self._launch)

    def _timer(self, slot: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.timeout.connect(slot)
        return timer

    # ------------------------------------------------------------ commands

    @property
    def busy(self) -> bool:
        """Whether a request is in flight or waits, or the process is being replaced."""
        return self._flying is not None or bool(self._queue) or self._backoff.isActive()

    @property
    def pid(self) -> int:
        """The process number of the child, 0 while there is none."""
        return self._process.processId() if self._process is not None else 0

    def start(self) -> None:
        """Start the child now rather than with the first job."""
        if self._process is None and not self._backoff.isActive() and not self._closed:
            self._launch()

    def submit(self, slot: str, job: Job) -> int:
        """Ask for ``job``; replaces what waits in ``slot``, not what is in flight. Returns the request's number.

        A ``Load`` or ``Unload`` goes before everything that waits, in a slot of its own.
        """
        item = Request(next(self._ids), slot, job)
        if not self._closed:
            self._remember(item)
            self._queue.put(item)
            self.start()
            self._pump()
        return item.id

    def load(self, key: str, folder: str | os.PathLike[str]) -> int:
        """Open a bundle under ``key``, now and after each restart; goes before everything that waits."""
        return self.submit("", Load(key, os.fspath(folder)))

    def unload(self, key: str) -> int:
        """Forget the model ``key``, in the child and for restarts; no event tells of it."""
        return self.submit("", Unload(key))

    def drop(self, slot: str) -> None:
        """Forget what waits in ``slot``; a request in flight still replies."""
        self._queue.drop(slot)

    def close(self) -> None:
        """End the child: it leaves when its stdin closes, and is killed if it does not. No event comes after this."""
        self._closed = True
        self._queue, self._flying = Queue(), None
        self._backoff.stop()
        if self._process is not None and self._process.state() == QProcess.ProcessState.Running:
            self._process.blockSignals(True)
            self._process.closeWriteChannel()
            self._process.waitForFinished(300)
        self._discard()

    def _remember(self, item: Request) -> None:
        """Loads are repeated in each new process, until an unload, a newer load or a failure."""
        if isinstance(item.job, Load | Unload):
            item.slot = f"load:{item.job.key}"
            item.quiet = isinstance(item.job, Unload)
            self._strikes.pop(item.slot, None)
            self._sticky.pop(item.job.key, None)
        if isinstance(item.job, Load):
            self._sticky[item.job.key] = item

    # ------------------------------------------------------------ the child

    def _launch(self) -> None:
        ahead, self._ahead = self._ahead, None
        alive = ahead is not None and ahead.state() != QProcess.ProcessState.NotRunning
        process = self._process = ahead if ahead is not None and alive else child.start(self.patient)
        process.setParent(self)
        self._reader = FrameReader()
        process.readyReadStandardOutput.connect(self._on_output)
        process.readyReadStandardError.connect(self._on_stderr)
        process.finished.connect(self._on_finished)
        # queued: a failed start may be told from within start(), hence from within submit()
        process.errorOccurred.connect(self._on_error, Qt.ConnectionType.QueuedConnection)
        self._queue.repeat(list(self._sticky.values()))
        self._pump()

    def _discard(self) -> None:
        """Kill what is left of the child and let go of it."""
        self._deadline.stop()
        process, self._process = self._process, None
        if process is None:
            return
        process.blockSignals(True)
        if process.state() != QProcess.ProcessState.NotRunning:
            process.kill()
            process.waitForFinished(2000)
        process.deleteLater()

    def _pump(self) -> None:
        """Send the next request if none is in flight and there is a child."""
        if self._flying is not None or self._process is None:
            return
        self._flying = item = self._queue.take()
        if item is not None:
            self._process.write(request(item.id, item.job))
            self._process.waitForBytesWritten(0)  # now, not when the event loop comes round: painting may be before
            self._deadline.start(int(self.deadline_s * 1000))

    def _on_output(self) -> None:
        if self._process is None:
            return
        try:
            for frame in self._reader.feed(self._process.readAllStandardOutput().data()):
                self._on_reply(frame)
        except ProtocolError as error:
            self._lose(f"wrote what is no reply ({error})")

    def _on_reply(self, frame: Frame) -> None:
        item = self._flying
        if item is None or frame.header.get("id") != item.id:
            raise ProtocolError("a reply nobody asked for")
        self._deadline.stop()
        self._flying, self._mute = None, 0
        self._strikes.pop(item.slot, None)
        self._pump()  # the child works on the next one while the window shows this one
        error = error_in(frame)
        if error is not None:
            self._fail(item, error)
        elif not item.quiet:
            item.quiet = True  # should it be a load, its repetitions tell nothing
            self._listener(Replied(self.name, item.id, item.slot, item.job, frame))
        for part in errors_in(frame).values():
            self._fail(item, part)

    def _fail(self, item: Request, error: LabError) -> None:
        if self._closed:
            return
        if isinstance(item.job, Load) and self._sticky.get(item.job.key) is item:
            del self._sticky[item.job.key]
        self._listener(Failed(self.name, item.id, item.slot, item.job, error))

    def _on_stderr(self) -> None:
        if self._process is not None:  # always drained: an unread pipe would grow in this process
            text = self._process.readAllStandardError().data()
            self.stderr_tail = (self.stderr_tail + text)[-_TAIL:]

    def _on_finished(self, code: int, status: QProcess.ExitStatus) -> None:
        crashed = status == QProcess.ExitStatus.CrashExit
        self._lose(f"was killed ({_signal_name(code)})" if crashed else f"ended by itself (exit code {code})")

    def _on_error(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart and self._process is not None:
            self._lose(f"could not be started ({self._process.errorString()})")

    def _on_deadline(self) -> None:
        self._lose(f"did not answer within {self.deadline_s:g} s")

    # ------------------------------------------------------------ loss

    def _lose(self, what: str) -> None:
        """The child is of no more use: replace it, and give the request it held a second chance."""
        if self._closed:
            return
        self._on_stderr()
        self._discard()
        tail = self.stderr_tail[-500:].decode(errors="replace")
        log.warning("the %s inference process %s%s", self.name, what, f"; its last words: {tail}" if tail else "")
        self._mute += 1
        lost, self._flying = self._flying, None
        given_up = self._judge(lost)
        rest = self._mute >= STARTS
        dropped = self._queue.drain() if rest else []
        if not rest:
            self._backoff.start(self._delay_ms())
        self._tell(what, rest, given_up, dropped)

    def _judge(self, item: Request | None) -> Request | None:
        """Count a strike against a lost request; returned when that was its last, else it waits again."""
        if item is None:
            return None
        self._strikes[item.slot] = strikes = self._strikes.get(item.slot, 0) + 1
        if strikes < STRIKES:
            self._queue.put_back(item)
            return None
        del self._strikes[item.slot]
        if isinstance(item.job, Load) and self._sticky.get(item.job.key) is item:
            del self._sticky[item.job.key]
        return item

    def _delay_ms(self) -> int:
        now = time.monotonic()
        recent = sum(now - then < _CALM_S for then in self._losses)
        self._losses.append(now)
        return int(_BACKOFF_S[min(recent, len(_BACKOFF_S) - 1)] * 1000)

    def _tell(self, what: str, rest: bool, given_up: Request | None, dropped: list[Request]) -> None:
        end = f"{STARTS} times in a row; it rests until it is needed" if rest else "and is started again"
        self._listener(Restarted(self.name, f"The inference process {what} {end}."))
        if given_up is not None:
            self._fail(given_up, self._culprit(given_up.job, what))
        for item in dropped:
            if not item.quiet:
                self._fail(item, ModelError(f"the inference process {what}", remedy="Start the program again."))

    def _culprit(self, job: Job, what: str) -> ModelError:
        """The error of a job that has cost two processes: which bundles it spoke to, and how the process ended."""
        loads = [self._sticky[key].job for key in models_of(job) if key in self._sticky]
        folders = [load.folder for load in [job, *loads] if isinstance(load, _READS)]
        return ModelError(
            f"{_DOING[job.kind]} made the inference process stop: it {what}, {STRIKES} times",
            file=", ".join(folders) or None,
            remedy="Choose another model.",
        )


_READS = (Load, ReadPoints, ReadImages, WriteCodes, Draw)  # one folder each
_DOING = {
    Load.kind: "opening this model",
    Unload.kind: "closing this model",
    ReadPoints.kind: "reading the codes",
    Decode.kind: "decoding",
    Reconstruct.kind: "encoding and decoding",
    Evaluate.kind: "measuring a layer of the map",
    Neighbours.kind: "finding neighbours",
    NearestTo.kind: "finding the nearest codes",
    ReadImages.kind: "reading the originals",
    WriteCodes.kind: "writing the codes",
    Draw.kind: "drawing codes at random",
    Trace.kind: "tracing a path",
    Survey.kind: "measuring a path",
}


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"code {number}"

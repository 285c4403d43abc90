"""One child process, kept alive and fed from latest-wins slots.

It has one request in flight; only files and loads follow each other without waiting for replies. What waits in a
slot is overwritten by the next job for that slot; slots take turns. A child that crashes, hangs past the deadline or
writes nonsense is killed and replaced at once, its models are loaded again, and the lost request is tried once more,
unless it took too long. No thread is used and nothing is waited for: everything happens in Qt's event loop.
"""

from __future__ import annotations

import itertools
import os
import time
from collections import deque
from collections.abc import Callable

from PySide6.QtCore import QDeadlineTimer, QObject, QProcess, QTimer

from aevae_desktop.engine.wire import launch, replies
from aevae_desktop.engine.wire.frames import Frame, ProtocolError
from aevae_desktop.engine.wire.protocol import (
    Job,
    Load,
    Provide,
    Unload,
    Withdraw,
    error_in,
    errors_in,
    folders_of,
    models_of,
    request,
)
from aevae_desktop.errors import LabError, ModelError
from aevae_desktop.language import translate
from aevae_desktop.session.inference import deadlines, losses
from aevae_desktop.session.inference.child_process import ChildProcess
from aevae_desktop.session.inference.events import Failed, Listener, Replied, Restarted
from aevae_desktop.session.inference.memory_watch import MemoryWatch
from aevae_desktop.session.inference.slots import FIRST, Queue, Request

STRIKES = 2  # a request that has cost this many children is given up
STARTS = 5  # so many children in a row that never answered: it rests until it is asked again
_CALM_S = 10.0  # losses older than this do not slow down a restart
_BACKOFF_S = (0.0, 0.0, 0.25, 0.5, 1.0, 2.0)
_AHEAD = 16 << 20  # bytes that may wait to be written, and others are still sent


class InferenceProcess(QObject):
    """A process of that ``module``, replaced whenever it is lost, and what it has to do.

    Events go to ``listener`` from the event loop, never from within a method called here. ``deadline_s``: seconds that
    every request may take, in place of the table in ``deadlines``. ``process``: a child that was started ahead.
    A ``patient`` process lets others have the processor first. ``confined``: what holds of the confinement, by
    layer, as the process found out; empty until it has said so.
    """

    def __init__(
        self,
        name: str,
        listener: Listener,
        deadline_s: float | None = None,
        process: QProcess | None = None,
        patient: bool = False,
        module: str = launch.SERVER,
    ) -> None:
        super().__init__()
        self.name, self.deadline_s, self.patient, self.module = name, deadline_s, patient, module
        self.confined: dict[str, bool] = {}
        self._ahead, self._allowed_s = process, 0.0
        self._listener = listener
        self._ids = itertools.count(1)
        self._queue = Queue()
        self._sticky: dict[str, Request] = {}  # slot -> the load, or the files, to repeat in each new process
        self._known = replies.Known()
        self._strikes: dict[str, int] = {}  # slot -> processes its request has cost
        self._losses: deque[float] = deque(maxlen=len(_BACKOFF_S))
        self._mute = 0  # processes in a row that never answered
        self._flying: deque[Request] = deque()  # the first is the one that the child works on
        self._child: ChildProcess | None = None
        self._ready = False
        self._closed = self._held = False
        self._deadline = self._timer(self._on_deadline)
        self._backoff = self._timer(self._launch)
        self._watch = MemoryWatch(
            lambda: self.pid, lambda: self._lose(translate("session", "took more memory than it may")), self
        )
        self._watch.start()

    def _timer(self, slot: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.timeout.connect(slot)
        return timer

    # ------------------------------------------------------------ commands

    @property
    def busy(self) -> bool:
        """Whether a request is in flight or waits, or the process is being replaced."""
        return bool(self._flying or self._queue) or self._backoff.isActive()

    def works_on(self, slot: str) -> bool:
        """Whether a request of ``slot`` is in flight or waits."""
        return slot in self._queue.slots or any(item.slot == slot for item in self._flying)

    @property
    def pid(self) -> int:
        """The process number of the child, 0 while there is none."""
        return 0 if self._child is None else self._child.pid

    def start(self) -> None:
        """Start the child now rather than with the first job."""
        if self._child is None and not self._backoff.isActive() and not self._closed:
            self._launch()

    def submit(self, slot: str, job: Job) -> int:
        """Ask for ``job``; replaces what waits in ``slot``, not what is in flight. Returns the request's number.

        A ``Load`` or ``Unload`` goes before everything that waits, in a slot of its own. What needs a bundle that is
        ``awaited`` waits for it.
        """
        item = Request(next(self._ids), slot, job)
        if not self._closed:
            self._remember(item)
            self._queue.put(item)
            self.start()
            self._pump()
        return item.id

    def await_files(self, folder: str) -> None:
        """Files of the bundle in ``folder`` will come by ``provide``: what needs them waits from now on."""
        self._queue.awaited.add(folder)

    def provide(self, part: str, job: Provide, whole: bool = True) -> None:
        """Hand over files, one ``part`` of a bundle's, now and after each restart; not ``whole``: others will follow.

        They are kept here, in the window's memory, until ``withdraw``. No process is started for them.
        """
        if self._closed:
            return
        item = Request(next(self._ids), f"provide:{part}:{job.folder}", job, quiet=True)
        self._sticky.pop(item.slot, None)
        self._sticky[item.slot] = item
        if whole:
            self._queue.arrived(job.folder)
        if self._child is not None:
            self._queue.put(item)
            self._pump()

    def withdraw(self, folder: str) -> None:
        """Let go of the files of ``folder``, here and in the child."""
        self._queue.awaited.discard(folder)
        for slot in [slot for slot, item in self._sticky.items() if item.slot.endswith(f":{folder}") and _files(item)]:
            del self._sticky[slot]
            self._queue.given.pop(slot, None)
        if self._child is not None:
            self._queue.put(Request(next(self._ids), f"withdraw:{folder}", Withdraw(folder), quiet=True))
            self._pump()

    def load(self, key: str, folder: str | os.PathLike[str], label: int = 0) -> int:
        """Open a bundle under ``key``, now and after each restart; goes before everything that waits."""
        return self.submit("", Load(key, os.fspath(folder), label))

    def unload(self, key: str) -> int:
        """Forget the model ``key``, in the child and for restarts; no event tells of it."""
        return self.submit("", Unload(key))

    def drop(self, slot: str) -> None:
        """Forget what waits in ``slot``; a request in flight still replies."""
        self._queue.drop(slot)

    @property
    def awaiting(self) -> bool:
        """Whether bytes are still to come that were announced by ``await_files``."""
        return bool(self._queue.awaited)

    def take(self, most_ms: int) -> bool:
        """Take what the child says within ``most_ms``, without the event loop; False where nothing came."""
        return self._child is not None and self._child.process.waitForReadyRead(most_ms)

    def hold(self) -> None:
        """Send nothing until ``flush``: files first, then the loads that they belong to, if they come in turns."""
        self._held = True

    def flush(self, most_ms: int) -> None:
        """Write what there is to be written, for at most ``most_ms``, without the event loop."""
        self._held = False
        self._pump()
        end = QDeadlineTimer(most_ms)
        while self._child is not None and self._child.process.bytesToWrite():
            if not self._child.process.waitForBytesWritten(end.remainingTime()):
                return

    def close(self) -> None:
        """End the child, without waiting for it. No event comes after this."""
        self._closed = True
        self._queue, self._flying = Queue(), deque()
        self._backoff.stop()
        self._discard()

    def _remember(self, item: Request) -> None:
        """Loads are repeated in each new process, until an unload, a newer load or a failure."""
        if isinstance(item.job, Load | Unload):
            item.slot = f"load:{item.job.key}"
            item.quiet = isinstance(item.job, Unload)
            self._strikes.pop(item.slot, None)
            self._sticky.pop(item.slot, None)
        if isinstance(item.job, Load):
            self._sticky[item.slot] = item

    # ------------------------------------------------------------ the child

    def _launch(self) -> None:
        ahead, self._ahead = self._ahead, None
        if ahead is not None and ahead.state() == QProcess.ProcessState.NotRunning:
            ahead = None
        self._child = ChildProcess(self.name, self._on_reply, self._lose, self, self.patient, self.module, ahead)
        self._child.reader.limit, self._ready = replies.HEADER, False
        self._queue.repeat(sorted(self._sticky.values(), key=lambda item: not _files(item)))  # files before loads
        self._pump()

    def _discard(self, why: str = "") -> None:
        """Let go of the child; what it may still say finds nobody."""
        self._deadline.stop()
        child, self._child = self._child, None
        if child is not None:
            child.end(why)

    def _pump(self) -> None:
        """Send the next request if none is in flight and there is a child; files and loads all at once."""
        while self._child is not None and not self._held and (not self._flying or self._may_follow(self._child)):
            item = self._queue.take(first=bool(self._flying))
            if item is None:
                return
            data = request(item.id, item.job)
            item.size = len(data)
            self._flying.append(item)
            reader, process = self._child.reader, self._child.process
            reader.limit = max(reader.limit, replies.limit(item.job, self._known))
            process.write(data)
            if len(self._flying) == 1:
                process.waitForBytesWritten(0)  # now, not when the event loop comes round: painting may be before
                self._allow(item, 0.0 if self._ready else deadlines.START_S)

    def _may_follow(self, child: ChildProcess) -> bool:
        """Whether something may be sent behind what is in flight."""
        return isinstance(self._flying[-1].job, FIRST) and child.process.bytesToWrite() < _AHEAD

    def _allow(self, item: Request, start_s: float = 0.0) -> None:
        """How long ``item`` may take from now on, after ``start_s`` for the process to come up."""
        waited = 0.0 if item.quiet else time.monotonic() - item.since
        self._allowed_s = self.deadline_s or deadlines.seconds(item.job, item.size, self.patient, waited)
        self._deadline.start(int(1000 * (self._allowed_s + start_s)))

    def _on_reply(self, frame: Frame) -> None:
        item = self._flying[0] if self._flying else None
        if not self._ready and frame.header.get("id") == 0:
            self._greeted(frame)
            return
        if item is None or frame.header.get("id") != item.id:
            raise ProtocolError("a reply nobody asked for")
        error = error_in(frame)
        if error is None:
            replies.check(item.job, frame, self._known)
            self._known.learn(item.job, frame)
        self._landed(item)
        self._pump()  # the child works on the next one while the window shows this one
        if error is not None:
            self._fail(item, error)
        elif not item.quiet:
            item.quiet = True  # should it be a load, its repetitions tell nothing
            self._listener(Replied(self.name, item.id, item.slot, item.job, frame))
        for part in errors_in(frame).values():
            self._fail(item, part)

    def _landed(self, item: Request) -> None:
        """The reply to ``item`` has come; the child works on what was sent behind it."""
        self._flying.popleft()
        self._mute = 0
        self._strikes.pop(item.slot, None)
        if self._flying:
            self._allow(self._flying[0])
            return
        self._deadline.stop()
        if self._child is not None:
            self._child.reader.limit = replies.HEADER

    def _greeted(self, frame: Frame) -> None:
        """The child is ready: what waits in its pipe begins now."""
        layers = frame.header.get("confined")
        if not isinstance(layers, dict) or not all(isinstance(holds, bool) for holds in layers.values()):
            raise ProtocolError("a greeting that is none")
        self.confined, self._ready = layers, True
        if self._flying:
            self._allow(self._flying[0])

    def _fail(self, item: Request, error: LabError, given_up: bool = False) -> None:
        if self._closed:
            return
        if isinstance(item.job, Load) and self._sticky.get(item.slot) is item:
            del self._sticky[item.slot]
        self._listener(Failed(self.name, item.id, item.slot, item.job, error, given_up))

    def _on_deadline(self) -> None:
        # what took too long once would do so again
        self._lose(
            translate("session", "did not answer within {allowed_s:.3g} s").format(allowed_s=self._allowed_s),
            strikes=STRIKES,
        )

    # ------------------------------------------------------------ loss

    def _lose(self, what: str, strikes: int = 1) -> None:
        """The child is of no more use: replace it, and give the request it held a second chance."""
        if self._closed or self._child is None:
            return
        self._discard(what)
        self._mute += 1
        lost = self._flying[0] if self._flying else None
        self._flying = deque()  # files and loads behind it are repeated
        given_up = self._judge(lost, strikes)
        rest = self._mute >= STARTS
        dropped = self._queue.drain() if rest else []
        if not rest:
            self._backoff.start(self._delay_ms())
        self._tell(what, rest, given_up, dropped, 1 if strikes > 1 else STRIKES)

    def _judge(self, item: Request | None, strikes: int) -> Request | None:
        """Count strikes against a lost request; returned when that was its last, else it waits again."""
        if item is None:
            return None
        self._strikes[item.slot] = self._strikes.get(item.slot, 0) + strikes
        if self._strikes[item.slot] < STRIKES:
            self._queue.put_back(item)
            return None
        del self._strikes[item.slot]
        if isinstance(item.job, Load) and self._sticky.get(item.slot) is item:
            del self._sticky[item.slot]
        return item

    def _delay_ms(self) -> int:
        now = time.monotonic()
        recent = sum(now - then < _CALM_S for then in self._losses)
        self._losses.append(now)
        return int(_BACKOFF_S[min(recent, len(_BACKOFF_S) - 1)] * 1000)

    def _tell(self, what: str, rest: bool, given_up: Request | None, dropped: list[Request], times: int) -> None:
        end = (
            translate("session", "{starts} times in a row; it rests until it is needed").format(starts=STARTS)
            if rest
            else translate("session", "and is started again")
        )
        process = losses.PROCESSES[self.module]
        self._listener(
            Restarted(
                self.name,
                translate("session", "The {process} {what} {end}.").format(process=process, what=what, end=end),
            )
        )
        if given_up is not None:
            error = losses.given_up(given_up.job, self._folders_of(given_up.job), what, times)
            self._fail(given_up, error, given_up=True)
        for item in dropped:
            if not item.quiet:
                self._fail(
                    item,
                    ModelError(
                        translate("session", "the {process} {what}").format(process=process, what=what),
                        remedy=translate("session", "Start the program again."),
                    ),
                )

    def _folders_of(self, job: Job) -> list[str]:
        """The bundles that ``job`` speaks to."""
        loads = [self._sticky[slot].job for key in models_of(job) if (slot := f"load:{key}") in self._sticky]
        return [*dict.fromkeys(folder for each in [job, *loads] for folder in folders_of(each))]


def _files(item: Request) -> bool:
    return isinstance(item.job, Provide)

"""The window's side of its processes: two for networks, so that a hover never waits for a grid, and one for files."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping

from PySide6.QtCore import QDeadlineTimer, QProcess

from aevae_desktop.bundle import HISTORY, MANIFEST, POINTS
from aevae_desktop.engine.wire import launch
from aevae_desktop.engine.wire.frames import Frame
from aevae_desktop.engine.wire.library import NETWORKS
from aevae_desktop.engine.wire.protocol import (
    FindJudge,
    Job,
    Load,
    Provide,
    ReadBundle,
    ReadHistory,
    ReadImages,
    Reading,
    models_of,
)
from aevae_desktop.session.inference.events import Event, Failed, Listener, Replied, Restarted
from aevae_desktop.session.inference.process import InferenceProcess

__all__ = ["BULK", "INTERACTIVE", "Client", "Event", "Failed", "InferenceProcess", "Listener", "Replied", "Restarted"]

INTERACTIVE, BULK, FILES = "interactive", "bulk", "files"
_CODES = (POINTS,)  # what is read of a bundle after its networks
_HISTORY = (HISTORY,)  # only when somebody wants to see it


class Client:
    """Three processes: *interactive* for what a hand waits for, *bulk* for grids, and *files*, which alone opens any.

    A bundle that is opened is read by the third, and its bytes are handed over to the others. The bulk process is
    started by its first job, and opens a model only when a job speaks to it: unpacking codes needs none. Of the two
    loads, only the interactive process's tells its result.
    """

    def __init__(
        self,
        listener: Listener,
        deadline_s: float | None = None,
        process: QProcess | None = None,
        reader: QProcess | None = None,
    ) -> None:
        self._listener = listener
        self.interactive = InferenceProcess(INTERACTIVE, listener, deadline_s, process)
        self.bulk = InferenceProcess(BULK, self._on_bulk, deadline_s, patient=True)
        self.files = InferenceProcess(FILES, self._on_files, deadline_s, reader, module=launch.READING)
        self._in_bulk: set[str] = set()
        self._loads: dict[str, str] = {}
        self._labels: dict[str, int] = {}  # of conditional models: the class that they are given
        self._borrowed: dict[str, set[str]] = {}  # folders whose bytes the bulk process has for a while, and for whom
        self._histories: dict[str, tuple[str, ReadHistory]] = {}  # what is asked for when the file is there
        self._reads: dict[str, int] = {}  # folder -> the number of the request for its files that counts

    @property
    def busy(self) -> bool:
        """Whether any process has something to do."""
        return self.interactive.busy or self.bulk.busy or self.files.busy

    @property
    def confined(self) -> Mapping[str, bool]:
        """What holds of the inference process's confinement, by layer; empty until it has said so."""
        return self.interactive.confined

    def start(self) -> None:
        """Start the processes that are needed at once, before the first job."""
        self.interactive.start()
        self.files.start()

    def hasten(self, meanwhile: Iterable[object], most_ms: int) -> None:
        """Before there is a window to be held up: get the first bundles on their way.

        So the networks are opened while the window is built, which takes the event loop's time. Between the pieces of
        work of ``meanwhile`` nothing is waited for; after them, for ``most_ms`` at most.
        """
        self.interactive.hold()
        for _ in meanwhile:
            if self._has_bundles(QDeadlineTimer(0)):
                self.interactive.flush(0)
        end = QDeadlineTimer(most_ms)
        self._has_bundles(end)
        self.interactive.flush(end.remainingTime())

    def _has_bundles(self, end: QDeadlineTimer) -> bool:
        """Whether the first bundles have been read; until ``end`` it is waited for."""
        while self.files.busy and (self.interactive.awaiting or not self._loads):
            if not self.files.take(end.remainingTime()):
                return False
        return True

    def submit(self, slot: str, job: Job, process: str = INTERACTIVE) -> int:
        """Ask for ``job``; replaces what waits in ``slot`` of that process. Returns the request's number.

        What reads files goes to the process that does, whatever ``process`` says.
        """
        if isinstance(job, Reading):
            return self.files.submit(slot, job)
        if process == INTERACTIVE:
            return self.interactive.submit(slot, job)
        for key in models_of(job):
            if key not in self._in_bulk and (key in self._loads or key in self._borrowed):
                self._in_bulk.add(key)
                self.bulk.load(key, self._loads.get(key, key), self._labels.get(key, 0))
        return self.bulk.submit(slot, job)

    def load(self, key: str, folder: str | os.PathLike[str]) -> int:
        """Read a bundle and open it under ``key``; returns the number of the interactive process's request."""
        self._loads[key] = place = os.fspath(folder)
        self.interactive.await_files(place)
        self.bulk.await_files(place)
        self._reads[place] = self.files.submit(f"networks:{place}", ReadBundle(place, NETWORKS))
        return self._open(key)

    def choose_label(self, key: str, label: int) -> int:
        """Open the loaded model ``key`` anew with another class; returns the number of the request."""
        self._labels[key] = label
        return self._open(key)

    def _open(self, key: str) -> int:
        place, label = self._loads[key], self._labels.get(key, 0)
        if key in self._in_bulk:
            self.bulk.load(key, place, label)
        return self.interactive.load(key, place, label)

    def keys(self) -> set[str]:
        """The models that were loaded and not unloaded."""
        return set(self._loads)

    def unload(self, key: str) -> None:
        """Forget the model ``key`` in all processes."""
        folder = self._loads.pop(key, None)
        self._labels.pop(key, None)
        self.interactive.unload(key)
        if key in self._in_bulk:
            self._in_bulk.discard(key)
            self.bulk.unload(key)
        if folder is not None and folder not in self._loads.values():
            self.interactive.withdraw(folder)
            if folder not in self._borrowed:
                self._withdraw(folder)

    def read_history(self, slot: str, key: str) -> None:
        """Ask for ``ReadHistory`` of the loaded model ``key`` in the bulk process, once its file has been read."""
        folder = self._loads.get(key)
        if folder is not None:
            self._histories[folder] = slot, ReadHistory(key, folder)
            self.files.submit(f"history:{folder}", ReadBundle(folder, _HISTORY))

    def borrow(self, folder: str, by: str) -> None:
        """Hand the files of a bundle to the bulk process alone until ``give_back``; of one that is open it has them.

        Jobs in bulk may name it as a model, by its folder. ``by``: who borrows it, and gives it back for himself alone.
        """
        known = folder in self._borrowed or folder in self._loads.values()
        self._borrowed.setdefault(folder, set()).add(by)
        if not known:
            self.bulk.await_files(folder)
            self._reads[folder] = self.files.submit(f"networks:{folder}", ReadBundle(folder, NETWORKS))

    def give_back(self, folder: str, by: str) -> None:
        """Let go of a bundle that was borrowed, unless it is open."""
        if by not in self._borrowed.get(folder, ()):
            return
        self._borrowed[folder].discard(by)
        if self._borrowed[folder]:
            return
        del self._borrowed[folder]
        if folder not in self._loads.values():
            if folder in self._in_bulk:
                self._in_bulk.discard(folder)
                self.bulk.unload(folder)
            self._withdraw(folder)

    def drop(self, slot: str, process: str = INTERACTIVE) -> None:
        """Forget what waits in ``slot``; a request in flight still replies."""
        (self.interactive if process == INTERACTIVE else self.bulk).drop(slot)
        self.files.drop(slot)

    def close(self) -> None:
        """End all processes; no event comes after this."""
        for process in (self.interactive, self.bulk, self.files):
            process.close()

    def _withdraw(self, folder: str) -> None:
        self._reads.pop(folder, None)
        self.files.drop(f"networks:{folder}")
        self.files.drop(f"codes:{folder}")
        self.bulk.withdraw(folder)

    def _on_bulk(self, event: Event) -> None:
        if isinstance(event, Restarted) or not isinstance(event.job, Load):
            self._listener(event)

    def _on_files(self, event: Event) -> None:
        match event:
            case Replied(job=ReadBundle(names=names) as job, frame=frame) if names == _HISTORY:
                files = {name: array.tobytes() for name, array in frame.arrays.items()}
                self._history(Provide(job.folder, files, frame.header.get("errors", {})))
            case Failed(job=ReadBundle(names=names) as job, error=error) if names == _HISTORY:
                self._history(Provide(job.folder, {}, {HISTORY: error.to_json()}))
            case Replied(job=ReadBundle() as job, frame=frame):
                files = {name: array.tobytes() for name, array in frame.arrays.items()}
                self._came(event.id, job, Provide(job.folder, files, frame.header.get("errors", {})))
            case Failed(job=ReadBundle() as job, error=error):
                lost = MANIFEST if job.names == NETWORKS else POINTS
                self._came(event.id, job, Provide(job.folder, {}, {lost: error.to_json()}))
            case Replied(job=FindJudge(), frame=frame):
                if folder := frame.header["judge"]:
                    files = {name: array.tobytes() for name, array in frame.arrays.items()}
                    self.bulk.provide("judge", Provide(folder, files))
                self._listener(event)
            case Replied(job=ReadImages(), frame=frame):
                images = frame.arrays["pixels"].reshape(-1, *frame.header["shape"])
                self._listener(Replied(event.process, event.id, event.slot, event.job, Frame({}, {"images": images})))
            case Replied() | Failed():
                self._listener(event)
            case Restarted():  # what it cost is told by its failure; nothing else was lost
                return

    def _history(self, given: Provide) -> None:
        slot, job = self._histories.pop(given.folder, ("", None))
        if job is not None and given.folder in self._loads.values():
            self.bulk.provide("history", given)
            self.bulk.submit(slot, job)

    def _came(self, number: int, job: ReadBundle, given: Provide) -> None:
        """Files of a bundle, or why there are none: hand them over, and ask for the next ones."""
        if self._reads.get(job.folder) != number:
            return  # it was asked for again meanwhile, or nobody wants it any more
        if job.names == _CODES:
            self.bulk.provide("codes", given)
            return
        if job.folder in self._loads.values():
            self.interactive.provide("networks", given)
        known = MANIFEST in given.files
        self.bulk.provide("networks", given, whole=not known)
        if known:
            self._reads[job.folder] = self.files.submit(f"codes:{job.folder}", ReadBundle(job.folder, _CODES))

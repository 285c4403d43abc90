"""The window's side of the inference processes: two lanes, so that a hover never waits for a grid."""

from __future__ import annotations

import os

from PySide6.QtCore import QProcess

from aevae_desktop.engine.protocol import Job, Load, models_of
from aevae_desktop.session.events import Event, Failed, Listener, Replied, Restarted
from aevae_desktop.session.lane import Lane

__all__ = ["BULK", "INTERACTIVE", "Client", "Event", "Failed", "Lane", "Listener", "Replied", "Restarted"]

INTERACTIVE, BULK = "interactive", "bulk"


class Client:
    """Both lanes: *interactive* for what a hand waits for, *bulk* for grids, so that a hover never waits for one.

    The bulk process is started by its first job, and opens a model only when a job speaks to it: reading codes needs
    none. Of the two loads, only the interactive lane's tells its result.
    """

    def __init__(self, listener: Listener, deadline_s: float | None = None, process: QProcess | None = None) -> None:
        self._listener = listener
        self.interactive = Lane(INTERACTIVE, listener, deadline_s, process)
        self.bulk = Lane(BULK, self._on_bulk, deadline_s, patient=True)
        self._in_bulk: set[str] = set()
        self._loads: dict[str, str] = {}

    @property
    def busy(self) -> bool:
        """Whether any lane has something to do."""
        return self.interactive.busy or self.bulk.busy

    def start(self) -> None:
        """Start the interactive process now, before the first job."""
        self.interactive.start()

    def submit(self, slot: str, job: Job, lane: str = INTERACTIVE) -> int:
        """Ask for ``job``; replaces what waits in ``slot`` of that lane. Returns the request's number."""
        if lane == INTERACTIVE:
            return self.interactive.submit(slot, job)
        for key in models_of(job):
            if key in self._loads and key not in self._in_bulk:
                self._in_bulk.add(key)
                self.bulk.load(key, self._loads[key])
        return self.bulk.submit(slot, job)

    def load(self, key: str, folder: str | os.PathLike[str]) -> int:
        """Open a bundle under ``key``; returns the number of the interactive lane's request."""
        self._loads[key] = os.fspath(folder)
        if key in self._in_bulk:
            self.bulk.load(key, folder)
        return self.interactive.load(key, folder)

    def keys(self) -> set[str]:
        """The models that were loaded and not unloaded."""
        return set(self._loads)

    def unload(self, key: str) -> None:
        """Forget the model ``key`` in both lanes."""
        self._loads.pop(key, None)
        self.interactive.unload(key)
        if key in self._in_bulk:
            self._in_bulk.discard(key)
            self.bulk.unload(key)

    def drop(self, slot: str, lane: str = INTERACTIVE) -> None:
        """Forget what waits in ``slot``; a request in flight still replies."""
        (self.interactive if lane == INTERACTIVE else self.bulk).drop(slot)

    def close(self) -> None:
        """End both processes; no event comes after this."""
        self.interactive.close()
        self.bulk.close()

    def _on_bulk(self, event: Event) -> None:
        if isinstance(event, Restarted) or not isinstance(event.job, Load):
            self._listener(event)

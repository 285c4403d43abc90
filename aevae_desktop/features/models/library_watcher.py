"""Which bundles there are: looked at again whenever a folder changes, by the reading process."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer

from aevae_desktop.engine.wire.frames import Frame
from aevae_desktop.engine.wire.library import Entry
from aevae_desktop.engine.wire.protocol import Job, Scan, parse_error
from aevae_desktop.errors import LabError
from aevae_desktop.session.inference.events import Failed, Replied

SETTLE_MS = 300  # a folder that changes is looked at once, after it has come to rest
SLOT = "library"  # the prefix of the slots of its requests


class LibraryWatcher(QObject):
    """Watches folders and everything in them; calls ``found`` with all entries when some have come.

    ``submit(slot, job)`` asks the reading process; ``read`` and ``refused`` take what it answers. A place that did not
    answer in time is not asked again: it would hold up the others each time.
    """

    def __init__(
        self,
        submit: Callable[[str, Job], object],
        found: Callable[[tuple[Entry, ...]], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._places: dict[str, Scan] = {}
        self._submit, self._found = submit, found
        self._entries: dict[str, tuple[Entry, ...]] = {}
        self._silent: set[str] = set()
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLE_MS)
        self._settle.timeout.connect(self.look)
        self._watcher = QFileSystemWatcher(self)
        self._watcher.directoryChanged.connect(lambda _: self._settle.start())

    @property
    def complete(self) -> bool:
        """Whether every place has been looked at, or did not answer."""
        return self._places.keys() <= self._entries.keys()

    def watch(self, *folders: Path) -> None:
        """List the bundles in these folders."""
        for folder in folders:
            self._places.setdefault(str(folder), Scan(str(folder)))

    def invite(self, *bundles: Path) -> None:
        """List these bundles too, wherever they are."""
        for folder in bundles:
            self._places.setdefault(str(folder), Scan(str(folder), alone=True))

    def lists(self, bundle: Path) -> bool:
        """Whether ``bundle`` is among what is looked for, alone or with the folder that it is in."""
        return not self._places.keys().isdisjoint((str(bundle), str(bundle.parent)))

    def look(self) -> None:
        """Have all places read again."""
        for place, scan in self._places.items():
            if place not in self._silent:
                self._submit(f"{SLOT}:{place}", scan)

    def read(self, reply: Replied) -> None:
        """Take what a look at one place has found."""
        assert isinstance(reply.job, Scan)
        self._entries[reply.job.place] = tuple(map(_entry, reply.frame.header["entries"]))
        self._watch(reply.frame)
        self._found(self._all())

    def refused(self, failure: Failed) -> None:
        """A place cannot be looked at: an entry of its name says why."""
        assert isinstance(failure.job, Scan)
        place = failure.job.place
        self._silent.add(place)
        self._entries[place] = (Entry(Path(place), Path(place).name, Path(place).name, error=failure.error),)
        self._found(self._all())

    def close(self) -> None:
        """Look no more."""
        self._settle.stop()
        if watched := self._watcher.directories():
            self._watcher.removePaths(watched)

    def _all(self) -> tuple[Entry, ...]:
        """Every bundle once, in the order of the places."""
        listed: dict[Path, Entry] = {}
        for place in self._places:
            for entry in self._entries.get(place, ()):
                listed.setdefault(entry.folder, entry)
        return tuple(listed.values())

    def _watch(self, frame: Frame) -> None:
        """Watch what was there a moment ago."""
        if new := set(frame.header["watch"]) - set(self._watcher.directories()):
            self._watcher.addPaths(sorted(new))


def _entry(data: dict[str, Any]) -> Entry:
    """An entry from plain data, whose types ``replies`` has checked."""
    error: LabError | None = None if data["error"] is None else parse_error(data["error"])
    return Entry(**{**data, "folder": Path(data["folder"]), "error": error})

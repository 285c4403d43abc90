"""The shelf: which bundles there are, looked at again whenever a folder changes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer

from aevae_desktop.engine import library
from aevae_desktop.engine.library import Entry
from aevae_desktop.reading import regular

SETTLE_MS = 300  # a folder that changes is looked at once, after it has come to rest


class Shelf(QObject):
    """Watches ``folders`` and everything in them; calls ``found`` with the entries of each look."""

    def __init__(
        self, folders: Sequence[Path], found: Callable[[tuple[Entry, ...]], None], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._folders, self._found = tuple(folders), found
        self._guests: tuple[Path, ...] = ()
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLE_MS)
        self._settle.timeout.connect(self.look)
        self._watcher = QFileSystemWatcher(self)
        self._watcher.directoryChanged.connect(lambda _: self._settle.start())

    def invite(self, *bundles: Path) -> None:
        """List these bundles too, wherever they are."""
        self._guests = tuple(dict.fromkeys((*self._guests, *bundles)))

    def look(self) -> None:
        """Read the folders now, and watch what is there."""
        entries = library.scan(self._folders)
        known = {entry.folder for entry in entries}
        entries += tuple(library.entry(folder) for folder in self._guests if folder not in known)
        watch = {str(_nearest_folder(folder)) for folder in self._folders}
        watch |= {str(entry.folder) for entry in entries if regular.is_folder(entry.folder)}
        if new := watch - set(self._watcher.directories()):
            self._watcher.addPaths(sorted(new))
        self._found(entries)

    def close(self) -> None:
        """Look no more."""
        self._settle.stop()
        if watched := self._watcher.directories():
            self._watcher.removePaths(watched)


def _nearest_folder(folder: Path) -> Path:
    """``folder``, or the nearest one above it that exists: there it will appear."""
    return next((place for place in (folder, *folder.parents) if regular.is_folder(place)), folder)

"""Reads several pictures in a thread, in the order of their names, and tells of them a few at a time.

A thread is enough, as for one picture (``features.drawing.picture_file``). Folders are walked there, too: a disk that
does not answer keeps nobody waiting.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from time import monotonic

from PySide6.QtCore import QObject, Qt, QThreadPool, Signal

from aevae_desktop import bundle
from aevae_desktop.bundle import MANIFEST
from aevae_desktop.errors import DataError, LabError
from aevae_desktop.features.drawing import picture_file
from aevae_desktop.features.drawing.state import Photo
from aevae_desktop.reading import plain_text, regular

MOST = 300  # pictures of a strip
COUNTED = 100_000  # files that are counted beyond those
LOOKED = 2_000  # files among which a folder of pictures has one
TELL_S = 0.1  # between two times that what has come is told


@dataclass(frozen=True)
class Batch:
    """Some that were read, of ``total``, and why others could not be; ``more``: how many are left out; ``last``."""

    photos: tuple[Photo, ...]
    refused: tuple[str, ...]
    total: int
    more: int
    last: bool


def holds_pictures(folder: Path) -> bool:
    """Whether ``folder`` is one of pictures: no bundle, no networks, and among its first files a picture. Never raises.

    Pictures are known by their names here: nothing is opened.
    """
    if not regular.is_folder(folder) or regular.is_file(folder / MANIFEST) or bundle.is_bare(folder):
        return False
    return any(_named_so(path) for path in islice(_files(folder), LOOKED))


def listed(sources: Sequence[Path]) -> tuple[list[Path], int]:
    """The pictures in ``sources``, files or folders: the first ``MOST`` by name, and how many there are more."""
    found: list[Path] = []
    for source in sources:
        if regular.is_folder(source):
            found += [path for path in islice(_files(source), COUNTED) if _named_so(path)]
        else:
            found.append(source)
    return found[:MOST], max(len(found) - MOST, 0)


def _why(path: Path, error: LabError) -> str:
    """What is wrong with a picture, in a few words."""
    name = plain_text.clean(path.name, picture_file.LONGEST_NAME)
    return str(DataError(error.what, found=error.found, file=name))


def _files(folder: Path) -> Iterator[Path]:
    for place, folders, names in os.walk(folder):
        folders.sort()
        yield from (Path(place, name) for name in sorted(names))


def _named_so(path: Path) -> bool:
    return path.suffix.lower() in picture_file.SUFFIXES and not path.name.startswith(".")


class PicturesReader(QObject):
    """Reads one set of pictures at a time: ``came(batch)``, of the last that was asked for alone."""

    came = Signal(object)
    _told = Signal(int, object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._asked = self._ended = 0
        self._told.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    @property
    def busy(self) -> bool:
        """Whether pictures are still to come."""
        return self._ended < self._asked

    def read(self, sources: Sequence[Path]) -> None:
        """Read these, and no more of those before."""
        self._asked += 1
        self._pool.clear()
        self._pool.start(lambda ticket=self._asked: self._run(ticket, sources))

    def cancel(self) -> None:
        """Read no more."""
        self._ended = self._asked = self._asked + 1

    def close(self) -> None:
        """Wait for the picture that is being read, and tell of nothing any more."""
        self.cancel()
        self._pool.clear()
        self._pool.waitForDone()

    def _run(self, ticket: int, sources: Sequence[Path]) -> None:
        paths, more = listed(sources)
        photos: list[Photo] = []
        refused: list[str] = []
        since = monotonic()
        for path in paths:
            if ticket != self._asked:
                return
            outcome = picture_file.outcome(path)
            if isinstance(outcome, LabError):
                refused.append(_why(path, outcome))
            else:
                photos.append(outcome)
            if monotonic() - since > TELL_S:
                self._told.emit(ticket, Batch(tuple(photos), tuple(refused), len(paths), more, last=False))
                photos, refused, since = [], [], monotonic()
        self._told.emit(ticket, Batch(tuple(photos), tuple(refused), len(paths), more, last=True))

    def _tell(self, ticket: int, batch: Batch) -> None:
        if ticket != self._asked or not self.busy:
            return
        if batch.last:
            self._ended = ticket
        self.came.emit(batch)

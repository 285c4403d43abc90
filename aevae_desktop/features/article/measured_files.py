"""What was measured, kept from start to start: a small file for each measure of each bundle, judge and seed.

A file is the reply of the inference process as it came, and is checked as that was. It is of one version of the
program, because another may measure otherwise. Nothing depends on these files: one that is missing, damaged or cannot
be written costs another measuring, and no word.
"""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from itertools import islice
from pathlib import Path

from aevae_desktop import __version__, atomic, places
from aevae_desktop.engine.wire import replies
from aevae_desktop.engine.wire.frames import Frame, FrameReader, ProtocolError, pack
from aevae_desktop.engine.wire.protocol import MOST_MEASURED, Measure
from aevae_desktop.errors import LabError
from aevae_desktop.reading import regular

FOLDER = "measured"
MOST = 2000  # files; at that many the older half goes
LARGEST = MOST_MEASURED + (1 << 20)  # bytes
OF, SUM = "of", "sha256"  # keys of the header: what it is of, and the sum of the arrays' bytes


class MeasuredFiles:
    """Finds and keeps what jobs ``Measure`` gave, by the ``digest`` of the bundle and that of the ``judge``, or ""."""

    def __init__(self) -> None:
        self._folder = places.state_folder() / FOLDER
        self._counted = False

    def find(self, job: Measure, digest: str, judge: str) -> Frame | None:
        """What the job gave once; None where that is not known."""
        of = _of(job, digest, judge)
        with suppress(LabError, OSError, ProtocolError):
            frames = FrameReader(LARGEST).feed(regular.read_at_most(self._path(of), LARGEST, self._folder))
            for frame in frames[:1]:
                replies.check(job, frame, replies.Known())
                if frame.header.get(OF) == of and frame.header.get(SUM) == _sum(frame):
                    return frame
        return None

    def keep(self, job: Measure, digest: str, judge: str, frame: Frame) -> None:
        """Keep what the job has given, whole."""
        of = _of(job, digest, judge)
        with suppress(OSError, ProtocolError):
            self._make_room()
            data = pack({**frame.header, OF: of, SUM: _sum(frame)}, frame.arrays)
            atomic.write_file(self._path(of), data, durable=False)

    def _path(self, of: str) -> Path:
        return self._folder / f"{hashlib.sha256(of.encode()).hexdigest()[:40]}.frame"

    def _make_room(self) -> None:
        """Once a run: make the folder, and remove the older half where it is full."""
        if self._counted:
            return
        self._counted = True
        self._folder.mkdir(parents=True, exist_ok=True)
        with os.scandir(self._folder) as found:
            files = [(entry.stat(follow_symlinks=False).st_mtime, entry.path) for entry in islice(found, 4 * MOST)]
        for _, path in sorted(files)[: len(files) // 2 if len(files) >= MOST else 0]:
            Path(path).unlink()


def _of(job: Measure, digest: str, judge: str) -> str:
    return " ".join((__version__, digest, judge or "-", job.measure, str(job.seed)))


def _sum(frame: Frame) -> str:
    """Of the figures and the arrays, so that no damaged number is shown."""
    made = hashlib.sha256(repr((frame.header.get("figures"), frame.header.get("notes"))).encode())
    for name, array in sorted(frame.arrays.items()):
        made.update(f"{name} {array.dtype} {array.shape}".encode() + array.tobytes())
    return made.hexdigest()

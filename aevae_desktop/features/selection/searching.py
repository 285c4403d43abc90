"""A search for neighbours that takes longer than a bulk process may be taken up at a time: it is asked in pieces."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from aevae_desktop.engine.wire.frames import Frame
from aevae_desktop.engine.wire.protocol import Neighbours

PIECE_MS = 60.0  # of the bulk process at a time
MOST = 1 << 15  # samples in a piece

Rows = NDArray[np.int32]


@dataclass(eq=False)
class Search:
    """The ``k`` nearest to each of ``rows: (m,)`` in the bundles ``folders[key]``; ``what`` it is for, in a word.

    ``purpose`` is whatever the one who asks must know when it is done.
    """

    what: str
    folders: Mapping[str, str]
    rows: Rows
    k: int
    count: int
    purpose: Any = None
    done: int = 0
    asked: Neighbours | None = None
    found: dict[str, list[Rows]] = field(default_factory=dict)

    @property
    def share(self) -> float:
        """How much of it is done, 0 to 1."""
        return self.done / max(len(self.rows), 1)

    def job(self) -> Neighbours | None:
        """The next piece, or None when all is done."""
        rows = self.rows[self.done : self.done + self.count]
        self.asked = Neighbours(self.folders, rows, self.k) if len(rows) else None
        return self.asked

    def take(self, frame: Frame) -> None:
        """Keep what came, and make the next piece as large as this one's time allows."""
        assert self.asked is not None
        self.done += len(self.asked.rows)
        for key in self.folders:
            if f"near/{key}" in frame.arrays:
                self.found.setdefault(key, []).append(frame.arrays[f"near/{key}"])
        ms = sum(frame.header["ms"].values())
        self.count = int(np.clip(self.count * PIECE_MS / max(ms, 0.1), self.count // 4 + 1, min(4 * self.count, MOST)))

    def near(self, key: str) -> Rows:
        """The neighbours of all rows, (m, k); of none where that bundle could not be searched to the end."""
        whole = np.concatenate(self.found.get(key, [np.empty((0, self.k), np.int32)]))
        return whole if len(whole) == len(self.rows) else whole[:0]

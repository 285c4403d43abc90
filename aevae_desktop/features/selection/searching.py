"""A search for neighbours that takes longer than a bulk process may be taken up at a time: it is asked in pieces."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from aevae_desktop.core.pacing import Pacer
from aevae_desktop.engine.wire.protocol import Job, Neighbours
from aevae_desktop.session.streams import Stream

BY_CELLS = Pacer(60.0, first=2000, most=1 << 15)  # ms of searching samples in one request
BY_MATRICES = Pacer(60.0, first=32, most=1 << 15)

Rows = NDArray[np.int32]


class Search(Stream):
    """The ``k`` nearest to each of ``samples: (m,)`` in the bundles ``keys``; ``what`` it is for, in a word.

    ``purpose`` is whatever the one who asks must know when it is done.
    """

    array = "near"

    def __init__(self, what: str, keys: Sequence[str], samples: Rows, k: int, pace: Pacer, purpose: Any = None) -> None:
        super().__init__(keys, len(samples), pace)
        self.what, self.samples, self.k, self.purpose = what, samples, k, purpose

    def job(self, part: slice) -> Job:
        """What searches around the samples of ``part``."""
        return Neighbours({key: key for key in self.keys}, self.samples[part], self.k)

    def near(self, key: str) -> Rows:
        """The neighbours of all samples, (m, k); of none where that bundle could not be searched to the end."""
        none: Rows = np.empty((0, self.k), np.int32)
        return self.found.get(key, none) if key in self.keys else none

"""Many rows asked for a piece at a time: what has come can be shown, and a reply that is out of date is dropped."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from aevae_desktop.core.pacing import Pacer
from aevae_desktop.engine.wire.frames import Frame
from aevae_desktop.engine.wire.protocol import Decode, Job
from aevae_desktop.session.model import F32


class Stream:
    """Asks for ``rows`` answers of each of the models ``keys``; a piece is as large as ``pace`` says.

    ``found[key]: (done, ...)`` is what has come. A model that gives nothing for a piece is asked for no more.
    """

    array: ClassVar[str]  # what the answers are called in a reply, before the key

    def __init__(self, keys: Iterable[str], rows: int, pace: Pacer) -> None:
        self.keys, self.rows, self.pace = list(keys), rows, pace
        self.done = 0
        self.found: dict[str, NDArray[Any]] = {}
        self._whole: dict[str, NDArray[Any]] = {}  # with room for what is still to come
        self._asked: Job | None = None

    @property
    def share(self) -> float:
        """How much has come, 0 to 1."""
        return self.done / max(self.rows, 1)

    def request(self) -> Job | None:
        """The next piece; None while one is on its way, and when there is no more."""
        if self._asked is not None or not self.keys or self.done >= self.rows:
            return None
        self._asked = self.job(slice(self.done, min(self.done + self.pace.size, self.rows)))
        return self._asked

    def job(self, part: slice) -> Job:
        """What asks for the rows of ``part``."""
        raise NotImplementedError

    def put(self, job: object, frame: Frame) -> bool:
        """Take what came for ``job``; False where it is not the piece that is waited for."""
        if not self.lose(job):
            return False
        end = min(self.done + self.pace.size, self.rows)
        self.pace = self.pace.learned(end - self.done, sum(frame.header["ms"].values()))
        for key in list(self.keys):
            came = frame.arrays.get(f"{self.array}/{key}")
            if came is None:
                self.keys.remove(key)  # why was told
                continue
            if key not in self._whole:
                self._whole[key] = np.empty((self.rows, *came.shape[1:]), came.dtype)
            self._whole[key][self.done : end] = came
            self.found[key] = self._whole[key][:end]
        self.done = end
        return True

    def lose(self, job: object) -> bool:
        """Nothing comes for ``job``: its rows may be asked for again. False where it is not waited for."""
        if self._asked is None or job is not self._asked:
            return False
        self._asked = None
        return True


class ImageStream(Stream):
    """Decodes ``z[key]: (rows, d)``; ``found[key]: (done, h, w[, 3]) uint8``, ``pool[key]`` pixels each way in one."""

    array = "x_hat"

    def __init__(self, z: Mapping[str, F32], pace: Pacer, pool: Mapping[str, int] | None = None) -> None:
        super().__init__(z, max(map(len, z.values()), default=0), pace)
        self._z, self._pool = z, pool or {}

    def job(self, part: slice) -> Job:
        """What decodes ``part``."""
        pool = {key: self._pool[key] for key in self.keys if key in self._pool}
        return Decode({key: self._z[key][part] for key in self.keys}, "uint8", pool)

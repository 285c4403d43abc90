"""What a program is shown of a run while it goes on: a snapshot of the map, written at most once an epoch and a second.

It is decided by the clock, so nothing of it may touch the run: it takes no random number and stays out of checkpoints.
"""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from aevae_desktop import atomic
from aevae_desktop.bundle import snapshot
from training import output
from training.trainer.recorder import TILES
from training.trainer.run import Run

EVERY_S = 1.0
MOST_SHARE = 0.03  # of the time of a run


class Showing:
    """Snapshots of ``run`` in ``folder``; ``label``: those of the training images, ``(n,) int16``."""

    def __init__(self, run: Run, folder: Path, label: NDArray[np.int16]) -> None:
        self._run, self._path = run, folder / snapshot.NAME
        self._label = label[run.recorder.index.numpy()]
        self._due = 0.0

    def look(self, epoch: int) -> dict[str, str]:
        """Write a snapshot where one is due, and what is told of it: its file. Raises ``ModelError``."""
        begin = time.monotonic()
        if begin < self._due:
            return {}
        try:
            atomic.write_file(self._path, snapshot.pack(self._snapshot(epoch)), durable=False)
        except OSError as error:
            raise output.refused(self._path, error) from error
        end = time.monotonic()
        self._due = end + max(EVERY_S, (end - begin) / MOST_SHARE)
        return {"snapshot": self._path.name}

    def _snapshot(self, epoch: int) -> snapshot.Snapshot:
        mu, extent, tiles = self._run.recorder.seen(self._run.shown)
        codes = np.zeros((len(mu), 2), np.float32)
        codes[:, : mu.shape[1]] = np.nan_to_num(mu[:, :2].numpy())
        grey = tiles.float().mean(1).to(tiles.dtype).numpy()
        return snapshot.Snapshot(
            epoch, codes, self._label, grey.reshape(TILES, TILES, *grey.shape[1:]), np.nan_to_num(extent.numpy())
        )

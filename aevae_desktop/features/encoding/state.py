"""Images that are being encoded, as the state holds them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from aevae_desktop.session.model import F32


class Phase(Enum):
    """What is going on."""

    IDLE = "idle"
    LOOKING = "looking"
    ENCODING = "encoding"
    WRITING = "writing"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


RUNNING = frozenset({Phase.LOOKING, Phase.ENCODING, Phase.WRITING})


@dataclass(frozen=True, eq=False)
class SomeCodes:
    """What the maps show of the codes so far, spread over all: ``z: (k, d)``; ``label: (k,)``."""

    z: F32
    label: NDArray[np.int16]

    @cached_property
    def xy(self) -> F32:
        """The first two numbers of each, (k, 2), for the card's small map."""
        xy = np.zeros((len(self.z), 2), np.float32)
        xy[:, : self.z.shape[1]] = self.z[:, :2]
        return xy


@dataclass(frozen=True)
class Encoding:
    """``done`` of the ``n`` images at ``place``, or of the set that is ``known`` by that name.

    They are encoded by the model in the folder ``key``, which is called ``model``.
    ``skipped``: how many could not be read, ``why`` the first. ``notes``: what was assumed. ``folder``: the bundle that
    was made.
    """

    phase: Phase = Phase.IDLE
    place: str = ""
    known: bool = False
    class_folders: str = "outer"
    key: str = ""
    model: str = ""
    n: int = 0
    done: int = 0
    notes: tuple[str, ...] = ()
    skipped: int = 0
    why: str = ""
    error: str = ""
    folder: str = ""
    some: SomeCodes | None = None

    @property
    def running(self) -> bool:
        """Whether something is still to come."""
        return self.phase in RUNNING

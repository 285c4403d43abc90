"""Images that are being encoded, as the state holds them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

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
    """What the card's map shows of the codes so far: ``xy: (k, 2)``, the first two numbers; ``label: (k,)``."""

    xy: F32
    label: NDArray[np.int16]


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

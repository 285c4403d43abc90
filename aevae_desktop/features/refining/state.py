"""The search for the best code of the drawing, as a pane keeps it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from aevae_desktop.session.model import F32


class Phase(Enum):
    """How far a search is. An ``OFFERED`` one would take so long that a person has to ask for it."""

    RUNNING = "running"
    OFFERED = "offered"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, eq=False)
class Search:
    """A better code than ``z: (1, d)`` is looked for, or any, ``z: (0, d)``, of ``x: (1, h, w[, 3])`` in [0, 1].

    ``by_hand``: a person asked for it. ``share`` of it that is done, ``decodes`` so far, ``left_ms`` it may still take;
    ``moved``: whether a better code was found; ``why`` it failed.
    """

    x: F32
    z: F32
    phase: Phase = Phase.RUNNING
    by_hand: bool = False
    share: float = 0.0
    decodes: int = 0
    left_ms: float = 0.0
    moved: bool = False
    why: str = ""

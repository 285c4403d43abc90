"""What the child processes tell: a result, a failure, a replaced process."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from aevae_desktop.engine.wire.frames import Frame
from aevae_desktop.engine.wire.protocol import Job
from aevae_desktop.errors import LabError


@dataclass(frozen=True, eq=False)
class Replied:
    """The result of a job."""

    process: str
    id: int
    slot: str
    job: Job
    frame: Frame


@dataclass(frozen=True, eq=False)
class Failed:
    """A job, or one model's part of it, that has no result, and why; the process goes on.

    For a part, a ``Replied`` with the results of the other models comes before it. ``given_up``: it has cost the
    process, by taking too long or by killing it twice; nobody should ask for the like again by itself.
    """

    process: str
    id: int
    slot: str
    job: Job
    error: LabError
    given_up: bool = False


@dataclass(frozen=True)
class Restarted:
    """The process was lost and replaced; ``reason`` is one readable line. Nothing needs to be done."""

    process: str
    reason: str


Event = Replied | Failed | Restarted
Listener = Callable[[Event], None]

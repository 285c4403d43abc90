"""What waits for an inference process: bundles, loads in their order, then one job a slot, the slots in turn."""

from __future__ import annotations

import time
from collections import deque
from dataclasses import dataclass, field

from aevae_desktop.engine.wire.protocol import Job, Load, Provide, Unload, Withdraw, folders_of, models_of

BYTES, CONTROL = (Provide, Withdraw), (Load, Unload)
FIRST = BYTES + CONTROL  # what goes before everything else: others speak of what it brings


@dataclass(eq=False)
class Request:
    """One job on its way; a ``quiet`` one tells only its failure (a load that is repeated after a restart)."""

    id: int
    slot: str
    job: Job
    quiet: bool = False
    since: float = field(default_factory=time.monotonic)  # when it could have been done
    size: int = 0  # bytes of its frame


@dataclass(eq=False)
class Queue:
    """Latest wins in each slot; nothing overtakes a load of a model that it speaks to.

    ``awaited``: bundles whose bytes are on their way; what needs one of them waits, and lets others pass.
    """

    replay: deque[Request] = field(default_factory=deque)
    given: dict[str, Request] = field(default_factory=dict)
    control: dict[str, Request] = field(default_factory=dict)
    retry: Request | None = None
    slots: dict[str, Request] = field(default_factory=dict)
    awaited: set[str] = field(default_factory=set)

    def put(self, item: Request) -> None:
        """Let ``item`` wait, in place of what waits in its slot; a slot that waits already keeps its turn."""
        first = self.given if isinstance(item.job, BYTES) else self.control
        if isinstance(item.job, FIRST):
            first.pop(item.slot, None)  # a new one goes last: a load may follow an unload of another
            first[item.slot] = item
        else:
            self.slots[item.slot] = item

    def arrived(self, folder: str) -> None:
        """The bytes of the bundle in ``folder`` are there: what needed nothing else could be done from now on."""
        if folder in self.awaited:
            self.awaited.discard(folder)
            for item in (*self.control.values(), *self.slots.values()):
                if folder in folders_of(item.job):
                    item.since = time.monotonic()

    def put_back(self, item: Request) -> None:
        """Take in again a request whose process died, unless something newer waits in its slot."""
        if not isinstance(item.job, FIRST) and item.slot not in self.slots:
            self.retry = item

    def repeat(self, items: list[Request]) -> None:
        """Send these before all else: a new process knows nothing. One that waits anyway is left out."""
        self.replay = deque(item for item in items if item.slot not in self.control and item.slot not in self.given)

    def take(self, first: bool = False) -> Request | None:
        """What to send next, or None; ``first``: of what goes ``FIRST`` alone."""
        if self.replay:
            return self.replay.popleft()
        if self.given:
            return self.given.pop(next(iter(self.given)))
        if self.control and (slot := self._first(self.control)) is not None:
            return self.control.pop(slot)
        if first:
            return None
        if self.retry is not None and self._ready(self.retry):
            item, self.retry = self.retry, None
            return item
        slot = self._first(self.slots)
        return None if slot is None else self.slots.pop(slot)

    def drain(self) -> list[Request]:
        """All that waits; nothing waits afterwards."""
        items = [
            *self.replay,
            *self.given.values(),
            *self.control.values(),
            *([] if self.retry is None else [self.retry]),
        ]
        items += self.slots.values()
        self.replay, self.retry, self.given, self.control, self.slots = deque(), None, {}, {}, {}
        return items

    def drop(self, slot: str) -> None:
        """Forget what waits in ``slot``."""
        self.slots.pop(slot, None)
        if self.retry is not None and self.retry.slot == slot:
            self.retry = None

    def _first(self, waiting: dict[str, Request]) -> str | None:
        return next((slot for slot, item in waiting.items() if self._ready(item)), None)

    def _ready(self, item: Request) -> bool:
        """Whether what it needs is there: its bundles' bytes, and its models."""
        if self.awaited and not self.awaited.isdisjoint(folders_of(item.job)):
            return False
        return not self.control or all(f"load:{key}" not in self.control for key in models_of(item.job))

    def __bool__(self) -> bool:
        return bool(self.replay or self.given or self.control or self.retry or self.slots)

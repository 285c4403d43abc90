"""What waits for an inference process: loads in their order, then one job a slot, the slots in turn."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field

from aevae_desktop.engine.protocol import Job, Load, Unload


@dataclass(eq=False)
class Request:
    """One job on its way; a ``quiet`` one tells only its failure (a load that is repeated after a restart)."""

    id: int
    slot: str
    job: Job
    quiet: bool = False


@dataclass(eq=False)
class Queue:
    """Latest wins in each slot; nothing overtakes a load, because what follows may speak to that model."""

    replay: deque[Request] = field(default_factory=deque)
    control: dict[str, Request] = field(default_factory=dict)
    retry: Request | None = None
    slots: dict[str, Request] = field(default_factory=dict)

    def put(self, item: Request) -> None:
        """Let ``item`` wait, in place of what waits in its slot; a slot that waits already keeps its turn."""
        if isinstance(item.job, Load | Unload):
            self.control.pop(item.slot, None)  # a new load goes last: it may follow an unload of another
            self.control[item.slot] = item
        else:
            self.slots[item.slot] = item

    def put_back(self, item: Request) -> None:
        """Take in again a request whose process died, unless something newer waits in its slot."""
        if not isinstance(item.job, Load | Unload) and item.slot not in self.slots:
            self.retry = item

    def repeat(self, loads: list[Request]) -> None:
        """Send these loads before all else: a new process knows no model. One that waits anyway is left out."""
        self.replay = deque(item for item in loads if item.slot not in self.control)

    def take(self) -> Request | None:
        """What to send next, or None."""
        if self.replay:
            return self.replay.popleft()
        if self.control:
            return self.control.pop(next(iter(self.control)))
        if self.retry is not None:
            item, self.retry = self.retry, None
            return item
        return self.slots.pop(next(iter(self.slots))) if self.slots else None

    def drain(self) -> list[Request]:
        """All that waits; nothing waits afterwards."""
        items = []
        while (item := self.take()) is not None:
            items.append(item)
        return items

    def drop(self, slot: str) -> None:
        """Forget what waits in ``slot``."""
        self.slots.pop(slot, None)
        if self.retry is not None and self.retry.slot == slot:
            self.retry = None

    def __bool__(self) -> bool:
        return bool(self.replay or self.control or self.retry or self.slots)

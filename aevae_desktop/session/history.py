"""What undo and redo hold: earlier and later values of one thing, each stamped with when it was put there.

Stamps count up over all histories, so that of several the one edited last can be found (``last_edited``).
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")
PAST = 500  # values that undo remembers

_stamps = itertools.count(1)


@dataclass(frozen=True, eq=False)
class History(Generic[T]):
    """``past``, latest last, and ``future``, nearest first: (stamp, value) each."""

    past: tuple[tuple[int, T], ...] = ()
    future: tuple[tuple[int, T], ...] = ()

    @property
    def last(self) -> int:
        """When the edit was made that ``back`` takes back; 0 where there is none."""
        return self.past[-1][0] if self.past else 0

    @property
    def next(self) -> int:
        """When the edit was made that ``forth`` makes again; 0 where there is none."""
        return self.future[0][0] if self.future else 0

    def remember(self, value: T) -> History[T]:
        """``value`` is being replaced by something new: what was taken back is gone for good."""
        return History((*self.past, (next(_stamps), value))[-PAST:], ())

    def back(self, now: T) -> tuple[History[T], T] | None:
        """The value before ``now``, and the history there; None at the beginning."""
        if not self.past:
            return None
        stamp, value = self.past[-1]
        return History(self.past[:-1], ((stamp, now), *self.future)), value

    def forth(self, now: T) -> tuple[History[T], T] | None:
        """The value after ``now``, and the history there; None at the end."""
        if not self.future:
            return None
        stamp, value = self.future[0]
        return History((*self.past, (stamp, now)), self.future[1:]), value

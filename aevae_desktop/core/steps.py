"""Work in small steps: a generator that tells how much is done, from 0 to 1, and returns what it found."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")
Steps = Generator[float, None, T]


def within(low: float, high: float, steps: Steps[T]) -> Steps[T]:
    """``steps`` as the part from ``low`` to ``high`` of something larger; returns what they return."""
    while True:
        try:
            done = next(steps)
        except StopIteration as end:
            found: T = end.value
            return found
        yield low + (high - low) * done


def each(items: Iterable[T], low: float = 0.0, high: float = 1.0) -> Iterator[tuple[float, T]]:
    """Every item with the share that is done before it."""
    known = list(items)
    return ((low + (high - low) * k / len(known), item) for k, item in enumerate(known))

"""Work that is done a little at a time, done to its end."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any, TypeVar

T = TypeVar("T")


def to_the_end(steps: Generator[Any, None, T]) -> T:
    """What ``steps`` return in the end."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            result: T = end.value
            return result

"""Ctrl-C and SIGTERM stop a run after the step, and not in the middle of it."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any


@contextmanager
def stop_signals() -> Iterator[Callable[[], bool]]:
    """Turn SIGINT and SIGTERM into a flag while inside; a second one acts as usual."""
    caught: list[int] = []

    def note(number: int, frame: FrameType | None) -> None:  # noqa: ARG001
        caught.append(number)
        signal.signal(number, before[signal.Signals(number)])

    before: dict[signal.Signals, Any] = {}
    try:
        for number in (signal.SIGINT, signal.SIGTERM):
            before[number] = signal.signal(number, note)
    except ValueError:  # not the main thread: the caller's signals are not ours to take
        before.clear()
    try:
        yield lambda: bool(caught)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)

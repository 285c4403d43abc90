"""Long work of the window's own thread, a part at a time between other events."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, QTimer

T = TypeVar("T")


class InParts(Generic[T]):
    """Goes on with each work that was begun until it yields its result: None after each part, the result at last."""

    def __init__(self, parent: QObject | None = None) -> None:
        self._works: dict[Hashable, tuple[Iterator[T | None], Callable[[T], None]]] = {}
        self._timer = QTimer(parent, interval=0)  # ends with its parent
        self._timer.timeout.connect(self._next_part)

    @property
    def busy(self) -> bool:
        """Whether a result is still to come."""
        return bool(self._works)

    def begin(self, key: Hashable, parts: Iterator[T | None], done: Callable[[T], None], at_once: bool) -> None:
        """Begin a work in place of the one of the same ``key``; ``at_once``: it is small, and ``done`` hears now."""
        self._works[key] = parts, done
        if not at_once:
            self._timer.start()
        while at_once and key in self._works:
            self._go_on(key)

    def close(self) -> None:
        """Nobody wants the results any more."""
        self._timer.stop()
        self._works.clear()

    def _next_part(self) -> None:
        if self._works:
            self._go_on(next(iter(self._works)))
        if not self._works:
            self._timer.stop()

    def _go_on(self, key: Hashable) -> None:
        parts, done = self._works.pop(key)  # before the work: one that raises is not tried again
        result = next(parts)
        if result is None:
            self._works[key] = parts, done  # behind the others: they take turns
        else:
            done(result)

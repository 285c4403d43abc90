"""What the tests of the session share: a listener that keeps what it is told."""

from __future__ import annotations

from typing import TypeVar

import pytest
from pytestqt.qtbot import QtBot

from aevae_desktop.session.events import Event, Failed, Replied, Restarted

E = TypeVar("E", Replied, Failed, Restarted)


class Log:
    """A listener that keeps what it is told."""

    def __init__(self, qtbot: QtBot) -> None:
        self.events: list[Event] = []
        self.qtbot = qtbot

    def __call__(self, event: Event) -> None:
        self.events.append(event)

    def of(self, kind: type[E]) -> list[E]:
        return [event for event in self.events if isinstance(event, kind)]

    def wait(self, kind: type[E], count: int = 1) -> E:
        """The ``count``-th event of that kind, waited for."""
        self.qtbot.waitUntil(lambda: len(self.of(kind)) >= count, timeout=20_000)
        return self.of(kind)[count - 1]


@pytest.fixture
def log(qtbot: QtBot) -> Log:
    return Log(qtbot)

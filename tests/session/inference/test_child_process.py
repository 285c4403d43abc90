"""One child and what it says: each thing told once, from the event loop, and nothing after its end."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from aevae_desktop.engine.wire import launch
from aevae_desktop.engine.wire.frames import Frame, ProtocolError
from aevae_desktop.session.inference import child
from aevae_desktop.session.inference.child_process import ChildProcess

FRAME = "import os, struct; frame = struct.pack('<II', 12, 8) + b'{      }'; os.write(1, frame * %d); "
Start = Callable[..., ChildProcess]


class Told:
    """What the owner of a child has heard; ``on_frame``: what it does then."""

    def __init__(self) -> None:
        self.frames: list[Frame] = []
        self.losses: list[str] = []
        self.on_frame: Callable[[], Any] = lambda: None

    def heard(self, frame: Frame) -> None:
        self.frames.append(frame)
        self.on_frame()


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def started(qtbot: QtBot, told: Told, monkeypatch: pytest.MonkeyPatch) -> Iterator[Start]:
    owner, made = QObject(), []

    def start(code: str) -> ChildProcess:
        monkeypatch.setattr(launch, "command", lambda *_: (sys.executable, ["-I", "-c", code]))
        made.append(ChildProcess("test", told.heard, told.losses.append, owner))
        return made[-1]

    yield start
    for each in made:
        each.end()
    qtbot.waitUntil(lambda: child.leaving() == 0)


def test_frames_come_before_the_end_and_the_end_once(qtbot: QtBot, told: Told, started: Start) -> None:
    it = started(FRAME % 3 + "raise SystemExit(7)")
    assert not told.losses, "nothing is told from within a call"
    qtbot.waitUntil(lambda: bool(told.losses), timeout=60_000)
    assert len(told.frames) == 3
    assert told.losses == ["ended by itself (exit code 7)"]
    assert it.pid == 0
    it.end()
    assert len(told.losses) == 1


def test_nothing_is_told_after_the_end(qtbot: QtBot, told: Told, started: Start) -> None:
    it = started(FRAME % 3 + "input()")
    told.on_frame = it.end
    qtbot.waitUntil(lambda: bool(told.frames), timeout=60_000)
    qtbot.waitUntil(lambda: child.leaving() == 0)
    assert len(told.frames) == 1
    assert not told.losses


def test_an_owner_that_finds_nonsense_in_a_frame_has_lost_the_child(qtbot: QtBot, told: Told, started: Start) -> None:
    def refuse() -> None:
        raise ProtocolError("nonsense")

    told.on_frame = refuse
    started(FRAME % 2 + "input()")
    qtbot.waitUntil(lambda: bool(told.losses), timeout=60_000)
    assert told.losses == ["wrote what is no reply (nonsense)"]
    assert len(told.frames) == 1


def test_a_program_that_is_not_there_is_told_later(
    qtbot: QtBot, told: Told, started: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(launch, "command", lambda *_: ("/no/such/program", []))
    owner = QObject()
    it = ChildProcess("test", told.heard, told.losses.append, owner)
    assert not told.losses
    qtbot.waitUntil(lambda: bool(told.losses))
    assert told.losses[0].startswith("could not be started")
    assert it.pid == 0


def test_what_it_says_on_stderr_is_drained_and_its_end_is_kept(
    qtbot: QtBot, told: Told, started: Start, caplog: pytest.LogCaptureFixture
) -> None:
    it = started("import sys; sys.stderr.write('x' * 3_000_000 + 'last words'); sys.exit(4)")
    qtbot.waitUntil(lambda: bool(told.losses), timeout=60_000)
    assert len(it.stderr_tail) == 8192
    assert it.stderr_tail.endswith(b"last words")
    assert "the test process ended by itself (exit code 4); its last words: xxx" in caplog.text

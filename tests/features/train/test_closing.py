"""A window that closes while it trains asks, and a run that went on without it is found in the next one."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel

from aevae_desktop.features.train import logic, process
from aevae_desktop.features.train.controller import TrainController, runs_folder
from aevae_desktop.features.train.state import Phase, Training, TrainOptions
from aevae_desktop.ui.shell import Shell
from aevae_desktop.window.closing import ClosingCard
from tests.window_fixtures import opened

FAKE = Path(__file__).with_name("fake_train.py")
NAME = "my-vae-digits-2d"
SHIFT = Qt.KeyboardModifier.ShiftModifier
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the stand-in waits for a signal")


@pytest.fixture
def busy(window: Any, qtbot: Any, tiny_bundle: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A window that trains, by a stand-in for ``aevae-train`` which waits to be stopped."""
    monkeypatch.setenv("AEVAE_STATE", str(tmp_path / "state"))
    monkeypatch.setenv("FAKE_WAIT", "1")
    monkeypatch.setenv("FAKE_BUNDLE", str(tiny_bundle("made", kind="vae", seed=5, parent=tmp_path / "elsewhere")))
    monkeypatch.setattr(process, "MODULE", (str(FAKE),))
    window.session.controller(TrainController).start(TrainOptions())
    qtbot.waitUntil(lambda: (runs_folder() / NAME / "ready").exists(), timeout=60_000)
    yield window
    (runs_folder() / NAME / process.STOP).touch()
    qtbot.waitUntil(lambda: not process.goes_on(runs_folder() / NAME), timeout=60_000)


def answer(window: Any, qtbot: Any, name: str) -> None:
    """Click that answer of the question."""
    box = window.findChild(ClosingCard)
    qtbot.waitUntil(box.isVisible, timeout=60_000)
    qtbot.mouseClick(box.findChild(QAbstractButton, f"closing.{name}"), Qt.MouseButton.LeftButton)


def test_stopped_with_the_window_it_keeps_a_checkpoint(busy: Any, qtbot: Any) -> None:
    assert not busy.close()
    assert busy.isVisible()
    assert f"{NAME} is still in training" in busy.findChild(ClosingCard).findChild(QLabel).text()
    answer(busy, qtbot, "stop")
    assert not busy.isVisible()
    qtbot.waitUntil(lambda: logic.has_checkpoint(runs_folder() / NAME), timeout=60_000)


def test_one_that_goes_on_is_found_and_stopped_in_a_later_window(busy: Any, qtbot: Any) -> None:
    busy.close()
    answer(busy, qtbot, "go_on")
    assert not busy.isVisible()
    for later in opened([]):
        qtbot.keyClick(later, Qt.Key.Key_M, SHIFT)
        train = later.session.controller(TrainController)
        qtbot.waitUntil(lambda: len(part(later).epochs) == 2, timeout=60_000)  # noqa: B023
        assert (part(later).phase, part(later).name, part(later).share) == (Phase.TRAINING, NAME, 0.5)
        assert train.pid > 0
        assert train.question() is None  # it was told to go on
        qtbot.mouseClick(later.findChild(QAbstractButton, "train.stop"), Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: part(later).phase is Phase.STOPPED, timeout=60_000)  # noqa: B023
        assert part(later).kept


def test_one_that_ends_while_a_later_window_follows_it_opens_there(busy: Any, qtbot: Any) -> None:
    busy.close()
    answer(busy, qtbot, "go_on")
    for later in opened([]):
        qtbot.keyClick(later, Qt.Key.Key_M, SHIFT)
        qtbot.waitUntil(lambda: part(later).running, timeout=60_000)  # noqa: B023
        (runs_folder() / NAME / "finish").touch()
        qtbot.waitUntil(lambda: part(later).phase is Phase.DONE, timeout=60_000)  # noqa: B023
        assert later.wait_idle(60_000)
        assert later.session.state.panes[later.session.state.lead].model.key.endswith(NAME)


def test_a_window_that_only_follows_closes_and_the_run_goes_on(busy: Any, qtbot: Any) -> None:
    busy.close()
    answer(busy, qtbot, "go_on")
    for later in opened([]):
        qtbot.keyClick(later, Qt.Key.Key_M, SHIFT)
        qtbot.waitUntil(lambda: part(later).running, timeout=60_000)  # noqa: B023
        assert later.close()
        assert process.goes_on(runs_folder() / NAME)
        assert not logic.has_checkpoint(runs_folder() / NAME)


def test_esc_leaves_everything_as_it_was(busy: Any, qtbot: Any) -> None:
    busy.close()
    busy.close()  # asked once
    (box,) = busy.findChildren(ClosingCard)
    qtbot.keyClick(box.focusProxy(), Qt.Key.Key_Escape)
    assert not box.isVisible()
    assert busy.isVisible()
    assert process.goes_on(runs_folder() / NAME)
    assert part(busy).running


def test_a_signal_is_not_held_up_by_the_question_and_a_checkpoint_stays(busy: Any, qtbot: Any) -> None:
    busy.close()
    busy.session.unasked = True  # as the application sets it
    assert busy.close()
    qtbot.waitUntil(lambda: logic.has_checkpoint(runs_folder() / NAME), timeout=60_000)


def test_the_outer_window_stays_as_long_as_the_question(busy: Any, qtbot: Any) -> None:
    shell = Shell(busy.theme, lambda: None, busy.session.settings)
    qtbot.addWidget(shell)
    shell.host(busy)
    shell.show()
    assert not shell.close()
    answer(busy, qtbot, "stop")
    assert not shell.isVisible()
    busy.setParent(None)  # who made it closes it


def part(window: Any) -> Training:
    found: Training = window.session.state.part(Training)
    return found

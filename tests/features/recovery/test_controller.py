"""After a run that ended unexpectedly: the strip, its buttons, and the card that tells of bugs."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QToolButton

from aevae_desktop.features import SAVED
from aevae_desktop.features.drawing.controller import DrawingController
from aevae_desktop.features.drawing.state import Drawing
from aevae_desktop.features.recovery import work
from aevae_desktop.features.recovery.controller import RecoveryController
from aevae_desktop.features.recovery.report_card import ReportCard
from aevae_desktop.features.recovery.strip import RecoveryStrip
from aevae_desktop.recovery import runs
from aevae_desktop.recovery.hooks import Hooks
from aevae_desktop.recovery.runs import Run
from aevae_desktop.session.state import Mode

STROKE = np.array([[60.0, 60.0], [140.0, 90.0], [80.0, 200.0]])


@pytest.fixture
def dead() -> Path:
    """A run that was killed, with nothing but a word in its report."""
    made = Run()
    assert made.folder is not None
    made.report.note("said: the last word")
    os.close(made._lock)  # type: ignore[arg-type]
    return made.folder


@pytest.fixture
def watched(window: Any) -> Iterator[Any]:
    """``watched()`` makes the controller of the window, as the start of the program does."""
    made: list[tuple[RecoveryController, Hooks, Run]] = []

    def make() -> RecoveryController:
        run = Run()
        hooks = Hooks(run.report)
        made.append((RecoveryController(window, run, hooks), hooks, run))
        QTest.qWait(20)
        return made[0][0]

    yield make
    for controller, hooks, run in made:
        hooks.remove()
        controller.close()
        run.end()


def press(window: Any, name: str) -> None:
    QTest.mouseClick(window.findChild(QToolButton, name), Qt.MouseButton.LeftButton)
    QTest.qWait(20)


def shown(window: Any) -> dict[str, bool]:
    names = ("report", "restore", "dismiss")
    return {name: window.findChild(QToolButton, f"recovery.{name}").isVisible() for name in names}


def test_after_a_clean_end_there_is_no_strip(window: Any, watched: Any) -> None:
    watched()
    assert not window.panel(RecoveryStrip).isVisible()


def test_after_an_unexpected_one_it_says_so_once(window: Any, dead: Path, watched: Any) -> None:
    watched()
    assert window.panel(RecoveryStrip).isVisible()
    assert window.panel(RecoveryStrip)._line.text() == "It ended unexpectedly."
    assert shown(window) == {"report": True, "restore": False, "dismiss": True}  # nothing was open
    press(window, "recovery.dismiss")
    assert not window.panel(RecoveryStrip).isVisible()
    assert runs.dead() == ()


def test_a_card_leaves_the_strip_in_sight(window: Any, dead: Path, watched: Any) -> None:
    watched()
    window.toggle_card("layers")
    strip, card = window.panel(RecoveryStrip), window.dock.opened
    assert card.mapTo(window, QPoint(0, 0)).y() > strip.geometry().bottom()


def test_its_report_can_be_read_and_copied(window: Any, dead: Path, watched: Any) -> None:
    watched()
    press(window, "recovery.report")
    text = window.findChild(QPlainTextEdit, "report.text")
    assert text.isVisible()
    assert "said: the last word" in text.toPlainText()
    press(window, "report.copy")
    assert QGuiApplication.clipboard().text() == text.toPlainText()
    press(window, "report.close")


def test_what_was_open_is_restored_and_the_run_forgotten(window: Any, dead: Path, watched: Any) -> None:
    window.session.controller(DrawingController).redraw((STROKE,))
    window.session.set_mode(Mode.DRAW)
    assert window.wait_idle(60_000)
    text = "".join(work.pieces(window.session.state, window.session.views, SAVED, "dark"))
    window.session.controller(DrawingController).clear()
    window.session.set_mode(Mode.EXPLORE)
    assert window.wait_idle(60_000)
    (dead / "work.json").write_text(text)
    controller = watched()
    press(window, "recovery.restore")
    assert window.wait_idle(60_000)
    assert [stroke.tolist() for stroke in window.session.state.part(Drawing).strokes] == [STROKE.tolist()]
    assert window.session.state.mode is Mode.DRAW
    assert not window.panel(RecoveryStrip).isVisible()
    controller.keep()
    assert not dead.exists()
    assert (controller._run.folder / "work.json").exists()


def test_a_file_that_makes_no_sense_is_one_line_and_the_strip_stays(window: Any, dead: Path, watched: Any) -> None:
    (dead / "work.json").write_text("{" * 2000)
    watched()
    press(window, "recovery.restore")
    assert "what was open cannot be read" in window.session.state.notice
    assert "\n" not in window.session.state.notice
    assert window.panel(RecoveryStrip).isVisible()
    press(window, "recovery.dismiss")


def test_where_nothing_can_be_kept_one_line_says_so(
    window: Any, watched: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_bytes(b"")
    monkeypatch.setenv("AEVAE_STATE", str(tmp_path / "file"))
    watched().keep()
    assert window.session.state.notice == (
        f"Nothing can be kept for the next start: {tmp_path}/file/runs: Not a directory."
    )


def raise_bug(text: str = "broken") -> None:
    try:
        raise ValueError(text)
    except ValueError as error:
        sys.excepthook(type(error), error, error.__traceback__)


def card_text(controller: RecoveryController) -> str:
    return controller._card.line.text()


def test_many_equal_bugs_are_one_card_with_their_number(window: Any, watched: Any) -> None:
    controller = watched()
    for _ in range(500):
        raise_bug()
    QTest.qWait(50)
    assert controller._card.isVisible()
    assert card_text(controller).startswith("ValueError: broken")
    assert "500 times so far." in card_text(controller)
    press(window, "unexpected.close")
    raise_bug()
    QTest.qWait(50)
    assert not controller._card.isVisible()


def test_another_bug_takes_the_place_of_the_first(window: Any, watched: Any) -> None:
    controller = watched()
    raise_bug("one")
    raise_bug("two")
    QTest.qWait(50)
    assert card_text(controller).startswith("ValueError: two")
    assert len(window.findChildren(ReportCard)) == 1


def test_its_text_is_plain_and_its_report_names_nobody(window: Any, watched: Any) -> None:
    controller = watched()
    raise_bug(f"<img src='{Path.home()}/x.png'> {'x' * 5000}")
    QTest.qWait(50)
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in controller._card.findChildren(QLabel))
    assert "~/x.png" in card_text(controller)
    assert len(card_text(controller)) < 500
    press(window, "unexpected.copy")
    text = QGuiApplication.clipboard().text()
    assert "ValueError: <img" in text
    assert f"{Path.home()}/" not in text
    assert "Python 3" in text


def test_a_bug_while_painting_is_told_and_painting_goes_on(
    window: Any, watched: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    controller = watched()
    canvas = window.canvas(0)
    monkeypatch.setattr(canvas, "paintEvent", lambda event: raise_bug("no paint"))
    for _ in range(5):
        canvas.repaint()
    QTest.qWait(50)
    assert card_text(controller).startswith("ValueError: no paint")


def test_what_the_window_says_is_in_the_report(window: Any, watched: Any) -> None:
    controller = watched()
    window.session.notify("The model is broken.")
    assert "said: The model is broken." in controller._run.report.text()

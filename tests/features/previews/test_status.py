"""The status line: what is said for a while, and what ends it."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from aevae_desktop.errors import DataError
from aevae_desktop.features.probe.controller import ProbeController
from aevae_desktop.features.probe.text import NOTHING_NEAR


def said(window: Any) -> str:
    assert window.wait_idle(60_000)
    line = window.findChild(QWidget, "status")
    assert (line.text() == window.session.state.notice) or not window.session.state.notice
    return str(window.session.state.notice)


@pytest.mark.parametrize("what", ["press", "key", "shortcut"])
def test_a_notice_ends_with_the_next_thing_that_is_done(window: Any, hand: Any, qtbot: Any, what: str) -> None:
    window.session.notify("Something was done.")
    assert said(window) == "Something was done."
    hand.move(window.canvas(0), 100, 100)
    qtbot.keyPress(window.canvas(0), Qt.Key.Key_Shift)
    assert said(window), "a pointer that moves and a modifier alone do nothing"
    match what:
        case "press":
            hand.press(window.canvas(0), 100, 100)
        case "key":
            qtbot.keyClick(window.canvas(0), Qt.Key.Key_Left)
        case "shortcut":
            qtbot.keyClick(window.canvas(0), Qt.Key.Key_S)
    assert not said(window)
    assert window.findChild(QWidget, "status").text().startswith("z = ")


def test_what_an_action_says_is_not_ended_by_that_action(window: Any, qtbot: Any) -> None:
    window.session.notify("Something else was done before.")
    assert said(window)
    qtbot.keyClick(window.canvas(0), Qt.Key.Key_Delete)  # no way-point is chosen
    window.session.notify("The next one.")
    assert said(window) == "The next one."


def test_nothing_looks_at_events_while_nothing_is_said(window: Any, monkeypatch: Any, hand: Any) -> None:
    from aevae_desktop.features.previews.status import StatusBar

    bar = window.panel(StatusBar)
    seen: list[Any] = []
    monkeypatch.setattr(bar, "eventFilter", lambda watched, event: seen.append(event) or False)
    hand.click(window.canvas(0), 100, 100)
    assert not seen


def test_an_error_stays_longer_only_if_it_says_what_to_do(session: Any) -> None:
    stays = []
    for said in ("A line.", DataError("no such luck"), DataError("no such luck", remedy="Try again.")):
        session.notify(said)
        stays.append(session._notice.interval())
    assert stays == [6000, 6000, 20_000]
    session._notice.timeout.emit()
    assert not session.state.notice


def test_the_tip_of_the_status_line_says_what_the_figure_is(shipped: Any) -> None:
    line = shipped.findChild(QWidget, "status")
    shipped.session.controller(ProbeController).probe(1, 0.1, 0.2)
    assert said(shipped) == ""
    assert "−ELBO" in line.text()
    assert line.toolTip().startswith("−ELBO: the negative evidence lower bound of an image")
    assert "a mean over 10,000 test images" in line.toolTip()
    shipped.session.controller(ProbeController).probe(0, 0.1, 0.2)
    assert said(shipped) == ""
    assert line.toolTip().startswith("test MSE: the squared error per pixel")


def test_in_an_empty_region_it_says_what_the_caption_says(window: Any) -> None:
    window.session.controller(ProbeController).hover(0, 0.1, 0.2)
    window.session.controller(ProbeController).probe_sample(3)
    assert said(window) == ""
    line = window.findChild(QWidget, "status")
    assert "nearest sample" in line.text()
    window.session.controller(ProbeController).probe(0, 90.0, 90.0)
    assert said(window) == ""
    assert NOTHING_NEAR in line.text()
    assert "nearest sample" not in line.text()

"""What README says to try first, with keys alone: no pointer is there."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QToolButton

from aevae_desktop.features.drawing.state import Drawing
from aevae_desktop.features.path.state import PathState
from aevae_desktop.features.probe.state import Probe
from aevae_desktop.session.state import Mode, SessionState

Key, Shift, Ctrl = Qt.Key, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier


def press(*keys: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
    """Press keys where the keyboard is."""
    for key in keys:
        QTest.keyClick(QApplication.focusWidget(), key, held)
        QApplication.processEvents()


def tab_to(name: str) -> Any:
    """Press Tab until the keyboard is on the widget of that name."""
    for _ in range(300):
        press(Key.Key_Tab)
        now = QApplication.focusWidget()
        if now.objectName() == name:
            return now
    raise AssertionError(f"Tab never came to {name}")


@pytest.fixture
def state(window: Any) -> Any:
    window.activateWindow()
    window.canvas(0).setFocus()

    def now() -> SessionState:
        assert window.wait_idle(60_000)
        return window.session.state

    return now


def test_probe_with_the_arrows_and_hold_a_stored_digit(window: Any, state: Any) -> None:
    before = state().panes[0].get(Probe).xy
    press(Key.Key_Right, Key.Key_Up)
    after = state().panes[0].get(Probe).xy
    assert after[0] > before[0]
    assert after[1] > before[1]
    press(Key.Key_R)
    assert state().pinned
    assert state().panes[0].get(Probe).sample is not None
    press(Key.Key_Escape)
    assert not state().pinned


def test_lay_a_path_and_play_it(window: Any, state: Any) -> None:
    press(Key.Key_P)
    assert state().mode is Mode.PATH
    press(Key.Key_A)
    press(*[Key.Key_Right] * 6)
    press(Key.Key_B)
    part = state().part(PathState)
    assert part.waypoints
    press(Key.Key_Space)
    assert window.session.state.part(PathState).playing
    press(Key.Key_Space)
    assert not window.session.state.part(PathState).playing


@pytest.mark.parametrize(
    ("key", "held", "card"),
    [
        (Key.Key_L, NONE, "layers"), (Key.Key_M, NONE, "models"), (Key.Key_Z, NONE, "planes"),
        (Key.Key_C, NONE, "points"), (Key.Key_K, NONE, "selection"), (Key.Key_P, Shift, "posterior"),
        (Key.Key_S, Shift, "samplers"), (Key.Key_Y, Shift, "arithmetic"), (Key.Key_X, NONE, "export"),
    ],
)  # fmt: skip
def test_a_key_opens_a_card_and_gives_it_the_keyboard(window: Any, state: Any, key: Any, held: Any, card: str) -> None:
    press(key, held=held)
    opened = window.dock.cards[card]
    assert opened.isVisible()
    now = QApplication.focusWidget()
    assert now is opened or opened.isAncestorOf(now)
    press(Key.Key_Escape)
    assert opened.isHidden()
    assert QApplication.focusWidget() is window.canvas(0)


def test_draw_a_stroke(window: Any, state: Any) -> None:
    press(Key.Key_D)
    tab_to("pen")
    press(Key.Key_Space, *[Key.Key_Down] * 8, Key.Key_Return)
    assert len(state().part(Drawing).strokes) == 1


def test_choose_how_a_figure_is_written_and_ask_for_it(
    window: Any, state: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    press(Key.Key_X)
    assert isinstance(tab_to("export.png"), QPushButton)
    press(Key.Key_Right)
    svg = QApplication.focusWidget()
    assert svg.objectName() == "export.svg"
    assert svg.isChecked()
    asked: list[bool] = []
    save = tab_to("export.save")
    assert isinstance(save, QToolButton)
    save.clicked.disconnect()
    save.clicked.connect(lambda: asked.append(True))
    press(Key.Key_Space)
    assert asked == [True]


def test_f6_goes_from_part_to_part_and_back(window: Any, state: Any) -> None:
    def part() -> str:
        now = QApplication.focusWidget()
        return now.objectName() if now in (window.canvas(0), window.canvas(1)) else where(now)

    def where(now: Any) -> str:
        return next(
            name
            for name, place in (("bar", window._made.top), ("dock", window.dock), ("film", window))
            if place.isAncestorOf(now)
        )

    seen = [part()]
    for _ in range(5):
        press(Key.Key_F6)
        seen.append(part())
    assert seen == ["map.0", "map.1", "film", "dock", "bar", "map.0"]
    press(Key.Key_F6, held=Shift)
    assert part() == "bar"
    press(Key.Key_F6, held=Shift)
    assert part() == "dock"

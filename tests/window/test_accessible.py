"""What a screen reader is told: a name for all that takes the keyboard, and values that follow the hand."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QScrollBar, QWidget

from aevae_desktop.features.drawing.controller import DrawingController
from aevae_desktop.features.probe.controller import ProbeController
from aevae_desktop.features.probe.state import Probe
from aevae_desktop.session.state import Mode
from aevae_desktop.ui import accessible, words
from aevae_desktop.ui.widgets.controls import Segmented
from aevae_desktop.ui.widgets.text_line import Heading, TextLine
from aevae_desktop.window import announcer
from tests.window_fixtures import spoken

NAME, DESCRIPTION, VALUE = QAccessible.Text.Name, QAccessible.Text.Description, QAccessible.Text.Value
NEAR = 24  # px between a control and what stands before it on its line


def name(widget: QWidget) -> str:
    """Its name; that of a drop-down list is heard where a system has no other way to say what is chosen in it."""
    return widget.accessibleName() if isinstance(widget, QComboBox) else spoken(widget)


def label_before(widget: QWidget) -> str:
    """The words right before ``widget``, on its line; empty where there are none."""
    own = widget.geometry()
    for each in widget.parentWidget().findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
        if isinstance(each, TextLine | QLabel) and not isinstance(each, Heading) and each.isVisible():
            box = each.geometry()
            if abs(box.center().y() - own.center().y()) < 8 and 0 <= own.left() - box.right() < NEAR:
                return each.text()
    return ""


def visible_label(widget: QWidget) -> str:
    """The words that a person sees on ``widget``, or right before it."""
    text = widget.text().replace("&", "") if isinstance(widget, QAbstractButton) else label_before(widget)
    return text if any(map(str.isalnum, text)) else ""


def takes_keyboard(widget: QWidget) -> bool:
    return widget.focusPolicy() != Qt.FocusPolicy.NoFocus and widget.focusProxy() is None and widget.isVisible()


@pytest.fixture
def cards(window: Any) -> Any:
    """A window with every card open."""
    for name in window.dock.cards:
        window.open_card(name)
    assert window.wait_idle(60_000)
    QApplication.processEvents()
    return window


def test_all_that_takes_the_keyboard_has_a_name_with_its_label_in_it(cards: Any) -> None:
    found = [widget for widget in cards.findChildren(QWidget) if takes_keyboard(widget)]
    assert len(found) > 150
    unnamed = [w for w in found if not spoken(w) and not isinstance(w, QScrollBar)]
    assert [f"{type(w).__name__} {w.objectName()} in {w.parentWidget().objectName()}" for w in unnamed] == []
    other = [w for w in found if visible_label(w).lower() not in name(w).lower()]
    assert [f"{w.objectName()}: {visible_label(w)!r} is called {name(w)!r}" for w in other] == []


def test_what_has_words_says_them_first_and_the_tip_after(window: Any) -> None:
    for widget in (window.findChild(QWidget, "pen.undo"), window.findChild(QWidget, "layers.button")):
        assert spoken(widget) == widget.text()
        assert spoken(widget, DESCRIPTION) == widget.toolTip()
        assert widget.toolTip() != widget.text()


def test_a_choice_of_one_is_a_group_of_radio_buttons(cards: Any) -> None:
    groups = [each for each in cards.findChildren(Segmented) if each.isVisible()]
    assert len(groups) > 10
    for group in groups:
        buttons = group.findChildren(QAbstractButton)
        interface = QAccessible.queryAccessibleInterface(group)
        assert interface.role() is QAccessible.Role.Grouping
        assert spoken(group), [each.text() for each in buttons]
        assert {QAccessible.queryAccessibleInterface(each).role() for each in buttons} == {QAccessible.Role.RadioButton}
        stops = [each for each in buttons if each.focusPolicy().value & Qt.FocusPolicy.TabFocus.value]
        assert len(stops) == 1, (spoken(group), [each.text() for each in stops])
        assert stops[0].isChecked()


def test_arrow_keys_choose_within_a_group(window: Any) -> None:
    group = next(each for each in window.findChildren(Segmented) if spoken(each) == "Mode")
    explore, draw = group.button(0), group.button(1)
    explore.setFocus()
    QTest.keyClick(explore, Qt.Key.Key_Right)
    assert window.session.state.mode is Mode.DRAW
    assert draw.hasFocus()
    QTest.keyClick(draw, Qt.Key.Key_Left)
    assert window.session.state.mode is Mode.EXPLORE


@pytest.mark.parametrize(
    ("name", "role"),
    [("map.0", "Canvas"), ("decoder.1", "Graphic"), ("residual.0", "Graphic"), ("pen", "Canvas")],
)
def test_what_is_painted_has_a_role_a_name_a_value_and_a_description(window: Any, name: str, role: str) -> None:
    window.session.controller(DrawingController).redraw((np.array([[60.0, 40.0], [90.0, 120.0]]),))
    assert window.wait_idle(60_000)
    widget = window.findChild(QWidget, name)
    assert QAccessible.queryAccessibleInterface(widget).role() is QAccessible.Role[role]
    assert all(spoken(widget, kind) for kind in (NAME, DESCRIPTION, VALUE)), [
        spoken(widget, kind) for kind in QAccessible.Text
    ]


def test_the_value_of_a_map_follows_the_arrow_keys(window: Any) -> None:
    canvas = window.canvas(0)
    canvas.setFocus()
    values = [spoken(canvas, VALUE)]
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Right):
        QTest.keyClick(canvas, key)
        values.append(spoken(canvas, VALUE))
        z = window.session.state.panes[0].get(Probe).z
        assert values[-1].startswith(f"z = {words.code(z)}, ")
    assert len(set(values)) == 4
    window.session.controller(ProbeController).probe_sample(3)
    assert spoken(canvas, VALUE).endswith(f", a stored code {words.class_name(window.session.state.panes[0].model, 3)}")


def test_it_is_told_once_when_the_hand_rests_and_only_to_a_screen_reader(
    window: Any, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[str] = []
    monkeypatch.setattr(accessible, "tell", lambda widget, value: heard.append(value))
    monkeypatch.setattr(announcer.QAccessible, "isActive", lambda: False)
    window.session.controller(ProbeController).probe(0, 0.1, 0.2)
    assert window.wait_idle(60_000)
    assert not window._announcer._rest.isActive()
    monkeypatch.setattr(announcer.QAccessible, "isActive", lambda: True)
    for k in range(5):
        window.session.controller(ProbeController).probe(0, 0.1 * k, 0.3)
        assert window.wait_idle(60_000)
        assert heard == []
    qtbot.waitUntil(lambda: bool(heard), timeout=10_000)
    assert heard == [spoken(window.canvas(0), VALUE)]


def test_qt_takes_what_is_spoken(window: Any) -> None:
    QAccessible.setActive(True)
    try:
        accessible.tell(window.canvas(0), "z = (0.00, 0.00)")
    finally:
        QAccessible.setActive(False)

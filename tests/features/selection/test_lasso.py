"""Lasso and box under real events; what is selected against every point tested with every edge."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from aevae_desktop.features.points.controller import PointsController
from aevae_desktop.features.probe.state import Probe
from aevae_desktop.features.selection.controller import SelectionController
from aevae_desktop.features.selection.lasso import meant
from aevae_desktop.features.selection.state import How, Selecting, Tool
from tests.features.selection.drags import LOOP, Held, Keys, chosen, only, px_of, within


def test_a_lasso_selects_what_is_inside(window: Any) -> None:
    canvas = window.canvas(0)
    before = canvas.view()
    window.session.controller(SelectionController).set_tool(Tool.LASSO)
    Held().drag(canvas, *LOOP)
    assert set(chosen(window)) == within(window, 0, LOOP)
    assert 20 < len(chosen(window)) < 150
    assert canvas.view() == before
    assert not window.session.state.pinned


@pytest.mark.parametrize("pane", [0, 1])
def test_shift_adds_and_alt_takes_away(window: Any, pane: int) -> None:
    canvas, other = window.canvas(pane), [(200, 200), (330, 200), (330, 330), (200, 330)]
    Held(Keys.ShiftModifier).drag(canvas, *LOOP)  # with the hand
    one = within(window, pane, LOOP)
    assert set(chosen(window)) == one
    Held(Keys.ShiftModifier).drag(canvas, *other)
    both = one | within(window, pane, other)
    assert set(chosen(window)) == both
    hole = [(90, 70), (300, 70), (300, 240), (90, 240)]
    Held(Keys.AltModifier).drag(canvas, *hole)
    assert set(chosen(window)) == both - within(window, pane, hole)
    assert within(window, pane, hole) & both


def test_a_box_selects_what_is_inside(window: Any) -> None:
    canvas = window.canvas(1)
    Held(Keys.ControlModifier).drag(canvas, (80, 300), (150, 200), (240, 70))
    x, y = px_of(window, 1).T
    inside = (x >= 80) & (x <= 240) & (y >= 70) & (y <= 300)
    assert chosen(window) == np.flatnonzero(inside).tolist()
    assert 5 < inside.sum() < 150
    assert {i for i in (0, 1) if window.session.state.panes[i].get(Probe) is not None} == {0, 1}


def test_a_drag_with_the_hand_still_pans_and_a_click_still_probes(window: Any) -> None:
    canvas = window.canvas(0)
    before = canvas.view()
    Held().drag(canvas, (100, 100), (130, 120))
    assert canvas.view() != before
    window.session.controller(SelectionController).set_tool(Tool.LASSO)
    Held().drag(canvas, (100, 100), (102, 101))
    assert window.session.state.pinned
    assert window.session.state.part(Selecting).selection is None


def test_hidden_classes_are_not_caught(window: Any) -> None:
    label = window.session.state.panes[0].model.codes.label
    caught = within(window, 0, LOOP)
    hidden = int(label[min(caught)])
    window.session.controller(PointsController).toggle_class(hidden)
    window.session.controller(SelectionController).set_tool(Tool.LASSO)
    Held().drag(window.canvas(0), *LOOP)
    assert set(chosen(window)) == {row for row in caught if label[row] != hidden}


def test_the_outline_follows_the_hand_and_escape_drops_it(window: Any, look: Any, qtbot: Any) -> None:
    canvas = window.canvas(0)
    only(window, "axes")
    before = look(canvas)
    held = Held()
    window.session.controller(SelectionController).set_tool(Tool.LASSO)
    held.start(canvas, *LOOP[:4])
    drawn = look(canvas) != before
    assert drawn[55, 130]  # the edge from (60, 60) to (200, 50)
    assert drawn[100, 190]  # faintly, the inside
    assert not drawn[300, 300]
    window.escape()
    assert (look(canvas) == before).all()
    held.post(canvas, QEvent.Type.MouseMove, LOOP[4], down=True)
    view = canvas.view()
    held.post(canvas, QEvent.Type.MouseButtonRelease, LOOP[5], down=False)
    assert window.session.state.part(Selecting).selection is None
    assert canvas.view() == view
    assert not window.session.state.pinned


def test_after_escape_the_pointer_probes_again(window: Any, hand: Any) -> None:
    canvas, held = window.canvas(0), Held(Keys.ShiftModifier)
    held.start(canvas, *LOOP[:3])
    window.escape()
    held.post(canvas, QEvent.Type.MouseButtonRelease, LOOP[3], down=False)
    before = window.session.state.panes[0].get(Probe)
    hand.move(canvas, 120, 130)
    QApplication.processEvents()
    assert window.session.state.panes[0].get(Probe) is not before


@pytest.mark.parametrize(
    ("tool", "keys", "expected"),
    [
        (Tool.HAND, Keys.NoModifier, (Tool.HAND, How.NEW)),
        (Tool.HAND, Keys.ShiftModifier, (Tool.LASSO, How.ADD)),
        (Tool.HAND, Keys.AltModifier, (Tool.LASSO, How.REMOVE)),
        (Tool.HAND, Keys.ControlModifier, (Tool.BOX, How.NEW)),
        (Tool.HAND, Keys.ControlModifier | Keys.ShiftModifier, (Tool.BOX, How.ADD)),
        (Tool.LASSO, Keys.NoModifier, (Tool.LASSO, How.NEW)),
        (Tool.LASSO, Keys.ControlModifier, (Tool.LASSO, How.REMOVE)),
        (Tool.BOX, Keys.ShiftModifier, (Tool.BOX, How.ADD)),
        (Tool.BOX, Keys.AltModifier, (Tool.BOX, How.REMOVE)),
    ],
)
def test_what_a_drag_means(tool: Tool, keys: Keys, expected: Any) -> None:
    assert meant(tool, keys) == expected


def test_a_lasso_whose_release_a_dialog_took_is_forgotten(window: Any, hand: Any, look: Any) -> None:
    canvas = window.canvas(0)
    window.session.controller(SelectionController).set_tool(Tool.LASSO)
    hand.move(canvas, 50, 60)
    before = look(canvas)
    hand.press(canvas, 100, 100)
    for x, y in ((160, 100), (160, 160)):
        hand.move(canvas, x, y, held=True)
    assert (look(canvas) != before).any()
    hand.move(canvas, 50, 60)
    assert window.wait_idle(60_000)
    np.testing.assert_array_equal(look(canvas), before)

"""The line over each map: how to begin, until somebody has, and that a click has frozen the pointer."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from aevae_desktop.bundle import ImageSpec
from aevae_desktop.features.probe import controller, text
from aevae_desktop.features.probe.controller import ProbeController
from aevae_desktop.features.probe.note import FOOT, SIDE, WIDE
from aevae_desktop.features.probe.state import Guidance, Probe
from aevae_desktop.session.state import Mode


def said(window: Any, pane: int) -> str:
    """What the line over a map says; empty while it is hidden."""
    note = window.findChild(QWidget, f"note.{pane}")
    return note.findChild(QLabel).text() if note.isVisible() else ""


@pytest.fixture
def fresh(window: Any) -> Any:
    """A window that was never used."""
    window.session.set_state(window.session.state.with_part(Guidance()))
    return window


def test_each_map_says_how_to_begin(fresh: Any) -> None:
    digits = text.noun(fresh.session.state.panes[0].model)
    assert said(fresh, 0) == f"Each dot is one {digits}. Move over the map: the decoder draws what lives here."
    assert said(fresh, 1).startswith(f"The same {digits}s, placed by this model.")
    fresh.session.show(1)
    assert said(fresh, 1).startswith("Each dot is one")


def test_it_leaves_the_upper_half_to_the_legends_and_the_lower_edge_to_the_axis(fresh: Any) -> None:
    note, canvas = fresh.findChild(QWidget, "note.0"), fresh.canvas(0)
    assert note.y() > canvas.height() / 2
    assert note.geometry().bottom() <= canvas.height() - FOOT


def test_what_is_no_digit_is_called_an_image(fresh: Any) -> None:
    from dataclasses import replace

    model = fresh.session.state.panes[0].model
    assert text.noun(replace(model, manifest=replace(model.manifest, classes=("0", "7")))) == "digit"
    signals = replace(model.manifest, classes=("0", "7"), image=ImageSpec(1, 90))
    assert text.noun(replace(model, manifest=signals)) == "image"
    for classes in (("coat", "bag"), ("10",), ()):
        assert text.noun(replace(model, manifest=replace(model.manifest, classes=classes))) == "image"


def test_a_click_on_its_cross_takes_it_off_that_map_and_off_the_last_for_good(fresh: Any, qtbot: Any) -> None:
    qtbot.mouseClick(fresh.findChild(QWidget, "note.1.close"), Qt.MouseButton.LeftButton)
    assert not fresh.session.state.part(Guidance).dismissed
    assert [bool(said(fresh, 0)), bool(said(fresh, 1))] == [True, False]
    qtbot.mouseClick(fresh.findChild(QWidget, "note.0.close"), Qt.MouseButton.LeftButton)
    assert fresh.session.state.part(Guidance).dismissed
    assert [said(fresh, 0), said(fresh, 1)] == ["", ""]


def test_it_goes_for_good_once_the_pointer_has_moved_for_some_seconds(fresh: Any, monkeypatch: Any) -> None:
    now = [100.0]
    monkeypatch.setattr(controller, "monotonic", lambda: now[0])
    hover = fresh.session.controller(ProbeController).hover
    for _ in range(20):
        now[0] += controller.PAUSE_S + 0.1  # a pointer that rests in between
        hover(0, 0.1, 0.2)
    assert said(fresh, 0)
    for _ in range(int(controller.LEARNED_S / 0.25) + 2):
        now[0] += 0.25
        hover(0, 0.1, 0.2)
    assert fresh.session.state.part(Guidance).dismissed
    assert not said(fresh, 0)


def test_the_map_under_it_is_probed_all_the_same(fresh: Any, hand: Any) -> None:
    note, canvas = fresh.findChild(QWidget, "note.0"), fresh.canvas(0)
    before = fresh.session.state.panes[0].get(Probe)
    hand.move(note, 20, 10)
    assert fresh.wait_idle(60_000)
    after = fresh.session.state.panes[0].get(Probe)
    assert after is not before
    assert after.xy == pytest.approx(canvas.to_map(np.array([[note.x() + 20.0, note.y() + 10.0]]))[0])


def test_a_held_probe_says_so_over_its_map_and_how_to_move_again(window: Any, hand: Any, qtbot: Any) -> None:
    canvas = window.canvas(1)
    hand.click(canvas, 150, 170)
    assert said(window, 1) == "Held here. Click again or press Esc to move freely."
    assert said(window, 0) == ""
    window.session.set_mode(Mode.PATH)
    assert said(window, 1) == "Held here. Press Esc to move freely.", "there a click adds a way-point"
    window.session.set_mode(Mode.EXPLORE)
    hand.click(canvas, 153, 172)
    assert said(window, 1) == ""
    assert not window.session.state.pinned
    hand.click(canvas, 150, 170)
    qtbot.keyClick(canvas, Qt.Key.Key_Escape)
    assert said(window, 1) == ""


def test_a_click_under_the_chip_is_the_map_s(window: Any, qtbot: Any, hand: Any) -> None:
    hand.click(window.canvas(0), 150, 170)
    chip = window.findChild(QWidget, "note.0")
    assert chip.isVisible()
    assert window.canvas(0).childAt(chip.geometry().center()) is None


@pytest.mark.parametrize("width", [330, 470, 1000])
def test_nothing_of_what_it_says_is_cut(fresh: Any, hand: Any, width: int) -> None:
    canvas, note = fresh.canvas(0), fresh.findChild(QWidget, "note.0")
    canvas.setFixedWidth(width)
    for _ in range(2):
        assert fresh.wait_idle(60_000)
        line = note.findChild(QLabel)
        assert line.height() >= line.heightForWidth(line.width())
        assert canvas.rect().contains(note.geometry())
        assert note.width() >= min(canvas.width() - 2 * SIDE - 10, WIDE)
        hand.click(canvas, 150, 170)

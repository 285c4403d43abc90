"""The arithmetic card under real events: its pictures against the decoders' own output, the arrow pixel by pixel."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton, QWidget

from aevae_desktop.bundle import DECODER
from aevae_desktop.engine.child.model import Model
from aevae_desktop.features.arithmetic.controller import ArithmeticController
from aevae_desktop.features.arithmetic.state import PARTS, Arithmetic
from aevae_desktop.features.models.controller import ModelsController
from aevae_desktop.features.path.state import FrameSequence
from aevae_desktop.features.probe.controller import ProbeController
from aevae_desktop.features.probe.state import Probe
from aevae_desktop.features.selection.controller import SelectionController
from aevae_desktop.ui.imaging import rgb
from aevae_desktop.ui.theme import DARK
from aevae_desktop.ui.widgets.text_line import TextLine
from tests.window_fixtures import spoken


def find(window: Any, name: str) -> Any:
    found = window.findChild(QWidget, name)
    assert found is not None, name
    return found


def choose_class(window: Any, side: str, name: str) -> None:
    menu = find(window, f"arithmetic.{side}.class").menu()
    menu.aboutToShow.emit()
    next(action for action in menu.actions() if action.text() == name).trigger()


def test_from_the_selection_card_to_a_morph(window: Any, hand: Any, qtbot: Any, look: Any) -> None:
    session = window.session
    window.toggle_card("selection")
    session.controller(SelectionController).numbers("3, 17, 100")
    find(window, "selection.arithmetic").click()
    card = find(window, "arithmetic")
    assert card.isVisible()
    assert find(window, "arithmetic.title.0").text() == "Choose what to add, what to subtract and where to start."
    assert not find(window, "arithmetic.title.1").isVisible()
    find(window, "arithmetic.plus.selection").click()
    choose_class(window, "minus", "4")
    session.controller(ProbeController).probe_sample(8)
    before = look(window.canvas(0))
    find(window, "arithmetic.start.probe").click()
    assert window.wait_idle(60_000)
    for name, text in (("plus", "mean of 3 selected"), ("minus", "mean of class 4"), ("start", "8, sample 8")):
        assert find(window, f"arithmetic.{name}").text() == text
    for pane in (0, 1):
        found, model = session.state.part(Arithmetic).outcomes[pane], session.state.panes[pane].model
        decoder, strip = Model(Path(model.key)), find(window, f"arithmetic.sum.{pane}")
        codes = model.codes.mu.astype(np.float64)
        vector = codes[[3, 17, 100]].mean(axis=0) - codes[4::10].mean(axis=0)
        np.testing.assert_allclose(found.result, codes[8] + vector, rtol=1e-6, atol=1e-6)
        for part, image in zip(PARTS, decoder.decode(found.codes()), strict=True):
            np.testing.assert_array_equal(strip.image(part), image)
        assert f"{np.linalg.norm(vector):.2f}" in find(window, f"arithmetic.title.{pane}").text()
    _check_arrow(window, look, before)
    near = session.state.part(Arithmetic).outcomes[0].near
    at = find(window, "arithmetic.sum.0").box(2).center()
    hand.click(find(window, "arithmetic.sum.0"), at.x(), at.y())
    assert session.state.panes[0].get(Probe).sample == near.samples[2]
    assert session.state.pinned
    qtbot.keyClick(find(window, "arithmetic.sum.0"), Qt.Key.Key_Left)
    qtbot.keyClick(find(window, "arithmetic.sum.0"), Qt.Key.Key_Return)
    assert session.state.panes[0].get(Probe).sample == near.samples[1]
    find(window, "arithmetic.path").click()
    assert window.wait_idle(60_000)
    np.testing.assert_array_equal(
        session.state.panes[0].get(FrameSequence).z[[0, -1]],
        np.stack([codes_of(window)[8], session.state.part(Arithmetic).outcomes[0].result]),
    )


def codes_of(window: Any) -> np.ndarray:
    return window.session.state.panes[0].model.codes.mu


def _check_arrow(window: Any, look: Any, before: np.ndarray) -> None:
    """The line is there from the start to the result, and nothing far from it was painted."""
    canvas, found = window.canvas(0), window.session.state.part(Arithmetic).outcomes[0]
    after = look(canvas)
    a, b = canvas.to_widget(np.stack([found.start, found.result]).astype(np.float64))
    assert np.hypot(*(b - a)) > 40
    inked = 0
    for share in np.linspace(0.3, 0.6, 12):
        x, y = (a + share * (b - a)).round().astype(int)
        inked += int((after[y - 1 : y + 2, x - 1 : x + 2] == rgb(DARK.text)).any())
    assert inked >= 10  # but for what lies over it
    ends = canvas.to_widget(np.stack([found.start, found.result, found.plus, found.minus]).astype(np.float64))
    low, high = np.floor(ends.min(axis=0) - 15).astype(int), np.ceil(ends.max(axis=0) + 15).astype(int)
    changed = after != before
    changed[max(low[1], 0) : high[1], max(low[0], 0) : high[0]] = False
    assert not changed.any()


def test_a_slider_that_runs_ends_on_the_last_value_and_the_card_fits_a_small_window(window: Any, qtbot: Any) -> None:
    window.resize(1100, 700)
    canvas = window.canvas(0)
    canvas.setFocus()
    qtbot.keyClick(canvas, Qt.Key.Key_Y, Qt.KeyboardModifier.ShiftModifier)
    assert find(window, "arithmetic").isVisible()
    choose_class(window, "plus", "1")
    choose_class(window, "minus", "7")
    window.session.controller(ArithmeticController).start_at_probe()
    slider = find(window, "arithmetic.scale")
    for value in range(20, -31, -1):
        slider.setValue(value)
    assert window.wait_idle(60_000)
    found = window.session.state.part(Arithmetic).outcomes[1]
    assert window.session.state.part(Arithmetic).scale == -1.5
    np.testing.assert_array_equal(
        find(window, "arithmetic.sum.1").image("result"), Model(Path(found.model.key)).decode(found.result[None])[0]
    )
    assert find(window, "arithmetic.title.1").text().endswith("of it added")
    card, status = find(window, "arithmetic"), find(window, "statusbar")
    assert card.geometry().bottom() < status.y()
    for button in card.findChildren(QToolButton):
        assert button.toolTip(), button.text()
        assert button.objectName(), button.text()
        assert spoken(button), button.text()
        assert button.width() >= button.sizeHint().width(), button.text()
    for line in card.findChildren(TextLine):
        assert line.widthOf(line._text) <= line.width() + 2, line.text()


def test_a_decoder_that_gives_nan_is_one_line_and_the_other_map_goes_on(
    window: Any, nan_bundle: Any, tiny_bundle: Any
) -> None:
    dataset, decoder = window.session.state.panes[1].model.manifest.dataset, (nan_bundle / DECODER).read_bytes()
    window.toggle_card("arithmetic")
    window.session.controller(ModelsController).open(
        0, tiny_bundle("nans", kind="ae", decoder=decoder, dataset=dataset)
    )
    assert window.wait_idle(60_000)
    choose_class(window, "plus", "1")
    choose_class(window, "minus", "7")
    window.session.controller(ProbeController).probe_sample(5)
    window.session.controller(ArithmeticController).start_at_probe()
    assert window.wait_idle(60_000)
    assert "NaN" in find(window, "arithmetic.title.0").text()
    assert not find(window, "arithmetic.sum.0").isVisible()
    assert find(window, "arithmetic.sum.1").image("result") is not None
    window.session.controller(ArithmeticController).clear()
    assert find(window, "arithmetic.title.0").text().endswith("where to start.")
    assert find(window, "arithmetic.sum.1").image("result") is None

"""The Layers card under a hand, a wheel and the keyboard."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from aevae_desktop.features import OVERLAYS
from aevae_desktop.features.layers.controller import LayersController
from aevae_desktop.features.layers.layer_row import LayerRow
from aevae_desktop.features.models.controller import ModelsController
from aevae_desktop.session.state import Layer
from aevae_desktop.ui.map.overlay import MORE
from aevae_desktop.window import palette
from tests import legible


@pytest.fixture
def card(window: Any) -> Any:
    """The open card of a window of an AE and a VAE."""
    window.activateWindow()
    window.toggle_card("layers")
    assert window.wait_idle(20_000)
    return window.dock.cards["layers"]


def find(card: Any, name: str) -> Any:
    found = card.findChild(QWidget, name)
    assert found is not None, name
    return found


def drawn(widget: QWidget, look: Any) -> bool:
    """Whether anything is painted at its place in the card."""
    return len(np.unique(look(widget))) > 1


def row_of(card: Any, name: str) -> LayerRow:
    row = find(card, f"layers.{name}").parentWidget()
    assert isinstance(row, LayerRow)
    return row


def test_every_layer_has_its_row_with_its_sentence(card: Any) -> None:
    find(card, "layers.more").click()
    for overlay in OVERLAYS:
        row = row_of(card, overlay.name)
        assert row.isVisible(), overlay.name
        assert overlay.tip in {label.text() for label in row.findChildren(QLabel)}
        assert overlay.tip in row.box.accessibleDescription()


def test_tab_stops_at_one_row_of_each_group(card: Any) -> None:
    names = [stop.objectName() for stop in legible.tab_stops(card)]
    assert [name for name in names if name.endswith(".opacity")] == [
        "layers.points.opacity", "layers.prior.opacity", "layers.manifold.opacity",
    ]  # fmt: skip
    assert len(names) <= 16


def test_up_and_down_go_from_row_to_row_and_tab_stops_where_they_went(card: Any, qtbot: Any) -> None:
    assert find(card, "layers.points").hasFocus()
    seen = ["layers.points"]
    for _ in range(40):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)
        name = QApplication.focusWidget().objectName()
        if name == seen[-1]:
            break
        assert not QApplication.focusWidget().visibleRegion().isEmpty()  # it is scrolled to
        seen.append(name)
    groups = {overlay.name: overlay.group for overlay in OVERLAYS}
    assert {name.removeprefix("layers.") for name in seen} == {n for n, group in groups.items() if group != MORE}
    assert len(seen) == len(set(seen))
    for _ in seen[2:]:
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Up)
    assert QApplication.focusWidget().objectName() == seen[1]
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert QApplication.focusWidget().objectName() == f"{seen[1]}.opacity"
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert QApplication.focusWidget().objectName() == seen[1]


def test_opacity_is_drawn_on_the_row_in_hand_alone_and_moves_nothing(
    card: Any, window: Any, look: Any, qtbot: Any
) -> None:
    focused, other = row_of(card, "points"), row_of(card, "path")
    rows = [row for row in card.findChildren(LayerRow) if row.isVisible()]
    places = [row.geometry() for row in rows]
    assert drawn(focused.bar, look)
    assert not drawn(other.bar, look)
    qtbot.mouseMove(other, QPoint(5, other.height() - 5))
    assert drawn(other.bar, look)
    qtbot.mouseMove(window.canvas(0), QPoint(5, 5))
    assert not drawn(other.bar, look)
    find(card, "layers.close").setFocus()
    assert not drawn(focused.bar, look)
    assert [row.geometry() for row in rows] == places


def test_the_keys_of_a_slider_change_its_layer_and_its_box_switches_it(card: Any, window: Any, qtbot: Any) -> None:
    qtbot.keyClick(find(card, "layers.points"), Qt.Key.Key_Tab)
    for _ in range(10):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Left)
    assert window.session.state.layers["points"] == Layer(True, 0.9)
    qtbot.keyClick(find(card, "layers.points"), Qt.Key.Key_Space)
    assert window.session.state.layers["points"] == Layer(False, 0.9)


def test_a_press_on_the_sentence_takes_the_row_in_hand(card: Any, look: Any, qtbot: Any) -> None:
    row = row_of(card, "path")
    qtbot.mouseClick(row, Qt.MouseButton.LeftButton, pos=QPoint(row.width() // 2, row.height() - 3))
    assert row.box.hasFocus()
    assert drawn(row.bar, look)


def test_the_wheel_scrolls_over_a_slider_and_does_not_turn_it(card: Any, window: Any, hand: Any) -> None:
    bar = row_of(card, "points").bar
    hand.wheel(bar, 5, 5, -120)
    assert window.session.state.layers["points"].opacity == 1.0
    assert bar.value() == 100


def test_a_layer_with_nothing_to_show_says_why(card: Any, window: Any, qtbot: Any, tiny_bundle: Any) -> None:
    def why(name: str) -> str:
        label = find(card, f"layers.{name}.why")
        return str(label.text()) if label.isVisible() else ""

    assert why("prior").endswith("AE: this model has no prior.")
    assert why("selection") == "Nothing is selected."
    assert why("density") == ""
    find(card, "layers.more").click()
    assert why("fade") == "Above two dimensions only."
    find(card, "layers.prior").click()
    qtbot.waitUntil(lambda: why("prior") == "", timeout=10_000)  # it is off
    find(card, "layers.prior").click()
    window.session.controller(ModelsController).open(1, tiny_bundle("other", kind="ae", latent_dim=3))
    qtbot.waitUntil(lambda: why("prior") == "This model has no prior.", timeout=60_000)
    assert why("fade").endswith(": above two dimensions only.")  # of the other map alone
    assert why("prior") in find(card, "layers.prior").accessibleDescription()


def test_an_opacity_that_no_slider_has_stays_as_it_is(card: Any, window: Any) -> None:
    window.session.controller(LayersController).set_layer("points", Layer(True, 0.123))
    assert window.wait_idle(20_000)
    QTest.qWait(60)
    assert find(card, "layers.points.opacity").value() == 12
    assert window.session.state.layers["points"].opacity == 0.123


def test_more_is_folded_until_it_is_asked_for(card: Any) -> None:
    more, probe = find(card, "layers.more"), find(card, "layers.probe")
    assert not probe.isVisible()
    more.click()
    assert probe.isVisible()
    assert more.text() == "More ▾"
    more.click()
    assert not probe.isVisible()


def test_a_preset_is_shown_by_its_button_and_by_the_palette(card: Any, window: Any) -> None:
    usual = dict(window.session.state.layers)
    find(card, "layers.preset.codes").click()
    shown = {name for name, layer in window.session.state.layers.items() if layer.on}
    assert shown == {"points", "probe", "axes", "minimap", "fade", "arithmetic", "epsilon", "epochs", "encoding"}
    find(card, "layers.preset.usual").click()
    assert window.session.state.layers == usual
    offered = {action.name: action for action in palette.everything(window)}
    offered["layers_decoder"].run(window)
    assert window.session.state.layers["stretch"] == Layer(True, 0.45)
    assert not window.session.state.layers["points"].on

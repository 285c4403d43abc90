"""The points card and the legend under a hand, and points files that nobody would wish for."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QWidget

from aevae_desktop import bundle
from aevae_desktop.bundle import Points
from aevae_desktop.features import OVERLAYS
from aevae_desktop.features.layers.controller import LayersController
from aevae_desktop.features.models import controller as models_controller
from aevae_desktop.features.models.controller import ModelsController
from aevae_desktop.features.points import logic as points_logic
from aevae_desktop.features.points import overlay as points_overlay
from aevae_desktop.features.points.controller import PointsController
from aevae_desktop.features.points.state import Filter, PointLook
from aevae_desktop.features.probe.state import Preview, Probe
from aevae_desktop.session.state import Layer
from aevae_desktop.ui.imaging import rgb
from aevae_desktop.ui.widgets.chip_strip import ChipStrip
from tests.window_fixtures import spoken

N = 60


def find(window: Any, name: str) -> Any:
    window.card("points")  # which is made for whoever asks first
    found = window.findChild(QWidget, name)
    assert found is not None, name
    return found


def some_points(**changes: Any) -> Points:
    rng = np.random.default_rng(0)
    made = Points(
        rng.normal(size=(N, 2)).astype(np.float32),
        None,
        (np.arange(N) % 10).astype(np.int16),
        (np.arange(N) % 6 == 0).astype(np.uint8),
        {"ink": np.arange(N, dtype=np.float32)},
    )
    return replace(made, **changes)


@pytest.fixture
def inked(window: Any, tiny_bundle: Any) -> Any:
    """A window whose left map has a column ``ink``, 0 to 59."""
    window.session.controller(ModelsController).open(0, tiny_bundle("ae-ink", kind="ae", points=some_points()))
    assert window.wait_idle(60_000)
    return window


def choose(window: Any, title: str) -> None:
    """Pick a row of the list of colours with the keyboard's own signal."""
    box = find(window, "points.colour")
    row = box.findText(title, Qt.MatchFlag.MatchStartsWith)
    assert row >= 0
    box.setCurrentIndex(row)
    box.activated.emit(row)
    assert window.wait_idle(60_000)


def only_points(window: Any) -> None:
    for overlay in OVERLAYS:
        window.session.controller(LayersController).set_layer(overlay.name, Layer(on=overlay.name == "points"))


def test_a_number_is_drawn_in_the_very_colours_of_its_bar(inked: Any, look: Any) -> None:
    choose(inked, "ink")
    only_points(inked)
    inked.session.controller(PointsController).set_size(4)
    canvas, codes = inked.canvas(0), inked.session.state.panes[0].model.codes
    bar = points_overlay.inks(inked.theme, "ink", 10)
    steps = points_logic.steps(codes.columns["ink"], points_logic.scale(inked.session.state, "ink"))
    shot, agree = look(canvas), 0
    for (x, y), step in zip(canvas.to_widget(codes.xy), steps, strict=True):
        inside = 12 < x < canvas.width() - 12 and 12 < y < canvas.height() - 12
        agree += inside and int(shot[int(y), int(x)]) == rgb(bar[step])
    assert agree > 0.7 * N  # the others lie under another, or outside
    lit = set(np.unique(shot[12:-12, 12:-12]).tolist()) - {rgb(inked.theme.map)}
    assert lit <= {rgb(name) for name in bar}
    assert find(inked, "legend.bar").isVisible()
    assert not find(inked, "legend.chips").isVisible()
    low, high = np.percentile(np.arange(N), (1, 99))
    assert find(inked, "legend.bar").accessibleName() == f"ink: ≤ {low:.3g} to ≥ {high:.3g}"


def test_the_list_says_who_can_and_why_not(inked: Any) -> None:
    box = find(inked, "points.colour")
    rows = [box.itemText(row) for row in range(box.count())]
    error = "Reconstruction error: its points file has no column error"
    assert rows == ["Class", "Training or test", "Posterior σ", error, "ink"]
    assert [box.model().item(row).isEnabled() for row in range(5)] == [True, True, True, False, True]
    choose(inked, "Posterior")
    assert inked.session.state.notice == "ae-ink keeps its classes: an autoencoder has no posterior."
    inked.session.show(0)
    assert box.itemText(2) == "Posterior σ: an autoencoder has no posterior"
    assert find(inked, "legend.chips").isVisible()


def test_a_range_filters_and_counts_while_it_is_dragged(inked: Any, qtbot: Any) -> None:
    low, high, count = find(inked, "points.low"), find(inked, "points.high"), find(inked, "points.count")
    assert not low.isEnabled()
    choose(inked, "ink")
    assert low.isEnabled()
    inked.session.show(0)
    low.setValue(50)
    scale = points_logic.scale(inked.session.state, "ink")
    limit = (scale.low + scale.high) / 2
    assert inked.session.state.part(Filter).range == ("ink", pytest.approx(limit), np.inf)
    assert count.text() == f"30 of {N} codes"
    assert find(inked, "legend.note").text() == f"30 of {N} codes"
    high.setValue(20)  # pushes the other end along
    assert (low.value(), high.value()) == (20, 20)
    qtbot.keyClick(high, Qt.Key.Key_End)
    qtbot.keyClick(low, Qt.Key.Key_Home)
    assert inked.session.state.part(Filter).range is None
    assert count.text() == f"{N} codes"


def test_split_size_opacity_and_show_all(inked: Any, look: Any) -> None:
    inked.session.show(0)
    only_points(inked)
    assert inked.wait_idle(60_000)
    before = look(inked.canvas(0))
    find(inked, "points.split.2").click()
    assert find(inked, "points.count").text() == f"10 of {N} codes"
    assert inked.wait_idle(60_000)  # a map that changes waits for the decode of the probe
    assert (look(inked.canvas(0)) != before).any()
    choose(inked, "Training or test")
    training, test = find(inked, "legend.split.0"), find(inked, "legend.split.1")
    assert (training.isChecked(), test.isChecked()) == (False, True)
    training.click()
    assert inked.session.state.part(Filter).splits is None
    small = lit_pixels(inked, look)
    find(inked, "points.size").setValue(300)
    assert inked.session.state.part(PointLook).size == 3.0
    assert lit_pixels(inked, look) > 2 * small
    find(inked, "points.opacity").setValue(40)
    assert inked.session.state.layers["points"].opacity == 0.4
    inked.toggle_card("layers")
    assert find(inked, "layers.points.opacity").value() == 40
    inked.session.controller(PointsController).toggle_class(1)
    test.click()
    find(inked, "points.all").click()
    assert find(inked, "points.count").text() == f"{N} codes"
    assert inked.session.state.hidden == frozenset()


def test_c_opens_the_card_and_everything_has_a_name_and_a_tip(inked: Any, qtbot: Any) -> None:
    inked.activateWindow()
    qtbot.keyClick(inked, Qt.Key.Key_C)
    card = find(inked, "points")
    assert card.isVisible()
    for name in ("colour", "size", "opacity", "low", "high", "all", "split.0", "split.1", "split.2"):
        control = find(inked, f"points.{name}")
        assert control.toolTip(), name
        assert spoken(control), name


@pytest.mark.parametrize("width", [980, 1100, 1280, 1600])
def test_a_narrow_window_says_less_before_ten_classes_take_two_rows(window: Any, tiny_bundle: Any, width: int) -> None:
    window.session.controller(ModelsController).open(
        0, tiny_bundle("ae-digits", kind="ae", classes=tuple("0123456789"), points=some_points())
    )
    window.resize(width, 700)
    assert window.wait_idle(60_000)
    note, how_to = find(window, "legend.note"), "drag to pan, wheel to zoom, click to freeze the pointer"
    assert find(window, "legend.chips").height() == ChipStrip.ROW
    assert len({find(window, f"legend.{k}").y() for k in range(10)}) == 1
    assert note.text().endswith(how_to) == (width >= 1600)
    assert how_to in note.toolTip()
    assert note.width() >= note.sizeHint().width() or not note.isVisible()
    chips, hand = find(window, "legend.chips"), find(window, "tool.hand")
    assert chips.mapTo(window, chips.rect().bottomRight()).x() < hand.mapTo(window, QPoint()).x()


def test_many_classes_take_two_rows_and_the_rest_is_scrolled_to(window: Any, tiny_bundle: Any) -> None:
    strip = find(window, "legend.chips")
    assert strip.height() == ChipStrip.ROW
    names = tuple(f"class {k}" for k in range(62))
    window.session.controller(ModelsController).open(
        0, tiny_bundle("ae-many", kind="ae", classes=names, points=some_points())
    )
    assert window.wait_idle(60_000)
    window.session.show(0)
    QApplication.processEvents()
    assert strip.height() == 2 * ChipStrip.ROW
    assert window.width() == 1200
    chips = [find(window, f"legend.{k}") for k in range(62)]
    places = [chip.geometry() for chip in chips]
    assert not any(a.intersects(b) for k, a in enumerate(places) for b in places[:k])
    assert all(place.right() <= strip.viewport().width() for place in places)
    assert find(window, "legend.note").text() == f"{N} codes"  # the chips need the room more
    chips[61].setFocus()
    strip.ensureWidgetVisible(chips[61])
    assert strip.viewport().rect().contains(chips[61].mapTo(strip.viewport(), chips[61].rect().center()))


# ---------------------------------------------------------------- points files that nobody would wish for


@pytest.mark.parametrize(
    ("change", "line"),
    [
        ({"mu": np.full((N, 2), np.nan, np.float32)}, "mu: found NaN or infinity, expected finite codes"),
        (
            {"label": np.full(N, 10, np.int16)},
            "label: found 10 to 10, expected -1 to 9 (the manifest names 10 classes)",
        ),
        (
            {"label": np.full(N, -2, np.int16)},
            "label: found -2 to -2, expected -1 to 9 (the manifest names 10 classes)",
        ),
        (
            {"columns": {"ink": np.zeros(3)}},
            f"column.ink: found float64 of shape (3,), expected numbers of shape ({N})",
        ),
    ],
)
def test_refused_in_one_line_which_the_map_shows(
    window: Any, tiny_bundle: Any, look: Any, hand: Any, monkeypatch: Any, change: dict[str, Any], line: str
) -> None:
    monkeypatch.setattr(models_controller, "_works", lambda pane: False)  # as at the start: another map would stay
    folder = tiny_bundle("ae-bad", kind="ae", points=some_points(**change))
    window.session.controller(ModelsController).open(0, folder)
    assert window.wait_idle(60_000)
    pane, canvas = window.session.state.panes[0], window.canvas(0)
    assert str(pane.error) == window.session.state.notice == f"{folder}/points.npz: {line}"
    assert rgb(window.theme.danger) in look(canvas)[:200]  # written on the map, which works without codes
    hand.move(canvas, 100, 200)
    assert window.wait_idle(60_000)
    assert window.session.state.panes[0].get(Preview) is not None


def lit_pixels(window: Any, look: Any) -> int:
    shot = look(window.canvas(0))[12:-12, 12:-12]
    return int((shot != rgb(window.theme.map)).sum())


ODD: dict[str, dict[str, Any]] = {
    "one point": {"mu": np.ones((1, 2)), "label": np.zeros(1), "split": np.zeros(1), "columns": {"ink": np.ones(1)}},
    "all equal": {"mu": np.full((N, 2), 3.25)},
    "one line": {"mu": np.stack([np.arange(N), np.full(N, 2.0)], axis=1)},
    "codes of 1e12": {"mu": np.random.default_rng(1).normal(size=(N, 2)) * 1e12},
    "far and near": {"mu": np.random.default_rng(1).normal(size=(N, 2)) * np.geomspace(1e-12, 1e12, N)[:, None]},
    "constant column": {"columns": {"ink": np.full(N, 7.0)}},
    "column of NaN": {"columns": {"ink": np.full(N, np.nan)}},
    "column with gaps": {"columns": {"ink": np.where(np.arange(N) % 3, np.arange(N), np.nan)}},
    "column of 1e12": {"columns": {"ink": np.random.default_rng(2).normal(size=N) * 1e12}},
    "column of 1e300": {"columns": {"ink": np.random.default_rng(2).normal(size=N) * 1e300}},
    "infinite column": {"columns": {"ink": np.where(np.arange(N) % 2, np.inf, -np.inf)}},
    "no label": {"label": np.full(N, -1)},
}
BAR = {
    "one point": "ink: all at 1",
    "constant column": "ink: all at 7",
    "column of NaN": "ink: no code has a value",
    "infinite column": "ink: no code has a value",
    "column of 1e300": "ink: no code has a value",
}


@pytest.mark.parametrize("name", ODD)
def test_drawn_coloured_filtered_and_hovered_without_a_word(
    window: Any, tiny_bundle: Any, look: Any, hand: Any, name: str
) -> None:
    types = {"mu": np.float32, "label": np.int16, "split": np.uint8}
    change = {key: value.astype(types[key]) if key in types else value for key, value in ODD[name].items()}
    window.session.controller(ModelsController).open(0, tiny_bundle("ae-odd", kind="ae", points=some_points(**change)))
    assert window.wait_idle(60_000)
    window.session.show(0)
    only_points(window)
    canvas, codes = window.canvas(0), window.session.state.panes[0].model.codes
    assert window.session.state.panes[0].error is None
    for colour in ("class", "split", "ink"):
        window.session.controller(PointsController).colour_by(colour)
        assert lit_pixels(window, look) > 0, colour
    if name in BAR:
        assert find(window, "legend.bar").accessibleName() == BAR[name]
        assert not find(window, "points.low").isEnabled()
    for overlay in OVERLAYS:
        window.session.controller(LayersController).set_layer(overlay.name, Layer(on=overlay.name != "manifold"))
    for x, y in ((30, 40), (canvas.width() / 2, canvas.height() / 2), (canvas.width() - 9, 12)):
        hand.move(canvas, x, y)
        assert window.wait_idle(60_000)
        at = canvas.to_map(np.array([[x, y]]))[0]
        distance = np.hypot(*(codes.xy.astype(np.float64) - at).T)
        probe = window.session.state.panes[0].get(Probe)
        assert distance[probe.sample] == pytest.approx(distance.min(), rel=1e-6)
    find(window, "points.low").setValue(30)
    hand.wheel(canvas, 80, 90, 240)
    look(canvas)
    assert window.session.state.notice == ""


def test_no_codes_at_all_are_said_on_the_map(window: Any, tiny_bundle: Any, hand: Any) -> None:
    none = Points(
        np.zeros((0, 2), np.float32), None, np.zeros(0, np.int16), np.zeros(0, np.uint8), {"ink": np.zeros(0)}
    )
    window.session.controller(ModelsController).open(0, tiny_bundle("ae-none", kind="ae", points=none))
    assert window.wait_idle(60_000)
    window.session.show(0)
    for colour in ("split", "ink", "class"):
        window.session.controller(PointsController).colour_by(colour)
        window.grab()
    hand.move(window.canvas(0), 50, 60)
    assert window.wait_idle(60_000)
    assert find(window, "points.count").text() == "0 codes"
    assert window.session.state.panes[0].get(Preview) is not None
    assert window.session.state.panes[0].error is None


def test_a_map_that_loses_its_number_goes_back_to_classes(inked: Any) -> None:
    choose(inked, "ink")
    folder = Path(inked.session.state.panes[1].model.key)
    inked.session.controller(ModelsController).open(0, folder)
    assert inked.wait_idle(60_000)
    assert find(inked, "legend.chips").isVisible()
    box = find(inked, "points.colour")
    assert box.currentText() == "ink: no map on screen has it"
    assert bundle.POINTS in inked.session.state.panes[0].model.manifest.files


def test_the_shipped_models_tell_what_each_image_lost(shipped: Any) -> None:
    box = find(shipped, "points.colour")
    rows = [box.itemText(row) for row in range(box.count())]
    assert {"Reconstruction error", "PCA's reconstruction error"} <= set(rows)
    assert any(row.startswith("Reconstruction term") for row in rows)
    choose(shipped, "PCA")
    assert find(shipped, "legend.bar").accessibleName().startswith("PCA's reconstruction error: ≤ 0.0")
    choose(shipped, "Reconstruction term")
    notice = "ae-mnist-2d keeps its classes: its points file has no column reconstruction."
    assert shipped.session.state.notice == notice
    choose(shipped, "Class")

"""The samplers card under real events: tiles against the model's own decodes, diamonds against their places."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from onnx import TensorProto, helper
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QSpinBox, QToolTip, QWidget

from aevae_desktop import bundle
from aevae_desktop.core.codes.draw_facts import Facts
from aevae_desktop.core.codes.samplers import SAMPLERS, Options, rng_of
from aevae_desktop.core.images.grey_levels import to_uint8
from aevae_desktop.engine.child.model import Model
from aevae_desktop.features import OVERLAYS
from aevae_desktop.features.layers.controller import LayersController
from aevae_desktop.features.models.controller import ModelsController
from aevae_desktop.features.probe.state import Preview, Probe
from aevae_desktop.features.samplers import panel as samplers_panel
from aevae_desktop.features.samplers import text as samplers_text
from aevae_desktop.features.samplers.controller import SamplingController
from aevae_desktop.features.samplers.draw_page import DrawPage
from aevae_desktop.features.samplers.panel import STAY, bandwidth_of, step_of
from aevae_desktop.features.samplers.state import SHOWN, Recipe, Sampling
from aevae_desktop.session.state import Layer, Mode
from aevae_desktop.ui import imaging
from aevae_desktop.ui.theme import DARK, LIGHT
from tests.finishing import to_the_end
from tests.window_fixtures import spoken

Keys = Qt.Key


def find(window: Any, name: str) -> Any:
    found = window.findChild(QWidget, name)
    assert found is not None, name
    return found


def opened(window: Any, **changes: Any) -> Any:
    """The card, open and full."""
    window.session.controller(SamplingController).set(replace(window.session.state.part(Sampling).recipe, **changes))
    if window.card("samplers").isHidden():
        window.toggle_card("samplers")
    assert window.wait_idle(60_000)
    return find(window, "samplers")


def draws(window: Any, pane: int = 0) -> Any:
    return window.session.state.part(Sampling).draws[window.session.state.panes[pane].model.key]


def codes_of(window: Any, pane: int, recipe: Recipe) -> Any:
    model = window.session.state.panes[pane].model
    points = bundle.read_points(Path(model.key), model.manifest)
    row = SAMPLERS[recipe.sampler]
    options = Options(recipe.bandwidth, recipe.components)
    return row.draw(to_the_end(row.begin(points.mu, points.label, options)), SHOWN, rng_of(recipe.seed))


def pixels_of(image: QImage) -> Any:
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    whole = np.frombuffer(image.constBits(), np.uint32).reshape(image.height(), image.bytesPerLine() // 4)
    return whole[:, : image.width()].copy()


def test_keys_open_the_card_and_the_sheets_are_the_models_own_decodes(window: Any) -> None:
    QTest.keyClick(window.canvas(0), Keys.Key_S, Qt.KeyboardModifier.ShiftModifier)
    assert window.wait_idle(60_000)
    assert find(window, "samplers").isVisible()
    for pane in (0, 1):
        sheet: DrawPage = find(window, f"samplers.sheet.{pane}")
        z = codes_of(window, pane, Recipe())
        assert draws(window, pane).z.tobytes() == z.tobytes()
        decoded = to_uint8(Model(Path(window.session.state.panes[pane].model.key)).decode(z))
        tiles = [sheet.tile(place) for place in range(SHOWN)]
        assert all(np.array_equal(tile, image) for tile, image in zip(tiles, decoded, strict=True))
        sheet.resize(306, 306)  # tiles as large as the images: on the screen, too, each pixel is one of theirs
        assert sheet.box(0).width() == 28
        window.canvas(0).setFocus()
        seen = pixels_of(sheet.grab().toImage())
        for place in (0, 37, 99):
            box, ramp = sheet.box(place), imaging.grey_ramp(DARK)
            shown = seen[box.top() : box.bottom() + 1, box.left() : box.right() + 1]
            assert np.array_equal(shown, ramp[decoded[place]])
    QTest.keyClick(window, Keys.Key_R, Qt.KeyboardModifier.ControlModifier)
    assert window.wait_idle(60_000)
    assert find(window, "samplers.seed").value() == 1
    assert draws(window).z.tobytes() == codes_of(window, 0, Recipe(seed=1)).tobytes()


def test_a_seed_typed_again_draws_the_same(window: Any) -> None:
    opened(window, sampler="kde")
    first = draws(window).z.tobytes()
    sample = find(window, "samplers.sample")
    QTest.mouseClick(sample, Qt.MouseButton.LeftButton)
    assert window.wait_idle(60_000)
    assert draws(window).z.tobytes() != first
    box: QSpinBox = find(window, "samplers.seed")
    box.setFocus()
    box.selectAll()
    QTest.keyClicks(box, "0")
    QTest.keyClick(box, Keys.Key_Return)
    assert window.wait_idle(60_000)
    assert draws(window).z.tobytes() == first


def test_a_knob_is_there_where_it_matters(window: Any) -> None:
    card = opened(window)
    combo = find(window, "samplers.sampler")
    for k, row in enumerate(SAMPLERS.values()):
        combo.setCurrentIndex(k)
        combo.activated.emit(k)
        assert window.wait_idle(60_000)
        assert window.session.state.part(Sampling).recipe.sampler == row.name
        for name in ("bandwidth", "components"):
            assert find(window, f"samplers.{name}").isVisible() == (row.knob == name)
        assert all(find(window, f"samplers.fact.{pane}.0").text() for pane in (0, 1))
    slider = find(window, "samplers.components")
    slider.setValue(3)
    assert window.wait_idle(60_000)
    assert draws(window).z.tobytes() == codes_of(window, 0, Recipe("mixture", components=3)).tobytes()
    assert card.width() < window.width()


def test_a_tile_is_probed_by_hand_and_by_keys(window: Any, hand: Any, monkeypatch: Any) -> None:
    opened(window)
    sheet: DrawPage = find(window, "samplers.sheet.1")
    middle = sheet.box(42).center()
    hand.click(sheet, middle.x(), middle.y())
    assert window.wait_idle(60_000)
    state = window.session.state
    assert np.array_equal(state.panes[1].get(Probe).z, draws(window, 1).z[42])
    assert state.pinned
    own = Model(Path(state.panes[1].model.key)).decode(draws(window, 1).z[42:43])[0]
    assert np.array_equal(state.panes[1].get(Preview).image, own)
    sheet.setFocus()
    for key in (Keys.Key_Right, Keys.Key_Down, Keys.Key_Left, Keys.Key_Left, Keys.Key_Return):
        QTest.keyClick(sheet, key)
    assert np.array_equal(window.session.state.panes[1].get(Probe).z, draws(window, 1).z[51])
    for key in (Keys.Key_Home, Keys.Key_Up, Keys.Key_Left, Keys.Key_Space):
        QTest.keyClick(sheet, key)
    assert np.array_equal(window.session.state.panes[1].get(Probe).z, draws(window, 1).z[0])
    ring = pixels_of(sheet.grab().toImage())[sheet.box(0).top() - 1, sheet.box(0).center().x()]
    assert ring == imaging.rgb(DARK.accent)
    said: list[str] = []
    monkeypatch.setattr(QToolTip, "showText", lambda _at, text, _widget: said.append(text))
    for at in (sheet.box(7).center(), QPoint(0, 0)):
        QApplication.sendEvent(sheet, QHelpEvent(QEvent.Type.ToolTip, at, sheet.mapToGlobal(at)))
    assert said[0].startswith("draw 8 · z = (")
    assert "nearest code" in said[0]
    assert said[1] == ""


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=["dark", "light"])
def test_diamonds_lie_on_their_codes_and_are_hollow_far_away(window: Any, look: Any, theme: Any) -> None:
    window.apply_theme(theme)
    opened(window, sampler="box", seed=2)
    window.escape()  # the card would hide some of the map
    for row in OVERLAYS:
        window.session.controller(LayersController).set_layer(row.name, Layer(on=row.name == "draws"))
    canvas, found = window.canvas(0), draws(window)
    window.wait_idle(60_000)
    places = np.rint(canvas.to_widget(found.z.astype(np.float64))).astype(int)
    alone = np.abs(places[:, None] - places[None]).max(axis=2) + 99 * np.eye(len(places), dtype=int)
    inside = (places > (20, 60)).all(axis=1) & (places < (canvas.width() - 20, canvas.height() - 20)).all(axis=1)
    seen, far = look(canvas), found.is_far()
    some = {bool(far[k]): k for k in np.flatnonzero(inside & (alone.min(axis=1) > 18)).tolist()}
    assert set(some) == {True, False}
    for empty, k in some.items():
        x, y = places[k]
        inner = seen[y - 1 : y + 1, x - 1 : x + 1]
        assert (inner == imaging.rgb(theme.map if empty else theme.text)).all()
        ink = np.argwhere(seen[y - 9 : y + 9, x - 9 : x + 9] == imaging.rgb(theme.text)) - 9
        assert np.abs(ink.mean(axis=0) + 0.5).max() < 0.75  # around its place, as wide as high
        assert np.abs(ink).max() <= 7
    before = look(canvas)
    window.session.controller(SamplingController).clear()
    window.wait_idle(60_000)
    assert (look(canvas) != before).any()
    assert not (look(canvas) == imaging.rgb(theme.text)).any()


def test_facts_are_those_of_the_draws(window: Any) -> None:
    opened(window, sampler="gaussian", n=1000)
    facts = draws(window, 1).facts
    model = window.session.state.panes[1].model
    mu = model.codes.mu.astype(np.float64)
    away = np.sqrt(np.square(draws(window, 1).z[:, None].astype(np.float64) - mu[None]).sum(axis=2)).min(axis=1)
    assert len(away) == facts.n == 1000
    lines = [find(window, f"samplers.fact.1.{k}") for k in range(3)]
    assert lines[0].text().startswith(f"{100 * (away > facts.radius).mean():.1f} %")
    assert lines[2].text().startswith(f"{away.mean() / facts.own:.2f} ×")
    assert "99th percentile" in lines[0].toolTip()
    assert "1,000" in find(window, "samplers.name.1").text()
    QTest.mouseClick(find(window, "samplers.count.100"), Qt.MouseButton.LeftButton)
    assert window.wait_idle(60_000)
    assert draws(window, 1).facts.n == 100


@pytest.mark.parametrize("sampler", ["prior", "kde"])  # without a knob, and with one
def test_one_map_and_two_and_a_window_of_any_size(window: Any, sampler: str) -> None:
    card = opened(window, sampler=sampler)
    window.session.set_single(True)
    window.wait_idle(60_000)
    assert not find(window, "samplers.sheet.1").isVisible()
    assert card.width() - find(window, "samplers.sheet.0").width() < 70  # one sheet fills it
    window.session.set_single(False)
    for size in ((1100, 700), (1900, 1200)):
        window.resize(*size)
        window.wait_idle(60_000)
        sheets = [find(window, f"samplers.sheet.{pane}") for pane in (0, 1)]
        assert all(s.isVisible() and s.rect().contains(s.box(SHOWN - 1)) for s in sheets), size
        assert card.contentsRect().contains(card.childrenRect())
        assert card.layout().minimumSize().width() <= card.width()  # nothing is squeezed


def test_a_bundle_without_codes_says_so(window: Any, tiny_bundle: Any) -> None:
    window.session.controller(ModelsController).open(0, tiny_bundle("bare", kind="ae", n=0))
    opened(window)
    assert find(window, "samplers.reading.0").text() == samplers_text.NO_CODES
    assert len(draws(window).images) == SHOWN
    opened(window, sampler="kde")
    sheet: DrawPage = find(window, "samplers.sheet.0")
    assert sheet.said() == sheet.accessibleDescription() == "this bundle stores no codes; only the prior can be sampled"
    assert find(window, "samplers.reading.0").text() == ""
    assert find(window, "samplers.fact.1.0").text()
    assert sheet.tile(0) is None


def test_a_decoder_that_gives_nan_far_out_says_so_where_tiles_are_missing(
    window: Any, tiny_bundle: Any, make_onnx: Any
) -> None:
    """The image is the square root of 1 - z."""
    kind, node, value = TensorProto.FLOAT, helper.make_node, helper.make_tensor_value_info
    nodes = [
        node("Sub", ["one", "z"], ["rest"]),
        node("Sqrt", ["rest"], ["root"]),
        node("MatMul", ["root", "w"], ["a"]),
        node("Reshape", ["a", "s"], ["x_hat"]),
    ]
    weights = {"one": np.float32(1), "w": np.full((2, 784), 0.1, np.float32), "s": np.array([-1, 1, 28, 28])}
    outputs = [value("x_hat", kind, ["n", 1, 28, 28])]
    decoder = make_onnx(nodes, [value("z", kind, ["n", 2])], outputs, weights)
    window.session.controller(ModelsController).open(1, tiny_bundle("root", decoder=decoder))
    opened(window)
    sheet: DrawPage = find(window, "samplers.sheet.1")
    assert sheet.said().startswith("decoder.onnx: x_hat: found NaN or infinity at z = (1.")
    seen = pixels_of(sheet.grab().toImage())
    room = seen[sheet.box(50).top() : sheet.box(99).bottom(), sheet.box(0).left() : sheet.box(9).right()]
    assert set(np.unique(room)) >= {imaging.rgb(DARK.panel), imaging.rgb(DARK.text)}
    assert imaging.rgb(DARK.paper) not in room  # no tile stands there as if it were to come
    assert find(window, "samplers.fact.1.0").text()
    assert find(window, "samplers.sheet.0").said() == ""


def test_everything_has_a_name_and_a_tip(window: Any) -> None:
    card = opened(window)
    for name in ("sampler", "bandwidth", "components", "seed", "clear", "sample", "count.100", "count.1000"):
        part = find(card, f"samplers.{name}")
        assert part.toolTip()
        assert spoken(part)


def test_the_reading_is_made_of_the_numbers() -> None:
    facts = Facts(100, 0.6, 1.0, 2.0, 1.0, math.log(5), math.log(10), 10)
    assert samplers_text.reading(facts) == ("40 % near stored codes,", "which says nothing about the picture")
    assert samplers_text.reading(replace(facts, far=0.01))[0] == "99 % near stored codes,"
    assert [line[1] for line in samplers_text.lines(facts)] == [
        "farther than 1 from codes", "of 10 classes (variety)", "usual distance between codes"
    ]  # fmt: skip
    assert "1.61 nats, of log 10 = 2.30 nats at most" in samplers_text.lines(facts)[1][2]
    assert [line[0] for line in samplers_text.lines(facts)] == ["60.0 %", "5.0", "2.00 ×"]
    assert samplers_text.lines(replace(facts, own=0.0, radius=0.0))[2][0] == "2"


def test_the_slider_of_the_bandwidth_has_scotts_rule() -> None:
    assert [bandwidth_of(step) for step in (0, 50, samplers_panel.WIDE_STEPS)] == [0.1, 1.0, 3.981]
    assert all(step_of(bandwidth_of(step)) == step for step in range(samplers_panel.WIDE_STEPS + 1))


def test_the_articles_maps_have_none(window: Any, look: Any) -> None:
    opened(window, sampler="box", seed=2)
    for row in OVERLAYS:
        window.session.controller(LayersController).set_layer(row.name, Layer(on=row.name == "draws"))
    ink, canvas = imaging.rgb(window.theme.text), window.canvas(0)

    def shown(mode: Mode) -> Any:
        window.session.set_mode(mode)
        assert window.wait_idle(60_000)
        return look(canvas)

    assert (shown(Mode.EXPLORE) == ink).any()
    article = shown(Mode.ARTICLE)
    assert (shown(Mode.EXPLORE) == ink).any()
    window.session.controller(SamplingController).clear()
    assert not (shown(Mode.EXPLORE) == ink).any()
    np.testing.assert_array_equal(shown(Mode.ARTICLE), article)
    layer = next(row for row in OVERLAYS if row.name == "draws")
    assert layer.lacks(window.session.state, 0) == "the article shows draws of its own"


def test_closed_it_leaves_its_draws_on_the_maps_and_says_so(window: Any) -> None:
    opened(window)
    assert window.wait_idle(20_000)
    assert window.session.state.notice != STAY
    window.toggle_card("samplers")
    assert window.session.state.notice == STAY
    assert len(draws(window).z)
    opened(window)
    window.session.controller(SamplingController).clear()
    window.session.end_notice()
    window.toggle_card("samplers")
    assert window.session.state.notice != STAY

"""Planes and sliders under a hand, in latent spaces of one, two, three and sixteen dimensions."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QWidget

from aevae_desktop.app import create_window
from aevae_desktop.bundle import DatasetSpec
from aevae_desktop.core.images.grey_levels import to_uint8
from aevae_desktop.core.map import planes
from aevae_desktop.core.map.view2d import View2D
from aevae_desktop.features import OVERLAYS
from aevae_desktop.features.drawing.controller import DrawingController
from aevae_desktop.features.drawing.state import Encoding
from aevae_desktop.features.layers.controller import LayersController
from aevae_desktop.features.models import controller as models_controller
from aevae_desktop.features.models.controller import ModelsController
from aevae_desktop.features.models.title import MapTitle
from aevae_desktop.features.planes import logic as planes_logic
from aevae_desktop.features.planes import panel
from aevae_desktop.features.planes.controller import PlaneController
from aevae_desktop.features.planes.dimension_row import DimensionRow
from aevae_desktop.features.planes.state import Slicing
from aevae_desktop.features.points import overlay as points_overlay
from aevae_desktop.features.points.controller import PointsController
from aevae_desktop.features.previews.panel import CaptionsPanel
from aevae_desktop.features.probe.controller import ProbeController
from aevae_desktop.features.probe.state import Probe
from aevae_desktop.session.state import Layer
from aevae_desktop.ui.imaging import rgb
from aevae_desktop.ui.widgets.controls import Slider
from tests.painting import paint_reference
from tests.window_fixtures import spoken

DATA = DatasetSpec("tiny", n_train=160, n_test=40)


@pytest.fixture(params=[1, 2, 3, 16])
def wide(request: Any, qapp: Any, tiny_bundle: Any, tmp_path: Path, monkeypatch: Any) -> Iterator[Any]:
    """A window on an AE of two dimensions and a VAE of d, its card of planes open on the VAE."""
    yield from opened(request.param, tiny_bundle, tmp_path, monkeypatch)


@pytest.fixture
def deep(qapp: Any, tiny_bundle: Any, tmp_path: Path, monkeypatch: Any) -> Iterator[Any]:
    """The same, with sixteen dimensions."""
    yield from opened(16, tiny_bundle, tmp_path, monkeypatch)


@pytest.fixture
def line(qapp: Any, tiny_bundle: Any, tmp_path: Path, monkeypatch: Any) -> Iterator[Any]:
    """The same, with one dimension."""
    yield from opened(1, tiny_bundle, tmp_path, monkeypatch)


@pytest.fixture
def vast(qapp: Any, tiny_bundle: Any, tmp_path: Path, monkeypatch: Any) -> Iterator[Any]:
    """The same, with three hundred dimensions."""
    yield from opened(300, tiny_bundle, tmp_path, monkeypatch)


def opened(d: int, tiny_bundle: Any, tmp_path: Path, monkeypatch: Any) -> Iterator[Any]:
    monkeypatch.setenv("AEVAE_MODELS", str(tmp_path / "models"))
    left = tiny_bundle("ae-tiny", kind="ae", dataset=DATA, parent=tmp_path / "models")
    right = tiny_bundle("vae-wide", latent_dim=d, seed=3, dataset=DATA, parent=tmp_path / "models")
    window = create_window([str(left), str(right), "--theme", "dark"])
    planes_controller = window.session.controller(PlaneController)
    window.watched, watch = [], planes_controller.watch
    monkeypatch.setattr(planes_controller, "watch", lambda *told: (window.watched.append(told), watch(*told)))
    window.resize(1300, 900)
    window.show()
    assert window.wait_idle(60_000)
    window.session.controller(ProbeController).dismiss_guidance()  # it lies over the maps
    window.session.controller(ProbeController).probe(1, 0.25, 0.5)
    window.toggle_card("planes")
    assert window.wait_idle(60_000)
    window.d = d
    yield window
    window.close()
    window.deleteLater()
    QApplication.processEvents()


def decode(window: Any, z: np.ndarray) -> np.ndarray:
    """What the right pane's decoder says about ``z: (n, d)``, from onnxruntime itself."""
    from aevae_desktop.runtime import ort

    options = ort.SessionOptions()
    options.intra_op_num_threads = 1
    path = str(Path(right(window).model.key) / "decoder.onnx")
    net = ort.InferenceSession(path, options, providers=["CPUExecutionProvider"])
    return np.stack([net.run(None, {"z": row[None]})[0][0, 0] for row in z])


def right(window: Any) -> Any:
    return window.session.state.panes[1]


def find(window: Any, name: str, kind: type = QWidget) -> Any:
    found = window.findChild(kind, name)
    assert found is not None, name
    return found


def only(window: Any, *names: str) -> None:
    for overlay in OVERLAYS:
        window.session.controller(LayersController).set_layer(overlay.name, Layer(on=overlay.name in names))


def test_dragging_a_slider_shows_the_decoders_output_at_that_code_bit_for_bit(wide: Any, hand: Any) -> None:
    preview = find(wide, "decoder.1")
    for k in {0, wide.d - 1}:
        knob, before = find(wide, f"dim.{k}", Slider), right(wide)
        low, high = before.model.codes.dims.ranges[k]
        hand.press(knob, 20, knob.height() / 2)
        for x in (25.0, 40.0, 55.0):
            hand.move(knob, x, knob.height() / 2, held=True)
        hand.release(knob, 55, knob.height() / 2)
        assert wide.wait_idle(60_000)
        z = before.get(Probe).z.copy()
        z[k] = low + (high - low) * knob.value() / 1000
        assert z[k] != before.get(Probe).z[k]
        assert (right(wide).get(Probe).z == z).all()
        assert (preview.image() == decode(wide, z[None])[0]).all()
        assert right(wide).model.codes.cells is before.model.codes.cells


def test_strips_in_sight_are_the_decoders_own_output_at_rest(wide: Any, hand: Any) -> None:
    model, z = right(wide).model, right(wide).get(Probe).z
    first = int(model.codes.dims.order[0])
    images = find(wide, f"strip.{first}").images()
    swept = np.repeat(z[None], planes_logic.STEPS, axis=0)
    swept[:, first] = np.linspace(*model.codes.dims.ranges[first], planes_logic.STEPS)
    assert (images == to_uint8(decode(wide, swept))).all()
    strips = [find(wide, f"strip.{k}") for k in model.codes.dims.order]
    seen = [k for k in range(wide.d) if not strips[k].parentWidget().visibleRegion().isEmpty()]
    assert [k for k in range(wide.d) if strips[k].images() is not None] == seen
    assert (wide.d - 1 in seen) == (wide.d < 16)
    last = int(model.codes.dims.order[-1])
    find(wide, "side.scroll").ensureWidgetVisible(find(wide, f"strip.{last}"))
    assert wide.wait_idle(60_000)
    assert find(wide, f"strip.{last}").images() is not None


def test_as_the_card_opens_the_strips_that_will_be_in_sight_are_asked_for_and_no_others(deep: Any) -> None:
    """Rows that are new are squeezed into the room that the card had: for that moment all of them are in sight."""
    rows = [row for row in deep.findChildren(DimensionRow) if not row.visibleRegion().isEmpty()]
    assert 0 < len(rows) < 16
    in_sight = {row.k for row in rows}
    assert deep.watched
    for pane, asked in deep.watched:
        assert (pane, set(asked)) == (1, in_sight)


def test_a_click_on_a_tile_goes_there(deep: Any, hand: Any) -> None:
    first = int(right(deep).model.codes.dims.order[0])
    strip = find(deep, f"strip.{first}")
    hand.click(strip, strip.width() - 8, strip.height() / 2)
    assert deep.wait_idle(60_000)
    assert right(deep).get(Probe).z[first] == np.float32(right(deep).model.codes.dims.ranges[first, 1])


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_choosing_a_plane_moves_every_code_to_its_pixel(deep: Any, look: Any, qtbot: Any, theme: str) -> None:
    if theme == "light":
        deep.toggle_theme()
    only(deep, "points", "fade")
    box = find(deep, "planes.axis.0")
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_End)
    qtbot.keyClick(find(deep, "planes.axis.1"), Qt.Key.Key_Home)
    assert deep.wait_idle(60_000)
    canvas, model = deep.canvas(1), right(deep).model
    assert (model.plane_choice.i, model.plane_choice.j) == (15, 0)
    assert (model.codes.xy == model.codes.mu[:, [15, 0]]).all()
    cloud, scene = model.codes.cloud, canvas.scene()
    size = points_overlay.point_size(scene, 200)
    share = points_overlay.fractions(cloud.density, scene.device_view().scale, size)
    faded = [
        points_overlay.palette(deep.theme.map, points_overlay.inks(deep.theme, "class", 10), level, share)
        for level in points_overlay.FADES
    ]
    table = np.stack(faded, axis=1).reshape(-1, len(share))
    expected = np.full((canvas.height(), canvas.width()), rgb(deep.theme.map), np.uint32)
    paint_reference(cloud, scene.device_view(), table, expected, size)
    inner = (slice(10, -10), slice(10, -10))
    assert (look(canvas)[inner] == expected[inner]).all()
    x, y = canvas.to_widget(model.codes.mu[[33]][:, [15, 0]])[0]
    assert look(canvas)[int(y), int(x)] != rgb(deep.theme.map)


def test_every_level_of_distance_has_its_share() -> None:
    assert len(points_overlay.FADES) == planes.FADES
    assert points_overlay.faded(1, 1.0) == (1.0,)
    assert points_overlay.faded(4, 0.0) == (1.0,) * 4


def test_fading_can_be_turned_off_and_is_nothing_in_the_plane(wide: Any, look: Any) -> None:
    only(wide, "points", "fade")
    canvas = wide.canvas(1)
    before = look(canvas)
    wide.session.controller(LayersController).set_layer("fade", Layer(on=False))
    assert (look(canvas) != before).any() == (wide.d > 2)
    wide.session.controller(LayersController).set_layer("fade", Layer(on=True, opacity=0.5))
    half = look(canvas)
    assert (half != before).any() == (wide.d > 2)


def test_a_number_is_read_off_its_colour_so_nothing_fades_it(deep: Any, look: Any) -> None:
    only(deep, "points", "fade")
    deep.session.controller(PointsController).colour_by("sigma")
    assert deep.wait_idle(60_000)
    canvas = deep.canvas(1)
    before = look(canvas)
    deep.session.controller(LayersController).set_layer("fade", Layer(on=False))
    assert (look(canvas) == before).all()
    assert len(np.unique(before)) > 5


def test_a_slider_keeps_the_view_and_a_new_plane_is_fitted(deep: Any) -> None:
    canvas = deep.canvas(1)
    zoomed = View2D(0.3, 0.2, 222.0, canvas.width(), canvas.height())
    canvas.set_view(zoomed)
    deep.session.controller(PlaneController).set_value(1, 9, 1.0)
    assert deep.wait_idle(60_000)
    assert canvas.view() == zoomed
    find(deep, "planes.pca").click()
    assert deep.wait_idle(60_000)
    assert canvas.view() != zoomed
    assert "PCA plane: " in deep._made.maps[1].findChild(MapTitle)._title.text()


def test_the_card_leaves_the_previews_in_sight_and_escape_closes_it(wide: Any, qtbot: Any) -> None:
    card = find(wide, "planes")
    for i in (0, 1):
        preview = find(wide, f"decoder.{i}")
        top = preview.mapTo(wide, QPoint(0, preview.height())).y()
        assert card.mapTo(wide, QPoint(0, 0)).y() >= top
    wide.session.set_single(True)
    assert wide.wait_idle(60_000)
    wide._render_lazy()
    preview = find(wide, "decoder.1")
    QApplication.processEvents()
    assert card.mapTo(wide, QPoint(0, 0)).y() >= preview.mapTo(wide, QPoint(0, preview.height())).y()
    qtbot.keyClick(wide.canvas(1), Qt.Key.Key_Escape)
    assert card.isHidden()
    asked = right(wide).part(Slicing).strips
    wide.session.controller(ProbeController).probe(1, -0.5, 0.1)
    assert wide.wait_idle(60_000)
    assert right(wide).part(Slicing).strips is asked
    qtbot.keyClick(wide, Qt.Key.Key_Z)
    assert not card.isHidden()
    assert wide.wait_idle(60_000)
    assert (right(wide).part(Slicing).strips.z == right(wide).get(Probe).z).all()


def test_freeze_and_reset_by_their_buttons(deep: Any, qtbot: Any) -> None:
    first = int(right(deep).model.codes.dims.order[0])
    deep.session.controller(PlaneController).set_value(1, first, 1.5)
    qtbot.mouseClick(find(deep, f"freeze.{first}"), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(find(deep, "planes.reset"), Qt.MouseButton.LeftButton)
    assert deep.wait_idle(60_000)
    mean = right(deep).model.codes.dims.mean.copy()
    mean[first] = 1.5
    assert (right(deep).get(Probe).z == mean).all()
    assert (find(deep, "decoder.1").image() == decode(deep, mean[None])[0]).all()
    deep.session.controller(ProbeController).hover(0, 0.4, 0.4)
    assert right(deep).get(Probe).z[first] == 1.5
    assert deep.wait_idle(60_000)
    assert f"but for z{first + 1}" in deep.panel(CaptionsPanel)._cells[1]._near.text()


def test_three_samples_are_collected_on_the_card(deep: Any) -> None:
    menu = find(deep, "planes.corners").menu()
    for sample in (3, 44, 120):
        deep.session.controller(ProbeController).probe_sample(sample)
        deep.session.controller(ProbeController).probe(1, *right(deep).model.codes.xy[sample].tolist())
        deep.session.controller(ProbeController).probe_sample(sample)
        menu.actions()[0].trigger()
    assert deep.wait_idle(60_000)
    assert right(deep).model.plane_choice.kind == "corners"
    assert "plane through 3, 4, 0" in find(deep, "planes")._name.text()
    canvas = deep.canvas(1)
    assert canvas.to_widget(right(deep).model.codes.xy[[3]])[0] == pytest.approx(canvas.to_widget(np.zeros((1, 2)))[0])


def test_every_control_of_the_card_speaks(deep: Any) -> None:
    names = ["axis.0", "axis.1", "pca", "corners", "through", "reset"]
    for name in [f"planes.{name}" for name in names] + ["dim.3", "freeze.3", "strip.3"]:
        assert spoken(find(deep, name))
        assert find(deep, name).toolTip()


def test_on_a_line_the_prior_is_upright_marks_and_the_probe_an_upright_line(line: Any, look: Any) -> None:
    canvas = line.canvas(1)
    only(line)
    bare = look(canvas)
    line.session.controller(LayersController).set_layer("prior", Layer())
    rows = (look(canvas) != bare)[60:-30]
    at = canvas.to_widget(np.array([[float(s), 0.0] for s in (-3, -2, -1, 1, 2, 3)]))[:, 0]
    inside = at[(at > 4) & (at < canvas.width() - 4)]
    assert len(inside) >= 2
    full = np.flatnonzero(rows.all(axis=0))
    assert all(np.abs(full - x).min() <= 1 for x in inside)
    assert len(full) <= 3 * len(inside)
    only(line, "probe")
    line.session.controller(ProbeController).probe(1, 0.4, 0.3)
    x = canvas.to_widget(np.array([[0.4, 0.0]]))[0, 0]
    lit = np.flatnonzero((look(canvas) != bare)[:, :].sum(axis=0) > canvas.height() * 0.8)
    assert np.abs(lit - x).max() <= 1.5
    assert len(lit)


def test_on_a_line_the_height_has_no_ticks_and_the_posterior_is_a_bar(line: Any, look: Any) -> None:
    canvas = line.canvas(1)
    only(line)
    bare = look(canvas)
    line.session.controller(LayersController).set_layer("axes", Layer())
    assert not (look(canvas) != bare)[40:-40, :40].any()
    only(line, "drawing")
    square = np.array([[60.0, 40.0], [110.0, 40.0], [110.0, 140.0], [60.0, 140.0], [60.0, 40.0]])
    line.session.controller(DrawingController).redraw((square,))
    assert line.wait_idle(60_000)
    reading = right(line).get(Encoding)
    sigma = float(np.exp(0.5 * reading.log_var[0]))
    assert abs(reading.best.mu[0] - reading.mu[0]) < sigma  # the way to the best code lies on the bar
    canvas.set_view(View2D(float(reading.mu[0]), 0.0, 50 / sigma, canvas.width(), canvas.height()))
    lit = look(canvas) != bare
    row = lit[canvas.height() // 2 - 2, 5 : canvas.width() // 2]
    left = canvas.width() / 2 - (5 + int(np.argmax(row)))
    assert left == pytest.approx(100, abs=2.5)
    assert 2 < np.ptp(np.flatnonzero(lit[:, canvas.width() // 2 - 60])) < 16


def test_a_second_window_draws_the_same_from_nothing(deep: Any, look: Any) -> None:
    from aevae_desktop.window.window import Window

    deep.session.controller(PlaneController).principal(1)
    deep.session.controller(PlaneController).set_value(1, 4, 0.7)
    assert deep.wait_idle(60_000)
    second = Window(deep.session, deep.theme)
    second.resize(deep.size())
    second.show()
    second.toggle_card("planes")
    QApplication.processEvents()
    assert second.wait_idle(60_000)
    for name in ("map.1", "decoder.1", "strip.4"):
        assert (look(find(deep, name)) == look(find(second, name))).all(), name
    assert find(deep, "dim.4").value() == find(second, "dim.4").value()
    deep.session.setParent(deep)
    deep.session.changed.disconnect(second._render)
    second.session = type("Gone", (), {"close": staticmethod(lambda: None)})()
    second.hide()
    second.deleteLater()


def test_the_card_opens_on_a_model_of_fewer_dimensions_whose_codes_are_still_to_come(
    deep: Any, tiny_bundle: Any, tmp_path: Path, monkeypatch: Any
) -> None:
    told: list[str] = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, error, trace: told.append(repr(error)))
    deep.toggle_card("planes")
    monkeypatch.setattr(deep.session.controller(ModelsController), "_codes_came", lambda key, frame: None)
    monkeypatch.setattr(models_controller, "_works", lambda pane: False)  # a map that works would stay meanwhile
    deep.session.controller(ModelsController).open(
        1, tiny_bundle("narrow", latent_dim=3, dataset=DATA, parent=tmp_path / "models")
    )
    assert deep.wait_idle(60_000)
    assert deep.session.state.panes[1].model.codes is None
    deep.toggle_card("planes")
    QApplication.processEvents()
    assert told == []
    assert deep.dock.cards["planes"].findChildren(DimensionRow) == []


def test_rows_of_many_dimensions_are_made_a_few_at_a_time_and_all_come(vast: Any, qtbot: Any) -> None:
    card, order = vast.dock.cards["planes"], right(vast).model.codes.dims.order.tolist()

    def rows() -> list[int]:
        return [row.k for row in card._rows]

    vast.toggle_card("planes")
    vast.toggle_card("planes")
    assert rows() == order[: panel.AT_ONCE]
    qtbot.waitUntil(lambda: rows() == order[: panel.MOST])
    column = card._column
    laid = [column.itemAt(k).widget() for k in range(column.count() - 2)]
    assert laid == card._rows
    card._aim(0)  # the model of the other map has two
    assert len(rows()) == 2
    QApplication.processEvents()
    assert len(rows()) == 2

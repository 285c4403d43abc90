"""The map under a hand: pan, zoom, fit, classes, layers; pixels against the raster's own reference."""

from __future__ import annotations

import time
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from aevae_desktop.features import OVERLAYS
from aevae_desktop.features.drawing.controller import DrawingController
from aevae_desktop.features.drawing.state import Encoding
from aevae_desktop.features.epochs.controller import EpochsController
from aevae_desktop.features.epochs.state import EpochsState, History
from aevae_desktop.features.layers.controller import LayersController
from aevae_desktop.features.points import overlay as points_overlay
from aevae_desktop.features.points.controller import PointsController
from aevae_desktop.features.posterior.controller import PosteriorController
from aevae_desktop.features.probe.controller import ProbeController
from aevae_desktop.session.state import Layer
from aevae_desktop.ui.widgets.latest import frame_ms
from tests.filling import fill
from tests.painting import paint_reference


def test_wheel_zooms_at_the_pointer(window: Any, hand: Any) -> None:
    canvas = window.canvas(0)
    before = canvas.to_map(np.array([[90.0, 70.0]]))
    scale = canvas.view().scale
    hand.wheel(canvas, 90, 70, 240)
    assert canvas.view().scale > scale * 1.2
    assert canvas.to_map(np.array([[90.0, 70.0]])) == pytest.approx(before, abs=1e-9)


def test_drag_pans_and_is_no_click(window: Any, hand: Any) -> None:
    canvas = window.canvas(0)
    before = canvas.to_map(np.array([[100.0, 100.0]]))
    hand.drag(canvas, (100, 100), (130, 90), (160, 140))
    assert canvas.to_map(np.array([[160.0, 140.0]])) == pytest.approx(before, abs=1e-9)
    assert not window.session.state.pinned


def test_double_click_fits_and_leaves_no_pin(window: Any, hand: Any) -> None:
    canvas = window.canvas(0)
    fitted = canvas.view()
    hand.wheel(canvas, 90, 70, 480)
    hand.click(canvas, 90, 70)
    at = QPointF(90, 70)
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.postEvent(
        canvas, QMouseEvent(QEvent.Type.MouseButtonDblClick, at, canvas.mapToGlobal(at), left, left, none)
    )
    hand.release(canvas, 90, 70)
    assert canvas.view() == fitted
    assert not window.session.state.pinned


def test_a_fitted_map_stays_fitted_when_the_window_grows(window: Any) -> None:
    canvas = window.canvas(0)
    window.resize(1500, 950)
    QApplication.processEvents()
    x0, y0, x1, y1 = canvas.view().bounds()
    low, high = np.percentile(window.session.state.panes[0].model.codes.xy, (0.5, 99.5), axis=0)
    assert x0 <= low[0] <= high[0] <= x1
    assert y0 <= low[1] <= high[1] <= y1
    assert max((high[0] - low[0]) / (x1 - x0), (high[1] - low[1]) / (y1 - y0)) > 0.8


def only(window: Any, *names: str) -> None:
    for overlay in OVERLAYS:
        window.session.controller(LayersController).set_layer(overlay.name, Layer(on=overlay.name in names))


def test_lit_pixels_are_those_of_the_slow_reference(window: Any, look: Any) -> None:
    only(window, "points")
    window.session.controller(PointsController).toggle_class(4)
    canvas, state = window.canvas(0), window.session.state
    scene = canvas.scene()
    expected = np.full((canvas.height(), canvas.width()), look(canvas)[canvas.height() // 2, 1], np.uint32)
    shown = state.panes[0].model.codes.label != 4
    cloud, size = state.panes[0].model.codes.cloud, points_overlay.point_size(scene, 200)
    share = points_overlay.fractions(cloud.density, scene.device_view().scale, size)
    table = points_overlay.palette(window.theme.map, points_overlay.inks(window.theme, "class", 10), 1.0, share)
    paint_reference(cloud, scene.device_view(), table, expected, size, shown)
    inner = (slice(10, -10), slice(10, -10))  # within the frame and its round corners
    assert (look(canvas)[inner] == expected[inner]).all()
    assert len(np.unique(expected)) > 5


def test_hiding_a_class_takes_its_colour_away(window: Any, look: Any) -> None:
    from aevae_desktop.ui.imaging import rgb
    from aevae_desktop.ui.theme import DARK

    only(window, "points")
    colours = set(
        points_overlay.palette(DARK.map, points_overlay.inks(DARK, "class", 10), 1.0, np.linspace(0.6, 1, 100))[
            7
        ].tolist()
    )
    assert colours & set(np.unique(look(window.canvas(0))).tolist())
    window.session.controller(PointsController).toggle_class(7)
    assert not colours & set(np.unique(look(window.canvas(0))).tolist())
    assert rgb(DARK.map) in np.unique(look(window.canvas(0)))


def played_back(window: Any) -> None:
    """The right map shows codes as they were at an epoch."""
    codes = np.random.default_rng(0).normal(0, 1, (2, 50, 2)).astype(np.float32)
    tiles, index = np.zeros((2, 1, 1, 28, 28), np.uint8), np.arange(50, dtype=np.int32)
    history = History(np.array([0, 9], np.int32), index, codes, tiles, {})
    window.session.controller(EpochsController).watch(True)
    state = window.session.state
    window.session.set_state(state.with_part(state.part(EpochsState).told(1, history)))


PAINTED = [o.name for o in OVERLAYS if o.ground or o.raster or o.baked or o.live]


@pytest.mark.parametrize("name", PAINTED)
def test_every_layer_can_be_turned_off_and_changes_pixels(window: Any, look: Any, name: str) -> None:
    fill(window, 1)
    canvas = window.canvas(1)
    if name == "minimap":
        canvas.zoom(2.0)
    elif name == "epochs":  # it dims all others
        played_back(window)
    window.session.controller(LayersController).set_layer(name, Layer(on=True))
    assert window.wait_idle(60_000)  # some layers are measured or decoded first
    canvas.settle()
    before = look(canvas)
    window.session.controller(LayersController).set_layer(name, Layer(on=False))
    off = look(canvas)
    assert (before != off).any()
    window.session.controller(LayersController).set_layer(name, Layer(on=True))
    assert window.wait_idle(60_000)
    assert (look(canvas) == before).all()
    window.session.controller(LayersController).set_layer(name, Layer(on=True, opacity=0.4))
    faint = look(canvas)
    assert (faint != before).any()
    assert (faint != off).any()


def test_ellipse_is_drawn_to_scale(window: Any, look: Any) -> None:
    """The two-sigma ellipse of the posterior, measured in pixels along the axes."""
    window.session.controller(DrawingController).redraw((np.array([[40.0, 20.0], [80.0, 90.0], [30.0, 150.0]]),))
    assert window.wait_idle(60_000)
    only(window, "drawing")
    canvas, pane = window.canvas(1), window.session.state.panes[1]
    reading = pane.get(Encoding)
    sigma = np.exp(0.5 * reading.log_var.astype(float))
    x, y = pane.model.plane.project(reading.mu[None])[0].tolist()
    canvas.set_view(type(canvas.view())(x, y, 40 / sigma.max(), canvas.width(), canvas.height()))
    window.session.controller(LayersController).set_layer("drawing", Layer())
    lit = look(canvas) != look(canvas)[20, canvas.width() // 2]
    row = lit[round(canvas.height() / 2) - 3, 5 : canvas.width() // 2]
    left = canvas.width() / 2 - (5 + int(np.argmax(row)))
    assert left == pytest.approx(2 * sigma[0] * canvas.view().scale, abs=2.5)


def test_labels_and_ticks_follow_the_view(window: Any, look: Any) -> None:
    only(window, "axes")
    canvas = window.canvas(0)
    before = look(canvas)
    canvas.set_view(canvas.view().panned(37, 0))
    assert (look(canvas) != before).any()


def test_labels_keep_their_places_beside_each_other_while_one_pans(window: Any, look: Any) -> None:
    only(window, "labels")
    canvas = window.canvas(0)
    before = look(canvas)[20:-20, 20:-20]
    canvas.set_view(canvas.view().panned(9, 0))
    after = look(canvas)[20:-20, 20:-20]
    assert len(np.unique(before)) > 10
    assert (after[:, 9:] == before[:, :-9]).all()


def test_a_map_with_codes_never_says_that_there_are_none(window: Any, look: Any) -> None:
    canvas, state = window.canvas(0), window.session.state
    before = look(canvas)
    canvas.render_state(state, state.with_pane(0, wanted=None))
    assert (look(canvas) == before).all()


def test_nothing_is_painted_again_when_nothing_changed(window: Any) -> None:
    canvas = window.canvas(0)
    QApplication.processEvents()
    painted = canvas.frames
    window.session.notify("a line for the status bar")
    QApplication.processEvents()
    assert canvas.frames == painted


@pytest.mark.parametrize("turn", [1.3, 1 / 1.3])
def test_every_layer_at_the_ends_of_the_zoom(window: Any, turn: float) -> None:
    """Where a place in sight is beyond the largest number that Qt can draw to."""
    for overlay in OVERLAYS:
        window.session.controller(LayersController).set_layer(overlay.name, Layer())
    window.session.controller(ProbeController).probe(0, 0.3, 0.2)
    window.session.controller(PosteriorController).watch(True)
    for i in (0, 1):
        canvas = window.canvas(i)
        canvas.set_view(canvas.view().zoomed(turn**120, (7, 9)))
        canvas.grab()
    assert window.wait_idle(60_000)
    for i in (0, 1):
        window.canvas(i).grab()


def test_points_have_the_size_of_the_map_they_are_on(window: Any, hand: Any) -> None:
    canvas = window.canvas(0)
    hand.wheel(canvas, 90, 70, 240)
    zoomed = canvas.view()
    window.resize(1500, 1000)
    QApplication.processEvents()
    home = canvas.scene().fit_scale
    canvas.fit()
    assert home == pytest.approx(canvas.view().scale)
    assert home != pytest.approx(zoomed.scale)


def test_what_came_for_the_map_waits_while_a_hand_waits_for_a_decode(
    window: Any, hand: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    canvas, painted = window.canvas(0), []
    assert window.wait_idle(60_000)
    monkeypatch.setattr(canvas._backdrop, "spoil", lambda: painted.append(1))
    hand.move(canvas, 90, 70)
    assert window.session.client.interactive.works_on("probe")
    window.session.controller(LayersController).toggle_layer("points")
    assert painted == []
    assert window.wait_idle(60_000)
    assert painted == [1]
    window.session.controller(LayersController).toggle_layer("points")
    assert painted == [1, 1]


def test_a_hand_that_never_rests_cannot_keep_a_map_old(window: Any, hand: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    canvas, painted = window.canvas(0), []
    monkeypatch.setattr(type(window.session.client.interactive), "works_on", lambda *_: True)
    monkeypatch.setattr("aevae_desktop.ui.map.canvas.FREE_MS", 0)
    canvas._free.setInterval(0)
    monkeypatch.setattr(canvas._backdrop, "spoil", lambda: painted.append(1))
    window.session.controller(LayersController).toggle_layer("points")
    while not painted:
        QApplication.processEvents()


def test_a_flood_of_moves_paints_no_oftener_than_the_screen_shows(window: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    canvas = window.canvas(0)
    monkeypatch.setattr("aevae_desktop.ui.widgets.latest.FLOOD_S", 10.0)  # whatever else this machine does meanwhile
    assert window.wait_idle(60_000)
    before, begun = canvas.frames, time.monotonic()
    while time.monotonic() < begun + 0.5:
        for step in range(3):
            post_move(canvas, 20.0 + (canvas.frames * 7 + step) % 100, 60.0)
        QApplication.processEvents()
    assert window.wait_idle(60_000)
    frames = 1000.0 * (time.monotonic() - begun) / frame_ms()
    assert 3 <= canvas.frames - before <= frames + 4


def post_move(canvas: Any, x: float, y: float) -> None:
    at, none = QPointF(x, y), Qt.MouseButton.NoButton
    kind, keys = QEvent.Type.MouseMove, Qt.KeyboardModifier.NoModifier
    QApplication.postEvent(canvas, QMouseEvent(kind, at, canvas.mapToGlobal(at), none, none, keys))

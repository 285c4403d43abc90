"""The mini-map: there while one is zoomed in, true to what is seen, a way to go elsewhere, and kept."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPointF

from aevae_desktop.features.layers.controller import LayersController
from aevae_desktop.features.points import minimap
from aevae_desktop.features.points import overlay as points_overlay
from aevae_desktop.features.points.controller import PointsController
from aevae_desktop.features.probe.state import Probe
from aevae_desktop.session.state import Layer


def test_it_is_there_only_while_zoomed_in_with_codes_and_room(window: Any) -> None:
    canvas = window.canvas(0)
    assert minimap.box(canvas.scene()) is None
    canvas.zoom(1.45)
    assert minimap.box(canvas.scene()) is None
    canvas.zoom(1.1)
    place = minimap.box(canvas.scene())
    assert place is not None
    assert place.right() < canvas.width()
    assert place.bottom() < canvas.height() - 20  # the numbers of the axis stay free
    canvas.setFixedSize(200, 170)
    canvas.set_view(canvas.view().zoomed(4.0, (100, 80)))
    assert minimap.box(canvas.scene()) is None


@pytest.mark.parametrize("share", [(0.5, 0.5), (0.2, 0.7), (0.9, 0.1)])
def test_a_click_goes_where_it_points_and_is_no_probe(window: Any, hand: Any, share: tuple[float, float]) -> None:
    canvas = window.canvas(1)
    canvas.zoom(3.0)
    scene = canvas.scene()
    place, probe = minimap.box(scene), window.session.state.panes[1].get(Probe)
    assert place is not None
    at = QPointF(place.x() + share[0] * place.width(), place.y() + share[1] * place.height())
    inner = minimap._overview(scene, place).to_map((at.x() - place.x(), at.y() - place.y()))
    hand.move(canvas, at.x(), at.y())
    hand.click(canvas, at.x(), at.y())
    view = canvas.view()
    assert (view.cx, view.cy) == pytest.approx(tuple(inner), abs=1e-9)
    assert view.scale == scene.view.scale
    assert window.session.state.panes[1].get(Probe) is probe
    assert not window.session.state.pinned


def test_a_drag_that_leaves_it_goes_on(window: Any, hand: Any) -> None:
    canvas = window.canvas(1)
    canvas.zoom(3.0)
    place = minimap.box(canvas.scene())
    assert place is not None
    x, y = place.center().x(), place.center().y()
    hand.press(canvas, x, y)
    start = canvas.view()
    hand.move(canvas, place.x() - 30, y, held=True)
    assert canvas.view().cx < start.cx
    assert canvas.view().cy == start.cy
    hand.release(canvas, place.x() - 30, y)
    hand.move(canvas, 30, 30)  # and then the pointer probes again
    assert window.session.state.panes[1].get(Probe).leads


def test_turned_off_it_takes_no_clicks(window: Any, hand: Any) -> None:
    canvas = window.canvas(1)
    canvas.zoom(3.0)
    place = minimap.box(canvas.scene())
    assert place is not None
    window.session.controller(LayersController).set_layer("minimap", Layer(on=False))
    before = canvas.view()
    hand.click(canvas, place.center().x(), place.center().y())
    assert canvas.view() == before
    assert window.session.state.pinned


def test_the_frame_stands_around_what_is_seen(window: Any, look: Any) -> None:
    from aevae_desktop.ui.imaging import rgb

    canvas = window.canvas(1)
    canvas.zoom(2.5)
    canvas.settle()
    scene = canvas.scene()
    place = minimap.box(scene)
    assert place is not None
    window.session.controller(LayersController).set_layer("points", Layer(on=False))
    left, top = int(place.x()), int(place.y())
    shown = look(canvas)[top : top + int(place.height()), left : left + int(place.width())]
    bright = np.argwhere(shown == rgb(window.theme.text))
    x0, y0, x1, y1 = scene.view.bounds()
    corners = minimap._overview(scene, place).to_px(np.array([(x0, y1), (x1, y0)]))
    assert bright[:, 1].min() == pytest.approx(max(corners[0, 0], 0), abs=2.5)
    assert bright[:, 1].max() == pytest.approx(min(corners[1, 0], place.width()), abs=2.5)
    assert bright[:, 0].min() == pytest.approx(max(corners[0, 1], 0), abs=2.5)
    assert bright[:, 0].max() == pytest.approx(min(corners[1, 1], place.height()), abs=2.5)


def test_its_picture_is_kept_until_the_codes_look_otherwise(window: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    painted = []
    paint = points_overlay.paint
    monkeypatch.setattr(minimap.overlay, "paint", lambda out, *rest: (painted.append(out.shape), paint(out, *rest)))
    canvas = window.canvas(0)
    canvas.zoom(3.0)
    small = lambda: len([shape for shape in painted if shape[1] < 200])  # noqa: E731
    for k in range(5):
        canvas.set_view(canvas.view().panned(5 + k, 3))
        canvas.grab()
    assert small() == 1
    window.session.controller(PointsController).toggle_class(4)
    canvas.grab()
    assert small() == 2
    window.toggle_theme()
    canvas.grab()
    assert small() == 3

"""Everything that is written on a map has a place of its own, however many classes there are and wherever one looks."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtTest import QTest

from aevae_desktop import bundle
from aevae_desktop.bundle import Points
from aevae_desktop.core.map.labels import Box
from aevae_desktop.core.map.view2d import View2D
from aevae_desktop.features import OVERLAYS
from aevae_desktop.features.drawing.controller import DrawingController
from aevae_desktop.features.layers.controller import LayersController
from aevae_desktop.features.models.controller import ModelsController
from aevae_desktop.features.path.controller import PathController
from aevae_desktop.features.path.state import PathState
from aevae_desktop.features.points import minimap
from aevae_desktop.session.state import Layer
from aevae_desktop.ui.map.overlay import EDGE, LEGENDS, NOTE, laid_out
from aevae_desktop.ui.map.scene import Layout
from tests.filling import fill
from tests.window_fixtures import pixels

N = 3000


def crowd(classes: int) -> Points:
    """Codes of so many classes, each around a middle of its own."""
    rng = np.random.default_rng(classes)
    label = (np.arange(N) % classes).astype(np.int16)
    mu = rng.normal(0, 1, (classes, 2))[label] + rng.normal(0, 0.1, (N, 2))
    split = np.where(np.arange(N) < N // 2, bundle.TRAIN, bundle.TEST).astype(np.uint8)
    return Points(mu.astype(np.float32), np.full((N, 2), -5, np.float32), label, split)


def open_crowd(window: Any, tiny_bundle: Any, classes: int) -> Any:
    """The canvas of a map with ``classes`` classes."""
    names = tuple(f"name {k}" if k % 9 == 5 else str(k) for k in range(classes))
    folder: Path = tiny_bundle(f"vae-{classes}", points=crowd(classes), classes=names)
    window.session.controller(ModelsController).open(1, folder)
    assert window.wait_idle(60_000)
    return window.canvas(1)


def apart(a: Box, b: Box) -> bool:
    return a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]


def check(canvas: Any) -> Layout:
    """The layout of what ``canvas`` shows: none of its labels hides another, lies on what must be seen, or is cut."""
    layout, view = canvas.scene().layout, canvas.view()
    assert layout.view == view
    for a, b in combinations(layout.boxes, 2):
        assert apart(a, b)
    for box in layout.boxes:
        assert all(apart(box, other) for boxes in layout.kept.values() for other in boxes)
        assert min(box[:2]) >= EDGE
        assert box[2] <= view.width - EDGE
        assert box[3] <= view.height - EDGE
    return layout


@pytest.mark.parametrize("classes", [10, 26, 100, 254])
def test_no_label_hides_another(window: Any, tiny_bundle: Any, classes: int) -> None:
    canvas = open_crowd(window, tiny_bundle, classes)
    placed = []
    for factor in (1.0, 1.4, 1.4):
        canvas.set_view(canvas.view().zoomed(factor, (0.4 * canvas.width(), 0.5 * canvas.height())))
        spots = check(canvas).spots["labels"]
        placed.append(sum(spot is not None for spot in spots.values()) / max(1, len(spots)))
    assert placed[0] >= min(1.0, 60 / classes)  # at first there is room for as many at least
    assert placed[2] == 1.0 or placed[2] > placed[0]  # more of them by zooming in
    assert {"name", "x", "y"} == {key[0] for key in canvas.scene().layout.spots["axes"]}


def test_with_something_of_everything_on_the_map(shipped: Any) -> None:
    fill(shipped, 1)
    for overlay in OVERLAYS:
        shipped.session.controller(LayersController).set_layer(overlay.name, Layer())
    canvas = shipped.canvas(1)
    for factor in (1.0, 2.6):
        canvas.set_view(canvas.view().zoomed(factor, (canvas.width() / 2, canvas.height() / 2)))
        kept = check(canvas).kept
        assert kept[LEGENDS]
    assert kept["minimap"]
    assert kept["path"]


def test_what_an_empty_map_says_is_crossed_by_no_ring_and_no_name(window: Any, tiny_bundle: Any) -> None:
    none = Points(*(np.zeros((0, 2), np.float32),) * 2, np.zeros(0, np.int16), np.zeros(0, np.uint8))
    window.session.controller(ModelsController).open(1, tiny_bundle("vae-none", points=none))
    assert window.wait_idle(60_000)
    canvas, layers = window.canvas(1), window.session.controller(LayersController)
    ((left, top, right, bottom),) = canvas.scene().layout.kept[NOTE]
    crossed = 0
    for down in np.arange(-6.0, 7.0, 3.0):  # the upper end of the ring at 3 sigma goes through its lines
        up = canvas.height() / 2 - (top + bottom) / 2 - down
        canvas.set_view(View2D(0.0, 0.0, up / 3, canvas.width(), canvas.height()))
        looks = []
        for on in (True, False):
            layers.set_layer("prior", Layer(on=on))
            canvas.settle()
            looks.append(pixels(canvas))
        check(canvas)
        differs = looks[0] != looks[1]
        crossed += differs[int(top) - 2 : int(bottom) + 2].any()
        assert not differs[int(top) + 1 : int(bottom), int(left) + 1 : int(right)].any()
    assert crossed == 5


def test_the_name_of_a_ring_gives_way_to_what_an_empty_map_says(window: Any, tiny_bundle: Any) -> None:
    none = Points(*(np.zeros((0, 2), np.float32),) * 2, np.zeros(0, np.int16), np.zeros(0, np.uint8))
    window.session.controller(ModelsController).open(1, tiny_bundle("vae-none", points=none))
    assert window.wait_idle(60_000)
    canvas = window.canvas(1)
    ((left, top, right, bottom),) = canvas.scene().layout.kept[NOTE]
    down = canvas.height() / 2 - (top + bottom) / 2
    middle = View2D(0.0, 0.0, down * 2**0.5, canvas.width(), canvas.height())  # its name is right of the middle
    canvas.set_view(middle.panned((left + right) / 2 - canvas.width() / 2 - down, 0.0))
    assert check(canvas).spots["prior"][1] != 0


def test_a_moving_map_carries_its_labels_along_and_places_them_when_it_rests(window: Any) -> None:
    canvas = window.canvas(1)
    before = canvas.scene().layout
    canvas.look_at(canvas.view().zoomed(1.3, (90.0, 120.0)))
    assert canvas.scene().layout is before
    canvas.settle()
    assert canvas.scene().layout is not before
    check(canvas)


def test_labels_go_along_over_a_few_px_and_settle_a_moment_later(window: Any) -> None:
    canvas = window.canvas(1)
    before = canvas.scene().layout
    canvas.set_view(canvas.view().panned(2.0, -3.0))
    assert canvas.scene().layout is before
    QTest.qWait(400)
    assert check(canvas).view == canvas.view()
    before = canvas.scene().layout
    canvas.set_view(canvas.view().panned(30.0, 0.0))
    assert canvas.scene().layout is not before
    check(canvas)


def test_a_label_gives_way_to_a_ring_that_was_put_on_it_once_the_hand_rests(window: Any) -> None:
    canvas, model = window.canvas(1), window.session.state.panes[1].model
    middle = tuple(float(x) for x in model.codes.centres[4])
    assert canvas.scene().layout.spots["labels"][4] == 0
    window.session.controller(PathController).join(1, middle, (0.0, 0.0))
    canvas.settle()
    assert canvas.scene().layout.spots["labels"][4] != 0
    check(canvas)


def test_what_a_tool_carries_pushes_no_label_about_before_it_is_put_down(window: Any, hand: Any) -> None:
    canvas, model = window.canvas(1), window.session.state.panes[1].model
    window.session.controller(PathController).join(1, (0.0, 0.0), (0.5, 0.0))
    canvas.settle()
    start, end = canvas.to_widget(np.array([(0.0, 0.0), model.codes.centres[4]])).tolist()
    hand.press(canvas, *start)
    hand.move(canvas, *end, held=True)
    assert window.wait_idle(60_000)
    labels = canvas.scene().layout.spots["labels"]
    assert labels[4] == 0
    hand.release(canvas, *end)
    canvas.settle()
    assert canvas.scene().layout.spots["labels"][4] != 0
    check(canvas)
    assert window.session.state.part(PathState).waypoints


def test_the_name_of_the_drawing_hides_nothing_and_nothing_hides_its_dot(window: Any) -> None:
    strokes = (np.array([(60.0, 60.0), (100.0, 140.0)]),)
    window.session.controller(DrawingController).redraw(strokes)
    assert window.wait_idle(60_000)
    for pane in (0, 1):
        canvas = window.canvas(pane)
        canvas.settle()
        layout = check(canvas)
        assert layout.kept["drawing"]
        assert layout.words["drawing"]


def test_the_mini_map_lies_on_no_number(window: Any) -> None:
    canvas = window.canvas(0)
    canvas.set_view(canvas.view().zoomed(3.0, (200.0, 200.0)))
    place = minimap.box(canvas.scene())
    assert place is not None
    for box in check(canvas).words["axes"]:
        assert not place.intersects(QRectF(QPointF(*box[:2]), QPointF(*box[2:])))


def test_the_same_map_has_the_same_layout(window: Any) -> None:
    scene = window.canvas(1).scene()
    assert laid_out(scene, OVERLAYS).spots == laid_out(scene, OVERLAYS).spots == scene.layout.spots


def test_labels_settle_by_themselves(window: Any) -> None:
    canvas, model = window.canvas(1), window.session.state.panes[1].model
    middle = tuple(float(x) for x in model.codes.centres[4])
    window.session.controller(PathController).join(1, middle, (0.0, 0.0))
    QTest.qWait(400)
    assert canvas.scene().layout.spots["labels"][4] != 0

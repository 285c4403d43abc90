"""The probe's cross goes around what is written on the map, and is a plain cross everywhere else."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF

from aevae_desktop.core.map.labels import Box
from aevae_desktop.core.map.view2d import View2D
from aevae_desktop.features.probe import overlay
from aevae_desktop.features.probe.controller import ProbeController
from aevae_desktop.session.state import EMPTY
from aevae_desktop.ui.map.scene import Layout, Scene
from aevae_desktop.ui.theme import DARK

VIEW = View2D(0.0, 0.0, 50.0, 400.0, 300.0)


def scene(*boxes: Box) -> Scene:
    return Scene(EMPTY, 0, VIEW, DARK, 1.0, 50.0, layout=Layout(VIEW, words={"labels": boxes}))


def label(x: float, y: float, wide: float = 24.0, high: float = 24.0) -> Box:
    return x - wide / 2, y - high / 2, x + wide / 2, y + high / 2


@given(
    st.lists(st.builds(label, st.floats(150, 250), st.floats(100, 200), st.floats(10, 60)), max_size=4),
    st.floats(150, 250),
    st.floats(100, 200),
)
def test_no_arm_and_no_ring_lies_on_a_label(boxes: list[Box], x: float, y: float) -> None:
    shape = overlay._shape(scene(*boxes), QPointF(x, y))
    for arm in shape.arms:
        low, high = sorted((arm.x1(), arm.x2())), sorted((arm.y1(), arm.y2()))
        for left, top, right, bottom in boxes:
            assert low[1] <= left or low[0] >= right or high[1] <= top or high[0] >= bottom
    assert all(abs(arm.x2() - x) + abs(arm.y2() - y) <= shape.half + 1e-9 for arm in shape.arms)
    assert overlay.RING <= shape.ring <= overlay.LARGEST
    for square in (False, True):
        for piece in overlay._outline(QPointF(x, y), shape, square=square):
            spots = [(piece.at(k).x(), piece.at(k).y()) for k in range(piece.size())]
            assert not any(b[0] < px < b[2] and b[1] < py < b[3] for px, py in spots for b in shape_boxes(shape, x, y))
            assert all(max(abs(px - x), abs(py - y)) <= shape.half for px, py in spots)


def shape_boxes(shape: Any, x: float, y: float) -> list[Box]:
    return [(b[0] + x, b[1] + y, b[2] + x, b[3] + y) for b in shape.labels]


def test_away_from_labels_it_is_a_plain_cross() -> None:
    shape = overlay._shape(scene(label(300, 150)), QPointF(200, 150))
    assert [(arm.x1(), arm.y1(), arm.x2(), arm.y2()) for arm in shape.arms] == [
        (205, 150, 215, 150), (195, 150, 185, 150), (200, 155, 200, 165), (200, 145, 200, 135)
    ]  # fmt: skip
    assert (shape.ring, shape.half) == (overlay.RING, overlay.ARM)


def test_on_a_label_its_arms_begin_beyond_it_and_a_ring_goes_around_it() -> None:
    shape = overlay._shape(scene(label(200, 150)), QPointF(200, 150))
    assert [arm.length() for arm in shape.arms] == [overlay.ARM - overlay.GAP] * 4
    assert shape.arms[0].x1() == 200 + 12 + overlay.CLEAR
    assert shape.ring == 12 + overlay.CLEAR
    wide = overlay._shape(scene(label(200, 150, 110)), QPointF(200, 150))
    assert [arm.dx() for arm in wide.arms] == [0.0, 0.0]
    assert wide.ring == overlay.RING
    assert not overlay._outline(QPointF(200, 150), wide, square=True)  # all of it would lie on the label


def test_while_the_map_moves_nobody_knows_where_labels_are() -> None:
    moved = replace(scene(label(200, 150)), view=VIEW.panned(3, 0))
    assert overlay._shape(moved, QPointF(200, 150)).arms[0].x1() == 205


@pytest.mark.parametrize("pinned", [False, True])
def test_a_label_looks_the_same_under_the_probe(window: Any, look: Any, pinned: bool) -> None:
    canvas, model = window.canvas(1), window.session.state.panes[1].model
    probe = window.session.controller(ProbeController)
    middle = model.codes.centres[3]
    x, y = np.rint(canvas.to_widget(middle[None])[0]).astype(int).tolist()
    probe.probe(1, *model.codes.centres[7].tolist())
    assert window.wait_idle(20_000)
    spot = np.s_[y - 8 : y + 9, x - 8 : x + 9]
    before = look(canvas)[spot]
    probe.probe(1, *middle.tolist())
    if pinned:
        probe.click(1, *middle.tolist())
    assert window.wait_idle(20_000)
    assert (look(canvas)[spot] == before).all()
    assert window.session.state.pinned == pinned

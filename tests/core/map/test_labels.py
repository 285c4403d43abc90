"""Where labels go: none on another, none cut, the most important first, and the same every time."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from aevae_desktop.core.map import labels
from aevae_desktop.core.map.labels import Box, Label, Placed

WIDTH, HEIGHT, EDGE = 300.0, 200.0, 3.0
at = st.floats(-50.0, 350.0)
spots = hnp.arrays(np.float64, st.tuples(st.integers(1, 6), st.just(2)), elements=at)
wanted = st.lists(st.builds(lambda *of: made(*of), st.floats(1.0, 120.0), st.floats(1.0, 60.0), spots), max_size=25)
boxes = hnp.arrays(np.float64, st.tuples(st.integers(0, 4), st.just(4)), elements=at).map(
    lambda found: np.concatenate((np.minimum(found[:, :2], found[:, 2:]), np.maximum(found[:, :2], found[:, 2:])), 1)
)


def made(wide: float, high: float, spots: np.ndarray) -> Label:
    return Label("", wide, high, tuple(spots[0].tolist()), lambda: spots[1:])


def placed(found: list[Placed]) -> list[Box]:
    return [one[1] for one in found if one is not None]


def box_at(label: Label, spot: int) -> Box:
    x, y = label.spot(spot)
    return x - label.wide / 2, y - label.high / 2, x + label.wide / 2, y + label.high / 2


def overlap(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def is_inside(box: Box) -> bool:
    return box[0] >= EDGE and box[1] >= EDGE and box[2] <= WIDTH - EDGE and box[3] <= HEIGHT - EDGE


@given(wanted, boxes)
def test_none_hides_another_and_none_is_cut(given: list[Label], taken: np.ndarray) -> None:
    found = placed(labels.place(given, taken, WIDTH, HEIGHT, EDGE))
    others = [tuple(box) for box in taken.tolist()]
    for k, box in enumerate(found):
        assert is_inside(box)
        assert not any(overlap(box, other) for other in (*found[:k], *others))


@given(wanted, boxes)
def test_each_has_the_first_of_its_spots_that_those_before_it_left_free(given: list[Label], taken: np.ndarray) -> None:
    found = labels.place(given, taken, WIDTH, HEIGHT, EDGE)
    for k, (label, one) in enumerate(zip(given, found, strict=True)):
        before = [*placed(found[:k]), *(tuple(box) for box in taken.tolist())]
        assert one is None or one[1] == pytest.approx(box_at(label, one[0]))
        for better in range(1 + len(label.others()) if one is None else one[0]):
            box = box_at(label, better)
            assert not is_inside(box) or any(overlap(box, other) for other in before)


@given(wanted, boxes, st.integers(0, 25))
def test_what_matters_less_moves_nothing_and_the_same_comes_out_again(
    given: list[Label], taken: np.ndarray, n: int
) -> None:
    found = labels.place(given, taken, WIDTH, HEIGHT, EDGE)
    assert labels.place(given[:n], taken, WIDTH, HEIGHT, EDGE) == found[:n]
    assert labels.place(given, taken, WIDTH, HEIGHT, EDGE) == found


def test_a_crowd_of_254_fills_the_map_and_those_that_stand_alone_stay() -> None:
    middles = np.random.default_rng(0).normal(250.0, 60.0, (254, 2))
    ways = np.concatenate(([(0.0, 0.0)], labels.around(60.0)))
    given = [made(24.0, 24.0, middle + ways) for middle in middles]
    found = labels.place(given, (), 500.0, 500.0)
    assert len(placed(found)) > 100
    assert found[0] is not None
    assert found[0][0] == 0
    assert labels.place(given[:1], [(0, 0, 500, 500)], 500.0, 500.0) == [None]


def test_the_ways_around_a_place_are_even_and_the_shortest_come_first() -> None:
    ways = labels.around(50.0)
    length = np.hypot(*ways.T)
    assert length[0] > 3.0
    assert (np.diff(length) > 0).all()
    assert 45.0 < length[-1] <= 50.0
    apart = np.hypot(*np.moveaxis(ways[:, None] - ways[None], -1, 0))
    nearest = np.sort(apart, axis=1)[:, 1]
    assert 3.0 < nearest.min() <= nearest.max() < 9.0


@pytest.mark.parametrize("width", [200.0, 20.0])
def test_spots_at_the_edge_are_moved_in(width: float) -> None:
    found = labels.inside(np.array([[-9.0, 50.0], [500.0, 500.0]]), 30.0, 20.0, width, 100.0, 2.0)
    assert found.tolist() == [[17.0, 50.0], [max(width - 17.0, 17.0), 88.0]]

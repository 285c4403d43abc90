"""The plan of a film: order, time and place."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aevae_desktop.core.paths import frame_schedule


@given(count=st.integers(1, 300))
def test_ping_pong_comes_back_without_showing_an_end_twice(count: int) -> None:
    rows = frame_schedule.order(count, "ping-pong")
    assert (rows[:count] == np.arange(count)).all()
    assert len(rows) == max(1, 2 * count - 2)
    assert set(rows.tolist()) == set(range(count))
    round_and_on = np.append(rows, rows[0])
    if count > 1:
        assert (np.abs(np.diff(round_and_on)) == 1).all()  # the way back ends beside the first frame


@pytest.mark.parametrize(
    ("repeat", "closed", "rows"),
    [
        ("once", True, [0, 1, 2, 3]),
        ("loop", False, [0, 1, 2, 3]),
        ("loop", True, [0, 1, 2]),  # the last one is the first one again
        ("ping-pong", True, [0, 1, 2, 3, 2, 1]),
    ],
)
def test_a_closed_path_loops_without_a_stop(repeat: str, closed: bool, rows: list[int]) -> None:
    assert frame_schedule.order(4, repeat, closed).tolist() == rows


@given(count=st.integers(1, 400), fps=st.integers(1, 60), parts=st.sampled_from([100, 1000]))
def test_coarse_time_never_drifts(count: int, fps: int, parts: int) -> None:
    """Every frame begins within half a part of when it should, and lasts one of two neighbouring lengths."""
    each = frame_schedule.ticks(count, fps, parts)
    assert np.abs(np.cumsum(each) - np.arange(1, count + 1) * parts / fps).max() <= 0.5
    assert set(each.tolist()) <= {parts // fps, -(-parts // fps)}


@given(
    sizes=st.lists(st.tuples(st.integers(1, 90), st.integers(1, 90)), min_size=1, max_size=4),
    px=st.integers(8, 400),
    down=st.booleans(),
)
def test_every_map_has_its_own_place_in_the_picture(sizes: list[tuple[int, int]], px: int, down: bool) -> None:
    made = frame_schedule.laid(sizes, px, down)
    taken = np.zeros((made.height, made.width), int)
    for box, size in zip(made.boxes, sizes, strict=True):
        assert taken[box.slices].shape == size
        taken[box.slices] += 1
    assert taken.max() == 1
    assert taken[0 if down else slice(None)].any()
    assert taken[-1].any() or taken[:, -1].any()


@given(count=st.integers(2, 300), tiles=st.integers(2, 100))
def test_a_strip_has_both_ends(count: int, tiles: int) -> None:
    rows = frame_schedule.picked(count, tiles)
    assert (len(rows), rows[0], rows[-1]) == (tiles, 0, count - 1)
    assert (np.diff(rows) >= 0).all()


def test_the_longer_side_is_the_tile() -> None:
    assert frame_schedule.scaled(28, 28, 224) == (224, 224)
    assert frame_schedule.scaled(32, 64, 128) == (64, 128)
    assert frame_schedule.scaled(2, 500, 8) == (1, 8)
    assert frame_schedule.scaled(1, 500, 8) == (8, 8)  # the plot of a signal

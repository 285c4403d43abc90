"""The drawing in a record: what was written is read; anything else is one line."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aevae_desktop.features.drawing import record
from aevae_desktop.features.drawing.controller import DrawingController
from tests.records import read_again, real, refusal

drawings = st.none() | st.lists(st.lists(st.tuples(real, real), max_size=3).map(tuple), max_size=2).map(tuple)


@given(drawings)
def test_what_was_written_is_what_is_read(value: Any) -> None:
    assert read_again(record.SAVED, value) == value


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ([[[0, 0]] * 50_001], "at most 50000 points"),
        ([[[1]]], "strokes: found [[[1]]]"),
        (5, "strokes: found 5, expected a list"),
    ],
)
def test_what_means_nothing_is_one_line(given: Any, said: str) -> None:
    assert said in refusal(record.SAVED, {"strokes": given})


def test_the_stroke_under_the_pen_is_part_of_it_once_it_is_finished(session: Any) -> None:
    session.controller(DrawingController).redraw((np.array([[1.0, 2.0]]),))
    session.controller(DrawingController).sketch(np.array([[3.0, 4.0]]))
    assert record.SAVED.take(session.state, {}) == (((1.0, 2.0),),)
    assert record.SAVED.take(record.SAVED.finished(session.state), {}) == (((1.0, 2.0),), ((3.0, 4.0),))
    assert record.SAVED.touched(session.state)

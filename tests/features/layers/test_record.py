"""Layers in a record: what was written is read; anything else is one line."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aevae_desktop.features.layers import record
from aevae_desktop.session.state import Layer
from tests.records import read_again, refusal, text

layers = st.dictionaries(text, st.tuples(st.booleans(), st.floats(0.0, 1.0)), max_size=3)


@given(layers)
def test_what_was_written_is_what_is_read(value: Any) -> None:
    assert read_again(record.SAVED, value) == value


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"points": [1, 2]}, "layers.points: found [1, 2], expected [on"),
        ({"points": [True, 2.0]}, "layers.points"),
        ({f"l{k}": [True, 1.0] for k in range(101)}, "layers: found 101 of them"),
        ([], "layers: found [], expected an object"),
    ],
)
def test_what_means_nothing_is_one_line(given: Any, said: str) -> None:
    assert said in refusal(record.SAVED, {"layers": given})


def test_layers_that_are_not_there_are_passed_over(session: Any) -> None:
    session.set_state(session.state.__class__(layers={"points": Layer(), "prior": Layer(False)}))
    record.SAVED.restore(session, {"points": (False, 0.5), "of another version": (True, 1.0)}, ())
    assert session.state.layers == {"points": Layer(False, 0.5), "prior": Layer(False)}

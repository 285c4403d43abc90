"""Planes and frozen dimensions in a record: what was written is read; anything else is one line."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aevae_desktop.features.planes import record
from aevae_desktop.features.planes.record import PlaneRecord
from aevae_desktop.session.model import PlaneChoice
from tests.records import code, read_again, real, refusal, row_number, text

frozen = st.none() | st.dictionaries(row_number, real, max_size=2).map(lambda held: tuple(held.items()))
cuts = st.builds(
    PlaneChoice, st.sampled_from(["axes", "pca", "corners"]), st.just(0), st.just(0), real, st.tuples(text, text)
)
planes = st.builds(PlaneRecord, frozen=frozen) | code.filter(bool).flatmap(
    lambda at: st.builds(
        PlaneRecord,
        st.just(at),
        st.lists(st.just(at), min_size=1, max_size=2).map(tuple),
        st.none() | cuts,
        st.none() | st.just(at),
        frozen,
    )
)


@given(planes)
def test_what_was_written_is_what_is_read(value: Any) -> None:
    assert read_again(record.SAVED, value) == value


@pytest.mark.parametrize("given", [5, [3], [[1]], [["x", 1.0]], [[1, None]], [[1, 1e39]], [[1, 0], [1, 0]]])
def test_frozen_dimensions_that_are_none(given: Any) -> None:
    assert refusal(record.SAVED, {"frozen": given}).startswith("f.png: panes[0].frozen: found")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"origin": 5}, "origin: found 5, expected numbers"),
        ({"origin": [0, 0], "basis": [[1]]}, "basis: found [[1]], expected rows of 2 numbers, as the origin has"),
        ({"origin": [0, 0], "basis": [["x", 1]]}, "basis: found [['x', 1]], expected lists of numbers"),
        ({"centre": [1]}, "centre: found [1], expected 2 numbers"),
        ({"cut": {"kind": "x"}}, "cut.kind: found 'x', expected axes, pca or corners"),
        ({"cut": {"kind": "axes", "i": 0, "j": 2}}, "cut.j: found 2, expected a dimension below 2"),
        ({"cut": {"kind": "corners", "corners": [1]}}, "cut.corners: found [1], expected up to three names"),
    ],
)
def test_what_means_nothing_is_one_line(change: dict[str, Any], said: str) -> None:
    assert f"panes[0].{said}" in refusal(record.SAVED, {"origin": [0, 0], "basis": [[1, 0], [0, 1]]} | change)


def test_a_plane_of_another_space_is_none() -> None:
    turned = PlaneRecord((0.0, 0.0), ((0.6, 0.8), (-0.8, 0.6)))
    assert turned.plane(2) is not None
    assert turned.plane(3) is None
    assert PlaneRecord((0.0, 0.0), ((1.0, 1.0), (0.0, 1.0))).plane(2) is None

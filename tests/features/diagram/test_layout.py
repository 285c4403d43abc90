"""Where parts of a diagram stand, for networks of any depth and codes of any size."""

from __future__ import annotations

import itertools

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRectF

from aevae_desktop.features.diagram.layout import Laid, lay_out
from aevae_desktop.features.diagram.state import Flow, Part, Stage

RNG = np.random.default_rng(0)
WIDTHS = st.lists(st.integers(1, 2000), max_size=12)
CODE = (Part.MU, Part.SIGMA, Part.EPS, Part.Z)


def stages(widths: list[int]) -> tuple[Stage, ...]:
    values = [RNG.normal(size=n).astype(np.float32) for n in widths]
    pairs = itertools.zip_longest(widths, widths[1:], fillvalue=1)
    return tuple(Stage("fully connected", a, b, a * b, (a,), v) for (a, b), v in zip(pairs, values, strict=True))


def made(encoder: list[int], decoder: list[int], d: int, vae: bool) -> Flow:
    image, code = np.zeros((28, 28), np.float32), np.zeros(d, np.float32)
    more = (code, code) if vae and encoder else (None, None)
    x, mu = (image, code) if encoder else (None, None)
    return Flow("", code, image, stages([d, *decoder]), stages([784, *encoder]) if encoder else (), x, mu, *more)


def boxes(laid: Laid) -> list[QRectF]:
    halves = (Part.ENCODER, Part.DECODER)
    return [box for part, box in laid.boxes.items() if part not in halves] + [column.box for column in laid.columns]


@given(WIDTHS, WIDTHS, st.sampled_from([1, 2, 16, 512]), st.booleans(), st.sampled_from([1.0, 1.5, 2.0]))
def test_nothing_overlaps_and_all_is_inside(
    encoder: list[int], decoder: list[int], d: int, vae: bool, scale: float
) -> None:
    laid = lay_out(made(encoder, decoder, d, vae), 560 * scale, 176 * scale, scale)
    whole = QRectF(-0.5, -0.5, 560 * scale + 1, 176 * scale + 1)
    assert all(whole.contains(box) for box in boxes(laid))
    for a, b in itertools.combinations(boxes(laid), 2):
        assert not a.adjusted(0.1, 0.1, -0.1, -0.1).intersects(b)


@given(WIDTHS.filter(len), st.booleans())
def test_what_stands_there_is_found_there(widths: list[int], vae: bool) -> None:
    laid = lay_out(made(widths, widths[::-1], 2, vae), 600, 176, 1.0)
    for column in laid.columns:
        found = laid.column_at(column.box.center())
        assert found is not None
        assert laid.part_at(column.box.center()) is column.half
    for part in CODE:
        if part in laid.boxes:
            assert laid.part_at(laid.boxes[part].center()) is part


def test_more_numbers_stand_taller() -> None:
    laid = lay_out(made([512, 256, 64], [64, 256, 512], 2, True), 600, 176, 1.0)
    high = [column.box.height() for column in laid.columns if column.half is Part.ENCODER]
    assert high == sorted(high, reverse=True)
    assert len(set(high)) == 3


def test_the_way_has_no_encoder_where_the_model_has_none() -> None:
    laid = lay_out(made([], [64], 2, True), 600, 176, 1.0)
    assert Part.X not in laid.boxes
    assert Part.ENCODER not in laid.boxes

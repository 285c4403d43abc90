"""Which codes are there many times over."""

from __future__ import annotations

import numpy as np

from aevae_desktop.core.neighbours.copies import copy_numbers


def test_each_code_knows_how_many_equal_ones_come_before_it() -> None:
    rng = np.random.default_rng(0)
    few = rng.normal(size=(3, 5)).astype(np.float32)
    which = rng.integers(0, 3, 500)
    copies = copy_numbers(few[which])
    assert copies is not None
    assert copies.tolist() == [int(np.count_nonzero(which[:i] == which[i])) for i in range(500)]


def test_codes_that_differ_are_left_alone() -> None:
    codes = np.random.default_rng(0).normal(size=(5000, 3)).astype(np.float32)
    assert copy_numbers(codes) is None
    codes[:2] = codes[2]
    assert copy_numbers(codes) is None


def test_minus_nothing_is_nothing() -> None:
    copies = copy_numbers(np.array([[0.0, 1.0], [-0.0, 1.0], [0.0, 1.0]] * 10, np.float32))
    assert copies is not None
    assert copies.tolist() == list(range(30))

"""Facts of random codes against brute force, and on codes that have few neighbours or none."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aevae_desktop.core.codes import draw_facts, latent_measure
from aevae_desktop.core.codes.draw_facts import Facts, Spacing
from aevae_desktop.core.codes.index import CodesIndex


def pairs(a: Any, b: Any) -> Any:
    return np.sqrt(np.square(a[:, None].astype(np.float64) - b[None].astype(np.float64)).sum(axis=2))


def measured(codes: Any, label: Any, z: Any) -> Facts:
    index = CodesIndex(codes, label)
    spacing = Spacing.of(draw_facts.own_distances(index.neighbours, draw_facts.some_rows(len(codes))))
    return draw_facts.facts(*draw_facts.measured(index, z), spacing, label)


@pytest.mark.parametrize("d", [1, 2, 5])
@pytest.mark.parametrize("least", [-1, 0])  # with codes of no known class, and without
def test_facts_by_brute_force(d: int, least: int) -> None:
    rng = np.random.default_rng(d)
    codes = rng.normal(0, 1, (400, d)).astype(np.float32)
    label = rng.integers(least, 4, 400).astype(np.int16)
    z = rng.normal(0, 1.6, (120, d)).astype(np.float32)
    own = pairs(codes, codes)
    np.fill_diagonal(own, np.inf)
    own = own.min(axis=1)
    away = pairs(z, codes).min(axis=1)
    labelled = codes[label >= 0]
    nearest = np.argsort(pairs(z, labelled), axis=1, kind="stable")[:, :10]
    votes = [np.bincount(row).argmax() for row in label[label >= 0][nearest]]
    share = np.unique(votes, return_counts=True)[1] / len(z)
    found = measured(codes, label, z)
    assert found.n == 120
    assert found.radius == pytest.approx(np.percentile(own, 99), rel=1e-6)
    assert found.far == (away > np.percentile(own, 99)).mean()
    assert 0 < found.far < 1
    assert (found.distance, found.own) == pytest.approx((away.mean(), own.mean()), rel=1e-6)
    assert found.entropy == pytest.approx(-(share * np.log(share)).sum())
    assert found.classes == 4
    assert Facts.from_json(found.to_json()) == found


def test_the_codes_themselves_are_the_measure() -> None:
    """What the card compares with: 1 % of fresh draws from the codes' own distribution is far, about."""
    rng = np.random.default_rng(0)
    codes, fresh = (rng.normal(0, 1, (n, 3)).astype(np.float32) for n in (4000, 2000))
    found = measured(codes, (np.arange(4000) % 10).astype(np.int16), fresh)
    assert 0.004 < found.far < 0.025
    assert 0.95 < found.distance / found.own < 1.05
    assert found.own_entropy == pytest.approx(np.log(10))


def test_poor_codes() -> None:
    one = measured(np.zeros((1, 2), np.float32), np.zeros(1, np.int16), np.ones((3, 2), np.float32))
    assert (one.far, one.radius, one.own, one.entropy, one.classes) == (1.0, 0.0, 0.0, 0.0, 1)
    twins = measured(np.zeros((5, 2), np.float32), np.full(5, -1, np.int16), np.zeros((3, 2), np.float32))
    assert (twins.far, twins.distance, twins.entropy, twins.own_entropy, twins.classes) == (0.0, 0.0, None, None, 0)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(0, 6), min_size=1, max_size=50))
def test_entropy_lies_between_one_class_and_all(labels: list[int]) -> None:
    found = latent_measure.class_entropy(labels)
    assert 0.0 <= found <= np.log(len(set(labels))) + 1e-12
    assert latent_measure.class_entropy([*labels, *labels]) == pytest.approx(found)
    assert (found == 0.0) == (len(set(labels)) == 1)


def test_some_of_many_codes_are_picked_once_for_all() -> None:
    rows = draw_facts.some_rows(70_000)
    assert len(np.unique(rows)) == draw_facts.MOST_CODES
    assert np.array_equal(rows, draw_facts.some_rows(70_000))
    assert np.array_equal(draw_facts.some_rows(7), np.arange(7))

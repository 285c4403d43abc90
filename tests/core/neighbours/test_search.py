"""The nearest codes against scikit-learn and against brute force."""

from __future__ import annotations

import tracemalloc

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from sklearn.neighbors import NearestNeighbors

from aevae_desktop.core.neighbours import balls, in_plane
from aevae_desktop.core.neighbours.search import Neighbours

Codes = NDArray[np.float32]
Doubles = NDArray[np.float64]
Rows = NDArray[np.intp]

KINDS = (
    "normal",
    "rounded",
    "two heaps",
    "all equal",
    "outliers",
    "on a line",
    "of magnitude 1e12",
    "of magnitude 1e30",
    "tiny",
)
kinds = st.sampled_from(KINDS)
seeds = st.integers(0, 2**32 - 1)


def cloud(kind: str, n: int, d: int, seed: int) -> Codes:
    """Codes as they may be; those of ``rounded`` lie on one another and at equal distances."""
    rng = np.random.default_rng(seed)
    codes = rng.normal(size=(n, d))
    match kind:
        case "rounded":
            codes = np.round(2 * codes)
        case "two heaps":
            codes[: n // 3] = codes[:1] + 100
        case "all equal":
            codes[:] = codes[:1]
        case "outliers":
            codes[: n // 50 + 1] *= 1e12
        case "on a line":
            codes[:, 1:] = 3.0
        case "of magnitude 1e12":
            codes = (codes + 5) * 1e12
        case "of magnitude 1e30":
            codes *= 1e30
        case "tiny":
            codes *= 3e-22  # a square of it is too small for single precision
    return codes.astype(np.float32)


def places(codes: Codes, d: int, seed: int) -> Doubles:
    """Codes themselves, places among them, beside them and far away."""
    rng = np.random.default_rng(seed + 1)
    some = codes[rng.integers(0, len(codes), 12)].astype(np.float64) if len(codes) else np.zeros((12, d))
    spread = np.ptp(some, axis=0).max() + 1e-3
    around = some[:4] + spread * rng.normal(size=(4, d)) * np.array([[0.01], [0.3], [3.0], [1e3]])
    return np.concatenate((some, around, [np.zeros(d), np.full(d, 1e13)]))


def brute(codes: Codes, z: Doubles, k: int, left_out: Rows | None = None) -> tuple[Rows, Doubles]:
    """All distances, and the rows in their order, the lower of two equal ones first."""
    apart = ((codes.astype(np.float64) - z[:, None]) ** 2).sum(axis=2)
    if left_out is not None:
        apart[np.arange(len(z)), left_out] = np.inf
    rows = np.lexsort((np.broadcast_to(np.arange(len(codes)), apart.shape), apart), axis=1)[:, :k]
    return rows, np.sqrt(np.take_along_axis(apart, rows, axis=1))


def check(codes: Codes, z: Doubles, k: int) -> None:
    rows, distance = Neighbours(codes).nearest(z, k)
    expected, far = brute(codes, z, k)
    assert rows.shape == distance.shape == (len(z), min(k, len(codes)))
    np.testing.assert_allclose(distance, far, rtol=1e-12, atol=0)
    usual = np.median(np.abs(codes)) if codes.size else 0.0
    told_apart = (distance == far) & (far < 1e6 * usual)  # beyond, rounding decides which of two is nearer
    np.testing.assert_array_equal(rows[told_apart], expected[told_apart])


@pytest.mark.parametrize("d", [1, 2, 3, 16])
@pytest.mark.parametrize("k", [1, 15])
def test_equals_scikit_learn(d: int, k: int) -> None:
    rng = np.random.default_rng(d)
    codes = (rng.normal(0, 1, (5000, d)) + 3 * rng.integers(0, 3, (5000, 1))).astype(np.float32)
    z = rng.normal(1, 3, (400, d))
    rows, distance = Neighbours(codes).nearest(z, k)
    oracle = NearestNeighbors(n_neighbors=k, algorithm="brute").fit(codes.astype(np.float64))
    expected_distance, expected_rows = oracle.kneighbors(z)
    np.testing.assert_allclose(distance, expected_distance, rtol=1e-6, atol=1e-7)
    assert (rows == expected_rows).mean() > 0.999  # scikit-learn's own rounding may swap two that are equally near


@settings(max_examples=150, deadline=None)
@given(kinds, st.sampled_from([0, 1, 2, 3, 9, 60, 500]), st.integers(1, 5), st.integers(1, 40), seeds)
def test_any_place_finds_what_is_nearest(kind: str, n: int, d: int, k: int, seed: int) -> None:
    codes = cloud(kind, n, d, seed)
    check(codes, places(codes, d, seed), k)


@settings(max_examples=100, deadline=None)
@given(kinds, st.integers(1, 300), st.integers(1, 5), st.integers(1, 40), seeds)
def test_a_code_is_not_its_own_neighbour(kind: str, n: int, d: int, k: int, seed: int) -> None:
    codes = cloud(kind, n, d, seed)
    rows = np.random.default_rng(seed).integers(0, n, 20)
    near = Neighbours(codes).of(rows, k)
    expected, far = brute(codes, codes[rows].astype(np.float64), min(k, n - 1), rows)
    assert near.shape == (20, k)
    assert near.dtype == np.int32
    assert (near[:, n - 1 :] == -1).all()
    found = near[:, : n - 1]
    apart = np.sqrt(((codes[found].astype(np.float64) - codes[rows, None].astype(np.float64)) ** 2).sum(axis=2))
    np.testing.assert_allclose(apart, far, rtol=1e-12, atol=0)
    np.testing.assert_array_equal(found[apart == far], expected[apart == far])
    assert not (found == rows[:, None]).any()


@settings(max_examples=60, deadline=None)
@given(
    seeds, st.integers(1, 300), st.integers(1, 60), st.integers(1, 5), st.integers(1, 20),
    st.sampled_from([1e-6, 1.0, 1e6, 1e12]), st.sampled_from([0.0, 1e4]),
)  # fmt: skip
def test_is_exact_for_any_scale(seed: int, n: int, m: int, d: int, k: int, scale: float, away: float) -> None:
    rng = np.random.default_rng(seed)
    codes = ((rng.integers(0, 4, (n, d)) + rng.normal(0, 0.1, (n, d)) + away) * scale).astype(np.float32)
    check(codes, (rng.uniform(-2, 6, (m, d)) + away) * scale, k)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("d", [1, 2, 4, 16])
def test_groups_are_split_and_nothing_is_lost(kind: str, d: int, monkeypatch: pytest.MonkeyPatch) -> None:
    changed = {"FEW": 1, "GROUP": 3, "TILE": 100, "SAMPLE": 50, "PAIRS": 64, "_MOST": 5000}
    for name, value in changed.items():
        monkeypatch.setattr(balls, name, value)
    monkeypatch.setattr(in_plane, "PAIRS", 64)
    monkeypatch.setattr(in_plane, "TOGETHER", 5)
    monkeypatch.setattr(in_plane, "MANY", 40)
    codes = cloud(kind, 3000, d, 3)
    for k in (1, 7):
        check(codes, places(codes, d, 3), k)


@pytest.mark.parametrize("d", [2, 16])
def test_many_codes_against_scikit_learn(d: int) -> None:
    rng = np.random.default_rng(d)
    codes = (rng.normal(size=(20_000, d)) + 4 * rng.normal(size=(8, d))[rng.integers(0, 8, 20_000)]).astype(np.float32)
    codes[:3] *= 1e4
    rows = np.concatenate(([0, 1, 2], rng.choice(20_000, 500, replace=False)))
    oracle = NearestNeighbors(n_neighbors=11, algorithm="brute").fit(codes.astype(np.float64))
    expected = oracle.kneighbors(codes[rows])[1][:, 1:]
    assert (Neighbours(codes).of(rows, 10) == expected).mean() > 0.999


@pytest.mark.parametrize("d", [1, 2, 3])
def test_a_grid_around_the_codes_and_far_beyond(d: int) -> None:
    codes = cloud("rounded", 2000, d, 0) + cloud("normal", 2000, d, 1) * np.float32(0.1)
    axis = np.linspace(-60, 60, 25)
    z = np.stack(np.meshgrid(axis, axis), axis=-1).reshape(-1, 2)
    check(codes, np.pad(z, ((0, 0), (0, max(d - 2, 0))))[:, :d], 15)


@pytest.mark.parametrize("d", [1, 2, 3])
def test_on_a_lattice_all_that_are_as_far_come_in_the_order_of_their_rows(d: int) -> None:
    side = round(1500 ** (1 / d))
    lattice = np.stack(np.meshgrid(*[np.arange(side)] * d), axis=-1).reshape(-1, d)
    codes = np.random.default_rng(d).permutation(lattice).astype(np.float32)
    for k in (1, 2, 3, 5, 9, 13, 21, 25, 29, 40):
        check(codes, codes[:300].astype(np.float64), k)


def test_of_equal_codes_the_first_are_found() -> None:
    codes = np.tile(np.float32([[1, 2], [3, 4]]), (50, 1))
    np.testing.assert_array_equal(Neighbours(codes).nearest([[1.0, 2.0]], 4)[0], [[0, 2, 4, 6]])
    np.testing.assert_array_equal(Neighbours(codes).of([0, 4, 98], 3), [[2, 4, 6], [0, 2, 6], [0, 2, 4]])


@pytest.mark.parametrize("d", [1, 2, 16])
@pytest.mark.parametrize("heaps", [1, 3])
def test_of_equal_codes_no_more_are_measured_than_are_asked_for(
    d: int, heaps: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """20,000 equal codes have 20,000 nearest ones: to measure them all takes minutes."""
    codes = np.repeat(np.random.default_rng(d).normal(size=(heaps, d)), 20_000, axis=0).astype(np.float32)
    measured, inner = [], balls.least_of_runs

    def count(square: Doubles, number: Rows, counts: Rows, k: int) -> tuple[Rows, Doubles]:
        measured.append(len(square))
        return inner(square, number, counts, k)

    monkeypatch.setattr(balls, "least_of_runs", count)
    rows, _ = Neighbours(codes).nearest(codes[:50] + 1e-6, 4)
    assert rows.tolist() == [[0, 1, 2, 3]] * 50
    assert sum(measured) <= 50 * 4 * heaps


@pytest.mark.parametrize("d", [1, 2, 16])
def test_without_codes_there_are_no_neighbours(d: int) -> None:
    rows, distance = Neighbours(np.zeros((0, d), np.float32)).nearest(np.zeros((3, d)), 5)
    assert rows.shape == distance.shape == (3, 0)
    assert Neighbours(np.zeros((0, d), np.float32)).of([], 5).shape == (0, 5)
    np.testing.assert_array_equal(Neighbours(np.zeros((1, d), np.float32)).of([0], 2), [[-1, -1]])
    assert Neighbours(np.zeros((4, d), np.float32)).nearest(np.zeros((0, d)), 2)[0].shape == (0, 2)


def test_the_index_takes_little_more_memory_than_it_keeps() -> None:
    codes = np.random.default_rng(0).standard_normal((20_000, 500), dtype=np.float32)
    tracemalloc.start()
    try:
        kept = balls.Balls.build(codes).lifted.nbytes
        assert tracemalloc.get_traced_memory()[1] < 2 * kept  # all codes in double precision alone are as much
    finally:
        tracemalloc.stop()

"""Traced paths, on decoders whose shortest paths are known, and against Dijkstra on a grid."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import dijkstra

from aevae_desktop.core.neighbours.search import Neighbours
from aevae_desktop.core.paths import interpolation
from aevae_desktop.core.paths.cost_model import CostModel
from aevae_desktop.core.paths.density_cost import DensityCost
from aevae_desktop.core.paths.geodesic import Tracer
from aevae_desktop.core.paths.grid_graph import MOVES, GridGraph

T = np.linspace(0, 1, 121)


def polar(z):
    """Radius and angle to the plane, further coordinates as they are: images in which shortest paths are straight."""
    flat = z[:, 0] * np.cos(z[:, 1]), z[:, 0] * np.sin(z[:, 1])
    return np.stack([*flat, *z[:, 2:].T], axis=1).astype(np.float32).reshape(len(z), 1, -1)


def hill(z):
    """A hill of height 4 at the origin, on which the straight way is a saddle."""
    top = 4 * np.exp(-np.square(z[:, :2]).sum(axis=1) / 0.5)
    return np.concatenate([z, top[:, None]], axis=1).astype(np.float32)


def holes(z):
    """Flat, but NaN within a disc."""
    return np.where(np.linalg.norm(z, axis=1, keepdims=True) < 0.5, np.nan, z).astype(np.float32)


def length(decode, z):
    x = decode(np.asarray(z, np.float32)).reshape(len(z), -1)
    return float(np.linalg.norm(np.diff(x, axis=0), axis=1).sum())


def trace(decode, z, knots=(0, 120), **how):
    cost_model = CostModel(decode, 1e-3, how.pop("density_cost", None))
    return Tracer(cost_model, z, knots, **how).run(np.inf)


def straight(*codes):
    return interpolation.sample("shortest", codes, T)


def square_codes(reach=2.0):
    return np.random.default_rng(0).uniform(-reach, reach, (2000, 2))


@pytest.mark.parametrize("further", [0, 1, 6])
def test_where_images_are_flat_the_path_is_their_straight_line(further):
    a, b = np.array([1.0, 0.0] + [0.0] * further), np.array([1.5, 2.2] + [0.3] * further)
    z = straight(a, b)
    distance = length(polar, np.stack([a, b]))
    assert length(polar, z) > 1.1 * distance
    traced = trace(polar, z)
    assert traced.done
    assert traced.length == pytest.approx(length(polar, traced.z), rel=1e-5)
    assert length(polar, interpolation.at_rows(traced.z, np.linspace(0, 120, 1000))) == pytest.approx(
        distance, rel=1e-3
    )
    steps = np.linalg.norm(np.diff(polar(traced.z)[:, 0], axis=0), axis=1)
    np.testing.assert_allclose(steps, distance / 120, rtol=0.05)  # and frames stand evenly


def test_way_points_stay_bit_for_bit_and_every_leg_is_shortest():
    codes = np.array([(1, 0), (1.5, 2), (0.7, 0.4), (1, 0)], np.float32)
    z = interpolation.sample("shortest", codes[:3], T, closed=True)
    knots = [0, 40, 80, 120]
    traced = trace(polar, z, knots)
    np.testing.assert_array_equal(traced.z[knots], codes)
    assert traced.length == pytest.approx(length(polar, codes), rel=2e-3)


def test_around_a_hill_it_is_as_short_as_dijkstras():
    a, b, codes = (-1.5, 0.02), (1.5, 0.0), square_codes()
    z = straight(a, b)
    grid_graph = GridGraph(CostModel(hill, 1e-3), codes, 41)
    alone, helped = trace(hill, z), trace(hill, z, grid_graph=grid_graph)
    least = shortest_on_a_grid(a, b)
    assert helped.length <= 1.02 * least < 0.6 * length(hill, z)
    assert helped.length <= alone.length + 1e-6
    again = trace(hill, z, grid_graph=grid_graph)  # which is ready now
    assert again.length <= 1.02 * least


def shortest_on_a_grid(a, b, side=81):
    """Dijkstra on an even grid, 16 neighbours, each edge measured through its middle."""
    fine = np.linspace(-2, 2, 2 * side - 1)
    places = np.stack(np.meshgrid(fine, fine), axis=-1)
    x = hill(places.reshape(-1, 2)).reshape(2 * side - 1, 2 * side - 1, -1)
    node = np.arange(side * side).reshape(side, side)
    edges = []
    for dy, dx in MOVES:
        rows, columns = np.arange(side - dy), np.arange(max(-dx, 0), side - max(dx, 0))
        at = [x[np.ix_(2 * rows + k * dy, 2 * columns + k * dx)] for k in range(3)]
        cost = sum(np.linalg.norm(at[k + 1] - at[k], axis=-1) for k in range(2))
        edges.append((cost.ravel(), node[np.ix_(rows, columns)].ravel(), node[np.ix_(rows + dy, columns + dx)].ravel()))
    cost, i, j = (np.concatenate(parts) for parts in zip(*edges, strict=True))
    graph = coo_matrix((cost, (i, j)), shape=(side * side,) * 2).tocsr()
    flat = places[::2, ::2].reshape(-1, 2)
    one, two = (int(np.square(flat - z).sum(axis=1).argmin()) for z in (a, b))
    return float(dijkstra(graph, directed=False, indices=one)[two])


@given(
    z=hnp.arrays(np.float32, st.tuples(st.integers(2, 4), st.integers(1, 3)), elements=st.floats(-2, 2, width=32)),
    closed=st.booleans(),
)
@settings(max_examples=25, deadline=None)
def test_no_path_becomes_longer_and_all_are_finite(z, closed):
    bent = lambda codes: np.sin(3 * codes @ np.random.default_rng(0).normal(size=(z.shape[1], 5)))  # noqa: E731
    decode = lambda codes: bent(codes).astype(np.float32)  # noqa: E731
    legs = len(z) if closed else len(z) - 1
    rows = 24 * legs + 1
    curve = interpolation.sample("shortest", z, np.linspace(0, 1, rows), closed)
    knots = np.arange(legs + 1) * 24
    traced = trace(decode, curve, knots)
    assert np.isfinite(traced.z).all()
    np.testing.assert_array_equal(traced.z[knots], curve[knots])
    for a, b in itertools.pairwise(knots):
        assert length(decode, traced.z[a : b + 1]) <= length(decode, curve[a : b + 1]) * (1 + 1e-5) + 1e-6


@pytest.mark.parametrize(
    "ends",
    [[(0, 0), (0, 0)], [(1, 0), (-1, 0)], [(1e6, -1e6), (-1e6, 1e6)], [(1e6, 1), (1e6, 1)]],
)
def test_odd_ends_are_no_trouble(ends):
    grid_graph = GridGraph(CostModel(hill, 1e-3), square_codes(), 9)
    z = straight(*ends)
    traced = trace(hill, z, grid_graph=grid_graph, density_cost=DensityCost(square_codes()), weight=2.0)
    assert traced.done
    assert np.isfinite(traced.z).all()
    np.testing.assert_array_equal(traced.z[[0, -1]], np.array(ends, np.float32))
    assert trace(hill, z, grid_graph=grid_graph).length <= length(hill, z) * (1 + 1e-6)


@pytest.mark.parametrize("rows", [1, 2])
def test_a_path_without_a_row_to_move_is_done_at_once(rows):
    z = np.ones((rows, 3), np.float32)
    traced = trace(polar, z, [0, rows - 1] if rows > 1 else [0])
    assert traced.done
    np.testing.assert_array_equal(traced.z, z)


def test_a_decoder_that_never_changes_moves_nothing():
    z, black = straight((0, 0), (1, 1)), lambda codes: np.zeros((len(codes), 4), np.float32)
    traced = trace(black, z, grid_graph=GridGraph(CostModel(black, 1e-3), square_codes(), 9))
    assert (traced.done, traced.length) == (True, 0.0)
    np.testing.assert_array_equal(traced.z, z)


def test_it_may_run_beside_places_that_have_no_image():
    z = straight((-1, 0.5), (1, 0.5005))
    assert np.isnan(holes(z[60:61] - 1e-3)).any()
    traced = trace(holes, z, grid_graph=GridGraph(CostModel(holes, 1e-3), square_codes(), 41))
    assert traced.length == pytest.approx(2.0, rel=1e-3)
    assert np.isfinite(holes(traced.z)).all()


def test_two_paths_may_build_one_terrain_in_turns():
    cost_model, codes, z = CostModel(hill, 1e-3), square_codes(), straight((-1.5, 0.02), (1.5, 0.0))
    shared, own = GridGraph(cost_model, codes, 21), GridGraph(cost_model, codes, 21)
    tracers = [Tracer(cost_model, z, (0, 120), grid_graph=shared) for _ in range(2)]
    for _ in range(500):
        last = [tracer.run(0.0) for tracer in tracers]
    for _ in own.build():
        pass
    assert all(step.done for step in last)
    np.testing.assert_array_equal(shared._step, own._step)


def test_bit_by_bit_is_the_same_and_never_goes_back():
    z = straight((1, 0), (1.5, 2.2))
    tracer, seen = Tracer(CostModel(polar, 1e-3), z, (0, 120)), []
    while not seen or not seen[-1].done:
        seen.append(tracer.run(0.0))
    lengths = [step.length for step in seen]
    assert lengths[0] == pytest.approx(length(polar, z), rel=1e-5)
    assert len(lengths) > 5
    assert all(b <= a + 1e-9 for a, b in itertools.pairwise(lengths))
    np.testing.assert_array_equal(seen[-1].z, trace(polar, z).z)
    assert tracer.run(0.0).done


def test_weight_draws_the_path_to_the_codes_and_none_leaves_the_shortest():
    angle = np.random.default_rng(0).uniform(0, np.pi, 3000)
    codes = np.stack([np.cos(angle), np.sin(angle)], axis=1) + np.random.default_rng(1).normal(0, 0.03, (3000, 2))
    z, flat = straight((1, 0), (-1, 0)), lambda codes: codes.astype(np.float32)
    grid_graph = GridGraph(CostModel(flat, 1e-3, DensityCost(codes)), codes, 33)
    away = []
    for weight in (0.0, 0.1, 1.0, 10.0):
        traced = trace(flat, z, density_cost=DensityCost(codes), weight=weight, grid_graph=grid_graph)
        away.append(Neighbours(codes).nearest(traced.z, 1)[1].mean())
    assert away[0] > 0.3
    assert away[-1] < 0.03
    assert all(b <= a + 0.01 for a, b in itertools.pairwise(away))
    bare = trace(polar, straight((1, 0), (1.5, 2)))
    weightless = trace(polar, straight((1, 0), (1.5, 2)), density_cost=DensityCost(codes), weight=0.0)
    np.testing.assert_array_equal(bare.z, weightless.z)

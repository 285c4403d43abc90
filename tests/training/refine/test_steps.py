"""The functions of a step, one at a time, on made-up costs."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from onnx import TensorProto, helper

from aevae_desktop.runtime import ort
from training.refine import steps
from training.refine.look import DOMAIN, OPSETS

TYPES = {np.dtype(np.float32): TensorProto.FLOAT, np.dtype(np.float64): TensorProto.DOUBLE}
D = 3


def run(function, **given):
    """What ``function`` gives for arrays by the names of its inputs."""
    ranks = {"curvature": 3, "kept_curvature": 3}
    inputs = [helper.make_tensor_value_info(name, TYPES[a.dtype], a.shape) for name, a in given.items()]
    outputs = [
        helper.make_tensor_value_info(name, TensorProto.FLOAT, [None] * ranks.get(name, 2)) for name in function.output
    ]
    node = helper.make_node(function.name, function.input, function.output, domain=DOMAIN)
    graph = helper.make_graph([node], "one", inputs, outputs)
    model = helper.make_model(graph, functions=[function], opset_imports=list(OPSETS), ir_version=9)
    session = ort.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    return [np.asarray(value) for value in session.run(None, given)]


def valley(seed, n=8):
    """Codes in a bowl: ``z``, the slope there and the positive curvature."""
    rng = np.random.default_rng(seed)
    root = rng.normal(size=(n, D, D))
    curvature = root @ root.transpose(0, 2, 1) + 0.1 * np.eye(D)
    z, slope = rng.normal(size=(2, n, D))
    return tuple(a.astype(np.float32) for a in (z, slope, curvature))


def shortened(z, slope, curvature, tried, saved, at=200.0):
    cost = np.full((len(z), 1), at)
    found = run(steps.shorten(), z=z, cost=cost, slope=slope, curvature=curvature, tried=tried, tried_cost=cost - saved)
    return found[0]


def promised(z, slope, curvature, tried):
    step = (tried - z).astype(np.float64)
    return -(step * (slope + 0.5 * np.einsum("nab,nb->na", curvature, step))).sum(1, keepdims=True)


def rounding(z, tried):
    """How far float32 may be off, a code each: of the size of the code and of the step ``(n, 1)``."""
    return 1e-5 * (1 + np.linalg.norm(z, axis=1, keepdims=True) + np.linalg.norm(tried - z, axis=1, keepdims=True))


def share(z, tried, found):
    step = (tried - z).astype(np.float64)
    return ((found - z) * step).sum(1) / (step**2).sum(1)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 2**20))
def test_in_a_bowl_an_undamped_step_ends_at_its_bottom(seed):
    z, slope, curvature = valley(seed)
    (tried,) = run(steps.propose(D), z=z, slope=slope, curvature=curvature, damping=np.zeros((1, 1), np.float32))
    wanted = z - np.linalg.solve(curvature.astype(np.float64), slope[..., None])[..., 0]
    np.testing.assert_allclose(tried, wanted, rtol=2e-2, atol=2e-2)
    held = shortened(z, slope, curvature, tried, promised(z, slope, curvature, tried))
    assert (np.abs(held - tried) <= rounding(z, tried)).all()


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 2**20), st.floats(-50, 1))
def test_a_step_that_saves_less_ends_at_the_bottom_of_the_parabola(seed, r):
    z, slope, curvature = valley(seed)
    slope *= 100  # so that the trifle is one
    (tried,) = run(steps.propose(D), z=z, slope=slope, curvature=curvature, damping=np.full((1, 1), 0.1, np.float32))
    promise = promised(z, slope, curvature, tried)
    found = shortened(z, slope, curvature, tried, r * promise)
    kept = (r * promise + steps.TRIFLE) / (promise + steps.TRIFLE)
    np.testing.assert_allclose(share(z, tried, found), (1 / (2 - np.minimum(kept, 1)))[:, 0], rtol=1e-2)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 2**20), st.floats(1, 50))
def test_none_is_longer_than_it_was_meant_to_be(seed, r):
    z, slope, curvature = valley(seed)
    (tried,) = run(steps.propose(D), z=z, slope=slope, curvature=curvature, damping=np.full((1, 1), 0.1, np.float32))
    found = shortened(z, slope, curvature, tried, r * promised(z, slope, curvature, tried))
    assert (np.abs(found - tried) <= rounding(z, tried)).all()


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 2**20), st.floats(-5, 1), st.floats(-1e-3, 1e-3))
def test_rounding_of_a_cost_moves_a_code_by_no_more_than_rounding(seed, r, off):
    z, slope, curvature = valley(seed)
    (tried,) = run(steps.propose(D), z=z, slope=slope, curvature=curvature, damping=np.full((1, 1), 0.1, np.float32))
    saved = r * promised(z, slope, curvature, tried)
    one, other = (shortened(z, slope, curvature, tried, saved + error) for error in (0.0, off))
    length = np.linalg.norm(tried - z, axis=1, keepdims=True)
    assert (np.abs(one - other) <= 1.01 * abs(off) / steps.TRIFLE * length + rounding(z, tried)).all()


@pytest.mark.parametrize(("cost", "kept"), [(1.0, "new"), (2.0, "new"), (2.1, "old"), (np.nan, "old"), (np.inf, "old")])
def test_the_better_end_is_kept(cost, kept):
    rows = {"old": (np.zeros((1, D), np.float32), np.eye(D, dtype=np.float32)[None])}
    rows["new"] = (rows["old"][0] + 1, rows["old"][1] + 1)
    z, curvature = run(
        steps.better(),
        z=rows["old"][0], cost=np.full((1, 1), 2.0), curvature=rows["old"][1],
        new_z=rows["new"][0], new_cost=np.full((1, 1), cost), new_curvature=rows["new"][1],
    )  # fmt: skip
    np.testing.assert_array_equal(z, rows[kept][0])
    np.testing.assert_array_equal(curvature, rows[kept][1])


def test_a_step_without_end_is_not_taken():
    z, slope, curvature = valley(1)
    found = shortened(z, slope, curvature, z + 1, -np.inf)
    np.testing.assert_array_equal(found, z)

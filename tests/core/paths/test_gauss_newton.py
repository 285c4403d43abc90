import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from aevae_desktop.core.paths.gauss_newton import solve


@given(n=st.integers(1, 12), d=st.integers(1, 3), seed=st.integers(0, 999))
def test_block_tridiagonal_systems_are_solved_as_dense_ones(n, d, seed):
    rng = np.random.default_rng(seed)
    beside = rng.normal(size=(n - 1, d, d))
    diagonal = np.array([a @ a.T for a in rng.normal(size=(n, d, d))]) + 8 * np.eye(d)
    right = rng.normal(size=(n, d))
    dense = np.zeros((n, d, n, d))
    for i in range(n):
        dense[i, :, i] = diagonal[i]
        if i + 1 < n:
            dense[i, :, i + 1], dense[i + 1, :, i] = beside[i], beside[i].T
    expected = np.linalg.solve(dense.reshape(n * d, n * d), right.ravel()).reshape(n, d)
    np.testing.assert_allclose(solve(diagonal, beside, right), expected, atol=1e-9)

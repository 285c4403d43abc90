"""What an output says of a posterior's width is told by how fast the decode changes there, not by its name."""

from __future__ import annotations

import numpy as np
import pytest

from aevae_desktop.engine.child.jobs import spread
from aevae_desktop.engine.child.jobs.spread import LOG_SIGMA, LOG_VAR, SIGMA, VARIANCE

N, D = 40, 3


def changes(seed: int = 0, usual: float = 6) -> np.ndarray:
    return np.exp(np.random.default_rng(seed).normal(usual, 1, (N, D)))


def output(role: str, j: np.ndarray, beta: float, noise: float = 0.2) -> np.ndarray:
    """What a well-trained encoder gives in that role: precision 1 + J / beta, not quite."""
    log_var = -np.log1p(j / beta) + np.random.default_rng(1).normal(0, noise, j.shape)
    made = {LOG_VAR: log_var, LOG_SIGMA: log_var / 2, VARIANCE: np.exp(log_var), SIGMA: np.exp(log_var / 2)}
    return made[role].astype(np.float32)


@pytest.mark.parametrize("role", [LOG_VAR, LOG_SIGMA, VARIANCE, SIGMA])
@pytest.mark.parametrize("beta", [0.5, 1.0, 4.0])
def test_the_right_role_is_found_whatever_the_weight_of_the_loss(role: str, beta: float) -> None:
    j = changes()
    found = spread.read(output(role, j, beta), role in (SIGMA, VARIANCE), np.arange(D), j)
    assert (found.role, found.sure) == (role, True)
    assert len(found.against) == 3


@pytest.mark.parametrize("role", [LOG_VAR, LOG_SIGMA, VARIANCE, SIGMA])
def test_a_width_that_has_nothing_to_do_with_the_decoder_is_not_sure(role: str) -> None:
    found = spread.read(output(role, changes(5), 1), role in (SIGMA, VARIANCE), np.arange(D), changes())
    assert not found.sure


@pytest.mark.parametrize("role", [LOG_VAR, LOG_SIGMA, VARIANCE, SIGMA])
@pytest.mark.parametrize("beta", [0.25, 1.0, 4.0])
@pytest.mark.parametrize("usual", [0.0, 1.0, 2.0, 3.0, 4.0, 5.0])
def test_where_little_is_coded_nothing_wrong_is_sure(role: str, beta: float, usual: float) -> None:
    j = changes(usual=usual)
    found = spread.read(output(role, j, beta), role in (SIGMA, VARIANCE), np.arange(D), j)
    assert found.role == role or not found.sure


def test_a_far_weight_of_the_loss_is_not_sure() -> None:
    j = changes()
    assert not spread.read(output(LOG_VAR, j, 40.0), False, np.arange(D), j).sure


def test_without_a_dimension_in_use_nothing_is_sure() -> None:
    none = np.arange(0)
    assert spread.read(np.ones((N, D), np.float32), True, none, np.empty((N, 0))) == (
        SIGMA,
        False,
        (LOG_VAR, LOG_SIGMA),
    )
    assert spread.read(-np.ones((N, D), np.float32), False, none, np.empty((N, 0))).role == LOG_VAR


def test_changes_are_squared_derivatives_weighted_as_probabilities() -> None:
    """x = 0.5 + z a: the derivative is a everywhere, the weight 1 / (.25 + .001)."""
    a = np.array([[0.1, 0.2, 0.0], [0.0, 0.1, 0.0]], np.float32)  # two dimensions, three pixels
    mu = np.random.default_rng(0).normal(0, 0.5, (30, 2)).astype(np.float32)
    dims, j = spread.changes(lambda z: np.full((len(z), 3), 0.5, np.float32) + np.zeros_like(z @ a), mu)
    assert j.shape == (30, 2)
    np.testing.assert_allclose(j, 0)
    dims, j = spread.changes(lambda z: 0.5 + (z - mu) @ a if z.shape == mu.shape else z, mu)
    for k, dim in enumerate(dims):
        np.testing.assert_allclose(j[:, k], (a[dim] ** 2).sum() / 0.251, rtol=1e-3)


def test_a_dimension_that_is_not_used_is_not_looked_at() -> None:
    mu = np.zeros((30, 2), np.float32)
    mu[:, 1] = np.random.default_rng(0).normal(size=30)
    dims, j = spread.changes(lambda z: np.full((len(z), 3), 0.5, np.float32), mu)
    assert dims.tolist() == [1]
    assert j.shape == (30, 1)


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("log_var", LOG_VAR), ("z_log_var", LOG_VAR), ("logvar", LOG_VAR), ("log_sigma2", LOG_VAR),
        ("log_sigma", LOG_SIGMA), ("log_std", LOG_SIGMA), ("z_sigma", SIGMA), ("std", SIGMA), ("scale", SIGMA),
        ("variance", VARIANCE), ("z_var", VARIANCE), ("spread", ""), ("output_1", ""), ("mu", ""), ("variable", ""),
    ],
)  # fmt: skip
def test_what_a_name_speaks_of(name: str, role: str) -> None:
    assert spread.named(name) == role

"""How far codes are from N(0, I): against closed forms and brute force, and codes that really are from it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from aevae_desktop.core.claims import regularity
from aevae_desktop.core.claims.regularity import gaussian_kl, sliced_wasserstein, told_apart, unit_vectors
from tests.core.claims.subjects import ae, clusters, figures, finish, inside, run, vae


@pytest.mark.parametrize("d", [1, 2, 5])
def test_codes_from_the_prior_are_like_the_null(d: int) -> None:
    for model in (ae(3000, d), vae(3000, d)):
        found = figures("regular", model)
        for name in ("kl", "kl_per_dimension", "sliced"):
            null = found[f"{name}_null"]
            spread = null.high - null.low
            assert null.low - spread < found[name].value < null.high + spread
            assert found[name].low <= null.high
        assert inside(0.5, found["classifier"])
        assert inside(0.5, found["classifier_null"])


def test_every_shift_and_stretch_is_seen() -> None:
    made = ae(3000, 2)
    for mu in (made.mu + 0.5, made.mu * 1.5, made.mu @ np.array([[1, 0.6], [0, 0.8]], np.float32)):
        found = figures("regular", replace(made, mu=mu.astype(np.float32)))
        for name in ("kl", "sliced", "classifier"):
            assert found[name].low > found[f"{name}_null"].high, name


def test_halves_of_a_data_set_that_differ_are_mixed() -> None:
    """Codes sorted by where they lie: a classifier that knew only the first half of them would fail on the rest."""
    made = ae(9000, 2)
    order = np.argsort(made.mu[:, 0])
    found = figures("regular", replace(made, mu=(made.mu * 0.5)[order]))
    assert found["classifier"].low > 0.65


def test_lines_are_always_the_same() -> None:
    for d in (1, 2, 7, 100):
        lines = unit_vectors(64, d)
        assert lines.shape == (64, d)
        np.testing.assert_allclose(np.linalg.norm(lines, axis=1), 1)
        np.testing.assert_array_equal(lines, unit_vectors(64, d))
    square = unit_vectors(14, 7)
    np.testing.assert_allclose(square.T @ square, 2 * np.eye(7), atol=1e-12)


def test_holes_are_seen_by_the_classifier_alone() -> None:
    """Eight clusters on a ring, moved and stretched to the moments of N(0, I): KL sees nothing."""
    rng = np.random.default_rng(0)
    angle = rng.integers(0, 8, 3000) * np.pi / 4
    mu = np.stack([np.cos(angle), np.sin(angle)], axis=1) * np.sqrt(2 - 0.02) + rng.normal(0, 0.1, (3000, 2))
    found = figures("regular", ae(3000, 2, mu=mu.astype(np.float32)))
    assert found["kl"].value < 0.01
    assert found["classifier"].low > 0.8


def test_kl_and_its_influence() -> None:
    """By hand in one dimension; the influence is the derivative along one code's weight."""
    x = np.random.default_rng(0).normal(0.3, 1.4, (500, 1))
    mean, variance = x.mean(), x.var()
    value, influence = finish(gaussian_kl(x))
    assert value == pytest.approx(0.5 * (variance + mean**2 - 1 - np.log(variance)))
    assert influence.mean() == pytest.approx(0, abs=1e-9)
    less = finish(gaussian_kl(np.delete(x, 7, axis=0)))[0]
    assert value - less == pytest.approx(influence[7] / 499, rel=0.02)


def test_sliced_distance_and_its_influence() -> None:
    directions = unit_vectors(30, 3)
    np.testing.assert_allclose(np.linalg.norm(directions, axis=1), 1)
    x = np.random.default_rng(0).normal(0.4, 1.3, (4000, 3))
    value, _ = finish(sliced_wasserstein(x, directions))
    expected = np.sqrt(np.mean((directions @ np.full(3, 0.4)) ** 2) + 0.3**2)  # of two Gaussians, along each line
    assert value == pytest.approx(expected, rel=0.03)
    spread = np.std([finish(sliced_wasserstein(np.random.default_rng(k).normal(0.4, 1.3, (1000, 3)), directions))[0]
                     for k in range(200)])  # fmt: skip
    few = finish(sliced_wasserstein(x[:1000], directions))[1]
    assert few.std() / np.sqrt(1000) == pytest.approx(spread, rel=0.15)


def test_kl_s_interval_covers_what_as_many_codes_give(monkeypatch: Any) -> None:
    monkeypatch.setattr(regularity.intervals, "RESAMPLES", 300)
    root = np.array([[1, 0], [0.5, 0.8]])

    def sample(k: int) -> Any:
        return np.random.default_rng([3, k]).gamma(2.0, 0.7, (400, 2)) @ root.T

    truth = np.mean([finish(gaussian_kl(sample(k)))[0] for k in range(1000, 2000)])
    hits = []
    for k in range(300):
        value, influence = finish(gaussian_kl(sample(k)))
        hits.append(
            inside(truth, finish(regularity.intervals.by_influence(value, [influence], np.random.default_rng(k))))
        )
    assert 0.90 <= np.mean(hits) <= 0.98


def test_the_classifier_against_brute_force() -> None:
    rng = np.random.default_rng(0)
    a, b = rng.normal(0, 1, (200, 3)).astype(np.float32), rng.normal(0.5, 1, (200, 3)).astype(np.float32)
    known, asked = (np.concatenate([x, y]).astype(np.float64) for x, y in ((a[:100], b[:100]), (a[100:], b[100:])))
    near = np.argsort(np.square(asked[:, None] - known).sum(axis=2), axis=1, kind="stable")[:, : regularity.VOTES]
    expected = ((near >= 100).mean(axis=1) > 0.5) == (np.arange(200) >= 100)
    np.testing.assert_array_equal(finish(told_apart(a, b)), expected)


def test_a_guess_is_a_guess() -> None:
    """Two samples of one distribution: the share's interval holds a half about as often as it says."""
    hits = []
    for k in range(400):
        a, b = np.random.default_rng(k).normal(size=(2, 200, 2))
        hits.append(inside(0.5, regularity.share(finish(told_apart(a, b)))))
    assert 0.92 <= np.mean(hits) <= 0.98


def test_codes_that_fill_no_space_have_no_kl_and_say_so() -> None:
    for mu in (
        np.full((300, 2), 0.5),
        np.outer(np.linspace(-1, 1, 300), [1, 2]),
        np.random.default_rng(0).normal(size=(100, 512)),
    ):
        found = run("regular", ae(len(mu), mu.shape[1], mu=mu.astype(np.float32)))
        assert "kl" not in found.figures
        assert "infinite" in found.notes[0]
        assert {"sliced", "sliced_null", "classifier", "classifier_null"} == set(found.figures)


def test_a_collapsed_vae_is_the_prior() -> None:
    made = vae(2000, 3)
    found = figures("regular", replace(made, mu=np.zeros_like(made.mu), log_var=np.zeros_like(made.mu)))
    assert found["kl"].value < 0.02
    assert inside(0.5, found["classifier"])


def test_clusters_are_no_prior() -> None:
    found = figures("regular", clusters())
    assert found["classifier"].low > 0.9
    assert found["kl"].low > 1

"""Random codes before a judge that is known: shares and their excess are what was put in."""

from __future__ import annotations

from dataclasses import replace
from statistics import NormalDist
from typing import Any

import numpy as np
import pytest

from aevae_desktop.core.claims import generation
from aevae_desktop.core.claims.decoding import NONE
from aevae_desktop.core.claims.generation import variety
from tests.core.claims.subjects import ae, always, clusters, figures, finish, inside, linear, never, run, vae


def by_height(z: Any) -> Any:
    """A decoder whose images show z1 in all pixels but the last, which shows how far z is from the middle."""
    x = np.repeat(0.5 + 0.1 * z[:, :1], 16, axis=1)
    x[:, -1] = np.linalg.norm(z, axis=1) / 4
    return x.reshape(-1, 4, 4).astype(np.float32)


def test_shares_are_those_of_the_prior() -> None:
    """None where |z| > 3.2, in one dimension: of an autoencoder's codes of deviation 2, and of N(0, 1)."""
    model = ae(6000, 1, decode=by_height)
    found = figures("random", replace(model, mu=model.mu * 2))
    wide, narrow = (2 * NormalDist(0, s).cdf(-3.2) for s in (2, 1))
    assert inside(wide, found["fair"])
    assert inside(wide, found["own"])
    assert inside(narrow, found["standard"])
    assert inside(0.0, found["excess"])
    assert found["excess_standard"].high < 0
    assert inside(np.log(2), found["variety"])


def test_what_lies_between_clusters_is_garbage() -> None:
    """None is what lies near the middle, where no code is but the Gaussian's draws are."""

    def decode(z: Any) -> Any:
        x = by_height(z)
        x[:, -1, -1] = np.abs(z[:, 0]) < 1
        return x

    found = figures("random", clusters(decode=decode))
    assert found["own"].value < 0.02
    assert found["excess"].low > 0.1
    better = figures("own_prior", clusters(decode=decode))
    assert better["gaussian_excess"].low > 0.1
    assert better["mixture_excess"].high < better["gaussian_excess"].low


def test_a_vae_s_fair_prior_is_the_standard_normal() -> None:
    found = figures("random", vae())
    assert found["fair"] == found["standard"]
    assert found["excess"] == found["excess_standard"]


def test_the_first_draws_are_shown_with_what_was_said_of_them() -> None:
    found = run("random", ae(decode=linear(np.eye(16)[:, [0, -1]] * 0.3)))
    z, none = found.arrays["z"], found.arrays["none"]
    assert z.shape == (generation.SHOWN, 2)
    np.testing.assert_array_equal(none, 0.5 + 0.3 * z[:, 1] > 0.8)
    assert 0 < none.sum() < len(none)


@pytest.mark.parametrize(("judge", "value"), [(always, 0.0), (never, 1.0)])
def test_a_judge_of_one_mind(judge: Any, value: float) -> None:
    found = run("random", ae(judge=judge))
    assert (found.figures["fair"].value, found.figures["own"].value) == (value, value)
    assert inside(0.0, found.figures["excess"])
    assert found.figures["excess"].low < 0 < found.figures["excess"].high
    assert (found.notes == ()) == (judge is always)
    if judge is always:
        assert found.figures["variety"].value == 0.0
    else:
        assert "hardly any image is of a class" in found.notes[0]
        assert "variety" not in found.figures


def test_variety_is_the_entropy_of_the_classes() -> None:
    classes = np.array([0] * 50 + [1] * 30 + [4] * 20 + [NONE] * 40)
    p = np.array([0.5, 0.3, 0.2])
    found = finish(variety(classes, np.random.default_rng(0)))
    assert found.value == pytest.approx(-(p * np.log(p)).sum())
    assert found.n == 100

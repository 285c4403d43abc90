"""Random codes before a judge that is known: shares and their excess are what was put in."""

from __future__ import annotations

from dataclasses import replace
from statistics import NormalDist
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aevae_desktop.core.claims import generation
from aevae_desktop.core.claims.decoding import NONE
from aevae_desktop.core.claims.generation import auc, variety
from aevae_desktop.errors import DataError
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


def test_a_density_of_too_many_dimensions_is_left_out_and_said() -> None:
    found = run("own_prior", vae(100, 512))
    assert any(note.startswith("no mixture: 10 covariances of 512 dimensions") for note in found.notes)
    assert {"gaussian", "kde", "own"} <= set(found.figures)


def test_variety_is_the_entropy_of_the_classes() -> None:
    classes = np.array([0] * 50 + [1] * 30 + [4] * 20 + [NONE] * 40)
    p = np.array([0.5, 0.3, 0.2])
    found = finish(variety(classes, np.random.default_rng(0)))
    assert found.value == pytest.approx(-(p * np.log(p)).sum())
    assert found.n == 100


def decode_where(far: bool) -> Any:
    """A decoder whose last pixel is bright, which ``by_sign`` calls none, far from 0, or near it."""

    def decode(z: Any) -> Any:
        x = np.full((len(z), 16), 0.5, np.float32)
        x[:, 1 : 1 + z.shape[1]] = 0.5 + 0.05 * z
        distance = np.linalg.norm(z, axis=1)
        x[:, -1] = distance > 1.5 if far else distance < 1.0
        return x.reshape(-1, 4, 4)

    return decode


def seen_code(x: Any) -> Any:
    return ((x.reshape(len(x), -1)[:, 1:3] - 0.5) / 0.05).astype(np.float32), None


def test_what_is_far_from_0_is_told_by_the_prior_alone() -> None:
    found = run("validity", vae(decode=decode_where(True), encode=seen_code))
    assert found.figures["prior"].value == 1.0
    assert 0.3 < found.figures["code_round_trip"].value < 0.7  # rounding is all there is
    assert found.notes == ()


def test_a_number_that_points_the_wrong_way_is_called_so() -> None:
    found = run("validity", vae(decode=decode_where(False)))
    assert found.figures["prior"].value == 0.0
    assert any("prior points the wrong way" in note for note in found.notes)
    assert any("no encoder" in note for note in found.notes)
    assert set(found.figures) == {"prior", "nearest"}


def test_a_round_trip_that_forgets_garbage() -> None:
    """An encoder that cannot tell codes far out: their round trip is long."""

    def bounded(x: Any) -> Any:
        mu = seen_code(x)[0]
        length = np.linalg.norm(mu, axis=1, keepdims=True)
        return (mu / np.maximum(length / 1.5, 1.0)).astype(np.float32), None

    found = figures("validity", ae(decode=decode_where(True), encode=bounded))
    assert found["code_round_trip"].value > 0.95
    assert found["image_round_trip"].value > 0.95


def test_too_few_of_one_kind_is_one_line() -> None:
    with pytest.raises(DataError, match="the judge calls 0 of 4,000 random codes none"):
        run("validity", ae(judge=always))


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(0, 9), min_size=20, max_size=50), st.lists(st.integers(3, 12), min_size=20, max_size=50))
def test_the_area_is_scikit_learn_s(a: list[int], b: list[int]) -> None:
    from sklearn.metrics import roc_auc_score

    expected = roc_auc_score([1] * len(a) + [0] * len(b), a + b)
    found = finish(auc(a, b, np.random.default_rng(0)))
    assert found.value == pytest.approx(expected)
    assert found.n == len(a) + len(b)


def test_the_area_the_other_way_round_is_its_mirror_image() -> None:
    rng = np.random.default_rng(1)
    a, b = rng.normal(2.2, 1, 25), rng.normal(0, 1, 400)
    one, other = (finish(auc(*pair, np.random.default_rng(2))) for pair in ((a, b), (b, a)))
    assert one.value == pytest.approx(1 - other.value)
    assert one.value - one.low > 1.4 * (one.high - one.value)
    assert (one.low, one.high) == pytest.approx((1 - other.high, 1 - other.low), abs=0.015)


def test_the_area_covers_the_truth(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two normals one deviation apart: the area is Phi(1 / sqrt 2)."""
    monkeypatch.setattr(generation.intervals, "RESAMPLES", 300)
    hits = []
    for k in range(300):
        rng = np.random.default_rng([8, k])
        hits.append(inside(0.760250, finish(auc(rng.normal(1, 1, 60), rng.normal(0, 1, 200), rng))))
    assert 0.90 <= np.mean(hits) <= 0.98

"""Areas under the ROC against scikit-learn's, and numbers that tell all, nothing, or the opposite."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aevae_desktop.core.claims import validity
from aevae_desktop.core.claims.validity import auc
from aevae_desktop.errors import DataError
from tests.core.claims.subjects import ae, always, figures, finish, inside, run, vae


def decode_where(far: bool) -> Any:
    """A decoder whose last pixel is bright, which ``by_sign`` calls none, far from 0, or near it."""

    def decode(z: Any) -> Any:
        x = np.full((len(z), 16), 0.5, np.float32)
        x[:, 1 : 1 + z.shape[1]] = 0.5 + 0.05 * z
        distance = np.linalg.norm(z, axis=1)
        x[:, -1] = distance > 1.5 if far else distance < 1.0
        return x.reshape(-1, 4, 4)

    return decode


def encode(x: Any) -> Any:
    return ((x.reshape(len(x), -1)[:, 1:3] - 0.5) / 0.05).astype(np.float32), None


def test_what_is_far_from_0_is_told_by_the_prior_alone() -> None:
    found = run("validity", vae(decode=decode_where(True), encode=encode))
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
        mu = encode(x)[0]
        length = np.linalg.norm(mu, axis=1, keepdims=True)
        return (mu / np.maximum(length / 1.5, 1.0)).astype(np.float32), None

    found = figures("validity", ae(decode=decode_where(True), encode=bounded))
    assert found["code_round_trip"].value > 0.95
    assert found["image_round_trip"].value > 0.95


def test_too_few_of_one_kind_is_one_line() -> None:
    with pytest.raises(DataError, match="the judge calls 0 of 2,000 random codes none"):
        run("validity", ae(judge=always))


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(0, 9), min_size=20, max_size=50), st.lists(st.integers(3, 12), min_size=20, max_size=50))
def test_the_area_is_scikit_learn_s(a: list[int], b: list[int]) -> None:
    from sklearn.metrics import roc_auc_score

    expected = roc_auc_score([1] * len(a) + [0] * len(b), a + b)
    found = finish(auc(a, b, np.random.default_rng(0)))
    assert found.value == pytest.approx(expected)
    assert found.n == len(a) + len(b)


def test_the_area_covers_the_truth(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two normals one deviation apart: the area is Phi(1 / sqrt 2)."""
    monkeypatch.setattr(validity.intervals, "RESAMPLES", 300)
    hits = []
    for k in range(300):
        rng = np.random.default_rng([8, k])
        hits.append(inside(0.760250, finish(auc(rng.normal(1, 1, 60), rng.normal(0, 1, 200), rng))))
    assert 0.90 <= np.mean(hits) <= 0.98

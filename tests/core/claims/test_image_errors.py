"""Figures of the errors that a bundle stores."""

from __future__ import annotations

import numpy as np
import pytest

from tests.core.claims.subjects import ae, figures


def test_the_mean_of_the_test_images() -> None:
    made = ae(3000)
    error = np.where(made.split == 1, 0.1, 9.0) + np.random.default_rng(0).normal(0, 0.01, 3000)
    found = figures("reconstruction", ae(3000, columns={"error": error.astype(np.float32)}))
    assert list(found) == ["error"]
    assert found["error"].value == pytest.approx(error[made.split == 1].mean(), rel=1e-6)
    assert found["error"].n == 1000
    assert 0 < found["error"].high - found["error"].low < 0.003


def test_other_columns_are_told_too() -> None:
    columns = {name: np.full(60, 2.0, np.float32) for name in ("error", "pca", "reconstruction", "odd")}
    found = figures("reconstruction", ae(60, columns=columns))
    assert {name: figure.unit for name, figure in found.items()} == {
        "error": "squared error a pixel", "pca": "squared error a pixel", "reconstruction": "nats an image"
    }  # fmt: skip

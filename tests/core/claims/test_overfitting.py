"""A classifier that learns from few codes, where it is known how much it must over-fit."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from aevae_desktop.core.claims import overfitting
from aevae_desktop.errors import DataError
from tests.core.claims.subjects import ae, clusters, figures, inside


def test_clusters_far_apart_are_learned_from_few() -> None:
    found = figures("overfit", clusters())
    assert found["asked"].low > 0.99
    assert abs(found["gap"].value) < 0.01


def test_classes_by_chance_are_learned_by_heart_the_more_the_more_numbers() -> None:
    found = []
    for d in (2, 40):
        made = ae(6000, d)
        found.append(
            figures("overfit", replace(made, label=np.random.default_rng(1).integers(0, 2, 6000).astype(np.int16)))
        )
    assert all(inside(0.5, each["asked"]) for each in found)
    assert found[0]["gap"].high < found[1]["gap"].low
    assert found[1]["taught"].low > 0.75


def test_the_classifier_is_that_of_least_squares() -> None:
    rng = np.random.default_rng(0)
    x, y = rng.normal(size=(50, 3)), rng.normal(size=(50, 2))
    wanted = np.linalg.lstsq(np.c_[x, np.ones(50)], y, rcond=None)[0]
    np.testing.assert_allclose(overfitting._solved(x, y), wanted, atol=1e-4)


def test_codes_without_classes_are_left_out() -> None:
    made = ae(300)
    label = np.where(np.arange(300) < 290, -1, 0).astype(np.int16)
    with pytest.raises(DataError, match="expected 20 at least"):
        figures("overfit", replace(made, label=label))

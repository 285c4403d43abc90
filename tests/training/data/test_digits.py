"""The digits inside scikit-learn, enlarged without PyTorch: as PyTorch enlarges them, but for a rounding."""

from __future__ import annotations

import numpy as np
import pytest

from training.data import digits


def test_they_are_enlarged_as_pytorch_does() -> None:
    torch = pytest.importorskip("torch")
    small = np.random.default_rng(0).integers(0, 17, (50, 8, 8)).astype(np.float64)
    given = torch.from_numpy(small)[:, None]
    wanted = torch.nn.functional.interpolate(given, size=(28, 28), mode="bilinear")[:, 0].numpy() * 255 / 16
    got = digits.resized(small * 255 / 16, 28)
    assert got.dtype == np.uint8
    assert np.abs(got - wanted).max() <= 0.5 + 1e-9


def test_they_are_the_1797_with_their_labels() -> None:
    load_digits = pytest.importorskip("sklearn.datasets").load_digits
    images = digits.load(None)
    assert (len(images.train), len(images.test)) == (1437, 360)
    label = np.concatenate([images.train_label, images.test_label])
    np.testing.assert_array_equal(label, load_digits().target)

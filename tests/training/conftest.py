import os
from pathlib import Path

import numpy as np
import pytest

from aevae_desktop.bundle import DatasetSpec
from training.data import Images
from training.data.mnist import MNIST


def _make_images(n=60, n_test=20, c=1, h=6, w=5):
    """Blurred bars at random places: structure a small network can learn."""
    rng = np.random.default_rng(0)
    place = rng.integers(0, w, n + n_test)
    x = rng.integers(0, 60, (n + n_test, c, h, w), dtype=np.uint8)
    x[np.arange(n + n_test), :, :, place] = 255
    label = (place % 3).astype(np.int16)
    spec = DatasetSpec("bars", "CC0", "made here", n, n_test)
    return Images(x[:n], label[:n], x[n:], label[n:], ("a", "b", "c"), spec)


@pytest.fixture(scope="session")
def make_images():
    return _make_images


@pytest.fixture
def images():
    return _make_images()


@pytest.fixture(scope="session")
def mnist():
    folder = os.environ.get("AEVAE_DATA")
    if not folder:
        pytest.skip("needs the four MNIST files: set AEVAE_DATA to their folder")
    return MNIST.load(Path(folder))

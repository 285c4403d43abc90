"""Images as files in memory: a PNG loses nothing but the rounding to 256 levels, a JPEG of low quality does."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from aevae_desktop.features.compression.image_file import JPEG, LEAST, PNG, image_file

SHAPES = st.tuples(st.integers(1, 40), st.integers(1, 40)) | st.tuples(st.integers(1, 9), st.integers(1, 9), st.just(3))
IMAGES = SHAPES.flatmap(lambda shape: arrays.arrays(np.float32, shape, elements=st.floats(0, 1, width=32)))


@given(IMAGES)
def test_a_png_gives_back_the_image(x: np.ndarray) -> None:
    made = image_file(x, PNG)
    assert made.x_hat.shape == x.shape
    np.testing.assert_allclose(made.x_hat, x, atol=0.5 / 255 + 1e-6)
    assert made.size > 50


def test_a_jpeg_of_the_lowest_quality_is_smaller_and_worse_than_a_good_one() -> None:
    x = np.random.default_rng(0).random((28, 28)).astype(np.float32)
    least, good = image_file(x, JPEG, LEAST), image_file(x, JPEG, 95)
    assert least.size < good.size
    assert least.mse > good.mse > 0
    np.testing.assert_allclose(least.mse, np.mean((x - least.x_hat) ** 2), rtol=1e-5)

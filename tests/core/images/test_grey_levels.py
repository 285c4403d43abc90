import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from aevae_desktop.core.images.grey_levels import TILE, pooled, residual, tile_pool, to_uint8

images = hnp.arrays(np.float32, (4, 4), elements=st.floats(allow_nan=True, allow_infinity=True, width=32))


@given(images)
def test_to_uint8_is_its_definition(x):
    expected = [0 if np.isnan(v) else int(np.rint(np.float32(min(max(v, 0), 1)) * np.float32(255))) for v in x.ravel()]
    assert to_uint8(x).ravel().tolist() == expected


@given(st.integers(0, 255))
def test_every_grey_level_survives_the_round_trip(level):
    assert to_uint8(np.float32(level) / np.float32(255)) == level
    assert to_uint8(np.float32(level) / np.float32(127.5) - 1, -1, 1) == level


def test_an_empty_range_is_refused():
    with pytest.raises(ValueError, match="empty range"):
        to_uint8(np.zeros(3), 1.0, 1.0)


@pytest.mark.parametrize("shape", [(3, 9, 14), (2, 12, 7, 3)])
@pytest.mark.parametrize("pool", [1, 2, 3, 7])
def test_pooled_is_the_mean_of_whole_squares(shape, pool):
    x = np.random.default_rng(pool).integers(0, 256, shape).astype(np.uint8)
    h, w = shape[1] // pool, shape[2] // pool
    mean = [[x[:, r : r + pool, c : c + pool].mean(axis=(1, 2)) for c in range(0, w * pool, pool)]
            for r in range(0, h * pool, pool)]  # fmt: skip
    expected = np.moveaxis(np.array(mean), 2, 0)
    np.testing.assert_array_equal(pooled(x, pool), np.rint(expected))
    assert pooled(x, pool).dtype == np.uint8
    np.testing.assert_allclose(pooled(x.astype(np.float32), pool), expected, rtol=1e-5)


@pytest.mark.parametrize(
    ("size", "pool"), [((28, 28), 1), ((256, 256), 1), ((257, 9), 2), ((2048, 2048), 8), ((4096, 3), 3)]
)
def test_a_tile_is_no_larger_than_it_may_be(size, pool):
    assert tile_pool(*size) == pool
    small = pooled(np.zeros((1, *size), np.uint8), pool)
    assert small.size
    assert small.size <= TILE**2


def test_residual_is_signed_clipped_and_grey():
    x, x_hat = np.zeros((2, 2)), np.array([[0.25, 1.0], [3.0, 0.0]])
    np.testing.assert_array_equal(residual(x, x_hat), [[-0.25, -1.0], [-1.0, 0.0]])
    colour = residual(np.ones((2, 2, 3)), np.broadcast_to((0.0, 0.5, 1.0), (2, 2, 3)))
    np.testing.assert_allclose(colour, 0.5)
    assert colour.dtype == np.float32

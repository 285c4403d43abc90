"""Images are enlarged, and large ones reduced, without more memory than the two of them."""

from __future__ import annotations

import tracemalloc

import numpy as np
import pytest

from aevae_desktop.ui import imaging

TABLE = (0xFF000000 | np.arange(256) * 0x010101).astype(np.uint32)


@pytest.mark.parametrize("shape", [(300, 40), (40, 300), (512, 512), (300, 280, 3)])
def test_large_images_are_resampled_as_small_ones_are(shape: tuple[int, ...]) -> None:
    image = np.random.default_rng(1).random(shape, np.float32)
    found = imaging.enlarge(image, (60, 70), smooth=True)
    down, across = imaging.cubic(shape[0], 70), imaging.cubic(shape[1], 60)
    expected = np.einsum("ah,hw...,bw->ab...", down, image, across)
    assert found.dtype == np.float32
    assert np.abs(found - expected).max() < 1e-5


@pytest.mark.parametrize("shape", [(1, 1 << 18), (1 << 18, 1)])
def test_a_very_long_image_takes_no_more_memory_to_show_than_it_has(shape: tuple[int, int]) -> None:
    image = np.zeros(shape, np.float32)
    tracemalloc.start()
    try:
        imaging.picture(image, (200, 200), TABLE, 0.0, 1.0, smooth=True)
        imaging.many(np.zeros((2, *shape), np.uint8), 56, TABLE)
        kept, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert kept < image.nbytes
    assert peak < 8 * image.nbytes

"""A picture becomes an image as MNIST would have it, whatever its place, size, ink and ground."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aevae_desktop.core.images import framing, strokes
from aevae_desktop.errors import DataError

SEVEN = np.array([[40.0, 20.0], [90.0, 22.0], [60.0, 150.0]])
LEVEL = st.integers(0, 255)
COLOUR = st.tuples(LEVEL, LEVEL, LEVEL)


def sheet(side: int, top: int, left: int, of: int, ink: tuple[int, ...], ground: tuple[int, ...]) -> np.ndarray:
    """A seven, ``side`` px high, somewhere on a ground of ``of`` px."""
    cover = np.zeros((of, of, 1), np.float32)
    cover[top : top + side, left : left + side, 0] = strokes.render([SEVEN], side, side)
    colour = np.array(ground, np.float32) * (1 - cover) + np.array(ink, np.float32) * cover
    return np.concatenate((np.rint(colour), np.full((of, of, 1), 255.0)), axis=2).astype(np.uint8)


def frame(picture: np.ndarray) -> np.ndarray:
    return framing.centred(framing.inked(picture).figure)


PLAIN = frame(sheet(112, 40, 40, 200, (0, 0, 0), (255, 255, 255)))


def apart(a: np.ndarray, b: np.ndarray) -> float:
    return float(np.sqrt(((a - b) ** 2).mean()))


def test_it_is_what_the_pen_would_have_drawn() -> None:
    assert apart(PLAIN, strokes.render([SEVEN])) < 0.06
    assert PLAIN.shape == (28, 28)
    assert apart(PLAIN, np.zeros((28, 28))) > 0.2


@given(st.integers(2, 80), st.integers(2, 80), st.integers(56, 160))
@settings(max_examples=25, deadline=None)
def test_place_and_size_change_hardly_anything(top: int, left: int, side: int) -> None:
    found = frame(sheet(side, top, left, 250, (0, 0, 0), (255, 255, 255)))
    # a centre of mass half-way between two pixels may go to either, as in MNIST
    near = [np.roll(found, (y, x), (0, 1)) for y in (-1, 0, 1) for x in (-1, 0, 1)]
    assert min(apart(moved, PLAIN) for moved in near) < 0.1


@given(COLOUR, COLOUR)
@settings(max_examples=40, deadline=None)
def test_ink_of_any_colour_is_light_on_dark(ink: tuple[int, ...], ground: tuple[int, ...]) -> None:
    contrast = np.linalg.norm(np.subtract(ink, ground))
    if contrast < 60:
        return
    found = framing.inked(sheet(112, 40, 40, 200, ink, ground))
    assert apart(framing.centred(found.figure), PLAIN) < 0.05
    luma = float(np.subtract(ink, ground) @ framing.GREY)
    assert abs(luma) < 5 or found.dark == (luma < 0)


def test_what_shows_through_is_ground() -> None:
    drawn = sheet(112, 40, 40, 200, (0, 0, 0), (255, 255, 255))
    clear = np.zeros_like(drawn)
    for ink in (0, 255):
        clear[..., :3], clear[..., 3] = ink, 255 - drawn[..., 0]
        found = framing.inked(clear)
        assert found.dark == (ink == 0)
        assert apart(framing.centred(found.figure), PLAIN) < 0.02


def test_an_image_of_mnist_s_form_is_left_as_it_is() -> None:
    image = np.rint(PLAIN * 255).astype(np.uint8)
    again = frame(np.dstack([image] * 3 + [np.full_like(image, 255)]))
    np.testing.assert_allclose(again, PLAIN, atol=0.02)


@pytest.mark.parametrize("level", [0, 128, 255])
def test_an_empty_picture_is_one_line(level: int) -> None:
    with pytest.raises(DataError, match="found a picture of one colour, expected a figure on a ground"):
        framing.inked(np.full((30, 40, 4), (level, level, level, 255), np.uint8))


@given(st.integers(1, 300), st.integers(1, 300), st.integers(1, 70), st.integers(1, 70))
@settings(max_examples=60, deadline=None)
def test_any_sizes_fit(high: int, wide: int, height: int, width: int) -> None:
    picture = np.full((high, wide, 4), 255, np.uint8)
    picture[high // 2, wide // 2, :3] = 0
    if high * wide < 9:
        return
    found = framing.inked(picture)
    assert max(found.whole.shape) <= framing.KEPT
    for image in (framing.centred(found.figure, height, width), framing.fitted(found.whole, height, width)):
        assert image.shape == (height, width)
        assert image.dtype == np.float32
        assert image.min() >= 0.0
        assert image.max() <= 1.0


def test_the_whole_picture_is_fitted_in_the_middle() -> None:
    whole = np.full((10, 20), 255, np.uint8)
    image = framing.fitted(whole, 28, 28)
    assert (image[7:21] == 1.0).all()
    assert image.sum() == 14 * 28

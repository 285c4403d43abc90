import math

import pytest
import torch

from training.trainer import augment
from training.trainer.augment import affine


def test_no_strength_is_no_change():
    x = torch.rand(4, 3, 9, 6)
    torch.testing.assert_close(affine(x, 0.0), x, atol=1e-5, rtol=0)


@pytest.mark.parametrize("shape", [(28, 28), (16, 40)])
def test_an_image_is_turned_as_a_whole_whatever_its_sides(monkeypatch, shape):
    """A quarter turn of 90 degrees, scaled and sheared by nothing, moves a spot as geometry says."""
    monkeypatch.setattr(augment, "ANGLE", math.radians(90))
    monkeypatch.setattr(augment, "SCALE", 0.0)
    monkeypatch.setattr(augment, "SHEAR", 0.0)
    monkeypatch.setattr(torch, "rand", lambda *size, device: torch.ones(size, device=device))  # the largest angle
    high, wide = shape
    x = torch.zeros(1, 1, high, wide)
    x[0, 0, high // 2, wide // 2 + 5] = 1  # five pixels right of the middle
    row, column = divmod(int(affine(x, 1.0)[0, 0].argmax()), wide)
    assert abs(column - wide / 2) <= 1
    assert abs(abs(row - high / 2) - 5) <= 1


def test_each_image_goes_its_own_way_within_bounds():
    torch.manual_seed(0)
    x = torch.zeros(64, 1, 28, 28)
    x[:, :, 14, 24] = 1  # ten pixels from the middle: 8 degrees and 8 % move it by 2.4 at most
    places = affine(x, 1.0).flatten(1).argmax(1)
    assert len(places.unique()) > 4
    assert int((places // 28 - 14).abs().max()) <= 3
    assert int((places % 28 - 24).abs().max()) <= 3


def test_what_comes_in_repeats_the_border():
    x = torch.ones(8, 1, 12, 12)
    torch.testing.assert_close(affine(x, 5.0), x)


@pytest.mark.parametrize("shape", [(28, 28), (16, 40), (9, 5)])
def test_images_are_sampled_where_torchs_affine_grid_says(monkeypatch, shape):
    amounts = torch.tensor([[1.0, -1.0], [0.5, 1.0], [-1.0, 0.5], [1.0, -0.5]])  # angle, two scales and shear
    monkeypatch.setattr(torch, "rand", lambda *size, device: (amounts + 1) / 2)
    turn, wide, high, slant = (amounts * torch.tensor([[augment.ANGLE], *[[0.08]] * 3])).unbind()
    rotation = torch.stack([turn.cos(), -turn.sin(), turn.sin(), turn.cos()], 1).view(2, 2, 2)
    zero = torch.zeros(2)
    matrix = rotation @ torch.stack([1 + wide, slant, zero, 1 + high], 1).view(2, 2, 2)
    sides = torch.tensor([shape[1], shape[0]], dtype=torch.float32)  # from pixels to the grid's half images
    theta = torch.cat([matrix * sides[None, None, :] / sides[None, :, None], torch.zeros(2, 2, 1)], 2)
    x = torch.randn(2, 1, *shape)
    grid = torch.nn.functional.affine_grid(theta, list(x.shape), align_corners=False)
    wanted = torch.nn.functional.grid_sample(x, grid, padding_mode="border", align_corners=False)
    torch.testing.assert_close(affine(x, 1.0), wanted, atol=1e-4, rtol=0)

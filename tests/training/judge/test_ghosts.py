"""Ghosts and softening: what they do to images, and that they are repeatable."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor

from training.judge.ghosts import GHOSTS, blurred, ghosts, halves, overlay, pairs, soften


@pytest.fixture(autouse=True)
def seeded() -> None:
    torch.manual_seed(0)


def strokes(n: int = 70, channels: int = 1) -> tuple[Tensor, Tensor]:
    """Crosses of two bars at places that go with their class."""
    x, label = torch.zeros(n, channels, 28, 28), torch.arange(n) % 5
    for i, k in enumerate(label.tolist()):
        x[i, :, 5 + 4 * k : 8 + 4 * k, 4:24] = 1
        x[i, :, 4:24, 12 + i % 3 : 14 + i % 3] = 0.8
    return x, label


@pytest.mark.parametrize("channels", [1, 3])
def test_a_ghost_of_each_kind_is_an_image_that_is_neither_of_its_two(channels: int) -> None:
    x, label = strokes(channels=channels)
    a, b = pairs(x, label)
    for name, make in GHOSTS.items():
        made = make(a, b).clamp(0, 1)
        assert made.shape == a.shape, name
        assert bool(torch.isfinite(made).all()), name
        for other in (a, b):
            assert float((made - other).abs().mean(dim=(1, 2, 3)).median()) > 0.02, name


def test_as_many_ghosts_as_images_and_each_kind_as_often() -> None:
    x, label = strokes(73)
    assert ghosts(x, label).shape == x.shape


def test_pairs_are_of_two_classes_and_every_image_comes_once() -> None:
    x, _ = strokes()
    label = torch.arange(70) % 5
    x[:, 0, 0, 0], x[:, 0, 0, 1] = label.float(), torch.arange(70).float()
    a, b = pairs(x, label)
    assert bool((a[:, 0, 0, 0] != b[:, 0, 0, 0]).all())
    assert sorted(a[:, 0, 0, 1].tolist()) == sorted(b[:, 0, 0, 1].tolist()) == list(range(70))


def test_halves_take_each_pixel_from_one_image_and_both_take_part() -> None:
    a, b = torch.zeros(20, 1, 28, 28), torch.ones(20, 1, 28, 28)
    made = halves(a, b)
    assert bool(((made == 0) | (made == 1)).all())
    assert 0.2 < float(made.mean(dim=(1, 2, 3)).min()) <= float(made.mean(dim=(1, 2, 3)).max()) < 0.8


def test_an_overlay_hides_nothing_of_the_first() -> None:
    x, label = strokes()
    a, b = pairs(x, label)
    assert bool((overlay(a, b) >= a).all())


def test_blur_spreads_as_far_as_it_says_and_keeps_the_light() -> None:
    x = torch.zeros(3, 1, 29, 29)
    x[:, 0, 14, 14] = 1
    sigma = torch.tensor([0.0, 1.0, 1.5])
    soft = blurred(x, sigma)
    torch.testing.assert_close(soft[0], x[0])
    torch.testing.assert_close(soft.sum(dim=(1, 2, 3)), torch.ones(3))
    away = (torch.arange(29) - 14.0).square()
    spread = (soft.sum(dim=(1, 2)) * away).sum(dim=1).sqrt()
    torch.testing.assert_close(spread, sigma, atol=0.02, rtol=0)


def test_softened_images_stay_images_and_become_softer() -> None:
    x, _ = strokes()
    soft = soften(x)
    assert soft.shape == x.shape
    assert 0 <= float(soft.min()) <= float(soft.max()) <= 1
    steps = (soft[..., 1:] - soft[..., :-1]).abs().amax(dim=(1, 2, 3))
    assert float((steps < 0.6).float().mean()) > 0.3  # of a sharp edge it is 0.8 or more
    assert float(soft.std(dim=0).mean()) > 0.02  # each in its own way


def test_chance_comes_from_the_seed() -> None:
    x, label = strokes()
    torch.manual_seed(3)
    first = soften(ghosts(x, label))
    torch.manual_seed(3)
    assert torch.equal(soften(ghosts(x, label)), first)
    assert not torch.equal(soften(ghosts(x, label)), first)

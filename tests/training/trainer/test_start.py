"""A decoder that starts at the mean image, in every family: and a small set's codes then do not scatter."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from aevae_desktop.bundle import DatasetSpec
from training.data import Images
from training.trainer import loop
from training.trainer.config import RunConfig
from training.trainer.run import Run

CONFIG = RunConfig(hidden=(16, 8), fourier=4, batch_size=16, epochs=3.0, seed=5, start="mean")


@pytest.mark.parametrize(
    ("changes", "shape"),
    [
        ({}, (3, 8, 8)),
        ({"family": "mlp", "norm": "batch"}, (1, 6, 5)),
        ({"family": "linear", "likelihood": "gaussian", "kind": "ae"}, (1, 6, 5)),
        ({"family": "conv", "conv_channels": (4, 8)}, (3, 8, 8)),
        ({"family": "conv", "conv_channels": (4, 8), "upsampling": "nearest"}, (3, 8, 8)),
    ],
)
def test_the_first_images_are_near_the_mean_image(make_images, changes, shape):
    channels, height, width = shape
    images = make_images(c=channels, h=height, w=width)
    config = replace(CONFIG, **changes)
    mean = torch.from_numpy(images.train.mean(0, dtype=np.float64) / 255).float()
    if config.family == "conv":
        mean = mean.mean((1, 2), keepdim=True)
    errors = []
    for start in ("mean", "random"):
        run = Run(replace(config, start=start), images)
        with run.model.measured():
            decoded = run.model.decode(torch.zeros(1, config.latent_dim))[0]
        errors.append(float((decoded - mean).square().mean()))
    assert errors[0] < 0.5 * errors[1]


def test_of_a_pixel_that_is_always_black_the_logit_is_finite(images):
    x = np.zeros_like(images.train)
    run = Run(CONFIG, replace(images, train=x))
    with run.model.measured():
        decoded = run.model.decode(torch.zeros(1, 2))
    assert torch.isfinite(run.model.raw(torch.zeros(1, 2))).all()
    assert 0 < float(decoded.mean()) < 0.01


def test_images_that_are_held_out_are_not_in_the_mean(images):
    dark = images.train.copy()
    dark[30:] = 0
    run = Run(replace(CONFIG, validation=30), replace(images, train=dark))
    last = [layer for layer in run.model.decoder.modules() if isinstance(layer, torch.nn.Linear)][-1]
    wanted = torch.from_numpy(images.train[:30].mean(0) / 255).flatten().float()
    torch.testing.assert_close(last.bias.detach().sigmoid(), wanted.clamp(1e-3, 1 - 1e-3))


def test_the_codes_of_a_small_set_do_not_scatter(tmp_path):
    rng = np.random.default_rng(0)
    x = np.zeros((240, 3, 28, 28), np.uint8)  # squares of any colour, as a person's own set of drawings
    for image in x:
        top, left, size = rng.integers(3, 9, 3)
        image[:, top : top + 2 * size, left : left + 2 * size] = rng.integers(80, 256, (3, 1, 1))
    label = np.zeros(240, np.int16)
    images = Images(x, label, x[:20], label[:20], ("a",), DatasetSpec("squares", "", "", 240, 20))
    config = RunConfig(epochs=20.0, seed=1)
    runs = [loop.fit(replace(config, start=one), images, tmp_path / one, quiet=True).log for one in ("random", "mean")]
    highest = [max(row["kl"] for row in log) for log in runs]
    assert highest[1] < 0.5 * highest[0]
    assert runs[1][-1]["reconstruction"] < runs[0][-1]["reconstruction"]

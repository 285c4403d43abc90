import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from training.trainer.config import RunConfig
from training.trainer.model import Autoencoder
from training.trainer.recorder import GREYS, TILES, Recorder, frames, mosaic_codes


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 2000), st.integers(3, 60))
def test_frames_start_at_the_beginning_and_reach_the_end(epochs, limit):
    kept = frames(epochs, limit)
    assert kept[0] == 0
    assert kept[-1] == epochs
    assert kept == sorted(set(kept))
    assert len(kept) == min(limit, epochs + 1)


@pytest.mark.parametrize("d", [1, 2, 4])
@pytest.mark.parametrize("kind", ["ae", "vae"])
def test_a_row(images, d, kind):
    config = RunConfig(kind=kind, latent_dim=d, hidden=(8,))
    model = Autoencoder(config, images.train.shape[1:])
    recorder = Recorder(config, torch.from_numpy(images.train))
    recorder.record(model, 0)
    recorder.record(model, 7)
    history = recorder.history()
    assert history.epoch.tolist() == [0, 7]
    assert history.codes.shape == (2, 60, d)
    assert history.tiles.shape == (2, TILES, TILES, 6, 5)
    assert history.extent.shape == (2, 4)
    assert history.losses.keys() == ({"reconstruction"} if kind == "ae" else {"reconstruction", "kl", "total"})
    with torch.no_grad():
        mu, _ = model.encode(torch.from_numpy(images.train) / 255)
    np.testing.assert_allclose(history.codes[1], mu.numpy(), atol=1 / 2048 + 1e-6)


def test_tiles_are_stored_in_few_levels_of_grey_with_black_and_white_among_them(images):
    config = RunConfig(hidden=(8,))
    recorder = Recorder(config, torch.from_numpy(images.train))
    recorder.record(Autoencoder(config, images.train.shape[1:]), 0)
    whole = torch.arange(256).to(torch.uint8)
    recorder.rows["tiles"][0].flatten()[:256] = whole
    stored = recorder.history().tiles
    given = recorder.rows["tiles"][0].numpy().reshape(stored.shape)
    assert len(np.unique(stored)) <= GREYS
    assert {0, 255} <= set(np.unique(stored).tolist())
    assert np.abs(stored.astype(int) - given).max() <= 2


def test_the_mosaic_is_upright():
    z = mosaic_codes(torch.tensor([-1.0, 10.0, 1.0, 20.0]), 3, 4).reshape(4, 4, 3)
    assert z[0, 0].tolist() == [-1, 20, 0]
    assert z[-1, -1].tolist() == [1, 10, 0]


def test_state_goes_round(images):
    config = RunConfig(hidden=(8,))
    x = torch.from_numpy(images.train)
    one, other = Recorder(config, x), Recorder(config, x)
    one.record(Autoencoder(config, images.train.shape[1:]), 3)
    other.restore(one.state())
    assert other.history().epoch.tolist() == [3]

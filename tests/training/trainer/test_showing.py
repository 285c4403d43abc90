"""What a program is shown of a run: it changes nothing of the run, and costs no more than its share."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace

import numpy as np
import pytest
import torch

from aevae_desktop.bundle import snapshot
from aevae_desktop.errors import ModelError
from training.trainer import loop, showing
from training.trainer.config import RunConfig
from training.trainer.run import Run
from training.trainer.showing import Showing

CONFIG = RunConfig(hidden=(16, 8), fourier=4, batch_size=16, epochs=3.0, seed=5)


def weights(outcome):
    return hashlib.sha256(
        b"".join(value.numpy().tobytes() for value in outcome.model.state_dict().values())
    ).hexdigest()


@pytest.mark.parametrize("kind", ["vae", "ae"])
def test_a_run_that_is_shown_has_the_same_weights_and_the_last_snapshot_is_of_them(
    images, tmp_path, capsys, monkeypatch, kind
):
    monkeypatch.setattr(showing, "EVERY_S", 0.0)
    monkeypatch.setattr(showing, "MOST_SHARE", 1e9)
    config = replace(CONFIG, kind=kind)
    alone = loop.fit(config, images, tmp_path / "alone", quiet=True)
    assert not (tmp_path / "alone" / snapshot.NAME).exists()
    shown = loop.fit(config, images, tmp_path / "shown", progress="json")
    assert weights(shown) == weights(alone)
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [row.get("epoch") for row in told if row.get("snapshot") == snapshot.NAME] == [None, 1, 2, 3]
    found = snapshot.read(tmp_path / "shown" / snapshot.NAME)
    with torch.no_grad():
        mu, _ = shown.model.encode(shown.recorder.x)
    assert found.epoch == 3
    np.testing.assert_array_equal(found.codes, mu.numpy())
    np.testing.assert_array_equal(found.label, images.train_label)
    assert found.tiles.shape == (12, 12, 6, 5)


def test_it_waits_a_second_and_as_long_as_its_cost_asks(images, tmp_path, monkeypatch):
    clock = iter([10.0, 10.3, 11.0, 20.2, 20.4, 20.4, 21.3, 21.5, 21.5])  # each look asks once, one that writes twice
    monkeypatch.setattr(showing.time, "monotonic", lambda: next(clock))
    monkeypatch.setattr(showing, "MOST_SHARE", 0.03)
    shown = Showing(Run(CONFIG, images), tmp_path, images.train_label)
    # the first takes 0.3 s, so the next comes 10 s later; that takes no time, so the third comes a second later
    assert [bool(shown.look(epoch)) for epoch in range(6)] == [True, False, False, True, False, True]


def test_codes_of_one_number_and_of_many_are_points_of_a_plane(images, tmp_path):
    for d in (1, 5):
        config = replace(CONFIG, latent_dim=d)
        Showing(Run(config, images), tmp_path, images.train_label).look(0)
        codes = snapshot.read(tmp_path / snapshot.NAME).codes
        assert codes.shape == (60, 2)
        assert codes[:, 1].any() == (d > 1)


def test_a_disk_that_refuses_is_one_line(images, tmp_path):
    with pytest.raises(ModelError, match="cannot be written"):
        Showing(Run(CONFIG, images), tmp_path / "missing" / "folder", images.train_label).look(0)

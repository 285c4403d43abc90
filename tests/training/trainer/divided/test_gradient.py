"""A batch computed in parts is the batch computed at once, up to rounding."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from aevae_desktop.errors import ModelError
from training.data.base import Images
from training.data.rows import Rows
from training.trainer import loop
from training.trainer.config import RunConfig
from training.trainer.distributed import World
from training.trainer.divided import gradient
from training.trainer.run import Run

# 60 images: batches of 13, 13, 13, 13 and 8
CONFIG = RunConfig(
    dataset="digits", hidden=(16, 8), fourier=4, batch_size=13, epochs=3.0, seed=2, clip=20.0, augment=0.5, code_l2=0.1
)


def weights(outcome):
    return torch.cat([value.flatten() for value in outcome.model.state_dict().values()])


@pytest.mark.parametrize("parts", [2, 5, 13])
@pytest.mark.parametrize("more", [{}, {"kind": "ae"}, {"semi_amortised": 0.5, "ema": 0.9}])
def test_parts_change_no_more_than_rounding(images, tmp_path, parts, more):
    config = replace(CONFIG, **more)
    whole = loop.fit(config, images, tmp_path / "whole", quiet=True)
    cut = loop.fit(replace(config, accumulate=parts), images, tmp_path / "cut", quiet=True)
    start = weights(loop.fit(replace(config, epochs=0.01), images, tmp_path / "start", quiet=True))
    moved = float((weights(whole) - start).abs().max())
    assert moved > 1e-2
    assert float((weights(whole) - weights(cut)).abs().max()) <= 2e-5
    for row, other in zip(whole.log, cut.log, strict=True):
        assert row["reconstruction"] == pytest.approx(other["reconstruction"], rel=1e-5)
        assert row["kl"] == pytest.approx(other["kl"], rel=1e-3, abs=1e-6)
        assert row["gradient"] == pytest.approx(other["gradient"], rel=1e-3)


def test_a_run_in_parts_resumes_bitwise(images, tmp_path, monkeypatch):
    config = replace(CONFIG, accumulate=4)
    whole = loop.fit(config, images, tmp_path / "whole", quiet=True)
    monkeypatch.setattr(loop, "SAVE_EVERY_S", 0.0)
    advance = Run.advance

    def dying(run):
        if run.step == 7:
            raise SystemExit
        advance(run)

    with monkeypatch.context() as patch:
        patch.setattr(Run, "advance", dying)
        with pytest.raises(SystemExit):
            loop.fit(config, images, tmp_path / "part", quiet=True)
    assert torch.equal(weights(loop.fit(config, images, tmp_path / "part", resume=True, quiet=True)), weights(whole))


def test_no_more_images_are_read_at_once_than_a_part_has(images, monkeypatch):
    held = Rows([images.train[:17], images.train[17:]])
    run = Run(replace(CONFIG, accumulate=4), Images(**{**vars(images), "train": held}))
    read = []
    getitem = Rows.__getitem__
    monkeypatch.setattr(Rows, "__getitem__", lambda self, key: read.append(key) or getitem(self, key))
    run.advance()
    assert [len(rows) for rows in read] == [3, 3, 3, 4]
    order = np.concatenate(read)
    assert np.array_equal(getitem(held, order), getitem(held, run._order[1][:13].numpy()))


@pytest.mark.parametrize("size", [1, 2, 3])
@pytest.mark.parametrize("count", [1, 2, 7, 12])
def test_parts_of_all_processes_hold_every_image_once(size, count):
    parts = [gradient._parts_of(World(rank, size), count, 3) for rank in range(size)]
    assert {len(own) for own in parts} == {3}  # they meet at each
    rows = [row for own in parts for part in own if part.counts for row in range(count)[part.rows]]
    assert rows == list(range(count))


@pytest.mark.parametrize(
    ("more", "line"),
    [
        ({"accumulate": 14}, "--accumulate: found 14, expected at most 13 images"),
        ({"accumulate": 2, "norm": "batch"}, "--accumulate: found 2 with --norm batch, expected 1, or another norm"),
        ({"accumulate": 2, "free_bits": 0.1}, "--accumulate: found 2 with --free-bits, expected 1, or no free bits"),
    ],
)
def test_what_cannot_be_computed_in_parts_is_refused(more, line):
    with pytest.raises(ModelError) as caught:
        replace(CONFIG, **more)
    assert str(caught.value).startswith(line)

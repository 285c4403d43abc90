"""The best epoch, an early end and mean weights: each is what it says, also in a run that was stopped and resumed."""

import json
import os
import signal
from dataclasses import replace

import numpy as np
import pytest
import torch

from aevae_desktop.errors import ModelError
from training.trainer import loop
from training.trainer.config import RunConfig, held_out
from training.trainer.kept import best, given_up
from training.trainer.run import Run
from training.trainer.saved import checkpoint

CONFIG = RunConfig(hidden=(16, 8), fourier=4, batch_size=16, epochs=4.0, seed=5, validation=12)
STEADY = replace(CONFIG, lr=0.0, epochs=9.0)  # whose held-out loss never changes
UP = {"lr": 0.2, "kind": "ae", "likelihood": "gaussian"}  # whose loss goes up and down


def vector(model):
    return torch.cat([value.flatten().double() for value in model.state_dict().values()])


def timeless(log):
    return [{name: value for name, value in row.items() if name != "seconds"} for row in log]


def weights_of_epochs(monkeypatch):
    """The shown weights at the end of each epoch of the next runs."""
    seen, end = [], loop._end_epoch

    def noted(run, *rest):
        seen.append(vector(run.shown).clone())
        return end(run, *rest)

    monkeypatch.setattr(loop, "_end_epoch", noted)
    return seen


CHANGES = [
    {"ema": 0.9},
    {"keep": "best", **UP},
    {"ema": 0.9, "keep": "best", "norm": "batch", **UP},
    {"patience": 2, "lr": 0.0, "keep": "best"},
    {"patience": 1, "ema": 0.99, **UP},
]


@pytest.mark.parametrize("changes", CHANGES)
@pytest.mark.parametrize("step", [3, 7])  # of three an epoch
def test_stopping_and_resuming_is_bitwise_the_same(images, tmp_path, monkeypatch, step, changes):
    config = replace(CONFIG, **changes)
    whole = loop.fit(config, images, tmp_path / "whole", quiet=True)
    advance = Run.advance

    def stopping(run):
        advance(run)
        if run.step == step:
            os.kill(os.getpid(), signal.SIGINT)

    with monkeypatch.context() as patch:
        patch.setattr(Run, "advance", stopping)
        loop.fit(config, images, tmp_path / "part", quiet=True)
    torch.manual_seed(99)
    again = loop.fit(config, images, tmp_path / "part", resume=True, quiet=True)
    assert torch.equal(vector(again.model), vector(whole.model))
    assert (again.stopped, again.epoch, timeless(again.log)) == (whole.stopped, whole.epoch, timeless(whole.log))
    assert (again.recorder.history().codes == whole.recorder.history().codes).all()
    restored = loop.restore(tmp_path / "part", images)  # as it is exported again
    assert torch.equal(vector(restored.model), vector(whole.model))
    assert (restored.stopped, restored.epoch) == (whole.stopped, whole.epoch)


def test_the_best_epoch_is_kept(images, tmp_path, monkeypatch):
    seen = weights_of_epochs(monkeypatch)
    outcome = loop.fit(replace(CONFIG, keep="best", epochs=8.0, **UP), images, tmp_path, quiet=True)
    losses = [row["validation_reconstruction"] for row in outcome.log]
    place = int(np.argmin(losses))
    assert place < len(losses) - 1  # else nothing is shown
    assert outcome.epoch == place + 1
    assert torch.equal(vector(outcome.model), seen[place])
    assert outcome.kept_log == outcome.log[: place + 1]
    last = loop.fit(replace(CONFIG, epochs=8.0, **UP), images, tmp_path / "last", quiet=True)
    assert torch.equal(vector(last.model), seen[7])
    assert last.kept_log == last.log


def test_the_held_out_loss_has_the_weight_of_the_kl():
    rows = [
        {"validation_reconstruction": a, "validation_kl": b} for a, b in ((9, 1), (5, 3), (4, 6), (float("nan"), 0))
    ]
    assert [best(replace(CONFIG, beta=beta), rows) for beta in (0.0, 1.0, 4.0)] == [2, 1, 0]
    patient = replace(CONFIG, beta=0.0, patience=1)
    assert [given_up(patient, rows[:n]) for n in range(5)] == [False, False, False, False, True]
    assert not given_up(replace(patient, patience=0), rows)


def test_patience_ends_the_run_which_is_then_done(images, tmp_path):
    outcome = loop.fit(replace(STEADY, patience=2), images, tmp_path, quiet=True)
    assert [row["epoch"] for row in outcome.log] == [1, 2, 3]
    assert (outcome.stopped, outcome.finished) == ("patience", True)
    again = loop.fit(outcome.config, images, tmp_path, resume=True, quiet=True)
    assert (again.stopped, len(again.log)) == ("patience", 3)
    assert len(loop.fit(STEADY, images, tmp_path / "all", quiet=True).log) == 9


def test_the_mean_of_the_weights_is_what_is_kept_and_measured(images):
    run = Run(replace(CONFIG, ema=0.8), images)
    mean = vector(run.model).numpy()
    for step in range(1, 7):
        run.advance()
        decay = min(0.8, (1 + step) / (10 + step))
        mean = decay * mean + (1 - decay) * vector(run.model).numpy()
    np.testing.assert_allclose(vector(run.kept()).numpy(), mean, atol=1e-6)
    assert not torch.equal(vector(run.kept()), vector(run.model))
    of_mean = loop._held_out(run)
    run.average.model.load_state_dict(run.model.state_dict())
    assert loop._held_out(run) != of_mean
    plain = Run(CONFIG, images)
    plain.model.load_state_dict(run.model.state_dict())
    assert loop._held_out(run) == loop._held_out(plain)


def test_the_mean_changes_nothing_of_the_training(images, tmp_path):
    runs = [Run(replace(CONFIG, ema=ema), images) for ema in (0.0, 0.9)]
    for run in runs:
        torch.manual_seed(1)
        for _ in range(4):
            run.advance()
    assert torch.equal(*(vector(run.model) for run in runs))


def test_mean_weights_with_batch_norm_decode_as_they_are(images):
    run = Run(replace(CONFIG, ema=0.5, norm="batch"), images)
    for _ in range(4):
        run.advance()
    counters = [name for name in run.model.state_dict() if name.endswith("num_batches_tracked")]
    assert counters
    assert all(int(run.kept().state_dict()[name]) == 4 for name in counters)


def test_a_run_of_before_these_settings_goes_on(images, tmp_path):
    old = replace(CONFIG, epochs=2.0)
    loop.fit(old, images, tmp_path, quiet=True)
    state = checkpoint.load(tmp_path)
    new = {"keep", "patience", "ema", "start"}
    said = {name: value for name, value in state["config"].items() if name not in new}
    assert len(said) == len(state["config"]) - len(new)
    assert {"average", "best"}.isdisjoint(state)
    checkpoint.save(tmp_path, state | {"config": said}, state["step"])
    (tmp_path / "config.json").write_text(json.dumps(said))
    assert loop.fit(RunConfig.load(tmp_path / "config.json"), images, tmp_path, resume=True, quiet=True).finished


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ({"keep": "best"}, "--keep: found best, expected --validation above 0: the held-out loss decides"),
        ({"patience": 3}, "--patience: found 3, expected --validation above 0: the held-out loss decides"),
    ],
)
def test_what_needs_images_held_out(images, changes, line):
    with pytest.raises(ModelError) as caught:
        Run(replace(CONFIG, validation=0, **changes), images)
    assert str(caught.value) == line


@pytest.mark.parametrize("changes", [{"keep": "best"}, {"patience": 1}, {"ema": 0.5}])
def test_what_is_solved_exactly_has_none_of_it(changes):
    with pytest.raises(ModelError, match="expected none of them: it is solved exactly"):
        RunConfig(kind="linear-ae", family="linear", likelihood="gaussian", validation=10, **changes)


def test_how_many_are_held_out_where_nobody_says():
    assert [held_out(n) for n in (9, 60, 2000, 60_000)] == [0, 6, 200, 200]

"""Jobs of several real processes, gloo on the CPU, on 57 small images: whole, hit by signals, and refused."""

import json
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from torch import nn

from aevae_desktop import bundle
from aevae_desktop.errors import DataError, ModelError
from training.data import DATASETS
from training.trainer import distributed, loop
from training.trainer.config import RunConfig
from training.trainer.distributed import World
from training.trainer.divided.gradient import batch_mean, gradient_of
from training.trainer.divided.noise import SharedNoise
from training.trainer.run import Run, objective
from training.trainer.saved import checkpoint

PROGRAM = Path(__file__).with_name("rank_program.py")
# 57 = 7 * 8 + 1: a batch is dealt 4 + 4, and the last one leaves a process without an image
CONFIG = RunConfig(
    dataset="npz",
    hidden=(16, 8),
    fourier=4,
    batch_size=8,
    epochs=2.0,
    seed=5,
    beta_warmup=0.3,
    clip=20.0,
    free_bits=0.05,
    augment=0.5,
)
STEPS, STOP = 16, 6
GO_ON = "Start the job again; a training run goes on with --resume DIR."


@pytest.fixture
def bars(make_images, tmp_path):
    """The images as a file, and the arguments that train on them."""
    images = make_images(57, 20, h=8, w=8)
    path = tmp_path / "bars.npz"
    np.savez(
        path, x_train=images.train[:, 0], y_train=images.train_label, x_test=images.test[:, 0], y_test=images.test_label
    )
    (tmp_path / "config.json").write_text(json.dumps(CONFIG.to_json()))
    return path


def weights(state):
    return torch.cat([value.flatten() for value in state.values()])


def of_process(folder, rank):
    return weights(torch.load(folder / f"{rank}.pt", weights_only=True))


def test_two_processes_are_one_run_also_when_stopped_and_resumed(bars, tmp_path, torchrun, single_lines):
    alone = loop.fit(CONFIG, DATASETS["npz"].load(bars), tmp_path / "alone", quiet=True)

    def job(folder, *arguments, **environment):
        (tmp_path / folder).mkdir(exist_ok=True)
        return torchrun(2, PROGRAM, "train", *arguments, WEIGHTS=str(tmp_path / folder), **environment)

    new = ("--data-dir", bars, "--config", tmp_path / "config.json", "--out")
    whole = job("whole", *new, tmp_path / "run")
    assert whole.returncode == 0, whole.stderr
    warnings = single_lines(whole.stderr)  # so short a run has learned nothing, which the first process alone says
    assert all(line.startswith("warning: ") for line in warnings)
    assert len(set(warnings)) == len(warnings)
    assert whole.stdout.count("epoch 1:") == whole.stdout.count("bundle: ") == 1  # the first process alone speaks
    one, two = (of_process(tmp_path / "whole", rank) for rank in (0, 1))
    assert torch.equal(one, two)
    assert float((one - weights(alone.model.state_dict())).abs().max()) <= 1e-6
    log = [json.loads(line) for line in (tmp_path / "run" / "log.jsonl").read_text().splitlines()]
    assert [row["step"] for row in log] == [row["step"] for row in alone.log]
    for row, reference in zip(log, alone.log, strict=True):
        assert row["reconstruction"] == pytest.approx(reference["reconstruction"], rel=1e-6)
        assert row["kl"] == pytest.approx(reference["kl"], rel=1e-4)
    assert bundle.validate(tmp_path / "models" / "run").id == "run"

    part = job("part", *new, tmp_path / "again", SIGNAL_AT=f"1 {STOP} SIGTERM")
    assert part.returncode == 1
    assert single_lines(part.stderr) == [f"stopped; go on with: aevae-train train --resume {tmp_path}/again"]
    assert checkpoint.load(tmp_path / "again")["step"] == STOP
    rest = job("part", "--resume", tmp_path / "again")
    assert rest.returncode == 0, rest.stderr
    assert torch.equal(of_process(tmp_path / "part", 0), one)
    assert torch.equal(of_process(tmp_path / "part", 1), one)
    again = [json.loads(line) for line in (tmp_path / "again" / "log.jsonl").read_text().splitlines()]
    assert [row | {"seconds": 0} for row in again] == [row | {"seconds": 0} for row in log]


def test_two_processes_keep_the_same_mean_weights_and_end_together(bars, tmp_path, torchrun):
    more = {"validation": 9, "ema": 0.9, "keep": "best", "patience": 1, "epochs": 30.0, "lr": 0.05}
    config = replace(CONFIG, **more)
    (tmp_path / "config.json").write_text(json.dumps(config.to_json()))
    alone = loop.fit(config, DATASETS["npz"].load(bars), tmp_path / "alone", quiet=True)
    assert alone.stopped == "patience"
    arguments = ("train", "--data-dir", bars, "--config", tmp_path / "config.json", "--out", tmp_path / "run")
    done = torchrun(2, "-m", "training", *arguments)
    assert done.returncode == 0, done.stderr
    one, two = (checkpoint.load(tmp_path / name) for name in ("alone", "run"))
    assert one["step"] == two["step"]
    for name in ("average", "best"):
        assert float((weights(one[name]) - weights(two[name])).abs().max()) <= 1e-5


def test_a_killed_process_ends_the_job_with_one_line(bars, tmp_path, torchrun, single_lines):
    arguments = ("train", "--data-dir", bars, "--config", tmp_path / "config.json", "--epochs", "1e6")
    done = torchrun(
        2,
        PROGRAM,
        *arguments,
        "--out",
        tmp_path / "run",
        limit=120,
        SIGNAL_AT=f"0 {STOP} SIGKILL",
        WEIGHTS=str(tmp_path),
    )
    assert done.returncode == 1
    (line,) = single_lines(done.stderr)
    assert line in (
        f"stopped: another process of this job ended or no longer answers. {GO_ON}",
        f"stopped by SIGTERM, as torchrun does when another process of a job ends. {GO_ON}",
    )
    assert re.search(r"exitcode +: -9", done.stderr)


@pytest.mark.parametrize("rank", [0, 1])  # the one that writes and holds the lock, and another
def test_a_job_that_torchrun_starts_again_is_the_run_that_was_never_hit(rank, bars, tmp_path, torchrun):
    arguments = ("train", "--data-dir", bars, "--config", tmp_path / "config.json", "--resume", "auto", "--out")

    def job(folder, **environment):
        (tmp_path / folder).mkdir()
        more = {"WEIGHTS": str(tmp_path / folder), "SAVE_EVERY": "0"}
        return torchrun(2, PROGRAM, *arguments, tmp_path / "runs" / folder, restarts=1, **more, **environment)

    whole = job("whole")
    assert whole.returncode == 0, whole.stderr
    hit = job("hit", SIGNAL_AT=f"{rank} {STOP} SIGKILL")
    assert hit.returncode == 0, hit.stderr
    said = f"note: {tmp_path / 'runs' / 'hit'}: "
    notes = [line.removeprefix(said) for line in hit.stderr.splitlines() if line.startswith(said)]
    assert notes == ["no checkpoint yet, begins", "goes on from its last checkpoint"]
    assert torch.equal(of_process(tmp_path / "hit", 0), of_process(tmp_path / "whole", 0))
    assert torch.equal(of_process(tmp_path / "hit", 1), of_process(tmp_path / "whole", 0))
    log, again = ((tmp_path / "runs" / name / "log.jsonl").read_text().splitlines() for name in ("whole", "hit"))
    assert [json.loads(row) | {"seconds": 0} for row in again] == [json.loads(row) | {"seconds": 0} for row in log]
    assert bundle.validate(tmp_path / "models" / "hit").id == "hit"


def test_three_processes_that_read_shards_in_parts_are_one_run_also_when_one_is_killed(bars, tmp_path, torchrun):
    config = replace(CONFIG, accumulate=2, free_bits=0.0)
    (tmp_path / "config.json").write_text(json.dumps(config.to_json()))
    with np.load(bars) as held:
        x, y = (np.concatenate([held[f"{name}_train"], held[f"{name}_test"]]) for name in "xy")
    (tmp_path / "shards").mkdir()
    for number, rows in enumerate(np.array_split(np.arange(len(x)), 4)):
        np.save(tmp_path / "shards" / f"images-{number:04}.npy", x[rows])
        np.save(tmp_path / "shards" / f"labels-{number:04}.npy", y[rows])
    np.savez(tmp_path / "one.npz", x=x, y=y)
    alone = loop.fit(
        replace(config, accumulate=1), DATASETS["npz"].load(tmp_path / "one.npz"), tmp_path / "a", quiet=True
    )
    arguments = ("train", "--data-dir", tmp_path / "shards", "--config", tmp_path / "config.json", "--resume", "auto")
    for run, hit in (("whole", {}), ("hit", {"SIGNAL_AT": f"2 {STOP} SIGKILL"})):
        (tmp_path / run).mkdir()
        more = {"WEIGHTS": str(tmp_path / run), "SAVE_EVERY": "0", **hit}
        done = torchrun(3, PROGRAM, *arguments, "--out", tmp_path / "runs" / run, restarts=1, **more)
        assert done.returncode == 0, done.stderr
        assert ("goes on from its last checkpoint" in done.stderr) == bool(hit)
    one = of_process(tmp_path / "whole", 0)
    others = [of_process(tmp_path / run, rank) for run in ("whole", "hit") for rank in range(3)]
    assert all(torch.equal(one, other) for other in others)
    assert float((one - weights(alone.model.state_dict())).abs().max()) <= 1e-6


def test_an_error_in_every_process_is_said_once(bars, tmp_path, torchrun, single_lines):
    arguments = ("train", "--data-dir", bars, "--config", tmp_path / "config.json", "--batch-size", "1")
    done = torchrun(2, "-m", "training", *arguments, "--out", tmp_path / "run")
    assert done.returncode == 1
    assert single_lines(done.stderr) == ["--batch-size: found 1, expected at least 2, the number of processes"]
    assert not (tmp_path / "run").exists()


# ---------------------------------------------------------------- one process at a time


@pytest.mark.parametrize("count", [1, 2, 3, 7, 8, 1000])
@pytest.mark.parametrize("size", [1, 2, 3, 8])
def test_shares_deal_every_image_once(count, size):
    shares = [World(rank, size).share(count) for rank in range(size)]
    dealt = [row for share in shares for row in range(count)[share]]
    assert dealt == list(range(count))
    lengths = [share.stop - share.start for share in shares]
    assert max(lengths) - min(lengths) <= 1


@pytest.mark.parametrize(
    "draw",
    [
        lambda x: torch.rand(len(x), 1),
        lambda x: torch.rand_like(x),
        lambda x: torch.randn_like(x),
        lambda x: nn.functional.dropout(torch.ones_like(x), 0.5),
        lambda x: torch.empty_like(x).normal_(),
        lambda x: torch.empty_like(x).uniform_(),
    ],
)
def test_the_noise_of_the_shares_is_that_of_the_whole(draw):
    x = torch.zeros(7, 5)
    torch.manual_seed(1)
    whole, after = draw(x), torch.rand(1)
    pieces = []
    for rank in range(3):
        torch.manual_seed(1)
        rows = World(rank, 3).share(7)
        with SharedNoise(7, rows):
            pieces.append(draw(x[rows]))
        assert torch.equal(torch.rand(1), after)  # and what is drawn next is the same everywhere
    assert torch.equal(torch.cat(pieces), whole)


@pytest.mark.parametrize(
    "draw", [lambda x: torch.rand(3, len(x)), lambda x: torch.bernoulli(x), lambda x: torch.randperm(len(x))]
)
def test_noise_that_cannot_be_divided_is_refused(draw):
    with SharedNoise(8, slice(0, 4)), pytest.raises(ModelError) as caught:
        draw(torch.zeros(4, 5))
    assert str(caught.value).endswith("Use one process.")


def test_a_process_alone_changes_nothing(images):
    world, values = World(), torch.rand(5, 3)
    assert world.any(True, False) == (True, False)
    assert torch.equal(batch_mean(values), values.mean(0))
    assert torch.equal(batch_mean(values[:, 0]), values[:, 0].mean())
    with distributed.joined() as joined:
        assert joined == world


def test_what_several_processes_cannot_do_is_refused(images):
    world = World(1, 2)
    with pytest.raises(ModelError, match="expected cpu: process 1 has no GPU of its own"):
        Run(replace(CONFIG, device="cuda"), images, world)
    with pytest.raises(ModelError, match="--norm: found batch"):
        gradient_of(nn.Sequential(nn.BatchNorm1d(3)), objective, CONFIG, world)


def test_other_images_on_another_machine_are_refused(monkeypatch):
    monkeypatch.setattr(World, "from_first", lambda self, make: "other")
    with pytest.raises(DataError) as caught:
        World(1, 2).check_same("mine", "--data-dir")
    assert str(caught.value) == (
        "--data-dir: found other images in process 1, expected those of process 0: every machine needs the same files"
    )

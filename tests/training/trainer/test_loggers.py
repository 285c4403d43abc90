"""The log of a run in each of its forms: all its numbers, and the same whether the run was stopped or not."""

import csv
import json
import os
import signal
import sys
import types
from pathlib import Path

import pytest

from aevae_desktop.errors import ModelError
from training.trainer import loggers, loop
from training.trainer.config import RunConfig
from training.trainer.run import Run

CONFIG = RunConfig(hidden=(16, 8), fourier=4, batch_size=16, epochs=3.0, seed=5, validation=12)


def rows_of(folder):
    with (folder / "log.csv").open(newline="") as file:
        return list(csv.DictReader(file))


def stop_at(patch, step):
    advance = Run.advance

    def stopping(run):
        advance(run)
        if run.step == step:
            os.kill(os.getpid(), signal.SIGINT)

    patch.setattr(Run, "advance", stopping)


class Writer:
    """What TensorBoard's own writer does of it: it adds to what lies in its folder."""

    def __init__(self, folder):
        self.path = Path(folder) / "events.out.tfevents.1"
        self.path.parent.mkdir(exist_ok=True)

    def add_scalar(self, name, value, step):
        with self.path.open("a") as file:
            file.write(json.dumps([name, value, step]) + "\n")

    def flush(self):
        pass

    def close(self):
        self.path.with_name(self.path.name + ".closed").touch()


@pytest.fixture
def board(monkeypatch):
    monkeypatch.setitem(sys.modules, "torch.utils.tensorboard", types.SimpleNamespace(SummaryWriter=Writer))
    monkeypatch.setattr(loggers, "find_spec", lambda name: object())


def events(folder):
    text = (folder / "tensorboard" / "events.out.tfevents.1").read_text()
    return [tuple(json.loads(line)) for line in text.splitlines()]


def test_each_form_holds_every_number(images, tmp_path, board):
    log = loop.fit(CONFIG, images, tmp_path, quiet=True, log=tuple(loggers.LOGGERS)).log
    assert [json.loads(line) for line in (tmp_path / "log.jsonl").read_text().splitlines()] == log
    rows = rows_of(tmp_path)
    assert [float(row["validation_kl"]) for row in rows] == [row["validation_kl"] for row in log]
    assert [float(row["kl_per_dimension/2"]) for row in rows] == [row["kl_per_dimension"][1] for row in log]
    assert rows[0].keys() == dict(loggers.scalars(log[0])).keys()
    found = events(tmp_path)
    assert found == [(name, value, row["step"]) for row in log for name, value in loggers.scalars(row)]
    assert (tmp_path / "tensorboard" / "events.out.tfevents.1.closed").exists()


@pytest.mark.parametrize("step", [1, 5])  # of three an epoch: before the first row, and after it
def test_a_run_that_goes_on_keeps_its_own_logs_which_are_whole(images, tmp_path, monkeypatch, board, step):
    with monkeypatch.context() as patch:
        stop_at(patch, step)
        loop.fit(CONFIG, images, tmp_path, quiet=True, log=("csv", "tensorboard"))
    log = loop.fit(CONFIG, images, tmp_path, quiet=True, resume=True).log
    assert not (tmp_path / "log.jsonl").exists()
    assert [int(row["epoch"]) for row in rows_of(tmp_path)] == [1, 2, 3]
    assert [value for name, value, _ in events(tmp_path) if name == "kl"] == [row["kl"] for row in log]


def test_a_run_that_goes_on_may_be_given_another_log(images, tmp_path, monkeypatch):
    with monkeypatch.context() as patch:
        stop_at(patch, 5)
        loop.fit(CONFIG, images, tmp_path, quiet=True)
    loop.fit(CONFIG, images, tmp_path, quiet=True, resume=True, log=("csv",))
    assert len(rows_of(tmp_path)) == 3
    assert len((tmp_path / "log.jsonl").read_text().splitlines()) == 1


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("xml", "--log: found 'xml', expected jsonl or csv or tensorboard"),
        (
            "tensorboard",
            "--log: tensorboard is not installed. Install it (python -m pip install tensorboard) or leave out "
            "--log tensorboard.",
        ),
    ],
)
def test_what_cannot_log_is_said_before_the_run(images, tmp_path, monkeypatch, name, line):
    monkeypatch.setattr(loggers, "find_spec", lambda name: None)
    with pytest.raises(ModelError) as caught:
        loop.fit(CONFIG, images, tmp_path / "run", quiet=True, log=(name,))
    assert str(caught.value) == line
    assert not (tmp_path / "run").exists()


def test_tensorboard_itself_reads_what_is_written(images, tmp_path):
    reading = pytest.importorskip("tensorboard.backend.event_processing.event_accumulator")
    log = loop.fit(CONFIG, images, tmp_path, quiet=True, log=("tensorboard",)).log
    found = reading.EventAccumulator(str(tmp_path / "tensorboard"))
    found.Reload()
    assert [one.step for one in found.Scalars("kl")] == [row["step"] for row in log]
    assert [one.value for one in found.Scalars("kl")] == pytest.approx([row["kl"] for row in log], rel=1e-6)

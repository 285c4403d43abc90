"""A sweep by its command: what is done stays, what was begun goes on, what fails is told; once with real training."""

import csv
import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from aevae_desktop import bundle
from aevae_desktop.errors import LabError
from training import cli, fit
from training.sweep import running
from training.trainer.config import RunConfig
from training.trainer.saved import checkpoint, run_lock

FAKE = Path(__file__).with_name("fake_child.py")
LIMIT = 120  # seconds that anything here may take
GRID = ["sweep", "--set", "latent_dim=2,3", "--set", "beta=1,4", "--epochs", "2", "--out", "s"]


@pytest.fixture
def fake(tmp_path, monkeypatch, tiny_bundle):
    """Children that do not train; ``fake()`` gives how they were called."""
    monkeypatch.chdir(tmp_path)
    metrics = {"test_mse": {"value": 0.25, "unit": "squared error a pixel", "n": 9, "command": ""}}
    monkeypatch.setenv("FAKE_BUNDLE", str(tiny_bundle("made", metrics=metrics)))
    monkeypatch.setenv("FAKE_CALLS", str(tmp_path / "calls"))
    monkeypatch.setattr(running, "COMMAND", (sys.executable, str(FAKE)))
    calls = tmp_path / "calls"
    return lambda: [json.loads(line) for line in calls.read_text().splitlines()] if calls.exists() else []


def rows():
    with Path("s/sweep.csv").open(newline="") as file:
        return list(csv.DictReader(file))


def until(true):
    end = time.monotonic() + LIMIT
    while not true():
        assert time.monotonic() < end
        time.sleep(0.05)


def test_every_run_is_trained_and_told_in_one_table_and_one_plot(fake, capsys):
    assert cli.main([*GRID, "--jobs", "2", "--mapped", "--log", "csv"]) == 0
    grid = [(d, b) for d in (2, 3) for b in (1, 4)]
    assert sorted(call[2:4] for call in fake()) == [[f"--latent-dim={d}", f"--beta={b}"] for d, b in grid]
    assert all({"--mapped", "--log=csv", "--stop-at-eof", "--models=s/models"} <= set(call) for call in fake())
    out = capsys.readouterr().out.splitlines()
    assert sorted(line.partition(":")[2] for line in out[:4]) == [f" latent_dim {d}, beta {b}: done" for d, b in grid]
    assert [line.split() for line in out[4:9]] == [
        ["latent_dim", "beta", "test_mse"], *([str(d), str(b), "0.25"] for d, b in grid)
    ]  # fmt: skip
    assert out[9:] == ["table: s/sweep.csv", "plot: s/sweep.png"]
    first = rows()[0]
    assert (first["run"], first["state"], first["test_mse"]) == ("latent_dim-2_beta-1", "done", "0.25")
    assert Path("s/sweep.png").read_bytes().startswith(b"\x89PNG")


def test_what_is_done_is_not_trained_again_and_the_grid_may_grow(fake):
    assert cli.main(GRID) == 0
    assert cli.main(GRID) == 0
    assert len(fake()) == 4
    assert cli.main([*GRID, "--set", "latent_dim=2,3,5"]) == 0
    assert len(fake()) == 6
    assert len(rows()) == 6


def test_an_error_of_one_run_does_not_end_the_others(fake, monkeypatch, capsys):
    monkeypatch.setenv("FAKE_FAIL", "latent_dim-2_beta-4")
    assert cli.main(GRID) == 2
    assert [row["state"] for row in rows()] == ["done", "failed", "done", "done"]
    assert rows()[1]["error"] == "--lr: found 0, expected more"
    assert "failed: --lr: found 0, expected more" in capsys.readouterr().out
    monkeypatch.delenv("FAKE_FAIL")
    assert cli.main(GRID) == 0
    assert len(fake()) == 5


def test_a_signal_stops_all_and_the_same_command_goes_on(fake, monkeypatch, capsys):
    monkeypatch.setenv("FAKE_WAIT", "latent_dim-2_beta-4")

    def stop():
        until(Path("s/runs/latent_dim-2_beta-4/begun").exists)
        os.kill(os.getpid(), signal.SIGTERM)

    stopper = threading.Thread(target=stop)
    stopper.start()
    assert cli.main(GRID) == 130
    stopper.join()
    assert capsys.readouterr().err == "stopped; the same command goes on from here\n"
    assert [row["state"] for row in rows()] == ["done", "stopped", "stopped", "stopped"]
    assert cli.main(GRID) == 0
    assert [call[1] for call in fake()][2] == "--resume=s/runs/latent_dim-2_beta-4"
    assert len(fake()) == 5


def test_a_file_says_the_sweep_and_flags_override_it(fake):
    Path("x.toml").write_text('kind = "ae"\n[sweep]\nlatent_dim = [2, 3]\nseed = [1, 2]\n')
    assert cli.main(["sweep", "--config", "x.toml", "--set", "seed=7", "--out", "s"]) == 0
    assert [call[2:4] for call in fake()] == [["--latent-dim=2", "--seed=7"], ["--latent-dim=3", "--seed=7"]]
    assert 'kind = "ae"' in Path("s/sweep.toml").read_text()
    assert cli.main(["sweep", "--config", "s/sweep.toml", "--out", "s"]) == 0
    assert len(fake()) == 2


def test_other_settings_in_common_are_another_sweep(fake, capsys):
    assert cli.main(GRID) == 0
    capsys.readouterr()
    assert cli.main([*GRID, "--epochs", "3"]) == 2
    assert capsys.readouterr().err == (
        "s/sweep.toml: holds a sweep with other settings in common. Choose another folder with --out.\n"
    )
    assert len(fake()) == 4


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["sweep", "--out", "s"], "--set: found nothing to vary, expected from 1 to 10,000, as --set latent_dim=2,4,8"),
        ([*GRID, "--jobs", "0"], "--jobs: found 0, expected from 1 to 64"),
        ([*GRID, "--set", "nope=1"], "--set nope: unknown setting"),
        ([*GRID, "--models", "calls"], "--models: cannot be written: calls is a file"),
    ],
)
def test_nonsense_is_one_line(fake, capsys, arguments, line):
    Path("calls").write_text("")
    assert cli.main(arguments) == 2
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert line in err
    assert not Path("s").exists()
    assert fake() == []


@pytest.mark.skipif(sys.platform == "win32", reason="a kill is told otherwise there")
def test_a_sweep_that_is_killed_goes_on_with_what_is_missing(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    flags = ["--dataset=digits", "--hidden=16", "--fourier=2", "--epochs=60", "--seed=3", "--out=s"]
    command = [sys.executable, "-m", "training", "sweep", "--set", "latent_dim=1,2", *flags]
    first, second = (tmp_path / "s" / "runs" / f"latent_dim-{d}" for d in (1, 2))
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])}
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL) as sweep:
        until(lambda: len(log(second)) > 2)
        sweep.kill()
    assert free(second)
    assert not bundle.is_bare(tmp_path / "s" / "models" / "latent_dim-1")
    before, step = log(second), checkpoint.load(second)["step"]
    begun = (first / "config.json").stat().st_mtime_ns, (second / "config.json").stat().st_mtime_ns
    assert 0 < step < 60 * 13
    assert subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=False).returncode == 0
    assert ((first / "config.json").stat().st_mtime_ns, (second / "config.json").stat().st_mtime_ns) == begun
    assert log(second)[: len(before)] == before  # with the seconds that they took: they were not trained again
    config = RunConfig.load(second / "config.json")
    whole = fit(config, out="whole", models=tmp_path / "models")
    points = [bundle.read(place).files[bundle.POINTS] for place in (whole.bundle, tmp_path / "s/models/latent_dim-2")]
    assert points[0] == points[1]


def log(run):
    path = run / "log.jsonl"
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


def free(run):
    """Whether nobody trains in ``run``, after a while."""
    for _ in range(10 * LIMIT):
        try:
            with run_lock.held(run):
                return True
        except LabError:
            time.sleep(0.1)
    return False

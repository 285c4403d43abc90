"""Nonsense in every argument of every command: exit code 2 and one line, nothing trained, nothing left behind."""

import argparse
import json
import os
import shutil
from dataclasses import fields

import numpy as np
import pytest

from training import cli, flags
from training.data import DATASETS
from training.data.base import Dataset
from training.settings import flag
from training.trainer.config import RunConfig
from training.trainer.saved import run_lock

HERE = "{tmp}"


@pytest.fixture(autouse=True)
def elsewhere(tmp_path, monkeypatch, make_images):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("AEVAE_MODELS", str(tmp_path / "models"))
    monkeypatch.setitem(DATASETS, "digits", Dataset("digits", "bars", lambda data_dir, how: make_images()))


@pytest.fixture
def run(capsys):
    def start(*arguments):
        try:
            code = cli.main([str(argument) for argument in arguments])
        except SystemExit as error:
            code = error.code
        out, err = capsys.readouterr()
        return code, out, err

    return start


def refused(result):
    code, out, err = result
    lines = [line for line in err.splitlines() if not line.startswith("note: ")]
    assert (code, out, len(lines)) == (2, "", 1), (code, out, err)
    return lines[0]


def values(item):
    if "options" in item.metadata:
        return ["", "nonsense", "\N{SNOWMAN}"]
    if isinstance(item.default, tuple):
        return ["-1", "0", "x", "1,,x", "9" * 30, ",".join(["8"] * 65)]
    return ["-1", "", "x", "nan", "inf", "1e400", "9" * 40]


CASES = [(flag(item.name), value) for item in fields(RunConfig) for value in values(item)]


@pytest.mark.parametrize(("name", "value"), CASES)
def test_every_setting(run, tmp_path, name, value):
    refused(run("train", "--dataset", "digits", f"{name}={value}", "--out", tmp_path / "run"))
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("text", ["", "a\nb", "a\0b", "a\x1bb", "half \udcff"])
@pytest.mark.parametrize(
    "arguments",
    [
        ["train", "--out"], ["train", "--models"], ["train", "--resume"], ["train", "--config"],
        ["train", "--data-dir"], ["train", "--write-config"],
        ["evaluate", "x", "--report"], ["evaluate"], ["describe"], ["encode", "x", "--out"], ["export"],
        ["export", "x", "--out"], ["list"], ["ship", "--out"], ["ship", "--runs"],
    ],
)  # fmt: skip
def test_every_path(run, arguments, text):
    assert "is not the name of a file or folder" in refused(run(*arguments, text))


def test_no_path_is_left_out():
    parser = argparse.ArgumentParser()
    flags.train_arguments(parser)
    plain = [action.dest for action in parser._actions if action.type is not None and action.type.__name__ == "Path"]
    assert plain == []


@pytest.mark.parametrize("name", ["..", "con", "c\u0300on", ".x", "x" * 101])
def test_a_run_that_cannot_be_called_so(run, tmp_path, name):
    (tmp_path / "deep" / "er").mkdir(parents=True)
    (tmp_path / "con").mkdir()
    line = refused(
        run("train", "--dataset", "digits", "--out", f"deep/er/{name}" if name != ".." else "con/x/../../con")
    )
    assert line.startswith("--out: found ")
    assert not (tmp_path / "models").exists()


@pytest.mark.parametrize("option", ["--models", "--out"])
def test_a_file_where_a_folder_should_be(run, tmp_path, option):
    (tmp_path / "file").write_text("")
    line = refused(run("train", "--dataset", "digits", option, "file"))
    assert f"{option}: cannot be written: file is a file." in line
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file"]


def test_cuda_without_cuda(run, monkeypatch, tmp_path):
    import torch

    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    line = refused(run("train", "--dataset", "digits", "--device", "cuda"))
    assert line.startswith("--device: found cuda, expected cpu: this PyTorch (")
    assert not list(tmp_path.iterdir())


def test_a_network_larger_than_any_memory(run, tmp_path):
    for command in ("train", "describe"):
        line = refused(run(command, "--dataset", "digits", "--hidden", "65536,65536", "--batch-size", "8"))
        assert line.startswith("--hidden: found a network of ")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "text", ["[" * 100_000, '{"epochs": 1' + "0" * 400 + "}", '{"epochs": true}', '{"hidden": {}}', "\udcff"]
)
def test_a_config_that_is_none(run, tmp_path, text):
    (tmp_path / "config.json").write_bytes(text.encode(errors="surrogateescape"))
    refused(run("train", "--config", "config.json"))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
def test_a_pipe_where_a_file_should_be(run, tmp_path):
    os.mkfifo(tmp_path / "config.json")
    for arguments in (
        ["train", "--config", "config.json"],
        ["train", "--resume", tmp_path],
        ["train", "--dataset", "npz", "--data-dir", "config.json"],
        ["train", "--dataset", "folder", "--data-dir", "config.json"],
        ["train", "--dataset", "idx", "--data-dir", "config.json"],
        ["train", "--dataset", "mnist", "--data-dir", "config.json"],
        ["evaluate", "config.json"],
        ["export", tmp_path],
    ):
        refused(run(*arguments))


def test_a_run_that_somebody_else_is_training(run, tmp_path):
    with run_lock.held(tmp_path / "run"):
        line = refused(run("train", "--dataset", "digits", "--out", "run"))
    assert line.startswith(f"run: process {os.getpid()} is training in this folder. Wait for it or stop it")


@pytest.mark.parametrize("jobs", ["0", "-3", "1000000000"])
def test_jobs(run, jobs):
    assert refused(run("ship", "--jobs", jobs)).startswith("--jobs: found ")


def test_classes_that_no_bundle_can_hold_are_said_before_the_first_epoch(run, tmp_path):
    x = np.zeros((600, 8, 8), np.uint8)
    for y in ([f"class {i}" for i in range(600)], ["two\nlines"] * 600, ["x" * 300] * 600):
        np.savez(tmp_path / "my.npz", x=x, y=y)
        assert ": labels: found " in refused(run("train", "--dataset", "npz", "--data-dir", "my.npz"))
    assert [path.name for path in tmp_path.iterdir()] == ["my.npz"]


def test_a_checkpoint_of_another_shape_is_refused_in_one_line(run, tmp_path):
    """The states of the five kinds that once were tracebacks, and some more: whole files, with the wrong things in."""
    import torch

    from training.trainer.saved import checkpoint

    small = ["--hidden", "8", "--fourier", "2", "--batch-size", "16", "--epochs", "1"]
    assert run("train", "--dataset", "digits", "--out", "run", *small)[0] == 0
    good = checkpoint.load(tmp_path / "run")
    wrongs = {
        "step": ["one", -1, 10**9],
        "seconds": [None],
        "model": [[], {}],
        "optimizer": [{"state": 1, "param_groups": []}],
        "rng": [torch.zeros(3), torch.zeros_like(good["rng"])],
        "sums": [torch.zeros(99)],
        "history": [{"epoch": 1}],
        "log": [[1], [{"epoch": "x"}]],
        "config": [3, {"hidden": [4]}],
        "rng_cuda": ["x"],
    }
    for name, wrong in ((name, wrong) for name, each in wrongs.items() for wrong in each):
        shutil.rmtree(tmp_path / "again", ignore_errors=True)
        shutil.copytree(tmp_path / "run", tmp_path / "again")
        checkpoint.save(tmp_path / "again", good | {name: wrong}, 10**6)
        assert "again: does not fit this version's networks" in refused(run("train", "--resume", "again")), name


def test_a_config_survives_next_to_its_checkpoint(run, tmp_path):
    small = ["--hidden", "8", "--fourier", "2", "--batch-size", "16", "--epochs", "1"]
    assert run("train", "--dataset", "digits", "--out", "run", *small)[0] == 0
    config = json.loads((tmp_path / "run" / "config.json").read_text())
    (tmp_path / "run" / "config.json").write_text(json.dumps(config | {"hidden": [9]}))
    assert "does not fit" in refused(run("train", "--resume", "run"))

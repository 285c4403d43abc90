"""Training from Python: what ``fit`` gives back, and that it is what the command line does."""

import json
import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from aevae_desktop import bundle
from aevae_desktop.errors import DataError, ModelError
from training import RunConfig, cli, fit, fitting
from training.data import DATASETS
from training.data.base import Dataset
from training.trainer import loop
from training.trainer.run import Run
from training.trainer.saved import checkpoint

SMALL = RunConfig(dataset="digits", hidden=(8,), fourier=2, batch_size=16, epochs=3.0, seed=4, validation=6)
FLAGS = ["--dataset=digits", "--hidden=8", "--fourier=2", "--batch-size=16", "--epochs=3", "--seed=4"]
OF_SMALL = ["--validation=6", "--start=random"]  # what a RunConfig has where nobody says it


@pytest.fixture(autouse=True)
def bars(make_images, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("AEVAE_MODELS", str(tmp_path / "models"))
    monkeypatch.setitem(DATASETS, "digits", Dataset("digits", "bars", lambda data_dir, how: make_images()))


def test_what_comes_of_a_run(capfd, tmp_path):
    result = fit(SMALL, out="mine")
    assert capfd.readouterr() == ("", "")
    assert (result.stopped, result.finished, result.config) == ("finished", True, SMALL)
    assert (result.folder.resolve(), result.bundle) == (tmp_path / "mine", tmp_path / "models" / "mine")
    manifest = bundle.validate(result.bundle)
    assert result.metrics == {name: row["value"] for name, row in manifest.metrics.items()}
    assert list(result.warnings) == manifest.provenance["warnings"]
    assert result.history["epoch"].tolist() == [1, 2, 3]
    assert result.history["kl_per_dimension"].shape == (3, 2)
    assert np.isfinite(result.history["validation_reconstruction"]).all()
    x = torch.from_numpy(DATASETS["digits"].load(None, SMALL.preparation).train[:5]).float() / 255
    with result.model.measured():
        mu, _ = result.model.encode(x)
    np.testing.assert_allclose(mu, bundle.read_points(result.bundle, manifest).mu[:5], atol=1e-4)


def test_the_command_line_gives_the_same_bundle(tmp_path):
    here = fit(SMALL, out="one")
    assert cli.main(["train", *FLAGS, *OF_SMALL, "--out", "two"]) == 0
    files = [bundle.read(bundle.user_folder() / name).files for name in ("one", "two")]
    names = (bundle.POINTS, bundle.HISTORY)
    assert [files[0][name] for name in names] == [files[1][name] for name in names]
    one, two = (json.loads((run / "config.json").read_text()) for run in (here.folder, tmp_path / "two"))
    assert one == two


def test_what_is_kept_is_what_is_exported():
    up_and_down = {"kind": "ae", "likelihood": "gaussian", "lr": 0.2, "epochs": 8.0}
    result = fit(replace(SMALL, ema=0.5, keep="best", **up_and_down), out="best")
    manifest = bundle.validate(result.bundle)
    place = int(np.argmin(result.history["validation_reconstruction"]))
    assert place < 7  # else nothing is shown
    assert manifest.provenance["epoch"] == place + 1
    x = torch.from_numpy(DATASETS["digits"].load(None, SMALL.preparation).train[:5]).float() / 255
    with result.model.measured():
        mu, _ = result.model.encode(x)
    np.testing.assert_allclose(mu, bundle.read_points(result.bundle, manifest).mu[:5], atol=1e-4)
    last = fit(replace(SMALL, **up_and_down), out="last")
    assert "epoch" not in bundle.validate(last.bundle).provenance


@pytest.mark.parametrize(
    ("flags", "count"),
    [
        (FLAGS, 6),
        ([*FLAGS, "--validation=0"], 0),
        ([*FLAGS, "--batch-size=60"], 0),
        (["--dataset=digits", "--kind=linear-ae", "--batch-size=16"], 0),
    ],
)
def test_the_command_line_holds_images_out_where_nobody_says_how_many(tmp_path, flags, count):
    assert cli.main(["train", *flags, "--out", "run"]) == 0
    config = json.loads((tmp_path / "run" / "config.json").read_text())
    assert config["validation"] == count
    assert config["start"] == ("random" if "--kind=linear-ae" in flags else "mean")


def test_ctrl_c_is_told_and_the_run_goes_on(monkeypatch, capfd):
    advance = Run.advance

    def stopping(run):
        advance(run)
        if run.step == 5:
            os.kill(os.getpid(), signal.SIGINT)

    with monkeypatch.context() as patch:
        patch.setattr(Run, "advance", stopping)
        part = fit(SMALL, out="part")
    assert (part.stopped, part.finished, part.bundle, part.metrics) == ("signal", False, None, {})
    assert part.history["epoch"].tolist() == [1]
    rest, whole = fit(resume=part.folder), fit(SMALL, out="whole")
    assert rest.finished
    for one, other in zip(rest.model.state_dict().values(), whole.model.state_dict().values(), strict=True):
        assert torch.equal(one, other)
    assert capfd.readouterr() == ("", "")


def test_progress_and_notes_are_told_to_who_asks(make_images, monkeypatch, capsys):
    images = make_images()
    images = type(images)(**{**vars(images), "notes": ("upside down",)})
    monkeypatch.setitem(DATASETS, "digits", Dataset("digits", "bars", lambda data_dir, how: images))
    notes = []
    fit(SMALL, out="told", progress="text", note=notes.append)
    out, err = capsys.readouterr()
    assert [line.partition(":")[0] for line in out.splitlines()] == ["epoch 1", "epoch 2", "epoch 3"]
    assert notes == ["digits: upside down"]
    assert "upside" not in err


@pytest.mark.parametrize(
    ("given", "error", "line"),
    [
        ({"config": RunConfig(dataset="npz")}, DataError, "--data-dir"),
        ({"config": RunConfig(dataset="digits", batch_size=61), "out": "big"}, ModelError, "--batch-size: found 61"),
        ({"resume": "nothing"}, ModelError, "nothing/config.json: missing"),
        ({"config": SMALL, "out": "x", "models": "file"}, ModelError, "--models: cannot be written: file is a file"),
    ],
)
def test_errors_of_the_world_are_the_projects(tmp_path, given, error, line):
    (tmp_path / "file").write_text("")
    with pytest.raises(error) as caught:
        fit(**given)
    assert line in str(caught.value)
    assert not (tmp_path / "models").exists()


def test_a_resumed_run_keeps_its_settings_and_a_run_is_not_overwritten():
    done = fit(SMALL, out="done")
    with pytest.raises(ModelError, match=r"^config: a resumed run keeps its settings\. Leave config out\.$"):
        fit(RunConfig(dataset="digits"), resume=done.folder)
    with pytest.raises(ModelError, match="holds a run already"):
        fit(SMALL, out="done")
    assert fit(SMALL, resume=done.folder).finished


def test_whatever_is_there_is_gone_on_with(monkeypatch):
    advance = Run.advance

    def killed(run):
        if run.step == 5:
            raise SystemExit  # as a kill: nothing more is saved
        advance(run)

    notes = []
    monkeypatch.setattr(loop, "SAVE_EVERY_S", 0.0)
    with monkeypatch.context() as patch:
        patch.setattr(Run, "advance", killed)
        with pytest.raises(SystemExit):
            fit(SMALL, out="part", resume="auto", note=notes.append)
    assert checkpoint.load(Path("part"))["step"] == 5
    with pytest.raises(ModelError, match=r"^part: --seed: found 5, expected 4, as the run was started\."):
        fit(replace(SMALL, seed=5), out="part", resume="auto")
    rest, whole = fit(SMALL, out="part", resume="auto", note=notes.append), fit(SMALL, out="whole")
    for one, other in zip(rest.model.state_dict().values(), whole.model.state_dict().values(), strict=True):
        assert torch.equal(one, other)
    again = fit(SMALL, out="part", resume="auto")  # which is finished: its bundle is written once more
    assert (again.stopped, again.metrics) == ("finished", rest.metrics)
    assert notes == ["part: no checkpoint yet, begins", "part: goes on from its last checkpoint"]


def test_what_was_proposed_for_the_images_belongs_to_the_run(capsys):
    """The flags say neither what is held out nor where the decoder starts; the same flags are the same run."""
    for note in ("no checkpoint yet, begins", "goes on from its last checkpoint"):
        assert cli.main(["train", *FLAGS, "--out", "mine", "--resume", "auto"]) == 0
        assert f"note: mine: {note}\n" in capsys.readouterr().err
    assert cli.main(["train", *FLAGS, "--validation", "3", "--out", "mine", "--resume", "auto"]) == 2
    assert capsys.readouterr().err.endswith(
        "mine: --validation: found 3, expected 6, as the run was started. "
        "The run there keeps its settings; choose another folder with --out.\n"
    )


def test_seconds_that_became_epochs_stay_these_epochs(monkeypatch):
    config = replace(SMALL, budget=0.2)
    first = fit(config, out="mine", resume="auto")
    again = fit(config, out="mine", resume="auto")
    assert again.config == first.config
    assert first.config.budget == 0


def test_rows_of_a_log_as_arrays():
    found = fitting.columns([{"epoch": 1, "kl": [1.0, 2.0]}, {"epoch": 2, "kl": [3.0, 4.0], "late": 5}])
    assert found["epoch"].tolist() == [1, 2]
    assert found["kl"].tolist() == [[1, 2], [3, 4]]
    assert np.isnan(found["late"][0])
    assert fitting.columns([]) == {}


def test_importing_the_package_loads_no_torch():
    code = "import sys, training; assert 'torch' not in sys.modules; training.fit; assert 'torch' in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)

import errno
import json
import os
import shutil
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from aevae_desktop import bundle
from training import cli
from training.data import DATASETS
from training.data.base import Dataset
from training.export.recipes import RECIPES
from training.families import FAMILIES

QUICK = ["--hidden", "8", "--fourier", "2", "--batch-size", "16", "--epochs", "1"]


@pytest.fixture(autouse=True, scope="module")
def bars(make_images, tmp_path_factory):
    """The data set called digits is the small one of the tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AEVAE_MODELS", str(tmp_path_factory.mktemp("models")))
        patch.setitem(DATASETS, "digits", Dataset("digits", "bars", lambda data_dir, how: make_images()))
        yield


@pytest.fixture(scope="module")
def trained(bars, tmp_path_factory):
    folder = tmp_path_factory.mktemp("runs") / "bars"
    models = ["--models", str(folder.parent / "models")]
    assert cli.main(["train", "--dataset", "digits", "--out", str(folder), "--seed", "4", *models, *QUICK]) == 0
    return folder


@pytest.fixture
def run_folder(trained, tmp_path):
    """A finished run, this test's own copy, with its bundle inside."""
    shutil.copytree(trained, tmp_path / "bars")
    shutil.copytree(trained.parent / "models" / "bars", tmp_path / "bars" / "bundle")
    return Path(tmp_path / "bars")


def run(capsys, *arguments):
    try:
        code = cli.main([str(argument) for argument in arguments])
    except SystemExit as error:
        code = error.code
    out, err = capsys.readouterr()
    return code, out, err


def test_train_evaluate_export_list(capsys, tmp_path, run_folder):
    manifest = bundle.validate(run_folder / "bundle")
    assert manifest.id == "bars"

    code, out, _ = run(capsys, "evaluate", run_folder / "bundle", "--dataset", "digits", "--json", "--quick")
    assert code == 0
    assert json.loads(out)["test_mse"]["value"] == manifest.metrics["test_mse"]["value"]

    code, out, _ = run(capsys, "export", run_folder, "--out", tmp_path / "models" / "again")
    assert code == 0
    again = bundle.validate(tmp_path / "models" / "again")
    assert again.metrics["test_mse"]["value"] == manifest.metrics["test_mse"]["value"]

    (tmp_path / "models" / "broken").mkdir()
    code, out, _ = run(capsys, "list", tmp_path / "models")
    assert code == 0
    assert "again" in out
    assert "broken: " in out
    assert all(name in out for name in (*FAMILIES, *DATASETS))


def test_config_is_replayed_and_overridden(capsys, tmp_path, run_folder):
    config = run_folder / "config.json"
    code, out, _ = run(capsys, "train", "--config", config, "--out", tmp_path / "two")
    assert code == 0
    assert "neg_elbo" in out
    files = [bundle.read(path).files for path in (run_folder / "bundle", bundle.user_folder() / "two")]
    assert files[0][bundle.POINTS] == files[1][bundle.POINTS]
    code, _, _ = run(capsys, "train", "--config", config, "--batch-size", "8", "--out", tmp_path / "three")
    assert code == 0
    assert bundle.validate(bundle.user_folder() / "three").id == "three"
    stored = json.loads((tmp_path / "three" / "config.json").read_text())
    assert stored == json.loads(config.read_text()) | {"batch_size": 8}


@pytest.mark.parametrize("name", ["my run", "modèle 数"])
def test_a_run_of_any_name_keeps_its_bundle_which_says_that_name(capsys, tmp_path, run_folder, name):
    config = run_folder / "config.json"
    code, out, err = run(capsys, "train", "--config", config, "--out", tmp_path / name)
    assert code == 0, err
    (place,) = (Path(line.removeprefix("bundle: ")) for line in out.splitlines() if line.startswith("bundle: "))
    assert bundle.validate(place).title.endswith(f" · {name}")
    assert place.name == {"my run": "my-run", "modèle 数": "modele"}[name]
    assert f"note: the bundle of {name} is called {place.name}: an id has letters from a to z, digits" in err
    assert run(capsys, "train", "--resume", tmp_path / name)[0] == 0
    assert run(capsys, "export", tmp_path / name)[0] == 0


def test_resume(capsys, run_folder):
    code, _, err = run(capsys, "train", "--resume", run_folder, "--seed", "9")
    assert (code, err) == (
        2,
        "--seed: found 9, expected 4, as the run was started. "
        "A resumed run keeps its settings; start a new one with --config instead.\n",
    )
    assert run(capsys, "train", "--resume", run_folder)[0] == 0


def test_export_stores_the_images_when_asked_to(capsys, run_folder, tmp_path):
    for flag, there in (([], False), (["--with-images"], True)):
        assert run(capsys, "export", run_folder, "--out", tmp_path / "made", *flag)[0] == 0
        assert (bundle.IMAGES in bundle.validate(tmp_path / "made").files) == there


def test_ctrl_c_stops_and_says_how_to_go_on(capsys, tmp_path, monkeypatch):
    from training.trainer.run import Run

    advance = Run.advance

    def stopping(self):
        advance(self)
        os.kill(os.getpid(), signal.SIGINT)

    with monkeypatch.context() as patch:
        patch.setattr(Run, "advance", stopping)
        code, _, err = run(capsys, "train", "--dataset", "digits", "--out", tmp_path / "run", *QUICK)
    assert code == cli.STOPPED
    assert err.endswith(f"stopped; go on with: aevae-train train --resume {tmp_path}/run\n")
    code, out, _ = run(capsys, "train", "--resume", tmp_path / "run")
    assert code == 0
    assert "neg_elbo" in out


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["train", "--latent-dim", "0"], "--latent-dim: found 0, expected an integer from 1 to 1024"),
        (["train", "--latent-dim", "many"], "aevae-train train: argument --latent-dim: invalid int value: 'many'"),
        (
            ["train", "--hidden", "a,b"],
            "aevae-train train: argument --hidden: 'a,b' is not a list of integers such as 512,256",
        ),
        (["train", "--kind", "gan"], "--kind: found 'gan', expected ae or linear-ae or vae"),
        (["train", "--dataset", "cats"], "--dataset: found 'cats', expected " + " or ".join(DATASETS)),
        (
            ["train", "--dataset", "mnist", "--data-dir", "{tmp}"],
            "{tmp}: train-images-idx3-ubyte.gz is not there. "
            "Give a folder with the four files of 60,000 + 10,000 handwritten digits, 28 x 28, gzipped as published.",
        ),
        (["train", "--resume", "{tmp}"], "{tmp}/config.json: missing. Give the config.json of a run folder."),
        (
            ["evaluate", "{tmp}"],
            "{tmp}: no manifest.json and no .onnx file in it. Put the decoder there, as decoder.onnx, or open a model.",
        ),
        (["export", "{tmp}"], "{tmp}/config.json: missing. Give the config.json of a run folder."),
        (["list", "{tmp}/no"], "{tmp}/no: cannot be read: No such file or directory. Give a folder of bundles."),
        (
            ["ship", "--only", "x"],
            "--only: found 'x', expected " + " or ".join(recipe.id for recipe in RECIPES),
        ),
    ],
)
def test_bad_input_is_one_line_and_code_2(capsys, tmp_path, arguments, line):
    code, out, err = run(capsys, *(part.format(tmp=tmp_path) for part in arguments))
    assert (code, out, err) == (2, "", line.format(tmp=tmp_path) + "\n")


def test_a_run_is_not_overwritten(capsys, run_folder):
    code, _, err = run(capsys, "train", "--dataset", "digits", "--out", run_folder, *QUICK)
    assert (code, err) == (
        2,
        f"{run_folder}: holds a run already. Go on with --resume {run_folder}, or choose another folder with --out.\n",
    )


def test_a_model_is_not_overwritten(capsys, tmp_path):
    place = bundle.user_folder() / "taken"
    place.mkdir()
    code, _, err = run(capsys, "train", "--dataset", "digits", "--out", tmp_path / "taken", *QUICK)
    assert (code, err) == (2, f"{place}: holds a model already. Choose another name with --out runs/NAME.\n")


def test_no_space_while_exporting_keeps_the_old_bundle(capsys, run_folder, monkeypatch):
    before = bundle.validate(run_folder / "bundle")

    def full(handle, data):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "write", full)
    code, _, err = run(capsys, "export", run_folder, "--out", run_folder / "bundle")
    assert (code, err) == (
        2,
        f"{run_folder}/bundle: cannot write the bundle: No space left on device. "
        "Free some space or choose another folder; nothing was changed.\n",
    )
    assert bundle.validate(run_folder / "bundle") == before


def test_offline_offers_the_built_in_digits(capsys, tmp_path, monkeypatch):
    from training.data import fetch

    def offline(url, part):
        raise OSError("Name or service not known")

    monkeypatch.delenv("AEVAE_DATA", raising=False)
    monkeypatch.setattr(fetch, "cache_folder", lambda name: tmp_path / "cache")
    monkeypatch.setattr(fetch, "_retrieve", offline)
    code, _, err = run(capsys, "train", "--dataset", "mnist", "--out", tmp_path / "offline")
    assert code == 2
    assert err.count("\n") == 1
    assert err.startswith("train-images-idx3-ubyte.gz was not found and cannot be downloaded (https://")
    assert err.endswith("or train on the built-in digits with --dataset digits.\n")


def test_as_a_module(tmp_path):
    command = [sys.executable, "-m", "training", "train", "--latent-dim", "0"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "--latent-dim: found 0, expected an integer from 1 to 1024\n"


def test_help_names_every_setting(capsys):
    code, out, _ = run(capsys, "train", "--help")
    assert code == 0
    for flag in [
        "kind",
        "family",
        "latent-dim",
        "hidden",
        "activation",
        "beta",
        "likelihood",
        "dataset",
        "data-dir",
        "epochs",
        "budget",
        "batch-size",
        "lr",
        "seed",
        "out",
        "config",
        "resume",
        "weight-decay",
    ]:
        assert f"--{flag} " in out


@pytest.mark.parametrize("arguments", [["train", "--help"], ["train", "--epochs", "1"]])
def test_without_torch_one_line_says_what_to_install(arguments):
    code = f"import sys; sys.modules['torch'] = None; from training.cli import main; sys.exit(main({arguments!r}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (
        2,
        "training needs torch, which is not installed. In a checkout of the project: "
        'python -m pip install ".[train]"\n',
    )


@pytest.mark.parametrize("arguments", [["--help"], ["look", "--help"], ["list", "--help"], ["nonsense"]])
def test_what_needs_no_torch_does_not_load_it(arguments):
    code = f"import sys; sys.modules['torch'] = None; from training.cli import main; sys.exit(main({arguments!r}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == (2 if arguments == ["nonsense"] else 0), done.stderr
    assert "sweep" in done.stdout + done.stderr if len(arguments) == 1 else arguments[0] in done.stdout


def test_columns_are_added_by_a_command(capsys, run_folder, tmp_path):
    folder = run_folder / "bundle"
    manifest = bundle.read(folder)
    contents = {name: bundle.read_file(folder, manifest, name) for name in manifest.files}
    points = replace(bundle.read_points(folder, manifest), columns={})
    bundle.write(folder, replace(manifest, dataset=replace(manifest.dataset, name="digits")),
                 contents | {bundle.POINTS: bundle.pack_points(points)})  # fmt: skip
    code, out, _ = run(capsys, "columns", folder, folder)
    assert (code, out) == (0, f"{folder}: error, reconstruction, pca\n" * 2)
    assert bundle.read_points(folder, bundle.validate(folder)).columns.keys() == {"error", "reconstruction", "pca"}
    code, _, err = run(capsys, "columns", tmp_path / "nothing")
    assert code == 2
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (
            ("train", "--familly", "mlp"),
            "aevae-train train: unrecognized arguments: --familly (did you mean --family?)",
        ),
        (
            ("train", "--latnet-dim=3"),
            "aevae-train train: unrecognized arguments: --latnet-dim (did you mean --latent-dim?)",
        ),
        (("encode", "x", "--out", "y", "--zzz"), "aevae-train encode: unrecognized arguments: --zzz"),
    ],
)
def test_an_unknown_flag_names_the_nearest(capsys, given, said):
    with pytest.raises(SystemExit) as left:
        cli.main(given)
    assert left.value.code == 2
    assert capsys.readouterr().err == f"{said}\n"

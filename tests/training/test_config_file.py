"""Settings in a TOML file: what flags say, it says; flags override it; what is wrong is one line with file and key."""

import argparse
import json
from dataclasses import fields

import numpy as np
import pytest

from aevae_desktop import bundle
from training import cli, config_file, flags
from training.data import DATASETS
from training.data.base import Dataset
from training.trainer.config import RunConfig

QUICK = ["--dataset=digits", "--hidden=8", "--fourier=2", "--batch-size=16", "--epochs=1"]


@pytest.fixture(autouse=True)
def bars(make_images, tmp_path, monkeypatch):
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
        return code, *capsys.readouterr()

    return start


def chosen(*arguments):
    """The options, the settings and what nobody has said, of such a command."""
    return cli._chosen(cli._parser().parse_args(["train", *arguments]))


def test_every_flag_of_train_has_a_key_but_those_of_files_and_of_programs(tmp_path):
    parser = argparse.ArgumentParser()
    flags.train_arguments(parser)
    rest = {one.dest for one in parser._actions} - set(config_file.NOT_IN_FILES)
    switches = {one.dest for one in parser._actions if one.nargs == 0}
    choices = {one.dest: one.choices[0] for one in parser._actions if one.choices}
    plain = RunConfig().to_json()
    said = {name: plain.get(name, name in switches or choices.get(name, "a place")) for name in rest}
    (tmp_path / "all.toml").write_text("\n".join(f"{name} = {json.dumps(value)}" for name, value in said.items()))
    options, config, unsaid = chosen("--config", "all.toml")
    assert (config, unsaid) == (RunConfig(), frozenset())
    assert (str(options.out), options.mapped, options.progress) == ("a place", True, "text")


def test_what_is_written_is_what_is_read(tmp_path):
    config = RunConfig(kind="ae", likelihood="gaussian", hidden=(7,), lr=1e-5, code_l2=1e29, seed=2**32 - 1)
    place = 'a "b"\\c é'
    (tmp_path / "x.toml").write_text(config_file.text(config.to_json(), {"data_dir": place, "mapped": False}))
    options, again, _ = chosen("--config", "x.toml")
    assert again == config
    assert (str(options.data_dir), options.mapped) == (place, False)


def test_the_file_that_is_written_gives_the_run_again(run, tmp_path):
    assert run("train", *QUICK, "--kind", "ae", "--write-config", "run.toml") == (0, "", "")
    assert [path.name for path in tmp_path.iterdir()] == ["run.toml"]  # nothing is trained
    assert run("train", *QUICK, "--kind", "ae", "--out", "one")[0] == 0
    assert run("train", "--config", "run.toml", "--out", "two")[0] == 0
    one, two = ((tmp_path / name / "config.json").read_text() for name in ("one", "two"))
    assert one == two
    files = [bundle.read(bundle.user_folder() / name).files[bundle.POINTS] for name in ("one", "two")]
    assert files[0] == files[1]
    code, out, _ = run("train", "--resume", "one", "--write-config", "-")
    assert code == 0
    (tmp_path / "again.toml").write_text(out)
    assert chosen("--config", "again.toml")[1].to_json() == json.loads(one)


def test_flags_override_the_file_and_the_kind_decides_what_nobody_says(tmp_path):
    (tmp_path / "x.toml").write_text('kind = "ae"\nlatent_dim = 3\nlr = 1\nprogress = "json"\n[sweep]\nbeta = [1]\n')
    options, config, unsaid = chosen("--config", "x.toml", "--latent-dim", "5")
    assert (config.kind, config.latent_dim, config.lr, options.progress) == ("ae", 5, 1.0, "json")
    assert isinstance(config.lr, float)
    assert (config.likelihood, config.code_l2) == ("gaussian", 0.1)
    assert {item.name for item in fields(RunConfig)} - unsaid == {"kind", "latent_dim", "lr"}
    options, config, _ = chosen("--config", "x.toml", "--kind", "vae", "--progress", "text")
    assert (config.kind, config.likelihood, options.progress) == ("vae", "bernoulli", "text")


def test_what_follows_from_the_images_is_left_open(run):
    for dataset, there in (("npz", False), ("digits", True)):
        _, out, _ = run("train", "--dataset", dataset, "--write-config", "-")
        assert ("epochs = 20.0" in out.splitlines()) == there
    assert "epochs = 3.0" in run("train", "--dataset", "npz", "--epochs", "3", "--write-config", "-")[1].splitlines()


def test_a_file_that_leaves_epochs_open_has_them_proposed(run, tmp_path):
    np.savez(tmp_path / "my.npz", x=np.random.default_rng(0).integers(0, 255, (40, 8, 8), np.uint8))
    (tmp_path / "x.toml").write_text(
        'dataset = "npz"\ndata_dir = "my.npz"\nhidden = [8]\nbatch_size = 16\nfourier = 2\n'
    )
    _, _, err = run("train", "--config", "x.toml", "--out", "run")
    assert "400 epochs, as there are few images" in err


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("latent_dims = 3", 'latent_dims: unknown setting. Did you mean "latent_dim"?'),
        ("xyzzy = 3", "xyzzy: unknown setting. See aevae-train train --help."),
        ("latent_dim = 0", "latent_dim: found 0, expected an integer from 1 to 1024"),
        ("latent_dim = 2.5", "latent_dim: found 2.5, expected an integer from 1 to 1024"),
        ('kind = "gan"', "kind: found 'gan', expected ae or linear-ae or vae"),
        ("hidden = 64", "hidden: found 64, expected a list of integers"),
        ("beta = inf", "beta: found inf, expected a number from 0.0 to 1000000.0"),
        ("mapped = 1", "mapped: found 1, expected true or false"),
        ("out = 3", "out: found 3, expected a text"),
        ('out = ""', "out: '' is not the name of a file or folder"),
        ('progress = "bar"', "progress: found 'bar', expected text or json"),
        ('family = "linear"', "likelihood: found bernoulli, expected gaussian"),
        ("beta = ", "not readable as TOML (Invalid value (at end of document))"),
        ("beta = 1\nbeta = 2", "not readable as TOML (Cannot overwrite a value"),
        ("a = " + "[" * 5000, "not readable as TOML (nested too deep)"),
        ("\udcff", "not readable as TOML ('utf-8' codec"),
    ],
)
def test_what_is_wrong_is_one_line(run, tmp_path, text, line):
    (tmp_path / "x.toml").write_bytes(text.encode(errors="surrogateescape"))
    code, out, err = run("train", "--config", "x.toml")
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert line in err
    assert err.startswith("x.toml: " if "family" not in text else "--likelihood")
    assert [path.name for path in tmp_path.iterdir()] == ["x.toml"]


def test_a_wrong_flag_is_not_blamed_on_the_file(run, tmp_path):
    (tmp_path / "x.toml").write_text("latent_dim = 3")
    code, _, err = run("train", "--config", "x.toml", "--latent-dim", "0")
    assert (code, err) == (2, "--latent-dim: found 0, expected an integer from 1 to 1024\n")


def test_describe_reads_it_too(run, tmp_path):
    (tmp_path / "x.toml").write_text("latent_dim = 3\nhidden = [24]\n")
    code, out, _ = run("describe", "--config", "x.toml")
    assert code == 0
    assert "24" in out

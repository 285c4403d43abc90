"""The grid of a sweep: what flags and files say, and a name for each run."""

import pytest

from aevae_desktop.bundle.fields import PLAIN_NAME
from aevae_desktop.errors import ModelError
from training.sweep import grid


def test_each_combination_is_a_run_and_the_last_setting_changes_fastest():
    points = grid.points(grid.of_flags(["latent-dim=2, 4", "beta=0.5,1", "hidden=512,256;128"]))
    assert [dict(point.values) for point in points][:3] == [
        {"latent_dim": 2, "beta": 0.5, "hidden": [512, 256]},
        {"latent_dim": 2, "beta": 0.5, "hidden": [128]},
        {"latent_dim": 2, "beta": 1.0, "hidden": [512, 256]},
    ]
    assert len(points) == 8
    assert points[0].name == "latent_dim-2_beta-0.5_hidden-512x256"
    assert points[0].flags() == ["--latent-dim=2", "--beta=0.5", "--hidden=512,256"]


def test_a_file_says_the_same():
    table = {"latent_dim": [2, 4], "beta": [0.5, 1], "hidden": [[512, 256], [128]]}
    flags = grid.of_flags(["latent_dim=2,4", "beta=0.5,1", "hidden=512,256;128"])
    assert grid.points(grid.of_file(table, None)) == grid.points(flags)


def test_a_value_given_twice_is_one_run():
    assert len(grid.points(grid.of_flags(["beta=1,1.0,2"]))) == 2


def test_names_are_plain_short_and_distinct():
    many = {name: [1] for name in ("decoder_channels", "decoder_hidden", "conv_channels", "fourier_sigma", "free_bits")}
    long = grid.points({**many, "beta": [1.0, 1.000001], "kind": ["a b", "a  b"]})
    assert len({point.name for point in long}) == 4
    assert all(PLAIN_NAME.fullmatch(point.name) for point in long)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("latent_dim", "--set: found 'latent_dim', expected NAME=VALUE,VALUE such as latent_dim=2,4,8"),
        ("latent_dim=", "--set: found 'latent_dim=', expected NAME=VALUE,VALUE"),
        ("latent_dims=2", '--set latent_dims: unknown setting. Did you mean "latent_dim"?'),
        ("latent_dim=2,x", "--set latent_dim: found '2,x', expected numbers"),
        ("hidden=2;x", "--set hidden: found '2;x', expected lists of integers"),
    ],
)
def test_what_flags_cannot_say(text, line):
    with pytest.raises(ModelError) as caught:
        grid.of_flags([text])
    assert str(caught.value).startswith(line)


@pytest.mark.parametrize(
    ("table", "line"),
    [
        (3, "x.toml: sweep: found 3, expected a table"),
        ({"betas": [1]}, 'x.toml: sweep.betas: unknown setting. Did you mean "beta"?'),
        ({"beta": 1}, "x.toml: sweep.beta: found 1, expected a list of values"),
        ({"beta": []}, "x.toml: sweep.beta: found [], expected a list of values"),
    ],
)
def test_what_files_cannot_say(table, line):
    with pytest.raises(ModelError) as caught:
        grid.of_file(table, "x.toml")
    assert str(caught.value) == line


@pytest.mark.parametrize(
    ("values", "found"), [({}, "nothing to vary"), ({"seed": range(200), "epochs": range(200)}, "40,000 runs")]
)
def test_too_few_and_too_many(values, found):
    with pytest.raises(ModelError, match=f"^--set: found {found}"):
        grid.points(values)

import json
from dataclasses import fields, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aevae_desktop.errors import DataError, LabError, ModelError
from training.data import DATASETS, Preparation
from training.settings import flag
from training.trainer.config import RunConfig


def _values(item):
    if "options" in item.metadata:
        return st.sampled_from(item.metadata["options"])
    if isinstance(item.default, tuple):
        top = min(item.metadata["high"], 4096)
        return st.lists(st.integers(item.metadata["low"], top), min_size=1, max_size=2).map(tuple)
    low, high = item.metadata["low"], item.metadata.get("high", 10**6)
    return st.integers(low, high) if isinstance(item.default, int) else st.floats(low, high)


@settings(max_examples=60, deadline=None)
@given(st.fixed_dictionaries({}, optional={item.name: _values(item) for item in fields(RunConfig)}))
def test_a_config_survives_being_saved(tmp_path_factory, values):
    try:
        config = RunConfig(**values)
    except LabError:
        return  # a combination that cannot be
    path = tmp_path_factory.mktemp("config") / "config.json"
    path.write_text(json.dumps(config.to_json()))
    assert RunConfig.load(path) == config


@pytest.mark.parametrize(
    ("change", "line"),
    [
        ({"latent_dim": 0}, "--latent-dim: found 0, expected an integer from 1 to 1024"),
        ({"latent_dim": 2.5}, "--latent-dim: found 2.5, expected an integer from 1 to 1024"),
        ({"latent_dim": True}, "--latent-dim: found True, expected an integer from 1 to 1024"),
        ({"hidden": (64, 0)}, "--hidden: found (64, 0), expected an integer from 1 to 65536"),
        ({"hidden": 64}, "--hidden: found 64, expected a list of integers"),
        ({"family": "conv", "conv_channels": ()}, "--conv-channels: found (), expected at least one width for conv"),
        ({"kernel": 3}, "--kernel: found 3, expected an even number: the stride, 2, then divides it"),
        (
            {"decoder_channels": (4,)},
            "--decoder-channels: found (4,), expected 2 numbers, a step for each of --conv-channels",
        ),
        ({"upsampling": "cubic"}, "--upsampling: found 'cubic', expected transposed or nearest"),
        ({"hidden": ()}, "--hidden: found (), expected at least one width for resmlp"),
        (
            {"image_size": (1, 2, 3)},
            "--image-size: found (1, 2, 3), expected an integer from 8 to 128",
        ),
        (
            {"image_size": (8, 8, 8)},
            "--image-size: found (8, 8, 8), expected height and width, as 64,48, or one number for both",
        ),
        ({"color": "cmyk"}, "--color: found 'cmyk', expected grey or rgb"),
        ({"test_share": 1.0}, "--test-share: found 1.0, expected a number from 0.001 to 0.9"),
        ({"beta": float("nan")}, "--beta: found nan, expected a number from 0.0 to 1000000.0"),
        ({"lr": -1.0}, "--lr: found -1.0, expected a number, at least 0.0"),
        ({"kind": "gan"}, "--kind: found 'gan', expected ae or linear-ae or vae"),
        ({"epochs": 0.0}, "--epochs: found 0, expected more than 0, or a --budget in seconds"),
        (
            {"family": "linear"},
            "--likelihood: found bernoulli, expected gaussian: the family linear gives values outside 0 to 1",
        ),
        (
            {"kind": "linear-ae"},
            "--kind: found linear-ae with resmlp and bernoulli, expected family linear and likelihood gaussian",
        ),
    ],
)
def test_settings_that_cannot_be(change, line):
    with pytest.raises(ModelError) as caught:
        replace(RunConfig(), **change)
    assert str(caught.value) == line


def test_an_unknown_dataset_is_a_data_error():
    with pytest.raises(DataError) as caught:
        RunConfig(dataset="cats")
    assert str(caught.value) == f"--dataset: found 'cats', expected {' or '.join(DATASETS)}"


def test_how_images_are_prepared():
    assert RunConfig().preparation == Preparation(28, 28, 1, 0.2, ink="light")
    config = RunConfig(image_size=(64, 48), color="rgb", test_share=0.1)
    assert config.preparation == Preparation(64, 48, 3, 0.1, ink="light")
    assert RunConfig(image_size=(32,)).preparation == Preparation(32, 32, ink="light")


def test_an_unknown_key_names_the_nearest(tmp_path):
    with pytest.raises(ModelError) as caught:
        RunConfig.from_json({"latent_dims": 3}, tmp_path / "config.json")
    assert str(caught.value) == f'{tmp_path}/config.json: latent_dims: unknown setting. Did you mean "latent_dim"?'


def test_a_missing_config(tmp_path):
    with pytest.raises(ModelError) as caught:
        RunConfig.load(tmp_path / "config.json")
    assert str(caught.value) == f"{tmp_path}/config.json: missing. Give the config.json of a run folder."


@pytest.mark.parametrize(("text", "part"), [("{", "not readable as JSON"), ("[]", "expected a JSON object")])
def test_a_config_that_is_none(tmp_path, text, part):
    (tmp_path / "config.json").write_text(text)
    with pytest.raises(ModelError, match=part):
        RunConfig.load(tmp_path / "config.json")


def test_names():
    assert flag("latent_dim") == "--latent-dim"
    assert RunConfig().name == "vae-mnist-2d-resmlp"
    assert RunConfig(kind="linear-ae", family="linear", likelihood="gaussian").name == "linear-ae-mnist-2d"

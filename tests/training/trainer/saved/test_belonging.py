import re
from dataclasses import replace

import pytest

from aevae_desktop.errors import ModelError
from training.settings import flag
from training.trainer.config import RunConfig
from training.trainer.saved import belonging, checkpoint

CONFIG = RunConfig(dataset="digits", epochs=3.5)


@pytest.fixture
def folder(tmp_path):
    checkpoint.save_config(tmp_path / "run", CONFIG)
    return tmp_path / "run"


def test_the_settings_of_a_folder_are_those_that_were_asked_for(folder):
    assert belonging.settings_of(folder, CONFIG) == CONFIG
    # seconds became epochs, which the folder knows
    assert belonging.settings_of(folder, replace(CONFIG, epochs=20.0, budget=60.0)) == CONFIG


@pytest.mark.parametrize(
    ("name", "value", "stored"),
    [("latent_dim", 3, "2"), ("hidden", (8,), r"\[512, 256\]"), ("epochs", 4.0, "3.5")],
)
def test_the_first_setting_that_differs_is_named(folder, name, value, stored):
    with pytest.raises(ModelError) as caught:
        belonging.settings_of(folder, replace(CONFIG, **{name: value}))
    said = str(caught.value)
    assert re.search(rf"run: {flag(name)}: found .*, expected {stored}, as the run was started\. ", said)
    assert said.endswith("The run there keeps its settings; choose another folder with --out.")
    assert "\n" not in said

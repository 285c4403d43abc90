"""A judge from training to its folder: it tells images from ghosts, says how often it errs, and can be made again."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from aevae_desktop import bundle
from aevae_desktop.bundle import judge
from aevae_desktop.engine.child.judge import Judge
from aevae_desktop.engine.wire.library import shipped_folder
from aevae_desktop.errors import DataError, ModelError
from training import cli
from training.data import DATASETS, Images
from training.data.base import Dataset
from training.judge import errors
from training.judge.config import JudgeConfig
from training.judge.ghosts import GHOSTS
from training.judge.package import make

SHIPPED = shipped_folder() / bundle.JUDGES / "mnist"
FAST = JudgeConfig(dataset="digits", width=8, epochs=14.0, batch_size=96)
AS_THEY_ARE, SOFTENED = 0, -1  # rows of the errors


@pytest.fixture(scope="module")
def digits() -> Images:
    return DATASETS["digits"].load(None)


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_it_tells_digits_from_ghosts_soft_or_sharp_whatever_its_seed(digits: Images, tmp_path: Path, seed: int) -> None:
    made = make(replace(FAST, seed=seed), digits, tmp_path / "digits", quiet=True)
    card, network = judge.read(tmp_path / "digits")
    assert card == made
    assert card.dataset == digits.spec
    for row in (card.errors[AS_THEY_ARE], card.errors[SOFTENED]):
        assert row.real_as_none.n == row.ghosts_missed.n == 360
        assert row.real_as_none.value < 0.25  # by chance, as every third image that it trained on was a ghost: 1/3
        assert row.ghosts_missed.value < 0.3
        assert row.class_right.value > 0.7
    assert card.provenance["ghosts_missed_by_kind"].keys() == GHOSTS.keys()
    assert errors.measure(Judge(network, card), digits)[0] == card.errors
    assert "| as they are | " in (tmp_path / "digits" / "README.md").read_text()


def test_equal_settings_give_equal_bytes(images: Images, tmp_path: Path) -> None:
    small = JudgeConfig(width=2, epochs=2.0, batch_size=16)
    for name, config in (("one", small), ("two", small), ("other", replace(small, seed=1))):
        make(config, images, tmp_path / name, quiet=True)
    first, again, other = ((tmp_path / name / judge.NETWORK).read_bytes() for name in ("one", "two", "other"))
    assert first == again
    assert first != other


def test_colour_and_images_without_a_class(make_images: Any, tmp_path: Path) -> None:
    images = make_images(c=3, h=9, w=17)
    images.train_label[::4] = -1
    card = make(JudgeConfig(width=2, epochs=1.0, batch_size=16), images, tmp_path / "bars", quiet=True)
    assert (card.image.shape, card.classes) == ((9, 17, 3), ("a", "b", "c"))
    card, network = judge.read(tmp_path / "bars")
    assert Judge(network, card)(np.zeros((2, 9, 17, 3), np.float32)).shape == (2, 4)


def test_without_classes_there_is_nothing_to_learn(images: Images, tmp_path: Path) -> None:
    blank = replace(images, train_label=np.full(len(images.train), -1, np.int16))
    for one in (blank, replace(images, classes=())):
        with pytest.raises(DataError, match="A judge learns from images whose class is known"):
            make(JudgeConfig(width=2), one, tmp_path / "bars", quiet=True)
    untested = replace(images, test_label=np.full(len(images.test), -1, np.int16))
    with pytest.raises(DataError, match="found 0 test images"):
        make(JudgeConfig(width=2, epochs=0.1, batch_size=16), untested, tmp_path / "bars", quiet=True)
    assert not (tmp_path / "bars").exists()


def test_a_loss_that_is_no_number_is_one_line(images: Images, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("training.judge.fit.to_float", lambda x: x.float() * float("nan"))
    with pytest.raises(ModelError, match=r"no longer finite in epoch 1\. Try a lower --lr"):
        make(JudgeConfig(width=2, epochs=1.0, batch_size=16), images, tmp_path / "bars", quiet=True)


def test_the_command(make_images: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    small = ["--width", "2", "--epochs", "1", "--batch-size", "16"]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AEVAE_MODELS", str(tmp_path))
        patch.setitem(DATASETS, "digits", Dataset("digits", "bars", lambda data_dir, how: make_images()))
        assert cli.main(["judge", "--dataset", "digits", *small]) == 0
        assert f"judge: {tmp_path / 'judges' / 'digits'}" in capsys.readouterr().out
        assert cli.main(["judge", "--dataset", "digits", "--out", str(tmp_path / "a b"), *small]) == 2
        assert cli.main(["judge", "--dataset", "digits", "--width", "1"]) == 2
    assert "--width: found 1, expected an integer from 2 to 64" in capsys.readouterr().err
    assert [path.name for path in judge.folders(tmp_path)] == ["digits"]


def test_the_shipped_judge_fits_the_shipped_models_and_is_small() -> None:
    card, network = judge.read(SHIPPED)
    assert len(network) <= 500_000
    assert Judge(network, card)(np.zeros((1, 28, 28), np.float32)).shape == (1, 11)
    for folder in shipped_folder().glob("*/" + bundle.MANIFEST):
        manifest = bundle.read(folder.parent)
        assert (judge.misfit(card, manifest) == "") == (manifest.dataset.name == "mnist")
    assert card.provenance["config"] == JudgeConfig().to_json()


def test_the_shipped_judge_finds_no_digit_in_what_is_like_none() -> None:
    card, network = judge.read(SHIPPED)
    rng = np.random.default_rng(0)
    y, x = np.mgrid[:28, :28]
    middle, wide = rng.uniform(8, 20, (2, 50, 1, 1)), rng.uniform(2, 7, (50, 1, 1))
    blobs = np.exp(-((y - middle[0]) ** 2 + (x - middle[1]) ** 2) / (2 * wide**2))
    flat = np.ones((3, 28, 28)) * np.array([0, 0.3, 1])[:, None, None]
    strange = np.concatenate([flat, rng.random((50, 28, 28)), blobs, 0.3 * blobs]).astype(np.float32)
    assert (Judge(network, card)(strange).argmax(axis=1) == 10).all()


@pytest.mark.skipif(not os.environ.get("AEVAE_DATA"), reason="AEVAE_DATA names no folder with MNIST")
def test_the_shipped_judge_errs_as_its_card_says() -> None:
    card, network = judge.read(SHIPPED)
    rows, by_kind = errors.measure(Judge(network, card), DATASETS["mnist"].load(None))
    assert [row.images for row in rows] == [row.images for row in card.errors]
    for found, said in zip(rows, card.errors, strict=True):
        for name in ("real_as_none", "ghosts_missed", "class_right"):
            assert getattr(found, name).n == getattr(said, name).n
            assert getattr(found, name).value == pytest.approx(getattr(said, name).value, abs=5e-4)
    assert by_kind == pytest.approx(card.provenance["ghosts_missed_by_kind"], abs=5e-4)
    assert json.loads((SHIPPED / judge.CARD).read_text())["format"] == judge.FORMAT

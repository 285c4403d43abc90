"""What ``aevae-train look`` says of a person's own images, and that a run knows its images again."""

from __future__ import annotations

import json
import struct

import numpy as np
import pytest
from PIL import Image

from aevae_desktop.errors import DataError
from training import cli
from training.data import Preparation
from training.data.looking import look, place_of
from training.trainer import config
from training.trainer.saved import checkpoint

HOW = Preparation(ink="light")
RNG = np.random.default_rng(3)
SMALL = RNG.integers(0, 256, (40, 8, 9), dtype=np.uint8)


@pytest.fixture
def nested(tmp_path):
    """Twelve pictures in two outer folders, of three inner ones each."""
    for outer in "ab":
        for inner in "xyz":
            (tmp_path / "set" / outer / inner).mkdir(parents=True)
            for k in range(2):
                Image.fromarray(RNG.integers(0, 200, (20, 20), dtype=np.uint8)).save(
                    tmp_path / "set" / outer / inner / f"{k}.png"
                )
    return tmp_path / "set"


@pytest.mark.parametrize(("folders", "classes"), [("outer", 2), ("inner", 6)])
def test_nested_folders(nested, folders, classes):
    found = look(nested, Preparation(class_folders=folders))
    assert (found.dataset, found.data_dir) == ("folder", str(nested))
    assert found.train + found.test == 12
    assert (found.shape, found.classes, found.nested) == ((1, 28, 28), classes, (2, 6))


def test_folders_of_which_the_outer_are_parts_of_the_set(nested):
    for part in ("train", "test"):
        (nested.parent / "parted" / part).mkdir(parents=True)
    (nested / "a").rename(nested.parent / "parted" / "train" / "a")
    (nested / "b").rename(nested.parent / "parted" / "test" / "a")
    found = look(nested.parent / "parted", HOW)
    assert (found.train, found.test, found.classes, found.nested) == (6, 6, 1, (1, 3))


def test_flat_folders_are_not_nested(nested):
    found = look(nested / "a", HOW)
    assert (found.classes, found.nested) == (3, None)


def write_idx(path, x):
    path.write_bytes(bytes((0, 0, 8, x.ndim)) + struct.pack(f">{x.ndim}I", *x.shape) + x.tobytes())


def test_files_of_arrays(tmp_path):
    np.savez(tmp_path / "some.npz", x=SMALL / 255, y=np.arange(40) % 4)
    found = look(tmp_path / "some.npz", HOW)
    assert (found.dataset, found.shape, found.classes, found.train + found.test) == ("npz", (1, 8, 9), 4, 40)
    (tmp_path / "folder").mkdir()
    np.save(tmp_path / "folder" / "images.npy", SMALL)
    assert place_of(tmp_path / "folder") == ("npz", tmp_path / "folder")
    assert look(tmp_path / "folder", HOW).classes == 0
    (tmp_path / "idx").mkdir()
    images = tmp_path / "idx" / "train-images-idx3-ubyte"
    write_idx(images, SMALL)
    write_idx(tmp_path / "idx" / "train-labels-idx1-ubyte", np.arange(40, dtype=np.uint8) % 4)
    assert look(images, HOW) == look(tmp_path / "idx", HOW)
    assert look(images, HOW).dataset == "idx"


@pytest.mark.parametrize("name", ["notes.txt", "missing"])
def test_what_holds_no_images_is_one_line(tmp_path, name):
    (tmp_path / "notes.txt").write_text("words")
    with pytest.raises(DataError, match=rf"^[^\n]*{name}[^\n]*$"):
        look(tmp_path / name, HOW)


def test_the_command_says_it_in_json_and_in_words(nested, capsys):
    assert cli.main(["look", str(nested), "--json", "--class-folders", "inner"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["classes"], said["nested"], said["shape"]) == (6, [2, 6], [1, 28, 28])
    assert cli.main(["look", str(nested)]) == 0
    first, *notes = capsys.readouterr().out.splitlines()
    assert first.startswith("folder: 10 images to train on, 2 to test, 28 x 28 grey, 2 classes")
    assert notes[0].startswith("note: assumed: classes are the 2 outer folders")


def test_a_small_set_is_seen_more_often_unless_a_person_says_how_often(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(config, "STEPS", 200)
    np.savez(tmp_path / "some.npz", x=SMALL, y=np.arange(40) % 4)
    command = ["train", "--dataset=npz", f"--data-dir={tmp_path / 'some.npz'}", "--hidden=8", "--batch-size=8"]
    # 3 of the 32 training images are held out: 4 steps an epoch, 60 epochs for some 200
    for name, more, epochs in (("few", [], 60), ("said", ["--epochs=20"], 20), ("budget", ["--budget=0.1"], None)):
        run = tmp_path / name
        assert cli.main([*command, *more, f"--out={run}", f"--models={tmp_path / 'models'}"]) == 0
        kept = json.loads((run / "config.json").read_text())["epochs"]
        assert kept == epochs if epochs else kept not in (20, 60)
        assert ("60 epochs, as there are few images" in capsys.readouterr().err) == (name == "few")


def test_a_run_knows_its_images_again(tmp_path, capsys):
    np.savez(tmp_path / "some.npz", x=SMALL, y=np.arange(40) % 4)
    run, models = tmp_path / "run", tmp_path / "models"
    command = ["train", "--dataset=npz", f"--data-dir={tmp_path / 'some.npz'}", "--hidden=8", "--batch-size=8"]
    assert cli.main([*command, "--epochs=2", f"--out={run}", f"--models={models}"]) == 0
    assert checkpoint.data_dir(run) == tmp_path / "some.npz"
    assert cli.main(["export", str(run), f"--out={models / 'again'}"]) == 0
    capsys.readouterr()
    (tmp_path / "some.npz").rename(tmp_path / "moved.npz")
    assert cli.main(["export", str(run), f"--out={models / 'third'}"]) == 2
    assert "some.npz: missing" in capsys.readouterr().err
    assert cli.main(["export", str(run), f"--out={models / 'third'}", f"--data-dir={tmp_path / 'moved.npz'}"]) == 0

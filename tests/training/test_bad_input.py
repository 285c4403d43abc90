"""What a person sees when the images or the settings are wrong: exit code 2, nothing on stdout, this line on stderr."""

import hashlib
import json

import numpy as np
import pytest
from PIL import Image

from aevae_desktop import bundle
from training import cli
from training.data import DATASETS, fetch, published
from training.data.publications import FASHION

QUICK = ["--hidden", "8", "--fourier", "2", "--batch-size", "4", "--epochs", "1"]


@pytest.fixture(autouse=True)
def elsewhere(tmp_path, monkeypatch):
    """Runs and models go where nobody minds."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("AEVAE_MODELS", str(tmp_path / "models"))
    monkeypatch.delenv(published.ENVIRONMENT, raising=False)


@pytest.fixture
def train(capsys):
    def run(*arguments):
        code = cli.main(["train", *[str(argument) for argument in arguments], *QUICK])
        out, err = capsys.readouterr()
        return code, out, err

    return run


def pixels(*shape):
    return np.random.default_rng(0).integers(0, 256, shape, dtype=np.uint8)


def npz(path, **arrays):
    np.savez(path, **arrays)
    return path


def pictures(folder, count, size=(10, 10)):
    folder.mkdir(parents=True, exist_ok=True)
    for i in range(count):
        Image.fromarray(pixels(*size)).save(folder / f"{i}.png")
    return folder


def refused(result, line):
    assert result == (2, "", line + "\n")


def test_images_of_mixed_size_in_an_npz(train, tmp_path):
    x = np.empty(3, object)
    x[:] = [pixels(8, 8), pixels(8, 9), pixels(9, 9)]
    path = npz(tmp_path / "my.npz", x=x)
    refused(
        train("--dataset", "npz", "--data-dir", path),
        f"{path}: x: found an array of objects, as of images of mixed size, "
        "expected one array of numbers (n, height, width). "
        "Resize the images to one size; --dataset folder does it by itself.",
    )


def test_images_of_mixed_size_in_idx_files(train, tmp_path):
    for part, side in (("train", 8), ("t10k", 9)):
        header = bytes((0, 0, 8, 3)) + b"".join(size.to_bytes(4, "big") for size in (4, side, side))
        (tmp_path / f"{part}-images-idx3-ubyte").write_bytes(header + pixels(4, side, side).tobytes())
    refused(
        train("--dataset", "idx", "--data-dir", tmp_path),
        f"{tmp_path}: t10k-images-idx3-ubyte: found images of 9 x 9 x 1, "
        "expected 8 x 8 x 1, as those of train-images-idx3-ubyte. All images must have one size.",
    )


def test_images_of_mixed_size_in_a_folder_are_resized(train, tmp_path):
    for i, size in enumerate([(9, 30), (40, 8), (64, 64), (10, 10), (7, 200)]):
        (tmp_path / "mixed").mkdir(exist_ok=True)
        Image.fromarray(pixels(*size)).save(tmp_path / "mixed" / f"{i}.png")
    code, _, _ = train("--dataset", "folder", "--data-dir", tmp_path / "mixed", "--image-size", "8", "--out", "run")
    assert code == 0
    assert bundle.validate(tmp_path / "models" / "run").image == bundle.ImageSpec(8, 8)


def test_an_unreadable_file(train, tmp_path):
    bad = pictures(tmp_path / "pets" / "cats", 3) / "3.jpg"
    bad.write_bytes(b"\xff\xd8 no picture")
    refused(
        train("--dataset", "folder", "--data-dir", tmp_path / "pets"),
        f"{bad}: not an image that can be read. Remove it, or save it again as PNG.",
    )


def test_an_empty_folder(train, tmp_path):
    (tmp_path / "empty" / "cats").mkdir(parents=True)
    refused(
        train("--dataset", "folder", "--data-dir", tmp_path / "empty"),
        f"{tmp_path}/empty: holds no image that can be read. "
        "Put images there, or a sub-folder of images for each class.",
    )


def test_one_class_only_is_trained_and_said(train, tmp_path):
    pictures(tmp_path / "pets" / "cats", 6)
    code, out, err = train("--dataset", "folder", "--data-dir", tmp_path / "pets", "--out", "run")
    assert (code, [line for line in err.splitlines(keepends=True) if not line.startswith("warning: ")]) == (
        0,
        ['note: folder: one class only ("cats"): the map will show how it varies, and nothing to tell it from\n'],
    )
    assert "bundle: " in out
    assert bundle.validate(tmp_path / "models" / "run").classes == ("cats",)


def test_no_labels_at_all_is_trained_and_said(train, tmp_path):
    path = npz(tmp_path / "my.npz", x=pixels(10, 8, 8))
    code, _, err = train("--dataset", "npz", "--data-dir", path, "--out", "run")
    assert (code, [line for line in err.splitlines(keepends=True) if not line.startswith("warning: ")]) == (
        0,
        ["note: npz: no labels: every point of the map will have one colour\n"],
    )
    manifest = bundle.validate(tmp_path / "models" / "run")
    assert manifest.classes == ()
    assert set(bundle.read_points(tmp_path / "models" / "run", manifest).label) == {-1}


def test_labels_missing(train, tmp_path):
    path = npz(tmp_path / "my.npz", x_train=pixels(6, 8, 8), y_train=[0, 1] * 3, x_test=pixels(2, 8, 8))
    refused(
        train("--dataset", "npz", "--data-dir", path),
        f"{path}: x_test: labels missing. Label both training and test images, or none.",
    )


def test_nan(train, tmp_path):
    x = np.zeros((6, 8, 8), np.float32)
    x[4, 2, 2] = np.nan
    path = npz(tmp_path / "my.npz", x=x)
    refused(
        train("--dataset", "npz", "--data-dir", path),
        f"{path}: x: found NaN or infinity in 1 of 6 images, the first is image 4, expected finite pixels. "
        "Remove or mend them.",
    )


def test_more_dimensions_than_pixels(train, tmp_path):
    path = npz(tmp_path / "my.npz", x=pixels(6, 8, 8))
    code, _, err = train("--dataset", "npz", "--data-dir", path, "--latent-dim", "65")
    assert (code, err.splitlines()[-1]) == (2, "--latent-dim: found 65, expected at most 64, the pixels of an image")


def test_a_batch_larger_than_the_set(train, tmp_path):
    path = npz(tmp_path / "my.npz", x=pixels(4, 8, 8), y=[0, 1, 0, 1])
    refused(train("--dataset", "npz", "--data-dir", path), "--batch-size: found 4, expected at most 3 images")


def test_checksum_mismatch(train, tmp_path):
    for name in FASHION.files:
        (tmp_path / name).write_bytes(b"something else")
    found = hashlib.md5(b"something else").hexdigest()
    refused(
        train("--dataset", "fashion-mnist", "--data-dir", tmp_path),
        f"{tmp_path}/train-images-idx3-ubyte.gz: md5: found {found}, expected 8d4fb7e6c68d591d4c3dfef9ec88bf0d. "
        f"This is not the original file of {FASHION.title}; delete it and download it again.",
    )


@pytest.mark.parametrize("name", ["fashion-mnist", "kmnist", "emnist-letters", "emnist-balanced"])
def test_every_mirror_is_down(train, tmp_path, monkeypatch, name):
    def offline(url, part):
        raise OSError("Name or service not known")

    monkeypatch.setattr(fetch, "cache_folder", lambda name: tmp_path / "cache")
    monkeypatch.setattr(fetch, "_retrieve", offline)
    one = DATASETS[name].load.__self__
    reasons = "; ".join(f"{mirror}: OSError" for mirror in one.mirrors)
    refused(
        train("--dataset", name),
        f"{one.files[0]} was not found and cannot be downloaded ({reasons}). "
        "Connect to the network, give --data-dir, or train on the built-in digits with --dataset digits.",
    )


@pytest.mark.parametrize(
    ("key", "line"),
    [
        ("latent_dims", 'latent_dims: unknown setting. Did you mean "latent_dim"?'),
        ("conv-channels", 'conv-channels: unknown setting. Did you mean "conv_channels"?'),
        ("colour", 'colour: unknown setting. Did you mean "color"?'),
        ("zzz", "zzz: unknown setting. See python -m training train --help."),
    ],
)
def test_a_config_with_an_unknown_key(train, tmp_path, key, line):
    path = tmp_path / "config.json"
    path.write_text(json.dumps({key: 3}))
    refused(train("--config", path), f"{path}: {line}")


def test_too_many_convolutions_for_the_images(train, tmp_path):
    path = npz(tmp_path / "my.npz", x=pixels(10, 8, 12), y=[0, 1] * 5)
    flags = ["--family", "conv", "--conv-channels", "2,2,2,2"]
    refused(
        train("--dataset", "npz", "--data-dir", path, *flags),
        "--conv-channels: found 4 convolutions, expected at most 3 for images of 8 x 12, each halves them",
    )


def test_images_too_large_for_a_covariance(train, tmp_path):
    path = npz(tmp_path / "my.npz", x=np.zeros((8, 65, 64, 3), np.uint8), y=[0, 1] * 4)
    refused(
        train("--dataset", "npz", "--data-dir", path, "--kind", "linear-ae"),
        "--kind: found linear-ae for images of 12480 values, expected at most 12288: it needs their covariance. "
        "Make the images smaller, or train --kind ae --family linear.",
    )


def test_nothing_is_left_behind_by_a_refusal(train, tmp_path):
    path = npz(tmp_path / "my.npz", x=pixels(4, 8, 8), y=[0, 1, 0, 1])
    train("--dataset", "npz", "--data-dir", path)
    assert sorted(tmp_path.iterdir()) == [path]

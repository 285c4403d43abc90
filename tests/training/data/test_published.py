"""Sets of which the publishers give the MD5 of the packed files, on little files of the same form."""

import gzip
import hashlib
import re
import struct
from dataclasses import replace

import numpy as np
import pytest

from aevae_desktop.errors import DataError
from training.data import DATASETS, fetch, published
from training.data.publications import PUBLICATIONS

ALL = PUBLICATIONS[1:]  # MNIST, the first, is in test_data.py


def to_idx(array):
    return bytes((0, 0, 8, array.ndim)) + struct.pack(f">{array.ndim}I", *array.shape) + array.tobytes()


@pytest.fixture(params=ALL, ids=lambda one: one.name)
def small(request, tmp_path):
    """A publication with little files: (publication, folder, stored images)."""
    one = request.param
    x = np.random.default_rng(0).integers(0, 256, (len(one.classes), 28, 28), dtype=np.uint8)
    label = np.arange(len(x), dtype=np.uint8) + one.first_label
    sums = []
    for name, array in zip(one.files, (x, label, x[:5], label[:5]), strict=True):
        data = gzip.compress(to_idx(array))
        (tmp_path / name).write_bytes(data)
        sums.append(hashlib.md5(data).hexdigest())
    return replace(one, sums=tuple(sums)), tmp_path, x


def complaint(call, *arguments):
    with pytest.raises(DataError) as caught:
        call(*arguments)
    assert "\n" not in str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.name)
def test_every_publication_is_complete(one):
    assert DATASETS[one.name].title == one.title
    assert DATASETS[one.name].shape == (1, 28, 28)
    assert all(re.fullmatch("[0-9a-f]{32}", digest) for digest in one.sums)
    assert len(set(one.sums)) == len(set(one.files)) == 4
    assert len(set(one.classes)) == len(one.classes) == {"emnist-letters": 26, "emnist-balanced": 47}.get(one.name, 10)
    assert one.licence
    assert all(mirror.startswith("http") and mirror.endswith("/") for mirror in one.mirrors)


def test_load(small):
    one, folder, x = small
    images = one.load(folder)
    assert (images.train[:, 0] == (x.transpose(0, 2, 1) if one.transposed else x)).all()
    assert images.train.flags.c_contiguous
    assert images.train_label.tolist() == list(range(len(one.classes)))
    assert (images.spec.n_train, images.spec.n_test) == (len(x), 5)
    name = one.files[0]
    data = gzip.decompress((folder / name).read_bytes())
    assert images.spec.sha256[name.removesuffix(".gz")] == hashlib.sha256(data).hexdigest()
    assert images.recipe["split"] == "as published"


def test_emnist_is_turned_upright_and_the_others_are_left(small):
    one, folder, _ = small
    assert one.transposed == one.name.startswith("emnist")
    assert ("transposed" in one.load(folder).recipe["pixels"]) == one.transposed


def test_from_the_environment(small, monkeypatch):
    one, folder, _ = small
    folder.joinpath(one.name).mkdir()
    for name in one.files:
        (folder / name).rename(folder / one.name / name)
    monkeypatch.setenv(published.ENVIRONMENT, str(folder))
    assert len(one.load(None).test) == 5


def test_a_file_is_missing(small):
    one, folder, _ = small
    (folder / one.files[3]).unlink()
    assert complaint(one.load, folder) == (
        f"{folder}: {one.files[3]} is not there. "
        f"Give a folder with the four files of {one.title}, gzipped as published."
    )


def test_checksum_mismatch(small):
    one, folder, _ = small
    path = folder / one.files[0]
    path.write_bytes(path.read_bytes() + b"\0")
    found = hashlib.md5(path.read_bytes()).hexdigest()
    assert complaint(one.load, folder) == (
        f"{path}: md5: found {found}, expected {one.sums[0]}. "
        f"This is not the original file of {one.title}; delete it and download it again."
    )


def test_every_mirror_is_down(small, monkeypatch, tmp_path):
    one, _, _ = small

    def offline(url, part):
        raise OSError("Name or service not known")

    monkeypatch.delenv(published.ENVIRONMENT, raising=False)
    monkeypatch.setattr(fetch, "cache_folder", lambda name: tmp_path / "cache" / name)
    monkeypatch.setattr(fetch, "_retrieve", offline)
    reasons = "; ".join(f"{mirror}: OSError" for mirror in one.mirrors)
    assert complaint(one.load, None) == (
        f"{one.files[0]} was not found and cannot be downloaded ({reasons}). "
        "Connect to the network, give --data-dir, or train on the built-in digits with --dataset digits."
    )
    assert not list((tmp_path / "cache" / one.name).iterdir())


def test_a_mirror_with_other_bytes_is_passed_over(small, monkeypatch, tmp_path):
    one, folder, _ = small
    one = replace(one, mirrors=("http://wrong/", "http://right/"))

    def retrieve(url, part):
        _, _, host, name = url.split("/")
        part.write_bytes(b"moved" if host == "wrong" else (folder / name).read_bytes())

    monkeypatch.delenv(published.ENVIRONMENT, raising=False)
    monkeypatch.setattr(fetch, "cache_folder", lambda name: tmp_path / "cache")
    monkeypatch.setattr(fetch, "_retrieve", retrieve)
    assert len(one.load(None).test) == 5
    assert sorted(path.name for path in (tmp_path / "cache").iterdir()) == sorted(one.files)
    lonely = replace(one, mirrors=("http://wrong/",))
    monkeypatch.setattr(fetch, "cache_folder", lambda name: tmp_path / "other")
    assert f"({lonely.mirrors[0]}: wrong checksum)" in complaint(lonely.load, None)

"""Damaged and crafted images: a ``DataError`` in one line, whatever the bytes; nothing unpacked beyond its bound."""

import contextlib
import gzip
import io
import os
import zipfile
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from aevae_desktop import bundle
from aevae_desktop.errors import DataError
from training.data import DATASETS, Preparation
from training.data.folder import read
from training.data.stream import open_stream

HOW = Preparation(8, 8)
X = np.random.default_rng(0).integers(0, 256, (6, 8, 8), dtype=np.uint8)


def npz(**arrays):
    stream = io.BytesIO()
    np.savez_compressed(stream, **arrays)
    return stream.getvalue()


def idx(x):
    return bytes((0, 0, 8, x.ndim)) + b"".join(size.to_bytes(4, "big") for size in x.shape) + x.tobytes()


def picture(kind):
    stream = io.BytesIO()
    Image.fromarray(np.kron(X[0], np.ones((3, 3), np.uint8))).convert("RGB").save(stream, kind)
    return stream.getvalue()


def attempt(name, place):
    """Nothing but images or a ``DataError``; memory and time are bounded by the sizes that were looked at."""
    with contextlib.suppress(DataError):
        assert DATASETS[name].load(place, HOW).train.dtype == np.uint8


def test_mutants_of_an_npz(tmp_path, mutants):
    path = tmp_path / "my.npz"
    for mutant in mutants(npz(x=X, y=np.array(["a", "b", "é"] * 2), classes=np.array(["A", "B"])), 300):
        path.write_bytes(mutant)
        attempt("npz", path)


def test_mutants_of_the_arrays_in_an_npz(tmp_path, mutants):
    """Behind checksums that fit."""
    stream = io.BytesIO()
    np.save(stream, X.astype(np.float32) / 255)
    labels = io.BytesIO()
    np.save(labels, np.array(["a", "b", "é"] * 2))
    path = tmp_path / "my.npz"
    for x, y in zip(mutants(stream.getvalue(), 300), mutants(labels.getvalue(), 300, 1), strict=True):
        for one, other in ((x, labels.getvalue()), (stream.getvalue(), y)):
            with zipfile.ZipFile(path, "w") as archive:
                archive.writestr("x.npy", one)
                archive.writestr("y.npy", other)
            attempt("npz", path)


@pytest.mark.parametrize("packed", [False, True])
def test_mutants_of_idx_files(tmp_path, mutants, packed):
    data = gzip.compress(idx(X)) if packed else idx(X)
    path = tmp_path / "train-images"
    (tmp_path / "train-labels").write_bytes(idx(np.arange(6, dtype=np.uint8)))
    for mutant in mutants(data, 300):
        path.write_bytes(mutant)
        attempt("idx", tmp_path)


@pytest.mark.parametrize("kind", ["png", "jpeg", "gif", "bmp", "tiff", "webp", "ppm", "tga"])
def test_mutants_of_pictures(tmp_path, mutants, kind):
    path = tmp_path / f"picture.{kind}"
    for mutant in mutants(picture(kind), 60):
        path.write_bytes(mutant)
        with contextlib.suppress(DataError):
            assert read(path, HOW).shape == (1, 8, 8)


@pytest.mark.parametrize("whole", [npz(x=X)[:0] + b"", idx(X)])
def test_mutants_of_a_mapped_file(tmp_path, mutants, whole, tiny_bundle):
    manifest = bundle.read(tiny_bundle())
    stream = io.BytesIO()
    np.save(stream, np.zeros((3, 28, 28), np.uint8))
    path = tmp_path / "x.npy"
    for mutant in mutants(whole or stream.getvalue(), 200):
        path.write_bytes(mutant)
        with contextlib.suppress(DataError):
            assert len(open_stream(manifest, "npz", path)) > 0


def test_a_bomb_in_gzip_is_not_unpacked(tmp_path):
    """200 MB of zeros behind a header that asks for six images."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    pieces = [packer.compress(idx(X))] + [packer.compress(bytes(1 << 20)) for _ in range(200)]
    (tmp_path / "train-images").write_bytes(b"".join(pieces) + packer.flush())
    with pytest.raises(DataError, match=r"found 401 bytes, expected 400 bytes"):
        DATASETS["idx"].load(tmp_path, HOW)


def test_a_bomb_in_an_npz_is_not_unpacked(tmp_path):
    path = tmp_path / "my.npz"
    head = io.BytesIO()
    np.lib.format.write_array_header_1_0(head, {"descr": "|u1", "fortran_order": False, "shape": (9**9, 8, 8)})
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("x.npy", head.getvalue() + bytes(1000))
    with pytest.raises(DataError, match="x is not as long as its header says"):
        DATASETS["npz"].load(path, HOW)


def test_a_bomb_of_pixels(tmp_path):
    Image.new("1", (20_000, 20_000)).save(tmp_path / "0.png")
    with pytest.raises(DataError, match="more than 89478485 pixels"):
        read(tmp_path / "0.png", HOW)


@pytest.mark.parametrize("shape", [(2**32 - 1,) * 3, (2**31, 2**31, 4), (0, 2**32 - 1, 2**32 - 1)])
def test_sizes_that_lie(tmp_path, shape):
    (tmp_path / "train-images").write_bytes(bytes((0, 0, 8, 3)) + np.array(shape, ">u4").tobytes())
    with pytest.raises(DataError):
        DATASETS["idx"].load(tmp_path, HOW)


@pytest.mark.skipif(os.name != "posix", reason="links and pipes of this kind are POSIX's")
def test_links_in_circles_and_pipes_in_a_folder(tmp_path):
    for name in ("cats", "dogs"):
        (tmp_path / "pets" / name).mkdir(parents=True)
        for i in range(3):
            Image.fromarray(X[i]).save(tmp_path / "pets" / name / f"{i}.png")
    (tmp_path / "pets" / "cats" / "round").symlink_to(tmp_path / "pets")
    os.mkfifo(tmp_path / "pets" / "cats" / "9.png")
    images = DATASETS["folder"].load(tmp_path / "pets", HOW)
    assert images.classes == ("cats", "dogs")
    assert len(images.train) + len(images.test) == 6


@pytest.mark.skipif(os.name != "posix", reason="other systems have no such names")
def test_a_class_whose_name_is_no_text(tmp_path):
    folder = os.fsencode(tmp_path) + b"/pets/\xff\xfe"
    Path(os.fsdecode(folder)).mkdir(parents=True)
    for i in range(3):
        Image.fromarray(X[i]).save(os.fsdecode(folder) + f"/{i}.png")
    with pytest.raises(DataError, match=r"labels: found the character U\+DCFF in "):
        DATASETS["folder"].load(tmp_path / "pets", HOW)

import gzip
import hashlib
import http.server
import struct
import threading
import zipfile
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aevae_desktop.errors import DataError
from training.data import DATASETS, fetch, idx
from training.data.publications import MNIST

_REMEDY = "Delete it and download the file again."


def to_idx(array):
    return bytes((0, 0, 8, array.ndim)) + struct.pack(f">{array.ndim}I", *array.shape) + array.tobytes()


def complaint(call, *arguments):
    with pytest.raises(DataError) as caught:
        call(*arguments)
    assert "\n" not in str(caught.value)
    return str(caught.value)


# ---------------------------------------------------------------- IDX


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(0, 5), min_size=1, max_size=3), st.booleans())
def test_idx_round_trip(tmp_path_factory, shape, zipped):
    path = tmp_path_factory.mktemp("idx") / "a"
    array = np.random.default_rng(0).integers(0, 256, shape, dtype=np.uint8)
    data = to_idx(array)
    path.write_bytes(gzip.compress(data) if zipped else data)
    np.testing.assert_array_equal(idx.parse(idx.read_bytes(path), path, len(shape)), array)


def test_truncated_idx(tmp_path):
    path = tmp_path / "train"
    data = to_idx(np.zeros((3, 2, 2), np.uint8))[:-5]
    assert complaint(idx.parse, data, path, 3) == (
        f"{path}: found 23 bytes, expected 28 bytes for 3 x 2 x 2 values. {_REMEDY}"
    )


def test_idx_with_half_a_header(tmp_path):
    assert complaint(idx.parse, bytes((0, 0, 8, 3, 0, 0)), tmp_path / "train", 3) == (
        f"{tmp_path}/train: found 6 bytes, expected a header of 16 bytes. {_REMEDY}"
    )


@pytest.mark.parametrize(("data", "found"), [(b"\0\0\x0d\x03" + bytes(12), "0x00000d03"), (b"", "0x")])
def test_wrong_magic(tmp_path, data, found):
    assert complaint(idx.parse, data, tmp_path / "train", 3) == (
        f"{tmp_path}/train: magic: found {found}, expected 0x00000803 (IDX, unsigned bytes, 3 dimensions). {_REMEDY}"
    )


def test_sizes_that_would_overflow(tmp_path):
    data = bytes((0, 0, 8, 3)) + b"\xff" * 12
    assert "expected 79228162458924105385300197391 bytes" in complaint(idx.parse, data, tmp_path / "train", 3)


def test_truncated_gzip(tmp_path):
    path = tmp_path / "train.gz"
    path.write_bytes(gzip.compress(to_idx(np.zeros((9, 2, 2), np.uint8)))[:-9])
    line = complaint(idx.read_bytes, path)
    assert line.startswith(f"{path}: truncated or damaged gzip (")
    assert line.endswith(_REMEDY)


def test_unreadable_file(tmp_path):
    assert complaint(idx.read_bytes, tmp_path) == f"{tmp_path}: not a regular file. Give another file."


# ---------------------------------------------------------------- MNIST


@pytest.fixture
def small_mnist(tmp_path):
    """MNIST with four little files, and their folder."""
    rng = np.random.default_rng(0)
    sums = []
    for part, n in (("train", 7), ("t10k", 3)):
        for kind, array in (
            ("images-idx3", rng.integers(0, 256, (n, 28, 28), dtype=np.uint8)),
            ("labels-idx1", np.arange(n, dtype=np.uint8)),
        ):
            data = to_idx(array)
            (tmp_path / f"{part}-{kind}-ubyte.gz").write_bytes(gzip.compress(data))
            sums.append(hashlib.sha256(data).hexdigest())
    return replace(MNIST, sums=tuple(sums)), tmp_path


def test_load_from_a_folder(small_mnist):
    mnist, folder = small_mnist
    images = mnist.load(folder)
    assert images.train.shape == (7, 1, 28, 28)
    assert images.test_label.tolist() == [0, 1, 2]
    assert images.spec.n_train == 7
    names = ("train-images-idx3", "train-labels-idx1", "t10k-images-idx3", "t10k-labels-idx1")
    assert images.spec.sha256 == {f"{name}-ubyte": total for name, total in zip(names, mnist.sums, strict=True)}


def test_load_from_the_environment(small_mnist, monkeypatch):
    mnist, folder = small_mnist
    monkeypatch.setenv("AEVAE_DATA", str(folder))
    assert len(mnist.load(None).test) == 3


def test_an_environment_that_names_no_folder_downloads_nothing(small_mnist, monkeypatch):
    mnist, folder = small_mnist
    monkeypatch.setenv("AEVAE_DATA", str(folder / "nowhere"))
    monkeypatch.setattr(fetch, "_retrieve", lambda url, part: pytest.fail("asked for it"))
    assert complaint(mnist.load, None).startswith(f"{folder}/nowhere: train-images-idx3-ubyte.gz is not there. ")


def test_load_from_the_cache_packed_or_not(small_mnist, monkeypatch):
    mnist, folder = small_mnist
    monkeypatch.delenv("AEVAE_DATA", raising=False)
    monkeypatch.setattr(fetch, "cache_folder", lambda name: folder)
    assert len(mnist.load(None).test) == 3
    for path in folder.glob("*.gz"):  # as earlier versions kept them
        path.with_suffix("").write_bytes(gzip.decompress(path.read_bytes()))
        path.unlink()
    assert len(mnist.load(None).test) == 3


def test_a_file_is_missing(small_mnist):
    mnist, folder = small_mnist
    (folder / "t10k-labels-idx1-ubyte.gz").unlink()
    assert complaint(mnist.load, folder) == (
        f"{folder}: t10k-labels-idx1-ubyte.gz is not there. "
        f"Give a folder with the four files of {mnist.title}, gzipped as published."
    )


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_a_file_that_is_not_the_original(small_mnist, pack):
    mnist, folder = small_mnist
    path = folder / "t10k-labels-idx1-ubyte.gz"
    data = to_idx(np.full(3, 9, np.uint8))
    path.write_bytes(pack(data))
    assert complaint(mnist.load, folder) == (
        f"{path}: sha256 of the decompressed bytes: found {hashlib.sha256(data).hexdigest()}, "
        f"expected {mnist.sums[3]}. "
        f"This is not the original file of {mnist.title}; delete it and download it again."
    )


def test_the_real_thing(mnist):
    assert mnist.train.shape == (60000, 1, 28, 28)
    assert mnist.test.shape == (10000, 1, 28, 28)
    assert np.bincount(mnist.test_label).tolist() == [980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009]


# ---------------------------------------------------------------- downloads


def _mirrors(monkeypatch, answers):
    """What the mirrors answer, by their name: bytes, or an error; the addresses that were asked for are returned."""
    asked = []

    def retrieve(url, part):
        asked.append(url)
        answer = answers[url.rsplit("/", 1)[0]]
        if isinstance(answer, Exception):
            raise answer
        part.write_bytes(answer)

    monkeypatch.setattr(fetch, "_retrieve", retrieve)
    return asked


def _sha256(data):
    if data == b"damaged":
        raise DataError("truncated or damaged gzip")
    return hashlib.sha256(data).hexdigest()


def _md5(data):
    return hashlib.md5(data).hexdigest()


_SUMS = {"a": _sha256(b"right")}


@pytest.mark.parametrize("first", [OSError("unreachable"), b"wrong", ValueError("no address"), b"damaged"])
def test_the_second_mirror_helps(tmp_path, monkeypatch, first):
    asked = _mirrors(monkeypatch, {"one": first, "two": b"right"})
    fetch.download(tmp_path / "new" / "mnist", ("one/", "two/"), _SUMS, _sha256)
    assert [path.name for path in (tmp_path / "new" / "mnist").iterdir()] == ["a"]
    assert (tmp_path / "new" / "mnist" / "a").read_bytes() == b"right"
    assert asked == ["one/a", "two/a"]


def test_what_is_there_is_not_fetched_again(small_mnist, monkeypatch):
    mnist, folder = small_mnist
    monkeypatch.delenv("AEVAE_DATA", raising=False)
    monkeypatch.setattr(fetch, "cache_folder", lambda name: folder)
    missing = folder / "t10k-labels-idx1-ubyte.gz"
    asked = _mirrors(monkeypatch, {"one": missing.read_bytes()})
    missing.unlink()
    assert replace(mnist, mirrors=("one/",)).load(None).test_label.tolist() == [0, 1, 2]
    assert asked == [f"one/{missing.name}"]


def test_offline(tmp_path, monkeypatch):
    _mirrors(monkeypatch, {"one": OSError("unreachable"), "two": b"wrong"})
    assert complaint(fetch.download, tmp_path, ("one/", "two/"), _SUMS, _sha256) == (
        "a was not found and cannot be downloaded (one/: OSError; two/: wrong checksum). "
        "Connect to the network, give --data-dir, or train on the built-in digits with --dataset digits."
    )
    assert not list(tmp_path.iterdir())


# ---------------------------------------------------------------- every set that needs no network


@pytest.mark.parametrize("name", ["digits"])
def test_a_set_that_is_always_there(name):
    images = DATASETS[name].load(None)
    assert images.train.dtype == images.test.dtype == np.uint8
    assert images.train.shape[1:] == images.test.shape[1:] == (1, 28, 28)
    assert (len(images.train), len(images.test)) == (images.spec.n_train, images.spec.n_test)
    assert set(images.train_label) == set(range(len(images.classes)))
    assert images.train.max() == 255
    assert images.spec.licence


@pytest.fixture
def server(tmp_path):
    """A mirror on this machine, serving ``tmp_path / "www"``."""
    folder = tmp_path / "www"
    folder.mkdir()

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def __init__(self, *arguments):
            super().__init__(*arguments, directory=str(folder))

        def log_message(self, *arguments):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Quiet) as serving:
        thread = threading.Thread(target=serving.serve_forever)
        thread.start()
        yield folder, f"http://127.0.0.1:{serving.server_port}/"
        serving.shutdown()
        thread.join()


def test_a_real_archive(server, tmp_path, monkeypatch):
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    folder, url = server
    with zipfile.ZipFile(folder / "all.zip", "w") as archive:
        archive.writestr("in/a.gz", b"one")
        archive.writestr("in/b.gz", b"two")
    (folder / "bad.zip").write_bytes(b"<html>moved</html>")
    place, md5 = tmp_path / "cache", {"a.gz": _md5(b"one"), "b.gz": _md5(b"two")}
    fetch.download(place, (f"{url}bad.zip!in/", f"{url}all.zip!in/"), md5, _md5)
    assert sorted(path.name for path in place.iterdir()) == ["a.gz", "b.gz"]
    assert (place / "b.gz").read_bytes() == b"two"


def test_packed_files_from_a_folder(server, tmp_path, monkeypatch):
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    folder, url = server
    (folder / "a.gz").write_bytes(b"one")
    fetch.download(tmp_path / "cache", (f"{url}no/", url), {"a.gz": _md5(b"one")}, _md5)
    assert [path.name for path in (tmp_path / "cache").iterdir()] == ["a.gz"]


def test_a_real_download_of_mnist(small_mnist, server, tmp_path, monkeypatch):
    """Mirrors may pack the same bytes in their own way."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.delenv("AEVAE_DATA", raising=False)
    monkeypatch.setattr(fetch, "cache_folder", lambda name: tmp_path / "cache")
    mnist, packed = small_mnist
    folder, url = server
    for path in packed.glob("*.gz"):
        (folder / path.name).write_bytes(gzip.compress(gzip.decompress(path.read_bytes()), 1, mtime=7))
    assert len(replace(mnist, mirrors=(f"{url}missing/", url)).load(None).train) == 7
    assert sorted(path.name for path in (tmp_path / "cache").iterdir()) == sorted(mnist.files)

import gzip
import hashlib
import http.server
import struct
import threading
import zipfile

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aevae_desktop.errors import DataError
from training.data import DATASETS, fetch, idx, mnist

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
def small_mnist(tmp_path, monkeypatch):
    """Four little files and the checksums that belong to them."""
    rng = np.random.default_rng(0)
    sums = {}
    for part, n in (("train", 7), ("t10k", 3)):
        for kind, array in (
            ("images-idx3", rng.integers(0, 256, (n, 28, 28), dtype=np.uint8)),
            ("labels-idx1", np.arange(n, dtype=np.uint8)),
        ):
            data = to_idx(array)
            (tmp_path / f"{part}-{kind}-ubyte.gz").write_bytes(gzip.compress(data))
            sums[f"{part}-{kind}-ubyte"] = hashlib.sha256(data).hexdigest()
    monkeypatch.setattr(mnist, "SHA256", sums)
    return tmp_path


def test_load_from_a_folder(small_mnist):
    images = mnist.load(small_mnist)
    assert images.train.shape == (7, 1, 28, 28)
    assert images.test_label.tolist() == [0, 1, 2]
    assert images.spec.n_train == 7


def test_load_from_the_environment(small_mnist, monkeypatch):
    monkeypatch.setenv("AEVAE_DATA", str(small_mnist))
    assert len(mnist.load(None).test) == 3


def test_load_from_the_cache(small_mnist, monkeypatch):
    monkeypatch.delenv("AEVAE_DATA", raising=False)
    monkeypatch.setattr(fetch, "cache_folder", lambda name: small_mnist)
    assert len(mnist.load(None).test) == 3


def test_a_file_is_missing(small_mnist):
    (small_mnist / "t10k-labels-idx1-ubyte.gz").unlink()
    assert complaint(mnist.load, small_mnist) == (
        f"{small_mnist}: t10k-labels-idx1-ubyte[.gz] is not there. Give a folder with the four MNIST files."
    )


def test_a_file_that_is_not_the_original(small_mnist):
    path = small_mnist / "t10k-labels-idx1-ubyte"
    data = to_idx(np.full(3, 9, np.uint8))
    path.write_bytes(data)
    assert complaint(mnist.load, small_mnist) == (
        f"{path}: sha256 of the decompressed bytes: found {hashlib.sha256(data).hexdigest()[:12]}…, "
        f"expected {mnist.SHA256[path.name][:12]}…. "
        "This is not the original MNIST file; delete it and download it again."
    )


def test_the_real_thing(mnist):
    assert mnist.train.shape == (60000, 1, 28, 28)
    assert mnist.test.shape == (10000, 1, 28, 28)
    assert np.bincount(mnist.test_label).tolist() == [980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009]


# ---------------------------------------------------------------- downloads


def _mirrors(monkeypatch, answers):
    asked = []

    def get(url, folder):
        asked.append(url)
        answer = answers[url.rsplit("/", 1)[0]]
        if isinstance(answer, Exception):
            raise answer
        return answer

    monkeypatch.setattr(fetch, "_get", get)
    return asked


_SUMS = {"a": hashlib.sha256(b"right").hexdigest()}


@pytest.mark.parametrize("first", [OSError("unreachable"), b"wrong", ValueError("damaged gzip")])
def test_the_second_mirror_helps(tmp_path, monkeypatch, first):
    asked = _mirrors(monkeypatch, {"one": first, "two": b"right"})
    fetch.download(tmp_path / "new" / "mnist", ("one/", "two/"), _SUMS)
    assert (tmp_path / "new" / "mnist" / "a").read_bytes() == b"right"
    assert asked == ["one/a.gz", "two/a.gz"]


def test_what_is_there_is_not_fetched_again(tmp_path, monkeypatch):
    asked = _mirrors(monkeypatch, {})
    (tmp_path / "a").write_bytes(b"right")
    fetch.download(tmp_path, ("one/",), _SUMS)
    assert asked == []


def test_offline(tmp_path, monkeypatch):
    _mirrors(monkeypatch, {"one": OSError("unreachable"), "two": b"wrong"})
    assert complaint(fetch.download, tmp_path, ("one/", "two/"), _SUMS) == (
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
    md5 = {"a.gz": hashlib.md5(b"one").hexdigest(), "b.gz": hashlib.md5(b"two").hexdigest()}
    place = fetch.download_packed(tmp_path / "cache", (f"{url}bad.zip!in/", f"{url}all.zip!in/"), md5)
    assert sorted(path.name for path in place.iterdir()) == ["a.gz", "b.gz"]
    assert (place / "b.gz").read_bytes() == b"two"


def test_packed_files_from_a_folder(server, tmp_path, monkeypatch):
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    folder, url = server
    (folder / "a.gz").write_bytes(b"one")
    md5 = {"a.gz": hashlib.md5(b"one").hexdigest()}
    place = fetch.download_packed(tmp_path / "cache", (f"{url}no/", url), md5)
    assert [path.name for path in place.iterdir()] == ["a.gz"]


def test_a_real_download(server, tmp_path, monkeypatch):
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    folder, url = server
    (folder / "a.gz").write_bytes(gzip.compress(b"right"))
    fetch.download(tmp_path / "cache", (f"{url}missing/", url), _SUMS)
    assert [path.name for path in (tmp_path / "cache").iterdir()] == ["a"]
    assert (tmp_path / "cache" / "a").read_bytes() == b"right"

"""A set in numbered files is the set in one file, of which nothing is read before its turn."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from aevae_desktop.errors import DataError
from training.data import DATASETS, Preparation, source
from training.data.rows import Rows

RNG = np.random.default_rng(0)
X = RNG.integers(0, 256, (50, 10, 9), dtype=np.uint8)
Y = np.arange(50) % 3
HOW = Preparation(height=10, width=9, test_share=0.3)


def cut(folder, x=X, y=Y, sizes=(20, 7, 23), name="images", digits=4):
    folder.mkdir()
    for number, rows in enumerate(np.split(np.arange(len(x)), np.cumsum(sizes)[:-1])):
        np.save(folder / f"{name}-{number:0{digits}}.npy", x[rows])
        if y is not None:
            np.save(folder / f"labels-{number:0{digits}}.npy", y[rows])
    return folder


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("y", [Y, Y.astype(str), None])
def test_shards_are_the_set_of_one_file(tmp_path, y, dark):
    x = np.where(RNG.random(X.shape) < 0.2, 0, 255).astype(np.uint8) if dark else X
    if dark:
        x[:, (0, -1)], x[:, :, (0, -1)] = 255, 255
    how = Preparation(height=10, width=9, test_share=0.3, ink="light")
    np.savez(tmp_path / "one.npz", x=x, **({} if y is None else {"y": y}))
    one = DATASETS["npz"].load(tmp_path / "one.npz", how)
    many = DATASETS["npz"].load(cut(tmp_path / "one", x, y, digits=1), how)
    assert isinstance(many.train, Rows)
    assert ("inverted" in str(one.notes)) == dark
    assert (many.spec, many.recipe, many.notes, many.classes) == (one.spec, one.recipe, one.notes, one.classes)
    for name in ("train", "test", "train_label", "test_label"):
        np.testing.assert_array_equal(np.asarray(getattr(many, name)), getattr(one, name))


def test_rows_are_read_as_of_an_array(tmp_path):
    whole = X[:, None]
    rows = Rows([whole[:20], whole[20:27], whole[27:]])
    assert (len(rows), rows.shape, rows.size) == (50, whole.shape, whole.size)
    for key in (slice(3, 40), slice(None, None, 7), slice(60, 70), np.array([49, 0, 26, 26]), Y == 1):
        np.testing.assert_array_equal(rows[key], whole[key])
        np.testing.assert_array_equal(rows.only(key)[:], whole[key])
        np.testing.assert_array_equal(np.asarray(rows.only(key).turned()), 255 - whole[key])


def test_the_window_reads_them_in_their_order(tmp_path):
    found = source.opened(cut(tmp_path / "s"), HOW)
    assert (found.n, found.label.tolist()) == (50, Y.tolist())
    np.testing.assert_array_equal(found.read(18, 30)[0], X[18:30, None])


@pytest.mark.parametrize(
    ("harm", "line"),
    [
        (lambda at: (at / "images-0001.npy").unlink(), "s: images number 1 missing. Each file of images"),
        (lambda at: (at / "labels-0002.npy").unlink(), "s: labels number 2 missing"),
        (
            lambda at: np.save(at / "images-0001.npy", X[20:27] / 255),
            "images-0001.npy: found float64 of shape (7, 10, 9)",
        ),
        (lambda at: np.save(at / "images-0002.npy", X[27:, :8]), "images-0002.npy: found images (1, 8, 9), expected"),
        (
            lambda at: np.save(at / "labels-0000.npy", Y[:3]),
            "labels-0000.npy: found labels of shape (3,), expected one",
        ),
        (lambda at: (at / "images-0002.npy").write_bytes(b"no array"), "images-0002.npy: cannot be mapped"),
        (
            lambda at: (at / "images-0000.npy").write_bytes((at / "images-0000.npy").read_bytes()[:-1]),
            "images-0000.npy: cannot be mapped (images-0000.npy is not as long as its header says)",
        ),
    ],
)
def test_what_is_wrong_with_them_is_one_line(tmp_path, harm, line):
    folder = cut(tmp_path / "s")
    harm(folder)
    with pytest.raises(DataError) as caught:
        DATASETS["npz"].load(folder, HOW)
    assert line in str(caught.value)
    assert "\n" not in str(caught.value)


# 280 MB of images, where 128 MB may be allocated; a mapped file does not count
SMALL_MEMORY = """
import resource, sys
import numpy as np
from pathlib import Path
from training.data import DATASETS
from training.trainer import loop
from training.trainer.config import RunConfig
config = RunConfig(dataset="npz", hidden=(8,), fourier=2, epochs=0.1, batch_size=128, validation=100, start="mean")

def train(place):
    return loop.fit(config, DATASETS["npz"].load(Path(place)), Path(f"runs/{place}"), quiet=True)

train("small")  # what the libraries take once
used = int(next(l for l in Path("/proc/self/status").read_text().splitlines() if "VmData" in l).split()[1]) * 1024
resource.setrlimit(resource.RLIMIT_DATA, (used + (128 << 20), resource.RLIM_INFINITY))
if sys.argv[1:]:
    np.concatenate([np.load(path) for path in sorted(Path("large").glob("images-*.npy"))])
print(train("large").stopped)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="limits of memory are Linux's")
def test_a_set_larger_than_the_memory_is_trained_on(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[4]))
    x = RNG.integers(0, 256, (36_000, 36, 36), dtype=np.uint8)
    (tmp_path / "large").mkdir()
    for number in range(6):
        np.save(tmp_path / "large" / f"images-{number}.npy", x)
    cut(tmp_path / "small", x[:1200], None, sizes=(300, 900))

    def run(*more):
        command = [sys.executable, "-c", SMALL_MEMORY, *more]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    done = run()
    assert (done.returncode, done.stdout) == (0, "finished\n"), done.stderr
    assert "MemoryError" in run("read it whole").stderr

"""A person's own images piece by piece, as the window's process reads them, and what that process answers."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest
from PIL import Image

from aevae_desktop.engine.wire.frames import Frame, ProtocolError, unpack
from aevae_desktop.engine.wire.framing import Cutter
from aevae_desktop.errors import DataError
from training.data import Preparation, folder, npz, source
from training.data.arrays import npy_file
from training.data.serving import Serving

HOW = Preparation(8, 9, ink="light")
RNG = np.random.default_rng(5)
SMALL = RNG.integers(0, 120, (30, 8, 9), dtype=np.uint8)


def all_of(found, size=7):
    pieces = [found.read(first, first + size) for first in range(0, found.n, size)]
    return np.concatenate([x for x, _ in pieces]), [row for _, rows in pieces for row in rows]


@pytest.fixture
def pictures(tmp_path):
    """Thirty pictures of the model's own size in two outer folders, of three inner ones each."""
    for k, x in enumerate(SMALL):
        place = tmp_path / "set" / "ab"[k % 2] / "xyz"[k % 3]
        place.mkdir(parents=True, exist_ok=True)
        Image.fromarray(x).save(place / f"{k:02}.png")
    return tmp_path / "set"


@pytest.mark.parametrize(
    ("which", "classes"), [("outer", ["a", "b"]), ("inner", [f"{o}/{i}" for o in "ab" for i in "xyz"])]
)
def test_pictures_come_with_the_names_of_their_folders(pictures, which, classes):
    found = source.opened(pictures, Preparation(8, 9, ink="light", class_folders=which))
    x, rows = all_of(found)
    assert list(found.classes) == classes
    assert rows == list(range(30))
    files = sorted(pictures.rglob("*.png"), key=lambda path: (path.parent.parent.name, path))
    for row, path in enumerate(files):
        np.testing.assert_array_equal(x[row, 0], SMALL[int(path.stem)])
        outer, inner = path.parent.parent.name, f"{path.parent.parent.name}/{path.parent.name}"
        assert found.classes[found.label[row]] == (outer if which == "outer" else inner)


def test_nothing_but_some_is_read_before_its_turn(pictures, monkeypatch):
    read = []
    real = folder.read
    monkeypatch.setattr(folder, "read", lambda path, how: (read.append(path), real(path, how))[1])
    monkeypatch.setattr(source, "TRIED", 3)
    found = source.opened(pictures, HOW)
    assert len(read) == 3
    found.read(0, 4)
    assert len(read) == 7


def test_one_that_cannot_be_read_is_left_out_and_told(pictures):
    broken = sorted(pictures.rglob("*.png"))[4]
    broken.write_bytes(broken.read_bytes()[:60])
    found = source.opened(pictures, HOW)
    x, rows = all_of(found)
    assert len(x) == len(rows) == 29
    (why,) = found.skipped
    assert broken.name in why


def test_arrays_keep_their_order_and_labels_are_taken_as_numpy_users_have_them(tmp_path):
    place = tmp_path / "some.npz"
    names = np.array(["cat", "dog", "emu"])
    count = np.arange(30) % 3
    for y, classes in (
        (count, ("0", "1", "2")), (names[count], tuple(names)), (np.eye(3)[count], ("0", "1", "2")),
        (count.astype(np.float64), ("0", "1", "2")), (count[:, None], ("0", "1", "2")),
    ):  # fmt: skip
        np.savez(place, x=SMALL, y=y)
        found = source.opened(place, HOW)
        np.testing.assert_array_equal(all_of(found)[0][:, 0], SMALL)
        np.testing.assert_array_equal(found.label, count)
        assert found.classes == classes
        assert found.value is None
    np.savez(place, x=SMALL, y=count + 1, classes=names)
    assert source.opened(place, HOW).classes == tuple(names)
    np.testing.assert_array_equal(source.opened(place, HOW).label, count)
    np.savez(place, x=SMALL)
    assert source.opened(place, HOW).classes == ()


def test_a_target_that_is_no_class_is_a_number_of_each(tmp_path):
    target = np.linspace(0.5, 9.25, 30)
    np.savez(tmp_path / "some.npz", x=SMALL, y=target)
    found = source.opened(tmp_path / "some.npz", HOW)
    np.testing.assert_array_equal(found.value, target.astype(np.float32))
    assert found.classes == ()
    assert (found.label == -1).all()
    assert any("column" in note for note in found.notes)


def test_training_and_test_arrays_come_one_after_the_other(tmp_path):
    np.savez(
        tmp_path / "some.npz", x_train=SMALL[:20], y_train=np.arange(20) % 2, x_test=SMALL[20:], y_test=np.ones(10, int)
    )
    found = source.opened(tmp_path / "some.npz", HOW)
    np.testing.assert_array_equal(all_of(found)[0][:, 0], SMALL)
    np.testing.assert_array_equal(found.label, [*(np.arange(20) % 2), *np.ones(10, int)])


def test_dark_ink_is_inverted_where_the_model_was_trained_so(tmp_path):
    dark = np.full((30, 8, 9), 255, np.uint8)
    dark[:, 3:5, 4] = 0
    np.save(tmp_path / "some.npy", dark)
    np.testing.assert_array_equal(all_of(source.opened(tmp_path / "some.npy", HOW))[0][:, 0], 255 - dark)
    as_is = source.opened(tmp_path / "some.npy", Preparation(8, 9, ink="as-is"))
    np.testing.assert_array_equal(all_of(as_is)[0][:, 0], dark)
    for k in range(12):
        Image.fromarray(dark[0]).save(tmp_path / f"{k}.png")
    (tmp_path / "some.npy").unlink()
    found = source.opened(tmp_path, HOW)
    assert source.INVERTED["light"] in found.notes
    np.testing.assert_array_equal(all_of(found)[0][3, 0], 255 - dark[0])


def test_light_ink_is_inverted_for_a_model_that_draws_in_dark_ink(tmp_path):
    light = np.zeros((30, 8, 9), np.uint8)
    light[:, 3:5, 4] = 255
    how = Preparation(8, 9, ink="dark")
    for ink, x in (("light", light), ("dark", 255 - light)):
        np.save(tmp_path / f"{ink}.npy", x)
        found = source.opened(tmp_path / f"{ink}.npy", how)
        np.testing.assert_array_equal(all_of(found)[0][:, 0], 255 - light)
        assert (source.INVERTED["dark"] in found.notes) == (ink == "light")


@pytest.mark.parametrize("name", ["some.npy", "some.npz", "packed.npz"])
def test_large_arrays_stay_in_their_file(tmp_path, monkeypatch, name):
    monkeypatch.setattr(npy_file, "MAPPED_FROM", 100)
    np.save(tmp_path / "some.npy", SMALL)
    np.savez(tmp_path / "some.npz", x=SMALL, y=np.arange(30) % 3)
    np.savez_compressed(tmp_path / "packed.npz", x=SMALL)
    _, (part,), _, _ = npz.parts(tmp_path / name, HOW, mapped=True)
    assert isinstance(base_of(part.x), np.memmap) == (name != "packed.npz")
    assert not isinstance(base_of(npz.parts(tmp_path / name, HOW)[1][0].x), np.memmap)
    found = source.opened(tmp_path / name, HOW)
    np.testing.assert_array_equal(all_of(found)[0][:, 0], SMALL)


def base_of(x):
    while isinstance(x, np.ndarray) and x.base is not None and not isinstance(x, np.memmap):
        x = x.base
    return x


def test_a_mapped_file_that_is_shorter_than_it_says_is_one_line(tmp_path, monkeypatch):
    monkeypatch.setattr(npy_file, "MAPPED_FROM", 100)
    np.save(tmp_path / "some.npy", SMALL)
    whole = (tmp_path / "some.npy").read_bytes()
    (tmp_path / "some.npy").write_bytes(whole[:-50])
    with pytest.raises(DataError, match="not as long as its header says"):
        source.opened(tmp_path / "some.npy", HOW)


def test_the_digits_need_neither_pytorch_nor_an_import_of_scikit_learn(monkeypatch):
    pytest.importorskip("sklearn")
    code = """if True:
        import sys
        from training.data import Preparation, source
        found = source.known("digits", Preparation(28, 28))
        assert (found.n, found.classes) == (1797, tuple("0123456789"))
        assert found.read(0, 3)[0].shape == (3, 1, 28, 28)
        assert not {"torch", "sklearn"} & set(sys.modules)
    """
    subprocess.run([sys.executable, "-c", code], check=True, timeout=120)
    monkeypatch.setattr("training.data.digits.find_spec", lambda _: None)
    with pytest.raises(DataError, match=r"scikit-learn, which is not installed.*pip install"):
        source.known("digits", Preparation(28, 28))


def test_what_does_not_fit_the_model_is_one_line(tmp_path, monkeypatch):
    np.save(tmp_path / "some.npy", SMALL)
    with pytest.raises(DataError, match=r"some\.npy: found images of 8 x 9 x 1, expected 28 x 28 x 1"):
        source.opened(tmp_path / "some.npy", Preparation(28, 28))
    monkeypatch.setattr(source, "MOST", 29)
    with pytest.raises(DataError, match="found 30 images, expected 1 to 29"):
        source.opened(tmp_path / "some.npy", HOW)


def frame(data):
    (body,) = Cutter().cut(data)
    return unpack(body)


def first(place):
    return Frame({"place": str(place), "class_folders": "outer", "ink": "light", "image": [8, 9, 1], "span": [0, 1]})


def test_the_process_hands_over_everything_and_says_what_is_left(pictures):
    serving = Serving()
    head = frame(serving.answer(first(pictures))).header
    assert (head["n"], head["classes"]) == (30, ["a", "b"])
    replies = [frame(serving.answer(Frame({"next": 12}))) for _ in range(3)]
    assert [reply.header["left"] for reply in replies] == [18, 6, 0]
    assert [reply.arrays["x"].shape for reply in replies] == [(12, 8, 9), (12, 8, 9), (6, 8, 9)]
    np.testing.assert_array_equal(np.concatenate([reply.arrays["label"] for reply in replies]), np.repeat([0, 1], 15))


def test_the_process_says_what_is_wrong_in_a_line_and_ends_over_nonsense(tmp_path):
    error = frame(Serving().answer(first(tmp_path / "missing"))).header["error"]
    assert "missing" in str(error)
    for head in ({"next": 3}, {"place": 3}, {}):
        with pytest.raises(ProtocolError):
            Serving().answer(Frame(head))

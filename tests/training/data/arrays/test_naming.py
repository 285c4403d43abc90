"""Arrays as numpy users have them: every way to keep one set gives that set and says so; what is unclear is refused."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aevae_desktop.errors import DataError
from training.data import DATASETS, Preparation
from training.data.arrays import naming
from training.data.stream import Stream, open_stream

SMALL = Preparation(height=8, width=8, test_share=0.25)
X = np.random.default_rng(0).integers(0, 256, (40, 8, 8), dtype=np.uint8)
X[0, 0, :2] = 0, 255  # the whole range is used
Y = np.arange(40) % 3


def load(place, how=SMALL):
    return DATASETS["npz"].load(place, how)


def saved(tmp_path, **held):
    np.savez(tmp_path / "d.npz", **held)
    return tmp_path / "d.npz"


def content(images):
    """The images with the names of their classes, in any order."""
    names = (*images.classes, None)
    both = [*zip(images.train, images.train_label, strict=True), *zip(images.test, images.test_label, strict=True)]
    return Counter((x.tobytes(), names[label]) for x, label in both)


def complaint(place, how=SMALL):
    with pytest.raises(DataError) as caught:
        load(place, how)
    assert "\n" not in str(caught.value)
    return str(caught.value)


WAYS = {
    "floats are 0 to 255": lambda x: x.astype(np.float32),
    "16-bit integers are 0 to 65535": lambda x: x.astype(np.uint16) * 257,
    "64 values in a row are 8 x 8 grey": lambda x: x.reshape(len(x), 64),
    "floats are -1 to 1": lambda x: x / 127.5 - 1,
}


@pytest.mark.parametrize("said", WAYS)
def test_pixels_kept_in_another_way_are_the_same_images(tmp_path, said):
    plain = load(saved(tmp_path, x=X, y=Y))
    images = load(saved(tmp_path, x=WAYS[said](X), y=Y))
    assert content(images) == content(plain)
    assert images.spec.sha256 == plain.spec.sha256
    assert images.recipe["assumed"] == said
    assert images.notes == (f"assumed: {said}",)
    assert "assumed" not in plain.recipe


REFUSED = {(dtype, (0, 65535)) for dtype in (np.float16, np.float32, np.float64, np.int64)}


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from([np.float16, np.float32, np.float64, np.uint8, np.uint16, np.int64]),
    st.sampled_from([(0, 1), (0, 255), (-1, 1), (0, 65535)]),
    st.integers(0, 2**32 - 1),
)
def test_a_range_is_read_as_it_was_meant_or_refused(tmp_path_factory, dtype, span, seed):
    """Whatever number kind holds it: pixels come back within rounding, never stretched another way."""
    low, high = span
    x = np.random.default_rng(seed).integers(0, 256, (6, 8, 8))
    x[0, 0, :2] = 0, 255
    floats, bright = np.dtype(dtype).kind == "f", high >= 255
    with np.errstate(over="ignore"):  # 65535 is infinite as a float16
        kept = (x / 255 * (high - low) + low if floats else x * (high // 255) if bright else x.clip(0, 1)).astype(dtype)
    place = tmp_path_factory.mktemp("range")
    try:
        images = load(saved(place, x=kept))
    except DataError:
        assert (dtype, span) in REFUSED
        return
    assert (dtype, span) not in REFUSED
    got = np.sort(np.concatenate([images.train, images.test]).sum(axis=(1, 2, 3)))
    meant = x if floats or bright else x.clip(0, 1) * 255
    assert np.abs(got - np.sort(meant.sum(axis=(1, 2)))).max() <= 64  # a grey level a pixel


@pytest.mark.parametrize(
    ("x", "found"),
    [
        (X.astype(np.uint16) * 16, "uint16 pixels from 0 to 4080"),  # 12 bits, or dark ones of 16
        (X / 255 * 16, "float64 pixels from 0 to 16"),  # scikit-learn's digits, or dark photographs
        (X / 255 * 3.2 - 0.42, "float64 pixels from -0.42 to 2.78"),  # standardised
        (X / 255 - 0.5, "float64 pixels from -0.5 to 0.5"),
        (X.astype(np.int64) * 257, "int64 pixels from 0 to 65535"),
    ],
)
def test_a_range_that_would_be_a_guess_is_refused(tmp_path, x, found):
    path = saved(tmp_path, x=x)
    expected = "integers from 0 to 255, or floats from 0 to 1"
    assert complaint(path) == f"{path}: x: found {found}, expected {expected}"


def test_training_and_test_images_share_one_range(tmp_path):
    """Dark test images as floats: alone they would be between 0 and 1."""
    images = load(saved(tmp_path, x_train=X.astype(np.float32), x_test=(X[:4] > 0).astype(np.float32)))
    assert images.test.max() == 1
    assert images.train.max() == 255


def test_binary_integers_are_black_and_white(tmp_path):
    images = load(saved(tmp_path, x=(X > 128).astype(np.uint8)))
    assert np.unique(images.train).tolist() == [0, 255]
    assert images.recipe["assumed"] == "integers 0 and 1 are black and white"


@pytest.mark.parametrize(
    ("held", "said"),
    [
        ({"X": X, "y": Y}, 'images are "X"'),
        ({"X_train": X, "Y_train": Y}, 'images are "X_train", labels are "Y_train"'),
        ({"data": X, "target": Y}, 'images are "data", labels are "target"'),
        ({"images": X, "labels": Y}, 'images are "images", labels are "labels"'),
        ({"arr_0": X, "arr_1": Y}, 'images are "arr_0", labels are "arr_1"'),
        ({"train_images": X, "train_labels": Y[:, None]}, 'images are "train_images", labels are "train_labels"'),
        ({"x": X, "y": Y, "pose": X[:, 0]}, "not used: pose"),
    ],
)
def test_names_that_people_give(tmp_path, held, said):
    plain = load(saved(tmp_path, x=X, y=Y))
    images = load(saved(tmp_path, **held))
    assert content(images) == content(plain)
    assert images.recipe["assumed"] == said


@pytest.mark.parametrize(
    ("held", "found"),
    [
        ({"x": X, "images": X}, "found x and images, expected one of them."),
        ({"X": X, "x": X}, "found X and x, expected one of them."),
        ({"x": X, "y": Y, "labels": Y}, "found y and labels, expected one of them."),
        ({"arr_0": X, "arr_1": X, "arr_2": Y, "arr_3": Y}, "found arr_0, arr_1, arr_2, arr_3, expected an array x."),
    ],
)
def test_names_that_leave_a_choice_are_refused(tmp_path, held, found):
    path = saved(tmp_path, **held)
    assert complaint(path) == f"{path}: {found} {naming.REMEDY}"


LABELS = {
    "texts": (np.array(["0", "1", "2"])[Y], None),
    "bytes": (np.array([b"0", b"1", b"2"])[Y], None),
    "one-hot": (np.eye(3)[Y], "labels are one-hot"),
    "one-hot integers": (np.eye(3, dtype=np.uint8)[Y], "labels are one-hot"),
    "a column": (Y[:, None], None),
    "floats": (Y.astype(np.float64), "labels are whole numbers, kept as floats"),
}


@pytest.mark.parametrize("kind", LABELS)
def test_labels_kept_in_another_way_are_the_same(tmp_path, kind):
    y, said = LABELS[kind]
    images = load(saved(tmp_path, x=X, y=y))
    assert content(images) == content(load(saved(tmp_path, x=X, y=Y)))
    assert images.recipe.get("assumed") == said


def test_labels_from_one_with_names_are_counted_from_zero(tmp_path):
    names = ["a", "b", "c"]
    images = load(saved(tmp_path, x=X, y=Y + 1, classes=names))
    assert content(images) == content(load(saved(tmp_path, x=X, y=Y, classes=names)))
    assert images.recipe["assumed"] == "labels count the classes from 1"


def test_a_float_that_is_no_number_is_no_label(tmp_path):
    y = Y.astype(np.float32)
    y[:2] = np.nan
    assert "2 of 40 images have no label" in load(saved(tmp_path, x=X, y=y)).notes


@pytest.mark.parametrize("y", [Y + 0.5, np.full((40, 3), 1 / 3), np.array([None] * 40, object)])
def test_labels_that_are_none_are_refused(tmp_path, y):
    assert "labels" in complaint(saved(tmp_path, x=X, y=y)) or "astype(str)" in complaint(saved(tmp_path, x=X, y=y))


def test_a_bare_npy_and_a_folder_of_them(tmp_path):
    np.save(tmp_path / "shapes.npy", X)
    images = load(tmp_path / "shapes.npy")
    assert content(images) == content(load(saved(tmp_path, x=X)))
    assert images.title == "shapes"
    folder = tmp_path / "both"
    folder.mkdir()
    np.save(folder / "X.npy", X)
    np.save(folder / "y.npy", Y)
    assert content(load(folder)) == content(load(saved(tmp_path, x=X, y=Y)))


def test_flat_images_are_of_the_size_that_is_given(tmp_path):
    images = load(saved(tmp_path, x=X.reshape(20, 128)), Preparation(8, 16))
    assert images.train.shape[1:] == (1, 8, 16)
    assert images.recipe["assumed"] == "128 values in a row are 8 x 16 grey"


@pytest.mark.parametrize("x", [np.resize(X, (40, 784)), np.resize(X, (40, 28, 28)).astype(np.float32)])
def test_codes_of_a_bare_npy_of_another_kind(tmp_path, tiny_bundle, x):
    from aevae_desktop import bundle

    np.save(tmp_path / "x.npy", x)
    manifest = bundle.read(tiny_bundle())
    stream = open_stream(manifest, "npz", tmp_path / "x.npy")
    assert isinstance(stream, Stream)
    assert len(stream) == 40

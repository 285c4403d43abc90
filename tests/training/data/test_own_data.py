"""A person's own images: folder, npz, idx; what is read, and the exact line for what cannot be."""

import gzip
import json
import struct
import warnings
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from aevae_desktop import bundle
from aevae_desktop.errors import DataError
from training import cli
from training.data import DATASETS, Preparation, own
from training.data.stream import measured_images, open_stream, told

SMALL = Preparation(height=12, width=9, channels=1, test_share=0.25)


def to_idx(array):
    return bytes((0, 0, 8, array.ndim)) + struct.pack(f">{array.ndim}I", *array.shape) + array.tobytes()


def load(kind, place, how=SMALL):
    return DATASETS[kind].load(place, how)


def complaint(kind, place, how=SMALL):
    with pytest.raises(DataError) as caught:
        load(kind, place, how)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def noise(*shape):
    return np.random.default_rng(0).integers(0, 256, shape, dtype=np.uint8)


def save(path, pixels=None, **options):
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(noise(20, 16, 3) if pixels is None else pixels).save(path, **options)
    return path


@pytest.fixture
def pets(tmp_path):
    """Eight cats and four dogs."""
    for name, count in (("cats", 8), ("dogs", 4)):
        for i in range(count):
            save(tmp_path / "pets" / name / f"{i}.png", np.full((20, 16, 3), 10 * i, np.uint8))
    return tmp_path / "pets"


# ---------------------------------------------------------------- folder


def test_class_folders(pets):
    images = load("folder", pets)
    assert images.classes == ("cats", "dogs")
    assert (images.train.shape, images.test.shape) == ((9, 1, 12, 9), (3, 1, 12, 9))
    assert np.bincount(images.test_label).tolist() == [2, 1]
    assert images.title == "pets"
    assert images.notes == ()
    assert images.recipe == {
        "pixels": "cropped about the centre, resized to 12 x 9 (Pillow, bilinear), grey",
        "split": "3 of 12 images test, drawn class by class with seed 0",
    }
    assert (images.spec.name, images.spec.n_train, images.spec.n_test) == ("folder", 9, 3)


def test_a_class_may_be_called_as_a_folder_is(pets):
    (pets / "cats").rename(pets / ("c" * 150))
    assert "c" * 150 in load("folder", pets).classes


def test_rgb_of_another_size(pets):
    images = load("folder", pets, replace(SMALL, channels=3, height=8, width=128))
    assert images.train.shape[1:] == (3, 8, 128)
    assert set(np.unique(images.train)) | set(np.unique(images.test)) == {10 * i for i in range(8)}


def test_flat_folder_without_labels(tmp_path):
    for i in range(4):
        save(tmp_path / "flat" / f"{i}.jpg")
    images = load("folder", tmp_path / "flat")
    assert images.classes == ()
    assert set(images.train_label) == set(images.test_label) == {-1}
    assert images.notes == (own.NO_LABELS,)


def test_train_and_test_folders_are_the_split(tmp_path):
    for part, names in (("train", "ab"), ("test", "b")):
        for name in names:
            save(tmp_path / part / name / "1.png")
    images = load("folder", tmp_path)
    assert (images.classes, images.train_label.tolist(), images.test_label.tolist()) == (("a", "b"), [0, 1], [1])
    assert images.recipe["split"] == "as published"


@pytest.mark.parametrize("suffix", ["png", "jpg", "bmp", "gif", "tif", "webp", "ppm", "PNG"])
def test_any_format(tmp_path, suffix):
    for i in range(2):
        save(tmp_path / f"{i}.{suffix}", np.full((20, 16, 3), 200, np.uint8))
    assert abs(load("folder", tmp_path).train.astype(int) - 200).max() <= 2


def test_what_is_no_picture_is_left_alone(pets):
    (pets / "README.txt").write_text("hello")
    (pets / "cats" / ".hidden.png").write_bytes(b"")
    (pets / ".git").mkdir()
    assert len(load("folder", pets).train) == 9


def test_transparency_is_black_and_16_bits_are_scaled(tmp_path):
    ghost = np.zeros((10, 10, 4), np.uint8)
    ghost[..., 0] = 255
    save(tmp_path / "a" / "0.png", ghost)
    save(tmp_path / "a" / "1.png", ghost)
    assert load("folder", tmp_path / "a").train.max() == 0
    deep = np.full((10, 10), 32896, np.uint16)
    save(tmp_path / "b" / "0.png", deep)
    save(tmp_path / "b" / "1.png", deep)
    assert set(np.unique(load("folder", tmp_path / "b").train)) == {128}


def test_exif_turns_a_picture_upright(tmp_path):
    pixels = np.zeros((16, 16), np.uint8)
    pixels[:8] = 255  # the upper half, in a camera held upside down
    exif = Image.Exif()
    exif[0x0112] = 3
    for i in range(2):
        save(tmp_path / f"{i}.png", pixels, exif=exif)
    x = load("folder", tmp_path, Preparation(16, 16)).train[0, 0]
    assert x[:8].max() == 0
    assert x[8:].min() == 255


def test_proportions_are_kept_by_cropping(tmp_path):
    pixels = np.zeros((16, 32), np.uint8)
    pixels[:, :8] = pixels[:, 24:] = 255  # what a square crop leaves out
    for i in range(2):
        save(tmp_path / f"{i}.png", pixels)
    assert load("folder", tmp_path, Preparation(16, 16)).train.max() == 0


def test_an_empty_folder(tmp_path):
    assert complaint("folder", tmp_path) == (
        f"{tmp_path}: holds no image that can be read. Put images there, or a sub-folder of images for each class."
    )


def test_a_file_that_is_no_image(pets):
    path = pets / "dogs" / "9.png"
    path.write_text("<html>not found</html>")
    assert complaint("folder", pets) == (f"{path}: not an image that can be read. Remove it, or save it again as PNG.")


def test_a_file_that_was_cut_short(pets):
    path = save(pets / "dogs" / "9.png", noise(64, 64, 3))
    path.write_bytes(path.read_bytes()[:2000])
    line = complaint("folder", pets)
    assert line.startswith(f"{path}: damaged or cut short (")
    assert line.endswith("Remove it, or save it again as PNG.")


def test_a_picture_too_large_to_open(pets, monkeypatch):
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 100)
    assert complaint("folder", pets) == (
        f"{pets}/cats/0.png: more than 100 pixels. Remove it, or save it again as PNG."
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assert "more than 100 pixels" in complaint("folder", pets)


def test_postscript_is_never_run(tmp_path):
    (tmp_path / "0.eps").write_text("%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n")
    assert "holds no image that can be read" in complaint("folder", tmp_path)
    (tmp_path / "0.eps").rename(tmp_path / "0.png")
    assert complaint("folder", tmp_path).startswith(f"{tmp_path}/0.png: not an image that can be read.")


def test_images_beside_class_folders(pets):
    save(pets / "lost.png")
    assert complaint("folder", pets) == (
        f"{pets}: found 1 images beside 2 sub-folders, expected either images or a sub-folder for each class"
    )


def test_a_single_image(tmp_path):
    save(tmp_path / "0.png")
    assert complaint("folder", tmp_path) == (
        f"{tmp_path}: found 1 image, expected at least 2, one to train on and one to test"
    )


def test_one_class_only_is_allowed_and_said(tmp_path):
    for i in range(4):
        save(tmp_path / "cats" / f"{i}.png")
    images = load("folder", tmp_path)
    assert set(images.train_label) == {0}
    assert images.notes == ('one class only ("cats"): the map will show how it varies, and nothing to tell it from',)


@pytest.mark.parametrize(
    ("kind", "line"),
    [
        ("folder", "--data-dir: found nothing, expected the folder of the images"),
        ("npz", "--data-dir: found nothing, expected the .npz file with the images"),
        ("idx", "--data-dir: found nothing, expected the folder of the IDX files"),
    ],
)
def test_no_place_given(kind, line):
    assert complaint(kind, None) == line


@pytest.mark.parametrize("kind", ["folder", "npz", "idx"])
def test_a_place_that_is_not_there(tmp_path, kind):
    line = complaint(kind, tmp_path / "no")
    assert line.startswith(f"{tmp_path}/no: ")
    assert "is not a folder" in line or "missing" in line


# ---------------------------------------------------------------- npz


def npz(tmp_path, **arrays):
    path = tmp_path / "my.npz"
    np.savez(path, **arrays)
    return path


@pytest.mark.parametrize(
    ("shape", "wanted"),
    [
        ((8, 9, 10), (1, 9, 10)),
        ((8, 9, 10, 1), (1, 9, 10)),
        ((8, 9, 10, 3), (3, 9, 10)),
        ((8, 3, 9, 10), (3, 9, 10)),
        ((8, 1, 128, 8), (1, 128, 8)),
    ],
)
def test_npz_shapes(tmp_path, shape, wanted):
    x = noise(*shape)
    images = load("npz", npz(tmp_path, x=x, y=np.arange(8) % 2))
    assert images.train.shape == (6, *wanted)
    assert images.classes == ("0", "1")
    both = np.concatenate([images.train, images.test])
    assert both.sum() == x.sum(dtype=np.int64)
    if shape[-1] == 3:
        assert any((both[i].transpose(1, 2, 0) == x[0]).all() for i in range(8))


def test_npz_with_its_own_split_and_names(tmp_path):
    x = noise(5, 8, 8)
    path = npz(tmp_path, x_train=x, y_train=[0, 1, 2, 1, -1], x_test=x[:2], y_test=[2, 0], classes=["a", "b", "c"])
    images = load("npz", tmp_path)
    assert (images.train[:, 0] == x).all()
    assert images.test_label.tolist() == [2, 0]
    assert images.classes == ("a", "b", "c")
    assert images.notes == ("1 of 7 images have no label",)
    assert images.title == path.stem


def test_labels_may_be_any_numbers_or_texts(tmp_path):
    x = noise(4, 8, 8)
    for y, classes in (([7, 3, 7, 3], ("3", "7")), (["b", "a", "b", "a"], ("a", "b"))):
        images = load("npz", npz(tmp_path, x=x, y=y))
        assert images.classes == classes
        assert set(images.train_label) | set(images.test_label) == {0, 1}


def test_floats_and_booleans_are_scaled(tmp_path):
    x = np.zeros((4, 8, 8))
    x[:, 0], x[:, 1] = 1, 0.5
    assert np.unique(load("npz", npz(tmp_path, x=x)).train).tolist() == [0, 128, 255]
    assert np.unique(load("npz", npz(tmp_path, x=x > 0)).train).tolist() == [0, 255]


def test_no_labels_at_all_is_allowed_and_said(tmp_path):
    images = load("npz", npz(tmp_path, x=noise(4, 8, 8)))
    assert images.notes == ("no labels: every point of the map will have one colour",)


_MIXED = np.empty(2, object)
_MIXED[:] = [noise(8, 8), noise(9, 9)]
_NAN = np.full((4, 8, 8), 0.5)
_NAN[2:, 3, 3] = np.nan
_NPZ_LINES = [
    (
        {"x": _MIXED},
        "x: found an array of objects, as of images of mixed size, expected one array of numbers (n, height, width). "
        "Resize the images to one size; --dataset folder does it by itself.",
    ),
    (
        {"x_train": noise(4, 8, 8), "x_test": noise(4, 9, 8)},
        "x_test: found images of 9 x 8 x 1, expected 8 x 8 x 1, as those of x_train. All images must have one size.",
    ),
    (
        {"x": noise(4, 65)},
        "x: found shape (4, 65), expected (n, height, width). "
        "Give the size of flat grey images with --image-size HEIGHT,WIDTH; fold colour images before saving.",
    ),
    (
        {"x": _NAN},
        "x: found NaN or infinity in 2 of 4 images, the first is image 2, expected finite pixels. Remove or mend them.",
    ),
    (
        {"x": _NAN * 0 + 7},
        "x: found NaN or infinity in 2 of 4 images, the first is image 2, expected finite pixels. Remove or mend them.",
    ),
    (
        {"x": np.full((4, 8, 8), 7.0)},
        "x: found float64 pixels from 7 to 7, expected integers from 0 to 255, or floats from 0 to 1",
    ),
    (
        {"x": np.full((4, 8, 8), -1)},
        "x: found int64 pixels from -1 to -1, expected integers from 0 to 255, or floats from 0 to 1",
    ),
    ({"x": np.full((4, 8, 8), "a")}, "x: found <U1 values, expected numbers"),
    (
        {"x": noise(4, 7, 8)},
        "x: found images of 7 x 8 pixels, expected 8 to 128 pixels a side. "
        "Resize them; --dataset folder does it by itself.",
    ),
    ({"x": noise(0, 8, 8)}, "x: found no image, expected at least one"),
    (
        {"x_train": noise(4, 8, 8), "y_train": [0, 1, 0, 1], "x_test": noise(2, 8, 8)},
        "x_test: labels missing. Label both training and test images, or none.",
    ),
    ({"x": noise(4, 8, 8), "y": [0, 1]}, "x: found 4 images and labels of shape (2,), expected one label an image"),
    ({"x": noise(4, 8, 8), "y": [0.5] * 4}, "labels: found float64 values, expected integers or texts"),
    (
        {"x": noise(4, 8, 8), "y": [0, 1, 2, 3], "classes": ["a", "b"]},
        "labels: found 3, expected under 2, the number of classes",
    ),
    (
        {"pictures": noise(4, 8, 8), "others": noise(4, 8, 8)},
        "found pictures, others, expected an array x. Write it with numpy.savez_compressed(FILE, x=images, y=labels).",
    ),
]


@pytest.mark.parametrize(("arrays", "line"), _NPZ_LINES)
def test_npz_that_cannot_be_used(tmp_path, arrays, line):
    path = npz(tmp_path, **arrays)
    assert complaint("npz", path) == f"{path}: {line}"


def test_a_class_whose_name_breaks_a_line(tmp_path):
    path = npz(tmp_path, x=noise(2, 8, 8), y=np.array(["c\nat", "dog"]))
    assert complaint("npz", path) == (
        f"{path}: labels: found the character U+000A in 'c\\nat', "
        "expected names of classes of at most 255 characters, without control characters. Rename the class."
    )


def test_npz_that_is_none(tmp_path):
    remedy = "Write it with numpy.savez_compressed(FILE, x=images, y=labels)."
    path = tmp_path / "my.npz"
    path.write_bytes(b"not numpy's")
    assert complaint("npz", path) == f"{path}: not an .npz or .npy file. {remedy}"
    assert complaint("npz", tmp_path / "no.npz") == f"{tmp_path}/no.npz: missing. {remedy}"
    np.savez(path, x=noise(4, 8, 8))
    path.write_bytes(path.read_bytes()[:-100])
    assert complaint("npz", path) == f"{path}: not an .npz or .npy file. {remedy}"
    path.unlink()
    assert complaint("npz", tmp_path) == f"{tmp_path}: found 0 .npz files, expected one. Give the file itself."


def test_a_damaged_array(tmp_path):
    path = npz(tmp_path, x=noise(4, 8, 8))
    data = bytearray(path.read_bytes())
    data[250] ^= 0xFF
    path.write_bytes(data)
    assert complaint("npz", path).startswith(f"{path}: cannot be read (Bad CRC-32")


# ---------------------------------------------------------------- idx


def idx(folder, name, array, zipped=False):
    folder.mkdir(exist_ok=True)
    data = to_idx(np.asarray(array, np.uint8))
    (folder / name).write_bytes(gzip.compress(data) if zipped else data)


def test_idx_with_both_parts(tmp_path):
    for part, n in (("my-train", 6), ("my-test", 2)):
        idx(tmp_path, f"{part}-images-idx3-ubyte.gz", noise(n, 9, 8), zipped=True)
        idx(tmp_path, f"{part}-labels-idx1-ubyte", np.arange(n) % 2)
    images = load("idx", tmp_path)
    assert (images.train.shape, images.test.shape) == ((6, 1, 9, 8), (2, 1, 9, 8))
    assert images.classes == ("0", "1")
    assert images.recipe["split"] == "as published"


def test_idx_in_colour_split_here(tmp_path):
    idx(tmp_path, "train-images-idx4-ubyte", noise(8, 9, 8, 3))
    images = load("idx", tmp_path)
    assert (images.train.shape, images.test.shape) == ((6, 3, 9, 8), (2, 3, 9, 8))
    assert images.notes == (own.NO_LABELS,)


def test_idx_of_mixed_size(tmp_path):
    idx(tmp_path, "train-images-idx3-ubyte", noise(4, 8, 8))
    idx(tmp_path, "t10k-images-idx3-ubyte", noise(4, 10, 8))
    assert complaint("idx", tmp_path) == (
        f"{tmp_path}: t10k-images-idx3-ubyte: found images of 10 x 8 x 1, "
        "expected 8 x 8 x 1, as those of train-images-idx3-ubyte. All images must have one size."
    )


def test_idx_with_labels_missing(tmp_path):
    idx(tmp_path, "train-images-idx3-ubyte", noise(4, 8, 8))
    idx(tmp_path, "train-labels-idx1-ubyte", np.zeros(4))
    idx(tmp_path, "t10k-images-idx3-ubyte", noise(4, 8, 8))
    assert complaint("idx", tmp_path) == (
        f"{tmp_path}: t10k-images-idx3-ubyte: labels missing. Label both training and test images, or none."
    )


def test_idx_folder_without_images(tmp_path):
    assert complaint("idx", tmp_path) == (
        f"{tmp_path}: no train-images file is there. "
        "Name the files train-images-idx3-ubyte and train-labels-idx1-ubyte, or the like, plain or gzipped."
    )


def test_two_sets_in_one_folder(tmp_path):
    idx(tmp_path, "a-train-images", noise(4, 8, 8))
    idx(tmp_path, "b-train-images", noise(4, 8, 8))
    assert complaint("idx", tmp_path) == (
        f"{tmp_path}: found several train images files (a-train-images, b-train-images), expected one set a folder"
    )


# ---------------------------------------------------------------- the split


@settings(max_examples=50, deadline=None)
@given(st.lists(st.integers(-1, 3), min_size=2, max_size=60), st.floats(0.001, 0.9))
def test_the_split_takes_about_the_same_share_of_every_class(labels, share):
    label = np.array(labels, np.int16)
    is_test, _ = own._split(label, share)
    count = int(is_test.sum())
    assert count == min(max(round(share * len(label)), 1), len(label) - 1)
    for value in np.unique(label):
        members = is_test[label == value]
        assert abs(members.sum() - count / len(label) * len(members)) <= 1 + len(set(labels)) / 2
    assert (own._split(label, share)[0] == is_test).all()


# ---------------------------------------------------------------- ink, and folders within folders


def drawings(n=30, ground=255, ink=0):
    """A stroke at another place in each."""
    x = np.full((n, 12, 9), ground, np.uint8)
    for i in range(n):
        x[i, 3:9, 2 + i % 5] = ink
    return x


@pytest.mark.parametrize(
    ("x", "dark"),
    [
        (drawings(), True),
        (drawings(ground=230, ink=40), True),
        (drawings(ground=0, ink=255), False),
        (noise(30, 12, 9), False),
        (np.full((30, 12, 9), 255, np.uint8), False),  # nothing is drawn
        (255 - np.triu(drawings(ground=0, ink=255) | 160), False),  # half of each is dark
    ],
)
def test_dark_ink_is_told_from_light(x, dark):
    assert own.dark_on_light(x[:, None]) == dark
    assert not own.dark_on_light(np.repeat(x[:, None], 3, 1))


@pytest.mark.parametrize("kind", ["npz", "folder"])
def test_dark_ink_is_inverted_and_said_or_kept_and_said(tmp_path, kind):
    place = npz(tmp_path, x=drawings()) if kind == "npz" else tmp_path / "flat"
    for i, one in enumerate(drawings()):
        save(tmp_path / "flat" / f"{i:02}.png", one)
    light, kept = (load(kind, place, replace(SMALL, ink=ink)) for ink in ("light", "as-is"))
    assert (light.train == 255 - kept.train).all()
    assert (light.test == 255 - kept.test).all()
    assert light.recipe["assumed"].startswith("dark ink on a light ground is inverted")
    assert kept.recipe["assumed"] == "dark ink on a light ground, kept so"
    assert light.notes[0] == f"assumed: {light.recipe['assumed']}"


@pytest.fixture
def alphabets(tmp_path):
    for outer, inner in (("Greek", ("alpha", "beta")), ("Latin", ("a", "b", "c"))):
        for name in inner:
            for i in range(2):
                save(tmp_path / "alphabets" / outer / name / f"{i}.png")
    return tmp_path / "alphabets"


def test_outer_or_inner_folders_are_the_classes(alphabets):
    outer, inner = (load("folder", alphabets, replace(SMALL, class_folders=which)) for which in ("outer", "inner"))
    assert outer.classes == ("Greek", "Latin")
    assert inner.classes == ("Greek/alpha", "Greek/beta", "Latin/a", "Latin/b", "Latin/c")
    assert outer.recipe["assumed"] == "classes are the 2 outer folders (--class-folders inner: 5 classes)"
    assert inner.recipe["assumed"] == "classes are the 5 inner folders (--class-folders outer: 2 classes)"


def big_drawings():
    return np.kron(drawings(), np.ones((1, 3, 4), np.uint8))[:, :28, :28]


def test_a_bundle_s_images_are_prepared_as_in_training(tmp_path, tiny_bundle):
    x = big_drawings()
    np.save(tmp_path / "x.npy", x)
    manifest = bundle.read(tiny_bundle())
    for config, inverted in (
        ({}, True),  # a model of light ink
        ({"dataset": "mnist", "ink": "as-is"}, True),  # which says nothing of a set that has its ink
        ({"dataset": "npz", "ink": "light"}, True),
        ({"dataset": "npz", "ink": "as-is"}, False),
        ({"dataset": "npz"}, False),  # trained before there was a choice
    ):
        stream = open_stream(replace(manifest, provenance={"config": config}), None, tmp_path / "x.npy")
        assert (stream.read(0, 30)[:, 0] == (255 - x if inverted else x)).all(), config
        assert bool(stream.notes) == inverted
    dark = replace(manifest, image=replace(manifest.image, dark_ink=True))
    assert (open_stream(dark, None, tmp_path / "x.npy").read(0, 30)[:, 0] == x).all()


def test_a_file_that_is_mapped_needs_no_set_for_its_ink(tmp_path, tiny_bundle):
    x = big_drawings()
    (tmp_path / "some-idx3-ubyte").write_bytes(to_idx(x))
    stream = open_stream(bundle.read(tiny_bundle()), None, tmp_path / "some-idx3-ubyte")
    assert (stream.read(3, 9)[:, 0] == 255 - x[3:9]).all()
    assert stream.notes == ("assumed: dark ink on a light ground is inverted, as for training",)


@pytest.mark.parametrize("kind", ["npz", "folder"])
def test_dark_ink_is_inverted_for_a_model_of_light_ink_and_said(tmp_path, tiny_bundle, capsys, kind):
    x = big_drawings()
    for i, one in enumerate(x):
        save(tmp_path / "flat" / f"{i:02}.png", one)
    dark = npz(tmp_path, x=x) if kind == "npz" else tmp_path / "flat"
    light = tmp_path / "light.npz"
    np.savez(light, x=255 - x)
    folder, said, errors = str(tiny_bundle()), [], []
    for place in (dark, light):
        flags = [] if place == light else ["--dataset", kind]
        code = cli.main(["evaluate", folder, "--quick", "--json", "--data-dir", str(place), *flags])
        out, err = capsys.readouterr()
        assert code == 0
        errors.append(json.loads(out)["test_mse"]["value"])
        said.append("note: assumed: dark ink on a light ground is inverted\n" in err)
        assert (
            cli.main(["encode", folder, "--out", str(tmp_path / f"{place.name}.c"), "--data-dir", str(place), *flags])
            == 0
        )
        said.append("note: assumed: dark ink on a light ground is inverted\n" in capsys.readouterr().out)
    assert said == [True, True, False, False]
    assert errors[0] == errors[1]


# ---------------------------------------------------------------- a model that others trained


@pytest.fixture
def torn(pets):
    """Two of the pictures cannot be read."""
    (pets / "cats" / "3.png").write_bytes(b"no picture")
    whole = (pets / "dogs" / "1.png").read_bytes()
    (pets / "dogs" / "1.png").write_bytes(whole[: len(whole) // 2])
    return pets


def test_pictures_that_cannot_be_read_are_left_out_of_what_is_measured(torn, tiny_bundle, capsys, tmp_path):
    said = (
        f"note: left out: 2 of 12 pictures cannot be read. The first: {torn}/cats/3.png: not an image that can be "
        "read. Remove it, or save it again as PNG.\n"
    )
    given = ["--dataset", "folder", "--data-dir", str(torn)]
    assert cli.main(["evaluate", str(tiny_bundle()), "--quick", "--json", *given]) == 0
    out, err = capsys.readouterr()
    assert json.loads(out)["test_mse"]["n"] == 10
    assert said in err
    assert cli.main(["encode", str(tiny_bundle("other")), "--out", str(tmp_path / "codes"), *given]) == 0
    assert said in capsys.readouterr().out
    assert np.load(tmp_path / "codes" / "codes-00000.npz")["label"].tolist() == [0] * 7 + [1] * 3
    assert complaint("folder", torn).startswith(f"{torn}/cats/3.png: not an image")  # to train on


def test_where_no_picture_can_be_read_nothing_is_measured(tmp_path, tiny_bundle):
    for name in "ab":
        (tmp_path / "none").mkdir(exist_ok=True)
        (tmp_path / "none" / f"{name}.png").write_bytes(b"no picture")
    with pytest.raises(DataError, match="not an image that can be read"):
        measured_images(bundle.read(tiny_bundle()), "folder", tmp_path / "none")


def test_none_is_left_out_where_the_model_may_have_been_trained_on_the_others(torn, tiny_bundle):
    dataset = bundle.DatasetSpec("folder", source="folder: pets", n_train=9, n_test=3, sha256={"images": "0" * 64})
    manifest = bundle.read(tiny_bundle(dataset=dataset))
    with pytest.raises(DataError, match=r"the model was trained on a folder of this name; left out: 2 of 12 pictures"):
        measured_images(manifest, None, torn)


def test_images_that_a_model_was_not_trained_on_are_in_their_order_and_have_no_split(pets, tiny_bundle):
    manifest = bundle.read(tiny_bundle())
    stream = open_stream(manifest, "folder", pets)
    assert stream.split is None
    assert stream.label.tolist() == [0] * 8 + [1] * 4
    wanted = [10 * i for count in (8, 4) for i in range(count)]
    assert stream.read(0, 12).mean(axis=(1, 2, 3)).tolist() == wanted
    images = load("folder", pets, Preparation())
    trained = replace(manifest, dataset=images.spec)
    of_training = open_stream(trained, None, pets)
    assert of_training.split.tolist() == [bundle.TRAIN] * len(images.train) + [bundle.TEST] * len(images.test)
    assert of_training.label.tolist() == [*images.train_label, *images.test_label]


def test_the_split_that_a_set_brings_is_kept(pets, tiny_bundle):
    (pets / "cats").rename(pets / "train")
    (pets / "dogs").rename(pets / "test")
    stream = open_stream(bundle.read(tiny_bundle()), "folder", pets)
    assert stream.split.tolist() == [bundle.TRAIN] * 8 + [bundle.TEST] * 4


# ---------------------------------------------------------------- signals


@pytest.fixture
def of_signals(tiny_bundle):
    """What a model of signals of 300 values from -1 to 1 says of itself."""
    manifest = bundle.read(tiny_bundle())
    return replace(manifest, image=replace(manifest.image, height=1, width=300, low=-1.0, high=1.0))


@pytest.mark.parametrize("shape", [(20, 300), (20, 1, 300)])
def test_signals_are_taken_by_a_model_of_signals_in_its_units(tmp_path, of_signals, shape):
    x = np.random.default_rng(0).uniform(-0.9, 0.8, shape).astype(np.float32)
    place = npz(tmp_path, x=x, y=np.arange(20) % 2)
    images = measured_images(of_signals, None, place)
    assert images.test.shape == (20, 1, 1, 300)
    assert "floats are -1 to 1, as the model's" in told(images)[0]
    read = open_stream(of_signals, "npz", place).read(0, 20).reshape(-1, 300) / 127.5 - 1
    order = [int(np.abs(read - one).max(axis=1).argmin()) for one in x.reshape(-1, 300)]
    assert order == list(range(20))
    np.testing.assert_allclose(read[order], x.reshape(-1, 300), atol=1 / 255 + 1e-6)


def test_a_signal_has_no_ground_and_is_never_inverted(tmp_path, of_signals):
    x = np.full((20, 1, 300), 255, np.uint8)
    x[:, :, :9] = 0
    np.save(tmp_path / "x.npy", x)
    for dark in (False, True):
        manifest = replace(of_signals, image=replace(of_signals.image, dark_ink=dark))
        assert (open_stream(manifest, None, tmp_path / "x.npy").read(0, 20)[:, 0] == x).all()


def test_floats_beyond_a_model_s_units_and_signals_for_training_are_refused(tmp_path, of_signals):
    place = npz(tmp_path, x=np.linspace(-1.5, 1, 600, dtype=np.float32).reshape(2, 300))
    with pytest.raises(DataError, match=r"floats from 0 to 1 or, as the model's, from -1 to 1$"):
        open_stream(of_signals, "npz", place)
    line = complaint("npz", npz(tmp_path, x=np.zeros((20, 1, 300), np.uint8)), Preparation())
    assert line.endswith(
        "x: found images of 1 x 300 pixels, expected 8 to 128 pixels a side. "
        "Signals can be measured and encoded by a model that takes as many values, but not trained on."
    )

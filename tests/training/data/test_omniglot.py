"""Omniglot: what is read of its archives, and where they may lie; little archives of the same form."""

import hashlib
import io
import os
import zipfile
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw

from aevae_desktop.errors import DataError
from training.data import DATASETS, fetch, omniglot, published


def drawing(k):
    """A PNG as Omniglot's: 1 bit, black on white; its ``k`` is the place of a bar."""
    image = Image.new("1", (105, 105), 1)
    ImageDraw.Draw(image).rectangle((20, 4 * k, 80, 4 * k + 3), fill=0)
    data = io.BytesIO()
    image.save(data, "PNG")
    return data.getvalue()


def archive(top, alphabets):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as made:
        for alphabet in alphabets:
            for hand in range(1, 21):
                made.writestr(f"{top}/{alphabet}/character01/0001_{hand:02d}.png", drawing(hand))
        made.writestr(f"{top}/README", b"not a picture")
    return data.getvalue()


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder of two archives that share an alphabet."""
    monkeypatch.delenv(published.ENVIRONMENT, raising=False)
    monkeypatch.setattr(fetch, "cache_folder", lambda name: tmp_path / "cache")
    place, sums = tmp_path / "omniglot", {}
    place.mkdir()
    for name, alphabets in zip(omniglot.SUMS, (("Old_Greek", "Latin"), ("Latin", "Tagalog")), strict=True):
        data = archive(name.removesuffix(".zip"), alphabets)
        (place / name).write_bytes(data)
        sums[name] = hashlib.sha256(data).hexdigest()
    monkeypatch.setattr(omniglot, "SUMS", sums)
    return place


def test_alphabets_are_the_classes_and_the_last_hands_test(folder):
    images = omniglot.load(folder)
    assert images.classes == ("Latin", "Old Greek", "Tagalog")
    assert images.train.shape == (48, 1, 28, 28)
    assert images.test.shape == (12, 1, 28, 28)
    assert np.bincount(images.train_label).tolist() == [16, 16, 16]
    rows = images.test[:4, 0].max(2).argmax(1)  # the bars of hands 17 to 20 lie lowest
    assert (np.diff(rows) > 0).all()
    assert rows.min() > images.train[:16, 0].max(2).argmax(1).max() - 1
    assert (images.spec.n_train, images.spec.n_test, images.spec.licence) == (48, 12, "MIT")


def test_ink_is_light(folder):
    x = omniglot.load(folder).train
    assert x[:, 0, 0, 0].max() == 0
    assert x.max(axis=(1, 2, 3)).min() > 100


def test_where_it_may_lie(folder, tmp_path, monkeypatch):
    assert len(omniglot.load(tmp_path).train) == 48  # in a folder of that name
    monkeypatch.setenv(published.ENVIRONMENT, str(tmp_path))
    assert len(omniglot.load(None).train) == 48
    monkeypatch.delenv(published.ENVIRONMENT)
    folder.rename(tmp_path / "cache")
    assert len(omniglot.load(None).train) == 48


def test_a_download_is_kept(folder, tmp_path, monkeypatch):
    asked = []

    def served(url, part):
        asked.append(url)
        part.write_bytes((folder / url.rpartition("/")[2]).read_bytes())

    monkeypatch.setattr(fetch, "_retrieve", served)
    assert len(omniglot.load(None).train) == 48
    assert asked == [omniglot.MIRRORS[0] + name for name in omniglot.SUMS]
    assert len(omniglot.load(None).train) == 48
    assert len(asked) == 2


def test_another_file_and_none(folder, tmp_path):
    first = folder / next(iter(omniglot.SUMS))
    first.write_bytes(b"something else")
    with pytest.raises(DataError, match="not the original file of Omniglot; delete it and download it again") as caught:
        omniglot.load(folder)
    assert "\n" not in str(caught.value)
    (tmp_path / "empty").mkdir()
    with pytest.raises(DataError, match=r"is not there\. Give the folder of images_background_small1\.zip and"):
        omniglot.load(tmp_path / "empty")


def test_the_set_itself():
    root = Path(os.environ.get(published.ENVIRONMENT) or os.devnull)
    if not any(all((place / name).is_file() for name in omniglot.SUMS) for place in (root, root / "omniglot")):
        pytest.skip("needs Omniglot's two archives: put them into the folder omniglot of $AEVAE_DATA")
    images = DATASETS["omniglot"].load(
        root,
    )
    assert (len(images.train), len(images.test), len(images.classes)) == (3872, 968, 8)
    assert images.train.shape[1:] == DATASETS["omniglot"].shape

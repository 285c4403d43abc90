"""A CSV file with a column for each pixel is read, what was assumed is said, and what would be a guess is refused."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from aevae_desktop.errors import DataError
from training.data import Preparation, npz, source

HOW = Preparation(8, 8)
X = np.random.default_rng(0).integers(0, 200, (30, 64))
HEAD = [f"pixel{k}" for k in range(64)]


def write(path: Path, head: list[str], first: list[object] | None, x: np.ndarray, separator: str = ",") -> Path:
    rows = [separator.join(head)] if head else []
    for k, row in enumerate(x.tolist()):
        rows.append(separator.join(map(str, ([] if first is None else [first[k]]) + row)))
    path.write_text("\n".join(rows) + "\n")
    return path


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_header_names_the_label(tmp_path: Path, separator: str) -> None:
    labels: list[object] = [k % 3 for k in range(30)]
    found = source.opened(write(tmp_path / "t.csv", ["label", *HEAD], labels, X, separator), HOW)
    np.testing.assert_array_equal(found.read(0, 30)[0].reshape(30, 64), X)
    np.testing.assert_array_equal(found.label, labels)
    assert any('the column "label" is the label' in note for note in found.notes)


def test_labels_may_be_words_and_a_table_may_have_none(tmp_path: Path) -> None:
    words: list[object] = ["ab"[k % 2] for k in range(30)]
    assert source.opened(write(tmp_path / "w.csv", ["class", *HEAD], words, X), HOW).classes == ("a", "b")
    bare = source.opened(write(tmp_path / "b.csv", [], None, X), HOW)
    assert (bare.classes, bare.n) == ((), 30)
    assert "every column is a pixel" in bare.notes


def test_without_a_header_the_first_of_one_too_many_is_the_label(tmp_path: Path) -> None:
    found = source.opened(write(tmp_path / "t.csv", [], [k % 3 for k in range(30)], X), HOW)
    assert found.classes == ("0", "1", "2")
    assert any("the first column is the label" in note for note in found.notes)


def test_floats_are_scaled_and_it_trains(tmp_path: Path) -> None:
    path = write(tmp_path / "t.csv", ["label", *HEAD], [k % 3 for k in range(30)], X / 255)
    images = npz.load(path, HOW)
    assert len(images.train) + len(images.test) == 30
    assert "is the label" in images.recipe["assumed"]
    assert images.train.max() == pytest.approx(X.max(), abs=1) or images.test.max() == pytest.approx(X.max(), abs=1)


@pytest.mark.parametrize("labelled", [False, True])
@pytest.mark.parametrize("rows", [1, 30])
@pytest.mark.parametrize("shape", [(1, 63), (63, 1)])
def test_rows_are_signals_for_a_model_of_signals_in_its_units(
    tmp_path: Path, shape: tuple[int, int], rows: int, labelled: bool
) -> None:
    x = np.random.default_rng(1).uniform(-1, 1, (rows, 63))
    path = write(tmp_path / "s.csv", [], list(range(rows)) if labelled else None, x)
    found = source.opened(path, Preparation(*shape, span=(-1.0, 1.0)))
    read = found.read(0, rows)[0]
    assert read.shape == (rows, 1, *shape)
    np.testing.assert_allclose(read.reshape(rows, 63) / 127.5 - 1, x, atol=0.51 / 127.5)
    assert len(found.classes) == (rows if labelled else 0)
    said = "the first column is the label, the others are values" if labelled else "every column is a value"
    assert said in found.notes


def test_rows_of_another_length_are_told_which_one_the_model_takes(tmp_path: Path) -> None:
    path = write(tmp_path / "s.csv", [], None, X)
    with pytest.raises(DataError, match=r"found 64 columns, expected a column for each of the 50 values that the"):
        source.opened(path, Preparation(1, 50))


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("t.csv", "a,b,c\n1,2,3\n", "found 3 columns"),
        ("t.csv", "\n".join([",".join(HEAD), "1," * 62 + "1"]), "cannot be read"),
        ("t.csv", ",".join(HEAD) + "\n" + "x," * 63 + "x", "cannot be read"),
        ("t.csv", "", "columns"),
        ("t.parquet", "PAR1", "found a .parquet file"),
        ("t.mat", "MATLAB", "numpy.savez"),
    ],
)
def test_what_is_no_table_of_pixels_is_one_line(tmp_path: Path, name: str, text: str, said: str) -> None:
    (tmp_path / name).write_text(text)
    with pytest.raises(DataError, match=said) as caught:
        source.opened(tmp_path / name, HOW)
    assert "\n" not in str(caught.value)
    assert caught.value.remedy

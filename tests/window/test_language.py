"""Every sentence of the window can be translated, and one that is 40 % longer has room: seen in the pseudo-locale."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from aevae_desktop.engine.wire import library
from languages import update

ROOT = Path(__file__).resolve().parents[2]
WORD = re.compile(r"[^\W\d_]{3,}")
NO_WORD = re.compile(  # paths, code, keys, data sets
    r"\S*[/\\_]\S*|\w+\.\w+|\w+\(|(?:(?:Ctrl|Shift|Alt)\+)+\S*|\S*mnist\S*|^digits$"
)
STAYS = {  # what has no accents in the pseudo-locale, and need not have
    "names of methods and measures": "VAE PCA ELBO MSE",
    "names in the code that the diagram shows": "encoder decoder eps",
    "names of keys": "Ctrl Shift Alt Esc Del Space Home End PgUp PgDown Left Right Down Return Enter Tab Backspace Ins",
    "names of formats and of what is made by others": "ONNX CSV PNG SVG NPZ GIF WebP APNG JPEG CPU PySide LGPL Qt",
    "the program's own name": "Desktop",
}
NAMES = {word for words in STAYS.values() for word in words.split()}


def plain_english(said: str, data: set[str]) -> list[str]:
    """The words of ``said`` that the pseudo-locale would have changed; ``data``: words of models and their images."""
    words = WORD.findall(NO_WORD.sub(" ", said))
    return [word for word in words if word.isascii() and word not in NAMES and word not in data]


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """What was found in a window in the pseudo-locale, made of the sentences that are collected for translators."""
    if not (library.shipped_folder() / "vae-mnist-2d").is_dir():
        pytest.skip("the shipped models are not here")
    folder = tmp_path_factory.mktemp("languages")
    update.make_pseudo(update.HERE / "template.ts", folder / "pseudo.qm")
    command = [sys.executable, "-m", "tests.window.pseudo_window", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=600, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_no_text_is_cut_off_and_nothing_lies_over_anything(found: Any) -> None:
    assert found["clipped"] == {}
    assert found["overlapping"] == {}


def test_no_sentence_is_left_in_english(found: Any) -> None:
    data = set(found["data"])
    left = {said: where for said, where in found["said"].items() if plain_english(said, data)}
    assert left == {}
    assert sum(not said.isascii() for said in found["said"]) > 1000


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("Šávéöñ (L), Ctrl+Shift+P, ~/models/x.onnx: AE 2-D of mnist", []),
        ("Save the file", ["Save", "the", "file"]),
        ("Ďřáŵ öñ the map", ["the", "map"]),
    ],
)
def test_a_word_without_accents_is_seen(said: str, left: list[str]) -> None:
    assert plain_english(said, {"mnist"}) == left

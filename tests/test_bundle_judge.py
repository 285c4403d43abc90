"""The format of a judge: what is written is read, what is wrong is one line, and which models it can judge."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from aevae_desktop import bundle
from aevae_desktop.bundle import DatasetSpec, ImageSpec, judge
from aevae_desktop.engine.wire import library
from aevae_desktop.errors import BundleError
from tests.damage import uncaught

Make = Callable[..., Path]
SUMS = {"images": "1" * 64, "labels": "2" * 64}


def edited(folder: Path, change: Callable[[dict[str, Any]], object]) -> str:
    """The one line that reading says after ``change`` of the card."""
    data = json.loads((folder / judge.CARD).read_text())
    change(data)
    (folder / judge.CARD).write_text(json.dumps(data))
    with pytest.raises(BundleError) as caught:
        judge.read(folder)
    return str(caught.value)


def test_what_was_written_is_what_is_read(tiny_judge: Make) -> None:
    provenance = {"seed": 3, "config": {"width": 16}}
    folder = tiny_judge("one", dataset=DatasetSpec("tiny", "CC0", "nobody", 8, 2, SUMS), provenance=provenance)
    card, network = judge.read(folder)
    assert (card.id, card.classes, card.image, card.provenance) == (
        "one",
        tuple("0123456789"),
        ImageSpec(28, 28),
        provenance,
    )
    assert card.dataset.sha256 == SUMS
    assert card.errors[0].ghosts_missed == judge.Rate(0.02, 0.01, 0.03, 1000)
    assert network == (folder / judge.NETWORK).read_bytes()
    assert judge.parse(card.to_json().encode(), Path("x")) == card


@pytest.mark.parametrize(
    ("change", "line"),
    [
        (lambda data: data.update(format="aevae-bundle"), "not a judge of this program"),
        (lambda data: data.update(format_version="2.0"), "Update aevae-desktop"),
        (lambda data: data.update(classes=[]), "at least one class"),
        (lambda data: data.update(classes=["a\nb"]), "classes[0]"),
        (lambda data: data.update(id="../x"), "letters, digits"),
        (lambda data: data["image"].update(height=0), "image.height"),
        (lambda data: data["network"].update(size=1 << 40), "network.size"),
        (lambda data: data["network"].update(sha256="x"), "64 hexadecimal digits"),
        (lambda data: data.update(errors={}), "a list of objects"),
        (lambda data: data.update(errors=data["errors"] * 101), "at most 100"),
        (lambda data: data["errors"][0]["real_as_none"].update(value=0.5), "errors[0].real_as_none.value"),
        (lambda data: data["errors"][0]["class_right"].update(n=0), "errors[0].class_right.n"),
        (lambda data: data.pop("network"), "network"),
    ],
)
def test_a_card_that_is_wrong_is_one_line(
    tiny_judge: Make, change: Callable[[dict[str, Any]], object], line: str
) -> None:
    assert line in edited(tiny_judge(), change)


def test_other_bytes_than_the_card_says_are_refused(tiny_judge: Make) -> None:
    folder = tiny_judge()
    data = bytearray((folder / judge.NETWORK).read_bytes())
    data[-1] ^= 1
    (folder / judge.NETWORK).write_bytes(data)
    with pytest.raises(BundleError, match="sha256"):
        judge.read(folder)
    (folder / judge.NETWORK).write_bytes(data[:-1])
    with pytest.raises(BundleError, match=r"judge.onnx: size"):
        judge.read(folder)
    (folder / judge.NETWORK).unlink()
    with pytest.raises(BundleError, match="missing"):
        judge.read(folder)


@pytest.mark.skipif(os.name != "posix", reason="pipes and links are made here as POSIX has them")
def test_pipes_and_links_out_of_the_folder_are_neither_opened_nor_followed(tiny_judge: Make, tmp_path: Path) -> None:
    folder = tiny_judge()
    outside = tmp_path / "outside"
    (folder / judge.NETWORK).rename(outside)
    (folder / judge.NETWORK).symlink_to(outside)
    with pytest.raises(BundleError, match="leads out of the folder"):
        judge.read(folder)
    (folder / judge.CARD).unlink()
    os.mkfifo(folder / judge.CARD)
    with pytest.raises(BundleError, match="not a regular file"):
        judge.read(folder)


def test_damaged_cards_never_surprise(tiny_judge: Make) -> None:
    text = (tiny_judge() / judge.CARD).read_bytes()
    assert uncaught("judge", [text], lambda data: judge.parse(data, Path("judge.json"))) == []


def test_a_card_that_would_be_refused_is_not_written(tiny_judge: Make) -> None:
    folder = tiny_judge()
    before = (folder / judge.CARD).read_bytes()
    with pytest.raises(BundleError, match="at least one class"):
        tiny_judge(classes=())
    assert (folder / judge.CARD).read_bytes() == before


def test_judges_are_found_beside_bundles_and_are_none(tiny_judge: Make, tiny_bundle: Make, tmp_path: Path) -> None:
    model = tiny_bundle()
    two, one = tiny_judge("two"), tiny_judge("one")
    (tmp_path / bundle.JUDGES / "empty").mkdir()
    assert [entry.folder for entry in library.scan([tmp_path])] == [model]
    assert list(judge.folders(tmp_path)) == [one, two]
    assert list(judge.folders(tmp_path / "nowhere")) == []


@pytest.mark.parametrize(
    ("mine", "others", "why"),
    [
        ({}, {}, ""),
        ({"dataset": DatasetSpec("tiny", sha256=SUMS)}, {}, ""),
        ({"dataset": DatasetSpec("tiny", sha256=SUMS)}, {"dataset": DatasetSpec("tiny", sha256=SUMS)}, ""),
        ({}, {"image": ImageSpec(28, 28, 1, -1.0, 1.0)}, ""),
        ({}, {"dataset": DatasetSpec("other")}, "This judge was trained on tiny, not on other."),
        ({}, {"dataset": DatasetSpec("")}, "This judge was trained on tiny, not on these."),
        ({"dataset": DatasetSpec("")}, {"dataset": DatasetSpec("")}, "trained on images without a name"),
        ({"dataset": DatasetSpec("tiny", sha256=SUMS)},
         {"dataset": DatasetSpec("tiny", sha256=SUMS | {"images": "3" * 64})}, "their checksums differ"),
        ({"dataset": DatasetSpec("tiny", sha256=SUMS)},
         {"dataset": DatasetSpec("tiny", sha256={"more": "3" * 64})}, "their checksums differ"),
        ({}, {"image": ImageSpec(32, 28)}, "takes images of 28 × 28; this model decodes 32 × 28."),
        ({}, {"image": ImageSpec(28, 28, 3)}, "this model decodes 28 × 28 in colour."),
        ({}, {"image": ImageSpec(28, 28, dark_ink=True)}, "do not have the same ink"),
    ],
)  # fmt: skip
def test_which_models_a_judge_can_judge(
    tiny_judge: Make, tiny_bundle: Make, mine: dict[str, Any], others: dict[str, Any], why: str
) -> None:
    card, _ = judge.read(tiny_judge(**mine))
    manifest = replace(bundle.read(tiny_bundle()), dataset=DatasetSpec("tiny"))
    found = judge.misfit(card, replace(manifest, **others))
    assert found == why if not why else why in found

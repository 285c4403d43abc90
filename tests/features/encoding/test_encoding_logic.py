"""What the window believes of the process that reads images, and the bundle that it makes of them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from aevae_desktop.bundle import ERROR, DatasetSpec, ImageSpec, Manifest
from aevae_desktop.core.map.plane import Plane
from aevae_desktop.engine.wire.frames import Frame, ProtocolError
from aevae_desktop.errors import DataError
from aevae_desktop.features.encoding import logic, text
from aevae_desktop.features.encoding.logic import Collected, Opened
from aevae_desktop.features.encoding.state import Encoding, Phase
from aevae_desktop.session.model import Model

MODEL = Model(
    "/m/vae", Manifest("vae", "A VAE", "vae", "mlp", ImageSpec(4, 5), 2, classes=("0", "1"),
                       dataset=DatasetSpec("mnist"), metrics={"test_mse": {}}, series="vae-#d", position=2.0,
                       provenance={"config": {"ink": "as-is"}, "warnings": ["w"]}), True, Plane.axes(2),
)  # fmt: skip
HEAD = {"left": 3, "skipped": 0, "why": []}


def arrays(**changes: Any) -> dict[str, Any]:
    return {"x": np.zeros((6, 4, 5), np.uint8), "label": np.zeros(6, np.int16)} | changes


@pytest.mark.parametrize("wrong", [
    {"n": 0}, {"n": 10**7}, {"n": "3"}, {"n": True}, {"classes": "ab"}, {"classes": [1]}, {"classes": ["a\nb"]},
    {"classes": ["c"] * 300}, {"notes": None},
])  # fmt: skip
def test_a_first_reply_that_makes_no_sense_is_refused(wrong: dict[str, Any]) -> None:
    head = {"n": 9, "classes": ["a"], "notes": ["so"]}
    assert logic.opened(Frame(head)) == Opened(9, ("a",), ("so",))
    with pytest.raises(ProtocolError):
        logic.opened(Frame(head | wrong))


@pytest.mark.parametrize(("head", "given"), [
    ({}, {"x": np.zeros((6, 5, 4), np.uint8)}), ({}, {"x": np.zeros((6, 4, 5), np.float32)}),
    ({}, {"x": np.zeros((201, 4, 5), np.uint8), "label": np.zeros(201, np.int16)}), ({}, {"x": None}),
    ({}, {"label": np.zeros(5, np.int16)}), ({}, {"label": np.full(6, 2, np.int16)}),
    ({}, {"label": np.full(6, -2, np.int16)}), ({}, {"value": np.zeros(5, np.float32)}), ({}, {"value": np.zeros(6)}),
    ({"left": -1}, {}), ({"left": None}, {}), ({"skipped": "2"}, {}), ({"why": "x"}, {}),
])  # fmt: skip
def test_a_piece_that_was_not_asked_for_is_refused(head: dict[str, Any], given: dict[str, Any]) -> None:
    assert logic.piece(Frame(HEAD, arrays()), MODEL, 2).left == 3
    made = {name: value for name, value in arrays(**given).items() if value is not None}
    with pytest.raises(ProtocolError):
        logic.piece(Frame(HEAD | head, made), MODEL, 2)


def test_a_label_without_classes_is_none() -> None:
    logic.piece(Frame(HEAD, arrays(label=np.full(6, -1, np.int16))), MODEL, 0)
    with pytest.raises(ProtocolError):
        logic.piece(Frame(HEAD, arrays()), MODEL, 0)


def test_what_is_collected_has_an_error_for_each_image_and_a_place_on_the_small_map() -> None:
    codes = Collected()
    x = np.full((6, 4, 5), 51, np.uint8)
    piece = logic.piece(Frame(HEAD, arrays(x=x, value=np.arange(6, dtype=np.float32))), MODEL, 2)
    made = {"mu/k": np.ones((6, 2), np.float32), "log_var/k": np.zeros((6, 2), np.float32),
            "x_hat/k": np.zeros((6, 4, 5), np.float32)}  # fmt: skip
    for keep in (True, False):
        codes.add(piece, "k", Frame({}, made), keep)
    points = codes.points()
    np.testing.assert_allclose(points.columns[ERROR], np.full(12, 0.04), rtol=1e-6)
    np.testing.assert_array_equal(points.columns["value"], [*range(6), *range(6)])
    assert points.log_var is not None
    assert (len(points.mu), len(points.label), int(points.split.min())) == (12, 12, 1)
    assert codes.some().xy.shape == (12, 2)
    assert len(codes.images) == 1
    kept = [codes.mu, codes.log_var, codes.label, codes.value, codes.error]
    assert all(array.base is None for arrays in kept for array in arrays)  # a view would keep the images of the reply


def test_the_manifest_says_nothing_of_the_images_that_the_model_was_trained_on() -> None:
    made = logic.manifest(MODEL, "vae-own", Path("/p/my set"), Opened(5, ("a", "b"), ("note",)), 4)
    assert (made.id, made.title, made.classes) == ("vae-own", "A VAE: my set", ("a", "b"))
    assert (made.dataset.name, made.dataset.n_test, made.metrics, made.series, made.position) == (
        "own",
        4,
        {},
        "",
        None,
    )
    assert made.provenance == {
        "config": {"ink": "as-is"}, "networks_of": "vae", "images": {"place": "my set", "assumed": "note"},
    }  # fmt: skip
    assert logic.request(MODEL, Encoding(place="/p"))["ink"] == "as-is"
    bare = replace(MODEL, manifest=replace(MODEL.manifest, provenance={"config": "x"}))
    assert logic.request(bare, Encoding(place="/p"))["ink"] == "light"


@pytest.mark.parametrize(
    ("place", "name"), [("my set", "vae-my-set"), ("数字", "vae-images"), ("x" * 99, "vae-" + "x" * 40)]
)
def test_the_bundle_is_called_after_the_model_and_the_images(place: str, name: str) -> None:
    assert logic.bundle_id(MODEL, Path("/p") / place) == name


def test_the_sets_that_are_offered_are_those_of_training() -> None:
    from training.data import DATASETS
    from training.data.looking import OWN

    assert set(logic.SETS) == set(DATASETS) - {*OWN}


def test_more_than_a_bundle_can_show_is_refused_before_anything_is_encoded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logic, "MOST_SHOWN", 2700)
    logic.check_size(MODEL, Opened(100, (), ()))
    monkeypatch.setattr(logic, "MOST_SHOWN", 2699)
    with pytest.raises(DataError, match="100 codes of 2,700 bytes"):
        logic.check_size(MODEL, Opened(100, (), ()))


def test_the_words_of_every_phase_name_the_images() -> None:
    part = Encoding(place="/p/my set", n=9, done=4, model="VAE 2-D", folder="/m/vae-my-set", error="no")
    texts = {phase: text.said(replace(part, phase=phase)) for phase in Phase}
    assert texts[Phase.ENCODING] == "4 of 9 images of my set, by VAE 2-D"
    assert "vae-my-set" in texts[Phase.DONE]
    assert len(set(texts.values())) == len(Phase)
    part = replace(part, notes=("classes are outer (--class-folders inner: 6 classes)",), skipped=2, why="bad.png: cut")
    assert text.notes(part).splitlines() == ["Classes are outer.", "2 could not be read; the first: bad.png: cut"]

"""Undo and redo of strokes, as properties."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aevae_desktop.bundle import ImageSpec
from aevae_desktop.engine.wire.frames import Frame
from aevae_desktop.features.drawing import logic as drawing_logic
from aevae_desktop.features.drawing import readings
from aevae_desktop.features.drawing.state import Drawing

EDITS = st.lists(st.sampled_from(("stroke", "clear", "undo", "redo")), max_size=30)


def stroke(k: int) -> np.ndarray:
    return np.array([[0.0, 0.0], [10.0 + k, 5.0], [3.0, 20.0]])


def apply(sheet: Drawing, edit: str, k: int) -> Drawing:
    match edit:
        case "stroke":
            return drawing_logic.finish(drawing_logic.sketch(sheet, stroke(k)))
        case "clear":
            return drawing_logic.redraw(sheet, ())
        case "undo":
            return drawing_logic.undo(sheet)
    return drawing_logic.redo(sheet)


@given(EDITS)
@settings(max_examples=60, deadline=None)
def test_undo_to_the_start_and_redo_to_the_end(edits: list[str]) -> None:
    sheet = Drawing()
    for k, edit in enumerate(edits):
        sheet = apply(sheet, edit, k)
    end = sheet.strokes
    back = sheet
    while back.edits.past:
        back = drawing_logic.undo(back)
    assert back.strokes == ()
    assert back.seen is None
    for _ in sheet.edits.past:
        back = drawing_logic.redo(back)
    assert back.strokes is end or back.strokes == end


@given(EDITS)
@settings(max_examples=40, deadline=None)
def test_what_the_encoder_sees_is_always_the_drawing(edits: list[str]) -> None:
    sheet = Drawing()
    for k, edit in enumerate(edits):
        sheet = apply(sheet, edit, k)
        if sheet.strokes:
            assert (sheet.seen == drawing_logic.strokes.render(list(sheet.strokes))).all()
        else:
            assert sheet.seen is None


def test_a_new_stroke_ends_what_redo_holds() -> None:
    sheet = apply(apply(Drawing(), "stroke", 0), "undo", 0)
    assert sheet.edits.future
    assert not apply(sheet, "stroke", 1).edits.future


def test_clearing_an_empty_sheet_is_no_edit() -> None:
    assert drawing_logic.redraw(Drawing(), ()).edits.past == ()


def test_a_click_without_a_move_is_a_dot() -> None:
    sheet = drawing_logic.finish(drawing_logic.sketch(Drawing(), np.array([[5.0, 5.0]])))
    assert sheet.seen is not None
    assert sheet.seen.max() > 0.5


def test_each_encoder_sees_the_drawing_in_its_own_size_and_colours() -> None:
    sheet = drawing_logic.finish(drawing_logic.sketch(Drawing(), stroke(1)))
    grey = drawing_logic.picture(sheet, ImageSpec(28, 28))
    assert grey is sheet.seen
    colour = drawing_logic.picture(sheet, ImageSpec(64, 48, 3))
    assert colour is not None
    assert colour.shape == (64, 48, 3)
    np.testing.assert_array_equal(colour[..., 0], drawing_logic.strokes.render(list(sheet.strokes), 64, 48))
    np.testing.assert_array_equal(colour[..., 0], colour[..., 2])
    assert drawing_logic.picture(Drawing(), ImageSpec(64, 48)) is None
    dark = drawing_logic.picture(sheet, ImageSpec(28, 28, dark_ink=True))
    assert dark is not None
    assert grey is not None
    np.testing.assert_array_equal(dark, 1 - grey)
    assert drawing_logic.picture(Drawing(), ImageSpec(28, 28, dark_ink=True)) is None


@pytest.mark.parametrize("classes", [tuple("0123456789"), ("T-shirt", "Bag"), ()])
def test_a_drawing_is_called_so_of_whatever_the_model_knows(session: Any, classes: tuple[str, ...]) -> None:
    model = session.state.panes[0].model
    other = replace(model, manifest=replace(model.manifest, classes=classes))
    frame = Frame({}, {f"mu/{model.key}": np.zeros((1, 2), np.float32), f"x_hat/{model.key}": np.zeros((1, 28, 28))})
    said = drawing_logic.encoding(replace(other, codes=None), np.zeros((28, 28), np.float32), frame)
    assert readings.lines_of(other, said, "AE")[0][1] == "code of your drawing"

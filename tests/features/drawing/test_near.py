"""What is stored nearest to a drawing: measured anew here, shown as pictures, and probed by a click."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import Qt

from aevae_desktop.bundle import IMAGES, pack_images
from aevae_desktop.engine.child.model import Model
from aevae_desktop.features.drawing import logic, readings
from aevae_desktop.features.drawing.controller import DrawingController
from aevae_desktop.features.drawing.readings import NearPanel
from aevae_desktop.features.drawing.state import Encoding
from aevae_desktop.features.models.library_controller import LibraryController
from aevae_desktop.features.probe.near import Near
from aevae_desktop.features.probe.state import Probe
from aevae_desktop.session.state import Mode
from aevae_desktop.ui.widgets.still_row import StillRow
from aevae_desktop.ui.widgets.text_line import TextLine

STROKE = np.array([[40.0, 20.0], [80.0, 90.0], [30.0, 150.0]])


def row_of(window: Any, pane: int) -> StillRow:
    found = window.findChild(StillRow, f"near.{pane}")
    assert found is not None
    return found


@pytest.fixture
def drawn(window: Any) -> Any:
    window.session.set_mode(Mode.DRAW)
    window.session.controller(DrawingController).redraw((STROKE,))
    assert window.wait_idle(60_000)
    return window


@pytest.mark.parametrize("pane", [0, 1])
def test_the_nearest_are_shown_with_class_and_distance(drawn: Any, pane: int) -> None:
    held = drawn.session.state.panes[pane]
    codes, near, model = held.model.codes, held.get(Near), held.model
    far = np.linalg.norm(codes.mu.astype(np.float64) - held.get(Encoding).mu, axis=1)
    order = np.argsort(far, kind="stable")[: logic.NEIGHBOURS]
    np.testing.assert_array_equal(near.samples, order)
    np.testing.assert_allclose(near.distance, far[order], rtol=1e-4, atol=1e-6)
    stills = row_of(drawn, pane)._stills
    assert len(stills) == logic.PICTURED
    decoder = Model(Path(model.key))
    for still, sample in zip(stills, order, strict=False):
        assert still.lines[0] == model.manifest.classes[codes.label[sample]]
        assert f"sample {sample:,} " in still.said
        image = decoder.decode(codes.mu[[sample]])[0]
        assert np.abs(still.x - image).max() <= 0.5 / 255 + 1e-6
    assert drawn.findChild(TextLine, "near.which").text() == "decoded from their codes"
    labels = [model.manifest.classes[label] for label in codes.label[order]]
    text = [line for _, line in readings.lines_of(model, held.get(Encoding), "it", near)]
    assert " ".join(labels) in text


@pytest.mark.parametrize("pane", [0, 1])
def test_a_click_probes_one_on_its_own_map(drawn: Any, hand: Any, qtbot: Any, pane: int) -> None:
    near, row = drawn.session.state.panes[pane].get(Near), row_of(drawn, pane)
    at = row.box(3).center()
    hand.click(row, at.x(), at.y())
    state = drawn.session.state
    assert state.pinned
    assert state.lead == pane
    assert state.panes[pane].get(Probe).sample == near.samples[3]
    qtbot.keyClick(row, Qt.Key.Key_Left)
    qtbot.keyClick(row, Qt.Key.Key_Return)
    assert drawn.session.state.panes[pane].get(Probe).sample == near.samples[2]


def test_they_go_with_the_drawing(drawn: Any) -> None:
    panel = drawn.findChild(NearPanel)
    assert panel.isVisible()
    drawn.session.controller(DrawingController).clear()
    assert drawn.wait_idle(60_000)
    assert all(pane.get(Near) is None for pane in drawn.session.state.panes)
    assert not panel.isVisible()


def test_pictures_wait_until_the_pen_is_lifted(session: Any) -> None:
    pen = session.controller(DrawingController)
    pen.sketch(STROKE)
    session.fake.flush()
    assert session.state.panes[0].get(Near).images is None
    assert not any(slot.startswith("drawing.tiles") for slot in session.fake.numbers)
    pen.finish_stroke()
    session.fake.flush()
    for pane in session.state.panes:
        near = pane.get(Near)
        codes = pane.model.codes.mu[near.samples[: logic.PICTURED]]
        assert len(near.images) == logic.PICTURED
        np.testing.assert_array_equal(near.images[:, 0, :2], codes.astype(np.uint8))


def test_what_is_near_to_an_older_drawing_is_not_taken(session: Any) -> None:
    pen = session.controller(DrawingController)
    pen.redraw((STROKE,))
    session.fake.flush("drawing")
    asked = session.fake.waiting["drawing.near"]
    pen.redraw((STROKE, STROKE[:, ::-1]))
    session.fake.flush("drawing")
    session.fake.waiting["drawing.near"] = asked
    session.fake.flush("drawing.near")
    assert session.state.panes[0].get(Near) is None


def test_originals_are_shown_where_the_bundle_has_them(session: Any, tiny_bundle: Any, library: Path) -> None:
    images = np.random.default_rng(0).integers(0, 256, (200, 28, 28)).astype(np.uint8)
    dataset = session.state.panes[0].model.manifest.dataset
    more = {IMAGES: pack_images(images)}
    folder = tiny_bundle("ae-with", kind="ae", seed=5, dataset=dataset, parent=library, more=more)
    session.controller(DrawingController).redraw((STROKE,))
    session.controller(LibraryController).open(0, folder)
    session.fake.flush()
    near = session.state.panes[0].get(Near)
    np.testing.assert_array_equal(near.images, images[near.samples[: logic.PICTURED]])

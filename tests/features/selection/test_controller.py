"""The selection, command by command, without any process."""

from __future__ import annotations

import gc
import io
import weakref
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from sklearn.neighbors import NearestNeighbors

from aevae_desktop import bundle
from aevae_desktop.core.codes.agreement import label_agreement, overlap
from aevae_desktop.engine.child.jobs.samples import Samples
from aevae_desktop.errors import DataError
from aevae_desktop.features.models.controller import ModelsController
from aevae_desktop.features.points.controller import PointsController
from aevae_desktop.features.probe.controller import ProbeController
from aevae_desktop.features.probe.state import Probe
from aevae_desktop.features.selection import controller as selection_controller
from aevae_desktop.features.selection import logic as selection_logic
from aevae_desktop.features.selection.controller import SelectionController
from aevae_desktop.features.selection.searching import BY_CELLS
from aevae_desktop.features.selection.state import How, Selecting, Selection, Tool

BOX = (-0.5, -3.0, 3.0, 0.5)


def chosen(session: Any) -> list[int]:
    now = session.state.part(Selecting).selection
    if now is None:
        return []
    assert now.samples.dtype == np.int32
    assert (np.diff(now.samples) > 0).all()
    return now.samples.tolist()


def in_box(session: Any, pane: int = 0, box: Any = BOX) -> np.ndarray:
    x, y = session.state.panes[pane].model.codes.xy.T
    return (x >= box[0]) & (x <= box[2]) & (y >= box[1]) & (y <= box[3])


def corners(box: Any) -> np.ndarray:
    x0, y0, x1, y1 = box
    return np.array([[x0, y0], [x1, y0], [x1, y1], [x0, y1]])


def test_a_box_and_a_lasso_catch_the_same_and_only_what_is_shown(session: Any) -> None:
    session.controller(SelectionController).box(0, BOX)
    expected = in_box(session)
    assert chosen(session) == np.flatnonzero(expected).tolist()
    assert 10 < expected.sum() < 150
    session.controller(SelectionController).polygon(0, corners(BOX))
    assert chosen(session) == np.flatnonzero(expected).tolist()
    session.controller(PointsController).toggle_class(9)
    session.controller(SelectionController).box(0, BOX)
    label = session.state.panes[0].model.codes.label
    assert (expected & (label == 9)).any()
    assert chosen(session) == np.flatnonzero(expected & (label != 9)).tolist()


def test_adding_taking_away_inverting_clearing(session: Any) -> None:
    other = (-3.0, -0.5, 0.0, 3.0)
    session.controller(SelectionController).box(0, BOX)
    session.controller(SelectionController).box(1, other, How.ADD)
    both = in_box(session) | in_box(session, 1, other)
    assert chosen(session) == np.flatnonzero(both).tolist()
    session.controller(SelectionController).polygon(0, corners(BOX), How.REMOVE)
    assert chosen(session) == np.flatnonzero(both & ~in_box(session)).tolist()
    session.controller(SelectionController).invert()
    assert chosen(session) == np.flatnonzero(~(both & ~in_box(session))).tolist()
    session.controller(PointsController).toggle_class(0)
    session.controller(SelectionController).invert()
    label = session.state.panes[0].model.codes.label
    assert chosen(session) == np.flatnonzero(both & ~in_box(session) & (label != 0)).tolist()
    session.controller(SelectionController).everything()
    assert chosen(session) == np.flatnonzero(label != 0).tolist()
    session.controller(SelectionController).clear()
    assert session.state.part(Selecting).selection is None


def test_undo_and_redo_go_through_selections(session: Any) -> None:
    session.controller(SelectionController).box(0, BOX)
    one = session.state.part(Selecting).selection
    session.controller(SelectionController).invert()
    two = session.state.part(Selecting).selection
    session.controller(SelectionController).clear()
    for wanted in (two, one, None, None):
        session.controller(SelectionController).undo()
        assert session.state.part(Selecting).selection is wanted
    for wanted in (one, two, None, None):
        session.controller(SelectionController).redo()
        assert session.state.part(Selecting).selection is wanted
    session.controller(SelectionController).undo()
    session.controller(SelectionController).everything()
    assert session.state.part(Selecting).future == ()


def test_a_selection_belongs_to_every_model_of_the_same_samples(session: Any, tiny_bundle: Any) -> None:
    session.controller(SelectionController).box(0, BOX)
    assert [i for i, _ in selection_logic.linked(session.state)] == [0, 1]
    session.controller(ModelsController).open(1, tiny_bundle("stranger", n=200))
    session.fake.flush()
    assert [i for i, _ in selection_logic.linked(session.state)] == [0]
    session.controller(SelectionController).box(1, BOX, How.ADD)  # of other samples: it takes the place of the first
    assert [i for i, _ in selection_logic.linked(session.state)] == [1]
    assert chosen(session) == np.flatnonzero(in_box(session, 1)).tolist()


def test_the_class_of_the_probe(session: Any) -> None:
    session.controller(ProbeController).hover(0, 1.9, 0.1)
    label = session.state.panes[0].model.codes.label
    wanted = label[session.state.panes[0].get(Probe).sample]
    session.controller(SelectionController).same_class()
    assert chosen(session) == np.flatnonzero(label == wanted).tolist()


def test_numbers_select_and_probe(session: Any) -> None:
    session.controller(SelectionController).numbers("17, 100-102")
    assert chosen(session) == [17, 100, 101, 102]
    assert session.state.panes[0].get(Probe).sample == 17
    session.controller(SelectionController).numbers("5", How.ADD)
    assert chosen(session) == [5, 17, 100, 101, 102]
    session.controller(SelectionController).numbers("200")
    assert "0 to 199" in session.state.notice
    session.controller(PointsController).toggle_class(7)
    session.controller(SelectionController).numbers("17")
    assert "hidden" in session.state.notice
    assert chosen(session) == [5, 17, 100, 101, 102]


@pytest.mark.parametrize("dimensions", [1, 2, 5])
def test_growing_adds_the_ten_nearest_of_each(session: Any, tiny_bundle: Any, dimensions: int) -> None:
    session.controller(ModelsController).open(
        0, tiny_bundle(f"ae-{dimensions}", kind="ae", latent_dim=dimensions, n=600)
    )
    session.fake.flush()
    session.controller(ProbeController).hover(0, 0.0, 0.0)
    session.controller(SelectionController).box(0, (1.0, -0.6, 2.0, 0.6) if dimensions > 1 else (0.0, -99.0, 0.6, 99.0))
    before, codes = chosen(session), session.state.panes[0].model.codes
    assert 5 < len(before) < 300
    session.controller(PointsController).toggle_class(9)
    session.controller(SelectionController).grow()
    assert session.state.part(Selecting).busy == "growing"
    session.fake.flush()
    near = NearestNeighbors(n_neighbors=11, algorithm="brute").fit(codes.mu).kneighbors(codes.mu[before])[1][:, 1:]
    expected = set(before) | {row for row in near.ravel().tolist() if codes.label[row] != 9}
    assert set(chosen(session)) == {row for row in expected if codes.label[row] != 9 or row in before}
    assert len(chosen(session)) > len(before)
    assert session.state.part(Selecting).busy == ""
    session.controller(SelectionController).undo()
    assert chosen(session) == before


def test_a_selection_that_changed_meanwhile_does_not_grow(session: Any) -> None:
    session.controller(SelectionController).box(0, BOX)
    session.controller(SelectionController).grow()
    session.controller(SelectionController).numbers("3")
    session.fake.flush()
    assert chosen(session) == [3]
    assert session.state.part(Selecting).busy == ""


def test_the_report_is_that_of_the_neighbours(session: Any) -> None:
    session.controller(SelectionController).box(0, BOX)
    session.controller(SelectionController).report()
    session.fake.flush()
    report, rows = session.state.part(Selecting).report, session.state.part(Selecting).selection.samples
    near = []
    for pane in session.state.panes:
        codes = pane.model.codes
        found = NearestNeighbors(n_neighbors=11, algorithm="brute").fit(codes.mu).kneighbors(codes.mu[rows])[1][:, 1:]
        assert report.agreement[pane.model.key] == pytest.approx(label_agreement(codes.label, rows, found))
        near.append(found)
    assert report.overlap == pytest.approx(overlap(*near))
    assert (report.k, report.n, report.of) == (10, len(rows), len(rows))
    assert report.selection is session.state.part(Selecting).selection
    session.controller(SelectionController).clear()
    session.controller(SelectionController).report(n=50)
    session.fake.flush()
    report = session.state.part(Selecting).report
    assert (report.n, report.of, report.selection) == (50, 200, None)


@pytest.mark.parametrize("good", [0, 1, 3])
def test_a_search_that_fails_on_the_way_is_over(session: Any, monkeypatch: Any, good: int) -> None:
    pieces = iter([True] * 2 * good + [False])  # one for each of the two models
    nearest = Samples.nearest

    def find(self: Samples, *more: Any) -> Any:
        if not next(pieces):
            raise DataError("there is no room for that")
        return nearest(self, *more)

    monkeypatch.setattr(selection_controller, "BY_CELLS", replace(BY_CELLS, first=10))
    monkeypatch.setattr(Samples, "nearest", find)
    session.controller(SelectionController).report()
    assert session.state.part(Selecting).busy == "comparing"
    session.fake.flush()
    assert next(pieces, None) is None
    assert session.state.part(Selecting).busy == ""
    assert session.state.part(Selecting).report is None
    assert session.state.notice == "there is no room for that"


def test_the_sheet_is_decoded_only_while_somebody_looks(session: Any) -> None:
    session.controller(SelectionController).everything()
    session.fake.flush()
    assert session.state.part(Selecting).sheet is None
    session.controller(SelectionController).watch(True)
    session.fake.flush()
    sheet = session.state.part(Selecting).sheet
    assert (sheet.page, sheet.pages, len(sheet.samples)) == (0, 4, 50)
    for pane in session.state.panes:
        shown = sheet.images[pane.model.key]
        assert shown.shape == (50, 28, 28)
        assert shown.dtype == np.uint8
        assert (shown[:, 0, :2] == pane.model.codes.mu[sheet.samples].astype(np.uint8)).all()
    assert sheet.originals is None
    seen = [sheet.samples]
    for _ in range(3):
        session.controller(SelectionController).turn(1)
        session.fake.flush()
        seen.append(session.state.part(Selecting).sheet.samples)
    assert sorted(np.concatenate(seen).tolist()) == list(range(200))
    session.controller(SelectionController).turn(1)
    session.fake.flush()
    assert session.state.part(Selecting).sheet.page == 0
    session.controller(SelectionController).turn(1)
    session.controller(SelectionController).numbers("4, 8")
    session.fake.flush()
    sheet = session.state.part(Selecting).sheet
    assert (sheet.page, sheet.pages, sheet.samples.tolist()) == (0, 1, [4, 8])
    assert len(sheet.images[session.state.panes[1].model.key]) == 2


def test_a_sheet_that_nobody_looks_at_holds_no_model(session: Any, library: Path) -> None:
    session.controller(SelectionController).watch(True)
    session.controller(SelectionController).everything()
    session.fake.flush()
    codes = weakref.ref(session.state.panes[1].model.codes)
    session.controller(SelectionController).watch(False)
    session.controller(ModelsController).open(1, library / "ae-tiny")
    session.fake.flush()
    gc.collect()
    assert codes() is None


def test_originals_come_with_the_sheet(session: Any, library: Path) -> None:
    folder, images = library / "vae-tiny", np.random.default_rng(0).integers(0, 256, (200, 28, 28), np.uint8)
    manifest = bundle.read(folder)
    contents = {name: (folder / name).read_bytes() for name in manifest.files}
    bundle.write(folder, replace(manifest), {**contents, bundle.IMAGES: bundle.pack_images(images)})
    session.controller(ModelsController).open(1, folder)
    session.fake.flush()
    session.controller(SelectionController).watch(True)
    session.controller(SelectionController).numbers("3, 9, 150")
    session.fake.flush()
    np.testing.assert_array_equal(session.state.part(Selecting).sheet.originals, images[[3, 9, 150]])


def test_codes_are_written_for_one_map(session: Any) -> None:
    texts: list[bytes] = []
    session.controller(SelectionController).codes(1, texts.append)
    assert "Select something" in session.state.notice
    session.controller(SelectionController).box(0, BOX)
    session.controller(SelectionController).codes(1, texts.append)
    session.fake.flush()
    codes, rows = session.state.panes[1].model.codes, session.state.part(Selecting).selection.samples
    table = np.loadtxt(io.BytesIO(texts[0]), delimiter=",", skiprows=1)
    expected = np.column_stack((rows, codes.label[rows], codes.split[rows]))
    np.testing.assert_array_equal(table[:, :3], expected)
    assert (table[:, 3:].astype(np.float32) == codes.mu[rows]).all()


def test_nothing_happens_without_codes(session: Any, tiny_bundle: Any) -> None:
    from aevae_desktop.bundle import Points

    none = Points(np.empty((0, 2), np.float32), None, np.empty(0, np.int16), np.empty(0, np.uint8))
    session.controller(ModelsController).open(0, tiny_bundle("ae-empty", kind="ae", points=none))
    session.controller(ModelsController).open(1, tiny_bundle("ae-empty-too", kind="ae", points=none))
    session.fake.flush()
    controller = session.controller(SelectionController)
    for act in (
        controller.everything,
        controller.invert,
        controller.grow,
        controller.report,
        controller.same_class,
        controller.clear,
        controller.undo,
        controller.redo,
    ):
        act()
    controller.box(0, BOX)
    controller.polygon(1, corners(BOX))
    controller.numbers("1")
    controller.watch(True)
    session.fake.flush()
    assert session.state.part(Selecting).selection is None


def test_the_tool_is_state(session: Any) -> None:
    session.controller(SelectionController).set_tool(Tool.LASSO)
    assert session.state.part(Selecting).tool is Tool.LASSO


def test_a_sample_of_many_is_fixed() -> None:
    few = selection_logic.sample_of(None, 10_000, 100)
    assert len(set(few.tolist())) == 100
    np.testing.assert_array_equal(few, selection_logic.sample_of(None, 10_000, 100))
    now = Selection("rows", np.arange(5, 25, dtype=np.int32))
    np.testing.assert_array_equal(selection_logic.sample_of(now, 10_000, 100), now.samples)

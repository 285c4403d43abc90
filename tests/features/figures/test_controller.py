"""A figure's record: what was written is what is read; anything else is one line; a session goes back to it."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QCoreApplication
from PySide6.QtTest import QTest

from aevae_desktop import bundle
from aevae_desktop.bundle import digest
from aevae_desktop.core.map.plane import Plane
from aevae_desktop.core.map.view2d import View2D
from aevae_desktop.errors import DataError
from aevae_desktop.features import SAVED
from aevae_desktop.features.drawing.controller import DrawingController
from aevae_desktop.features.figures import controller as figures_controller
from aevae_desktop.features.figures import reading as figures_reading
from aevae_desktop.features.figures.controller import FigureController
from aevae_desktop.features.figures.record import FigureRecord, PaneRecord, taken
from aevae_desktop.features.figures.view_book import SavedViews
from aevae_desktop.features.layers.controller import LayersController
from aevae_desktop.features.models import logic as models_logic
from aevae_desktop.features.models.controller import ModelsController
from aevae_desktop.features.models.library_controller import LibraryController
from aevae_desktop.features.path.controller import PathController
from aevae_desktop.features.path.play_controller import PlayController
from aevae_desktop.features.path.record import EndRecord, PathRecord
from aevae_desktop.features.path.state import FrameSequence, PathState
from aevae_desktop.features.planes.controller import PlaneController
from aevae_desktop.features.planes.record import PlaneRecord
from aevae_desktop.features.points.controller import PointsController
from aevae_desktop.features.probe.controller import ProbeController
from aevae_desktop.features.probe.record import ProbeRecord
from aevae_desktop.features.probe.state import Frozen, Probe
from aevae_desktop.features.samplers.controller import SamplingController
from aevae_desktop.features.samplers.state import Recipe
from aevae_desktop.features.selection.controller import SelectionController
from aevae_desktop.features.selection.state import Selecting
from aevae_desktop.session.model import PlaneChoice
from aevae_desktop.session.state import Layer, exact_view
from tests.features.drawing.test_record import drawings
from tests.features.layers.test_record import layers
from tests.features.path.test_record import paths
from tests.features.planes.test_record import planes
from tests.features.points.test_record import hidden, looks
from tests.features.samplers.test_record import draws
from tests.features.selection.test_record import selections
from tests.features.tiles.test_record import tiles
from tests.records import real, text

side = st.floats(1.0, 1e6)
views = st.tuples(real, real, st.floats(1e-12, 1e12), side, side)
panes = st.builds(PaneRecord, text, text, views, st.fixed_dictionaries({"plane": planes}))
records = st.builds(
    FigureRecord,
    app=text,
    theme=text,
    panes=st.tuples(panes, panes),
    shown=st.sampled_from([(0,), (1,), (0, 1), (1, 0)]),
    parts=st.fixed_dictionaries(
        {"layers": layers, "hidden": hidden, "probe": st.none(), "path": paths, "strokes": drawings, "tiles": tiles}
        | {"look": looks, "selection": selections, "draws": draws}
    ),
    size=st.none() | st.tuples(st.integers(1, 10**6), st.integers(1, 10**6)),
    scale=st.floats(0.01, 1000.0),
)


@given(records)
def test_what_was_written_is_what_is_read(record: FigureRecord) -> None:
    assert figures_reading.record(record.to_json(), SAVED) == record


@given(records, text)
def test_keys_of_a_later_version_are_passed_over(record: FigureRecord, word: str) -> None:
    data = json.loads(record.to_json())
    data |= {"of another time": word, "format_version": "1.9"}
    data["panes"][0]["more"] = {word: 1}
    assert figures_reading.record(json.dumps(data), SAVED) == record


GOOD = FigureRecord(
    app="1", theme="dark", panes=(PaneRecord("a", "0" * 64, (0.1, 0.2, 3.0, 400.0, 300.0)), None), shown=(0,),
    parts={"layers": {"points": (True, 0.5)}, "probe": ProbeRecord(0, (0.1, 0.2), 3, True)},
)  # fmt: skip


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"format": "other"}, "f.png: was not exported by this program"),
        ({"format_version": "2.0"}, "format_version: found '2.0', expected 1.x"),
        ({"theme": 3}, "f.png: theme: found 3, expected a text"),
        ({"panes": {}}, "panes: found {}, expected a list"),
        ({"panes": [7]}, "panes: found [7], expected a list of objects"),
        ({"shown": []}, "shown: found [], expected the numbers of maps"),
        ({"shown": [1]}, "shown: found [1]"),
        ({"shown": [0, 0]}, "shown: found [0, 0]"),
        ({"shown": [-1]}, "shown: found [-1], expected a list of row numbers"),
        ({"app": "a\nb"}, "app: found the character U+000A, expected one line of at most 1000 characters"),
        ({"theme": "\u202e"}, "theme: found the character U+202E"),
        ({"theme": "x" * 1001}, "theme: found 1001 characters"),
        ({"theme": "\ud800"}, "theme: found '\\ud800', expected whole characters"),
        ({"shown": [0] * 10_001}, "shown: found 10001, expected at most 10000"),
        ({"scale": 0}, "scale: found 0, expected a number from 0.01 to 1000"),
        ({"size": [0, 600]}, "size: found [0, 600], expected width and height, 1 to 1,000,000 px"),
        ({"size": [600]}, "size: found [600], expected width and height"),
        ({"scale": 10**400}, "scale: found "),
    ],
)
def test_what_means_nothing_is_one_line(change: dict[str, Any], said: str) -> None:
    broken = json.dumps(json.loads(GOOD.to_json()) | change)
    with pytest.raises(DataError) as caught:
        figures_reading.record(broken, SAVED, "f.png")
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("view", "said"),
    [
        ([0, 0, 0, 10, 10], "panes[0].view"),
        ([0, 0, 1, 0, 10], "panes[0].view"),
        ([0, 0, 1, 1e9, 10], "panes[0].view"),
        ([0, 0, 1, 10], "expected 5 numbers"),
        ([math.inf] * 5, "panes[0].view[0]: found inf, expected a finite number"),
        (None, "expected 5 numbers"),
    ],
)
def test_a_view_that_is_none(view: Any, said: str) -> None:
    data = json.loads(GOOD.to_json())
    data["panes"][0]["view"] = view
    with pytest.raises(DataError, match=r"f\.png") as caught:
        figures_reading.record(json.dumps(data), SAVED, "f.png")
    assert said in str(caught.value)


@pytest.mark.parametrize("text", ["", "[]", "{", "[" * 100_000, "nan"])
def test_no_json_is_one_line(text: str) -> None:
    with pytest.raises(DataError, match=r"^f\.png: "):
        figures_reading.record(text, SAVED, "f.png")


def test_the_digest_is_that_of_sha256sum(library: Path) -> None:
    import hashlib

    manifest = bundle.read(library / "vae-tiny")
    names = sorted(manifest.files)
    lines = "".join(f"{hashlib.sha256((library / 'vae-tiny' / n).read_bytes()).hexdigest()}  {n}\n" for n in names)
    assert digest(manifest) == hashlib.sha256(lines.encode()).hexdigest()


def but(record: FigureRecord, **parts: Any) -> FigureRecord:
    """The record with these parts in place of its own."""
    return replace(record, parts={**record.parts, **parts})


LOOKS = {0: View2D(0.3, -0.1, 80.0, 400.0, 300.0), 1: View2D(1 / 3, 0.7, 123.456, 401.0, 300.0)}


def settle(session: Any) -> None:
    for pause in (0,) * 20 + (20,) * 50:  # ms; a plane that was moved rests for a moment
        session.fake.flush()
        QTest.qWait(pause)
        QCoreApplication.processEvents()
        if session.idle:
            return
    raise AssertionError("never idle")


@pytest.fixture
def busy(session: Any) -> Any:
    """A session in which much was done, and where its maps look."""
    session.set_state(_with_layers(session.state))
    session.views.update(LOOKS)
    session.controller(DrawingController).redraw((np.array([[40.0, 20.0], [80.0, 90.0]]),))
    session.controller(ProbeController).probe(1, 0.31, -0.2)
    session.controller(PathController).join(1, (0.1, 0.2), (-1.0, 0.7))
    session.controller(PathController).add_class(3)
    session.controller(PathController).compare("slerp", True)
    session.controller(PathController).set_closed(True)
    session.controller(PathController).set_frames(61)
    session.controller(PlayController).seek(0.4)
    session.controller(PointsController).toggle_class(4)
    session.controller(SamplingController).set(Recipe("kde", bandwidth=0.7, seed=5, n=1000))
    session.controller(SamplingController).sample()
    session.controller(PointsController).colour_by("sigma")
    session.controller(PointsController).set_size(1.5)
    session.controller(PointsController).show_splits(frozenset({0}))
    session.controller(PointsController).keep_range("sigma", 0.1, float("inf"))
    session.controller(ProbeController).pin(True)
    settle(session)
    return session


def _with_layers(state: Any) -> Any:
    return replace(state, layers={"points": Layer(True, 0.7), "prior": Layer(False)})


def test_a_session_goes_back_to_its_record(busy: Any) -> None:
    record = taken(busy.state, busy.views, SAVED, "light")
    busy.controller(SamplingController).clear()
    busy.controller(SamplingController).set(Recipe())
    busy.controller(DrawingController).clear()
    busy.controller(PointsController).toggle_class(2)
    busy.controller(LayersController).set_layer("points", Layer())
    busy.controller(PathController).join(0, (1, 1), (0, 0))
    busy.controller(PointsController).colour_by("split")
    busy.controller(PointsController).show_all()
    busy.controller(ProbeController).pin(False)
    busy.controller(ProbeController).probe_sample(7)
    busy.show(0)
    settle(busy)
    assert taken(busy.state, busy.views, SAVED, "light") != record
    busy.controller(FigureController).restore(figures_reading.record(record.to_json(), SAVED), "done")
    assert not busy.idle
    settle(busy)
    assert busy.state.pose.theme == "light"
    assert busy.state.pose.views == LOOKS
    assert busy.state.notice == "done"
    assert taken(busy.state, busy.views, SAVED, "light") == record


def test_a_probe_on_a_sample_goes_back_to_the_sample(busy: Any) -> None:
    busy.controller(ProbeController).probe_sample(12)
    record = taken(busy.state, busy.views, SAVED, "dark")
    assert record.parts["probe"] is not None
    assert record.parts["probe"].sample == 12
    busy.controller(ProbeController).probe(0, 0.0, 0.0)
    busy.controller(FigureController).restore(record)
    settle(busy)
    assert [pane.get(Probe).sample for pane in busy.state.panes] == [12, 12]
    assert np.array_equal(busy.state.panes[0].get(Probe).z, busy.state.panes[0].model.codes.mu[12])


@pytest.mark.parametrize("z", [(1.0,), (1.0, 2.0, 3.0), (1e300, 0.0)])
def test_an_end_of_the_path_that_is_no_code_of_the_model_is_left_out(busy: Any, z: tuple[float, ...]) -> None:
    record = taken(busy.state, busy.views, SAVED, "dark")
    end = EndRecord("A of another model", (z, z))
    path = PathRecord("linear", 0.5, (end, record.parts["path"].points[-1]))
    busy.controller(FigureController).restore(but(record, path=path))
    settle(busy)
    assert [code is None for code in busy.state.part(PathState).waypoints[0].z] == [True, True]
    assert [code is None for code in busy.state.part(PathState).waypoints[-1].z] == [False, False]
    assert [pane.get(FrameSequence) for pane in busy.state.panes] == [None, None]
    before = busy.state.panes[1].model
    busy.controller(PlaneController).path_and_probe(1)
    settle(busy)
    assert busy.state.panes[1].model is before
    assert "Set way-points" in busy.state.notice


def test_an_end_on_a_sample_that_the_model_lacks_is_left_out(busy: Any, library: Path) -> None:
    record = taken(busy.state, busy.views, SAVED, "dark")
    ends = tuple(EndRecord(name, (None, None), sample) for name, sample in (("A", 10**6), ("B", 7)))
    busy.controller(FigureController).restore(but(record, path=PathRecord("linear", 0.5, ends)))
    settle(busy)
    assert (busy.state.part(PathState).waypoints[0].sample, busy.state.part(PathState).waypoints[-1].sample) == (
        None,
        7,
    )
    busy.controller(ModelsController).open(0, library / "vae-tiny")  # the path is laid again
    settle(busy)
    assert busy.state.part(PathState).waypoints[0].z == (None, None)
    assert all(
        np.array_equal(z, p.model.codes.mu[7])
        for z, p in zip(busy.state.part(PathState).waypoints[-1].z, busy.state.panes, strict=True)
    )


def test_a_plane_is_part_of_the_view(busy: Any) -> None:
    turned = Plane(np.array([0.5, 0.0]), np.array([[0.6, 0.8], [-0.8, 0.6]]))
    model = busy.state.panes[1].model
    cut = PlaneChoice("corners", corners=("a 3", "a 7", "an 8"))
    *_, seen = models_logic.seen_through(model, turned, cut)
    busy.set_state(busy.state.with_pane(1, model=seen))
    record = figures_reading.record(taken(busy.state, busy.views, SAVED, "dark").to_json(), SAVED)
    assert record.panes[0].parts["plane"].origin is None
    assert record.panes[1].parts["plane"].basis == tuple(map(tuple, turned.basis.tolist()))
    busy.set_state(busy.state.with_pane(1, model=model))
    busy.controller(FigureController).restore(record)
    settle(busy)
    restored = busy.state.panes[1].model
    assert np.array_equal(restored.plane.basis, turned.basis)
    assert restored.plane_choice == cut
    assert np.allclose(restored.codes.xy, turned.project(model.codes.mu))


@pytest.fixture
def deep(busy: Any, tiny_bundle: Any, library: Path) -> Any:
    """The same with a model of sixteen dimensions at the right."""
    dataset = bundle.DatasetSpec("tiny", n_train=160, n_test=40, sha256={"images": "0" * 64})
    busy.controller(ModelsController).open(
        1, tiny_bundle("vae-deep", latent_dim=16, seed=5, dataset=dataset, parent=library)
    )
    settle(busy)
    return busy


def test_frozen_dimensions_are_part_of_the_view(deep: Any) -> None:
    deep.controller(PlaneController).set_value(1, 3, 2.5)
    deep.controller(PlaneController).freeze(1, 3, True)
    deep.controller(ProbeController).probe(1, 0.2, 0.1)
    z, frozen = deep.state.panes[1].get(Probe).z, deep.state.panes[1].part(Frozen).values
    record = figures_reading.record(taken(deep.state, deep.views, SAVED, "dark").to_json(), SAVED)
    deep.controller(PlaneController).freeze(1, 3, False)
    deep.controller(PlaneController).set_value(1, 3, -1.0)
    deep.controller(PlaneController).freeze(1, 5, True)
    deep.controller(ProbeController).probe(1, 0.0, 0.0)
    deep.controller(FigureController).restore(record)
    settle(deep)
    assert deep.state.panes[1].part(Frozen).values == frozen == {3: 2.5}
    assert np.array_equal(deep.state.panes[1].get(Probe).z, z)
    assert taken(deep.state, deep.views, SAVED, "dark") == record


def test_frozen_dimensions_go_with_a_view_that_had_none_and_stay_with_one_that_does_not_say(deep: Any) -> None:
    none = taken(deep.state, deep.views, SAVED, "dark")
    silent, beyond = (
        replace(none, panes=(none.panes[0], replace(none.panes[1], parts={"plane": PlaneRecord(frozen=frozen)})))
        for frozen in (None, ((2, 1.5), (99, 1.0)))
    )
    deep.controller(PlaneController).freeze(1, 5, True)
    kept = dict(deep.state.panes[1].part(Frozen).values)
    for record, expected in ((silent, kept), (beyond, {2: 1.5}), (none, {})):
        deep.controller(FigureController).restore(record)
        settle(deep)
        assert dict(deep.state.panes[1].part(Frozen).values) == expected


def test_a_view_without_a_selection_clears_it_and_one_that_does_not_say_leaves_it(busy: Any) -> None:
    none = taken(busy.state, busy.views, SAVED, "dark")
    busy.controller(SelectionController).numbers("3-9")
    before = busy.state.part(Selecting).selection.samples.tolist()
    busy.controller(FigureController).restore(figures_reading.record(but(none, selection=None).to_json(), SAVED))
    settle(busy)
    assert busy.state.part(Selecting).selection.samples.tolist() == before
    busy.controller(FigureController).restore(figures_reading.record(none.to_json(), SAVED))
    settle(busy)
    assert busy.state.part(Selecting).selection is None


def test_a_plane_of_many_codes_is_restored_part_by_part(deep: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(models_logic, "FEW", 10)
    deep.controller(PlaneController).axes(1, 4, 9)
    settle(deep)
    record = taken(deep.state, deep.views, SAVED, "dark")
    deep.controller(PlaneController).axes(1, 0, 1)
    settle(deep)
    before = deep.state.panes[1].model
    deep.controller(FigureController).restore(record)
    deep.fake.flush()
    deep.controller(FigureController)._go_on()
    assert deep.state.panes[1].model is before
    assert deep.controller(FigureController).busy
    assert deep.state.pose is None or deep.state.pose.theme != "dark"
    settle(deep)
    model = deep.state.panes[1].model
    assert (model.codes.xy == model.codes.mu[:, [4, 9]]).all()
    assert taken(deep.state, deep.views, SAVED, "dark") == record


def test_a_plane_on_its_way_does_not_come_after_the_restored_one(deep: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(models_logic, "FEW", 10)
    record = taken(deep.state, deep.views, SAVED, "dark")
    deep.controller(PlaneController).axes(1, 4, 9)
    deep.controller(FigureController).restore(record)
    settle(deep)
    assert taken(deep.state, deep.views, SAVED, "dark") == record
    assert (deep.state.panes[1].model.plane_choice.i, deep.state.panes[1].model.plane_choice.j) == (0, 1)


def test_models_are_opened_again_wherever_they_are(busy: Any, tiny_bundle: Any) -> None:
    record = taken(busy.state, busy.views, SAVED, "dark")
    key = busy.state.panes[0].model.key
    busy.controller(ModelsController).open(0, Path(key).parent / "vae-tiny")
    settle(busy)
    busy.controller(FigureController).restore(record)
    settle(busy)
    assert busy.state.panes[0].model.key == key


def test_a_bundle_that_is_gone_leaves_the_rest(busy: Any) -> None:
    record = taken(busy.state, busy.views, SAVED, "dark")
    assert record.panes[0] is not None
    gone = replace(record, panes=(replace(record.panes[0], bundle="lost", sha256="ab" * 32), record.panes[1]))
    busy.controller(FigureController).restore(gone)
    settle(busy)
    assert busy.state.notice == "lost (sha256 abababababab…) is not among the models. The rest is as it was."
    assert busy.state.pose.views == {1: LOOKS[1]}
    assert busy.state.shown == (1,)
    before = busy.state
    with pytest.raises(DataError, match=r"is not among the models.* Nothing was changed\.$"):
        busy.controller(FigureController).restore(replace(gone, shown=(0,)))
    assert busy.state is before


def test_a_bundle_that_has_changed_is_shown_and_said(busy: Any) -> None:
    record = taken(busy.state, busy.views, SAVED, "dark")
    assert record.panes[0] is not None
    busy.controller(FigureController).restore(
        replace(record, panes=(replace(record.panes[0], sha256="ab" * 32), record.panes[1]))
    )
    settle(busy)
    assert "ae-tiny is not the one of the figure (sha256 abababababab…)." in busy.state.notice
    assert busy.state.pose.views == LOOKS


@pytest.fixture
def retrained(busy: Any, library: Path, tiny_bundle: Any) -> Any:
    """The record of the maps before ``vae-tiny`` was trained again in its folder, while it is open, and after."""
    before = taken(busy.state, busy.views, SAVED, "dark")
    dataset = bundle.DatasetSpec("tiny", n_train=160, n_test=40, sha256={"images": "0" * 64})
    tiny_bundle("vae-tiny", dataset=dataset, seed=11, parent=library)
    after = replace(before.panes[1], sha256=digest(bundle.read(library / "vae-tiny")))
    assert before.panes[1] != after
    return before, replace(before, panes=(before.panes[0], after))


def test_a_bundle_that_was_trained_again_while_open_is_opened_again(busy: Any, retrained: Any, library: Path) -> None:
    manifest, points = bundle.read(library / "vae-tiny"), bundle.read_points
    busy.controller(FigureController).restore(retrained[1], "done.")
    settle(busy)
    model = busy.state.panes[1].model
    assert model.manifest.files == manifest.files
    assert np.array_equal(model.codes.mu, points(library / "vae-tiny", manifest).mu)
    assert busy.state.pose.views == LOOKS
    assert busy.state.notice == "done."


def test_a_network_that_is_still_open_is_the_one_of_its_figure(busy: Any, retrained: Any) -> None:
    model = busy.state.panes[1].model
    busy.controller(FigureController).restore(retrained[0], "done.")
    settle(busy)
    assert busy.state.panes[1].model.manifest is model.manifest
    assert busy.state.notice == "done."


def test_what_its_folder_holds_by_now_is_said_to_be_another(busy: Any, retrained: Any, library: Path) -> None:
    record = retrained[0]
    busy.controller(FigureController).restore(replace(record, panes=record.panes[::-1], shown=(0, 1)), "done.")
    settle(busy)
    assert busy.state.panes[0].model.manifest.files == bundle.read(library / "vae-tiny").files
    assert "vae-tiny is not the one of the figure" in busy.state.notice


def test_a_bundle_that_cannot_be_opened_any_more(busy: Any, library: Path) -> None:
    record = taken(busy.state, busy.views, SAVED, "dark")
    busy.controller(ModelsController).open(1, library / "ae-tiny")
    settle(busy)
    (library / "vae-tiny" / "manifest.json").rename(library / "vae-tiny" / "away.json")
    busy.controller(FigureController).restore(record)
    settle(busy)
    assert "vae-tiny" in busy.state.notice
    assert busy.state.pose.views == {0: LOOKS[0]}


def test_a_view_survives_other_sizes_exactly(busy: Any) -> None:
    record = taken(busy.state, busy.views, SAVED, "dark")
    busy.controller(FigureController).restore(record)
    settle(busy)
    for width, height in ((801.0, 333.0), (160.0, 990.0)):
        shown = LOOKS[0].framed(width, height)
        assert exact_view(busy.state, 0, shown) == LOOKS[0]
        assert exact_view(busy.state, 0, shown.panned(1, 0)) == shown.panned(1, 0)


def test_saved_views_are_kept_newest_first_and_called_back(busy: Any, own_views: Path) -> None:
    busy.controller(FigureController).save_view("dark", "one")
    busy.views[1] = View2D(0, 0, 50.0, 401.0, 300.0)
    busy.controller(FigureController).save_view("light")
    busy.controller(FigureController).save_view("light")
    assert [view.name for view in busy.state.part(SavedViews).views] == ["View 2", "View 1", "one"]
    busy.controller(FigureController).forget(busy.state.part(SavedViews).views[0])
    busy.set_state(_without_saved(busy.state))
    busy.controller(FigureController).load()
    assert [view.name for view in busy.state.part(SavedViews).views] == ["View 1", "one"]
    busy.controller(FigureController).recall(busy.state.part(SavedViews).views[1])
    settle(busy)
    assert busy.state.pose.views == LOOKS
    assert busy.state.pose.theme == "dark"
    for k in range(25):
        busy.controller(FigureController).save_view("dark", f"n{k}")
    assert [view.name for view in busy.state.part(SavedViews).views] == [f"n{k}" for k in range(24, 4, -1)]


def _without_saved(state: Any) -> Any:
    return state.with_part(SavedViews(()))


def test_a_full_disk_keeps_the_list_that_was(busy: Any, own_views: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import errno
    import os

    def full(handle: int, data: bytes) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    busy.controller(FigureController).save_view("dark", "one")
    before = own_views.read_bytes()
    monkeypatch.setattr(os, "write", full)
    busy.controller(FigureController).save_view("dark", "two")
    assert own_views.read_bytes() == before
    assert [view.name for view in busy.state.part(SavedViews).views] == ["one"]
    assert busy.state.notice == f"{own_views}: the view cannot be saved: No space left on device"


@pytest.mark.parametrize("text", ["", "[]", '{"format": "aevae-views"}', '{"format": "x", "views": []}', "{" * 9000])
def test_a_broken_list_is_one_line_and_left_alone(session: Any, own_views: Path, text: str) -> None:
    own_views.parent.mkdir()
    own_views.write_text(text)
    session.controller(FigureController).load()
    assert session.state.part(SavedViews).views == ()
    assert session.state.notice.startswith(f"{own_views}: the saved views cannot be read")
    assert own_views.read_text() == text


def test_a_view_that_was_tampered_with_is_one_line(session: Any) -> None:
    from aevae_desktop.features.figures.view_book import SavedView

    session.controller(FigureController).recall(SavedView("mine", "{}"))
    assert session.state.notice == "mine: was not exported by this program"


def test_the_ends_of_an_older_record_are_way_points_without_their_letters(busy: Any) -> None:
    data = json.loads(taken(busy.state, busy.views, SAVED, "dark").to_json())
    first, *_, last = data["path"].pop("points")
    data["path"] |= {"a": {**first, "name": "A 7"}, "b": {**last, "name": "B near 3"}}
    read = figures_reading.record(json.dumps(data), SAVED).parts["path"]
    assert read is not None
    assert [point.name for point in read.points] == ["7", "near 3"]
    assert read.points[0].z == tuple(None if z is None else tuple(z) for z in first["z"])


def test_kinds_of_path_that_this_program_does_not_know_are_not_compared(busy: Any) -> None:
    record = taken(busy.state, busy.views, SAVED, "dark")
    told = replace(record.parts["path"], kind="spline", compared=("slerp", "spline", "of another version"))
    busy.controller(FigureController).restore(but(record, path=told))
    settle(busy)
    assert busy.state.part(PathState).spec.compared == {"slerp"}


def test_the_onion_skins_come_back(busy: Any) -> None:
    busy.controller(PlayController).set_onion(3)
    record = figures_reading.record(taken(busy.state, busy.views, SAVED, "dark").to_json(), SAVED)
    busy.controller(PlayController).set_onion(0)
    busy.controller(FigureController).restore(record)
    settle(busy)
    assert busy.state.part(PathState).onion == 3


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The folders whose manifests are read by the window itself."""
    folders: list[Path] = []

    def note(folder: Path) -> bundle.Manifest:
        folders.append(folder)
        return manifest_of(folder)

    manifest_of = bundle.read
    monkeypatch.setattr(figures_controller.bundle, "read", note)
    return folders


def test_a_bundle_that_the_library_knows_is_found_without_a_look_at_the_disk(
    busy: Any, library: Path, tiny_bundle: Any, read: list[Path]
) -> None:
    record = taken(busy.state, busy.views, SAVED, "dark")
    busy.controller(ModelsController).open(1, library / "ae-tiny")
    settle(busy)
    read.clear()
    busy.controller(FigureController).restore(record)
    assert read == []
    settle(busy)
    assert busy.state.panes[1].model.key == str(library / "vae-tiny")


def test_of_many_bundles_the_window_reads_a_few_at_most(
    busy: Any, library: Path, tiny_bundle: Any, read: list[Path]
) -> None:
    for k in range(2 * figures_controller.MOST_READ):
        tiny_bundle("many", seed=k, parent=library / f"{k}")
        busy.controller(LibraryController).invite(library / f"{k}" / "many")
    settle(busy)
    record = taken(busy.state, busy.views, SAVED, "dark")
    gone = replace(record.panes[1], bundle="many", sha256="ab" * 32)
    read.clear()
    busy.controller(FigureController).restore(replace(record, panes=(record.panes[0], gone)))
    assert len(read) <= figures_controller.MOST_READ

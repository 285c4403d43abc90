"""Models come, go and change while a path, a probe and a drawing are there."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from aevae_desktop.bundle import DatasetSpec, ImageSpec, Points
from aevae_desktop.engine.wire.frames import Frame
from aevae_desktop.features import CONTROLLERS
from aevae_desktop.features.drawing.controller import DrawingController
from aevae_desktop.features.drawing.state import Drawing, Encoding
from aevae_desktop.features.models import logic as models_logic
from aevae_desktop.features.models.controller import ModelsController
from aevae_desktop.features.models.library_controller import LibraryController
from aevae_desktop.features.path import curves, waypoints
from aevae_desktop.features.path.controller import PathController
from aevae_desktop.features.path.play_controller import PlayController
from aevae_desktop.features.path.state import Curves, FrameSequence, PathState
from aevae_desktop.features.planes import logic as planes_logic
from aevae_desktop.features.planes.controller import PlaneController
from aevae_desktop.features.points.controller import PointsController
from aevae_desktop.features.probe.controller import ProbeController
from aevae_desktop.features.probe.near import Near
from aevae_desktop.features.probe.state import Owner, Preview, Probe
from aevae_desktop.session.inference.events import Replied
from aevae_desktop.session.session import Session
from aevae_desktop.session.state import Mode, Pane

STROKE = np.array([[10.0, 10.0], [60.0, 80.0], [90.0, 20.0]])


def emptied(session: Any) -> None:
    """No map on the left, as at the start: the next model is shown without its codes first."""
    session.set_state(replace(session.state, panes=(Pane(), session.state.panes[1])))


def reopen(session: Any, pane: int, folder: str | Path) -> None:
    session.controller(ModelsController).open(pane, Path(folder))
    session.fake.flush()


def test_the_path_survives_every_order_of_answers(session: Any, tiny_bundle: Any, library: Path) -> None:
    dataset = session.state.panes[0].model.manifest.dataset
    third = tiny_bundle("ae-third", kind="ae", seed=5, dataset=dataset, parent=library)
    first = session.state.panes[0].wanted
    for folder in (third, first, third, first):
        reopen(session, 0, folder)
        assert all(
            pane.get(FrameSequence) is not None and pane.get(FrameSequence).ready.all() for pane in session.state.panes
        )


def test_a_path_waits_for_the_codes_of_a_new_model(session: Any, tiny_bundle: Any, library: Path) -> None:
    dataset = session.state.panes[0].model.manifest.dataset
    session.controller(PathController).set_kind("shortest")
    traced = session.fake.waiting[curves.SLOT]
    folder = str(tiny_bundle("ae-wide", kind="ae", latent_dim=5, seed=5, dataset=dataset, parent=library))
    emptied(session)
    session.controller(ModelsController).open(0, Path(folder))
    session.fake.flush(f"load:{folder}")  # the networks are there, the codes are not
    pane = session.state.panes[0]
    assert pane.model.key == folder
    assert pane.model.codes is None
    assert not pane.part(Curves)  # a curve of the old model is none in the new one
    session.on_event(Replied("bulk", 1, curves.SLOT, traced, Frame({"done": False, "ms": 1.0}, {"z": traced.z.copy()})))
    session.controller(PathController).toggle_closed()  # an edit meanwhile lays it where it can be laid
    assert not session.state.panes[0].part(Curves)
    assert session.state.panes[1].part(Curves)
    assert session.state.panes[0].get(FrameSequence) is None
    assert waypoints.moved(session.state, session.state.part(PathState).waypoints[0], 0, (0.0, 0.0)).z[0].shape == (5,)
    assert {corner.z.shape for corner in planes_logic.path_corners(session.state, 0)} <= {(5,)}
    session.fake.flush()
    assert session.state.panes[0].part(Curves)["shortest"].z.shape[1] == 5
    assert session.state.panes[0].get(FrameSequence).ready.all()
    assert not session.state.notice


def test_opening_the_other_panes_model_leaves_that_pane_alone(session: Any) -> None:
    session.controller(ProbeController).probe(0, 0.3, 0.3)
    session.fake.flush()
    left = session.state.panes[0]
    reopen(session, 1, left.wanted)
    assert session.state.panes[0].model is left.model
    assert session.state.panes[0].get(Preview) is not None
    assert session.state.panes[0].get(Probe).xy == (0.3, 0.3)
    assert session.state.panes[1].model is left.model


def test_a_rebuilt_bundle_of_another_size_replaces_the_old_one_whole(session: Any, tiny_bundle: Any) -> None:
    folder = Path(session.state.panes[0].wanted)
    session.controller(DrawingController).redraw((STROKE,))
    session.fake.flush()
    tiny_bundle(folder.name, kind="ae", latent_dim=5, n=90, parent=folder.parent)
    reopen(session, 0, folder)
    model = session.state.panes[0].model
    assert model.manifest.latent_dim == 5
    assert model.codes.mu.shape == (90, 5)
    assert session.state.panes[0].error is None


def test_a_placed_probe_stays_when_the_other_pane_gets_a_model(session: Any, tiny_bundle: Any, library: Path) -> None:
    session.controller(ProbeController).probe(0, 0.25, 0.5)
    session.controller(ProbeController).pin(True)
    dataset = session.state.panes[0].model.manifest.dataset
    reopen(session, 1, tiny_bundle("vae-third", seed=8, dataset=dataset, parent=library))
    assert session.state.panes[0].get(Probe).xy == (0.25, 0.5)
    assert session.state.pinned
    assert session.state.panes[1].get(Probe).sample == session.state.panes[0].get(Probe).sample


def test_ends_stay_where_they_were_set(session: Any, tiny_bundle: Any, library: Path) -> None:
    session.set_mode(Mode.PATH)
    session.controller(PathController).click(0, 0.1, 0.2)
    session.controller(PathController).click(0, 0.4, 0.3)
    dataset = session.state.panes[0].model.manifest.dataset
    reopen(session, 1, tiny_bundle("vae-third", seed=8, dataset=dataset, parent=library))
    path, codes = session.state.part(PathState), session.state.panes[1].model.codes
    assert (path.waypoints[0].z[0] == np.float32([0.1, 0.2])).all()
    assert (path.waypoints[0].z[1] == codes.mu[path.waypoints[0].sample]).all()


def test_ends_never_borrow_a_row_of_other_data(session: Any, tiny_bundle: Any, library: Path) -> None:
    reopen(session, 1, tiny_bundle("vae-stranger", seed=8, dataset=DatasetSpec("other"), parent=library))
    session.controller(PathController).surprise()
    session.fake.flush()
    assert session.state.part(PathState).waypoints[0].z[1] is None
    assert session.state.panes[1].get(FrameSequence) is None
    assert session.state.panes[0].get(FrameSequence) is not None


def test_a_drawn_end_waits_for_the_new_models_reading(session: Any, tiny_bundle: Any, library: Path) -> None:
    session.controller(DrawingController).redraw((STROKE,))
    session.fake.flush()
    session.controller(PathController).anchor_drawing("a")
    dataset = session.state.panes[0].model.manifest.dataset
    reopen(session, 1, tiny_bundle("vae-third", seed=8, dataset=dataset, parent=library))
    assert (session.state.part(PathState).waypoints[0].z[1] == session.state.panes[1].get(Encoding).mu).all()


def test_linked_models_with_other_class_names(session: Any, tiny_bundle: Any, library: Path) -> None:
    dataset = session.state.panes[0].model.manifest.dataset
    points = Points(np.zeros((200, 2), np.float32), None, np.full(200, -1, np.int16), np.zeros(200, np.uint8))
    nameless = tiny_bundle("ae-nameless", kind="ae", classes=(), points=points, dataset=dataset, parent=library)
    reopen(session, 0, nameless)
    assert session.state.panes[0].model.codes is not None
    session.controller(ProbeController).hover(1, 0.0, 0.0)
    assert session.state.panes[0].get(Probe) is not None


def test_a_bundle_without_codes_opens_and_decodes(session: Any, tiny_bundle: Any, library: Path) -> None:
    from aevae_desktop import bundle

    folder = tiny_bundle("bare", kind="ae", parent=library)
    manifest = bundle.read(folder)
    decoder = (folder / bundle.DECODER).read_bytes()
    bundle.write(folder, replace(manifest, files={}), {bundle.DECODER: decoder})
    reopen(session, 0, folder)
    assert len(session.state.panes[0].model.codes.mu) == 0
    session.controller(ProbeController).hover(0, 0.5, -0.5)
    session.fake.flush()
    assert (session.state.panes[0].get(Preview).z == np.float32([0.5, -0.5])).all()


def test_only_one_folder_given_shows_one_map(session: Any, library: Path) -> None:

    made = Session(CONTROLLERS, type(session.fake))
    made.controller(LibraryController).start([library], [library / "vae-tiny"])
    made.client.flush()
    assert made.state.shown == (0,)
    assert made.state.panes[0].model is not None
    made.close()


def test_the_right_pane_works_when_the_left_model_is_missing(session: Any, tmp_path: Path) -> None:

    fake = type(session.fake)
    made = Session(CONTROLLERS, fake)
    made.controller(LibraryController).start([], [tmp_path / "missing", Path(session.state.panes[1].wanted)])
    made.client.flush()
    assert made.state.panes[0].error is not None
    assert made.state.lead == 1
    assert made.state.panes[1].get(Preview) is not None
    made.close()


def test_models_that_no_pane_shows_are_closed(session: Any, tiny_bundle: Any, library: Path) -> None:
    first = session.state.panes[0].wanted
    other = tiny_bundle("ae-third", kind="ae", parent=library)
    reopen(session, 0, other)
    assert first not in session.fake.loaded
    assert str(other) in session.fake.loaded


def test_an_opening_that_was_overtaken_changes_nothing(session: Any, tiny_bundle: Any, library: Path) -> None:
    slow, quick = (tiny_bundle(name, kind="ae", parent=library) for name in ("ae-slow", "ae-quick"))
    session.controller(ModelsController).open(0, slow)
    session.controller(ModelsController).open(0, quick)
    session.fake.flush()
    assert session.state.panes[0].model.key == str(quick)
    assert str(slow) not in session.fake.loaded


def test_hidden_classes_are_shown_again_when_the_classes_change(session: Any, tiny_bundle: Any, library: Path) -> None:
    session.controller(PointsController).toggle_class(9)
    letters = tiny_bundle("letters", classes=tuple("abcdefghijklm"), parent=library)
    reopen(session, 0, letters)
    assert session.state.hidden == frozenset()


def test_too_many_classes_are_refused_in_one_line(session: Any, tiny_bundle: Any, library: Path) -> None:
    folder = tiny_bundle("many", parent=library)
    path = folder / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"classes": [str(k) for k in range(300)]}))
    reopen(session, 0, folder)
    assert session.state.notice.startswith(f"{path}: classes: found 300, expected at most 254")
    assert session.state.panes[0].error is None  # the map that was there stays


@pytest.mark.parametrize("d", [1, 2, 16])
def test_the_nearest_sample_is_nearest_in_latent_space(session: Any, tiny_bundle: Any, library: Path, d: int) -> None:
    folder = tiny_bundle("wide", latent_dim=d, n=300, parent=library)
    reopen(session, 0, folder)
    codes = session.state.panes[0].model.codes
    for xy in np.random.default_rng(d).normal(0, 2, (20, 2)):
        session.controller(ProbeController).probe(0, *map(float, xy))
        probe = session.state.panes[0].get(Probe)
        distance = np.sqrt(np.square(codes.mu.astype(float) - probe.z).sum(axis=1))
        assert probe.distance == pytest.approx(distance.min(), abs=1e-5)
        assert distance[probe.sample] == pytest.approx(distance.min(), abs=1e-5)


def test_a_sample_stays_itself_when_the_panes_change(session: Any, tiny_bundle: Any, library: Path) -> None:
    reopen(session, 0, tiny_bundle("deep", latent_dim=16, parent=library))
    session.controller(ProbeController).random_sample()
    z = session.state.panes[0].get(Probe).z
    session.show(0)
    assert (session.state.panes[0].get(Probe).z == z).all()


def test_the_loss_is_told_only_where_it_means_something(session: Any, tiny_bundle: Any, library: Path) -> None:
    bernoulli = {"config": {"likelihood": "bernoulli"}}
    reopen(session, 1, tiny_bundle("vae-b", provenance=bernoulli, parent=library))
    session.controller(DrawingController).redraw((STROKE,))
    session.fake.flush()
    assert session.state.panes[0].get(Encoding).nll is None
    assert session.state.panes[1].get(Encoding).nll > 0


def test_images_of_another_range_are_compared_in_one_unit(session: Any, tiny_bundle: Any, library: Path) -> None:
    tanh = tiny_bundle("ae-tanh", kind="ae", image=ImageSpec(28, 28, low=-1.0, high=1.0), parent=library)
    reopen(session, 0, tanh)
    session.controller(DrawingController).redraw((STROKE,))
    session.fake.flush()
    reading, seen = session.state.panes[0].get(Encoding), session.state.part(Drawing).seen
    assert reading.x_hat == pytest.approx((0.25 + 1) / 2)
    assert reading.mse == pytest.approx(float(np.mean((seen - 0.625) ** 2)), rel=1e-5)


def test_in_path_mode_a_click_moves_the_preview_too(session: Any) -> None:
    session.controller(ProbeController).pin(True)
    session.set_mode(Mode.PATH)
    session.controller(PathController).click(0, -0.5, 0.5)
    session.fake.flush()
    assert (session.state.panes[0].get(Preview).z == np.float32([-0.5, 0.5])).all()


def test_unclick_takes_back_once(session: Any) -> None:
    session.set_mode(Mode.PATH)
    session.controller(PathController).click(0, 0.5, 0.5)
    session.controller(PathController).unclick()
    session.controller(PathController).surprise()
    laid = session.state.part(PathState).waypoints[0]
    session.controller(PathController).unclick()
    assert session.state.part(PathState).waypoints[0] is laid


def test_a_seek_beats_a_probe_that_is_on_its_way(session: Any) -> None:
    session.controller(ProbeController).hover(0, 0.1, 0.1)
    session.controller(PlayController).seek(0.5)
    session.fake.flush()
    assert session.state.panes[0].get(Preview).source is Owner.PATH


def test_no_frame_is_asked_for_twice(session: Any) -> None:
    session.fake.asked.clear()
    for _ in range(4):
        session.controller(PathController).surprise()
    session.fake.flush()
    key = session.state.panes[0].model.key
    asked = sum(len(job.z.get(key, ())) for job in session.fake.asked if getattr(job, "dtype", "") == "uint8")
    assert asked <= 121 + 4 * 17


def test_a_reading_finds_its_neighbours_once_the_codes_are_there(session: Any, tiny_bundle: Any, library: Path) -> None:
    session.controller(DrawingController).redraw((STROKE,))
    session.fake.flush()
    dataset = session.state.panes[0].model.manifest.dataset
    reopen(session, 0, tiny_bundle("ae-third", kind="ae", seed=5, dataset=dataset, parent=library))
    assert len(session.state.panes[0].get(Near).samples) == 10


def test_an_end_in_a_gap_does_not_claim_the_class_beside_it(session: Any) -> None:
    session.controller(ProbeController).probe(0, 0.123, 0.456)
    session.controller(PathController).anchor_probe("a")
    assert "near " in session.state.part(PathState).waypoints[0].name
    session.controller(ProbeController).probe_sample(7)
    session.controller(PathController).anchor_probe("a")
    assert "near " not in session.state.part(PathState).waypoints[0].name


def test_many_codes_are_put_on_the_map_between_other_events(
    session: Any, tiny_bundle: Any, tmp_path: Path, monkeypatch: Any, qtbot: Any
) -> None:
    monkeypatch.setattr(models_logic, "FEW", 10, raising=False)
    folder = tiny_bundle("vae-line", latent_dim=1, seed=5, parent=tmp_path / "more")
    emptied(session)
    reopen(session, 0, folder)
    assert session.state.panes[0].model.codes is None  # the networks are there, and the window has drawn itself since
    assert not session.idle
    qtbot.waitUntil(lambda: session.state.panes[0].model.codes is not None)
    session.fake.flush()
    assert session.state.panes[0].get(Probe) is not None
    assert session.idle


def test_codes_that_come_part_by_part_belong_to_what_is_on_the_map_by_then(
    session: Any, tiny_bundle: Any, tmp_path: Path, monkeypatch: Any, qtbot: Any
) -> None:
    monkeypatch.setattr(models_logic, "FEW", 10, raising=False)
    folder = tiny_bundle("vae-wide", latent_dim=3, seed=5, parent=tmp_path / "more")
    emptied(session)
    reopen(session, 0, folder)
    session.controller(PlaneController).axes(0, 1, 2)  # while the codes are being put on the map of z1 and z2
    qtbot.waitUntil(lambda: session.state.panes[0].model.codes is not None)
    codes, plane = session.state.panes[0].model.codes, session.state.panes[0].model.plane
    assert np.allclose(codes.xy, plane.project(codes.mu))
    assert np.allclose(plane.project(np.eye(3, dtype=np.float32)), np.eye(3)[:, 1:])

"""The session, command by command, without any process."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from aevae_desktop.bundle import ImageSpec
from aevae_desktop.features.drawing.controller import DrawingController
from aevae_desktop.features.drawing.state import Drawing, Encoding
from aevae_desktop.features.layers.controller import LayersController
from aevae_desktop.features.models.controller import ModelsController
from aevae_desktop.features.models.state import Refusals
from aevae_desktop.features.path.controller import PathController
from aevae_desktop.features.path.play_controller import PlayController
from aevae_desktop.features.path.state import FRAMES, FrameSequence, PathState, Repeat
from aevae_desktop.features.points.controller import PointsController
from aevae_desktop.features.probe.controller import ProbeController
from aevae_desktop.features.probe.near import Near
from aevae_desktop.features.probe.state import Owner, Preview, Probe
from aevae_desktop.session.state import Layer, Mode

STROKE = np.array([[10.0, 10.0], [60.0, 80.0], [90.0, 20.0]])


def test_opens_an_ae_beside_a_vae_and_lays_a_path(session: Any) -> None:
    kinds = [pane.model.manifest.kind for pane in session.state.panes]
    assert kinds == ["ae", "vae"]
    assert all(pane.model.codes is not None for pane in session.state.panes)
    assert all(pane.get(Preview) is not None for pane in session.state.panes)
    assert all(pane.get(FrameSequence).ready.all() for pane in session.state.panes)
    assert session.idle


def test_hover_probes_one_pane_and_the_other_follows_by_sample(session: Any) -> None:
    session.controller(ProbeController).hover(1, 1.9, 0.1)
    ae, vae = session.state.panes
    assert vae.get(Probe).leads
    assert not ae.get(Probe).leads
    distance = np.hypot(*(vae.model.codes.xy - [1.9, 0.1]).T)
    assert vae.get(Probe).sample == ae.get(Probe).sample == int(np.argmin(distance))
    assert vae.get(Probe).distance == pytest.approx(float(distance.min()), rel=1e-6)
    assert (ae.get(Probe).z == ae.model.codes.mu[vae.get(Probe).sample]).all()
    session.fake.flush()
    ae, vae = session.state.panes
    assert (vae.get(Preview).image[0, :2] == np.float32([1.9, 0.1])).all()
    assert (ae.get(Preview).image[0, :2] == ae.get(Probe).z).all()


def test_each_pane_reads_the_drawing_in_its_own_size(session: Any, tiny_bundle: Any) -> None:
    session.controller(ModelsController).open(1, tiny_bundle("vae-colour", image=ImageSpec(64, 48, 3)))
    session.fake.flush()
    session.controller(DrawingController).sketch(STROKE)
    session.fake.flush()
    grey, colour = (pane.get(Encoding) for pane in session.state.panes)
    assert (grey.x.shape, colour.x.shape) == ((28, 28), (64, 48, 3))
    np.testing.assert_array_equal(grey.x, session.state.part(Drawing).seen)
    assert colour.mse == pytest.approx(float(((colour.x - 0.25) ** 2).mean()), rel=1e-5)


def test_latest_hover_wins(session: Any) -> None:
    for x in np.linspace(-1, 1, 50):
        session.controller(ProbeController).hover(0, float(x), 0.0)
    assert [slot for slot in session.fake.waiting if not slot.startswith("probe.spacing")] == ["probe"]
    session.fake.flush()
    assert session.state.panes[0].get(Preview).z[0] == np.float32(1.0)


def test_one_signal_carries_old_and_new(session: Any) -> None:
    seen = []
    session.changed.connect(lambda old, new: seen.append((old, new)))
    before = session.state
    session.set_mode(Mode.PATH)
    assert seen == [(before, session.state)]
    assert session.state.panes is before.panes


def test_the_same_model_in_both_panes_gets_a_row_for_each(session: Any) -> None:
    session.controller(ModelsController).open(0, Path(session.state.panes[1].wanted))
    session.fake.flush()
    session.controller(ProbeController).hover(0, 0.3, 0.4)
    session.fake.flush()
    left, right = session.state.panes
    assert (left.get(Preview).image[0, :2] == np.float32([0.3, 0.4])).all()
    assert (right.get(Preview).image[0, :2] == right.get(Probe).z).all()


def test_clicks_in_path_mode_add_way_points_in_every_pane(session: Any) -> None:
    session.set_mode(Mode.PATH)
    session.controller(PathController).click(0, 0.5, 0.5)
    session.controller(PathController).click(0, -0.5, 0.25)
    session.fake.flush()
    path, (ae, vae) = session.state.part(PathState), session.state.panes
    assert (path.waypoints[0].z[0] == np.float32([0.5, 0.5])).all()
    assert (path.waypoints[-1].z[0] == np.float32([-0.5, 0.25])).all()
    assert (path.waypoints[0].z[1] == vae.model.codes.mu[path.waypoints[0].sample]).all()
    assert (ae.get(FrameSequence).z[0] == path.waypoints[0].z[0]).all()
    assert (ae.get(FrameSequence).z[-1] == path.waypoints[-1].z[0]).all()
    assert len(path.waypoints) == 2  # the path that was there to begin with has made room
    session.controller(PathController).click(1, 0.25, 0.25)
    assert len(session.state.part(PathState).waypoints) == 3


def test_unclick_leaves_the_playhead_alone(session: Any) -> None:
    session.set_mode(Mode.PATH)
    spec = session.state.part(PathState).spec
    session.controller(PathController).click(0, 0.5, 0.5)
    session.controller(PlayController).seek(0.75)
    session.controller(PathController).unclick()
    assert session.state.part(PathState).spec is spec
    assert session.state.part(PathState).t == 0.75


def test_unclick_takes_a_click_back(session: Any) -> None:
    session.set_mode(Mode.PATH)
    before = session.state.part(PathState)
    session.controller(PathController).click(0, 0.5, 0.5)
    assert session.state.part(PathState).waypoints[0] is not before.waypoints[0]
    session.controller(PathController).unclick()
    assert session.state.part(PathState).spec is before.spec
    assert session.state.part(PathState).edits is before.edits


def test_drawing_is_read_by_every_model(session: Any) -> None:
    session.controller(DrawingController).sketch(STROKE[:2])
    session.controller(DrawingController).sketch(STROKE)
    session.controller(DrawingController).finish_stroke()
    session.fake.flush()
    ae, vae = session.state.panes
    assert ae.get(Encoding).log_var is None
    assert vae.get(Encoding).log_var is not None
    assert len(vae.get(Near).samples) == 10
    expected = float(np.mean((session.state.part(Drawing).seen - 0.25) ** 2))
    assert ae.get(Encoding).mse == pytest.approx(expected, rel=1e-6)


def test_clear_forgets_the_readings_even_those_on_their_way(session: Any) -> None:
    session.controller(DrawingController).redraw((STROKE,))
    session.fake.flush()
    session.controller(DrawingController).redraw((STROKE * 2,))
    session.controller(DrawingController).clear()
    session.fake.flush()
    assert all(pane.get(Encoding) is None for pane in session.state.panes)
    session.undo()
    session.fake.flush()
    assert all(pane.get(Encoding) is not None for pane in session.state.panes)


def test_anchor_from_the_drawing(session: Any) -> None:
    session.controller(PathController).anchor_drawing("a")
    assert "nothing to start from" in session.state.notice
    session.controller(DrawingController).redraw((STROKE,))
    session.fake.flush()
    session.controller(PathController).anchor_drawing("a")
    for i, pane in enumerate(session.state.panes):
        assert (session.state.part(PathState).waypoints[0].z[i] == pane.get(Encoding).mu).all()
    assert session.state.part(PathState).waypoints[0].drawn is session.state.part(Drawing).seen


def test_seek_shows_the_frame_under_the_playhead(session: Any) -> None:
    session.controller(PlayController).seek(0.5)
    pane = session.state.panes[0]
    assert pane.get(Preview).source is Owner.PATH
    assert (pane.get(Preview).z == pane.get(FrameSequence).z[(FRAMES - 1) // 2]).all()
    assert not session.state.part(PathState).playing


def test_swapping_the_ends_turns_the_film_round(session: Any) -> None:
    before = session.state.panes[1].get(FrameSequence).z
    session.controller(PathController).swap()
    session.fake.flush()
    assert np.allclose(session.state.panes[1].get(FrameSequence).z, before[::-1], atol=1e-6)


def test_path_kind_relays_the_film(session: Any) -> None:
    straight = session.state.panes[0].get(FrameSequence).z
    session.controller(PathController).set_kind("slerp")
    assert not np.allclose(session.state.panes[0].get(FrameSequence).z, straight)
    assert (session.state.panes[0].get(FrameSequence).z[[0, -1]] == straight[[0, -1]]).all()


def test_a_broken_bundle_is_told_and_the_old_model_stays(session: Any, tmp_path: Path) -> None:
    before = session.state.panes[0].model
    session.controller(ModelsController).open(0, tmp_path / "nothing")
    session.fake.flush()
    assert session.state.panes[0].model is before
    assert "manifest.json: missing" in session.state.notice
    (error,) = session.state.part(Refusals).errors.values()
    assert error.__traceback__ is None, "it keeps the frames that it passed through"


def test_what_is_said_of_a_broken_bundle_goes_once_another_is_open(session: Any, library: Any, tmp_path: Path) -> None:
    session.controller(ModelsController).open(0, tmp_path / "nothing")
    session.fake.flush()
    assert session.state.notice
    session.controller(ModelsController).open(0, library / "vae-tiny")
    assert not session.state.notice


def test_a_restart_is_one_line_and_nothing_else_is_lost(session: Any) -> None:
    before = session.state
    session.fake.restart()
    assert "started again" in session.state.notice
    assert session.state.panes is before.panes


def test_one_map_asks_for_one_model_only(session: Any) -> None:
    session.show(1)
    session.fake.flush()
    session.controller(ProbeController).hover(1, 0.2, 0.2)
    assert list(session.fake.waiting["probe"].z) == [session.state.panes[1].model.key]
    session.show(0, 1)
    assert set(session.fake.waiting["probe"].z) == {pane.model.key for pane in session.state.panes}


def test_random_sample_is_a_stored_code_in_every_pane(session: Any) -> None:
    session.controller(ProbeController).random_sample()
    for pane in session.state.panes:
        assert (pane.get(Probe).z == pane.model.codes.mu[pane.get(Probe).sample]).all()
    assert session.state.pinned


def test_random_path_joins_two_classes(session: Any) -> None:
    session.controller(PathController).surprise()
    path, label = session.state.part(PathState), session.state.panes[0].model.codes.label
    assert label[path.waypoints[0].sample] != label[path.waypoints[-1].sample]


def test_classes_and_layers(session: Any) -> None:
    session.controller(PointsController).toggle_class(3)
    assert session.state.hidden == {3}
    session.controller(PointsController).show_only_class(2)
    assert session.state.hidden == set(range(10)) - {2}
    session.controller(PointsController).show_only_class(2)
    assert session.state.hidden == set()
    session.controller(LayersController).set_layer("points", Layer(False, 0.5))
    assert session.state.layers["points"] == Layer(False, 0.5)


def test_speed_and_repeat_are_kept(session: Any) -> None:
    session.controller(PlayController).set_speed(2.0)
    session.controller(PlayController).set_repeat(Repeat.LOOP)
    assert (session.state.part(PathState).speed, session.state.part(PathState).repeat) == (2.0, Repeat.LOOP)
    session.controller(PlayController).play(True)
    assert session.state.part(PathState).playing
    session.controller(PlayController).play(False)
    assert not session.state.part(PathState).playing


def test_while_the_path_plays_a_late_probe_does_not_take_the_preview(session: Any) -> None:
    session.controller(ProbeController).hover(0, 0.1, 0.1)
    session.controller(PlayController).leave()
    session.controller(PlayController).play(True)
    shown = session.state.panes[0].get(Preview)
    session.fake.flush("probe")
    assert session.state.panes[0].get(Preview) is shown
    session.controller(PlayController).play(False)


def test_opening_another_model_keeps_the_path_on_its_samples(session: Any, tiny_bundle: Any, library: Path) -> None:
    ends = session.state.part(PathState).waypoints[0].sample, session.state.part(PathState).waypoints[-1].sample
    dataset = session.state.panes[0].model.manifest.dataset
    third = tiny_bundle("ae-third", kind="ae", seed=9, parent=library, dataset=replace(dataset))
    session.controller(ModelsController).open(0, third)
    session.fake.flush()
    film, codes = session.state.panes[0].get(FrameSequence), session.state.panes[0].model.codes
    assert (
        session.state.part(PathState).waypoints[0].sample,
        session.state.part(PathState).waypoints[-1].sample,
    ) == ends
    assert (film.z[[0, -1]] == codes.mu[list(ends)]).all()
    assert film.ready.all()


def test_a_model_of_other_data_is_not_linked(session: Any, tiny_bundle: Any, library: Path) -> None:
    stranger = tiny_bundle("ae-stranger", kind="ae", parent=library)
    session.controller(ModelsController).open(0, stranger)
    session.fake.flush()
    session.controller(ProbeController).hover(1, 0.0, 0.0)
    assert session.state.panes[0].get(Probe) is None

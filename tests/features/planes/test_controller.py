"""Planes and sliders in a latent space of one, two, three and sixteen dimensions, without any process."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from aevae_desktop import bundle
from aevae_desktop.core.map import planes
from aevae_desktop.core.map.plane import Plane
from aevae_desktop.engine.wire.frames import Frame
from aevae_desktop.features.drawing.controller import DrawingController
from aevae_desktop.features.drawing.state import Encoding
from aevae_desktop.features.models import logic as models_logic
from aevae_desktop.features.models.controller import ModelsController
from aevae_desktop.features.path.controller import PathController
from aevae_desktop.features.path.state import FrameSequence, PathState
from aevae_desktop.features.planes import logic as planes_logic
from aevae_desktop.features.planes.controller import PlaneController
from aevae_desktop.features.planes.state import Slicing
from aevae_desktop.features.points.controller import PointsController
from aevae_desktop.features.probe.controller import ProbeController
from aevae_desktop.features.probe.state import Frozen, Preview, Probe
from aevae_desktop.features.tiles.state import Manifold
from aevae_desktop.session.inference.events import Replied

DIMENSIONS = (1, 2, 3, 16)
DATA = bundle.DatasetSpec("tiny", n_train=160, n_test=40, sha256={"images": "0" * 64})


@pytest.fixture(params=DIMENSIONS)
def wide(request: Any, session: Any, tiny_bundle: Any, tmp_path: Path) -> Any:
    """The session with a VAE of d dimensions in the right pane; ``session.d`` says how many."""
    return opened(session, tiny_bundle, tmp_path, request.param)


@pytest.fixture
def deep(session: Any, tiny_bundle: Any, tmp_path: Path) -> Any:
    """The same, of sixteen dimensions."""
    return opened(session, tiny_bundle, tmp_path, 16)


def opened(session: Any, tiny_bundle: Any, tmp_path: Path, d: int) -> Any:
    folder = tiny_bundle("vae-wide", latent_dim=d, seed=7, dataset=DATA, parent=tmp_path / "wide")
    session.controller(ModelsController).open(1, folder)
    session.fake.flush()
    session.d = d
    return session


def answer(job: Any) -> Frame:
    """Images that spell out z, as the fake client's."""
    ((key, z),) = job.z.items()
    images = np.zeros((len(z), 28, 28), np.uint8)
    images[:, 0, : z.shape[1]] = z.astype(np.uint8)
    return Frame({"ms": {key: 1.0}}, {f"x_hat/{key}": images})


def right(session: Any) -> Any:
    return session.state.panes[1]


def settled(session: Any) -> None:
    session.controller(PlaneController).settle()
    session.fake.flush()


def test_a_slider_decodes_exactly_that_code_and_leaves_every_point_where_it_is(wide: Any) -> None:
    wide.controller(ProbeController).probe(1, 0.25, 0.5)
    for k in range(wide.d):
        before = right(wide)
        wide.controller(PlaneController).set_value(1, k, 1.0 + k / 8)
        wide.fake.flush("probe")
        z = before.get(Probe).z.copy()
        z[k] = 1.0 + k / 8
        pane = right(wide)
        assert (pane.get(Probe).z == z).all()
        assert (pane.get(Preview).z == z).all()
        assert (pane.get(Preview).image[0, : wide.d] == z).all()
        assert pane.model.codes.xy is before.model.codes.xy
        assert pane.model.codes.cells is before.model.codes.cells
        assert pane.model.plane.distance(z[None])[0] < 1e-5
        at = pane.model.plane.project(z[None])[0]
        assert pane.get(Probe).xy[0] == at[0]
        assert pane.get(Probe).xy[1] == (0.5 if wide.d == 1 else at[1])


def test_the_hand_goes_on_from_the_sliders(deep: Any) -> None:
    deep.controller(PlaneController).set_value(1, 9, 1.25)
    deep.controller(PlaneController).set_value(1, 0, -0.5)
    deep.controller(ProbeController).hover(1, 0.75, 0.125)
    z = right(deep).get(Probe).z
    assert z[[0, 1, 9]].tolist() == [0.75, 0.125, 1.25]


def test_axes_show_these_coordinates_of_every_code(wide: Any) -> None:
    before = right(wide)
    if wide.d == 1:
        wide.controller(PlaneController).axes(1, 0, 0)
        assert right(wide) is before
        return
    i, j = wide.d - 1, 0
    wide.controller(PlaneController).axes(1, i, j)
    model = right(wide).model
    assert (model.codes.xy == model.codes.mu[:, [i, j]]).all()
    assert (model.plane_choice.kind, model.plane_choice.i, model.plane_choice.j) == ("axes", i, j)
    np.testing.assert_allclose(model.codes.centres[3], np.median(model.codes.mu[model.codes.label == 3][:, [i, j]], 0))
    place = model.codes.xy[17].astype(np.float64)
    assert model.codes.cells.nearest(place)[0] == 17
    assert (right(wide).get(Probe).z == before.get(Probe).z).all()
    assert right(wide).get(Probe).xy == tuple(before.get(Probe).z[[i, j]].tolist())


def test_the_same_axis_twice_is_refused_in_words(deep: Any) -> None:
    before = right(deep)
    deep.controller(PlaneController).axes(1, 4, 4)
    assert right(deep) is before
    assert "two different dimensions" in deep.state.notice


def test_nothing_that_stands_on_the_map_stays_behind_when_the_plane_changes(deep: Any) -> None:
    deep.controller(DrawingController).redraw((np.array([[10.0, 10.0], [60.0, 80.0], [90.0, 20.0]]),))
    deep.fake.flush()
    for change in (
        lambda: deep.controller(PlaneController).axes(1, 5, 9),
        lambda: deep.controller(PlaneController).principal(1),
    ):
        before = right(deep)
        change()
        pane = right(deep)
        plane = pane.model.plane
        assert (pane.get(FrameSequence), pane.get(Encoding)) == (
            before.get(FrameSequence),
            before.get(Encoding),
        )  # what is drawn of them is projected then
        assert pane.get(Probe).xy == tuple(plane.project(pane.get(Probe).z[None])[0].tolist())
        assert pane.get(Manifold) is None
        assert (pane.model.codes.xy == plane.project(pane.model.codes.mu)).all()


def test_the_principal_plane_is_that_of_the_codes_and_says_its_share(deep: Any) -> None:
    deep.controller(PlaneController).principal(1)
    model = right(deep).model
    plane, share = planes.principal(model.codes.mu)
    assert (model.plane.basis == plane.basis).all()
    assert model.plane_choice.share == share
    assert 0 < share < 1


def test_three_probed_samples_span_a_plane_that_holds_them(deep: Any) -> None:
    for sample in (3, 44, 120):
        deep.controller(ProbeController).probe(1, 0.0, 0.0)
        deep.controller(ProbeController).probe_sample(sample)
        deep.controller(PlaneController).add_corner(1)
    model = right(deep).model
    corners = model.codes.mu[[3, 44, 120]]
    assert model.plane.distance(corners).max() < 1e-5
    assert model.plane_choice.corners == ("3", "4", "0")
    at = model.codes.xy[3]
    assert np.abs(at).max() < 1e-6


def test_corners_on_one_line_are_refused_and_the_map_stays(deep: Any) -> None:
    before = right(deep).model
    deep.controller(ProbeController).probe(1, 0.0, 0.0)
    for _ in range(3):
        deep.controller(PlaneController).add_corner(1)
    assert right(deep).model is before
    assert deep.state.notice == "No plane: the first and the second corner are the same code. Choose another sample."
    deep.controller(PlaneController).clear_corners(1)
    assert right(deep).part(Slicing).corners == ()


def test_the_ends_of_the_path_and_the_probe_span_a_plane(deep: Any) -> None:
    deep.controller(ProbeController).probe(1, 1.0, -0.25)
    z = right(deep).get(Probe).z
    deep.controller(PlaneController).path_and_probe(1)
    pane = right(deep)
    ends = [deep.state.part(PathState).waypoints[0].z[1], deep.state.part(PathState).waypoints[-1].z[1], z]
    assert pane.model.plane.distance(np.stack(ends)).max() < 1e-5
    deep.controller(PathController).lay()
    deep.controller(PlaneController).path_and_probe(1)
    assert "Set way-points" in deep.state.notice


def test_a_frozen_dimension_keeps_its_value_wherever_the_probe_goes(deep: Any) -> None:
    deep.controller(PlaneController).set_value(1, 7, 1.5)
    deep.controller(PlaneController).freeze(1, 7, True)
    codes = right(deep).model.codes.mu
    deep.controller(ProbeController).probe_sample(12)
    kept = codes[12].copy()
    kept[7] = 1.5
    assert (right(deep).get(Probe).z == kept).all()
    deep.controller(ProbeController).hover(0, 0.5, 0.5)  # the other map leads, this one follows
    followed = codes[right(deep).get(Probe).sample].copy()
    followed[7] = 1.5
    assert (right(deep).get(Probe).z == followed).all()
    assert right(deep).get(Probe).xy == tuple(right(deep).model.plane.project(followed[None])[0].tolist())
    deep.controller(ProbeController).hover(1, 0.25, -0.5)
    assert right(deep).get(Probe).z[7] == 1.5
    deep.controller(PlaneController).reset(1)
    mean = codes.mean(axis=0, dtype=np.float64).astype(np.float32)
    mean[7] = 1.5
    assert (right(deep).get(Probe).z == mean).all()
    deep.controller(PlaneController).set_value(1, 7, -1.0)
    assert right(deep).part(Frozen).values == {7: -1.0}
    deep.controller(PlaneController).freeze(1, 7, False)
    deep.controller(PlaneController).reset(1)
    assert right(deep).get(Probe).z[7] == codes.mean(axis=0, dtype=np.float64).astype(np.float32)[7]


def test_a_frozen_axis_of_the_plane_holds_the_cross_on_its_line(deep: Any) -> None:
    deep.controller(PlaneController).set_value(1, 0, 0.75)
    deep.controller(PlaneController).freeze(1, 0, True)
    deep.controller(ProbeController).hover(1, -1.0, 0.5)
    assert right(deep).get(Probe).xy == (0.75, 0.5)
    assert right(deep).get(Probe).z[:2].tolist() == [0.75, 0.5]


def test_a_frozen_end_of_the_path_is_where_the_probe_is_not_the_sample(deep: Any) -> None:
    deep.controller(PlaneController).set_value(1, 7, 1.5)
    deep.controller(PlaneController).freeze(1, 7, True)
    deep.controller(ProbeController).probe_sample(12)
    deep.controller(PathController).anchor_probe("a")
    assert deep.state.part(PathState).waypoints[0].z[1][7] == 1.5


def test_codes_fade_by_their_distance_once_the_plane_rests(wide: Any) -> None:
    assert (right(wide).model.codes.cloud.fade is not None) == (wide.d > 2)
    if wide.d <= 2:
        return
    wide.controller(PlaneController).set_value(1, wide.d - 2, 2.0)
    before = right(wide).model.codes
    assert wide.controller(PlaneController).busy
    assert not wide.idle
    settled(wide)
    model = right(wide).model
    level = planes.fades(model.plane.distance(model.codes.mu))
    assert (model.codes.cloud.fade == level[model.codes.cells.order]).all()
    assert (model.codes.cloud.fade != before.cloud.fade).any()
    assert model.codes.xy is before.xy
    assert wide.idle


def test_the_plane_follows_the_probe_when_asked(deep: Any) -> None:
    deep.controller(ProbeController).probe_sample(31)
    deep.controller(ProbeController).probe(1, 0.1, 0.1)
    deep.controller(ProbeController).probe_sample(31)
    z = right(deep).get(Probe).z
    assert right(deep).model.plane.distance(z[None])[0] > 0.05
    deep.controller(PlaneController).to_probe(1)
    assert right(deep).model.plane.distance(z[None])[0] < 1e-6


def test_strips_sweep_one_dimension_and_hold_the_rest(wide: Any) -> None:
    wide.controller(ProbeController).probe(1, 0.5, -0.25)
    asked, submit = [], wide.fake.submit
    wide.fake.submit = lambda slot, job, process="interactive": (
        asked.append(job) if (slot, process) == (planes_logic.SLOT, "bulk") else None,
        submit(slot, job),
    )
    wide.controller(PlaneController).watch(1, tuple(range(wide.d)))
    settled(wide)
    pane = right(wide)
    assert (pane.part(Slicing).strips.z == pane.get(Probe).z).all()
    assert sorted(pane.part(Slicing).strips.images) == list(range(wide.d))
    swept = np.concatenate([job.z[pane.model.key] for job in asked])
    for k in range(wide.d):
        low, high = pane.model.codes.dims.ranges[k]
        expected = np.repeat(pane.get(Probe).z[None], planes_logic.STEPS, axis=0)
        expected[:, k] = np.linspace(low, high, planes_logic.STEPS)
        blocks = swept.reshape(-1, planes_logic.STEPS, wide.d)
        assert any((block == expected).all() for block in blocks), k


def test_strips_of_a_code_that_was_left_are_dropped_when_they_come_late(deep: Any) -> None:
    deep.controller(PlaneController).watch(1, (0,))
    late = deep.fake.waiting.pop(planes_logic.SLOT)
    deep.controller(ProbeController).probe(1, 2.0, 3.0)
    deep.controller(PlaneController).settle()
    deep.on_event(Replied("bulk", 1, planes_logic.SLOT, late, answer(late)))
    assert right(deep).part(Slicing).strips is None
    deep.fake.flush()
    z, strips = right(deep).get(Probe).z, right(deep).part(Slicing).strips
    assert (strips.z == z).all()
    assert (strips.images[0][:, 0, 1:16] == z[1:].astype(np.uint8)).all()
    assert planes_logic.missing(deep.state, 1, (0,)) == []


def test_without_watchers_no_strip_is_decoded(deep: Any) -> None:
    deep.controller(PlaneController).watch(1, (0,))
    deep.controller(PlaneController).watch(1, ())
    deep.fake.flush()
    before = len(deep.fake.asked)
    deep.controller(ProbeController).probe(1, 0.3, 0.3)
    settled(deep)
    assert len(deep.fake.asked) == before + 1  # the probe alone


def test_words_in_the_status_line_do_not_move_the_sliders(deep: Any, qtbot: Any) -> None:
    sliders = deep.controller(PlaneController)
    deep.set_state(deep.state.with_pane(1, drop=(Probe, Preview)))
    sliders.watch(1, (0,))
    deep.fake.flush()
    qtbot.waitUntil(lambda: not sliders.busy, timeout=60_000)
    deep.notify("words")
    assert not sliders.busy


def test_each_pane_has_its_own_plane_of_one_model(deep: Any) -> None:
    deep.controller(ModelsController).open(0, Path(right(deep).wanted))
    deep.fake.flush()
    deep.controller(PlaneController).axes(0, 3, 8)
    deep.controller(PlaneController).principal(1)
    left = deep.state.panes[0]
    assert (left.model.plane_choice.i, left.model.plane_choice.j) == (3, 8)
    assert right(deep).model.plane_choice.kind == "pca"
    deep.controller(ModelsController).open(1, Path(right(deep).wanted))  # it is open there: nothing happens
    deep.fake.flush()
    assert right(deep).model.plane_choice.kind == "pca"


def test_many_codes_are_sorted_part_by_part_and_shown_whole(deep: Any, qtbot: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(models_logic, "FEW", 10)
    seen: list[Any] = []
    deep.changed.connect(lambda _, new: seen.append(new.panes[1].model))
    before = right(deep).model
    deep.controller(PlaneController).axes(1, 2, 3)
    deep.controller(PlaneController).axes(1, 4, 5)  # overtakes the first
    assert right(deep).model is before
    assert deep.controller(PlaneController).busy
    deep.controller(PlaneController).set_value(1, 9, 1.5)
    z = right(deep).get(Probe).z
    qtbot.waitUntil(lambda: not deep.controller(PlaneController).busy, timeout=60_000)
    model = right(deep).model
    assert {(m.plane_choice.i, m.plane_choice.j) for m in seen} == {(0, 1), (4, 5)}
    assert (model.codes.xy == model.codes.mu[:, [4, 5]]).all()
    assert (right(deep).get(Probe).z == z).all()
    assert right(deep).get(Probe).xy == tuple(z[[4, 5]].tolist())


def test_a_cut_is_dropped_when_another_model_is_opened(deep: Any, qtbot: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(models_logic, "FEW", 10)
    deep.controller(PlaneController).axes(1, 2, 3)
    deep.controller(ModelsController).open(1, Path(deep.state.panes[0].wanted))
    deep.fake.flush()
    qtbot.waitUntil(lambda: not deep.controller(PlaneController).busy, timeout=60_000)
    assert right(deep).model.manifest.id == "ae-tiny"
    assert right(deep).model.plane.d == 2


def test_another_model_starts_unsliced(deep: Any) -> None:
    deep.controller(PlaneController).set_value(1, 3, 1.0)
    deep.controller(PlaneController).freeze(1, 3, True)
    deep.controller(PlaneController).add_corner(1)
    deep.controller(ModelsController).open(1, Path(deep.state.panes[0].wanted))
    deep.fake.flush()
    assert not right(deep).part(Frozen).values
    assert not right(deep).part(Slicing).corners
    assert right(deep).model.plane_choice.kind == "axes"


def test_on_a_line_only_the_number_counts(session: Any, tiny_bundle: Any, tmp_path: Path) -> None:
    opened(session, tiny_bundle, tmp_path, 1)
    codes = right(session).model.codes
    assert (codes.xy[:, 0] == codes.mu[:, 0]).all()
    assert len(np.unique(codes.xy[:, 1])) > 50
    for x, y in ((0.4, 5.0), (-1.1, -3.0)):
        session.controller(ProbeController).hover(1, x, y)
        probe = right(session).get(Probe)
        assert probe.xy == (x, y)
        assert probe.z.tolist() == [np.float32(x)]
        nearest = np.abs(codes.mu[:, 0].astype(np.float64) - np.float32(x))
        assert probe.sample == int(np.argmin(nearest))
        assert probe.distance == pytest.approx(nearest.min())
    session.controller(PointsController).toggle_class(int(codes.label[right(session).get(Probe).sample]))
    session.controller(ProbeController).hover(1, -1.1, -3.0)
    assert codes.label[right(session).get(Probe).sample] not in session.state.hidden


def test_a_model_without_codes_has_sliders_of_the_priors_range(session: Any, tiny_bundle: Any, tmp_path: Path) -> None:
    empty = bundle.Points(
        np.zeros((0, 5), np.float32), np.zeros((0, 5), np.float32), np.zeros(0, np.int16), np.zeros(0, np.uint8)
    )
    session.controller(ModelsController).open(
        1, tiny_bundle("vae-empty", latent_dim=5, points=empty, parent=tmp_path / "empty")
    )
    session.fake.flush()
    session.controller(PlaneController).set_value(1, 3, 2.0)
    session.controller(PlaneController).principal(1)
    assert "no codes" in session.state.notice
    session.controller(PlaneController).axes(1, 3, 1)
    session.controller(PlaneController).reset(1)
    settled(session)
    assert right(session).model.plane_choice.i == 3


def test_planes_of_equal_and_enormous_codes_are_drawn_or_refused(
    session: Any, tiny_bundle: Any, tmp_path: Path
) -> None:
    for name, mu in (("equal", np.full((60, 4), 2.5)), ("far", 1e12 * np.random.default_rng(0).normal(size=(60, 4)))):
        label, split = np.arange(60) % 10, np.zeros(60, np.uint8)
        points = bundle.Points(mu.astype(np.float32), np.full((60, 4), -2, np.float32), label.astype(np.int16), split)
        session.controller(ModelsController).open(
            1, tiny_bundle(f"vae-{name}", latent_dim=4, points=points, parent=tmp_path / name)
        )
        session.fake.flush()
        session.controller(PlaneController).principal(1)
        session.controller(PlaneController).axes(1, 3, 1)
        session.controller(PlaneController).reset(1)
        settled(session)
        assert right(session).error is None
        assert models_logic.faded(right(session).model) is right(session).model


def test_moving_on_is_told_by_the_plane(deep: Any) -> None:
    model = right(deep).model
    assert not models_logic.moved_on(model)
    assert models_logic.moved_on(planes_logic.carried(deep.state, 1, np.ones(16, np.float32)).panes[1].model)
    assert isinstance(model.plane, Plane)

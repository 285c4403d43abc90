"""Way-points: where they come from, and where they go."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from aevae_desktop.features.models.controller import ModelsController
from aevae_desktop.features.path import waypoints
from aevae_desktop.features.path.controller import PathController
from aevae_desktop.features.path.state import PathState
from aevae_desktop.features.probe.controller import ProbeController
from aevae_desktop.features.probe.state import Probe
from aevae_desktop.features.selection.controller import SelectionController
from aevae_desktop.features.selection.state import How, Selecting


def test_a_way_point_at_the_probe_is_there_and_on_its_samples_code_elsewhere(session: Any) -> None:
    session.controller(ProbeController).probe(1, 0.3, -1.1)
    session.fake.flush()
    made = waypoints.at_probe(session.state, 1)
    probe = session.state.panes[1].get(Probe)
    assert made is not None
    assert made.z[1] is probe.z
    np.testing.assert_array_equal(made.z[0], session.state.panes[0].model.codes.mu[probe.sample])
    label = session.state.panes[1].model.codes.label[probe.sample]
    assert made.name == f"near {label}"


def test_moved_in_one_pane_it_is_exactly_there_and_nearest_in_the_other(session: Any) -> None:
    waypoint = session.state.part(PathState).waypoints[0]
    moved = waypoints.moved(session.state, waypoint, 0, (1.25, -0.5))
    assert moved is not None
    np.testing.assert_array_equal(moved.z[0], np.float32([1.25, -0.5]))
    mu = session.state.panes[0].model.codes.mu
    nearest = int(np.argmin(np.square(mu - moved.z[0]).sum(axis=1)))
    assert moved.sample == nearest
    np.testing.assert_array_equal(moved.z[1], session.state.panes[1].model.codes.mu[nearest])


def test_off_the_plane_it_stays_as_far_off_as_it_was(session: Any, tiny_bundle: Any, library: Path) -> None:
    session.controller(ModelsController).open(0, tiny_bundle("deep", latent_dim=5, parent=library))
    session.fake.flush()
    z = np.arange(5, dtype=np.float32)
    waypoint = waypoints.of_codes(session.state, "deep", (z, None))
    assert waypoint is not None
    moved = waypoints.moved(session.state, waypoint, 0, (-2.0, 7.0))
    assert moved is not None
    np.testing.assert_allclose(moved.z[0], [-2.0, 7.0, 2.0, 3.0, 4.0], atol=1e-6)


def test_on_a_line_the_height_means_nothing(session: Any, tiny_bundle: Any, library: Path) -> None:
    session.controller(ModelsController).open(0, tiny_bundle("line", latent_dim=1, parent=library))
    session.fake.flush()
    waypoint = waypoints.of_codes(session.state, "", (np.float32([0.5]), None))
    assert waypoint is not None
    moved = waypoints.moved(session.state, waypoint, 0, (1e6, -1e6))
    assert moved is not None
    np.testing.assert_array_equal(moved.z[0], np.float32([1e6]))


def test_means_are_those_of_the_codes(session: Any) -> None:
    made = waypoints.of_class(session.state, 3)
    assert made is not None
    assert made.name == "mean of 3"
    for z, pane in zip(made.z, session.state.panes, strict=True):
        codes = pane.model.codes
        np.testing.assert_allclose(z, codes.mu[codes.label == 3].astype(np.float64).mean(axis=0), rtol=1e-6)


def test_the_mean_of_the_selection_is_in_every_pane_that_shows_it(session: Any) -> None:
    assert waypoints.of_selection(session.state) is None
    session.controller(SelectionController).polygon(0, np.array([[-9.0, -9], [9, -9], [9, 0], [-9, 0]]), How.NEW)
    chosen = session.state.part(Selecting).selection.samples
    session.controller(PathController).add_selection()
    made = session.state.part(PathState).waypoints[-1]
    for z, pane in zip(made.z, session.state.panes, strict=True):
        np.testing.assert_allclose(z, pane.model.codes.mu[chosen].astype(np.float64).mean(axis=0), rtol=1e-5)


def test_undo_keeps_the_code_of_a_way_point_and_not_all_codes_of_its_model(session: Any) -> None:
    session.controller(ProbeController).probe_sample(5)
    session.controller(PathController).add()
    session.controller(PathController).insert(waypoints.of_sample(session.state, 0, 7))
    for i, pane in enumerate(session.state.panes):
        codes = [waypoint.z[i] for waypoint in session.state.part(PathState).waypoints]
        assert len(codes) == 4
        assert not any(np.shares_memory(z, pane.model.codes.mu) for z in codes)

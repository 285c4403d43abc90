"""What clicks and cards do with the probe."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from aevae_desktop.engine.wire.protocol import NearestTo
from aevae_desktop.features.probe import logic, text
from aevae_desktop.features.probe.controller import ProbeController
from aevae_desktop.features.probe.state import Probe, Spacing


def test_a_click_pins_and_a_second_one_lets_go(session: Any) -> None:
    session.controller(ProbeController).click(0, 0.5, 0.5)
    assert session.state.pinned
    session.controller(ProbeController).hover(0, -1.0, -1.0)
    assert session.state.panes[0].get(Probe).xy == (0.5, 0.5)
    session.controller(ProbeController).click(0, 0.1, 0.2)
    assert not session.state.pinned
    assert session.state.panes[0].get(Probe).xy == (0.1, 0.2)


def test_unclick_holds_it_again_or_lets_it_go_as_before(session: Any) -> None:
    controller = session.controller(ProbeController)
    for pinned in (False, True):
        controller.pin(pinned)
        controller.click(0, 0.5, 0.5)
        controller.unclick()
        assert session.state.pinned == pinned


def test_a_sample_is_held_in_every_pane(session: Any) -> None:
    session.controller(ProbeController).hold_sample(7)
    session.controller(ProbeController).hover(0, -1.0, -1.0)
    assert [pane.get(Probe).sample for pane in session.state.panes] == [7, 7]
    assert session.state.pinned


def test_a_place_is_empty_where_codes_are_farther_than_99_of_100_are_from_each_other(session: Any) -> None:
    session.controller(ProbeController).hover(0, 0.5, 0.5)
    session.fake.flush()
    pane = session.state.panes[0]
    mu = pane.model.codes.mu.astype(np.float64)
    apart = np.sqrt(np.square(mu[:, None] - mu[None]).sum(axis=2))
    np.fill_diagonal(apart, np.inf)
    radius = np.percentile(apart.min(axis=1), 99)
    assert pane.get(Spacing).radius == pytest.approx(radius, rel=1e-5)
    for far, near in ((0.9, True), (1.1, False)):
        z = mu[np.argmax(mu[:, 0])] + np.array([far * radius, 0.0])
        session.controller(ProbeController).probe(0, *z.tolist())
        pane = session.state.panes[0]
        assert pane.get(Probe).distance == pytest.approx(far * radius, rel=1e-3)
        assert (text.where(pane, pane.get(Probe)) != text.NOTHING_NEAR) == near
        assert ("99 of 100 stored codes" in text.why_empty(pane, pane.get(Probe))) != near


def test_how_near_codes_are_is_asked_once_somebody_points_at_a_map(session: Any) -> None:
    assert not [job for job in session.fake.asked if isinstance(job, NearestTo)]
    for _ in range(3):
        session.controller(ProbeController).hover(1, 0.5, 0.5)
        session.fake.flush()
    asked = [key for job in session.fake.asked if isinstance(job, NearestTo) for key in job.z]
    assert sorted(asked) == sorted(pane.model.key for pane in session.state.panes)


def test_the_first_probe_is_the_sample_that_both_models_draw_best(session: Any) -> None:
    state, rng = session.state, np.random.default_rng(0)
    errors = [rng.uniform(0.1, 1.0, len(pane.model.codes.mu)).astype(np.float32) * (1 + i) for i, pane in
              enumerate(state.panes)]  # fmt: skip
    assert logic.opening_sample(state, 0) is None, "without errors nobody knows"
    errors[0][7], errors[1][7] = 0.05, 0.1  # good in both
    errors[0][8], errors[1][8] = 0.0, 2.0  # best in one
    for i, pane in enumerate(state.panes):
        codes = replace(pane.model.codes, columns={"error": errors[i]})
        state = state.with_pane(i, model=replace(pane.model, codes=codes))
    assert logic.opening_sample(state, 0) == 7
    assert logic.opening_sample(replace(state, shown=(0,)), 0) == 8


def test_the_shipped_models_open_on_a_sample_that_both_draw_well(shipped: Any) -> None:
    state = shipped.session.state
    sample = logic.opening_sample(state, 0)
    for pane in state.panes:
        error = pane.model.codes.columns["error"]
        assert error[sample] < np.percentile(error, 0.1)
        assert pane.get(Probe).sample == sample

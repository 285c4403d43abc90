"""A window with a path to work on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from aevae_desktop.features.path.controller import PathController
from aevae_desktop.features.path.curve_controller import CurveController
from aevae_desktop.features.path.state import PathState
from aevae_desktop.features.probe.controller import ProbeController
from aevae_desktop.session.state import Mode
from tests.features.path.places import WAY, settle


@pytest.fixture
def lab(shipped: Any) -> Iterator[Any]:
    """The shared window in Path mode with a path through three places of the left map, none of it to undo."""
    session, before = shipped.session, shipped.session.state
    session.set_mode(Mode.PATH)
    session.controller(PathController).clear()
    for xy in WAY:
        session.controller(PathController).click(0, *xy)
    session.controller(PathController).choose(None)
    state = session.state
    session.set_state(state.with_part(replace(state.part(PathState), edits=PathState().edits)))
    assert shipped.wait_idle(60_000)
    settle(shipped)
    yield shipped
    session.controller(ProbeController).pin(False)
    session.controller(PathController).drop()
    session.controller(CurveController).recompute(
        replace(session.state.with_part(before.part(PathState)), mode=before.mode, layers=before.layers)
    )
    shipped.wait_idle(60_000)

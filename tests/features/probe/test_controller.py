"""What clicks and cards do with the probe."""

from __future__ import annotations

from typing import Any

from aevae_desktop.features.probe.controller import ProbeController
from aevae_desktop.features.probe.state import Probe


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

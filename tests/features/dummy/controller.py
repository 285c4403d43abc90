"""Puts marks."""

from __future__ import annotations

from aevae_desktop.features.probe.state import Probe
from aevae_desktop.session.controller import Controller
from tests.features.dummy.state import Counted, Marks


class MarksController(Controller):
    def add(self) -> None:
        state = self.context.state
        pane = state.panes[state.lead]
        probe = pane.get(Probe)
        if probe is not None:
            marks = Marks((*state.part(Marks).places, probe.xy))
            counted = Counted(pane.part(Counted).count + 1)
            self.context.set_state(state.with_part(marks).with_pane(state.lead, counted))

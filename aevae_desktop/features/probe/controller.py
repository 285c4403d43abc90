"""The probe: where the maps are read. Commands only; the state is the session's."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from weakref import WeakKeyDictionary

from aevae_desktop.engine.wire.protocol import Decode
from aevae_desktop.features.points import logic as points_logic
from aevae_desktop.features.probe import logic
from aevae_desktop.features.probe.state import Owner, Probe, Showing, taken
from aevae_desktop.session.controller import Context, Controller
from aevae_desktop.session.inference.events import Failed, Replied
from aevae_desktop.session.state import SessionState


class ProbeController(Controller):
    """Moves the probe, and has what it is on decoded."""

    prefixes = (logic.SLOT,)

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._random = random.Random()
        self._asked: WeakKeyDictionary[Decode, logic.Asked] = WeakKeyDictionary()  # what a job on its way is about
        self._placed = False  # whether anybody has put the probe where it is
        self._was_pinned = False  # before the last click

    # ------------------------------------------------------------ commands

    def hover(self, pane: int, x: float, y: float) -> None:
        """The pointer is at map point (x, y) of ``pane``: probe it, unless the probe is pinned."""
        if not self.context.state.pinned:
            self.probe(pane, x, y)

    def probe(self, pane: int, x: float, y: float) -> None:
        """Probe (x, y) of ``pane``, pinned or not."""
        self._placed = True
        state = taken(logic.move(self.context.state, pane, (x, y)), Owner.POINTER)
        self._ask(state)  # the child works while the views draw the cross
        self.context.set_state(state)

    def click(self, pane: int, x: float, y: float) -> None:
        """A click on a map: hold the probe there, or let one go that is held."""
        self._was_pinned = self.context.state.pinned
        self.probe(pane, x, y)
        self.pin(not self._was_pinned)

    def unclick(self) -> None:
        """Take back what the last ``click`` held or let go: it was half of a double click."""
        self.pin(self._was_pinned)

    def pin(self, on: bool) -> None:
        """Hold the probe where it is, or let it follow the pointer again."""
        self.context.set_state(replace(self.context.state, pinned=on))

    def probe_sample(self, sample: int) -> None:
        """Probe exactly the code of one stored sample."""
        self._placed = True
        self.context.set_state(taken(logic.to_sample(self.context.state, sample), Owner.POINTER))
        self.ask()

    def hold_sample(self, sample: int) -> None:
        """Hold the probe at a stored sample."""
        self.pin(True)
        self.probe_sample(sample)

    def random_sample(self) -> None:
        """Probe one of the codes that are shown, picked at random, and hold it."""
        rows = points_logic.samples(self.context.state, self.context.state.lead)
        if len(rows):
            self.hold_sample(int(rows[self._random.randrange(len(rows))]))
        else:
            self.context.notify("There are no codes on this map to pick from.")

    def show(self) -> None:
        """The previews show what is probed, from now on."""
        self.context.set_state(taken(self.context.state, Owner.POINTER))
        self.ask()

    def ask(self) -> None:
        """Have what is probed decoded."""
        self._ask(self.context.state)

    def _ask(self, state: SessionState) -> None:
        job, asked = logic.request(state)
        if job is not None:
            self._asked[job] = asked
            self.context.submit(logic.SLOT, job)

    # ------------------------------------------------------------ what happens around it

    def on_state_changed(self, old: SessionState, new: SessionState) -> None:
        """Other panes are on screen: another one may lead, and others follow."""
        if old.shown != new.shown:
            self._again()

    def on_model_arrived(self, panes: Sequence[int], fresh: bool) -> None:
        """Probe the new model too, and once its codes are known in the middle of them, unless a person chose."""
        leads = self.context.state.lead in panes
        self._placed = self._placed and not (fresh and leads)
        self._again(restart=not fresh and leads and not self._placed)

    def on_reply(self, reply: Replied) -> None:
        """Show what was decoded, unless the previews are another's by now."""
        assert isinstance(reply.job, Decode)
        asked = self._asked.pop(reply.job, ())
        if self.context.state.part(Showing).owner is Owner.POINTER:
            self.context.set_state(logic.decoded(self.context.state, asked, reply.frame))

    def on_failure(self, failure: Failed) -> None:
        """Nothing could be decoded: the previews say so. What one model alone lacks, the reply has told already."""
        assert isinstance(failure.job, Decode)
        asked = self._asked.pop(failure.job, ())
        if self.context.state.part(Showing).owner is Owner.POINTER:
            self.context.set_state(logic.failed(self.context.state, asked, failure.error))
        if failure.given_up:
            super().on_failure(failure)

    def _again(self, restart: bool = False) -> None:
        """Probe again where the leading pane was probed, or at ``home``: after models or panes have changed."""
        state = self.context.state
        shown = dict(state.shown_models())
        if not shown:
            return
        lead = state.lead if state.lead in shown else next(iter(shown))
        model, probe = shown[lead], state.panes[lead].get(Probe)
        if probe is not None and probe.sample is not None and not restart and logic.on_sample(model, probe):
            self.context.set_state(logic.to_sample(replace(state, lead=lead), probe.sample))
        elif probe is not None and not restart:
            self.context.set_state(logic.stay(state, lead))
        else:
            self.context.set_state(logic.move(state, lead, logic.start_xy(model)))
        self.ask()

"""The probe: where the maps are read. Commands only; the state is the session's."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from time import monotonic
from weakref import WeakKeyDictionary

from aevae_desktop.engine.wire.protocol import Decode
from aevae_desktop.features.points import logic as points_logic
from aevae_desktop.features.probe import logic
from aevae_desktop.features.probe.state import Guidance, Owner, Probe, Showing, taken
from aevae_desktop.language import translate
from aevae_desktop.session.controller import Context, Controller
from aevae_desktop.session.inference.client import BULK
from aevae_desktop.session.inference.events import Failed, Replied
from aevae_desktop.session.state import SessionState

GUIDED = "guided"  # of the settings: the line that says how to begin is not shown any more
PAUSE_S, LEARNED_S = 0.5, 5.0  # a pointer that does not move for so long rests; one that has moved so long is at home


class ProbeController(Controller):
    """Moves the probe, and has what it is on decoded."""

    prefixes = (logic.SLOT,)

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._random = random.Random()
        self._asked: WeakKeyDictionary[Decode, logic.Asked] = WeakKeyDictionary()  # what a job on its way is about
        self._unspaced: set[str] = set()  # models of whose codes nobody knows how near they are to each other
        self._moved, self._learned = 0.0, 0.0  # when the pointer last moved over a map, and for how long it has, s
        self._placed = False  # whether anybody has put the probe where it is
        self._was_pinned = False  # before the last click
        if context.settings.value(GUIDED) is True:
            context.set_state(context.state.with_part(Guidance(dismissed=True)))

    # ------------------------------------------------------------ commands

    def hover(self, pane: int, x: float, y: float) -> None:
        """The pointer is at map point (x, y) of ``pane``: probe it, unless the probe is pinned."""
        if self._unspaced:
            self._measure()
        if not self.context.state.part(Guidance).dismissed:
            self._guide()
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

    def hold_sample(self, sample: int, pane: int | None = None) -> None:
        """Hold the probe at a stored sample of the leading map, or of ``pane``, which leads then."""
        if pane is not None:
            self.context.set_state(replace(self.context.state, lead=pane))
        self.pin(True)
        self.probe_sample(sample)

    def random_sample(self) -> None:
        """Probe one of the codes that are shown, picked at random, and hold it."""
        rows = points_logic.samples(self.context.state, self.context.state.lead)
        if len(rows):
            self.hold_sample(int(rows[self._random.randrange(len(rows))]))
        else:
            self.context.notify(translate("probe", "There are no codes on this map to pick from."))

    def dismiss_guidance(self) -> None:
        """Take the line that says how to begin off the maps, for good: at the next start, too."""
        self.context.settings.put(GUIDED, True)
        self.context.set_state(self.context.state.with_part(Guidance(dismissed=True)))

    def close_guidance(self, pane: int) -> None:
        """Take that line off one map; off the last one, for good."""
        state = self.context.state
        closed = state.part(Guidance).closed | {pane}
        if closed >= set(state.shown):
            self.dismiss_guidance()
        else:
            self.context.set_state(state.with_part(Guidance(closed=closed)))

    def _guide(self) -> None:
        """Who has moved over the maps for some seconds needs no guidance any more."""
        now = monotonic()
        moved, self._moved = now - self._moved, now
        self._learned += moved if moved < PAUSE_S else 0.0
        if self._learned > LEARNED_S:
            self.dismiss_guidance()

    def _measure(self) -> None:
        """Ask how near the stored codes are to each other, once somebody points at a map: the start has no time."""
        for _, model in self.context.state.shown_models():
            if model.key in self._unspaced and model.codes is not None:
                self._unspaced.discard(model.key)
                self.context.submit(f"{logic.SLOT}.spacing:{model.key}", logic.spacing_request(model), BULK)

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
        state = self.context.state
        self._placed = self._placed and not (fresh and state.lead in panes)
        if not fresh:
            self._unspaced |= {model.key for i in panes if (model := state.panes[i].model) is not None}
        self._again(restart=not fresh and not self._placed)

    def on_reply(self, reply: Replied) -> None:
        """Show what was decoded, unless the previews are another's by now; or keep how near the codes are."""
        if not isinstance(reply.job, Decode):
            self.context.set_state(logic.spaced(self.context.state, reply.frame))
            return
        asked = self._asked.pop(reply.job, ())
        if self.context.state.part(Showing).owner is Owner.POINTER:
            self.context.set_state(logic.decoded(self.context.state, asked, reply.frame))

    def on_failure(self, failure: Failed) -> None:
        """Nothing could be decoded: the previews say so. What one model alone lacks, the reply has told already."""
        if not isinstance(failure.job, Decode):
            super().on_failure(failure)
            return
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
        elif (sample := logic.opening_sample(state, lead)) is not None:
            self.context.set_state(logic.to_sample(replace(state, lead=lead), sample))
        else:
            self.context.set_state(logic.move(state, lead, logic.start_xy(model)))
        self.ask()

"""Random codes: has them drawn for the models on screen, measured, and decoded while anybody looks.

Commands only; the state is the session's. Everything runs in the bulk process, a few ms at a time.
"""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

from aevae_desktop.engine.wire.protocol import Decode, Draw, FindJudge, Job, JudgeCodes
from aevae_desktop.errors import DataError
from aevae_desktop.features.models.logic import same_files
from aevae_desktop.features.probe import logic as probe_logic
from aevae_desktop.features.probe.controller import ProbeController
from aevae_desktop.features.probe.state import Owner, taken
from aevae_desktop.features.samplers.draw_work import DrawWork
from aevae_desktop.features.samplers.state import SEEDS, Recipe, Sampling
from aevae_desktop.language import translate
from aevae_desktop.session.controller import Context, Controller
from aevae_desktop.session.inference.client import BULK
from aevae_desktop.session.inference.events import Failed, Replied
from aevae_desktop.session.state import SessionState, panes_differ

PREFIX = "sampling"


class SamplingController(Controller):
    """Draws codes in every model on screen after one recipe."""

    prefixes = (PREFIX,)

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._work: dict[str, DrawWork] = {}
        self._watched = False
        self._waits = False  # somebody looks, and there is no model yet

    # ------------------------------------------------------------ commands

    def sample(self) -> None:
        """Draw; where there are draws already, with the next seed."""
        now = self.context.state.part(Sampling)
        if not self.context.state.shown_models():
            self.context.notify(translate("samplers", "There is no model to draw codes for: open one first."))
        elif now.on:
            self.set(replace(now.recipe, seed=(now.recipe.seed + 1) % (SEEDS + 1)))
        else:
            self.context.set_state(self.context.state.with_part(replace(now, on=True)))
            self._ask(self.context.state)

    def set(self, recipe: Recipe) -> None:
        """Draw after ``recipe`` from now on; the same recipe gives the same codes, bit for bit."""
        now = self.context.state.part(Sampling)
        try:
            recipe.check()
        except DataError as error:
            self.context.notify(error)
            return
        if recipe != now.recipe:
            self.context.set_state(self.context.state.with_part(replace(now, recipe=recipe)))
            self._ask(self.context.state)

    def clear(self) -> None:
        """Take the draws off the maps."""
        for key in list(self._work):
            self._forget(key)
        self.context.set_state(self.context.state.with_part(Sampling(self.context.state.part(Sampling).recipe)))

    def watch(self, on: bool) -> None:
        """Somebody looks at the sheets, or nobody does any more: only then they are decoded."""
        self._watched = on
        self._waits = on and not self.context.state.part(Sampling).on
        self._begin()
        for key in self._work:
            self._decode(key)

    def show(self, pane: int, place: int) -> None:
        """Probe, and hold, draw number ``place`` of the map ``pane``."""
        state = self.context.state
        model = state.panes[pane].model
        draws = None if model is None else state.part(Sampling).draws.get(model.key)
        if draws is not None and 0 <= place < len(draws.z):
            self.context.set_state(
                taken(replace(probe_logic.at_code(state, pane, draws.z[place]), pinned=True), Owner.POINTER)
            )
            self.context.controller(ProbeController).ask()

    # ------------------------------------------------------------ what happens around it

    def on_state_changed(self, old: SessionState, new: SessionState) -> None:
        """The state has changed: other models want draws of their own, those of models that are gone go."""
        models = panes_differ(old, new, "model")
        if not models and old.shown == new.shown:
            return
        there = {pane.model.key: pane.model for pane in new.panes if pane.model is not None}
        gone = [key for key, work in self._work.items() if not same_files(there.get(key), work.model)]
        for key in gone:
            self._forget(key)
        if gone:
            self._publish()
        self._begin()
        self._ask(self.context.state)

    def on_reply(self, reply: Replied) -> None:
        """Draws, what they measure, or their pictures."""
        key = reply.slot.partition(":")[2]
        work, job = self._work.get(key), reply.job
        if work is None:
            return
        if isinstance(job, Draw):
            before = work.draws
            self._submit("draw", key, work.drew(job, reply.frame))
            self._took(key, work.draws is not before)
        elif isinstance(job, Decode):
            self._took(key, work.decoded(job, reply.frame))
        elif isinstance(job, FindJudge):
            work.judge_found(job, reply.frame.header["judge"])
            self._decode(key)
        elif isinstance(job, JudgeCodes):
            self._took(key, work.judged(job, reply.frame))

    def on_failure(self, failure: Failed) -> None:
        """The sheet of that model says why."""
        key = failure.slot.partition(":")[2]
        work, job = self._work.get(key), failure.job
        if work is not None and isinstance(job, Draw | Decode):
            self._took(key, work.failed(job, failure.error.brief()))
        elif work is not None and isinstance(job, FindJudge | JudgeCodes):
            work.judge_failed(job)

    # ------------------------------------------------------------ small steps

    def _took(self, key: str, changed: bool) -> None:
        if changed:
            self._publish()
            self._decode(key)

    def _begin(self) -> None:
        """Draw for whoever opened the card, once there is a model."""
        if self._waits and self.context.state.shown_models():
            self._waits = False
            if not self.context.state.part(Sampling).on:
                self.sample()

    def _ask(self, state: SessionState) -> None:
        """Have the models on screen draw after the recipe, those that have not."""
        if not state.part(Sampling).on:
            return
        recipe = state.part(Sampling).recipe
        for _, model in state.shown_models():
            work = self._work.get(model.key)
            if work is None:
                work = self._work[model.key] = DrawWork(model, recipe)
            elif work.recipe == recipe:
                continue
            self._submit("draw", model.key, work.draw(recipe))

    def _decode(self, key: str) -> None:
        if self._watched and key in self._work:
            self._submit("decode", key, self._work[key].decode())
            if self._work[key].draws.share >= 1.0:
                self._submit("judge", key, self._work[key].judge())

    def _submit(self, what: str, key: str, job: Job | None) -> None:
        self.context.submit(f"{PREFIX}.{what}:{key}", job, BULK)

    def _forget(self, key: str) -> None:
        del self._work[key]
        for what in ("draw", "decode", "judge"):
            self.context.client.drop(f"{PREFIX}.{what}:{key}", BULK)

    def _publish(self) -> None:
        state = self.context.state
        draws = MappingProxyType({key: work.draws for key, work in self._work.items()})
        self.context.set_state(state.with_part(replace(state.part(Sampling), draws=draws)))

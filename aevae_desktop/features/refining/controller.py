"""Looks for the best code of the drawing in the bulk process, a piece at a time. Commands only."""

from __future__ import annotations

from dataclasses import replace

from aevae_desktop.engine.wire.protocol import Refine
from aevae_desktop.features.drawing.controller import DrawingController
from aevae_desktop.features.drawing.state import Drawing, Encoding
from aevae_desktop.features.probe.state import reason
from aevae_desktop.features.refining import logic
from aevae_desktop.features.refining.state import Phase, Search
from aevae_desktop.session.controller import Context, Controller
from aevae_desktop.session.inference.client import BULK
from aevae_desktop.session.inference.events import Failed, Replied
from aevae_desktop.session.model import Model
from aevae_desktop.session.state import SessionState, panes_differ


class RefiningController(Controller):
    """Searches live where that is quick, as the first piece of work tells; else when a person asks."""

    prefixes = (logic.SLOT,)

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._jobs: dict[str, Refine] = {}  # by the model's key: what is waited for
        self._slow: set[str] = set()  # models that take long, or failed: they are asked by hand

    def refine(self, i: int) -> None:
        """Look for the best code of pane ``i``, however long it takes."""
        model, search = self.context.state.panes[i].model, self.context.state.panes[i].get(Search)
        if model is not None and search is not None and search.phase is not Phase.RUNNING:
            self._begin(i, model, replace(search, phase=Phase.RUNNING, by_hand=True))

    def stop(self, i: int) -> None:
        """Look no further for pane ``i``; it can be asked for again."""
        model, search = self.context.state.panes[i].model, self.context.state.panes[i].get(Search)
        if model is not None and search is not None and search.phase is Phase.RUNNING:
            self._forget(model.key)
            offered = replace(search, phase=Phase.OFFERED, by_hand=False)
            self.context.set_state(self.context.state.with_pane(i, offered))

    def on_state_changed(self, old: SessionState, new: SessionState) -> None:
        """Another drawing, or another code of it: the search before is of no use any more."""
        drawn = old.part(Drawing).seen is not new.part(Drawing).seen or old.shown != new.shown
        if drawn or panes_differ(old, new, "model") or panes_differ(old, new, Encoding):
            for i, model in self.context.state.shown_models():
                self._keep_up(i, model)

    def on_reply(self, reply: Replied) -> None:
        """A piece of work: go on with it, offer the rest, or put what was found."""
        job = reply.job
        if not isinstance(job, Refine) or self._jobs.get(job.key) is not job:
            return
        if reply.frame.header["share"] == 1.0:
            self._found(reply, job)
            return
        for i, _, search in logic.panes(self.context.state, job):
            now = logic.progressed(search, reply.frame)
            if now.by_hand or now.phase is Phase.OFFERED:
                self.context.set_state(logic.begun(self.context.state, i, now))
            if now.phase is Phase.OFFERED:
                self._slow.add(job.key)
        if logic.panes(self.context.state, job):
            self.context.submit(_slot(job.key), job, BULK)
        else:
            self._forget(job.key)

    def on_failure(self, failure: Failed) -> None:
        """No code is found: the panel says why, and the next drawing waits for a person who asks."""
        job = failure.job
        if not isinstance(job, Refine) or self._jobs.get(job.key) is not job:
            return
        for i, _, search in logic.panes(self.context.state, job):
            failed = replace(search, phase=Phase.FAILED, why=reason(failure.error))
            self.context.set_state(logic.begun(self.context.state, i, failed))
        self._slow.add(job.key)  # a decoder that hangs somewhere would cost its process again and again
        self._forget(job.key)

    def _keep_up(self, i: int, model: Model) -> None:
        state = self.context.state
        wanted, search = logic.wanted(state, i, model), state.panes[i].get(Search)
        if wanted is None and search is not None:
            self._forget(model.key)
            self.context.set_state(logic.ended(state, i))
        elif wanted is not None and (search is None or not logic.same(wanted, search) or logic.lost(state, i)):
            slow = model.key in self._slow
            self._begin(i, model, replace(wanted, phase=Phase.OFFERED) if slow else wanted)

    def _begin(self, i: int, model: Model, search: Search) -> None:
        self.context.set_state(logic.begun(self.context.state, i, search))
        self._forget(model.key)
        if search.phase is Phase.RUNNING:
            self._jobs[model.key] = job = logic.request(model, search)
            self.context.submit(_slot(model.key), job, BULK)

    def _found(self, reply: Replied, job: Refine) -> None:
        state = self.context.state
        for i, model, search in logic.panes(state, job):
            state = logic.found(state, i, model, search, reply.frame)
        self._forget(job.key)
        if reply.frame.header["ms"] <= logic.LIVE_MS:
            self._slow.discard(job.key)  # the machine was busy then
        self.context.controller(DrawingController).take_codes(state)

    def _forget(self, key: str) -> None:
        if self._jobs.pop(key, None) is not None:
            self.context.client.drop(_slot(key), BULK)


def _slot(key: str) -> str:
    return f"{logic.SLOT}:{key}"

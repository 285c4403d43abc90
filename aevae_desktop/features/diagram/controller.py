"""The block diagram: sends an image through the models on screen, while somebody looks. Commands only."""

from __future__ import annotations

from dataclasses import replace

from aevae_desktop.engine.wire.protocol import LookInside
from aevae_desktop.features.diagram import logic
from aevae_desktop.features.diagram.logic import Given
from aevae_desktop.features.diagram.state import DiagramState
from aevae_desktop.session.controller import Context, Controller
from aevae_desktop.session.inference.client import BULK
from aevae_desktop.session.inference.events import Failed, Replied
from aevae_desktop.session.state import SessionState

PREFIX = "diagram"


class DiagramController(Controller):
    """Sends the newest image through each model on screen; it takes the place of one that still waits."""

    prefixes = (PREFIX,)

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._asked: dict[int, tuple[Given, int, LookInside]] = {}
        self._watchers: set[str] = set()

    # ------------------------------------------------------------ commands

    def watch(self, on: bool, by: str = PREFIX) -> None:
        """Whether anybody looks; ``by``: at which of the places that show it."""
        part = self._part
        self._watchers = self._watchers | {by} if on else self._watchers - {by}
        if (on := bool(self._watchers)) != part.open:
            self._asked = {}
            self.context.set_state(self.context.state.with_part(DiagramState(on, part.seed)))

    def roll(self) -> None:
        """Draw another eps, the same for every model."""
        self.set_seed(self._part.seed + 1)

    def set_seed(self, seed: int) -> None:
        """Draw eps from ``seed``; 0 is eps = 0, where z is mu."""
        self.context.set_state(self.context.state.with_part(replace(self._part, seed=max(seed, 0))))

    # ------------------------------------------------------------ what happens around it

    def on_state_changed(self, old: SessionState, new: SessionState) -> None:
        """The state has changed: what is newer goes through."""
        state = self.context.state
        part = state.part(DiagramState)
        if not part.open:
            return
        for i, model in state.shown_models():
            sent, before = logic.given(state, i, model), self._asked.get(i)
            if sent is None:
                continue
            if before is not None and before[1] == part.seed and before[0].same(sent):
                continue
            job = logic.request(sent, part.seed)
            self._asked[i] = sent, part.seed, job
            self.context.submit(f"{PREFIX}:{i}", job, BULK)

    def on_reply(self, reply: Replied) -> None:
        """An image has gone through."""
        state = self.context.state
        for i, model in state.shown_models():
            asked = self._asked.get(i)
            if asked is not None and asked[2] is reply.job and model.key == asked[2].key:
                flow = logic.flow(asked[0], asked[2], reply.frame)
                self.context.set_state(state.with_part(self._part.with_flow(i, flow)))

    def on_failure(self, failure: Failed) -> None:
        """The card says why, in place of the picture."""
        for i, asked in self._asked.items():
            if asked[2] is failure.job:
                part = self._part.with_flow(i, None, failure.error.brief())
                self.context.set_state(self.context.state.with_part(part))

    @property
    def _part(self) -> DiagramState:
        return self.context.state.part(DiagramState)

"""The frames of the path are decoded, coarse first, a few at a time."""

from __future__ import annotations

from collections.abc import Callable

from aevae_desktop.engine.wire.protocol import Decode
from aevae_desktop.features.path import frame_sequence
from aevae_desktop.session.controller import Context, Controller
from aevae_desktop.session.inference.events import Failed, Replied
from aevae_desktop.session.state import SessionState


class FramesController(Controller):
    """Has the frames decoded that the panes on screen lack. ``on_lost`` are told of frames that cannot be had."""

    prefixes = (frame_sequence.SLOT,)

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.on_lost: list[Callable[[Failed], None]] = []

    def ask(self) -> None:
        """Ask for the next frames."""
        self.context.submit(frame_sequence.SLOT, frame_sequence.request(self.context.state))

    def on_state_changed(self, old: SessionState, new: SessionState) -> None:
        """Other panes are on screen: their frames are needed too."""
        if old.shown != new.shown:
            self.ask()

    def on_reply(self, reply: Replied) -> None:
        """Frames have come; those of a path that was replaced are dropped, and those of the new one on their way."""
        assert isinstance(reply.job, Decode)
        before = self.context.state
        state = frame_sequence.decoded(before, reply.job, reply.frame)
        if state is not before:
            self.context.set_state(frame_sequence.screened(state) if state.screen == "path" else state)
            self.ask()

    def on_failure(self, failure: Failed) -> None:
        """Frames cannot be had: tell it, and whoever waits for them."""
        for listener in self.on_lost:
            listener(failure)
        super().on_failure(failure)

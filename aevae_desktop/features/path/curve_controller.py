"""The curves of the path are laid, traced and measured by the bulk process, and their frames decoded, coarse first."""

from __future__ import annotations

from collections.abc import Callable

from aevae_desktop.engine.wire.protocol import Decode
from aevae_desktop.features.path import curves, frame_sequence
from aevae_desktop.features.probe.state import Owner, Showing
from aevae_desktop.session.controller import Context, Controller
from aevae_desktop.session.inference.client import BULK
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
            on_path = state.part(Showing).owner is Owner.PATH
            self.context.set_state(frame_sequence.screened(state) if on_path else state)
            self.ask()

    def on_failure(self, failure: Failed) -> None:
        """Frames cannot be had: tell it, in the previews too, and whoever waits for them."""
        assert isinstance(failure.job, Decode)
        state = frame_sequence.lost(self.context.state, failure.job, failure.error)
        self.context.set_state(frame_sequence.screened(state) if state.part(Showing).owner is Owner.PATH else state)
        for listener in self.on_lost:
            listener(failure)
        super().on_failure(failure)


class CurveController(Controller):
    """Lays the path in every pane. What takes long is asked for a little at a time."""

    prefixes = (curves.SLOT,)

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._asked: curves.Job | None = None

    @property
    def busy(self) -> bool:
        """Whether a curve on screen is still to be traced or measured."""
        return curves.request(self.context.state) is not None

    def recompute(self, state: SessionState) -> None:
        """Take over ``state`` with its path laid anew."""
        before = frame_sequence.cut_short(self.context.state)
        self.context.set_state(frame_sequence.laid(state))
        after = frame_sequence.cut_short(self.context.state)
        if after and after != before:
            self.context.notify(after)
        self.context.controller(FramesController).ask()
        self.measure()

    def measure(self) -> None:
        """Ask for what is to be traced or measured next, unless that was asked for already."""
        job, asked = curves.request(self.context.state), self._asked
        if job is None or (asked is not None and type(asked) is type(job) and asked.z is job.z):
            return
        self._asked = job
        self.context.client.submit(curves.SLOT, job, BULK)

    def on_state_changed(self, old: SessionState, new: SessionState) -> None:
        """Other panes are on screen, or figures are shown in this mode: there may be more to measure."""
        if old.mode is not new.mode or old.shown != new.shown:
            self.measure()

    def on_reply(self, reply: Replied) -> None:
        """A curve was traced or measured, or a part of it."""
        self._asked = None if self._asked is reply.job else self._asked
        self._show(curves.answered(self.context.state, reply.job, reply.frame))
        self.measure()

    def on_failure(self, failure: Failed) -> None:
        """A curve cannot be traced or measured; it may have become shorter before."""
        self._asked = None if self._asked is failure.job else self._asked
        state = curves.failed(self.context.state, failure.job, str(failure.error))
        if state is not self.context.state:
            self._show(state)
            self.context.notify(failure.error)
        self.measure()

    def _show(self, state: SessionState) -> None:
        filmed = frame_sequence.refilmed(state)
        if filmed is not self.context.state:
            self.context.set_state(filmed)
        if filmed is not state:  # frames of a film that stays are on their way
            self.context.controller(FramesController).ask()

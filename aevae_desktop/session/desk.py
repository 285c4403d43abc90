"""What every desk is to the session: it may follow the state, hear the inference processes, be busy, and be closed."""

from __future__ import annotations

from aevae_desktop.session.events import Failed, Replied
from aevae_desktop.session.state import SessionState


class Desk:
    """One part of the window's commands. A desk takes over what concerns it; the rest is done by doing nothing."""

    @property
    def busy(self) -> bool:
        """Whether something that was asked for is still to come."""
        return False

    def follow(self, old: SessionState, new: SessionState) -> None:
        """The state has changed, and all views have drawn it; a desk may change it again."""

    def heard(self, event: Replied | Failed) -> bool:
        """Take what an inference process says; False if it is about something else."""
        return False

    def close(self) -> None:
        """The session ends: stop what runs."""

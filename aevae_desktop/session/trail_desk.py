"""The trail desk: the path laid anew, its curves traced and measured on the bulk lane."""

from __future__ import annotations

from collections.abc import Callable

from aevae_desktop.session import film, trails
from aevae_desktop.session.client import BULK, Client
from aevae_desktop.session.desk import Desk
from aevae_desktop.session.events import Event, Failed, Replied, Restarted
from aevae_desktop.session.state import SessionState


class TrailDesk(Desk):
    """Reads the state with ``state``, replaces it with ``put``, asks for frames with ``ask``, speaks with ``tell``."""

    def __init__(
        self,
        state: Callable[[], SessionState],
        put: Callable[[SessionState], None],
        client: Client,
        ask: Callable[[], None],
        tell: Callable[[str], None],
    ) -> None:
        self._state, self._put, self._client, self._ask, self._tell = state, put, client, ask, tell
        self._asked: trails.Job | None = None

    @property
    def busy(self) -> bool:
        """Whether a curve on screen is still to be traced or measured."""
        return trails.request(self._state()) is not None

    def relay(self, state: SessionState) -> None:
        """Take over ``state`` with its path laid anew."""
        before = film.cut_short(self._state())
        self._put(film.laid(state))
        after = film.cut_short(self._state())
        if after and after != before:
            self._tell(after)
        self._ask()
        self.measure()

    def measure(self) -> None:
        """Ask for what is to be traced or measured next, unless that was asked for already."""
        job, asked = trails.request(self._state()), self._asked
        if job is None or (asked is not None and type(asked) is type(job) and asked.z is job.z):
            return
        self._asked = job
        self._client.submit(trails.SLOT, job, lane=BULK)

    def heard(self, event: Event) -> bool:
        """Take what the bulk lane says of a curve; False if it is about something else."""
        if isinstance(event, Restarted) or event.slot != trails.SLOT:
            return False
        self._asked = None if self._asked is event.job else self._asked
        if isinstance(event, Failed):
            self._failed(event)
        else:
            self._came(event)
        self.measure()
        return True

    def _came(self, event: Replied) -> None:
        self._show(trails.answered(self._state(), event.job, event.frame))

    def _failed(self, event: Failed) -> None:
        state = trails.failed(self._state(), event.job, str(event.error))
        if state is not self._state():
            self._show(state)  # the curve may have become shorter before it failed
            self._tell(str(event.error))

    def _show(self, state: SessionState) -> None:
        filmed = film.refilmed(state)
        if filmed is not self._state():
            self._put(filmed)
        if filmed is not state:  # frames of a film that stays are on their way
            self._ask()

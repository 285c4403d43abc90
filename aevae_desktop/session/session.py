"""The session: what the window shows and what it can be told to do. Each command is a controller's."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from aevae_desktop.core.map.view2d import View2D
from aevae_desktop.errors import call_all
from aevae_desktop.language import translate
from aevae_desktop.recovery.settings import Settings
from aevae_desktop.session import undo
from aevae_desktop.session.controller import Context, Controller
from aevae_desktop.session.inference.client import Client
from aevae_desktop.session.inference.events import Event, Listener, Replied, Restarted
from aevae_desktop.session.question import Question
from aevae_desktop.session.saved import Saved
from aevae_desktop.session.state import EMPTY, Layer, Mode

HASTE_MS = 80  # at the start, while only the outline is on the screen


class Session(Context):
    """The model behind the window. ``changed(old, new)`` carries two ``SessionState``; views draw the difference.

    ``controllers`` hear of a change in this order; ``client`` makes the processes; ``layers``: the overlays that there
    are, and how each is shown at first; ``saved``: the keys of a figure's record, in their order; ``settings``: what is
    kept from start to start, nothing without them. The commands are those of the controllers:
    ``session.controller(PathController).clear()``.
    """

    def __init__(
        self,
        controllers: Sequence[type[Controller]],
        client: Callable[[Listener], Client] = Client,
        layers: Mapping[str, Layer] = MappingProxyType({}),
        saved: Sequence[Saved] = (),
        settings: Settings | None = None,
    ) -> None:
        state = replace(EMPTY, layers=dict(layers))
        super().__init__(state, client, lambda event: call_all([self.on_event], event), settings or Settings())
        self.saved = saved
        self.unasked = False  # the window ends and nobody can be asked: a signal, or the end of the system's session
        self._owners = _owners(controllers)
        self.add(controllers)

    @property
    def confined(self) -> Mapping[str, bool]:
        """What holds of the inference process's confinement, by layer, as it found out; empty until it has said so."""
        return self.client.confined

    @property
    def idle(self) -> bool:
        """True once nothing that was asked for is still to come."""
        return not (self.client.busy or any(controller.busy for controller in self.controllers))

    def hasten(self, meanwhile: Iterable[object], most_ms: int = HASTE_MS) -> None:
        """Before there is a window: get the first models on their way, without the event loop, for a moment.

        The pieces of work of ``meanwhile`` are done instead of waiting.
        """
        self.client.hasten(meanwhile, most_ms)

    def question(self) -> Question | None:
        """What a person is asked before the window closes, if anything."""
        return None if self.unasked else next(filter(None, (each.question() for each in self.controllers)), None)

    def close(self) -> None:
        """End the inference process; the session is of no use afterwards."""
        for controller in self.controllers:
            controller.close()
        self._notice.stop()
        self.client.close()

    def look(self, pane: int, view: View2D) -> None:
        """The map of ``pane`` shows ``view`` now, widget px."""
        self.views[pane] = view
        for controller in self.controllers:
            controller.on_view_changed(pane)

    @property
    def can_undo(self) -> bool:
        """Whether there is an edit to take back."""
        return undo.latest(self.controllers) is not None

    @property
    def can_redo(self) -> bool:
        """Whether there is an edit to do again."""
        return undo.nearest(self.controllers) is not None

    @property
    def undoing(self) -> str:
        """What undo would take back, in a few words; empty where there is nothing."""
        return undo.undoing(self.controllers)

    @property
    def redoing(self) -> str:
        """What redo would do again, in a few words; empty where there is nothing."""
        return undo.redoing(self.controllers)

    def undo(self) -> None:
        """Take back the last edit, whatever was edited, and say what it was."""
        if (edited := undo.latest(self.controllers)) is not None:
            what = self.undoing
            edited.undo()
            self.notify(translate("session", "Undone: {what}.").format(what=what))

    def redo(self) -> None:
        """Do again what was taken back last, and say what it was."""
        if (taken_back := undo.nearest(self.controllers)) is not None:
            what = self.redoing
            taken_back.redo()
            self.notify(translate("session", "Done again: {what}.").format(what=what))

    def set_mode(self, mode: Mode) -> None:
        """What a click on a map means."""
        self.set_state(replace(self.state, mode=mode))

    def on_event(self, event: Event) -> None:
        """Give what a process says to the controller that asked: the slot's prefix says which."""
        if isinstance(event, Restarted):
            self.notify(event.reason)
            return
        owner = self.controller(self._owners[prefix_of(event.slot)])
        if isinstance(event, Replied):
            owner.on_reply(event)
        else:
            owner.on_failure(event)


def prefix_of(slot: str) -> str:
    """``posterior`` of ``posterior.draws``, ``points`` of ``points:some/folder.d``."""
    return slot.partition(":")[0].partition(".")[0]


def _owners(controllers: Iterable[type[Controller]]) -> dict[str, type[Controller]]:
    """Which controller gets the replies of which slots, by prefix. Raises ``ValueError`` where two claim one."""
    owners: dict[str, type[Controller]] = {}
    for kind in controllers:
        for prefix in kind.prefixes:
            if prefix in owners:
                raise ValueError(f"{kind.__name__} and {owners[prefix].__name__} both claim {prefix!r}")
            owners[prefix] = kind
    return owners

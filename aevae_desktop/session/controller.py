"""Controllers, which hold the commands of the window, and the context that every one of them works with."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import ClassVar, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from aevae_desktop.core.map.view2d import View2D
from aevae_desktop.engine.wire.protocol import Job
from aevae_desktop.errors import LabError, call_all
from aevae_desktop.recovery.settings import Settings
from aevae_desktop.session.inference.client import INTERACTIVE, Client
from aevae_desktop.session.inference.events import Failed, Listener, Replied
from aevae_desktop.session.question import Question
from aevae_desktop.session.saved import Saved
from aevae_desktop.session.state import SessionState

NOTICE_MS, REMEDY_MS = 6000, 20_000  # how long a line is said, and an error that says what to do

C = TypeVar("C", bound="Controller")


class Context(QObject):
    """What a controller is given, and all that it may use.

    ``state`` is replaced by ``set_state`` alone, and ``changed(old, new)`` tells of it. ``client`` owns the inference
    processes. ``views``: where the map of each pane looks, widget px; not in the state, because nothing else draws it.
    ``saved``: the keys of a figure's record, in their order. ``settings``: what is kept from start to start.
    """

    changed = Signal(object, object)
    saved: Sequence[Saved] = ()

    def __init__(
        self, state: SessionState, client: Callable[[Listener], Client], listener: Listener, settings: Settings
    ) -> None:
        super().__init__()
        self.settings = settings
        self.state = state
        self.client = client(listener)
        self.views: dict[int, View2D] = {}
        self.controllers: tuple[Controller, ...] = ()
        self._by_class: dict[type[Controller], Controller] = {}
        self._followers: list[Controller] = []  # those that hear of changes
        self._changes: deque[tuple[SessionState, SessionState]] = deque()  # that nobody was told of yet
        self._delivering = False
        self._notice = QTimer(self, singleShot=True)
        self._notice.timeout.connect(self.end_notice)
        self._so_long: Callable[[SessionState], bool] | None = None  # as the notice holds

    def add(self, kinds: Sequence[type[Controller]]) -> None:
        """Make a controller of each class, in this order, which is also the order in which they hear of changes.

        One that is made may ask for those before it.
        """
        for kind in kinds:
            self._by_class[kind] = kind(self)
        self.controllers = tuple(self._by_class.values())
        inherited = Controller.on_state_changed
        self._followers = [each for each in self.controllers if type(each).on_state_changed is not inherited]

    def controller(self, kind: type[C]) -> C:
        """The controller of that class."""
        found = self._by_class[kind]
        assert isinstance(found, kind)
        return found

    def set_state(self, new: SessionState) -> None:
        """Replace the state. Everybody hears of every change once and in order.

        The state is the new one at once; a listener that changes it again has that told after all have heard of this.
        """
        if self._so_long is not None and not self._so_long(new):
            self._so_long, new = None, replace(new, notice="")
        old, self.state = self.state, new
        if new is not old:
            self._changes.append((old, new))
            self._deliver()

    def show(self, *panes: int) -> None:
        """Show these panes, side by side in this order."""
        lead = self.state.lead if self.state.lead in panes else panes[0]
        self.set_state(replace(self.state, shown=panes, lead=lead))

    def set_single(self, single: bool) -> None:
        """One map, the one that was probed last, or all."""
        self.show(*((self.state.lead,) if single else range(len(self.state.panes))))

    def notify(self, said: str | LabError, so_long: Callable[[SessionState], bool] | None = None) -> None:
        """Say one line in the status bar: for 6 s, or 20 where it is an error that says what to do.

        It ends before that with the next thing that a person does (``end_notice``), and once ``so_long`` no longer
        holds of the state: what it was said about is gone.
        """
        self._so_long = so_long
        self.set_state(replace(self.state, notice=str(said)))
        self._notice.start(REMEDY_MS if isinstance(said, LabError) and said.remedy else NOTICE_MS)

    def end_notice(self) -> None:
        """Say nothing any more."""
        self._so_long = None
        if self.state.notice:
            self.set_state(replace(self.state, notice=""))

    def submit(self, slot: str, job: Job | None, process: str = INTERACTIVE) -> None:
        """Ask for ``job``, unless there is none to ask for."""
        if job is not None:
            self.client.submit(slot, job, process)

    def announce_model(self, panes: Sequence[int], fresh: bool) -> None:
        """Tell all controllers that a model has come into ``panes``, or (not ``fresh``) the codes of one."""
        for controller in self.controllers:
            controller.on_model_arrived(panes, fresh)

    def _deliver(self) -> None:
        if self._delivering:
            return  # from within a listener: the round that is going on tells it
        self._delivering = True
        try:
            while self._changes:
                listeners = [follower.on_state_changed for follower in self._followers]
                call_all((self.changed.emit, *listeners), *self._changes.popleft())
        finally:
            self._delivering = False


class Controller:
    """Base class of the controllers. Override the hooks you need; the defaults do nothing, and tell a failure.

    ``prefixes`` are those of the slots whose replies it gets: a slot is called ``prefix``, ``prefix.more`` or
    ``prefix:more``. No other controller may claim them.
    """

    prefixes: ClassVar[tuple[str, ...]] = ()

    def __init__(self, context: Context) -> None:
        self.context = context

    @property
    def busy(self) -> bool:
        """Whether something that was asked for is still to come."""
        return False

    def on_state_changed(self, old: SessionState, new: SessionState) -> None:
        """The state has changed, and all views have drawn it; a controller may change it again."""

    def on_view_changed(self, pane: int) -> None:
        """The map of ``pane`` has moved: ``context.views[pane]`` is another."""

    def on_model_arrived(self, panes: Sequence[int], fresh: bool) -> None:
        """A model has come into ``panes``, or (not ``fresh``) its codes have."""

    def on_reply(self, reply: Replied) -> None:
        """The result of a job that was submitted to a slot of this controller."""

    def on_failure(self, failure: Failed) -> None:
        """A job of this controller has no result: by default the status line says why."""
        self.context.notify(failure.error)

    def question(self) -> Question | None:
        """What a person is asked before the window closes; None where nothing goes on that need not end with it."""
        return None

    def close(self) -> None:
        """The session ends: stop what runs."""

"""Models are opened, put into panes when their networks and codes arrive, and closed when no pane shows them.

A map that works is never given up for one that may not: the next model takes its place with networks and codes, or not
at all. Where there is no map yet the networks are shown at once, and an error stands where the map would.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from aevae_desktop.bundle import POINTS
from aevae_desktop.engine.wire.frames import Frame
from aevae_desktop.engine.wire.protocol import Load, ReadPoints
from aevae_desktop.errors import LabError
from aevae_desktop.features.models import logic
from aevae_desktop.features.models.state import Refusals
from aevae_desktop.language import translate
from aevae_desktop.session.controller import Context, Controller
from aevae_desktop.session.in_parts import InParts
from aevae_desktop.session.inference.client import BULK
from aevae_desktop.session.inference.events import Failed, Replied
from aevae_desktop.session.model import Model
from aevae_desktop.session.state import Pane, SessionState

STAYS = translate("models", " The map stays as it was.")


class ModelsController(Controller):
    """Opens models."""

    prefixes = ("load", "points", "provide", "withdraw")

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._arriving: InParts[Model] = InParts()
        self._chosen: set[int] = set()  # panes whose next model a person chose
        self._opened: dict[str, Model] = {}  # networks are open, codes still to come, for panes that show another model

    @property
    def busy(self) -> bool:
        """Whether codes that were read are still being put on a map."""
        return self._arriving.busy

    def close(self) -> None:
        """Wait for nothing any more."""
        self._arriving.close()

    def open(self, pane: int, folder: Path) -> None:
        """Open the bundle in ``folder`` in ``pane``; what is there stays until the new one is ready, or for good."""
        key = str(folder)
        self._chosen.discard(pane)
        self.context.set_state(self.context.state.with_pane(pane, wanted=key, error=None))
        self.context.client.load(key, key)

    def choose(self, pane: int, folder: Path) -> None:
        """``open`` as a person asks for it: once the model is there, its map is the active one, and shown."""
        now = self.context.state.panes[pane]
        if now.wanted != str(folder) or now.error is not None:
            self.open(pane, folder)
            self._chosen.add(pane)
        elif pane not in self._chosen:
            self._lead(pane)

    def choose_label(self, pane: int, label: int) -> None:
        """Have the conditional model of ``pane`` given another class: on every map that shows it."""
        model = self.context.state.panes[pane].model
        loaded = self.context.client.keys()
        if model is not None and model.key in loaded and model.label != label:
            self.context.client.choose_label(model.key, label)

    def compare(self, folders: Sequence[Path], lead: int) -> None:
        """All maps, each with its bundle of ``folders``; that of pane ``lead`` comes to be the active one."""
        self.context.show(*range(len(self.context.state.panes)))
        for pane, folder in enumerate(folders):
            if pane != lead and self.context.state.panes[pane].wanted != str(folder):
                self.open(pane, folder)
        self.choose(lead, folders[lead])

    def on_reply(self, reply: Replied) -> None:
        """The networks of a model are open, or its codes were read."""
        match reply.job:
            case Load(key, label=label):
                self._loaded(key, reply.frame, label)
            case ReadPoints(key):
                self._codes_came(key, reply.frame)

    def on_failure(self, failure: Failed) -> None:
        """A model cannot be opened, or something that belongs to it cannot be had."""
        match failure.job:
            case Load(key) | ReadPoints(key):
                self._refused(key, failure.error)
            case _:
                super().on_failure(failure)

    def _loaded(self, key: str, frame: Frame, label: int) -> None:
        """The networks of ``key`` are open: show it wherever it was asked for, and read its codes."""
        try:
            model = logic.model_of(key, frame, label)
            if POINTS not in model.manifest.files:
                model = logic.without_codes(model)
        except LabError as error:
            self._refused(key, error)
            return
        panes = self.context.state.panes
        if all(pane.wanted != key for pane in panes):
            self._forget()  # something else was asked for meanwhile
            return
        opened = (pane.model for pane in panes if pane.model is not None)
        model = next((other for other in opened if logic.same_files(other, model)), model)
        for i, pane in enumerate(panes):
            if pane.wanted == key and not logic.same_files(pane.model, model):
                if model.codes is None and _works(pane):
                    self._opened[key] = model
                else:
                    self._show(i, model)
        if model.codes is None:
            self.context.client.submit(f"points:{key}", ReadPoints(key, key), BULK)

    def _codes_came(self, key: str, frame: Frame) -> None:
        """The codes of ``key`` were read: put them on the map, part by part between other events if they are many."""
        waiting = self._waiting(key)
        if not waiting:
            return
        begun = next(iter(waiting.values()))
        try:
            parts = logic.arriving(begun, frame)
        except LabError as error:
            self._refused(key, error)
            return
        few = len(frame.arrays["mu"]) <= logic.FEW
        self._arriving.begin(key, parts, lambda whole: self._codes_ready(begun, whole, frame), at_once=few)

    def _codes_ready(self, begun: Model, whole: Model, frame: Frame) -> None:
        """Show ``whole``, which ``begun`` has become, wherever it is waited for."""
        waiting = self._waiting(begun.key)
        if begun not in waiting.values():  # opened anew meanwhile, or seen through another plane: begin again
            self._codes_came(begun.key, frame)
            return
        for i in waiting:
            if self.context.state.panes[i].model is waiting[i]:
                self.context.set_state(self.context.state.with_pane(i, model=whole))
            else:
                self._show(i, whole)
        self._opened.pop(begun.key, None)
        self.context.announce_model(list(waiting), fresh=False)

    def _waiting(self, key: str) -> dict[int, Model]:
        """The model ``key`` without its codes, for each pane that shows it so, or will show it when they are there."""
        waiting = {}
        for i, pane in enumerate(self.context.state.panes):
            model = pane.model if pane.model is not None and pane.model.key == key else None
            if pane.wanted == key and (model is None or key in self._opened):
                model = self._opened.get(key)
            if model is not None and model.codes is None:
                waiting[i] = model
        return waiting

    def _refused(self, key: str, error: LabError) -> None:
        """The bundle ``key`` cannot be used, and why; a map that works stays as it is."""
        self._opened.pop(key, None)
        state, kept = self.context.state, False
        for i, pane in enumerate(state.panes):
            if pane.wanted == key:
                self._chosen.discard(i)
            if pane.wanted == key and _works(pane) and pane.model is not None and pane.model.key != key:
                state, kept = state.with_pane(i, wanted=pane.model.key), True
            elif pane.wanted == key:
                state = state.with_pane(i, error=error.anew())
        refused = {**state.part(Refusals).errors, key: error.anew()}
        self.context.set_state(state.with_part(Refusals(refused)))
        wanted = _wanted(self.context.state)
        self.context.notify(f"{error}{STAYS}" if kept else error, so_long=lambda now: _wanted(now) == wanted)
        self._forget()

    def _show(self, i: int, model: Model) -> None:
        """Show ``model`` in pane ``i``; nothing that another model said stays there."""
        before = _classes(self.context.state)
        state = self.context.state.with_model(i, model)
        if model.key in state.part(Refusals).errors:
            errors = {key: error for key, error in state.part(Refusals).errors.items() if key != model.key}
            state = state.with_part(Refusals(errors))
        hidden = state.hidden if _classes(state) == before else frozenset()
        self.context.set_state(replace(state, hidden=hidden))
        self._forget()
        self.context.announce_model([i], fresh=True)
        if i in self._chosen:
            self._chosen.discard(i)
            self._lead(i)

    def _lead(self, pane: int) -> None:
        """Make ``pane`` the active map; where one map is shown, show this one."""
        if pane not in self.context.state.shown:
            self.context.show(pane)
        self.context.set_state(replace(self.context.state, lead=pane))

    def _forget(self) -> None:
        """Let the inference processes close what no pane shows or waits for."""
        panes = self.context.state.panes
        self._opened = {key: model for key, model in self._opened.items() if any(p.wanted == key for p in panes)}
        used = {pane.wanted for pane in panes} | {pane.model.key for pane in panes if pane.model is not None}
        for key in self.context.client.keys() - used:
            self.context.client.unload(key)


def _wanted(state: SessionState) -> tuple[str | None, ...]:
    """Which bundle each pane is to show."""
    return tuple(pane.wanted for pane in state.panes)


def _works(pane: Pane) -> bool:
    """Whether there is a map that somebody may be using."""
    return pane.model is not None and pane.model.codes is not None and pane.error is None


def _classes(state: SessionState) -> tuple[tuple[str, ...], ...]:
    return tuple(pane.model.manifest.classes for pane in state.panes if pane.model is not None)

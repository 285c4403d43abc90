"""Models are opened, put into panes when their networks and codes arrive, and closed when no pane shows them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from aevae_desktop.bundle import POINTS
from aevae_desktop.engine.wire.frames import Frame
from aevae_desktop.engine.wire.protocol import Load, ReadPoints
from aevae_desktop.errors import LabError
from aevae_desktop.features.models import logic
from aevae_desktop.session.controller import Context, Controller
from aevae_desktop.session.in_parts import InParts
from aevae_desktop.session.inference.client import BULK
from aevae_desktop.session.inference.events import Failed, Replied
from aevae_desktop.session.model import Model
from aevae_desktop.session.state import SessionState


class ModelsController(Controller):
    """Opens models."""

    prefixes = ("load", "points", "provide", "withdraw")

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._arriving: InParts[Model] = InParts()

    @property
    def busy(self) -> bool:
        """Whether codes that were read are still being put on a map."""
        return self._arriving.busy

    def close(self) -> None:
        """Wait for nothing any more."""
        self._arriving.close()

    def open(self, pane: int, folder: Path) -> None:
        """Open the bundle in ``folder`` in ``pane``; what is there stays until the new one is ready."""
        key = str(folder)
        self.context.set_state(self.context.state.with_pane(pane, wanted=key, error=None))
        self.context.client.load(key, key)

    def on_reply(self, reply: Replied) -> None:
        """The networks of a model are open, or its codes were read."""
        match reply.job:
            case Load(key):
                self._loaded(key, reply.frame)
            case ReadPoints(key):
                self._codes_came(key, reply.frame)

    def on_failure(self, failure: Failed) -> None:
        """A model cannot be opened, or something that belongs to it cannot be had."""
        match failure.job:
            case Load(key) | ReadPoints(key):
                self._refused(key, failure.error)
            case _:
                super().on_failure(failure)

    def _loaded(self, key: str, frame: Frame) -> None:
        """The networks of ``key`` are open: show it wherever it was asked for, and read its codes."""
        try:
            model = logic.model_of(key, frame)
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
            self.context.set_state(self.context.state.with_pane(i, model=whole))
        self.context.announce_model(list(waiting), fresh=False)

    def _waiting(self, key: str) -> dict[int, Model]:
        """The panes that show ``key`` without its codes."""
        opened = enumerate(pane.model for pane in self.context.state.panes)
        return {i: model for i, model in opened if model is not None and model.key == key and model.codes is None}

    def _refused(self, key: str, error: LabError) -> None:
        """The bundle ``key`` cannot be used, and why."""
        for i, pane in enumerate(self.context.state.panes):
            if pane.wanted == key:
                self.context.set_state(self.context.state.with_pane(i, error=error.anew()))
        self.context.notify(error, so_long=lambda state: _wants(state, key))

    def _show(self, i: int, model: Model) -> None:
        """Show ``model`` in pane ``i``; nothing that another model said stays there."""
        before = _classes(self.context.state)
        state = self.context.state.with_model(i, model)
        hidden = state.hidden if _classes(state) == before else frozenset()
        self.context.set_state(replace(state, hidden=hidden))
        self._forget()
        self.context.announce_model([i], fresh=True)

    def _forget(self) -> None:
        """Let the inference processes close what no pane shows or waits for."""
        panes = self.context.state.panes
        used = {pane.wanted for pane in panes} | {pane.model.key for pane in panes if pane.model is not None}
        for key in self.context.client.keys() - used:
            self.context.client.unload(key)


def _wants(state: SessionState, key: str) -> bool:
    """Whether a pane still wants the bundle ``key``, which cannot be used."""
    return any(pane.wanted == key and pane.error is not None for pane in state.panes)


def _classes(state: SessionState) -> tuple[tuple[str, ...], ...]:
    return tuple(pane.model.manifest.classes for pane in state.panes if pane.model is not None)

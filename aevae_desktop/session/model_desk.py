"""The model desk: opens bundles, puts them into panes when their networks and codes arrive, and lets go of others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from aevae_desktop.bundle import POINTS
from aevae_desktop.engine.frames import Frame
from aevae_desktop.engine.protocol import ReadPoints
from aevae_desktop.errors import LabError
from aevae_desktop.session import model_parts, opening
from aevae_desktop.session.client import BULK, Client
from aevae_desktop.session.desk import Desk
from aevae_desktop.session.in_parts import InParts
from aevae_desktop.session.model import Model
from aevae_desktop.session.state import UNSLICED, SessionState

OF_A_MODEL = ("error", "probe", "preview", "reading", "film", "manifold")  # parts of a pane that one model has said


class ModelDesk(Desk):
    """Reads the state with ``state``, replaces it with ``put``; ``tell`` speaks to the user.

    ``arrived(panes, fresh)``: a model has come into these panes, or (not ``fresh``) its codes have.
    """

    def __init__(
        self,
        state: Callable[[], SessionState],
        put: Callable[[SessionState], None],
        client: Client,
        arrived: Callable[[Sequence[int], bool], None],
        tell: Callable[[str], None],
    ) -> None:
        self._state, self._put, self._client, self._arrived, self._tell = state, put, client, arrived, tell
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
        self._put(self._state().with_pane(pane, wanted=key, error=None))
        self._client.load(key, key)

    def loaded(self, key: str, frame: Frame) -> None:
        """The networks of ``key`` are open: show it wherever it was asked for, and read its codes."""
        try:
            model = opening.model_of(key, frame)
            if POINTS not in model.manifest.files:
                model = opening.without_codes(model)
        except LabError as error:
            self.refused(key, error)
            return
        panes = self._state().panes
        if all(pane.wanted != key for pane in panes):
            self._forget()  # something else was asked for meanwhile
            return
        opened = (pane.model for pane in panes if pane.model is not None)
        model = next((other for other in opened if opening.same_files(other, model)), model)
        for i, pane in enumerate(panes):
            if pane.wanted == key and not opening.same_files(pane.model, model):
                self._show(i, model)
        if model.codes is None:
            self._client.submit(f"points:{key}", ReadPoints(key, key), lane=BULK)

    def codes_came(self, key: str, frame: Frame) -> None:
        """The codes of ``key`` were read: put them on the map, part by part between other events if they are many."""
        waiting = self._waiting(key)
        if not waiting:
            return
        begun = next(iter(waiting.values()))
        try:
            parts = opening.arriving(begun, frame)
        except LabError as error:
            self.refused(key, error)
            return
        few = len(frame.arrays["mu"]) <= opening.FEW
        self._arriving.begin(key, parts, lambda whole: self._codes_ready(begun, whole, frame), at_once=few)

    def _codes_ready(self, begun: Model, whole: Model, frame: Frame) -> None:
        """Show ``whole``, which ``begun`` has become, wherever it is waited for."""
        waiting = self._waiting(begun.key)
        if begun not in waiting.values():  # opened anew meanwhile, or seen through another plane: begin again
            self.codes_came(begun.key, frame)
            return
        for i in waiting:
            self._put(self._state().with_pane(i, model=whole))
        self._arrived(list(waiting), False)

    def _waiting(self, key: str) -> dict[int, Model]:
        """The panes that show ``key`` without its codes."""
        opened = enumerate(pane.model for pane in self._state().panes)
        return {i: model for i, model in opened if model is not None and model.key == key and model.codes is None}

    def refused(self, key: str, error: LabError) -> None:
        """The bundle ``key`` cannot be used, and why."""
        for i, pane in enumerate(self._state().panes):
            if pane.wanted == key:
                self._put(self._state().with_pane(i, error=error.anew()))
        self._tell(str(error))

    def _show(self, i: int, model: Model) -> None:
        """Show ``model`` in pane ``i``; nothing that another model said stays there."""
        before = _classes(self._state())
        nothing = dict.fromkeys(OF_A_MODEL)
        state = model_parts.without(self._state(), i)
        state = state.with_pane(i, model=model, fields={}, trails={}, slicing=UNSLICED, **nothing)
        hidden = state.hidden if _classes(state) == before else frozenset()
        self._put(replace(state, hidden=hidden, screen="probe"))
        self._forget()
        self._arrived([i], True)

    def _forget(self) -> None:
        """Let the inference processes close what no pane shows or waits for."""
        panes = self._state().panes
        used = {pane.wanted for pane in panes} | {pane.model.key for pane in panes if pane.model is not None}
        for key in self._client.keys() - used:
            self._client.unload(key)


def _classes(state: SessionState) -> tuple[tuple[str, ...], ...]:
    return tuple(pane.model.manifest.classes for pane in state.panes if pane.model is not None)

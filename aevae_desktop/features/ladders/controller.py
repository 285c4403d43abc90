"""One image through every model of the library's series, while somebody looks. Commands only."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from aevae_desktop.engine.wire.protocol import Reconstruct
from aevae_desktop.features.ladders import logic
from aevae_desktop.features.ladders.state import LaddersState, Rung
from aevae_desktop.features.models.controller import ModelsController
from aevae_desktop.features.models.groups import Row
from aevae_desktop.features.previews.logic import ShownImage
from aevae_desktop.features.previews.resting import RestingImage
from aevae_desktop.session.controller import Context, Controller
from aevae_desktop.session.inference.client import BULK
from aevae_desktop.session.inference.events import Failed, Replied
from aevae_desktop.session.state import SessionState

PREFIX = "ladders"


class LaddersController(Controller):
    """The models of the series are open in the bulk process while the card is, and no longer."""

    prefixes = (PREFIX,)

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._lent: set[str] = set()
        self._asked: dict[str, Reconstruct] = {}
        self._image = RestingImage(context, self._send)

    @property
    def busy(self) -> bool:
        """Whether it waits for the pointer to rest."""
        return self._image.busy

    def close(self) -> None:
        """Wait for nothing any more."""
        self._image.stop()

    # ------------------------------------------------------------ commands

    def watch(self, on: bool) -> None:
        """Whether anybody looks."""
        if on == self._part.open:
            return
        self._image.stop()
        self._asked = {}
        if not on:
            self._give_back(self._lent)
        self.context.set_state(self.context.state.with_part(LaddersState(on)))

    def series(self) -> tuple[Row, ...]:
        """The series of the data set on the leading map."""
        state = self.context.state
        model = state.panes[state.lead].model
        return () if model is None else logic.series(state.library, model.manifest.dataset.name)

    def show(self, folder: Path) -> None:
        """Open that model on the map that shows one of its kind, else on the leading one."""
        state = self.context.state
        entry = next((entry for entry in state.library if entry.folder == folder), None)
        kinds = {i: model.manifest.kind for i, model in state.shown_models()}
        pane = next((i for i, kind in kinds.items() if entry is not None and kind == entry.kind), state.lead)
        self.context.controller(ModelsController).choose(pane, folder)

    # ------------------------------------------------------------ what happens around it

    def on_state_changed(self, old: SessionState, new: SessionState) -> None:
        """The state has changed: another image, or other models."""
        if self._part.open:
            self._image.follow(again=self._lend())

    def on_reply(self, reply: Replied) -> None:
        """What one of them makes of it; of an image before, nothing."""
        job, arrays = reply.job, reply.frame.arrays
        if isinstance(job, Reconstruct) and self._part.open:
            for key in [key for key in job.x if self._asked.get(key) is job and f"x_hat/{key}" in arrays]:
                made = (arrays.get(f"{name}/{key}") for name in ("x_hat", "mu", "log_var"))
                self._put(key, logic.rung(job.x[key][0], *(None if each is None else each[0] for each in made)))

    def on_failure(self, failure: Failed) -> None:
        """Its place says why it is empty."""
        job = failure.job
        if isinstance(job, Reconstruct) and self._part.open:
            for key in [key for key in job.x if self._asked.get(key) is job]:
                self._put(key, Rung(error=failure.error.brief()))

    # ------------------------------------------------------------ small steps

    @property
    def _part(self) -> LaddersState:
        return self.context.state.part(LaddersState)

    def _put(self, key: str, rung: Rung) -> None:
        part = self._part
        rungs = MappingProxyType({**part.rungs, key: rung})
        self.context.set_state(self.context.state.with_part(replace(part, rungs=rungs)))

    def _lend(self) -> bool:
        """Have the models of the series opened; True where they are others than before."""
        wanted = {str(entry.folder) for row in self.series() for entry in row.entries}
        if wanted == self._lent:
            return False
        self._give_back(self._lent - wanted)
        for folder in sorted(wanted - self._lent):
            self.context.client.borrow(folder, PREFIX)
        self._lent = wanted
        return True

    def _give_back(self, folders: set[str]) -> None:
        for folder in folders:
            self.context.client.drop(f"{PREFIX}:{folder}", BULK)
            self.context.client.give_back(folder, PREFIX)
        self._lent = self._lent - folders

    def _send(self, shown: ShownImage) -> None:
        """Send the image through all of them."""
        state = self.context.state
        self.context.set_state(state.with_part(replace(self._part, x=shown.x, origin=shown.origin)))
        for folder in sorted(self._lent):
            job = self._asked[folder] = Reconstruct({folder: shown.x[None]}, unit=True)
            self.context.submit(f"{PREFIX}:{folder}", job, BULK)

"""The training, epoch by epoch: has the histories of the open models read, and moves through them. Commands only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from time import monotonic
from typing import Any

from PySide6.QtCore import QTimer

from aevae_desktop.bundle import HISTORY
from aevae_desktop.engine.filming.job import FRAMES, FilmJob
from aevae_desktop.engine.wire.frames import Arrays
from aevae_desktop.engine.wire.protocol import ReadHistory
from aevae_desktop.features.epochs import logic
from aevae_desktop.features.epochs.film import FPS, FilmedMap, pictures
from aevae_desktop.features.epochs.state import EpochsState
from aevae_desktop.features.film_export.controller import FilmExportController
from aevae_desktop.language import translate
from aevae_desktop.session.controller import Context, Controller
from aevae_desktop.session.in_parts import InParts
from aevae_desktop.session.inference.events import Failed, Replied
from aevae_desktop.session.model import U8
from aevae_desktop.session.state import SessionState
from aevae_desktop.ui.theme import Theme

PREFIX, FILM = "epochs", "film"
FRAME_MS, WHOLE_S = 33, 8.0  # between two frames; from the untrained network to the end


class EpochsController(Controller):
    """Shows both trainings in step; while nobody looks it does nothing."""

    prefixes = (PREFIX,)

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._asked: dict[int, str] = {}  # the model whose history was asked for, by pane
        self._began = (0.0, 0.0)  # when it began to run, and where
        self._clock = QTimer(context, interval=FRAME_MS)
        self._clock.timeout.connect(self._turn)
        self._works = InParts[dict[int, U8]](context)

    @property
    def busy(self) -> bool:
        """Whether it paints a film."""
        return self._works.busy

    def close(self) -> None:
        """Stop."""
        self._clock.stop()
        self._works.close()

    # ------------------------------------------------------------ commands

    def watch(self, on: bool) -> None:
        """Whether anybody looks."""
        part = self._part
        if on == part.open:
            return
        self._asked = {}
        self._clock.stop()
        self._set(EpochsState(on, part.place))

    def seek(self, place: float) -> None:
        """Look at ``place``, from 0 (untrained) to 1 (the end); it stops running."""
        self._clock.stop()
        self._change(place=min(max(place, 0.0), 1.0), playing=False)

    def step(self, epochs: int) -> None:
        """So many recorded epochs on, or back."""
        found = next(iter(self._part.histories.values()), None)
        if found is not None:
            self.seek(logic.beside(found, epochs, self._part.place))

    def play(self, on: bool) -> None:
        """Run from here to the end, from the start where this is the end; or stop."""
        if not on or not self._part.histories:
            self._clock.stop()
            self._change(playing=False)
            return
        start = 0.0 if self._part.place >= 1.0 else self._part.place
        self._began = monotonic(), start
        self._clock.start()
        self._change(place=start, playing=True)

    def film(self, path: Path, theme: Theme, names: Sequence[str]) -> None:
        """Make a film of the training as the maps show it; what becomes of it is said in the status line."""
        state = self.context.state
        shown = {i: found for i, found in self._part.histories.items() if i in state.shown and i in self.context.views}
        maps = {
            i: FilmedMap(model, names[i], shown[i], self.context.views[i], theme, state.hidden)
            for i, model in state.shown_models()
            if i in shown
        }
        if not maps:
            self.context.notify(logic.NONE)
        elif not self._works.busy and self.context.controller(FilmExportController).can_make(path):
            done = partial(self._painted, path, theme.name)
            self._works.begin(FILM, pictures(maps), done, at_once=False)
            self.context.notify(translate("epochs", "The film is painted…"))

    def _painted(self, path: Path, theme: str, made: dict[int, U8]) -> None:
        arrays: Arrays = {f"map{i + 1}{FRAMES}": frames for i, frames in made.items()}
        high = next(iter(made.values())).shape[1]
        job = FilmJob(path.suffix[1:].lower(), arrays, tile=high, fps=FPS, repeat="once")
        self.context.controller(FilmExportController).make(path, job, tuple(made), theme, "training")

    # ------------------------------------------------------------ what happens around it

    def on_state_changed(self, old: SessionState, new: SessionState) -> None:
        """The state has changed: another model has another history."""
        state = self.context.state
        if not state.part(EpochsState).open:
            return
        for i, model in state.shown_models():
            if self._asked.get(i) == model.key or model.codes is None:
                continue
            self._asked[i] = model.key
            if HISTORY in model.manifest.files:
                self.context.client.read_history(f"{PREFIX}:{i}", model.key)
            else:
                self._set(self._part.told(i, None, logic.NONE))

    def on_reply(self, reply: Replied) -> None:
        """A history: of every map that shows its model."""
        if isinstance(reply.job, ReadHistory) and self._part.open:
            found = logic.history(reply.frame.arrays)
            for i, model in self.context.state.shown_models():
                if model.key == reply.job.key:
                    self._set(self._part.told(i, found))

    def on_failure(self, failure: Failed) -> None:
        """The card says why there is none."""
        if isinstance(failure.job, ReadHistory) and self._part.open:
            for i, model in self.context.state.shown_models():
                if model.key == failure.job.key:
                    self._set(self._part.told(i, None, failure.error.brief()))

    # ------------------------------------------------------------ small steps

    @property
    def _part(self) -> EpochsState:
        return self.context.state.part(EpochsState)

    def _set(self, part: EpochsState) -> None:
        self.context.set_state(self.context.state.with_part(part))

    def _change(self, **changes: Any) -> None:
        self._set(replace(self._part, **changes))

    def _turn(self) -> None:
        begun, start = self._began
        place = start + (monotonic() - begun) / WHOLE_S
        if place >= 1.0:
            self._clock.stop()
        self._change(place=min(place, 1.0), playing=place < 1.0)

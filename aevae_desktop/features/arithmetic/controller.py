"""Arithmetic with codes: what is added, taken away and where it starts. Commands only; the state is the session's."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

import numpy as np

from aevae_desktop.engine.wire.frames import Frame
from aevae_desktop.engine.wire.protocol import Decode, Job, NearestTo, ReadImages
from aevae_desktop.features.arithmetic.logic import moved, worked_out
from aevae_desktop.features.arithmetic.state import FAR, PARTS, Arithmetic, K, Outcome, Term, of_class
from aevae_desktop.features.path import waypoints
from aevae_desktop.features.path.controller import PathController
from aevae_desktop.features.path.state import Waypoint
from aevae_desktop.features.probe.near import near_in, pictures, pictures_in
from aevae_desktop.features.selection.state import Selecting
from aevae_desktop.language import translate
from aevae_desktop.session.controller import Context, Controller
from aevae_desktop.session.inference.client import BULK
from aevae_desktop.session.inference.events import Failed, Replied
from aevae_desktop.session.model import F32, Model
from aevae_desktop.session.state import SessionState, panes_differ

PREFIX = "arithmetic"
SUM, NEAR, TILES = (f"{PREFIX}.{name}" for name in ("sum", "near", "tiles"))
Side = Literal["plus", "minus"]
NO_SELECTION = translate("arithmetic", "Select something first: Shift+drag draws a lasso, Ctrl+drag a box.")
NO_PROBE = translate("arithmetic", "Point at a map first: there is nothing at the probe.")
NO_DRAWING = translate("arithmetic", "Draw something first.")
NOTHING = translate("arithmetic", "There is no result to go to yet.")
STILL = translate("arithmetic", "The scale is 0: there is no way to go.")


class ArithmeticController(Controller):
    """Works out a sum in every pane while anybody looks."""

    prefixes = (PREFIX,)

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._near: Job | None = None
        self._tiles: dict[str, Job] = {}  # by the model's key

    # ------------------------------------------------------------ what is chosen

    def watch(self, on: bool) -> None:
        """Whether anybody looks: it is worked out only then."""
        start = self.context.state.part(Arithmetic).start
        self._change(watched=on, start=None if start is None else waypoints.again(self.context.state, start))
        if on:
            self._work()

    def take_selection(self, side: Side) -> None:
        """Add, or take away, the mean of the selection."""
        now = self.context.state.part(Selecting).selection
        if now is None:
            self.context.notify(NO_SELECTION)
        else:
            name = translate("arithmetic", "{n:,} selected").format(n=len(now.samples))
            self._set(side, Term(name, now.samples, now.rows))

    def take_class(self, side: Side, label: int) -> None:
        """Add, or take away, the mean of class ``label``."""
        models = [model for _, model in self.context.state.shown_models() if label < len(model.manifest.classes)]
        if models:
            self._set(side, Term(of_class(models[0].manifest.classes[label]), label=label))

    def start_at_probe(self) -> None:
        """Start where the leading pane is probed."""
        state = self.context.state
        self._start(waypoints.at_probe(state, state.lead), NO_PROBE)

    def start_at_drawing(self) -> None:
        """Start where each model puts the drawing."""
        self._start(waypoints.of_drawing(self.context.state), NO_DRAWING)

    def swap(self) -> None:
        """Add what was taken away, and the other way round."""
        part = self.context.state.part(Arithmetic)
        self._change(plus=part.minus, minus=part.plus)
        self._work()

    def clear(self) -> None:
        """Begin again."""
        self._change(plus=None, minus=None, start=None, scale=1.0)
        self._work()

    def set_scale(self, scale: float) -> None:
        """How much of the vector is added, from -2 to 2; 1 is the whole of it."""
        scale = min(max(scale, -FAR), FAR)
        part = self.context.state.part(Arithmetic)
        if scale == part.scale:
            return
        outcomes = tuple(moved(each, scale) if isinstance(each, Outcome) else each for each in part.outcomes)
        self._change(scale=scale, outcomes=outcomes)
        self._ask()

    def as_path(self) -> None:
        """A path from the start to the result, in place of the one that is there."""
        state = self.context.state
        part = state.part(Arithmetic)
        found = [each.result if isinstance(each, Outcome) else None for each in part.outcomes]
        end = waypoints.of_codes(state, "result", tuple(found)) if found else None
        if part.start is None or end is None:
            self.context.notify(part.lack or NOTHING)
        elif not part.scale:
            self.context.notify(STILL)
        else:
            self.context.controller(PathController).lay(part.start, end)

    # ------------------------------------------------------------ what happens around it

    def on_state_changed(self, old: SessionState, new: SessionState) -> None:
        """The state has changed: other models, or their codes, make something else of it."""
        part = new.part(Arithmetic)
        if old.panes is new.panes and old.shown == new.shown:
            return
        models = panes_differ(old, new, "model") and any(
            _mu(a.model) is not _mu(b.model) for a, b in zip(old.panes, new.panes, strict=True)
        )
        read = part.start is not None and waypoints.awaits_encoding(new, part.start)
        if not part.watched:
            if part.outcomes and (models or old.shown != new.shown):
                self._change(outcomes=())  # unseen, it holds no closed model
        elif models or read or old.shown != new.shown:
            if part.start is not None:
                self._change(start=waypoints.again(new, part.start))
            self._work()

    def on_reply(self, reply: Replied) -> None:
        """Decodes of the sum, who is near to it, or pictures of those."""
        match reply:
            case Replied(slot=slot, job=Decode() as job, frame=frame) if slot == SUM:
                self._decoded(job, frame)
            case Replied(job=NearestTo() as job, frame=frame) if job is self._near:
                self._found(frame)
            case Replied(job=Decode() | ReadImages() as job, frame=frame):
                self._pictured(job, frame)

    def on_failure(self, failure: Failed) -> None:
        """What cannot be decoded says so in its pane; without neighbours it goes on."""
        super().on_failure(failure)
        if failure.slot == SUM and isinstance(failure.job, Decode):
            self._failed(failure.job, str(failure.error))

    # ------------------------------------------------------------ small steps

    def _change(self, **changes: object) -> None:
        state = self.context.state
        self.context.set_state(state.with_part(replace(state.part(Arithmetic), **changes)))  # type: ignore[arg-type]

    def _set(self, side: Side, term: Term) -> None:
        self._change(**{side: term})
        self._work()

    def _start(self, waypoint: Waypoint | None, lack: str) -> None:
        if waypoint is None:
            self.context.notify(lack)
        else:
            self._change(start=waypoint)
            self._work()

    def _work(self) -> None:
        if self.context.state.part(Arithmetic).watched:
            self._change(outcomes=worked_out(self.context.state))
            self._ask()

    def _outcomes(self) -> list[tuple[int, Outcome]]:
        found = enumerate(self.context.state.part(Arithmetic).outcomes)
        return [(i, each) for i, each in found if isinstance(each, Outcome)]

    def _ask(self) -> None:
        """Decode at once, and find who is near when there is time."""
        found = self._outcomes()
        if not found:
            return
        z: dict[str, list[F32]] = {}
        pool = {each.model.key: each.model.pool for _, each in found}
        for _, each in found:
            z.setdefault(each.model.key, []).extend(each.codes())
        self.context.client.submit(SUM, Decode({key: np.stack(rows) for key, rows in z.items()}, "float32", pool))
        places = {each.model.key: each.result for _, each in found if each.model.codes is not None}
        if all(np.isfinite(place).all() for place in places.values()):
            z_of = {key: np.stack([e.result for _, e in found if e.model.key == key]) for key in places}
            self._near = NearestTo({key: key for key in places}, z_of, K)
            self.context.client.submit(NEAR, self._near, BULK)

    def _decoded(self, job: Decode, frame: Frame) -> None:
        """Pictures, shown even when the scale has moved on: those of the new one are on their way."""
        for i, each, rows in self._shares(len(PARTS)):
            images = frame.arrays.get(f"x_hat/{each.model.key}")
            z = job.z.get(each.model.key)
            if images is None or z is None or len(z) < rows.stop or not np.array_equal(z[rows][:3], each.codes()[:3]):
                continue
            self._replace(i, replace(each, images=images[rows], shown=z[rows][3], error=""))

    def _found(self, frame: Frame) -> None:
        for i, each, rows in self._shares(1):
            near = near_in(frame, each.model.key, rows.start, each.result)
            if near is not None:
                self._replace(i, replace(each, near=near))
        self._picture()

    def _picture(self) -> None:
        """Ask for the pictures of those that are near: originals where a bundle carries them."""
        self._tiles = {}
        for _, each in self._outcomes():
            model, near = each.model, each.near
            if near is None or model.key in self._tiles:
                continue
            samples = np.concatenate([e.near.samples for _, e in self._outcomes() if e.model is model and e.near])
            job = pictures(model, samples)
            if job is not None:
                self._tiles[model.key] = job
                self.context.client.submit(f"{TILES}:{model.key}", job, BULK)

    def _pictured(self, job: Decode | ReadImages, frame: Frame) -> None:
        key = next((key for key, asked in self._tiles.items() if asked is job), None)
        images = None if key is None else pictures_in(frame, key)
        done = 0
        for i, each in self._outcomes():
            if images is not None and each.model.key == key and each.near is not None:
                count = len(each.near.samples)
                self._replace(i, replace(each, near=replace(each.near, images=images[done : done + count])))
                done += count

    def _failed(self, job: Decode, reason: str) -> None:
        for i, each, rows in self._shares(len(PARTS)):
            z = job.z.get(each.model.key, np.empty(0, np.float32))[rows]
            came = each.shown is not None and len(z) and np.array_equal(each.shown, z[-1])
            if len(z) and not came:  # of several models, those that could have answered
                self._replace(i, replace(each, images=None, shown=None, error=reason))

    def _shares(self, rows: int) -> list[tuple[int, Outcome, slice]]:
        """Every outcome with its rows of a reply in which each has ``rows`` of its model's."""
        taken: dict[str, int] = {}
        shares = []
        for i, each in self._outcomes():
            first = taken.get(each.model.key, 0)
            taken[each.model.key] = first + rows
            shares.append((i, each, slice(first, first + rows)))
        return shares

    def _replace(self, i: int, outcome: Outcome) -> None:
        outcomes = self.context.state.part(Arithmetic).outcomes
        self._change(outcomes=(*outcomes[:i], outcome, *outcomes[i + 1 :]))


def _mu(model: Model | None) -> object:
    return model if model is None or model.codes is None else model.codes.mu

"""One image's posterior, a z drawn from it by hand, and 64 by chance. Commands only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from PySide6.QtCore import QTimer

from aevae_desktop.core.codes.posterior import DRAWS
from aevae_desktop.engine.wire.frames import Frame
from aevae_desktop.engine.wire.protocol import Decode, ReadImages, Reconstruct, models_of
from aevae_desktop.errors import DataError
from aevae_desktop.features.models import logic as models_logic
from aevae_desktop.features.path import frame_sequence
from aevae_desktop.features.posterior import logic
from aevae_desktop.features.posterior.originals import Originals
from aevae_desktop.features.posterior.state import F32, F64, REACH, PosteriorState, Source, Subject
from aevae_desktop.language import translate
from aevae_desktop.session.controller import Context, Controller
from aevae_desktop.session.inference.client import BULK
from aevae_desktop.session.inference.events import Failed, Replied
from aevae_desktop.session.state import Pose, SessionState

PREFIX = "posterior"
AT_EPS, ENCODE, DRAW = (f"{PREFIX}.{name}" for name in ("eps", "encode", "draws"))
REST_MS = 100  # after which the pen, or the pointer, rests
FLIP_MS = 125  # a leaf of the flip-book
SEEDS = 1_000_000  # the seeds that can be chosen
MOST_BYTES = 1 << 26  # of the 64 images of a model, as float32: 512 x 512 px in grey


@dataclass(eq=False)
class Plan:
    """64 draws on their way for one ``subject``: what was encoded, if it can be, and the z made of it."""

    subject: Subject
    seed: int
    eps: F64 | None = None
    z: F32 | None = None
    mu_variance: F64 | None = None


class PosteriorController(Controller):
    """Shows a posterior in every pane. While nobody looks (``watch``) it does nothing."""

    prefixes = (PREFIX,)

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._closed = False
        self._originals = Originals(context.client, PREFIX)
        self._plans: dict[int, Plan] = {}
        self._encoding: Reconstruct | None = None
        self._decoding: Decode | None = None  # of the 64 draws
        self._lost: dict[str, str] = {}  # models whose draws were given up, and why: asked again when a hand asks
        self._rest = QTimer(context, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self.settle)
        self._flip = QTimer(context, interval=FLIP_MS)
        self._flip.timeout.connect(self._turn)

    @property
    def busy(self) -> bool:
        """Whether something waits for the pen to rest."""
        return self._rest.isActive()

    def close(self) -> None:
        """Wait for nothing any more."""
        self._closed = True
        self._rest.stop()
        self._flip.stop()

    # ------------------------------------------------------------ commands

    def watch(self, on: bool) -> None:
        """Whether anybody looks at the card."""
        if self._closed or on == self._part.open:
            return
        if not on:
            self._rest.stop()
            self._flip.stop()
            self._plans, self._encoding, self._decoding, self._lost = {}, None, None, {}
            self._originals.forget()
        self._change(open=on, playing=False)

    def choose(self, source: Source) -> None:
        """Look at the drawing, or at the sample at the probe."""
        self._change(wanted=source)

    def set_pad(self, *pairs: tuple[int, float]) -> None:
        """Put several dimensions ``(k, value)`` of eps at once; the others stay."""
        top = max((k for k, _ in pairs), default=-1) + 1
        eps = list(logic.eps_of(self._part.eps, max(top, len(self._part.eps))))
        for k, value in pairs:
            eps[k] = min(max(float(value), -REACH), REACH)
        self._pause(eps=tuple(eps), draw=None)

    def centre(self) -> None:
        """Go to eps = 0 in every dimension: z is mu."""
        self._pause(eps=(), draw=None)

    def take(self, k: int) -> None:
        """Put eps where draw ``k`` of the 64 has it, in every dimension."""
        self._pause()
        self._take(k)

    def set_dims(self, i: int, j: int) -> None:
        """The two dimensions on the pad."""
        if i != j:
            self._change(dims=(i, j))

    def set_seed(self, seed: int) -> None:
        """Draw 64 again, from ``seed``: the same seed gives the same draws."""
        seed = min(max(seed, 0), SEEDS - 1)
        if seed != self._part.seed:
            self._lost = {}
            self._change(seed=seed, draw=None)
            self._start()

    def again(self) -> None:
        """Draw 64 others: the next seed."""
        self.set_seed((self._part.seed + 1) % SEEDS)

    @property
    def playing(self) -> bool:
        """Whether the flip-book is being leafed through."""
        return self._part.playing

    def play(self, on: bool) -> None:
        """Leaf through the 64 draws, one after the other, or stop."""
        on = on and self._widest() is not None
        if on:
            self._flip.start()
        else:
            self._flip.stop()
        if on != self._part.playing:
            self._change(playing=on)

    def zoom(self) -> None:
        """Have every map look at its posterior, so close that the ellipse at 2 sigma fills most of it."""
        state = self.context.state
        views = {
            i: logic.close_up(pane.subject, model, self.context.views[i])
            for i, model in state.shown_models()
            if i in self.context.views
            and (pane := self._part.panes.get(i)) is not None
            and pane.subject.log_var is not None
        }
        if views:
            self.context.set_state(replace(state, pose=Pose(views, theme="")))

    # ------------------------------------------------------------ what happens around it

    def on_state_changed(self, old: SessionState, new: SessionState) -> None:
        """The state has changed: other subjects, or another eps, want other pictures."""
        state = self.context.state
        for key in models_logic.changed(old, new):
            self._lost.pop(key, None)
        if self._closed or not (
            state.part(PosteriorState).open or state.part(PosteriorState).panes or state.part(PosteriorState).notes
        ):
            return
        self._take_over(state.part(PosteriorState), state)

    def settle(self) -> None:
        """It rests: find the original of a sample, encode 64 times, draw 64."""
        self._rest.stop()
        state, panes = self.context.state, self._part.panes
        if not self._part.open:
            return
        self._originals.ask(state)
        models = dict(state.shown_models())
        for i in panes.keys() & models.keys():
            image = models[i].manifest.image
            if 4 * DRAWS * frame_sequence.size(image) > MOST_BYTES:
                size = f"{image.width:,} × {image.height:,}"
                self._lost[panes[i].subject.key] = translate(
                    "posterior", "{draws} images of {size} px are more than the card can hold."
                ).format(draws=DRAWS, size=size)
        plans = {i: Plan(pane.subject, self._part.seed) for i, pane in panes.items()}
        self._plans = {i: plan for i, plan in plans.items() if plan.subject.key not in self._lost}
        for key, why in self._lost.items():
            self._change(part=logic.undrawn(self._part, {key}, why))
        self._encoding = self._decoding = None  # replies to the plans before are of no more use
        x = {
            plan.subject.key: np.broadcast_to(plan.subject.x, (DRAWS, *plan.subject.x.shape))
            for i, plan in self._plans.items()
            if plan.subject.x is not None and i in models and models[i].has_encoder
        }
        if x:
            self._encoding = Reconstruct(x)
            self.context.client.submit(ENCODE, self._encoding, BULK)
        else:
            self._draw(None)

    def on_reply(self, reply: Replied) -> None:
        """A picture at eps, what an encoder says, an original, or 64 pictures."""
        if not self._part.open:
            return
        match reply:
            case Replied(slot=slot, job=Decode() as job, frame=frame) if slot == AT_EPS:
                self._change(part=logic.decoded(self._part, dict(job.z), _images(frame)))
            case Replied(job=Decode() as job, frame=frame):
                if job is self._decoding:
                    self._drawn(frame)
            case Replied(slot=slot, job=Reconstruct() as job, frame=frame) if slot == ENCODE:
                if job is self._encoding:
                    self._draw(frame)
            case Replied(job=Reconstruct() as job, frame=frame):
                self._originals.encoded(job, frame, self.context.state)
                self.on_state_changed(self.context.state, self.context.state)
            case Replied(job=ReadImages() as job, frame=frame):
                self._originals.came(job, frame, self.context.state)

    def on_failure(self, failure: Failed) -> None:
        """The card says why, beside what it has."""
        if not self._part.open:
            return
        match failure:
            case Failed(slot=slot, job=Decode() as job, error=error) if slot == AT_EPS:
                self._undecoded(job, str(error))
            case Failed(slot=slot, job=job, error=error) if slot in (ENCODE, DRAW):
                if failure.given_up:
                    self._give_up(models_of(job), str(error))
                elif job is self._encoding or job is self._decoding:
                    self._undrawn(str(error))
            case Failed(job=job, error=error):
                mine = self._originals.panes(job)
                panes = self._part.panes.items()
                self._change(panes={i: replace(pane, error=str(error)) if i in mine else pane for i, pane in panes})

    # ------------------------------------------------------------ small steps

    @property
    def _part(self) -> PosteriorState:
        return self.context.state.part(PosteriorState)

    def _change(self, part: PosteriorState | None = None, **changes: Any) -> None:
        before, part = self._part, replace(part or self._part, **changes)
        self._take_over(before, self.context.state.with_part(part))

    def _take_over(self, before: PosteriorState, state: SessionState) -> None:
        """Make ``state`` the state, its part renewed, and ask for what that lacks."""
        part = logic.renewed(state, self._originals.rereads)
        if part is before:
            return
        if any(_z(before, i) is not pane.z for i, pane in part.panes.items()):
            self._ask(part)  # the child works while the views draw
        self.context.set_state(state.with_part(part))
        if any(_of(before, i) is not pane.subject for i, pane in part.panes.items()):
            self._start()  # only then: what failed is not tried for ever

    def _pause(self, **changes: Any) -> None:
        """A hand takes eps: the flip-book stops."""
        self._flip.stop()
        if changes or self._part.playing:
            self._change(playing=False, **changes)

    def _start(self) -> None:
        if self._part.open:
            self._rest.start()

    def _widest(self) -> F64 | None:
        """The eps of the 64 draws, of the pane with the most dimensions that has a posterior."""
        found = [
            pane.draws.eps for pane in self._part.panes.values() if pane.draws and pane.subject.log_var is not None
        ]
        return max(found, key=lambda eps: eps.shape[1], default=None)

    def _take(self, k: int) -> None:
        eps = self._widest()
        if eps is not None:
            self._change(eps=tuple(eps[k % len(eps)].tolist()), draw=k % len(eps))

    def _turn(self) -> None:
        self._take(0 if self._part.draw is None else self._part.draw + 1)

    def _ask(self, part: PosteriorState) -> None:
        job = logic.request(part)
        if job is not None:
            self.context.client.submit(AT_EPS, job)

    # ------------------------------------------------------------ 64 draws

    def _draw(self, frame: Frame | None) -> None:
        """Make z of what was encoded (``frame``) or is stored, and have it decoded."""
        arrays = {} if frame is None else frame.arrays
        for i, plan in list(self._plans.items()):
            own = plan.subject
            encoded = arrays.get(f"mu/{own.key}") if own.x is not None else None
            mu, log_var = (own.mu, own.log_var) if encoded is None else (encoded, arrays.get(f"log_var/{own.key}"))
            try:
                made = logic.drawn(own, plan.seed, mu, log_var, encoded=encoded is not None)
            except DataError as error:
                del self._plans[i]
                self._change(part=logic.undrawn(self._part, {own.key}, str(error)))
                continue
            plan.eps, plan.z, plan.mu_variance = made
        z = {plan.subject.key: plan.z for plan in self._plans.values() if plan.z is not None}
        self._decoding = Decode(z) if z else None
        if self._decoding is not None:
            self.context.client.submit(DRAW, self._decoding, BULK)

    def _drawn(self, frame: Frame) -> None:
        panes, models = dict(self._part.panes), dict(self.context.state.shown_models())
        for i, plan in self._plans.items():
            pane, images = panes.get(i), frame.arrays.get(f"x_hat/{plan.subject.key}")
            if pane is None or pane.subject is not plan.subject or plan.seed != self._part.seed:
                continue  # what is wanted now is on its way
            if images is None or i not in models:
                continue
            assert plan.eps is not None
            assert plan.z is not None
            image = models[i].manifest.image
            draws = logic.measured(plan.subject, plan.seed, plan.eps, plan.z, plan.mu_variance, images, image)
            panes[i] = logic.with_draws(pane, draws, image)
        self._change(panes=panes)

    # a job may fail for all its models, or for those that are not in its reply, which came before

    def _undecoded(self, job: Decode, error: str) -> None:
        panes = self._part.panes.values()
        lost = {pane.subject.key for pane in panes if not _current(pane.image_z, job.z.get(pane.subject.key))}
        self._change(part=logic.failed(self._part, lost, error))

    def _give_up(self, keys: Iterable[str], why: str) -> None:
        """These models get no draws, nor those that wait already, of another subject; the others do."""
        self._lost |= dict.fromkeys(keys, why)
        for slot in (ENCODE, DRAW):
            self.context.client.drop(slot, BULK)
        self.settle()

    def _undrawn(self, error: str) -> None:
        seed = self._part.seed
        panes = [(pane, pane.settled) for pane in self._part.panes.values()]
        lost = {pane.subject.key for pane, draws in panes if draws is None or draws.seed != seed}
        self._change(part=logic.undrawn(self._part, lost, error))


def _z(part: PosteriorState, i: int) -> F32 | None:
    pane = part.panes.get(i)
    return None if pane is None else pane.z


def _of(part: PosteriorState, i: int) -> Subject | None:
    pane = part.panes.get(i)
    return None if pane is None else pane.subject


def _images(frame: Frame) -> dict[str, F32]:
    return {name.removeprefix("x_hat/"): images for name, images in frame.arrays.items()}


def _current(have: F32 | None, wanted: F32 | None) -> bool:
    return have is not None and wanted is not None and np.array_equal(have, wanted[0])

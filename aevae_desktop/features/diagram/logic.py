"""Which image goes through a model, and what came out on the way. Pure functions of the state."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from aevae_desktop.bundle import ImageSpec
from aevae_desktop.core.images import loss_terms
from aevae_desktop.core.images.loss_terms import Objective
from aevae_desktop.engine.wire.frames import Frame
from aevae_desktop.engine.wire.protocol import LookInside
from aevae_desktop.features.diagram.state import Flow, Stage
from aevae_desktop.features.drawing import logic as drawing_logic
from aevae_desktop.features.drawing.state import Drawing
from aevae_desktop.features.probe.state import Owner, Preview, Showing
from aevae_desktop.session.model import F32, Model
from aevae_desktop.session.state import SessionState

NOTHING = "Point at a map, or draw a digit: its picture goes through here."


@dataclass(frozen=True, eq=False)
class Given:
    """What a pane sends through: the image ``x`` or, where there is no encoder, ``z``; ``token``: what it was made of.

    Two that were made of the same things have equal tokens.
    """

    origin: str
    x: F32 | None
    z: F32 | None
    token: tuple[object, ...]


def given(state: SessionState, i: int, model: Model) -> Given | None:
    """What pane ``i`` sends through: the drawing, while the previews show it, else what the decoder shows now."""
    drawing = state.part(Drawing)
    if state.part(Showing).owner is Owner.DRAWING and drawing.seen is not None and drawing_logic.readable(model):
        return Given("your digit", drawing_logic.picture(drawing, model.manifest.image), None, (drawing.seen, model))
    preview = state.panes[i].get(Preview)
    if preview is None or preview.image is None:
        return None
    if not model.has_encoder:
        return Given("", None, preview.z, (preview.image, model))
    return Given("what the decoder shows now", unit(preview.image, model.manifest.image), None, (preview.image, model))


def eps_of(seed: int, d: int) -> F32:
    """``eps: (d,)`` drawn from N(0, I); seed 0 is the middle, where z is mu."""
    drawn = np.random.Generator(np.random.PCG64(seed)).standard_normal(d)
    return (drawn if seed else np.zeros(d)).astype(np.float32)


def request(model: Model, sent: Given, seed: int) -> LookInside:
    """The job that sends it through."""
    image, d = model.manifest.image, model.manifest.latent_dim
    x = np.empty((0, *image.shape), np.float32) if sent.x is None else sent.x[None]
    z = np.empty((0, d), np.float32) if sent.z is None else sent.z[None]
    return LookInside(model.key, model.key, x, z, eps_of(seed, d))


def flow(model: Model, sent: Given, job: LookInside, frame: Frame) -> Flow:
    """What came back of ``job``."""
    arrays = frame.arrays
    x_hat = unit(arrays["x_hat"][0], model.manifest.image)
    mu, log_var = (arrays[name][0] if name in arrays else None for name in ("mu", "log_var"))
    encoder, decoder = (_stages(frame, half) for half in ("encoder", "decoder"))
    terms = None
    if mu is not None:
        terms = loss_terms.terms_of(Objective.of(model.manifest.provenance), mu, log_var, sent.x, x_hat)
    eps = None if log_var is None else job.eps
    return Flow(sent.origin, arrays["z"][0], x_hat, decoder, encoder, sent.x, mu, log_var, eps, terms)


def unit(image: F32, spec: ImageSpec) -> F32:
    """A decoder's own output brought to [0, 1], where what lies outside is shown clipped."""
    scaled = (np.asarray(image, np.float32) - np.float32(spec.low)) / np.float32(spec.high - spec.low)
    clipped: F32 = np.clip(scaled, 0.0, 1.0)
    return clipped


def _stages(frame: Frame, half: str) -> tuple[Stage, ...]:
    found: list[Stage] = []
    for k, told in enumerate(frame.header[half]):
        values = frame.arrays.get(f"{half}/{k}", np.empty(0, np.float32))
        numbers = (told["takes"], told["gives"], told["weights"])
        found.append(Stage(told["kind"], *numbers, tuple(told["shape"]), values))
    return tuple(found)


def undone_by(stages: tuple[Stage, ...], stage: Stage) -> int | None:
    """Which of ``stages``, of the other half, takes what ``stage`` gives and gives what it takes; None if none does."""
    return next((k for k, other in enumerate(stages) if (other.takes, other.gives) == (stage.gives, stage.takes)), None)

"""Which image goes through a model, and what came out on the way. Pure functions of the state."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from aevae_desktop.core.images import loss_terms
from aevae_desktop.core.images.grey_levels import to_unit
from aevae_desktop.core.images.loss_terms import Objective
from aevae_desktop.engine.wire.frames import Frame
from aevae_desktop.engine.wire.protocol import LookInside
from aevae_desktop.features.diagram.state import Flow, Stage
from aevae_desktop.features.previews.logic import shown_image
from aevae_desktop.features.probe.state import Preview
from aevae_desktop.language import translate
from aevae_desktop.session.model import F32, Model
from aevae_desktop.session.state import SessionState

NOTHING = translate("diagram", "Point at a map, or draw: its picture goes through here.")


@dataclass(frozen=True, eq=False)
class Given:
    """What a map sends through ``model``: the image that it shows or, where there is no encoder, the code ``z`` alone.

    ``source``: what it was made of.
    """

    model: Model
    source: F32
    origin: str = ""
    x: F32 | None = None
    z: F32 | None = None

    def same(self, other: Given) -> bool:
        """Whether both were made of the same."""
        return self.model is other.model and self.source is other.source


def given(state: SessionState, i: int, model: Model) -> Given | None:
    """What map ``i`` sends through; None while it shows nothing."""
    if not model.has_encoder:
        preview = state.panes[i].get(Preview)
        return None if preview is None else Given(model, preview.z, z=preview.z)
    shown = shown_image(state, i)
    return None if shown is None else Given(model, shown.source, shown.origin, shown.x)


def eps_of(seed: int, d: int) -> F32:
    """``eps: (d,)`` drawn from N(0, I); seed 0 is the middle, where z is mu."""
    drawn = np.random.Generator(np.random.PCG64(seed)).standard_normal(d)
    return (drawn if seed else np.zeros(d)).astype(np.float32)


def request(sent: Given, seed: int) -> LookInside:
    """The job that sends it through."""
    model = sent.model
    image, d = model.manifest.image, model.manifest.latent_dim
    x = np.empty((0, *image.shape), np.float32) if sent.x is None else sent.x[None]
    z = np.empty((0, d), np.float32) if sent.z is None else sent.z[None]
    return LookInside(model.key, model.key, x, z, eps_of(seed, d))


def flow(sent: Given, job: LookInside, frame: Frame) -> Flow:
    """What came back of ``job``."""
    arrays, manifest = frame.arrays, sent.model.manifest
    x_hat = to_unit(arrays["x_hat"][0], manifest.image.low, manifest.image.high)
    mu, log_var = (arrays[name][0] if name in arrays else None for name in ("mu", "log_var"))
    encoder, decoder = (_stages(frame, half) for half in ("encoder", "decoder"))
    terms = None
    if mu is not None:
        terms = loss_terms.terms_of(Objective.of(manifest.provenance), mu, log_var, sent.x, x_hat)
    eps = None if log_var is None else job.eps
    return Flow(sent.origin, arrays["z"][0], x_hat, decoder, encoder, sent.x, mu, log_var, eps, terms)


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

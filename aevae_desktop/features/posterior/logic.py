"""Whose posterior each pane shows, where the pad's eps takes it, and what many draws of it say. Pure functions."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from aevae_desktop.bundle import IMAGES, ImageSpec
from aevae_desktop.core.codes import posterior as chance
from aevae_desktop.core.images import loss_terms
from aevae_desktop.core.images.grey_levels import to_unit
from aevae_desktop.core.images.loss_terms import Objective
from aevae_desktop.core.map.plane import ellipse
from aevae_desktop.core.map.view2d import View2D
from aevae_desktop.engine.wire.protocol import Decode
from aevae_desktop.errors import DataError
from aevae_desktop.features.drawing import logic as drawing_logic
from aevae_desktop.features.drawing.state import Drawing, Encoding
from aevae_desktop.features.models import logic as models_logic
from aevae_desktop.features.posterior.state import F32, F64, Draws, Posterior, PosteriorState, Source, Subject, Token
from aevae_desktop.features.probe.state import Probe
from aevae_desktop.language import translate
from aevae_desktop.session.model import Codes, Model
from aevae_desktop.session.state import Pane, SessionState
from aevae_desktop.ui import keys

CLOSE = 3.0  # sigma
Rereads = dict[int, tuple[Token, Encoding]]  # by pane: of which sample, and what its encoder says of the original


def source_of(state: SessionState) -> Source:
    """The drawing once a model has read one, else the sample at the probe, unless a person chose."""
    read = any(state.panes[i].get(Encoding) is not None for i in state.shown)
    return state.part(PosteriorState).wanted or ("drawing" if read else "sample")


def renewed(state: SessionState, rereads: Rereads) -> PosteriorState:
    """What the card shows of ``state`` now; the part itself where nothing is another."""
    part = state.part(PosteriorState)
    if not part.open:
        return part if not part.panes and not part.notes else replace(part, panes={}, notes={})
    source, panes, notes = source_of(state), {}, {}
    for i, model in state.shown_models():
        found = subject(state, i, model, source, rereads)
        if isinstance(found, str):
            notes[i] = found
        else:
            panes[i] = _seen(part.panes.get(i), found, model, part.eps)
    same = len(panes) == len(part.panes) and all(part.panes.get(i) is pane for i, pane in panes.items())
    if same and notes == part.notes and source == part.source:
        return part
    return replace(part, source=source, panes=MappingProxyType(panes), notes=MappingProxyType(notes))


def subject(state: SessionState, i: int, model: Model, source: Source, rereads: Rereads) -> Subject | str:
    """Whose posterior pane ``i`` shows, or in a few words why there is none."""
    pane = state.panes[i]
    return _drawn(state, pane, model) if source == "drawing" else _stored(pane, model, rereads.get(i))


def _drawn(state: SessionState, pane: Pane, model: Model) -> Subject | str:
    if why := drawing_logic.lack(model):
        return translate("posterior", "It cannot encode a drawing: {why}.").format(why=why)
    encoding = pane.get(Encoding)
    if state.part(Drawing).seen is None or encoding is None:
        return keys.said(translate("posterior", "Draw something first (D)."))
    token: Token = (model.manifest, encoding)
    return Subject(token, model.key, translate("posterior", "your drawing"), encoding.mu, encoding.log_var, encoding.x)


def _stored(pane: Pane, model: Model, reread: tuple[Token, Encoding] | None) -> Subject | str:
    codes, probe = model.codes, pane.get(Probe)
    if codes is None or not len(codes.mu):
        return keys.said(translate("posterior", "It stores no codes: draw something instead (D)."))
    if probe is None or probe.sample is None or probe.sample >= len(codes.mu):
        return translate("posterior", "There is no sample at the probe: point at a map.")
    row = probe.sample
    token = sample_token(codes, row)
    line_y = float(codes.xy[row, 1]) if model.plane.d == 1 else 0.0
    if reread is not None and same_token(reread[0], token):
        own = reread[1]
        return Subject(
            (*token, own),
            model.key,
            translate("posterior", "sample {row:,}").format(row=row),
            own.mu,
            own.log_var,
            own.x,
            line_y,
        )
    log_var = None if codes.log_var is None else codes.log_var[row].copy()  # the ellipse's cache would hold them all
    return Subject(
        token, model.key, translate("posterior", "sample {row:,}").format(row=row), codes.mu[row], log_var, None, line_y
    )


def sample_token(codes: Codes, row: int) -> Token:
    """What tells a stored sample of one bundle from any other."""
    return (codes.mu, row)


def same_token(a: Token, b: Token) -> bool:
    """Whether two tokens are of one subject: the very same objects, or equal numbers."""
    pairs = zip(a, b, strict=False)
    return len(a) == len(b) and all(p is q or (isinstance(p, int) and isinstance(q, int) and p == q) for p, q in pairs)


def eps_of(eps: tuple[float, ...], d: int) -> tuple[float, ...]:
    """The first ``d`` of ``eps``, 0 where it has none."""
    return (*eps, *(0.0,) * d)[:d]


def _seen(before: Posterior | None, found: Subject, model: Model, eps: tuple[float, ...]) -> Posterior:
    mine = eps_of(eps, model.manifest.latent_dim)
    stays = before is not None and same_token(before.subject.token, found.token)
    if before is not None and stays and before.eps == mine:
        return before
    if before is not None and stays:
        return _moved(replace(before, eps=mine))
    losses = loss_terms.terms_of(
        Objective.of(model.manifest.provenance), found.mu, found.log_var, found.x, _x_hat(found)
    )
    made = _moved(Posterior(found, losses, mine, None))
    if before is not None and before.subject.key == found.key and made.z is not None:
        # until its own come, in a moment; ``settled`` tells the draws apart
        made = replace(made, image=before.image, image_z=before.image_z, draws=before.draws)
    return made


def _x_hat(found: Subject) -> F32 | None:
    last = found.token[-1]
    return last.x_hat if isinstance(last, Encoding) else None


def _moved(pane: Posterior) -> Posterior:
    """``pane`` with the z of its eps."""
    try:
        z = chance.reparameterised(pane.subject.mu, pane.subject.log_var, pane.eps)
    except DataError as error:
        return replace(pane, z=None, image=None, image_z=None, error=str(error))
    if pane.z is not None and np.array_equal(z, pane.z):
        z = pane.z
    return replace(pane, z=z, error="")


# ------------------------------------------------------------ decodes


def request(part: PosteriorState) -> Decode | None:
    """One job for the z of all panes."""
    z = {pane.subject.key: pane.z[None] for pane in part.panes.values() if pane.z is not None}
    return Decode(z) if z else None


def decoded(part: PosteriorState, z: dict[str, F32], images: dict[str, F32]) -> PosteriorState:
    """``part`` with what came back for the codes ``z[key]: (1, d)``; a pane that shows another model takes nothing."""
    panes = dict(part.panes)
    for i, pane in panes.items():
        key = pane.subject.key
        if key in images and pane.z is not None and z[key].shape[1:] == pane.z.shape:
            panes[i] = replace(pane, image=images[key][0], image_z=z[key][0], error="")
    return replace(part, panes=MappingProxyType(panes))


def failed(part: PosteriorState, keys: set[str], error: str) -> PosteriorState:
    """``part`` without a picture in the panes of ``keys`` whose z could not be decoded, and the reason."""
    panes = {
        i: replace(pane, image=None, image_z=None, error=error) if pane.subject.key in keys else pane
        for i, pane in part.panes.items()
    }
    return replace(part, panes=MappingProxyType(panes))


def undrawn(part: PosteriorState, keys: set[str], why: str) -> PosteriorState:
    """``part`` without draws in the panes of ``keys``, which could not be made."""
    panes = {
        i: replace(pane, draws=None, terms=replace(pane.terms, drawn=None), undrawn=why)
        if pane.subject.key in keys
        else pane
        for i, pane in part.panes.items()
    }
    return replace(part, panes=MappingProxyType(panes))


def drawn(found: Subject, seed: int, mu: F32, log_var: F32 | None, *, encoded: bool) -> tuple[F64, F32, F64 | None]:
    """``eps, z: (n, d)`` and the variance of mu, for what n encodings said: ``mu: (n, d)`` or ``(d,)``.

    Raises ``DataError`` where a z is too large.
    """
    d = found.mu.shape[0]
    eps = chance.epsilons(seed, d)
    z = chance.reparameterised(np.broadcast_to(mu, (chance.DRAWS, d)), log_var, eps)
    return eps, z, chance.variance(mu) if encoded else None


def measured(
    found: Subject, seed: int, eps: F64, z: F32, mu_variance: F64 | None, images: F32, image: ImageSpec
) -> Draws:
    """The draws, and what they measure."""
    mean, deviation = chance.mean_and_deviation(to_unit(images, image.low, image.high))
    return Draws(found, seed, eps, z, images, mean, deviation, chance.variance(z), mu_variance)


def with_draws(pane: Posterior, draws: Draws, image: ImageSpec) -> Posterior:
    """``pane`` with its draws, and what they say of the reconstruction."""
    losses = loss_terms.with_draws(pane.terms, pane.subject.x, to_unit(draws.images, image.low, image.high))
    return replace(pane, draws=draws, terms=losses, undrawn="")


def close_up(found: Subject, model: Model, view: View2D) -> View2D:
    """The map around the posterior of ``found``, ``CLOSE`` sigma to each side, in a window of the size of ``view``."""
    assert found.log_var is not None
    (half, _), _ = ellipse(model.plane, found.log_var)
    x, y = model.plane.project(found.mu[None])[0].tolist()
    y, half = y + found.line_y, CLOSE * float(half)
    return View2D.fit_box((x - half, y - half, x + half, y + half), view.width, view.height, 0.0)


# ------------------------------------------------------------ originals


def originals_wanted(state: SessionState) -> dict[int, tuple[Token, str, int]]:
    """By pane whose encoder could read it: the card's sample, and the bundle and the row of its original.

    That is the pane's own bundle, or else another on screen, if one carries it.
    """
    found: dict[int, tuple[Token, str, int]] = {}
    models = state.shown_models() if source_of(state) == "sample" else []
    for i, model in models:
        probe, codes = state.panes[i].get(Probe), model.codes
        if not model.has_encoder or codes is None or probe is None or probe.sample is None:
            continue
        keys = [other.key for other in (model, *(one for _, one in models)) if _carries(other, model)]
        if keys and probe.sample < len(codes.mu):
            found[i] = sample_token(codes, probe.sample), keys[0], probe.sample
    return found


def _carries(other: Model, model: Model) -> bool:
    """Whether ``other`` stores the originals of the samples of ``model``."""
    return IMAGES in other.manifest.files and (other is model or models_logic.linked(other, model))


def as_input(model: Model, image: NDArray[np.uint8]) -> F32 | None:
    """The original ``image`` as the encoder of ``model`` takes it, or None where it is of another shape."""
    spec = model.manifest.image
    shape = (spec.height, spec.width, spec.channels)[: 2 if spec.channels == 1 else 3]
    return image.astype(np.float32) / np.float32(255.0) if image.shape == shape else None

"""The probe: one pane leads, the others follow by the nearest sample. Pure functions of the state."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from aevae_desktop.bundle import ERROR
from aevae_desktop.core.codes.latent_measure import FAR_PERCENTILE
from aevae_desktop.engine.wire.frames import Frame
from aevae_desktop.engine.wire.protocol import Decode, NearestTo, errors_in
from aevae_desktop.errors import LabError
from aevae_desktop.features.models.logic import linked
from aevae_desktop.features.points.logic import Mask, visible
from aevae_desktop.features.points.state import Filter
from aevae_desktop.features.probe.state import Frozen, Owner, Preview, Probe, Spacing, place, reason
from aevae_desktop.session.model import F32, Model
from aevae_desktop.session.state import Pane, SessionState

SLOT = "probe"
SPACED = 2000  # codes, at most, whose distance to the nearest other one is asked for
CANDIDATES = 16  # nearest by rounded distances, told apart by exact ones
Asked = Sequence[tuple[int, str, Probe]]  # of a job, row by row: the pane, its model's key, and the probe


def move(state: SessionState, lead: int, xy: tuple[float, float]) -> SessionState:
    """Probe ``xy`` (map units) in pane ``lead``; every other shown pane goes to the same sample's code.

    Where a frozen dimension keeps the code off the plane's point, the probe stands where its code is.
    """
    model, frozen = state.panes[lead].model, state.panes[lead].part(Frozen).values
    if model is None:
        return state
    z = held(state.panes[lead], model.plane.lift(np.array([xy], dtype=np.float64))[0])
    if frozen and model.plane.basis[:, list(frozen)].any():
        xy = place(model, z, xy[1])
    return at_code(state, lead, z, xy)


def at_code(state: SessionState, lead: int, z: F32, xy: tuple[float, float] | None = None) -> SessionState:
    """Probe the code ``z: (d,)`` in pane ``lead``, on its plane or not; it stands at ``xy`` or where it projects to."""
    model = state.panes[lead].model
    if model is None:
        return state
    mask = None if model.codes is None else visible(model.codes, state.hidden, state.part(Filter))
    sample, distance = _nearest(model, z, mask)
    state = state.with_pane(lead, Probe(xy or place(model, z), z, sample, distance, leads=True))
    return _follow(state if state.lead == lead else replace(state, lead=lead), sample)


def to_sample(state: SessionState, sample: int) -> SessionState:
    """Probe exactly the code of one sample, frozen dimensions aside, in every pane that has it; the lead stays."""
    model = state.panes[state.lead].model
    if model is None or model.codes is None or not 0 <= sample < len(model.codes.mu):
        return state
    if state.panes[state.lead].part(Frozen).values:
        return at_code(state, state.lead, held(state.panes[state.lead], model.codes.mu[sample]))
    probe = Probe(_xy(model, sample), model.codes.mu[sample], sample, 0.0, leads=True)
    return _follow(state.with_pane(state.lead, probe), sample)


def stay(state: SessionState, lead: int) -> SessionState:
    """Probe pane ``lead`` where it is probed already: what is near it, and who follows, may have changed."""
    probe = state.panes[lead].get(Probe)
    return state if probe is None else at_code(state, lead, probe.z, probe.xy)


def held(pane: Pane, z: F32) -> F32:
    """``z: (d,)`` with the frozen dimensions of ``pane`` at their values."""
    frozen = pane.part(Frozen).values
    if not frozen:
        return z
    kept = z.copy()
    kept[list(frozen)] = list(frozen.values())
    return kept


def _follow(state: SessionState, sample: int | None) -> SessionState:
    """Put the probes of the panes that do not lead on ``sample``; where it has no meaning, take them away."""
    leader = state.panes[state.lead].model
    for i, model in state.shown_models():
        if i == state.lead or leader is None:
            continue
        if sample is None or not linked(leader, model) or model.codes is None:
            state = state.with_pane(i, drop=(Probe, Preview))
        else:
            z = held(state.panes[i], model.codes.mu[sample])
            xy = place(model, z) if state.panes[i].part(Frozen).values else _xy(model, sample)
            probe = Probe(xy, z, sample, None, leads=False)
            state = state.with_pane(i, probe)
    return state


def request(state: SessionState) -> tuple[Decode | None, Asked]:
    """One job for the probes of all panes on screen, so that all previews speak of one digit; and what it asks."""
    asked = [(i, model.key, probe) for i, model in state.shown_models() if (probe := state.panes[i].get(Probe))]
    rows: dict[str, list[F32]] = {}
    for _, key, probe in asked:
        rows.setdefault(key, []).append(probe.z)
    return (Decode({key: np.array(z) for key, z in rows.items()}, "float32") if rows else None), asked


def decoded(state: SessionState, asked: Asked, frame: Frame) -> SessionState:
    """Show what came back, pane by pane, of the probes that were ``asked`` about, which may have moved on meanwhile.

    A model that is gone gets nothing, one in two panes a row for each.
    """
    rows: dict[str, int] = {}
    for i, key, probe in asked:
        images = frame.arrays.get(f"x_hat/{key}")
        row = rows[key] = rows.get(key, -1) + 1
        if not _still(state, i, key):
            continue
        if images is None:
            state = state.with_pane(i, _failed(probe, errors_in(frame)[key]))
        elif row < len(images):
            ms = float(frame.header["ms"].get(key, 0.0)) / len(images)
            state = state.with_pane(i, Preview(images[row], probe.z, ms, Owner.POINTER, probe))
    return state


def failed(state: SessionState, asked: Asked, error: LabError) -> SessionState:
    """Nothing came back: that is what is shown, of the same codes."""
    for i, key, probe in asked:
        if _still(state, i, key):
            state = state.with_pane(i, _failed(probe, error))
    return state


def _failed(probe: Probe, error: LabError) -> Preview:
    return Preview(None, probe.z, 0.0, Owner.POINTER, probe, reason(error))


def _still(state: SessionState, i: int, key: str) -> bool:
    """Whether pane ``i`` still shows the model ``key``, and is probed."""
    pane = state.panes[i]
    return i in state.shown and pane.model is not None and pane.model.key == key and pane.get(Probe) is not None


def opening_sample(state: SessionState, lead: int) -> int | None:
    """The stored sample that all models on screen draw best: whose largest error, by each one's mean error, is least.

    None unless all maps that the one of ``lead`` is linked to store an error.
    """
    leader = state.panes[lead].model
    models = [model for _, model in state.shown_models() if leader is not None and linked(leader, model)]
    errors = [None if model.codes is None else model.codes.columns.get(ERROR) for model in models]
    known = [error / max(float(error.mean()), 1e-12) for error in errors if error is not None and len(error)]
    return int(np.maximum.reduce(known).argmin()) if known and len(known) == len(errors) else None


def spacing_request(model: Model) -> NearestTo | None:
    """Ask for the two codes nearest to each of some codes of ``model``, the first of which is itself."""
    if model.codes is None or len(model.codes.mu) < 2:
        return None
    some = model.codes.mu[:: max(len(model.codes.mu) // SPACED, 1)][:SPACED]
    return NearestTo({model.key: model.key}, {model.key: np.ascontiguousarray(some)}, 2)


def spaced(state: SessionState, frame: Frame) -> SessionState:
    """Keep how near the codes are to each other in each pane that shows the model that was asked about."""
    for i, pane in enumerate(state.panes):
        near = None if pane.model is None else frame.arrays.get(f"distance/{pane.model.key}")
        if near is not None and near.shape[1] > 1:
            state = state.with_pane(i, Spacing(float(np.percentile(near[:, 1], FAR_PERCENTILE))))
    return state


def start_xy(model: Model) -> tuple[float, float]:
    """Where a model is probed before anybody points at it: in the middle of a class, or of the plane without codes."""
    centres = np.empty((0, 2)) if model.codes is None else model.codes.centres
    present = centres[np.isfinite(centres).all(axis=1)]
    if not len(present):
        return (0.0, 0.0)
    x, y = present[len(present) // 3]
    return float(x), float(y)


def on_sample(model: Model, probe: Probe) -> bool:
    """True if the probe sits exactly on the code of its nearest sample, off the plane or not."""
    codes = model.codes
    if codes is None or probe.sample is None or probe.sample >= len(codes.mu):
        return False
    return np.array_equal(probe.z, codes.mu[probe.sample])


def _nearest(model: Model, z: F32, shown: Mask | None) -> tuple[int | None, float | None]:
    """The stored sample nearest to the code ``z`` among those that are shown, and its latent distance."""
    codes = model.codes
    if codes is None or not len(codes.xy):
        return None, None
    if len(z) == 2:
        sample, distance = codes.cells.nearest(model.plane.project(z[None])[0], shown)
        return (sample, distance) if sample >= 0 else (None, None)
    if len(z) == 1:
        return _nearest_on_line(model, z, shown)
    # beyond the plane: |mu - z|^2 by one matrix product, then exactly among the best few
    rounded = codes.square - 2.0 * (codes.mu @ z)
    if shown is not None:
        rounded[~shown] = np.inf
    best = np.argpartition(rounded, min(CANDIDATES, len(rounded)) - 1)[:CANDIDATES]
    best = best[np.isfinite(rounded[best])]
    if not len(best):
        return None, None
    distances = np.sqrt(np.square(codes.mu[best].astype(np.float64) - z).sum(axis=1))
    first = int(np.argmin(distances))
    return int(best[first]), float(distances[first])


def _nearest_on_line(model: Model, z: F32, shown: Mask | None) -> tuple[int | None, float | None]:
    """On a line the map's y means nothing, and there are too many close ones for rounded distances."""
    assert model.codes is not None
    distance = np.abs(model.codes.mu[:, 0].astype(np.float64) - z[0])
    if shown is not None:
        distance[~shown] = np.inf
    sample = int(np.argmin(distance))
    return (sample, float(distance[sample])) if np.isfinite(distance[sample]) else (None, None)


def _xy(model: Model, sample: int) -> tuple[float, float]:
    assert model.codes is not None
    x, y = model.codes.xy[sample]
    return float(x), float(y)

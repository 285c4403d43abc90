"""The probe: one pane leads, the others follow by the nearest sample. Pure functions of the state."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from aevae_desktop.engine.protocol import Decode, Frame
from aevae_desktop.session.opening import linked
from aevae_desktop.session.state import F32, Model, Preview, Probe, SessionState

SLOT = "probe"


def move(state: SessionState, lead: int, xy: tuple[float, float]) -> SessionState:
    """Probe ``xy`` (map units) in pane ``lead``; every other shown pane goes to the same sample's code."""
    model = state.panes[lead].model
    if model is None:
        return state
    sample, distance = _nearest(model, xy)
    state = replace(state.with_pane(lead, probe=_at(model, xy, sample, distance)), lead=lead)
    return _follow(state, sample)


def to_sample(state: SessionState, sample: int) -> SessionState:
    """Probe exactly the code of one sample in every pane that has it; the lead stays where it is."""
    model = state.panes[state.lead].model
    if model is None or model.codes is None or not 0 <= sample < len(model.codes.mu):
        return state
    probe = Probe(_xy(model, sample), model.codes.mu[sample], sample, 0.0, leads=True)
    return _follow(state.with_pane(state.lead, probe=probe), sample)


def _follow(state: SessionState, sample: int | None) -> SessionState:
    """Put the probes of the panes that do not lead on ``sample``; where it has no meaning, take them away."""
    leader = state.panes[state.lead].model
    for i, model in state.shown_models():
        if i == state.lead or leader is None:
            continue
        if sample is None or not linked(leader, model) or model.codes is None:
            state = state.with_pane(i, probe=None)
        else:
            probe = Probe(_xy(model, sample), model.codes.mu[sample], sample, None, leads=False)
            state = state.with_pane(i, probe=probe)
    return state


def request(state: SessionState) -> Decode | None:
    """One job for the probes of all panes on screen, so that all previews speak of one digit."""
    rows: dict[str, list[F32]] = {}
    for i, model in state.shown_models():
        probe = state.panes[i].probe
        if probe is not None:
            rows.setdefault(model.key, []).append(probe.z)
    return Decode({key: np.stack(z) for key, z in rows.items()}, "float32") if rows else None


def decoded(state: SessionState, job: Decode, frame: Frame) -> SessionState:
    """Show what came back, pane by pane; a model that is gone gets nothing, one in two panes a row for each."""
    taken: dict[str, int] = {}
    for i, model in state.shown_models():
        images = frame.arrays.get(f"x_hat/{model.key}")
        if images is None or state.panes[i].probe is None:
            continue
        row = taken.get(model.key, 0)
        taken[model.key] = row + 1
        if row < len(images):
            ms = float(frame.header["ms"].get(model.key, 0.0)) / len(images)
            state = state.with_pane(i, preview=Preview(images[row], job.z[model.key][row], ms, "probe"))
    return state


def home(model: Model) -> tuple[float, float]:
    """Where a model is probed before anybody points at it: in the middle of a class, or of the plane without codes."""
    centres = np.empty((0, 2)) if model.codes is None else model.codes.centres
    present = centres[np.isfinite(centres).all(axis=1)]
    if not len(present):
        return (0.0, 0.0)
    x, y = present[len(present) // 3]
    return float(x), float(y)


def _at(model: Model, xy: tuple[float, float], sample: int | None, distance: float | None) -> Probe:
    z = model.plane.lift(np.array([xy], dtype=np.float64))[0]
    return Probe(xy, z, sample, distance, leads=True)


def _nearest(model: Model, xy: tuple[float, float]) -> tuple[int | None, float | None]:
    if model.codes is None or not len(model.codes.xy):
        return None, None
    sample, distance = model.codes.cells.nearest(xy)
    return (sample, distance) if sample >= 0 else (None, None)


def _xy(model: Model, sample: int) -> tuple[float, float]:
    assert model.codes is not None
    x, y = model.codes.xy[sample]
    return float(x), float(y)

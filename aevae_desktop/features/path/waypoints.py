"""Way-points of the path: where they come from, and where they go when models and hands move them. Pure functions."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from aevae_desktop.features.drawing.state import Drawing, Encoding
from aevae_desktop.features.models.logic import linked, rows_of
from aevae_desktop.features.path.state import Waypoint
from aevae_desktop.features.probe import logic as probe_logic
from aevae_desktop.features.probe.state import Probe
from aevae_desktop.features.selection.state import Selecting
from aevae_desktop.language import translate
from aevae_desktop.session.model import F32, F64, Model
from aevae_desktop.session.state import SessionState

OUTWARD = 0.12  # of the way between two classes, from the middle of one to where the first path begins


def at_probe(state: SessionState, pane: int) -> Waypoint | None:
    """Where pane ``pane`` is probed; in linked panes the same sample's code stands for it."""
    probe, model = state.panes[pane].get(Probe), state.panes[pane].model
    if probe is None or model is None:
        return None
    waypoint = of_sample(state, pane, probe.sample)
    if probe_logic.on_sample(model, probe):
        return waypoint
    name = translate("path", "near {name}").format(name=waypoint.name) if waypoint.name else ""
    return replace(waypoint, z=_with(waypoint.z, pane, probe.z), name=name)


def at_place(state: SessionState, pane: int, xy: tuple[float, float]) -> Waypoint | None:
    """At map point ``xy`` of pane ``pane``."""
    return at_probe(probe_logic.move(state, pane, xy), pane)


def moved(state: SessionState, waypoint: Waypoint, pane: int, xy: tuple[float, float]) -> Waypoint | None:
    """``waypoint`` carried to map point ``xy`` of pane ``pane``, as far off its plane as it was before."""
    model = state.panes[pane].model
    z = waypoint.code(pane, model)
    if model is None or z is None:
        return at_place(state, pane, xy)
    k = len(model.plane.basis)
    way = np.array(xy)[:k] - model.plane.project(z[None])[0, :k].astype(np.float64)
    here = at_probe(probe_logic.at_code(state, pane, (z + way @ model.plane.basis).astype(np.float32)), pane)
    if here is None or not model.plane.plain:
        return here
    return replace(here, z=_with(here.z, pane, model.plane.lift(np.array([xy]))[0]))


def of_sample(state: SessionState, pane: int, sample: int | None) -> Waypoint:
    """On the code of ``sample``, a row of pane ``pane``'s codes, in every pane that has it."""
    model = state.panes[pane].model
    rows = None if model is None or sample is None else rows_of(model)
    z = tuple(_code(other.model, sample, rows) for other in state.panes)
    return Waypoint(_class_of(model, sample), z, _keys(state), sample, rows)


def of_drawing(state: SessionState) -> Waypoint | None:
    """Where each model puts the drawing; None while nothing is read."""
    z = tuple(None if (encoding := pane.get(Encoding)) is None else encoding.mu for pane in state.panes)
    return of_codes(state, translate("path", "your drawing"), z, state.part(Drawing).seen)


def of_class(state: SessionState, k: int) -> Waypoint | None:
    """On the mean code of class ``k`` in every pane that has such codes; None where none has."""
    z = tuple(_mean(pane.model, k) for pane in state.panes)
    models = [pane.model for pane, code in zip(state.panes, z, strict=True) if code is not None]
    names = models[0].manifest.classes if models and models[0] is not None else ()
    return of_codes(
        state,
        translate("path", "mean of {names}").format(names=names[k]) if k < len(names) else translate("path", "mean"),
        z,
    )


def of_selection(state: SessionState) -> Waypoint | None:
    """On the mean code of the selection in every pane that shows it; None where none does."""
    chosen = state.part(Selecting).selection
    z = tuple(
        None if chosen is None or model is None or model.codes is None or rows_of(model) != chosen.rows
        else model.codes.mu[chosen.samples].mean(axis=0, dtype=np.float64).astype(np.float32)
        for model in (pane.model for pane in state.panes)
    )  # fmt: skip
    return of_codes(state, translate("path", "mean of selection"), z)


def of_codes(state: SessionState, name: str, z: tuple[F32 | None, ...], drawn: F32 | None = None) -> Waypoint | None:
    """On any code in each pane; None where there is none at all."""
    return None if all(code is None for code in z) else Waypoint(name, z, _keys(state), drawn=drawn)


def first_path(state: SessionState) -> tuple[Waypoint, ...]:
    """A morph to begin with: between the middles of the two classes that lie farthest apart, over all maps."""
    shown = state.shown_models()
    if not shown or any(model.codes is None for _, model in shown):
        return ()
    pane, model = shown[0]
    alike = [other for _, other in shown if other.manifest.classes == model.manifest.classes and linked(model, other)]
    apart = sum(_distances(other.codes.centres[:, : other.plane.d]) for other in alike if other.codes is not None)
    codes = model.codes
    if codes is None or not np.any(apart):
        return ()
    a, b = np.unravel_index(int(np.argmax(apart)), np.shape(apart))
    # the outer side of each class: its middle is where its label stands
    outward = OUTWARD * (codes.centres[a] - codes.centres[b])
    places = ((a, codes.centres[a] + outward), (b, codes.centres[b] - outward))
    return tuple(of_sample(state, pane, codes.cells.nearest(xy, mask=codes.label == k)[0]) for k, xy in places)


def again(state: SessionState, waypoint: Waypoint) -> Waypoint:
    """``waypoint`` for the models that are open now.

    A code stays as it is in the model that it was found with; one on a sample or a drawing is found in others.
    """
    z = tuple(_code_again(state, waypoint, i) for i in range(len(state.panes)))
    return replace(waypoint, z=z, keys=_keys(state))


def awaits_encoding(state: SessionState, waypoint: Waypoint) -> bool:
    """Whether ``waypoint`` was drawn, and a model that has read the drawing by now has not placed it."""
    if waypoint.drawn is None or waypoint.drawn is not state.part(Drawing).seen:
        return False
    return any(pane.get(Encoding) is not None and z is None for pane, z in zip(state.panes, waypoint.z, strict=True))


def _with(z: tuple[F32 | None, ...], pane: int, code: F32) -> tuple[F32 | None, ...]:
    return (*z[:pane], code, *z[pane + 1 :])


def _distances(centres: F64) -> F64:
    """Distances between class centres, ``(k, k)``, as shares of the longest one; 0 where a class has no codes."""
    square = np.square(centres[:, None] - centres[None]).sum(axis=2)
    distance = np.sqrt(np.nan_to_num(square))
    longest = float(distance.max(initial=0.0))
    shares: F64 = distance / max(longest, 1e-300)
    return shares


def _code_again(state: SessionState, waypoint: Waypoint, i: int) -> F32 | None:
    pane = state.panes[i]
    code = waypoint.code(i, pane.model)
    if code is not None or pane.model is None:
        return code
    if waypoint.drawn is not None:
        encoding = pane.get(Encoding)
        return encoding.mu if encoding is not None and waypoint.drawn is state.part(Drawing).seen else None
    return _code(pane.model, waypoint.sample, waypoint.rows)


def _keys(state: SessionState) -> tuple[str | None, ...]:
    return tuple(None if pane.model is None else pane.model.key for pane in state.panes)


def _code(model: Model | None, sample: int | None, rows: object) -> F32 | None:
    if model is None or model.codes is None or sample is None or rows is None or rows_of(model) != rows:
        return None
    code: F32 = model.codes.mu[sample].copy()  # a row of it would keep all codes for as long as undo remembers it
    return code


def _mean(model: Model | None, k: int) -> F32 | None:
    members = None if model is None or model.codes is None else model.codes.label == k
    if model is None or model.codes is None or members is None or not members.any():
        return None
    mean: F32 = model.codes.mu[members].mean(axis=0, dtype=np.float64).astype(np.float32)
    return mean


def _class_of(model: Model | None, sample: int | None) -> str:
    if model is None or model.codes is None or sample is None:
        return ""
    label = int(model.codes.label[sample])
    return model.manifest.classes[label] if 0 <= label < len(model.manifest.classes) else ""

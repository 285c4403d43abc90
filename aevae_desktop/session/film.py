"""The path from A to B and its frames, decoded coarse first. Pure functions of the state."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from aevae_desktop.core import paths
from aevae_desktop.engine.frames import Frame
from aevae_desktop.engine.protocol import Decode
from aevae_desktop.session.opening import linked, rows_of
from aevae_desktop.session.probing import on_sample
from aevae_desktop.session.state import F32, F64, FRAMES, Anchor, Film, Model, Preview, SessionState

SLOT = "film"
CHUNK_MS = 8.0  # one request's share of the lane, so that a hover never waits longer
OUTWARD = 0.12  # of the way between two classes, from the middle of one to where the first path begins
TIMES = np.linspace(0.0, 1.0, FRAMES)


def anchor_at(state: SessionState, pane: int, name: str) -> Anchor | None:
    """An end of the path where pane ``pane`` is probed; in linked panes the same sample's code stands for it."""
    probe, model = state.panes[pane].probe, state.panes[pane].model
    if probe is None or model is None:
        return None
    anchor = anchor_of_sample(state, pane, probe.sample, name)
    if on_sample(model, probe):
        return anchor
    z = list(anchor.z)
    z[pane] = probe.z
    return replace(anchor, z=tuple(z), name=anchor.name.replace(" ", " near ", 1))


def anchor_of_sample(state: SessionState, pane: int, sample: int | None, name: str) -> Anchor:
    """An end of the path on the code of ``sample``, a row of pane ``pane``'s codes, in every pane that has it."""
    model = state.panes[pane].model
    rows = None if model is None or sample is None else rows_of(model)
    z = tuple(_code(other.model, sample, rows) for other in state.panes)
    return Anchor(_titled(name, model, sample), z, _keys(state), sample, rows)


def anchor_of_drawing(state: SessionState, name: str) -> Anchor | None:
    """An end of the path where each model puts the drawing; None while nothing is read."""
    z = tuple(None if pane.reading is None else pane.reading.mu for pane in state.panes)
    if all(code is None for code in z):
        return None
    return Anchor(f"{name} your digit", z, _keys(state), drawn=state.drawing.seen)


def first_path(state: SessionState) -> tuple[Anchor, Anchor] | None:
    """A morph to begin with: between the middles of the two classes that lie farthest apart, over all maps."""
    shown = state.shown_models()
    if not shown or any(model.codes is None for _, model in shown):
        return None
    pane, model = shown[0]
    alike = [other for _, other in shown if other.manifest.classes == model.manifest.classes and linked(model, other)]
    apart = sum(_distances(other.codes.centres[:, : other.plane.d]) for other in alike if other.codes is not None)
    codes = model.codes
    if codes is None or not np.any(apart):
        return None
    a, b = np.unravel_index(int(np.argmax(apart)), np.shape(apart))
    # the outer side of each class: its middle is where its label stands
    outward = OUTWARD * (codes.centres[a] - codes.centres[b])
    places = ((a, codes.centres[a] + outward), (b, codes.centres[b] - outward))
    ends = (codes.cells.nearest(xy, mask=codes.label == k)[0] for k, xy in places)
    return anchor_of_sample(state, pane, next(ends), "A"), anchor_of_sample(state, pane, next(ends), "B")


def _distances(centres: F64) -> F64:
    """Distances between class centres, ``(k, k)``, as shares of the longest one; 0 where a class has no codes."""
    square = np.square(centres[:, None] - centres[None]).sum(axis=2)
    distance = np.sqrt(np.nan_to_num(square))
    longest = float(distance.max(initial=0.0))
    shares: F64 = distance / max(longest, 1e-300)
    return shares


def anchors_again(state: SessionState) -> tuple[Anchor | None, Anchor | None]:
    """The ends of the path for the models that are open now.

    A code stays as it is in the model that it was found with; an end on a sample or a drawing is found in others.
    """
    return _again(state, state.path.a), _again(state, state.path.b)


def laid(state: SessionState) -> SessionState:
    """Lay the path through the latent space of every pane: codes at ``TIMES``, no frame decoded yet."""
    for i, pane in enumerate(state.panes):
        state = state.with_pane(i, film=_film(state, i, pane.model))
    return state


def request(state: SessionState) -> Decode | None:
    """The next frames to decode in the panes on screen, as many as fit ``CHUNK_MS``; None when all are ready."""
    z: dict[str, F32] = {}
    for i, model in state.shown_models():
        film = state.panes[i].film
        if film is not None and not film.ready.all() and model.key not in z:
            z[model.key] = film.z[_next_rows(film)]
    return Decode(z, "uint8") if z else None


def decoded(state: SessionState, job: Decode, frame: Frame) -> SessionState:
    """Put decoded frames in their places; those of a path that was replaced meanwhile find no place."""
    for i, model in state.shown_models():
        film, images = state.panes[i].film, frame.arrays.get(f"x_hat/{model.key}")
        if film is None or images is None or film.ready.all():
            continue
        rows = _next_rows(film)
        if len(rows) != len(images) or not np.array_equal(film.z[rows], job.z[model.key]):
            continue
        frames, ready = film.frames.copy(), film.ready.copy()
        frames[rows], ready[rows] = images, True
        each = float(frame.header["ms"].get(model.key, 0.0)) / len(rows)
        state = state.with_pane(i, film=replace(film, frames=frames, ready=ready, milliseconds=each))
    return state


def screened(state: SessionState) -> SessionState:
    """Show the frame under the playhead in every pane's preview, where it is ready."""
    for i, model in state.shown_models():
        film = state.panes[i].film
        row = round(state.path.t * (FRAMES - 1))
        if film is not None and film.ready[row]:
            spec = model.manifest.image
            image = (film.frames[row].astype(np.float32) / 255.0) * (spec.high - spec.low) + spec.low
            preview = Preview(image.astype(np.float32), film.z[row], film.milliseconds, "path")
            state = state.with_pane(i, preview=preview)
    return state


def _film(state: SessionState, i: int, model: Model | None) -> Film | None:
    a, b = state.path.a, state.path.b
    if model is None or a is None or b is None:
        return None
    start, end = a.z[i], b.z[i]
    if start is None or end is None or not len(start) == len(end) == model.manifest.latent_dim:
        return None
    z = paths.sample(state.path.kind, np.stack([start, end]), TIMES)
    spec = model.manifest.image
    shape = (FRAMES, spec.height, spec.width) + ((3,) if spec.channels == 3 else ())
    return Film(z, model.plane.project(z), np.zeros(shape, np.uint8), np.zeros(FRAMES, bool))


def _coarse_first() -> NDArray[np.intp]:
    """All rows of a film, every row halfway between two earlier ones: 0, 120, 60, 30, 90, ..."""
    seen: dict[int, None] = {0: None, FRAMES - 1: None}
    pieces = 2
    while len(seen) < FRAMES:
        seen.update(dict.fromkeys(round(k * (FRAMES - 1) / pieces) for k in range(pieces + 1)))
        pieces *= 2
    return np.array(list(seen))


ORDER = _coarse_first()


def _again(state: SessionState, anchor: Anchor | None) -> Anchor | None:
    if anchor is None:
        return None
    z = tuple(_code_again(state, anchor, i) for i in range(len(state.panes)))
    return replace(anchor, z=z, keys=_keys(state))


def _code_again(state: SessionState, anchor: Anchor, i: int) -> F32 | None:
    pane, code = state.panes[i], anchor.z[i]
    if pane.model is None:
        return None
    if anchor.keys[i] == pane.model.key and code is not None and len(code) == pane.model.manifest.latent_dim:
        return code
    if anchor.drawn is not None:
        return pane.reading.mu if pane.reading is not None and anchor.drawn is state.drawing.seen else None
    return _code(pane.model, anchor.sample, anchor.rows)


def _keys(state: SessionState) -> tuple[str | None, ...]:
    return tuple(None if pane.model is None else pane.model.key for pane in state.panes)


def _next_rows(film: Film) -> NDArray[np.intp]:
    count = FRAMES if film.milliseconds <= 0 else max(1, int(CHUNK_MS / film.milliseconds))
    count = min(count, 17) if not film.ready.any() else count
    rows: NDArray[np.intp] = ORDER[~film.ready[ORDER]][:count]
    return rows


def _code(model: Model | None, sample: int | None, rows: object) -> F32 | None:
    if model is None or model.codes is None or sample is None or rows is None or rows_of(model) != rows:
        return None
    code: F32 = model.codes.mu[sample]
    return code


def _titled(name: str, model: Model | None, sample: int | None) -> str:
    if model is None or model.codes is None or sample is None:
        return name
    label = int(model.codes.label[sample])
    return f"{name} {model.manifest.classes[label]}" if 0 <= label < len(model.manifest.classes) else name

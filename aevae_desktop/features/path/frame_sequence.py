"""The frames of the path, decoded coarse first. Pure functions of the state."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from aevae_desktop.bundle import ImageSpec
from aevae_desktop.core.pacing import Pacer
from aevae_desktop.core.paths import onion
from aevae_desktop.engine.wire.frames import Frame
from aevae_desktop.engine.wire.protocol import Decode
from aevae_desktop.errors import LabError
from aevae_desktop.features.path import curves
from aevae_desktop.features.path.state import CURVE_ROWS, FRAME_COUNTS, PACE, Curve, Curves, FrameSequence, PathState
from aevae_desktop.features.probe.state import Owner, Preview, reason
from aevae_desktop.language import translate
from aevae_desktop.session.model import F32, Model
from aevae_desktop.session.state import SessionState

SLOT = "film"
MOST_BYTES = 1 << 24  # of the frames of a film: 121 of 372 x 372 px in grey
FEWEST = (2, 3)  # frames of a film of the largest images
CHUNK_BYTES = 1 << 22  # of the frames of one request


def laid(state: SessionState) -> SessionState:
    """Lay the path through the latent space of every pane, no frame of it decoded yet."""
    return refilmed(curves.laid(state))


def refilmed(state: SessionState) -> SessionState:
    """A new film in every pane whose curve or number of frames is another; a curve that is still traced keeps its."""
    for i, pane in enumerate(state.panes):
        film = _film(state, i)
        if film is not pane.get(FrameSequence):
            state = state.with_pane(i, drop=(FrameSequence,)) if film is None else state.with_pane(i, film)
    return state


def request(state: SessionState) -> Decode | None:
    """The next frames to decode in the panes on screen, as many as each pace allows; None when all are ready."""
    z: dict[str, F32] = {}
    for i, model in state.shown_models():
        film = state.panes[i].get(FrameSequence)
        if film is not None and not film.ready.all() and model.key not in z:
            z[model.key] = film.z[_next_rows(film)]
    return Decode(z, "uint8") if z else None


def decoded(state: SessionState, job: Decode, frame: Frame) -> SessionState:
    """Put decoded frames in their places; those of a path that was replaced meanwhile find no place."""
    for i, model in state.shown_models():
        film, images = state.panes[i].get(FrameSequence), frame.arrays.get(f"x_hat/{model.key}")
        if film is None or images is None or film.ready.all():
            continue
        rows = _next_rows(film)
        if len(rows) != len(images) or not np.array_equal(film.z[rows], job.z[model.key]):
            continue
        ready = film.ready.copy()
        film.frames[rows], ready[rows] = images, True  # in place: the film is large, and nobody reads what is not ready
        ms = float(frame.header["ms"].get(model.key, 0.0))
        pace = film.pace.learned(len(rows), ms)
        state = state.with_pane(i, replace(film, ready=ready, milliseconds=ms / len(rows), pace=pace, error=""))
    return state


def screened(state: SessionState) -> SessionState:
    """Show the frame under the playhead in every pane's preview; nothing where there is no film.

    Until it is ready a frame of the path stays, and nothing else; one that cannot be had says why.
    """
    for i, model in state.shown_models():
        film, preview = state.panes[i].get(FrameSequence), state.panes[i].get(Preview)
        if film is None:
            state = state if preview is None else state.with_pane(i, drop=(Preview,))
            continue
        row, waits = film.row(state.part(PathState).t), preview is not None and preview.source is Owner.PATH
        if film.ready[row]:
            if not shows(preview, film, row):
                image = _in_range(film.frames[row].astype(np.float32), model)
                state = state.with_pane(i, Preview(image, film.z[row], film.milliseconds, Owner.PATH))
        elif film.error or not waits:
            state = state.with_pane(i, Preview(None, film.z[row], 0.0, Owner.PATH, error=film.error))
    return state


def lost(state: SessionState, job: Decode, error: LabError) -> SessionState:
    """Frames of ``job`` cannot be had: the films that wait for them say why."""
    for i, model in state.shown_models():
        film = state.panes[i].get(FrameSequence)
        if film is not None and model.key in job.z and not film.ready.all():
            state = state.with_pane(i, replace(film, error=reason(error)))
    return state


def shows(preview: Preview | None, film: FrameSequence, row: int) -> bool:
    """Whether ``preview`` is this very frame of ``film``: its z is that row's memory."""
    decoded = preview is not None and preview.source is Owner.PATH and preview.image is not None
    return preview is not None and decoded and np.may_share_memory(preview.z, film.z[row])


def with_onion(state: SessionState, i: int) -> F32 | None:
    """What pane ``i`` shows while the path has the screen and frames shine through it; None where none do."""
    pane, path = state.panes[i], state.part(PathState)
    model, film = pane.model, pane.get(FrameSequence)
    row = 0 if film is None else film.row(path.t)
    if model is None or film is None or not path.onion or not shows(pane.get(Preview), film, row):
        return None
    return _in_range(onion.blended(film.frames, film.ready, row, path.onion, path.spec.closed), model)


def _in_range(image: F32, model: Model) -> F32:
    """A frame, 0 to 255, in the value range of the model's images."""
    spec = model.manifest.image
    scaled: F32 = ((image / 255.0) * (spec.high - spec.low) + spec.low).astype(np.float32)
    return scaled


def _film(state: SessionState, i: int) -> FrameSequence | None:
    """The film of pane ``i``: the one that is there if it shows the curve, or one that began where it did."""
    pane, spec = state.panes[i], state.part(PathState).spec
    curve, old = pane.part(Curves).get(spec.kind), pane.get(FrameSequence)
    if curve is None or pane.model is None:
        return None
    count = count_of(spec.frames, pane.model.manifest.image)
    rows = np.arange(count) * ((CURVE_ROWS - 1) // (count - 1))
    z = curve.z[rows]
    if old is not None and len(old.z) == len(z) and (np.array_equal(old.z, z) or _on_its_way(curve, old)):
        return old
    return _blank(pane.model, z, PACE if old is None else old.pace)


def count_of(wanted: int, image: ImageSpec) -> int:
    """How many frames the film of a path has: as many as are ``wanted``, but of large images what ``MOST_BYTES`` hold.

    One of ``FRAME_COUNTS``, or at worst of ``FEWEST``.
    """
    most = max(MOST_BYTES // size(image), FEWEST[0])
    return wanted if wanted <= most else max(count for count in (*FEWEST, *FRAME_COUNTS) if count <= most)


def cut_short(state: SessionState) -> str:
    """One line about the films on screen that have fewer frames than the path asks for; empty where none has."""
    films = [
        (model, film) for i, model in state.shown_models() if (film := state.panes[i].get(FrameSequence)) is not None
    ]
    few = [f"{m.manifest.id}: {len(film.z)}" for m, film in films if len(film.z) < state.part(PathState).spec.frames]
    said = translate("path", "The images are large, so the film has fewer frames ({few}).")
    return said.format(few=", ".join(few)) if few else ""


def size(image: ImageSpec) -> int:
    """The bytes of one frame."""
    return image.height * image.width * image.channels


def _on_its_way(curve: Curve, film: FrameSequence) -> bool:
    """Whether the curve is being traced, or its steps made equal, from where ``film`` was laid; the end is filmed."""
    ends = (film.z[0], curve.z[0]), (film.z[-1], curve.z[-1])
    evening = curve.evened > 0 and curve.survey is None and not curve.error
    moving = evening if curve.done else curve.started
    return moving and all(np.array_equal(a, b) for a, b in ends)


def _blank(model: Model, z: F32, pace: Pacer) -> FrameSequence:
    spec = model.manifest.image
    shape = (len(z), spec.height, spec.width) + ((3,) if spec.channels == 3 else ())
    return FrameSequence(z, np.zeros(shape, np.uint8), np.zeros(len(z), bool), pace)


@lru_cache(maxsize=16)
def order(frames: int) -> NDArray[np.intp]:
    """All rows of a film, every row halfway between two earlier ones: 0, 120, 60, 30, 90, ..."""
    seen: dict[int, None] = {0: None, frames - 1: None}
    pieces = 2
    while len(seen) < frames:
        seen.update(dict.fromkeys(round(k * (frames - 1) / pieces) for k in range(pieces + 1)))
        pieces *= 2
    return np.array(list(seen))


def _next_rows(film: FrameSequence) -> NDArray[np.intp]:
    pace, rows = film.pace, order(len(film.z))
    count = pace.size if film.ready.any() else pace.first
    count = min(count, max(CHUNK_BYTES // film.frames[0].size, 1))
    left: NDArray[np.intp] = rows[~film.ready[rows]][:count]
    return left

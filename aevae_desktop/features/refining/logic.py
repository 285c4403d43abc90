"""Which panes have a code of the drawing to look for, what is asked, and what is found. Pure functions of the state."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from aevae_desktop.engine.wire.frames import Frame
from aevae_desktop.engine.wire.protocol import Refine
from aevae_desktop.features.drawing.logic import best_code, picture, read, unplaced
from aevae_desktop.features.drawing.state import Drawing, Encoding
from aevae_desktop.features.probe.near import Near
from aevae_desktop.features.probe.state import Owner, Preview
from aevae_desktop.features.refining.state import Phase, Search
from aevae_desktop.session.model import Model
from aevae_desktop.session.state import SessionState

SLOT = "refining"
LIVE_MS = 500.0  # a search that may take longer waits for a person who asks


def wanted(state: SessionState, i: int, model: Model) -> Search | None:
    """The search that pane ``i`` should have; None where there is nothing to look for, or the model told it itself."""
    encoding, search = state.panes[i].get(Encoding), state.panes[i].get(Search)
    if unplaced(model) or state.part(Drawing).seen is None:
        return None
    if not model.has_encoder:
        x = picture(state.part(Drawing), model.manifest.image)
        return None if x is None else Search(x[None], np.zeros((0, model.manifest.latent_dim), np.float32))
    if encoding is None or (encoding.best is not None and search is None):
        return None
    made = Search(encoding.x[None], encoding.mu[None])
    return None if encoding.best is not None and search is not None and not same(made, search) else made


def same(one: Search | Refine, other: Search | Refine) -> bool:
    """Whether both look for a code of the same image, from the same code."""
    return np.array_equal(one.z, other.z) and np.array_equal(one.x, other.x)


def lost(state: SessionState, i: int) -> bool:
    """Whether what the search of pane ``i`` had found is gone: the drawing was read anew."""
    search, said = state.panes[i].get(Search), state.panes[i].get(Encoding)
    if search is None or search.phase is not Phase.DONE:
        return False
    return said is None or (said.best is None and not said.searched)


def begun(state: SessionState, i: int, search: Search) -> SessionState:
    """With ``search`` in pane ``i``; a code that was searched for another drawing stays only while one comes soon."""
    said = state.panes[i].get(Encoding)
    stale = search.phase is not Phase.RUNNING and said is not None and said.searched
    return state.with_pane(i, search, drop=(Encoding, Near, *_preview(state, i)) if stale else ())


def ended(state: SessionState, i: int) -> SessionState:
    """Without a search in pane ``i``."""
    return state.with_pane(i, drop=(Search,))


def request(model: Model, search: Search) -> Refine:
    """What goes on with ``search``."""
    return Refine(model.key, model.key, search.x, search.z)


def panes(state: SessionState, job: Refine) -> list[tuple[int, Model, Search]]:
    """The panes on screen that wait for ``job``."""
    each = [(i, model, state.panes[i].get(Search)) for i, model in state.shown_models() if model.key == job.key]
    return [
        (i, model, search)
        for i, model, search in each
        if search is not None and search.phase is Phase.RUNNING and same(search, job)
    ]


def progressed(search: Search, frame: Frame) -> Search:
    """``search`` after a piece of work; one that would take long is offered, unless a person asked for it."""
    head = frame.header
    slow = head["left_ms"] > LIVE_MS and not search.by_hand
    now = replace(search, share=head["share"], decodes=head["decodes"], left_ms=head["left_ms"])
    return replace(now, phase=Phase.OFFERED) if slow else now


def found(state: SessionState, i: int, model: Model, search: Search, frame: Frame) -> SessionState:
    """Pane ``i`` with what ``search`` has found: the best code beside the encoder's or, where none is, its only one."""
    x, mu, decoded = search.x[0], frame.arrays["mu"], frame.arrays["x_hat"]
    log_var, said = frame.arrays.get("log_var"), state.panes[i].get(Encoding)
    if model.has_encoder and said is not None:
        # with the encoder's own variance: so the bound differs by what the search made smaller, and by nothing else
        own = None if log_var is None or said.log_var is None else said.log_var[None]
        encoding = replace(said, best=best_code(model, x, mu, decoded, own))
    else:
        encoding = replace(read(model, x, mu[0], decoded[0], log_var), searched=True)
    moved = not np.array_equal(mu, search.z)
    done = replace(search, phase=Phase.DONE, share=1.0, decodes=frame.header["decodes"], left_ms=0.0, moved=moved)
    return state.with_pane(i, encoding, done)


def _preview(state: SessionState, i: int) -> tuple[type, ...]:
    """What a preview shows of the drawing's code goes with it."""
    shown = state.panes[i].get(Preview)
    return (Preview,) if shown is not None and shown.source is Owner.DRAWING else ()

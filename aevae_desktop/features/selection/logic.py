"""How one selection becomes another. Pure functions of the state."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from aevae_desktop.features.models.logic import rows_of
from aevae_desktop.features.points.logic import visible
from aevae_desktop.features.points.state import Filter
from aevae_desktop.features.selection.state import ContactSheet, How, Rows, Selecting, Selection
from aevae_desktop.session.model import Model
from aevae_desktop.session.state import SessionState

Bools = NDArray[np.bool_]

TILES = 60  # on a page of the contact sheet


def linked(state: SessionState) -> list[tuple[int, Model]]:
    """The panes on screen that show the samples of the selection, each with its model."""
    if state.part(Selecting).selection is None:
        return []
    return [(i, model) for i, model in state.shown_models() if belongs(state.part(Selecting).selection, model)]


def belongs(selection: Selection | None, model: Model) -> bool:
    """Whether ``model`` stores the code of each sample of ``selection``."""
    return selection is not None and model.codes is not None and rows_of(model) == selection.rows


def shown(state: SessionState, model: Model) -> Bools | None:
    """Which of a model's codes its map shows, ``(n,)``; None for all."""
    assert model.codes is not None
    return visible(model.codes, state.hidden, state.part(Filter))


def mask(selection: Selection | None, model: Model) -> Bools:
    """The selection as ``(n,) bool`` over the codes of ``model``; nothing where it is of other samples."""
    assert model.codes is not None
    member = np.zeros(len(model.codes.mu), bool)
    if selection is not None and belongs(selection, model):
        member[selection.samples] = True
    return member


def combined(state: SessionState, model: Model, caught: Bools, how: How) -> Selection | None:
    """The selection after those of ``caught: (n,) bool`` that are shown were selected, added or taken away."""
    seen = shown(state, model)
    caught = caught if seen is None else caught & seen
    if how is not How.NEW:
        member = mask(state.part(Selecting).selection, model)
        caught = member | caught if how is How.ADD else member & ~caught
    return of(model, caught)


def inverted(state: SessionState, model: Model) -> Selection | None:
    """All that is shown and not selected."""
    member = mask(state.part(Selecting).selection, model)
    seen = shown(state, model)
    return of(model, ~member if seen is None else ~member & seen)


def of(model: Model, member: Bools) -> Selection | None:
    """The selection of ``member: (n,) bool``, None where that is nobody."""
    samples = np.flatnonzero(member).astype(np.int32)
    return Selection(rows_of(model), samples) if len(samples) else None


def page_of(selection: Selection, page: int) -> ContactSheet:
    """An empty page of the contact sheet; ``page`` comes round at both ends."""
    pages = -(-len(selection.samples) // TILES)
    page %= pages
    return ContactSheet(selection, page, pages, selection.samples[page::pages])


def sample_of(selection: Selection | None, n: int, most: int) -> Rows:
    """Up to ``most`` of the selected samples, or of all ``n``, ascending; which ones depends on nothing but these."""
    rows = np.arange(n, dtype=np.int32) if selection is None else selection.samples
    if len(rows) <= most:
        return rows
    drawn: Rows = np.sort(np.random.default_rng(0).choice(rows, most, replace=False))
    return drawn

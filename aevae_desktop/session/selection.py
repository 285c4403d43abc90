"""Selections as the state holds them, and how one becomes another. Pure functions of the state."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from aevae_desktop.session.state import Model, SessionState

Bools = NDArray[np.bool_]
Rows = NDArray[np.int32]
U8 = NDArray[np.uint8]

TILES = 60  # on a page of the contact sheet


class Tool(Enum):
    """What a drag on a map does."""

    HAND = "Hand"
    LASSO = "Lasso"
    BOX = "Box"


class How(Enum):
    """What becomes of the selection that is there."""

    NEW = "new"
    ADD = "add"
    REMOVE = "remove"


@dataclass(frozen=True, eq=False)
class Selection:
    """Some of the stored samples: ``samples: (m,) int32``, ascending, m > 0.

    ``rows`` says of what (``opening.rows_of``): it is shown on every map whose codes are of the same rows.
    """

    rows: object
    samples: Rows


@dataclass(frozen=True, eq=False)
class Sheet:
    """A page of the members as pictures: ``samples: (t,)``; ``images[key]: (r, h, w[, 3]) uint8``, the first r decoded.

    Page p of ``pages`` holds every ``pages``-th member from the p-th on, so that each page is a fair sample of all.
    ``originals: (t, h, w[, 3]) uint8``, None where no bundle carries them.
    """

    selection: Selection
    page: int
    pages: int
    samples: Rows
    images: Mapping[str, U8] = field(default_factory=lambda: MappingProxyType({}))
    originals: U8 | None = None


@dataclass(frozen=True, eq=False)
class Report:
    """What the ``k`` nearest codes say of ``n`` samples, drawn with a fixed seed from the ``of`` in ``selection``.

    ``agreement[key]``: the share of them whose label wins among their neighbours', and how many have a label;
    ``overlap``: the mean share of neighbours that both maps have in common, None for a single model.
    ``selection`` is None where it speaks of all samples.
    """

    selection: Selection | None
    k: int
    n: int
    of: int
    agreement: Mapping[str, tuple[float, int]]
    overlap: float | None


@dataclass(frozen=True, eq=False)
class Selecting:
    """What goes with a selection: the tool, what undo and redo hold, and what was made of it.

    ``busy`` says in a word what is going on, ``share`` of it done, 0 to 1.
    """

    tool: Tool = Tool.HAND
    past: tuple[Selection | None, ...] = ()
    future: tuple[Selection | None, ...] = ()
    sheet: Sheet | None = None
    report: Report | None = None
    busy: str = ""
    share: float = 0.0


def linked(state: SessionState) -> list[tuple[int, Model]]:
    """The panes on screen that show the samples of the selection, each with its model."""
    if state.selection is None:
        return []
    return [(i, model) for i, model in state.shown_models() if belongs(state.selection, model)]


def belongs(selection: Selection | None, model: Model) -> bool:
    """Whether ``model`` stores the code of each sample of ``selection``."""
    from aevae_desktop.session.opening import rows_of

    return selection is not None and model.codes is not None and rows_of(model) == selection.rows


def shown(state: SessionState, model: Model) -> Bools | None:
    """Which of a model's codes its map shows, ``(n,)``; None for all."""
    assert model.codes is not None
    return ~np.isin(model.codes.label, list(state.hidden)) if state.hidden else None


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
        member = mask(state.selection, model)
        caught = member | caught if how is How.ADD else member & ~caught
    return of(model, caught)


def inverted(state: SessionState, model: Model) -> Selection | None:
    """All that is shown and not selected."""
    member = mask(state.selection, model)
    seen = shown(state, model)
    return of(model, ~member if seen is None else ~member & seen)


def of(model: Model, member: Bools) -> Selection | None:
    """The selection of ``member: (n,) bool``, None where that is nobody."""
    from aevae_desktop.session.opening import rows_of

    samples = np.flatnonzero(member).astype(np.int32)
    return Selection(rows_of(model), samples) if len(samples) else None


def page_of(selection: Selection, page: int) -> Sheet:
    """An empty page of the contact sheet; ``page`` comes round at both ends."""
    pages = -(-len(selection.samples) // TILES)
    page %= pages
    return Sheet(selection, page, pages, selection.samples[page::pages])


def sample_of(selection: Selection | None, n: int, most: int) -> Rows:
    """Up to ``most`` of the selected samples, or of all ``n``, ascending; which ones depends on nothing but these."""
    rows = np.arange(n, dtype=np.int32) if selection is None else selection.samples
    if len(rows) <= most:
        return rows
    drawn: Rows = np.sort(np.random.default_rng(0).choice(rows, most, replace=False))
    return drawn

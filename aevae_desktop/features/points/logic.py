"""How the codes of a pane look: by which number each is coloured, and which of them are shown.

Pure functions of the state. What they find belongs to a pane's ``Codes`` and is kept with it while that lives, so that
the map, the probe and the legend share one mask and one coloured cloud, and no frame copies anything.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from aevae_desktop.bundle import ERROR, PCA, RECONSTRUCTION, TEST
from aevae_desktop.core.map.raster import Cloud
from aevae_desktop.features.points.state import Filter, PointLook
from aevae_desktop.language import translate
from aevae_desktop.session.model import F32, Codes, Model
from aevae_desktop.session.state import SessionState

CLASS, SPLIT, SIGMA = "class", "split", "sigma"
BINS = 96  # steps of a numeric colour scale; the row after them is for codes without a value
SAMPLE = 1 << 17  # values that the ends of a scale are read from, at equal distances
CENTRAL = (1.0, 99.0)  # percentiles at the ends of a scale: what is beyond has the colour of the end
TITLES = {
    CLASS: translate("points", "Class"),
    SPLIT: translate("points", "Training or test"),
    SIGMA: translate("points", "Posterior σ"),
    ERROR: translate("points", "Reconstruction error"),
    RECONSTRUCTION: translate("points", "Reconstruction term"),
    PCA: translate("points", "PCA's reconstruction error"),
}
UNITS = {
    SIGMA: translate("points", "latent units, geometric mean"),
    ERROR: translate("points", "squared error a pixel"),
    RECONSTRUCTION: translate("points", "nats an image"),
    PCA: translate("points", "squared error a pixel"),
}

Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Scale:
    """A numeric colour scale from ``low`` to ``high``, with no values at all where they are NaN."""

    low: float
    high: float

    @property
    def empty(self) -> bool:
        """Whether no code has a value."""
        return not self.low <= self.high


@dataclass(frozen=True, eq=False)
class Shown:
    """The codes of a pane as they are to be seen.

    ``colour`` is what they are coloured by, ``class`` where they lack what was asked for; ``cloud`` has those colours;
    ``mask: (n,) bool`` says which are shown, None all; ``count`` is how many, of ``total``.
    """

    colour: str
    cloud: Cloud
    mask: Mask | None
    count: int
    total: int


def samples(state: SessionState, pane: int) -> NDArray[np.intp]:
    """The rows of the codes that ``pane`` shows, ascending."""
    seen = shown(state, pane)
    if seen is None:
        return np.empty(0, np.intp)
    return np.arange(seen.total) if seen.mask is None else np.flatnonzero(seen.mask)


@dataclass(eq=False)
class _Memo:
    values: dict[str, F32 | None] = field(default_factory=dict)
    scales: dict[str, Scale] = field(default_factory=dict)
    mask: tuple[Any, Mask | None] = (None, None)
    cloud: tuple[Any, Cloud | None] = (None, None)
    shown: tuple[Any, Shown | None] = (None, None)


_MEMOS: WeakKeyDictionary[Codes, _Memo] = WeakKeyDictionary()


def choices(state: SessionState) -> dict[str, str]:
    """Everything the codes can be coloured by: name -> "" or why no model on screen can."""
    models = [model for _, model in state.shown_models()]
    names = dict.fromkeys((CLASS, SPLIT, SIGMA, ERROR))
    names |= dict.fromkeys(name for model in models if model.codes for name in model.codes.columns)
    lacks = {name: [lack(model, name) for model in models] for name in names}
    return {name: "" if "" in found or not found else found[0] for name, found in lacks.items()}


def lack(model: Model, name: str) -> str:
    """Why the codes of ``model`` cannot be coloured by ``name``, or "" where they can."""
    if name in (CLASS, SPLIT) or model.codes is None or values(model.codes, name) is not None:
        return ""
    if name == SIGMA:
        return translate("points", "an autoencoder has no posterior")
    return translate("points", "its points file has no column {name}").format(name=name)


def colour_of(state: SessionState, i: int) -> str:
    """What pane ``i`` is coloured by: what was asked for, or the class where its model lacks that."""
    model, name = state.panes[i].model, state.part(PointLook).colour
    return name if model is not None and not lack(model, name) else CLASS


def is_numeric(name: str) -> bool:
    """Whether codes are coloured by a number, along a scale."""
    return name not in (CLASS, SPLIT)


def values(codes: Codes, name: str) -> F32 | None:
    """The number ``name`` of every code, ``(n,)``; None where there is none.

    ``sigma`` is the geometric mean over the latent dimensions of the posterior's standard deviation: the d-th root of
    the volume that exp(log_var / 2) spans.
    """
    memo = _memo(codes)
    if name not in memo.values:
        memo.values[name] = _sigma(codes) if name == SIGMA else codes.columns.get(name)
    return memo.values[name]


def _sigma(codes: Codes) -> F32 | None:
    if codes.log_var is None:
        return None
    with np.errstate(over="ignore", under="ignore"):
        sigma: F32 = np.exp(0.5 * codes.log_var.mean(axis=1, dtype=np.float64)).astype(np.float32)
    return sigma


def scale(state: SessionState, name: str) -> Scale:
    """The scale of ``name``: one for all maps on screen, so that a colour means the same on each."""
    found = [_scale(model.codes, name) for _, model in state.shown_models() if model.codes is not None]
    filled = [one for one in found if not one.empty]
    if not filled:
        return Scale(np.nan, np.nan)
    return Scale(min(one.low for one in filled), max(one.high for one in filled))


def _scale(codes: Codes, name: str) -> Scale:
    memo = _memo(codes)
    if name not in memo.scales:
        number = values(codes, name)
        some = np.zeros(0, np.float32) if number is None else number[:: len(number) // SAMPLE + 1]
        finite = some[np.isfinite(some)]
        if number is not None and not len(finite):  # values so rare that none was among those
            finite = number[np.isfinite(number)]
        ends = np.percentile(finite.astype(np.float64), CENTRAL).tolist() if len(finite) else (np.nan, np.nan)
        memo.scales[name] = Scale(*ends)
    return memo.scales[name]


def steps(number: F32, between: Scale) -> NDArray[np.uint16]:
    """The step of a scale that each number falls on, ``(n,)``: 0 to ``BINS - 1``, or ``BINS`` where there is none."""
    span = between.high - between.low
    with np.errstate(over="ignore", invalid="ignore"):  # far beyond a scale that is next to nothing wide; no value
        if between.empty or span <= 0:  # one value alone stands in the middle
            level = np.full(len(number), BINS // 2, np.float64)
        else:
            level = number.astype(np.float64)
            level -= between.low
            level /= span
            level *= BINS
            np.clip(level, 0, BINS - 1, out=level)
    level[~np.isfinite(number)] = BINS
    return level.astype(np.uint16)


def shown(state: SessionState, i: int) -> Shown | None:
    """How the codes of pane ``i`` are to be seen; None while there are none. The same object until that changes."""
    model = state.panes[i].model
    if model is None or model.codes is None:
        return None
    codes, colour = model.codes, colour_of(state, i)
    mask, cloud = visible(codes, state.hidden, state.part(Filter)), _coloured(codes, state, colour)
    memo, key = _memo(codes), (colour, id(cloud), id(mask))
    if memo.shown[1] is None or memo.shown[0] != key:
        total = len(codes.mu)
        memo.shown = key, Shown(colour, cloud, mask, total if mask is None else int(np.count_nonzero(mask)), total)
    found = memo.shown[1]
    assert found is not None
    return found


def visible(codes: Codes, hidden: frozenset[int], chosen: Filter) -> Mask | None:
    """Which codes are shown, ``(n,) bool``, or None for all; a range of a number they lack hides none of them."""
    memo, key = _memo(codes), (hidden, chosen)
    if memo.mask[0] != key:
        memo.mask = key, _mask(codes, hidden, chosen)
    return memo.mask[1]


def _mask(codes: Codes, hidden: frozenset[int], chosen: Filter) -> Mask | None:
    parts = []
    if hidden:
        keep = np.ones(1 << 16, bool)  # by label; -1, the unknown, is the last place
        keep[list(hidden)] = False
        parts.append(keep[codes.label])
    if chosen.splits is not None:
        parts.append(np.isin(np.arange(TEST + 1), list(chosen.splits))[codes.split])
    number = None if chosen.range is None else values(codes, chosen.range[0])
    if chosen.range is not None and number is not None:
        low, high = chosen.range[1:]
        parts.append((number >= low) & (number <= high))  # NaN is in no range
    return np.logical_and.reduce(parts) if parts else None


def _coloured(codes: Codes, state: SessionState, colour: str) -> Cloud:
    if colour == CLASS:
        return codes.cloud
    between = scale(state, colour) if is_numeric(colour) else None
    memo, key = _memo(codes), (colour, between)
    if memo.cloud[1] is None or memo.cloud[0] != key:
        number = values(codes, colour)
        rows = codes.split if between is None or number is None else steps(number, between)
        memo.cloud = key, codes.cloud.recoloured(rows)
    found = memo.cloud[1]
    assert found is not None
    return found


def _memo(codes: Codes) -> _Memo:
    memo = _MEMOS.get(codes)
    if memo is None:
        memo = _MEMOS[codes] = _Memo()
    return memo

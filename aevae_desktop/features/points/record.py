"""How the codes are drawn and which are, as a figure's record holds it: the keys ``hidden`` and ``look``."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from aevae_desktop.bundle import MOST_CLASSES
from aevae_desktop.features.points.state import Filter, PointLook
from aevae_desktop.reading.json_object import JsonObject, is_name, real
from aevae_desktop.session.controller import Context
from aevae_desktop.session.saved import Models, Panes, Saved
from aevae_desktop.session.state import SessionState


@dataclass(frozen=True)
class LookRecord:
    """``PointLook`` and ``Filter``: ``range`` is a number's name with its least and most, None: no limit."""

    colour: str = "class"
    size: float = 1.0
    splits: tuple[int, ...] | None = None
    range: tuple[str, float | None, float | None] | None = None


def _take(state: SessionState, _: Models) -> LookRecord:
    look, kept = state.part(PointLook), state.part(Filter)
    splits, limits = None if kept.splits is None else tuple(sorted(kept.splits)), None
    if kept.range is not None:
        name, low, high = kept.range
        limits = (name, low if np.isfinite(low) else None, high if np.isfinite(high) else None)
    return LookRecord(look.colour, look.size, splits, limits)


def _read(top: JsonObject) -> LookRecord | None:
    look = top.child("look")
    if look is None:
        return None
    splits = None if look.data.get("splits") is None else look.indices("splits")
    size = look.real("size", 1.0)
    if not 0.0 < size <= 100.0:
        raise look.wrong("size", "a number above 0")
    return LookRecord(look.text("colour"), size, splits, _range(look))


def _range(look: JsonObject) -> tuple[str, float | None, float | None] | None:
    if look.data.get("range") is None:
        return None
    name, *ends = look.items("range") or [None]
    if not is_name(name) or len(ends) != 2 or any(end is not None and real(end) is None for end in ends):
        raise look.wrong("range", "[name, least, most]")
    return name, real(ends[0]), real(ends[1])


def _restore(context: Context, look: LookRecord, _: Panes) -> None:
    splits, limits = None if look.splits is None else frozenset(look.splits), None
    if look.range is not None:
        name, low, high = look.range
        limits = (name, -np.inf if low is None else low, np.inf if high is None else high)
    context.set_state(context.state.with_part(PointLook(look.colour, look.size), Filter(splits, limits)))


def _read_hidden(top: JsonObject) -> tuple[int, ...]:
    hidden = top.indices("hidden")
    if max(hidden, default=0) >= MOST_CLASSES or len(hidden) > MOST_CLASSES:
        raise top.wrong("hidden", f"numbers of classes, below {MOST_CLASSES}")
    return hidden


HIDDEN = Saved(
    "hidden", place=20, rank=50, read=_read_hidden, work=lambda state: (state.hidden,),
    take=lambda state, _: tuple(sorted(state.hidden)),
    restore=lambda context, hidden, _: context.set_state(replace(context.state, hidden=frozenset(hidden))),
)  # fmt: skip
LOOK = Saved(
    "look", place=70, rank=20, setting=True, take=_take, read=_read, restore=_restore,
    work=lambda state: (state.part(PointLook), state.part(Filter)),
)  # fmt: skip

"""Arithmetic with codes as the state holds it. ``features.arithmetic.logic`` works it out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Self

import numpy as np

from aevae_desktop.features.path.state import Waypoint
from aevae_desktop.features.probe.near import Near
from aevae_desktop.features.selection.state import Rows
from aevae_desktop.language import translate
from aevae_desktop.session.model import F32, Model, SaidByModels

FAR = 2.0  # the scale goes from minus this to this
K = 5  # nearest samples
PARTS = ("plus", "minus", "start", "result")  # what is decoded, in this order


@dataclass(frozen=True, eq=False)
class Term:
    """Samples whose mean is taken: those of a selection, ``samples`` of ``rows``, or every code of class ``label``."""

    name: str
    samples: Rows | None = None
    rows: object = None
    label: int | None = None


def of_class(name: str) -> str:
    """What a term is called that is every code of the class ``name``."""
    return translate("arithmetic", "class {name}").format(name=name)


@dataclass(frozen=True, eq=False)
class Outcome:
    """What one pane makes of it: the means ``plus`` and ``minus``, ``start`` and ``result``, all ``(d,)``.

    ``images: (4, h, w[, 3]) float32``, tiles in the order of ``PARTS``; the result's is of ``shown: (d,)``, for a
    moment that of an earlier scale. ``error`` says why there are none.
    """

    model: Model
    plus: F32
    minus: F32
    start: F32
    result: F32
    length: float
    images: F32 | None = None
    shown: F32 | None = None
    near: Near | None = None
    error: str = ""

    def codes(self) -> F32:
        """What is to be decoded, ``(4, d)``."""
        return np.stack([self.plus, self.minus, self.start, self.result])


@dataclass(frozen=True, eq=False)
class Arithmetic(SaidByModels):
    """``start + scale * (mean of plus - mean of minus)``; ``outcomes``: one a pane, None where there is no model.

    ``watched``: somebody looks, so it is worked out; ``lack`` says what is still to be chosen.
    """

    plus: Term | None = None
    minus: Term | None = None
    start: Waypoint | None = None
    scale: float = 1.0
    watched: bool = False
    outcomes: tuple[Outcome | str | None, ...] = ()

    @property
    def lack(self) -> str:
        """What is still to be chosen, in one line; empty when nothing is."""
        given = (
            (translate("arithmetic", "what to add"), self.plus),
            (translate("arithmetic", "what to subtract"), self.minus),
            (translate("arithmetic", "where to start"), self.start),
        )
        missing = [name for name, value in given if value is None]
        if not missing:
            return ""
        some = ", ".join(missing[:-1])
        both = translate("arithmetic", "{some} and {last}").format(some=some, last=missing[-1]) if some else missing[-1]
        return translate("arithmetic", "Choose {what}.").format(what=both)

    def without(self, pane: int, closed: frozenset[str]) -> Self:
        """Without the outcome of ``pane``."""
        return replace(self, outcomes=tuple(None if k == pane else each for k, each in enumerate(self.outcomes)))

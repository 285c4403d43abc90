"""Selections as the state holds them, and what is made of them. ``logic`` makes one from another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.int32]
U8 = NDArray[np.uint8]


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

    ``rows`` says of which data (``features.models.logic.rows_of``): each map whose codes are of these rows shows it.
    """

    rows: object
    samples: Rows


@dataclass(frozen=True, eq=False)
class ContactSheet:
    """A page of the members as pictures: ``samples: (t,)``; ``images[key]: (r, h, w[, 3]) uint8``, the first r's.

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
    """The selection and what goes with it: the tool, what undo and redo hold, and what was made of it.

    ``busy`` says in a word what is going on, ``share`` of it done, 0 to 1.
    """

    selection: Selection | None = None
    tool: Tool = Tool.HAND
    past: tuple[Selection | None, ...] = ()
    future: tuple[Selection | None, ...] = ()
    sheet: ContactSheet | None = None
    report: Report | None = None
    busy: str = ""
    share: float = 0.0

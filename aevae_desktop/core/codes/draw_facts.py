"""Measures of random codes beside the stored ones: how far they are from them, and how many classes come up.

Nothing here looks at an image: whether a decode is a digit, no number here claims to say.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from aevae_desktop.core.codes import latent_measure
from aevae_desktop.core.codes.index import CodesIndex
from aevae_desktop.core.neighbours.search import Neighbours

Doubles = NDArray[np.float64]
Rows = NDArray[np.intp]

VOTES = 10  # nearest labelled codes that say which class a draw is of
MOST_CODES = 5000  # whose own distances are measured, picked at random
_SEED = 0


@dataclass(frozen=True)
class Spacing:
    """How near stored codes are to each other: over ``n`` of them, the distance of each to its nearest other.

    ``radius``, its 99th percentile, and ``mean``, latent units; both 0 where there is no other code.
    """

    n: int
    radius: float
    mean: float

    @classmethod
    def of(cls, own: ArrayLike) -> Spacing:
        """Of the distances ``own: (n,)``, as ``own_distances`` finds them."""
        distances = np.asarray(own, np.float64)
        if not len(distances):
            return cls(0, 0.0, 0.0)
        radius = float(np.percentile(distances, latent_measure.FAR_PERCENTILE))
        return cls(len(distances), radius, float(distances.mean()))


@dataclass(frozen=True)
class Facts:
    """What is said of ``n`` draws.

    ``far``: the share of them farther than ``radius`` from any code; ``distance``: mean distance to the nearest code,
    and ``own``: the same of the codes themselves, latent units. ``entropy``: of the draws' classes, and
    ``own_entropy``: of the codes' labels, nats, out of log of ``classes``; None where no code is labelled.
    """

    n: int
    far: float
    radius: float
    distance: float
    own: float
    entropy: float | None
    own_entropy: float | None
    classes: int

    def to_json(self) -> dict[str, Any]:
        """The facts as plain data; ``Facts(**data)`` is the inverse."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Facts:
        """What ``to_json`` wrote."""
        return cls(**data)


def some_rows(n: int) -> Rows:
    """Which of ``n`` codes have their own distances measured: all, or ``MOST_CODES`` picked with a fixed seed."""
    if n <= MOST_CODES:
        return np.arange(n)
    return np.sort(np.random.Generator(np.random.PCG64(_SEED)).choice(n, MOST_CODES, replace=False))


def own_distances(codes: Neighbours, rows: Rows) -> Doubles:
    """From each of the codes ``rows: (m,)`` to the nearest other one: ``(m,)``, or none if there is no other."""
    _, distance = codes.nearest(codes.codes[rows], 2)  # itself, at 0, is one of the two
    return distance[:, 1] if distance.shape[1] > 1 else np.empty(0)


def measured(codes: CodesIndex, z: ArrayLike) -> tuple[Doubles, NDArray[np.int64]]:
    """For each of ``z: (m, d)``, how far the nearest code is, and its class: ``(m,)`` both.

    The class is a vote of the ``VOTES`` nearest labelled codes; 0 where none is labelled.
    """
    neighbours, (known, label) = codes.neighbours, codes.known
    rows, distance = neighbours.nearest(z, VOTES if known is neighbours else 1)
    if known is not neighbours and len(label):
        rows = known.nearest(z, VOTES)[0]
    votes = latent_measure.vote(label[rows]) if len(label) else np.zeros(len(rows), np.int64)
    return distance[:, 0], votes


def facts(distance: ArrayLike, votes: ArrayLike, spacing: Spacing, label: ArrayLike) -> Facts:
    """Facts of draws at ``distance: (n,)`` from the codes with ``votes: (n,)``; ``label`` is that of all codes."""
    away, classes = np.asarray(distance, np.float64), np.asarray(label)
    known = classes[classes >= 0]
    mine, own = (latent_measure.class_entropy(some) if len(known) else None for some in (votes, known))
    share = latent_measure.far_share(away, spacing.radius)
    mean = float(away.mean())
    return Facts(len(away), share, spacing.radius, mean, spacing.mean, mine, own, len(np.unique(known)))

"""A model as the measures see it: what it does, and the codes that it stores. Nothing here knows where it runs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from aevae_desktop.core.claims.figures import Measured

F32 = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Subject:
    """One model.

    ``decode``: ``z: (n, d) float32 -> (n, h, w) or (n, h, w, 3) float32`` in [0, 1]; ``encode``, if it has an encoder:
    images in [0, 1] to ``mu: (n, d)`` and ``log_var`` or None. ``judge``, if there is one for its images: to
    ``(n, classes + 1)`` probabilities, the last one of "none of the classes". The stored codes ``mu: (n, d)``, with
    ``log_var`` of a VAE, ``label: (n,)`` (-1 for none), ``split`` (1 for test) and ``columns``; n may be 0.
    Where there are originals, ``images: (m, h, w[, 3])`` in [0, 1] are those of the rows ``image_rows: (m,)``.
    """

    kind: str
    prior: str
    decode: Callable[[F32], F32]
    mu: F32
    label: NDArray[np.int16]
    split: NDArray[np.uint8]
    log_var: F32 | None = None
    columns: Mapping[str, F32] = field(default_factory=dict)
    encode: Callable[[F32], tuple[F32, F32 | None]] | None = None
    judge: Callable[[F32], F32] | None = None
    images: F32 | None = None
    image_rows: NDArray[np.intp] | None = None

    @property
    def d(self) -> int:
        """The latent dimension."""
        return int(self.mu.shape[1])


@dataclass(frozen=True)
class Measure:
    """A row of the table of measures.

    ``needs``: what of a subject it cannot do without ("codes", "labels", "log_var", "encoder", "judge", "column.NAME").
    ``run(subject, seed)`` works in steps of some ms: it gives the share that is done, and last what was ``Measured``.
    """

    name: str
    needs: frozenset[str]
    run: Callable[[Subject, int], Iterator[float | Measured]]

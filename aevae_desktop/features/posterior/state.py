"""What the Posterior card shows, as the state holds it. ``features.posterior.logic`` makes one from another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Literal, Self

import numpy as np
from numpy.typing import NDArray

from aevae_desktop.core.images.loss_terms import LossTerms
from aevae_desktop.session.model import SaidByModels

F32 = NDArray[np.float32]
F64 = NDArray[np.float64]
Source = Literal["drawing", "sample"]
Token = tuple[object, ...]

REACH = 3.5  # sigma: as far as the pad goes
NO_EPS: tuple[float, ...] = ()


@dataclass(frozen=True, eq=False)
class Subject:
    """The image whose posterior a pane shows: ``mu: (d,)``, ``log_var: (d,)`` or None, and what it was read from.

    ``x: (h, w[, 3])`` in [0, 1] or None, where only its code is stored; ``token`` tells one subject from another;
    ``key`` is the model's, ``line_y`` where on the map's y it stands if the map is a line.
    """

    token: Token
    key: str
    name: str
    mu: F32
    log_var: F32 | None
    x: F32 | None = None
    line_y: float = 0.0


@dataclass(frozen=True, eq=False)
class Draws:
    """``n`` draws for one ``subject``: ``eps, z: (n, d)``, ``images: (n, h, w[, 3])``, the decoder's own output.

    ``mean, deviation: (h, w[, 3])``, per pixel of ``images`` brought to [0, 1]. ``z_variance: (d,)``, measured;
    ``mu_variance: (d,)``, of the codes of ``n`` encodings of the one image, None where there is no image to encode.
    """

    subject: Subject
    seed: int
    eps: F64
    z: F32
    images: F32
    mean: F32
    deviation: F32
    z_variance: F64
    mu_variance: F64 | None


@dataclass(frozen=True, eq=False)
class Posterior:
    """A pane's part: ``z: (d,)`` at the pad's eps, ``image``, the decoder's own output at ``image_z``, and the losses.

    ``z`` is None where it is too large; ``error`` says why there is no image, ``undrawn`` why there are no draws.
    """

    subject: Subject
    terms: LossTerms
    eps: tuple[float, ...]
    z: F32 | None
    image: F32 | None = None
    image_z: F32 | None = None
    draws: Draws | None = None
    error: str = ""
    undrawn: str = ""

    @property
    def settled(self) -> Draws | None:
        """The draws, if they are of this subject and not of the one before."""
        return self.draws if self.draws is not None and self.draws.subject is self.subject else None


@dataclass(frozen=True, eq=False)
class PosteriorState(SaidByModels):
    """The Posterior card. ``wanted``: whose posterior a person chose; ``source``: whose it is.

    ``eps`` in units of sigma, as many as were set, the others 0; ``dims``: the two that the pad shows, None for the
    two that are used most; ``draw``: the one of the 64 that ``eps`` was taken from; ``notes``: why a pane has nothing.
    """

    open: bool = False
    wanted: Source | None = None
    source: Source = "sample"
    eps: tuple[float, ...] = NO_EPS
    dims: tuple[int, int] | None = None
    seed: int = 1
    draw: int | None = None
    playing: bool = False
    panes: Mapping[int, Posterior] = field(default_factory=lambda: MappingProxyType({}))
    notes: Mapping[int, str] = field(default_factory=lambda: MappingProxyType({}))

    def without(self, pane: int, closed: frozenset[str]) -> Self:
        """Without the posterior of ``pane``, and why it has none."""
        panes = {i: shown for i, shown in self.panes.items() if i != pane}
        notes = {i: note for i, note in self.notes.items() if i != pane}
        return replace(self, panes=MappingProxyType(panes), notes=MappingProxyType(notes))

"""The block diagram as the state holds it: one image on its way through each model, layer by layer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from types import MappingProxyType
from typing import Self

from aevae_desktop.core.images.loss_terms import LossTerms
from aevae_desktop.language import translate
from aevae_desktop.session.model import F32, SaidByModels


class Part(Enum):
    """What diagram, formula and code have in common: pointing at one of them lights it in all three."""

    X = "x"
    ENCODER = translate("diagram", "encoder")
    MU = "μ"
    SIGMA = "σ"
    EPS = "ε"
    Z = "z"
    DECODER = translate("diagram", "decoder")
    X_HAT = "x̂"
    RECONSTRUCTION = translate("diagram", "reconstruction")
    KL = "KL"


@dataclass(frozen=True, eq=False)
class Stage:
    """A layer of the network: its ``kind`` in words, how many numbers it ``takes`` and ``gives``, and its ``weights``.

    ``values`` is what it is given, ``shape`` how that lies; both empty where it does not come out of the network.
    """

    kind: str
    takes: int
    gives: int
    weights: int
    shape: tuple[int, ...]
    values: F32


@dataclass(frozen=True, eq=False)
class Flow:
    """One image through one model: ``x, x_hat: (h, w[, 3])`` in [0, 1], the codes ``(d,)``, the layers of both halves.

    Without an encoder only ``z`` and what follows it are there. ``origin`` says in words which image ``x`` is.
    """

    origin: str
    z: F32
    x_hat: F32
    decoder: tuple[Stage, ...]
    encoder: tuple[Stage, ...] = ()
    x: F32 | None = None
    mu: F32 | None = None
    log_var: F32 | None = None
    eps: F32 | None = None
    terms: LossTerms | None = None


@dataclass(frozen=True, eq=False)
class DiagramState(SaidByModels):
    """The card: ``open``, the ``seed`` of eps, and for each pane the ``flows`` or, in ``errors``, why there is none."""

    open: bool = False
    seed: int = 0
    flows: Mapping[int, Flow] = field(default_factory=lambda: MappingProxyType({}))
    errors: Mapping[int, str] = field(default_factory=lambda: MappingProxyType({}))

    def without(self, pane: int, closed: frozenset[str]) -> Self:
        """Without what the model of ``pane`` did."""
        flows = {i: flow for i, flow in self.flows.items() if i != pane}
        errors = {i: error for i, error in self.errors.items() if i != pane}
        return replace(self, flows=MappingProxyType(flows), errors=MappingProxyType(errors))

    def with_flow(self, pane: int, flow: Flow | None, error: str = "") -> Self:
        """With what the model of ``pane`` did last, or why it could not."""
        rest = self.without(pane, frozenset())
        flows = dict(rest.flows) | ({} if flow is None else {pane: flow})
        errors = dict(rest.errors) | ({pane: error} if error else {})
        return replace(rest, flows=MappingProxyType(flows), errors=MappingProxyType(errors))

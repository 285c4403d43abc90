"""The loss terms of one image: every term of the objective a model was trained on, as ``measure`` defines it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from aevae_desktop.core.images import measure
from aevae_desktop.core.images.measure import Doubles
from aevae_desktop.language import translate

LEARNED = "gaussian-learned"


@dataclass(frozen=True)
class Objective:
    """What a bundle says it was trained to make small: ``reconstruction + beta * KL``, or ``+ code_l2 * |mu|^2``.

    ``likelihood`` is a row of ``measure.RECONSTRUCTIONS``, None where it is not known; ``lack`` then says why.
    ``beta`` is the weight at the end of training, None where it is not known; ``free_bits``, nats a dimension of the KL
    is charged at least.
    """

    likelihood: str | None = None
    beta: float | None = None
    code_l2: float = 0.0
    free_bits: float = 0.0
    lack: str = translate("core", "the bundle does not say which likelihood it was trained on")

    @classmethod
    def of(cls, provenance: Mapping[str, Any]) -> Objective:
        """As the ``config`` in a manifest's ``provenance`` says; anything odd in it counts as not said."""
        config = provenance.get("config")
        if not isinstance(config, Mapping):
            return cls()
        name, lack = config.get("likelihood"), cls.lack
        if name == LEARNED:
            lack = translate("core", "its likelihood has a learned variance, which the bundle does not carry")
        known = name if isinstance(name, str) and name in measure.RECONSTRUCTIONS else None
        code_l2, free_bits = (_number(config.get(key)) or 0.0 for key in ("code_l2", "free_bits"))
        return cls(known, _number(config.get("beta")), code_l2, free_bits, "" if known else lack)


@dataclass(frozen=True, eq=False)
class LossTerms:
    """The losses of one image, nats unless they say otherwise; None is what cannot be known.

    ``nll``, the reconstruction term at ``z = mu``; ``drawn``, its mean over draws of z and the standard error of that;
    ``mse``, mean over pixels, at mu; ``kl: (d,)``; ``penalty``, an autoencoder's ``code_l2 * |mu|^2``.
    """

    objective: Objective
    nll: float | None = None
    drawn: tuple[float, float] | None = None
    mse: float | None = None
    kl: Doubles | None = None
    penalty: float = 0.0

    @property
    def kl_total(self) -> float | None:
        """The KL summed over dimensions."""
        return None if self.kl is None else float(self.kl.sum())

    @property
    def charged(self) -> float | None:
        """What training charges for the KL of a batch of this image alone, before beta."""
        return None if self.kl is None else measure.free_bits(self.kl[None], self.objective.free_bits)

    def negative_elbo(self, nll: float | None) -> float | None:
        """``nll + KL`` (beta = 1): the negative evidence lower bound."""
        return None if nll is None or self.kl_total is None else float(-measure.elbo(nll, self.kl_total))

    def loss(self) -> float | None:
        """What training makes small: the drawn reconstruction (or at mu), and the weighted rest."""
        nll = self.nll if self.drawn is None else self.drawn[0]
        if nll is None or self.charged is None:
            return None if nll is None else nll + self.penalty
        return None if self.objective.beta is None else float(-measure.elbo(nll, self.charged, self.objective.beta))


def bits(nats: float) -> float:
    """Nats as bits."""
    return nats / float(np.log(2.0))


def terms_of(
    objective: Objective, mu: ArrayLike, log_var: ArrayLike | None, x: ArrayLike | None, x_hat: ArrayLike | None
) -> LossTerms:
    """The terms at ``z = mu: (d,)`` of ``x`` and its decode ``x_hat``, both (h, w[, 3]) in [0, 1] or None."""
    kl = None if log_var is None else measure.kl_per_dimension(mu, log_var)
    penalty = objective.code_l2 * float(np.square(np.asarray(mu, np.float64)).sum()) if log_var is None else 0.0
    made = LossTerms(objective, kl=kl, penalty=penalty)
    if x is None or x_hat is None:
        return made
    each = nll_of(objective, np.asarray(x)[None], np.asarray(x_hat)[None])
    error = float(measure.mse(np.asarray(x)[None], np.asarray(x_hat)[None])[0])
    return replace(made, nll=None if each is None else float(each[0]), mse=error)


def with_draws(made: LossTerms, x: ArrayLike | None, x_hat: ArrayLike) -> LossTerms:
    """``made`` with the reconstruction at many draws ``x_hat: (n, h, w[, 3])`` in [0, 1] of one image ``x``."""
    if x is None:
        return made
    images = np.asarray(x_hat)
    each = nll_of(made.objective, np.broadcast_to(np.asarray(x), images.shape), images)
    if each is None:
        return made
    return replace(made, drawn=(float(each.mean()), float(each.std(ddof=1) / np.sqrt(len(each)))))


def nll_of(objective: Objective, x: ArrayLike, x_hat: ArrayLike) -> Doubles | None:
    """The reconstruction term, ``(n,)`` nats, of images in [0, 1]; None if it is not known or cannot be."""
    if objective.likelihood is None:
        return None
    decoded = np.asarray(x_hat)
    if objective.likelihood == "bernoulli" and (decoded.min() < 0.0 or decoded.max() > 1.0):
        return None  # no probabilities
    return measure.RECONSTRUCTIONS[objective.likelihood](x, decoded)


def _number(value: object) -> float | None:
    """A finite number that is not negative, or None."""
    good = isinstance(value, int | float) and not isinstance(value, bool) and 0.0 <= value < float("inf")
    return float(value) if good else None  # type: ignore[arg-type]

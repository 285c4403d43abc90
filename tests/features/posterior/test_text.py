"""What the Posterior card writes, of posteriors made by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from aevae_desktop.core.images.loss_terms import Objective, terms_of
from aevae_desktop.features.posterior import text as posterior_text
from aevae_desktop.features.posterior.state import Draws, Posterior, Subject

X = np.zeros((4, 4), np.float32)


def posterior(d: int, likelihood: str, *, vae: bool = True, **objective: Any) -> Posterior:
    """One with draws: the measured variance of dimension k is k + 1."""
    mu, log_var = np.zeros(d, np.float32), np.zeros(d, np.float32) if vae else None
    own = Subject((d,), f"{d}", "sample 1", mu, log_var, X)
    losses = terms_of(Objective(likelihood, **objective), mu, log_var, X, X + 0.5)
    images, eps = np.zeros((64, 4, 4), np.float32), np.zeros((64, d))
    draws = Draws(own, 1, eps, eps.astype(np.float32), images, X, X, np.arange(d) + 1.0, np.zeros(d))
    return Posterior(own, losses, (0.0,) * d, mu, draws=draws)


def cells(seen: list[Posterior], name: str) -> tuple[str, ...]:
    return next(row.cells for row in posterior_text.variances(seen) if row.name == name)


def test_a_map_of_fewer_dimensions_has_no_more_to_come() -> None:
    seen = [posterior(1, "gaussian", vae=False), posterior(3, "bernoulli", beta=1.0)]
    assert cells(seen, "variance of z1") == ("1", "1")
    assert cells(seen, "variance of z3") == ("", "3")
    assert cells(seen, "σ² of z3") == ("", "1")
    assert cells(seen, "variance of μ") == ("0", "0")


def test_draws_are_waited_for_until_they_cannot_be_had() -> None:
    waiting = replace(posterior(2, "mse", beta=1.0), draws=None)
    refused = replace(waiting, undrawn="found NaN")
    for name in ("variance of μ", "variance of z2", "variance of a pixel"):
        assert cells([waiting, refused], name) == ("…", "–")


def test_remarks_say_what_can_be_compared() -> None:
    gaussian, bernoulli = posterior(2, "gaussian", vae=False), posterior(2, "bernoulli", beta=1.0, free_bits=0.25)
    said = posterior_text.remarks([gaussian, bernoulli], ["AE", "VAE"])
    assert said.startswith("AE: squared error ÷ 0.1, without its constant. VAE: cross-entropy.")
    assert "of each dimension counts as at least 0.25 nats" in said
    assert said.endswith("Do not compare nats of different terms; compare the MSE.")
    assert "compare" not in posterior_text.remarks([bernoulli, bernoulli], ["VAE", "VAE"])

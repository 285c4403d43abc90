"""Chance in a VAE against closed forms for a linear decoder."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from aevae_desktop.core.claims import stochastic
from aevae_desktop.errors import DataError
from tests.core.claims.subjects import ae, figures, inside, run, vae


@pytest.mark.parametrize(("d", "sigma"), [(1, 0.6), (2, 0.3), (5, 0.9)])
def test_the_variance_of_encodings(d: int, sigma: float) -> None:
    found = figures("chance", vae(9000, d, sigma))
    assert found["variance"].value == pytest.approx(0.05**2 * sigma**2 * d / 16, rel=0.06)
    assert 0.003 < found["variance"].high / found["variance"].value - 1 < 0.1
    assert inside(sigma**2, found["sigma_share"])


def test_an_autoencoder_is_deterministic() -> None:
    found = figures("chance", ae())
    assert (found["variance"].low, found["variance"].value, found["variance"].high) == (0.0, 0.0, 0.0)
    assert found["sigma_share"].value == 0.0


def test_a_collapsed_vae_is_all_chance() -> None:
    made = vae(600, 2)
    found = figures("chance", replace(made, mu=np.zeros_like(made.mu), log_var=np.zeros_like(made.mu)))
    assert found["sigma_share"].value == 1.0


@pytest.mark.parametrize("d", [1, 2, 5])
@pytest.mark.parametrize("own", [0.0, 0.01])
def test_the_noise_of_both_gradients_in_closed_form(d: int, own: float, monkeypatch: pytest.MonkeyPatch) -> None:
    """Loss c + a^2 s^2 |e|^2 for columns of length a and e from N(0, I): moments of chi^2 say the rest."""
    monkeypatch.setattr(stochastic, "TRICK_CODES", 40)
    monkeypatch.setattr(stochastic, "TRICK_DRAWS", 4000)  # so that a variance of draws is that of the distribution
    a2, s2, c = 0.05**2, 0.6**2, own * 16
    made = vae(9000, d, 0.6, columns={"error": np.full(9000, own, np.float32)} if own else {})
    found = run("trick", made)
    through = 4 * a2**2 * s2**2 * d
    score = a2**2 * s2**2 * d * (d + 2) * (d + 4) + 2 * a2 * s2 * c * d * (d + 2) + c**2 * d
    others = 2 * d / stochastic.TRICK_DRAWS  # the baseline is a mean of so many draws
    baseline = a2**2 * s2**2 * d * (2 * d + 8 + others)
    assert found.figures["ratio"].value == pytest.approx(score / through, rel=0.1)
    assert found.figures["ratio_baseline"].value == pytest.approx(baseline / through, rel=0.1)
    assert ("own error is added" in found.notes[0]) == (own > 0)
    assert found.arrays["score"].shape == (40, stochastic.TRICK_DRAWS, d)
    slope = found.arrays["reparameterised"].astype(float)
    assert slope.var() == pytest.approx(through / d, rel=0.05)


def test_of_many_coordinates_some_are_measured() -> None:
    found = run("trick", vae(300, 40))
    assert found.arrays["score"].shape == (100, stochastic.TRICK_DRAWS, stochastic.COORDINATES)


def test_a_decoder_that_ignores_its_code_has_no_ratio() -> None:
    with pytest.raises(DataError, match="found 0, expected 20"):
        run("trick", vae(300, decode=lambda z: np.full((len(z), 4, 4), 0.5, np.float32)))


def test_the_losses_add_up() -> None:
    rng = np.random.default_rng(0)
    lost = rng.gamma(5.0, 20.0, 9000).astype(np.float32)
    found = figures("two_losses", vae(9000, 3, 0.6, columns={"reconstruction": lost}))
    assert inside(-3 * np.log(0.6), found["kl"])
    assert found["kl_bits"].value == pytest.approx(found["kl"].value / np.log(2))
    assert found["negative_elbo"].value == pytest.approx(found["kl"].value + found["reconstruction"].value)
    assert found["reconstruction"].n == 3000

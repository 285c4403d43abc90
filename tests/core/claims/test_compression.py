"""Numbers, bits and what rounding costs: counted by hand, and on a decoder whose errors are known."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from aevae_desktop.core.claims import compression
from aevae_desktop.core.codes.latent_measure import quantise
from tests.core.claims.subjects import ae, columns_of, figures, inside, linear, run, vae


def test_the_size_of_image_and_code_is_counted() -> None:
    found = {name: figure.value for name, figure in figures("size", ae(300, 2)).items()}
    assert found == {"values": 16, "numbers": 2, "factor": 8, "bits_x": 128, "bits_z": 64}


def test_the_size_in_colour_and_without_codes() -> None:
    made = ae(0, 2, decode=lambda z: np.zeros((len(z), 4, 4, 3), np.float32))
    assert figures("size", made)["values"].value == 48


def test_a_vae_s_code_tells_as_many_bits_as_its_kl() -> None:
    sigma = 0.6
    expected = -np.log2(sigma)  # nats of one dimension on average, for mu^2 + sigma^2 is 1
    found = figures("size", vae(30_000, 3, sigma))["kl_bits"]
    assert inside(3 * expected, found)


def test_rounding_costs_what_it_costs_in_a_linear_decoder() -> None:
    made = ae(1200, 2)
    low, high = (getattr(made.mu[made.split == 0], name)(axis=0) for name in ("min", "max"))
    found = run("bits", made)
    test = made.mu[made.split == 1].astype(np.float64)
    assert len(test) == 400
    for bits in compression.BITS:
        moved = quantise(test, low, high, bits) - test
        expected = 0.05**2 * (moved**2).sum(axis=1).mean() / 16
        assert found.figures[f"extra.{bits}"].value == pytest.approx(expected, rel=1e-3)
    extra = found.arrays["extra"]
    assert (np.diff(extra) < 0).all()
    assert "total.1" not in found.figures
    assert "total" not in found.arrays


def test_the_image_s_own_error_is_added() -> None:
    made = ae(600, 2, columns={"error": np.full(600, 0.01, np.float32), "pca": np.full(600, 0.02, np.float32)})
    found = run("bits", made)
    assert found.figures["total.3"].value == pytest.approx(found.figures["extra.3"].value + 0.01, rel=1e-5)
    assert found.figures["pca"].value == pytest.approx(0.02)
    assert "not counted" in found.notes[0]
    np.testing.assert_allclose(found.arrays["total"] - found.arrays["extra"], 0.01, rtol=1e-4)


def test_constant_codes_lose_nothing() -> None:
    made = replace(ae(300), mu=np.full((300, 2), 0.25, np.float32), decode=linear(columns_of(2)))
    assert figures("bits", made)["extra.1"].value == pytest.approx(0.0, abs=1e-4)


def test_the_mean_of_the_test_images() -> None:
    made = ae(3000)
    error = np.where(made.split == 1, 0.1, 9.0) + np.random.default_rng(0).normal(0, 0.01, 3000)
    found = figures("reconstruction", ae(3000, columns={"error": error.astype(np.float32)}))
    assert list(found) == ["error"]
    assert found["error"].value == pytest.approx(error[made.split == 1].mean(), rel=1e-6)
    assert found["error"].n == 1000
    assert 0 < found["error"].high - found["error"].low < 0.003


def test_other_columns_are_told_too() -> None:
    columns = {name: np.full(60, 2.0, np.float32) for name in ("error", "pca", "reconstruction", "odd")}
    found = figures("reconstruction", ae(60, columns=columns))
    assert {name: figure.unit for name, figure in found.items()} == {
        "error": "squared error a pixel", "pca": "squared error a pixel", "reconstruction": "nats an image"
    }  # fmt: skip

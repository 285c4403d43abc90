"""Beside PCA: a decoder that is PCA, one that is turned, and one that is not linear."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from aevae_desktop.core.claims.pca import columns, principal_components
from aevae_desktop.core.claims.subject import Subject
from aevae_desktop.errors import DataError
from tests.core.claims.subjects import ae, figures, finish, inside, linear, run

RNG = np.random.default_rng(5)
TURN = np.linalg.qr(RNG.normal(size=(16, 16)))[0]
X = 0.5 + (RNG.normal(size=(900, 16)) * 0.1 * 0.6 ** np.arange(16)) @ TURN.T  # images whose components are known


def pca_model(off: float = 0.0, **more: Any) -> Subject:
    """A linear autoencoder that spans PCA's plane, or one that is turned out of it by ``off`` degrees."""
    mean = X.mean(axis=0)
    axes = np.linalg.eigh(np.cov(X.T))[1][:, ::-1]
    angle = np.radians(off)
    turned = np.stack([axes[:, 0], np.cos(angle) * axes[:, 1] + np.sin(angle) * axes[:, 2]], axis=1)
    own, best = (((X - mean - (X - mean) @ a @ a.T) ** 2).mean(axis=1) for a in (turned, axes[:, :2]))
    mixed = np.array([[1.0, 0.5], [-0.3, 2.0]])  # the columns need not be orthonormal, nor the axes themselves
    mu = ((X - mean) @ turned @ np.linalg.inv(mixed).T).astype(np.float32)
    matrix = (turned @ mixed).astype(np.float32)
    made = ae(
        900,
        mu=mu,
        decode=lambda z: (z @ matrix.T + mean.astype(np.float32)).reshape(-1, 4, 4),
        columns={"error": own.astype(np.float32), "pca": best.astype(np.float32)},
    )
    return Subject(**{**{name: getattr(made, name) for name in Subject.__dataclass_fields__}, **more})


def images(made: Subject) -> dict[str, Any]:
    return {"images": X.reshape(-1, 4, 4).astype(np.float32), "image_rows": np.arange(len(X))}


def test_a_decoder_that_is_pca() -> None:
    found = run("linear", pca_model())
    assert found.figures["difference"].value == pytest.approx(0.0, abs=1e-9)
    assert found.figures["ratio"].value == pytest.approx(1.0, rel=1e-5)
    assert found.figures["correlation"].value == pytest.approx(1.0)
    assert found.figures["bend"].value < 1e-5
    assert "no original images" in found.notes[0]
    with_images = run("linear", pca_model(**images(pca_model())))
    assert with_images.figures["angle"].value < 0.01
    assert 0.5 < with_images.figures["angle_halves"].value < 20
    assert with_images.notes == ()


def test_a_decoder_beside_pca_s_plane() -> None:
    found = figures("linear", pca_model(20.0, **images(pca_model())))
    assert found["angle"].value == pytest.approx(20.0, abs=0.1)
    assert found["difference"].low > 0
    assert found["ratio"].low > 1


def test_a_curved_decoder_has_no_plane() -> None:
    flat = linear(np.eye(16)[:, :2] * 0.05)
    made = pca_model(decode=lambda z: flat(z) + np.float32(0.01) * np.sin(z[:, :1, None]))
    with pytest.raises(DataError, match="the decoder is not linear"):
        run("linear", made)


def test_columns_and_bend_of_a_known_decoder() -> None:
    matrix = np.random.default_rng(0).normal(size=(16, 3)) * 0.1
    made = ae(300, 3, decode=linear(matrix))
    steps, bend = finish(columns(made, np.random.default_rng(0)))
    np.testing.assert_allclose(steps, matrix * made.mu[made.split == 1].std(axis=0), atol=1e-5)
    assert bend < 1e-4
    still = ae(300, 3, decode=lambda z: np.full((len(z), 4, 4), 0.5, np.float32))
    assert finish(columns(still, np.random.default_rng(0)))[1] == 0.0


@pytest.mark.parametrize("d", [1, 3, 16])
def test_principal_components_are_numpy_s(d: int) -> None:
    found = finish(principal_components(X.astype(np.float32), d, np.random.default_rng(0)))
    expected = np.linalg.eigh(np.cov(X.T))[1][:, ::-1][:, :d]
    np.testing.assert_allclose(np.abs(np.diag(found.T @ expected)), 1.0, atol=1e-4)


def test_errors_are_compared_image_by_image() -> None:
    """Errors that differ much between images but little between the models: pairs tell them apart."""
    rng = np.random.default_rng(0)
    pca = rng.gamma(2.0, 0.02, 3000)
    own = 0.9 * pca + rng.normal(0, 1e-4, 3000)
    made = ae(3000, columns={"error": own.astype(np.float32), "pca": pca.astype(np.float32)})
    found = figures("nonlinear", made)
    assert inside(0.9, found["ratio"])
    assert found["ratio"].high - found["ratio"].low < 0.001
    assert found["difference"].high < 0
    assert found["error"].n == 1000


def test_the_correlation_of_two_normals_and_how_sure_it_is() -> None:
    """Its standard error is (1 - r^2) / sqrt n."""
    u, v = np.random.default_rng(0).normal(size=(2, 9000))
    columns = {"error": (9 + u).astype(np.float32), "pca": (9 + 0.8 * u + 0.6 * v).astype(np.float32)}
    found = figures("linear", ae(9000, columns=columns))["correlation"]
    assert inside(0.8, found)
    assert found.high - found.low == pytest.approx(2 * 1.96 * 0.36 / np.sqrt(3000), rel=0.1)

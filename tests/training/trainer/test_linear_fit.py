from dataclasses import replace

import numpy as np
import pytest
import torch

from training.data import Images
from training.export import metrics
from training.trainer.config import RunConfig
from training.trainer.linear_fit import moments
from training.trainer.loop import fit

CONFIG = RunConfig(
    kind="linear-ae", family="linear", likelihood="gaussian", input_dropout=0.0, epochs=1.0, batch_size=1
)


def pca(x, d):
    """Mean ``(p,)`` and orthonormal axes ``(p, d)`` by SVD of the covariance: the oracle."""
    flat = x.reshape(len(x), -1) / 255.0
    mean = flat.mean(0)
    centred = flat - mean
    _, _, rows = np.linalg.svd(centred.T @ centred)
    return mean, rows[:d].T


def angle_degrees(decoder, axes):
    """The largest principal angle between two column spaces (Björck and Golub, 1973)."""
    basis, _ = np.linalg.qr(decoder)
    sines = np.linalg.svd(basis - axes @ (axes.T @ basis), compute_uv=False)
    return float(np.degrees(np.arcsin(min(1.0, sines.max()))))


def mse(x, mean, axes):
    flat = x.reshape(len(x), -1) / 255.0 - mean
    return float(np.mean((flat - flat @ axes @ axes.T) ** 2))


def test_moments(images):
    mean, covariance = moments(images.train)
    flat = images.train.reshape(60, -1) / 255.0
    np.testing.assert_allclose(mean, flat.mean(0), atol=1e-12)
    np.testing.assert_allclose(covariance, np.cov(flat.T, bias=True), atol=1e-12)


@pytest.mark.parametrize("d", [1, 2, 5])
def test_small_images(images, tmp_path, d):
    outcome = fit(replace(CONFIG, hidden=(8,), latent_dim=d), images, tmp_path, quiet=True)
    mean, axes = pca(images.train, d)
    decoder = outcome.model.decoder.weight.detach().numpy()
    assert angle_degrees(decoder, axes) < 0.1
    np.testing.assert_allclose(decoder.T @ decoder, np.eye(d), atol=1e-5)
    x = torch.from_numpy(images.test) / 255
    with torch.no_grad():
        mu, _ = outcome.model.encode(x)
        found = float((outcome.model.decode(mu) - x).square().mean())
    assert found == pytest.approx(mse(images.test, mean, axes), rel=1e-4)


def test_codes_are_uncorrelated_and_widest_first(images, tmp_path):
    outcome = fit(replace(CONFIG, hidden=(8,), latent_dim=3), images, tmp_path, quiet=True)
    with torch.no_grad():
        mu, _ = outcome.model.encode(torch.from_numpy(images.train) / 255)
    covariance = np.cov(mu.numpy().T)
    spread = np.diag(covariance)
    assert (np.diff(spread) < 0).all()
    np.testing.assert_allclose(covariance, np.diag(spread), atol=1e-4 * spread.max())


def test_one_row_of_history(images, tmp_path):
    outcome = fit(CONFIG, images, tmp_path, quiet=True)
    assert outcome.finished
    assert outcome.recorder.history().epoch.tolist() == [1]


@pytest.mark.parametrize("d", [2, 16])
def test_mnist_against_pca(mnist: Images, tmp_path, d):
    outcome = fit(replace(CONFIG, latent_dim=d), mnist, tmp_path, quiet=True)
    mean, axes = pca(mnist.train, d)
    assert angle_degrees(outcome.model.decoder.weight.detach().numpy(), axes) <= 0.1
    with torch.no_grad():
        x = torch.from_numpy(metrics.to_float(mnist.test))
        found = float((outcome.model.decode(outcome.model.encode(x)[0]) - x).square().mean())
    assert found <= 1.0005 * mse(mnist.test, mean, axes)


def test_the_shipped_linear_bundle_against_pca(mnist: Images):
    onnx = pytest.importorskip("onnx")
    from pathlib import Path

    from aevae_desktop import bundle

    folder = Path(__file__).parents[3] / "models_onnx" / "linear-mnist-2d"
    manifest = bundle.validate(folder)
    mean, axes = pca(mnist.train, 2)
    weights = [onnx.numpy_helper.to_array(w) for w in onnx.load(folder / bundle.DECODER).graph.initializer]
    decoder = next(w for w in weights if sorted(w.shape) == [2, 784])
    assert angle_degrees(decoder if decoder.shape == (784, 2) else decoder.T, axes) <= 1.0
    coder = metrics.open_coder(folder, manifest)
    x_hat = coder.decode(coder.encode(mnist.test)[0])
    assert float(np.mean((x_hat - metrics.to_float(mnist.test)) ** 2)) <= 1.001 * mse(mnist.test, mean, axes)

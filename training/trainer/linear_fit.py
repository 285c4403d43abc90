"""The linear autoencoder, fitted exactly: its loss depends on the images only through their mean and covariance.

With both biases, the best ones centre the images. For centred x with covariance C, encoder A (d, p) and decoder
B (p, d), the mean squared error is ``tr C - 2 tr(B A C) + tr(A^T B^T B A C)``: full-batch L-BFGS in float64 on
this needs no pass over the images. Minibatch Adam reaches PCA's loss long before its plane.
"""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor, nn

from aevae_desktop.errors import ModelError
from training.data import rows
from training.data.rows import Pixels
from training.trainer.model import Autoencoder

MOST_PIXELS = 12_288  # 64 x 64 RGB: the covariance is then 1.2 GB
ROUNDS, INNER = 16, 100  # the plane is then within 0.01 degree of PCA's on MNIST for d = 2 (3 s), 0.03 for d = 16 (9 s)


def moments(x: Pixels) -> tuple[Tensor, Tensor]:
    """Mean ``(p,)`` and covariance ``(p, p)``, float64, of images ``(n, ...) uint8`` scaled to [0, 1]."""
    mean = rows.mean(x).reshape(-1) / 255
    second = np.zeros((len(mean),) * 2)
    for places in np.array_split(np.arange(len(x)), max(1, len(x) // 10_000)):
        values = x[places[0] : places[-1] + 1].reshape(len(places), -1).astype(np.float64) / 255 - mean
        second += values.T @ values
    return torch.from_numpy(mean), torch.from_numpy(second / len(x))


def solve(covariance: Tensor, d: int, seed: int) -> tuple[Tensor, Tensor]:
    """Encoder ``(d, p)`` and decoder ``(p, d)`` that minimise the mean squared error."""
    generator = torch.Generator().manual_seed(seed)
    start = torch.randn(d, len(covariance), generator=generator, dtype=torch.float64) * 0.05
    encoder = start.clone().requires_grad_()
    decoder = start.T.contiguous().requires_grad_()
    trace = covariance.trace()

    optimizer = torch.optim.LBFGS(
        [encoder, decoder],
        max_iter=INNER,
        history_size=20,
        line_search_fn="strong_wolfe",
        tolerance_grad=1e-10,
        tolerance_change=0.0,
    )

    def closure() -> Tensor:
        optimizer.zero_grad()
        coded = encoder @ covariance
        loss = trace - 2 * (coded * decoder.T).sum() + (decoder.T @ decoder * (coded @ encoder.T)).sum()
        loss.backward()  # type: ignore[no-untyped-call]
        return loss

    for _ in range(ROUNDS):
        optimizer.step(closure)  # type: ignore[no-untyped-call]
        assert encoder.grad is not None
        if float(encoder.grad.abs().max()) < 1e-8:
            break
    return encoder.detach(), decoder.detach()


def fix_gauge(encoder: Tensor, decoder: Tensor, covariance: Tensor) -> tuple[Tensor, Tensor]:
    """The same map x -> x_hat with an orthonormal decoder and uncorrelated codes, widest first.

    Any invertible G turns (A, B) into (G A, B G^-1) without changing a reconstruction; this choice makes a latent
    unit a pixel unit and the map upright. The sign makes each decoder column's sum positive.
    """
    basis, mix = torch.linalg.qr(decoder)
    turned = mix @ encoder
    _, axes = torch.linalg.eigh(turned @ covariance @ turned.T)
    axes = axes.flip(1)
    basis, turned = basis @ axes, axes.T @ turned
    sign = torch.where(basis.sum(0) < 0, -1.0, 1.0).to(basis)
    return turned * sign[:, None], basis * sign


def fit_linear(model: Autoencoder, x: Pixels, seed: int) -> None:
    """Put the least-squares solution for the images ``x`` into a linear ``model``.

    Raises ``ModelError`` when their covariance would not fit into memory.
    """
    pixels = int(np.prod(x.shape[1:]))
    if pixels > MOST_PIXELS:
        raise ModelError(
            field="--kind",
            found=f"linear-ae for images of {pixels} values",
            expected=f"at most {MOST_PIXELS}: it needs their covariance",
            remedy="Make the images smaller, or train --kind ae --family linear.",
        )
    mean, covariance = moments(x)
    encoder, decoder = model.encoder, model.decoder
    assert isinstance(encoder, nn.Linear)
    assert isinstance(decoder, nn.Linear)
    a, b = fix_gauge(*solve(covariance, decoder.in_features, seed), covariance)
    with torch.no_grad():
        encoder.weight.copy_(a)
        encoder.bias.copy_(-a @ mean)
        decoder.weight.copy_(b)
        decoder.bias.copy_(mean)

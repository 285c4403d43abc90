"""The autoencoder: an encoder, a decoder, and what turns their outputs into codes and pixels."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields
from typing import Any

import torch
from torch import Tensor, nn

from aevae_desktop.core.images.measure import GAUSSIAN_VARIANCE
from aevae_desktop.errors import ModelError
from training.families import FAMILIES, NetSpec
from training.trainer.config import RunConfig
from training.trainer.losses import LIKELIHOODS

LEAST_PIXEL = 1e-3  # of a mean image, and 1 minus the largest: a logit of 6.9, which a few images can turn
MOST_NUMBERS = 1 << 28  # of a network: 4 GB with their gradients and moments
LOG_VAR_RANGE = (-16.0, 8.0)  # far outside what a trained encoder gives; keeps exp(log_var) finite at first


class Autoencoder(nn.Module):
    """An AE or VAE for images ``x: (n, c, h, w) float32 in [0, 1]`` and codes ``z: (n, d) float32``."""

    def __init__(self, config: RunConfig, shape: tuple[int, int, int]) -> None:
        super().__init__()
        family = FAMILIES[config.family]
        spec = net_spec(config, shape)
        self.shape = shape
        self.variational = config.kind == "vae"
        self.squashed = family.squashed
        self.likelihood = LIKELIHOODS[config.likelihood]
        self.log_noise = torch.tensor(GAUSSIAN_VARIANCE).log()
        if self.likelihood.learns_variance:
            self.log_noise = nn.Parameter(self.log_noise)
        self.encoder = family.encoder(spec)
        self.decoder = family.decoder(spec)

    def encode(self, x: Tensor) -> tuple[Tensor, Tensor | None]:
        """The code ``mu (n, d)`` and, for a VAE, ``log_var (n, d)`` of the posterior N(mu, diag exp log_var)."""
        code = self.encoder(x.flatten(1)).float()
        if not self.variational:
            return code, None
        mu, log_var = code.chunk(2, dim=1)
        return mu, log_var.clamp(*LOG_VAR_RANGE)

    def raw(self, z: Tensor) -> Tensor:
        """The decoder's output before squashing, ``(n, pixels)``: logits when ``squashed``."""
        out: Tensor = self.decoder(z)
        return out.float()

    def nll(self, flat: Tensor, z: Tensor) -> Tensor:
        """The reconstruction term ``(n,)``, nats an image, of flat images ``(n, pixels)`` and codes ``z (n, d)``."""
        out = self.raw(z)
        if self.squashed and not self.likelihood.takes_logits:
            out = out.sigmoid()
        return self.likelihood.nll(flat, out, self.log_noise)

    @contextmanager
    def measured(self) -> Iterator[None]:
        """In evaluation mode and without gradients; afterwards in training mode."""
        self.eval()
        try:
            with torch.no_grad():
                yield
        finally:
            self.train()

    def decode(self, z: Tensor) -> Tensor:
        """Images ``(n, c, h, w)`` for codes ``(n, d)``."""
        out = self.raw(z)
        return (out.sigmoid() if self.squashed else out).reshape(-1, *self.shape)


def start_at(model: Autoencoder, mean: Tensor) -> None:
    """Have the decoder begin near the image ``mean (c, h, w)`` in [0, 1]: as the bias of its last layer.

    Otherwise the first steps are spent on it, by all weights at once, and the codes of a small set scatter meanwhile. A
    last layer of convolutions has a number a channel. (As of the bias of a detector in Lin et al., 2017, section 4.1.)
    """
    last = [layer for layer in model.decoder.modules() if isinstance(layer, nn.Linear | nn.Conv2d | nn.ConvTranspose2d)]
    bias = last[-1].bias
    assert bias is not None
    wanted = mean.flatten() if bias.numel() == mean.numel() else mean.flatten(1).mean(1)
    with torch.no_grad():
        bias.copy_(torch.logit(wanted, LEAST_PIXEL) if model.squashed else wanted)


def check_size(config: RunConfig, shape: tuple[int, int, int]) -> None:
    """Raises ``ModelError`` for a network too large to be trained here; nothing of it is built."""
    with torch.device("meta"):
        count = sum(value.numel() for value in Autoencoder(config, shape).state_dict().values())
    if count > MOST_NUMBERS:
        raise ModelError(
            field="--hidden",
            found=f"a network of {count:,} numbers",
            expected=f"at most {MOST_NUMBERS:,}",
            remedy="Choose narrower or fewer layers (--hidden, --conv-channels, --blocks).",
        )


def net_spec(config: RunConfig, shape: tuple[int, int, int]) -> NetSpec:
    """The sizes of the networks for images of ``shape`` (c, h, w). Raises ``ModelError`` if d exceeds the pixels."""
    pixels = shape[0] * shape[1] * shape[2]
    d = config.latent_dim
    if d > pixels:
        raise ModelError(field="--latent-dim", found=str(d), expected=f"at most {pixels}, the pixels of an image")
    own: dict[str, Any] = {
        "pixels": pixels,
        "shape": shape,
        "code_size": 2 * d if config.kind == "vae" else d,
        "decoder_hidden": config.decoder_hidden or config.hidden[::-1],
        "decoder_channels": config.decoder_channels or config.conv_channels[::-1],
    }
    settings = {item.name: getattr(config, item.name) for item in fields(NetSpec) if item.name not in own}
    return NetSpec(**own, **settings)


def to_float(x: Tensor) -> Tensor:
    """``uint8`` pixels 0..255 as ``float32`` in [0, 1]."""
    return x.to(torch.float32) / 255


def hide_pixels(x: Tensor, highest: float) -> Tensor:
    """Zero a share of the pixels, the share drawn per image from U(0, highest), and rescale: ``(n, p) -> (n, p)``.

    Only the encoder sees it. One fixed share costs likelihood; a random one leaves whole images in the mix.
    """
    rate = torch.rand(len(x), 1, device=x.device) * highest
    keep = torch.rand_like(x) >= rate
    return x * keep / (1 - rate)

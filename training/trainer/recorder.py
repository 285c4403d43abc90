"""The history of a run, kept in its bundle: losses, codes of fixed images and a mosaic of decodes, epoch by epoch."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from aevae_desktop.bundle import History
from training.trainer.config import RunConfig
from training.trainer.held import Held, taken
from training.trainer.losses import kl_standard_normal
from training.trainer.model import Autoencoder, to_float

ROWS = 36  # frames kept of a long run
SAMPLES = 2000
TILES = 12  # a side of the mosaic
GREYS = 64  # levels of a stored tile: a step of 4 of 255, which nobody sees
CENTRAL = 0.96  # share of the codes, in each axis, that the mosaic spans: outliers would rule it


def frames(epochs: int, limit: int = ROWS) -> list[int]:
    """The epochs to record: all of a short run, else ``limit`` of them, dense at first where most happens."""
    if epochs + 1 <= limit:
        return list(range(epochs + 1))
    curve = np.linspace(0, 1, limit) ** 2 * epochs
    return sorted({*(int(value) for value in np.maximum(np.rint(curve), np.arange(limit)))})


class Recorder:
    """Collects the rows of a ``History``; its ``state`` travels in the checkpoints."""

    def __init__(self, config: RunConfig, x: Held) -> None:
        count = min(SAMPLES, len(x))
        self.index = torch.arange(count) * (len(x) // count)
        self.config = config
        self.x = to_float(taken(x, self.index).to(config.device))
        self.rows: dict[str, list[Tensor]] = {"epoch": [], "loss": [], "codes": [], "tiles": [], "extent": []}

    def record(self, model: Autoencoder, epoch: int) -> None:
        """Add a row: mean losses of the fixed images in nats (z = mu), their codes, and the mosaic."""
        with model.measured():
            row = self._row(model, epoch)
        for name, value in row.items():
            self.rows[name].append(value)

    def example(self, model: Autoencoder) -> dict[str, Tensor]:
        """A row such as ``record`` adds, which is not kept: what the rows of a history must look like."""
        with model.measured():
            return self._row(model, 0)

    def seen(self, model: Autoencoder) -> tuple[Tensor, Tensor, Tensor]:
        """Codes ``(k, d)`` of the fixed images, and extent ``(4,)`` and tiles ``(t, c, h, w) uint8`` of the mosaic."""
        with model.measured():
            mu, _ = model.encode(self.x)
            return mu.cpu(), *_mosaic(model, mu)

    def _row(self, model: Autoencoder, epoch: int) -> dict[str, Tensor]:
        mu, log_var = model.encode(self.x)
        nll = model.nll(self.x.flatten(1), mu).mean()
        kl = kl_standard_normal(mu, log_var).mean() if log_var is not None else torch.zeros_like(nll)
        extent, tiles = _mosaic(model, mu)
        return {
            "epoch": torch.tensor(epoch),
            "loss": torch.stack([nll, kl]).cpu(),
            "codes": mu.cpu(),
            "tiles": tiles,
            "extent": extent,
        }

    def state(self) -> dict[str, Any]:
        """Plain tensors for a checkpoint."""
        return {name: list(values) for name, values in self.rows.items()}

    def restore(self, state: dict[str, Any]) -> None:
        """Take up what ``state`` gave."""
        self.rows = {name: list(values) for name, values in state.items()}

    def history(self) -> History:
        """All rows as the bundle stores them.

        Codes are rounded to 1/1024 of a latent unit, which halves the file, and tiles to ``GREYS`` levels, which takes
        three tenths off what is left.
        """
        stacked = {name: torch.stack(values).numpy() for name, values in self.rows.items()}
        nll, kl = stacked["loss"].T.astype(np.float32)
        losses = {"reconstruction": nll}
        if self.config.kind == "vae":
            losses |= {"kl": kl, "total": nll + np.float32(self.config.beta) * kl}
        tiles = stacked["tiles"]
        e, _, _, h, w = tiles.shape
        return History(
            epoch=stacked["epoch"].astype(np.int32),
            losses=losses,
            index=self.index.numpy().astype(np.int32),
            codes=(np.rint(stacked["codes"] * 1024) / 1024).astype(np.float32),
            tiles=np.ascontiguousarray(_fewer(tiles.mean(2)).reshape(e, TILES, TILES, h, w)),
            extent=stacked["extent"].astype(np.float32),
        )


def _fewer(grey: NDArray[np.float64]) -> NDArray[np.uint8]:
    """Grey values of 0 to 255 in ``GREYS`` levels, black and white among them."""
    level = np.rint(grey * ((GREYS - 1) / 255))
    return np.rint(level * (255 / (GREYS - 1))).astype(np.uint8)


def mosaic_codes(extent: Tensor, d: int, side: int) -> Tensor:
    """Codes ``(side^2, d)`` of a grid over ``extent`` (x0, y0, x1, y1) in the first two axes, top row first."""
    x0, y0, x1, y1 = extent.tolist()
    y, x = torch.meshgrid(torch.linspace(y1, y0, side), torch.linspace(x0, x1, side), indexing="ij")
    z = torch.zeros(side * side, d)
    z[:, 0] = x.flatten()
    if d > 1:
        z[:, 1] = y.flatten()
    return z


def _mosaic(model: Autoencoder, mu: Tensor) -> tuple[Tensor, Tensor]:
    """What the mosaic spans, and its tiles."""
    extent = _extent(mu.cpu())
    z = mosaic_codes(extent, mu.shape[1], TILES).to(mu.device)
    return extent, model.decode(z).clamp(0, 1).mul(255).round().to(torch.uint8).cpu()


def _extent(mu: Tensor) -> Tensor:
    plane = torch.cat([mu, torch.zeros_like(mu)], dim=1)[:, :2] if mu.shape[1] == 1 else mu[:, :2]
    edge = (1 - CENTRAL) / 2
    low, high = plane.quantile(edge, dim=0), plane.quantile(1 - edge, dim=0)
    return torch.cat([low, high]).float()

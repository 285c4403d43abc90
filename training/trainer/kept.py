"""What is kept of a run: its last weights, their running mean, or those of the best epoch by held-out loss."""

from __future__ import annotations

import copy
import math
from collections.abc import Mapping, Sequence
from typing import Any

import torch
from torch import Tensor

from training.trainer.config import RunConfig
from training.trainer.model import Autoencoder

Row = Mapping[str, Any]


class Average:
    """The exponential running mean of the weights of ``model``, as a model of its own (Polyak and Juditsky, 1992).

    Numbers that are learned by watching, as those of batch normalisation, are averaged like weights.
    """

    def __init__(self, model: Autoencoder, decay: float) -> None:
        self.model = copy.deepcopy(model).requires_grad_(False)
        self._decay = decay

    def update(self, model: Autoencoder, step: int) -> None:
        """Take in the weights after ``step`` steps; the first count for more, or the untrained ones would stay."""
        share = 1 - min(self._decay, (1 + step) / (10 + step))
        mine, theirs = self.model.state_dict(), model.state_dict()
        floats = [name for name, value in mine.items() if value.is_floating_point()]
        torch._foreach_lerp_([mine[name] for name in floats], [theirs[name] for name in floats], share)
        for name in mine.keys() - floats:
            mine[name].copy_(theirs[name])


def weights(model: Autoencoder) -> dict[str, Tensor]:
    """A copy of them."""
    return {name: value.clone() for name, value in model.state_dict().items()}


def best(config: RunConfig, log: Sequence[Row]) -> int:
    """The place in ``log`` of the first row with the lowest held-out loss, which is measured at the full beta."""
    losses = [row["validation_reconstruction"] + config.beta * row["validation_kl"] for row in log]
    return min(range(len(losses)), key=lambda place: losses[place] if math.isfinite(losses[place]) else math.inf)


def given_up(config: RunConfig, log: Sequence[Row]) -> bool:
    """Whether the held-out loss has not become better for so many epochs that training ends."""
    return bool(config.patience and log) and len(log) - 1 - best(config, log) >= config.patience

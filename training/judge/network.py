"""The judge's network: convolutions that halve the image, then one hidden layer."""

from __future__ import annotations

import torch
from torch import Tensor, nn

SMALLEST = 4  # pixels of a side, below which nothing is halved any more


class JudgeNet(nn.Module):
    """``x (n, c, h, w)`` in [0, 1] -> logits ``(n, outputs)``; ``width`` channels, later up to four times that."""

    def __init__(self, shape: tuple[int, int, int], width: int, outputs: int) -> None:
        super().__init__()
        channels, *size = shape
        layers, wide = _convolution(channels, width, 5), width
        size = [-(-side // 2) for side in size]
        while min(size) > SMALLEST:
            narrow = min(2 * wide, 4 * width)
            layers += _convolution(wide, narrow, 3)
            size, wide = [-(-side // 2) for side in size], narrow
        flat = wide * size[0] * size[1]
        head = [nn.Flatten(), nn.Linear(flat, 4 * width), nn.ReLU(), nn.Linear(4 * width, outputs)]
        self.layers = nn.Sequential(*layers, *head)
        self.to(memory_format=torch.channels_last)  # type: ignore[call-overload]  # twice as fast on a CPU

    def forward(self, x: Tensor) -> Tensor:
        """The logits."""
        out: Tensor = self.layers(x)
        return out


class Probabilities(nn.Module):
    """A network's logits as probabilities, which is what is exported."""

    def __init__(self, network: nn.Module) -> None:
        super().__init__()
        self.network = network

    def forward(self, x: Tensor) -> Tensor:
        """``(n, outputs)``, rows that sum to 1."""
        return torch.softmax(self.network(x), dim=1)


def _convolution(wide: int, narrow: int, kernel: int) -> list[nn.Module]:
    return [nn.Conv2d(wide, narrow, kernel, 2, kernel // 2), nn.BatchNorm2d(narrow), nn.ReLU()]

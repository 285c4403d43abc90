"""The matrix products of a model's own layers, as work of its own that can be timed beside a step of its training."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

aten = torch.ops.aten
Convolution = nn.Conv2d | nn.ConvTranspose2d


@dataclass(frozen=True, eq=False)
class Product:
    """One layer at one batch: ``x`` is what it was given, ``grad`` stands for the gradient of what it gave.

    ``inwards``: whether a step needs the gradient of ``x`` too; that of the images nobody needs.
    """

    layer: nn.Linear | Convolution
    x: Tensor
    grad: Tensor
    inwards: bool

    def forward(self) -> Tensor:
        """The layer's output; the bias comes with it, as it does in a step."""
        if isinstance(self.layer, nn.Linear):
            return functional.linear(self.x, self.layer.weight, self.layer.bias)
        out: Tensor = self.layer(self.x)
        return out

    def backward(self) -> tuple[Tensor | None, ...]:
        """The gradient of the input, if it is needed, and of the weights; the bias's is a sum, and no product."""
        if isinstance(self.layer, nn.Linear):
            inwards = torch.mm(self.grad, self.layer.weight) if self.inwards else None
            return inwards, torch.mm(self.grad.t(), self.x)
        wanted = [self.inwards, True, False]
        made: tuple[Tensor | None, ...] = aten.convolution_backward(
            self.grad, self.x, self.layer.weight, None, *_how(self.layer), wanted
        )
        return made


class Products:
    """Calling it does the products of one step of ``model``: forward through its layers, then backward, and no more.

    Nothing between the layers is in it: no activation, norm, loss, noise, augmentation, bias gradient or optimiser. The
    products are those of ``loss()``, one call of which is looked at, on the weights and inputs that it has there. What
    they give is held to the end, as a step holds its activations and gradients: in memory of its own.
    """

    def __init__(self, model: nn.Module, loss: Callable[[], Tensor]) -> None:
        self.products: list[Product] = []
        layers = [one for one in model.modules() if isinstance(one, nn.Linear | Convolution)]
        hooks = [layer.register_forward_hook(self._note) for layer in layers]
        loss()
        for hook in hooks:
            hook.remove()

    @torch.no_grad()
    def __call__(self) -> None:
        """Do them once."""
        activations = [product.forward() for product in self.products]
        gradients = [product.backward() for product in reversed(self.products)]
        del activations, gradients

    def _note(self, layer: Any, inputs: tuple[Tensor, ...], out: Tensor) -> None:
        (x,) = inputs
        self.products.append(Product(layer, x.detach().clone(), torch.randn_like(out), x.requires_grad))


def _how(layer: Convolution) -> tuple[Any, ...]:
    transposed = isinstance(layer, nn.ConvTranspose2d)
    return layer.stride, layer.padding, layer.dilation, transposed, layer.output_padding, layer.groups

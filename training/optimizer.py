"""AdamW and the clipping of gradients as torch has them, without what costs a CPU more than the arithmetic.

For small networks most of ``torch.optim.AdamW.step`` is Python that gathers the same tensors again in every step, and
a norm of a tensor takes a CPU twice as long as its product with itself. The numbers are torch's: of AdamW bit for bit.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor


class AdamW(torch.optim.AdamW):
    """torch's fused AdamW, with its state and its bits. Every parameter must have a gradient in every step."""

    _gathered: list[tuple[dict[str, Any], list[Tensor], list[list[Tensor]]]] | None = None  # group, its tensors, state

    @torch.no_grad()
    def step(self, closure: None = None) -> None:  # type: ignore[override]
        """Change the weights. The first step is torch's own, which makes the state."""
        if self._gathered is None:
            super().step(closure)
            self._gathered = [(group, group["params"], self._state_of(group)) for group in self.param_groups]
            return
        for group, parameters, (count, mean, square) in self._gathered:
            torch._foreach_add_(count, 1)
            torch._fused_adamw_(
                parameters,
                [p.grad for p in parameters],  # type: ignore[misc]
                mean,
                square,
                [],
                count,
                lr=group["lr"],
                beta1=group["betas"][0],
                beta2=group["betas"][1],
                weight_decay=group["weight_decay"],
                eps=group["eps"],
                amsgrad=False,
                maximize=False,
            )

    def forget_gradients(self) -> None:
        """``zero_grad``, whose default this is."""
        for group in self.param_groups:
            for p in group["params"]:
                p.grad = None

    def load_state_dict(self, state_dict: dict[str, Any]) -> None:
        """Take up a state, which is gathered anew."""
        self._gathered = None
        super().load_state_dict(state_dict)

    def _state_of(self, group: dict[str, Any]) -> list[list[Tensor]]:
        return [[self.state[p][name] for p in group["params"]] for name in ("step", "exp_avg", "exp_avg_sq")]


def clip(parameters: Sequence[Tensor], limit: float) -> Tensor:
    """Scale the gradients down to the norm ``limit``, if theirs is larger, and return what it was: ``()``.

    On a GPU as ``clip_grad_norm_``, which does not wait for the norm. A CPU leaves gradients within the limit alone.
    """
    if parameters[0].is_cuda:
        return torch.nn.utils.clip_grad_norm_(parameters, limit)
    slopes = [p.grad.flatten() for p in parameters if p.grad is not None]
    norm = torch.stack([slope.dot(slope) for slope in slopes]).sum().sqrt()
    if not norm <= limit:  # nor is NaN
        torch.nn.utils.clip_grads_with_norm_(parameters, limit, norm)
    return norm

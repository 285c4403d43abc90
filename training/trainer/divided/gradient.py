"""The gradient of a batch that is divided: between the processes of a job, and into parts computed in turn.

Each process holds the same generator. It draws the noise of the whole batch, as one process would, and keeps the rows
that it computes; DistributedDataParallel averages the gradients, ``batch_mean`` the terms. So a step is that of one
process and of the whole batch, up to the order in which float32 sums are taken.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import torch
import torch.distributed as dist
from torch import Tensor, nn
from torch.autograd.function import once_differentiable
from torch.nn.modules.batchnorm import _BatchNorm
from torch.nn.parallel import DistributedDataParallel

from aevae_desktop.errors import ModelError
from training.trainer.config import RunConfig
from training.trainer.distributed import World
from training.trainer.divided.noise import SharedNoise

# (model, config, x, progress) -> loss, and terms to be reported; its means over images must be ``batch_mean``
Objective = Callable[[Any, RunConfig, Tensor, float], tuple[Tensor, Tensor, Tensor]]
Load = Callable[[slice], Tensor]  # rows of a batch -> its images (k, c, h, w)
Gradient = Callable[[int, Load, float], tuple[Tensor, Tensor]]  # (count, load, progress) -> reconstruction, KL (d,)


def gradient_of(model: nn.Module, objective: Objective, config: RunConfig, world: World) -> Gradient:
    """What adds the gradient of a batch to the parameters of ``model``, the same in all processes.

    Raises ``ModelError`` for layers that look at the batch, where it is divided.
    """
    whole = _Objective(objective, model, config)
    if world.size == config.accumulate == 1:
        return _Whole(whole)
    if any(isinstance(layer, _BatchNorm) for layer in model.modules()):
        expected = "another: batch statistics are not shared between processes"
        raise ModelError(field="--norm", found="batch", expected=expected)
    return _Divided(whole, world, config.accumulate)


class _Objective(nn.Module):
    """An objective as a module: DistributedDataParallel wants a forward."""

    def __init__(self, objective: Objective, model: nn.Module, config: RunConfig) -> None:
        super().__init__()
        self.objective = objective
        self.model = model
        self.config = config

    def forward(self, x: Tensor, progress: float) -> tuple[Tensor, Tensor, Tensor]:
        with torch.autocast(self.config.device, torch.bfloat16, enabled=self.config.precision == "bf16"):
            return self.objective(self.model, self.config, x, progress)


class _Whole:
    """The gradient of a batch that is not divided."""

    def __init__(self, objective: _Objective) -> None:
        self.objective = objective

    def __call__(self, count: int, load: Load, progress: float) -> tuple[Tensor, Tensor]:
        loss, nll, kl = self.objective(load(slice(0, count)), progress)
        loss.backward()
        return nll, kl


class _Divided:
    """The gradient of this process's share of each batch, a part after the other."""

    def __init__(self, objective: _Objective, world: World, parts: int) -> None:
        self.objective = objective
        self.world = world
        self.parts = parts
        self.shared = None
        if world.size > 1:
            self.shared = DistributedDataParallel(objective, process_group=world.group, forward_sync_buffers=False)
        self.settled = self.shared is None

    def __call__(self, count: int, load: Load, progress: float) -> tuple[Tensor, Tensor]:
        if not self.settled:  # the first pass decides in which order gradients are summed: a resumed run must agree
            self.settled = True
            with torch.random.fork_rng(self._gpus()):
                self(count, load, progress)
            self.objective.zero_grad()
        noise = self._noise()
        parts = _parts_of(self.world, count, self.parts)
        terms = []
        for part in parts:
            self._set_noise(noise)  # each part draws what the whole batch draws
            with self._summed_here() if part is not parts[-1] else nullcontext():
                terms.append(self._of(part, load(part.rows), progress))
        nll, kl = (torch.stack(values).sum(0) for values in zip(*terms, strict=True))
        return nll, kl

    def _of(self, part: _Part, x: Tensor, progress: float) -> tuple[Tensor, Tensor]:
        with part.entered(), SharedNoise(part.count, part.rows):
            loss, nll, kl = (self.shared or self.objective)(x, progress)
        loss.backward()
        return nll.detach(), kl.detach()

    def _summed_here(self) -> Any:
        """Until the last part gradients stay in their process: one exchange a step is enough."""
        return nullcontext() if self.shared is None else self.shared.no_sync()

    def _gpus(self) -> list[torch.device]:
        device = next(self.objective.parameters()).device
        return [device] if device.type == "cuda" else []

    def _noise(self) -> tuple[Tensor, list[Tensor]]:
        return torch.get_rng_state(), [torch.cuda.get_rng_state(gpu) for gpu in self._gpus()]

    def _set_noise(self, noise: tuple[Tensor, list[Tensor]]) -> None:
        torch.set_rng_state(noise[0])
        for gpu, state in zip(self._gpus(), noise[1], strict=True):
            torch.cuda.set_rng_state(state, gpu)


@dataclass(frozen=True)
class _Part:
    """The ``rows`` of a batch of ``count`` that are computed at once; where there are none, one that does not count."""

    world: World
    count: int
    rows: slice
    counts: bool

    @staticmethod
    def of(world: World, count: int, rows: slice) -> _Part:
        if rows.start < rows.stop:
            return _Part(world, count, rows, True)
        spare = min(rows.start, count - 1)
        return _Part(world, count, slice(spare, spare + 1), False)

    @contextmanager
    def entered(self) -> Iterator[None]:
        token = _part.set(self)
        try:
            yield
        finally:
            _part.reset(token)


def _parts_of(world: World, count: int, parts: int) -> list[_Part]:
    """The share that this process has of a batch of ``count`` in so many parts, as many as any other process has."""
    share = world.share(count)
    cuts = [share.start + place * (share.stop - share.start) // parts for place in range(parts + 1)]
    return [_Part.of(world, count, slice(cut, end)) for cut, end in pairwise(cuts)]


_part: ContextVar[_Part | None] = ContextVar("_part", default=None)


def batch_mean(values: Tensor) -> Tensor:
    """The mean of ``values (n, ...) -> (...)`` over a batch, with the rows the other processes hold of this part of it.

    Where the batch has several parts the means of all add up to that of the batch.
    """
    part = _part.get()
    if part is None:
        return values.mean() if values.ndim == 1 else values.mean(0)
    mean: Tensor = _BatchMean.apply(values, part)  # type: ignore[no-untyped-call]
    return mean


class _BatchMean(torch.autograd.Function):
    """``all_reduce`` of sums. Its gradient is ``size`` times too large, as DistributedDataParallel divides by it."""

    @staticmethod
    def forward(ctx: Any, values: Tensor, part: _Part) -> Tensor:
        ctx.shape, ctx.scale = values.shape, part.world.size / part.count if part.counts else 0.0
        total = values.sum(0) if part.counts else torch.zeros_like(values[0])
        if part.world.size > 1:
            dist.all_reduce(total, group=part.world.group)
        return total / part.count

    @staticmethod
    @once_differentiable
    def backward(ctx: Any, grad: Tensor) -> tuple[Tensor, None]:
        return (grad * ctx.scale).expand(ctx.shape), None

"""Noise drawn for a whole batch by each of several processes that hold a share of it.

Every random tensor whose first dimension is that of the images is drawn at the size of the whole batch, which moves
the generator as one process would, and cut to the share. What cannot be cut is refused: it would go wrong silently.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import torch
from torch import Tensor
from torch.utils._python_dispatch import TorchDispatchMode

from aevae_desktop.errors import ModelError

aten = torch.ops.aten
SIZED = (aten.rand.default, aten.randn.default)  # (size, ...)
LIKE = (aten.rand_like.default, aten.randn_like.default)  # (tensor, ...)
FILLING = (aten.bernoulli_.float, aten.normal_.default, aten.uniform_.default)  # (tensor to fill, ...)


class SharedNoise(TorchDispatchMode):  # type: ignore[no-untyped-call]
    """Inside, a row an image is drawn for ``count`` images and cut to ``rows``; other draws raise ``ModelError``."""

    def __init__(self, count: int, rows: slice) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.count = count
        self.rows = rows

    def __torch_dispatch__(
        self, func: Any, types: Sequence[type], args: Sequence[Any] = (), kwargs: Mapping[str, Any] | None = None
    ) -> Any:
        """Every operation comes by here; only those that draw are changed."""
        kwargs = kwargs or {}
        if torch.Tag.nondeterministic_seeded not in func.tags:
            return func(*args, **kwargs)
        if func in SIZED:
            return self._cut(func(self._whole(args[0]), *args[1:], **kwargs))
        if func not in (*LIKE, *FILLING):
            raise ModelError(f"the noise of {func} cannot be divided between processes", remedy="Use one process.")
        drawn = self._cut(func(args[0].new_empty(self._whole(args[0].shape)), *args[1:], **kwargs))
        return drawn if func in LIKE else args[0].copy_(drawn)

    def _whole(self, shape: Sequence[int]) -> list[int]:
        own = self.rows.stop - self.rows.start
        if not shape or shape[0] != own:
            found = f"noise of shape {tuple(shape)}"
            raise ModelError(found=found, expected=f"a row for each of {own} images", remedy="Use one process.")
        return [self.count, *shape[1:]]

    def _cut(self, drawn: Tensor) -> Tensor:
        return drawn[self.rows].contiguous()

"""What a network is given beside its code or its image: a class, and noise."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from aevae_desktop.bundle import MOST_CLASSES

WHOLE = {"tensor(int64)": np.int64, "tensor(int32)": np.int32, "tensor(uint8)": np.uint8}
_CALLED_LABEL = re.compile("label|class|cond|hot|^[yct]$", re.IGNORECASE)


@dataclass(frozen=True)
class Label:
    """The class that a conditional network is given in every row, one of ``classes`` (0: it takes none).

    A ``joined`` one goes after the numbers of the network's input; else into an input of its own.
    """

    value: int = 0
    classes: int = 0
    joined: bool = False

    def one_hot(self, rows: int) -> NDArray[np.float32]:
        """(rows, classes), 1 at the class."""
        made = np.zeros((rows, max(self.classes, self.value + 1)), np.float32)
        made[:, self.value] = 1
        return made


def label_input(inputs: Mapping[str, Any], noise: Collection[str], main: str) -> str:
    """The input that takes a class, of two beside ``noise``; "" without.

    That is the one of whole numbers, the one that is called so, or the one of a few numbers that is not ``main``.
    """
    names = [name for name in inputs if name not in noise]
    if len(names) != 2:
        return ""
    whole = [name for name in names if inputs[name].type in WHOLE and len(inputs[name].shape) < 3]
    called = whole if whole else [name for name in names if _CALLED_LABEL.search(name)]
    if len(called) != 1 and main in names:
        called = [name for name in names if name != main and _few(inputs[name].shape)]
    return called[0] if len(called) == 1 else ""


def noise_rows(entry: Any, rows: int, dtype: type) -> NDArray[Any]:
    """No noise at all, for the input ``entry``: a size that it leaves open is one number for all."""
    sizes = [size if isinstance(size, int) and size > 0 else 1 for size in entry.shape[1:]]
    return np.zeros((rows, *sizes), dtype)


def _few(shape: list[Any]) -> bool:
    return len(shape) == 2 and isinstance(shape[1], int) and 2 <= shape[1] <= MOST_CLASSES

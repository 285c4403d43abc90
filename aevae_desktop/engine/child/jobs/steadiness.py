"""Whether a network gives the same twice, and of an image or a code the same whatever else is in the batch.

One that does not was exported as it was while it was trained: with dropout, or with BatchNorm over the batch.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from aevae_desktop.engine.child.model import Model

F32 = NDArray[np.float32]
_SLACK = 0.05  # share of the spread of its values by which an answer may differ: int8 rounds by what is in the batch
_EVAL = "Export it after model.eval()."


def said(model: Model, z: F32, x: F32) -> list[str]:
    """What is unsteady, a line each: tried on codes ``z: (n, d)`` and on images ``x`` in [0, 1]."""
    found = [_of_batch("An image of this decoder", model.decode_as_is, z)]
    if not np.array_equal(model.decode_as_is(z), model.decode_as_is(z), equal_nan=True):
        found = [f"This decoder differs from run to run: noise is drawn in it, or BatchNorm is as in training. {_EVAL}"]
    if model.has_encoder and np.array_equal(model.encode(x).mu, model.encode(x).mu):  # else it samples, told elsewhere
        found.append(_of_batch("A code of this encoder", lambda rows: model.encode(rows).mu, x))
    return [line for line in found if line]


def _of_batch(what: str, run: Callable[[F32], F32], rows: F32) -> str:
    together, alone = run(rows), np.concatenate([run(row[None]) for row in rows[:3]])
    off = np.abs(np.nan_to_num(together[: len(alone)]) - np.nan_to_num(alone)).max(initial=0)
    if off <= _SLACK * float(np.ptp(np.nan_to_num(together))):
        return ""
    return f"{what} depends on the others in its batch: BatchNorm is as in training. {_EVAL}"

"""Where in a training one looks, and what is there. Pure functions."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from aevae_desktop.engine.wire.frames import Arrays
from aevae_desktop.engine.wire.protocol import LOSS
from aevae_desktop.features.epochs.state import History
from aevae_desktop.language import translate
from aevae_desktop.session.model import F32, Model

NONE = translate("epochs", "This bundle recorded no history while it was trained.")


def history(arrays: Arrays) -> History:
    """What a reply to ``ReadHistory`` holds."""
    losses = {name.removeprefix(LOSS): values for name, values in arrays.items() if name.startswith(LOSS)}
    return History(arrays["epoch"], arrays["index"], arrays["codes"], arrays["tiles"], losses)


def row(found: History, place: float) -> int:
    """The recorded epoch that is nearest to ``place``."""
    return round(min(max(place, 0.0), 1.0) * (len(found.epoch) - 1))


def codes(found: History, place: float) -> F32:
    """The codes at ``place``: ``(k, d)``; between two recorded epochs on the straight line from one to the other."""
    at = min(max(place, 0.0), 1.0) * (len(found.epoch) - 1)
    k = min(int(at), len(found.epoch) - 1)
    rest = np.float32(at - k)
    here: F32 = found.codes[k]
    return here * (1 - rest) + found.codes[k + 1] * rest if rest else here


def labels(found: History, model: Model) -> NDArray[np.int16]:
    """The class of each code, -1 where it is not known: ``(k,)``."""
    known = np.zeros(0, np.int16) if model.codes is None else model.codes.label
    there = (found.index >= 0) & (found.index < len(known))
    made = np.full(len(found.index), -1, np.int16)
    made[there] = known[found.index[there]]
    return made


def beside(found: History, steps: int, place: float) -> float:
    """The place of the recorded epoch so many steps from the one at ``place``."""
    last = max(len(found.epoch) - 1, 1)
    return min(max(row(found, place) + steps, 0), last) / last

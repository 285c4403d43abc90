"""What changes over a run, as functions of ``progress`` in [0, 1): the learning rate and the weight of the KL term."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

LEAST_WARMUP = 100  # steps
MOST_WARMUP = 0.2  # of a run that is too short for them


@dataclass(frozen=True)
class BetaSchedule:
    """How beta changes over a run: ``share(progress, warmup, cycles)`` in [0, 1] of its final value."""

    name: str
    title: str
    share: Callable[[float, float, int], float]


def constant(progress: float, warmup: float, cycles: int) -> float:  # noqa: ARG001
    """1 throughout."""
    return 1.0


def rising(progress: float, warmup: float, cycles: int) -> float:  # noqa: ARG001
    """From 0 to 1 over the first ``warmup`` of the run, then 1 (Bowman et al., 2016)."""
    return min(1.0, progress / warmup) if warmup else 1.0


def cyclic(progress: float, warmup: float, cycles: int) -> float:
    """``cycles`` times ``rising``: each rises over the first ``warmup`` of its own length (Fu et al., 2019)."""
    return rising(progress * cycles % 1.0, warmup, 1) if progress < 1 else 1.0


BETA_SCHEDULES: dict[str, BetaSchedule] = {
    one.name: one
    for one in (
        BetaSchedule("warmup", "rises once, then stays", rising),
        BetaSchedule("cycle", "rises again and again", cyclic),
        BetaSchedule("constant", "the same throughout", constant),
    )
}


def warmup_share(share: float, steps: int) -> float:
    """The share of a run of ``steps`` in which the learning rate rises: ``share``, but in a short run some more.

    A rise over a few dozen steps throws an autoencoder's decoder into saturation, from which it does not come back.
    """
    return max(share, min(LEAST_WARMUP / steps, MOST_WARMUP)) if share else 0.0


def learning_rate(peak: float, warmup: float, progress: float) -> float:
    """Linear warm-up to ``peak``, then half a cosine down to zero (Loshchilov and Hutter, 2017)."""
    if progress < warmup:
        return peak * (progress / warmup + 1e-3)
    done = (progress - warmup) / max(1e-12, 1 - warmup)
    return peak * 0.5 * (1 + math.cos(math.pi * done))

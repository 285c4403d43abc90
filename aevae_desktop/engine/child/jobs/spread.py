"""What an encoder's second output is: the logarithm of a variance or of sigma, or sigma or a variance itself.

Names prove nothing; signs and sizes do. What is never negative, whatever the image, is no logarithm of something below
1. Which of the two of a kind it is, differing by a factor of 2 in the logarithm, is told by the decoder: the best
posterior is as narrow as the image changes fast. Its precision in dimension j is 1 + c J_j, where J_j is the squared
change of the decode, weighted as the likelihood has it (the Laplace approximation; MacKay, 2003, ch. 27), and c is 1
for the plain loss. So the logarithm of the precision should rise with log(1 + J) one to one, and be near it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

F32 = NDArray[np.float32]
F64 = NDArray[np.float64]

LOG_VAR, LOG_SIGMA, SIGMA, VARIANCE, NONE = "log_var", "log_sigma", "sigma", "variance", "none"
ROLES = (LOG_VAR, LOG_SIGMA, SIGMA, VARIANCE)
MOST_DIMENSIONS = 12  # that are measured
STEP = 0.02  # of a coordinate, for a derivative
ACTIVE = 0.1  # variance of mu over codes from the prior: below it a dimension is hardly used
LOG_C = np.linspace(-8, 8, 65)  # of 1 / beta, where the likelihood is that of the weights
FARTHEST, APART = 1.8, 1.0  # of log c from 0 for a right reading; how much farther the other must be
NEAR, FAR = 1.0, 2.25  # of log c, where the shape decides
TOGETHER, IN_ALL, MANY = 0.35, 0.85, 4  # correlations, at least: within dimensions, in all of so many
ERROR, LESS = 1.0, 0.95  # nats, and of the other's, at most
SLOPES, NARROW = (0.5, 1.25), 1.5  # of a right reading; log precision, nats: wider posteriors say too little
_NAMES = {
    LOG_VAR: re.compile("log_?_?(var|sigma_?(2|sq))", re.IGNORECASE),
    LOG_SIGMA: re.compile("log_?(std|sigma|scale|sd)(?!_?(2|sq))", re.IGNORECASE),
    SIGMA: re.compile("^(?!.*log)(.*_)?(sigma|std|stddev|scale)$", re.IGNORECASE),
    VARIANCE: re.compile("^(?!.*log)(.*_)?(var|variance)$", re.IGNORECASE),
}


class Read(NamedTuple):
    """The likeliest ``role`` and whether the measures leave no doubt of it; ``against``: those that they rule out."""

    role: str
    sure: bool
    against: tuple[str, ...] = ()


def named(name: str) -> str:
    """The role that an output's name speaks of; "" where it speaks of none."""
    return next((role for role, pattern in _NAMES.items() if pattern.search(name)), "")


def log_var_of(role: str, values: F32) -> F64:
    """log_var of an output of that role, (n, d)."""
    s = values.astype(np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        made = {LOG_VAR: s, LOG_SIGMA: 2 * s, SIGMA: 2 * np.log(s), VARIANCE: np.log(s)}
        return np.asarray(made[role])


def changes(decode: Callable[[F32], F32], mu: F32) -> tuple[NDArray[np.intp], F64]:
    """Which dimensions were looked at, (k,), and how fast decodes change along them at ``mu: (n, d)``: J, (n, k).

    ``decode`` gives images in [0, 1]. Weighted as for pixels that are probabilities: by 1 / (x (1 - x)).
    """
    order = np.argsort(-mu.var(axis=0), kind="stable")[:MOST_DIMENSIONS]
    dims = order[mu[:, order].var(axis=0) > ACTIVE]
    at = np.clip(decode(mu).reshape(len(mu), -1).astype(np.float64), 0, 1)
    weight = 1 / (at * (1 - at) + 1e-3)
    found = [np.empty((len(mu), 0))]
    for j in dims:
        step = np.zeros(mu.shape[1], np.float32)
        step[j] = STEP
        change = (decode(mu + step).astype(np.float64) - decode(mu - step)).reshape(len(mu), -1) / (2 * STEP)
        found.append((change**2 * weight).sum(axis=1, keepdims=True))
    return dims, np.concatenate(found, axis=1)


def read(values: F32, positive: bool, dims: NDArray[np.intp], j: F64) -> Read:
    """The role of an output with these ``values: (n, d)`` on decodes; ``positive``: on no image it is ever negative."""
    pair = (VARIANCE, SIGMA) if positive else (LOG_VAR, LOG_SIGMA)
    against = tuple(role for role in ROLES if role not in pair)
    if not dims.size:
        return Read(pair[1] if positive else pair[0], False, against)
    t = -log_var_of(pair[0], values)[:, dims]
    fits = [fit(k * t, j) for k in (1, 2)]
    best = int(abs(fits[1].log_c) < abs(fits[0].log_c))
    right, other = fits[best], fits[1 - best]
    apart = abs(other.log_c) - abs(right.log_c) > APART and abs(right.log_c) < FARTHEST
    fitting = right.error < min(ERROR, LESS * other.error) and SLOPES[0] < right.slope < SLOPES[1]
    if positive and best:  # sigma is usual: where a variance would need a far weight, shapes alone are compared
        far = abs(other.log_c) > FAR and abs(right.log_c) < NEAR
        fitting = fitting or (far and right.error < min(ERROR, 2 * LESS * other.error) and right.slope < SLOPES[1])
    fitting = fitting and float(np.median((best + 1) * t)) > NARROW
    if apart and fitting and _related(t, np.log1p(j)):
        return Read(pair[best], True, (*against, pair[1 - best]))
    return Read(pair[best if apart else int(positive)], False, against)


class Fit(NamedTuple):
    """The c (its logarithm) for which log precisions are nearest to log(1 + c J); how far they are then, nats.

    ``slope``: how much they rise with it; it is 1 where all is right.
    """

    log_c: float
    error: float
    slope: float


def fit(precision: F64, j: F64) -> Fit:
    """The ``Fit`` of log precisions (n, k) to changes J (n, k)."""
    errors = [float(np.sqrt(np.mean((precision - np.log1p(np.exp(c) * j)) ** 2))) for c in LOG_C]
    best = int(np.argmin(errors))
    w = np.log1p(np.exp(LOG_C[best]) * j)
    w -= w.mean()
    slope = float((w * precision).mean() / max(float((w**2).mean()), 1e-9))
    return Fit(float(LOG_C[best]), errors[best], slope)


def _related(t: F64, w: F64) -> bool:
    """Whether the widths have to do with the decoder at all: within the dimensions, or where there are many, in all."""
    within = together(t, w)
    if within > TOGETHER:
        return True
    whole = together(t.reshape(-1, 1), w.reshape(-1, 1))
    return t.shape[1] >= MANY and within > 0 and whole > IN_ALL


def together(a: F64, b: F64) -> float:
    """The correlation of ``a`` and ``b: (n, k)`` within each dimension: differences between dimensions do not count."""
    a, b = a - a.mean(axis=0), b - b.mean(axis=0)
    scale = float(np.sqrt((a**2).sum() * (b**2).sum()))
    return float((a * b).sum()) / scale if scale > 1e-9 else 0.0

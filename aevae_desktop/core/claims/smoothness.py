"""Transitions: how evenly images change along straight lines between codes of different classes."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from aevae_desktop.core.claims import intervals
from aevae_desktop.core.claims.decoding import BATCH, NONE, images_of, opinion, verdicts
from aevae_desktop.core.claims.figures import Measured, share
from aevae_desktop.core.claims.stored import chosen
from aevae_desktop.core.claims.subject import F32, Subject
from aevae_desktop.core.codes.samplers import rng_of
from aevae_desktop.core.steps import Steps, within
from aevae_desktop.language import translate

Doubles = NDArray[np.float64]

LINES = 300
STEPS = 32  # along a line
LIPSCHITZ = (99.0, 50.0)  # percentiles of how fast images change
_CHANGING = 40.0  # percentile above which images must change, so that no resample has a median of 0
_TRIES = 8  # codes for a line: some pairs are of one class


def smooth(subject: Subject, seed: int) -> Iterator[float | Measured]:
    """``largest``: on a line of ``STEPS`` equal steps, the largest change of the image over the mean one; 1 is even.

    The change is the root of the summed squared difference of pixels. ``lipschitz``: that change per latent unit, over
    all steps, its 99th percentile over its median. With a judge, ``accepted``: the share of places along a line that it
    sees a class in, and ``accepted_ends``, at the codes themselves. The array ``steps`` is the mean change along a
    line, each line's mean being 1.
    """
    codes, boot = rng_of(seed).spawn(2)
    begin, end = _pairs(subject, codes)
    change, seen = yield from within(0.0, 0.9, _along(subject, begin, end))
    length = np.linalg.norm(end.astype(np.float64) - begin, axis=1)
    moving = (change.mean(axis=1) > 0) & (length > 0)
    change, length = change[moving], length[moving]
    intervals.check(len(change))
    each = change.max(axis=1) / change.mean(axis=1)
    rate = change / length[:, None] * STEPS
    figures = {
        "largest": (yield from within(0.9, 0.92, intervals.mean(each, boot, "times the mean step"))),
    }
    notes: tuple[str, ...] = ()
    if np.percentile(rate, _CHANGING) > 0:
        steps = intervals.resampled(rate, _steepness, boot, "times the median")
        figures["lipschitz"] = yield from within(0.92, 1.0, steps)
    else:
        notes = (translate("core", "no Lipschitz ratio: along half of the way the image does not change at all"),)
    if seen is not None:
        figures["accepted"] = intervals.clustered_share(seen[:, 1:-1], "share of places")
        figures["accepted_ends"] = share(seen[:, [0, -1]].ravel(), "share of ends")
    profile = (change / change.mean(axis=1, keepdims=True)).mean(axis=0)
    yield Measured(figures, {"steps": profile.astype(np.float32)}, notes)


def _steepness(rate: Doubles) -> float:
    fast, middle = np.percentile(rate, LIPSCHITZ)
    return float(fast / middle)


def _pairs(subject: Subject, rng: np.random.Generator) -> tuple[F32, F32]:
    """Both ends of up to ``LINES`` lines: test codes of different classes, or any where none is labelled."""
    rows = rng.permutation(chosen(subject, _TRIES * LINES, rng))
    a, b = rows[: len(rows) // 2], rows[len(rows) // 2 : len(rows) // 2 * 2]
    if (subject.label >= 0).any():
        good = (subject.label[a] != subject.label[b]) & (subject.label[a] >= 0) & (subject.label[b] >= 0)
        a, b = a[good], b[good]
    intervals.check(len(a))
    return subject.mu[a[:LINES]], subject.mu[b[:LINES]]


def _along(subject: Subject, begin: F32, end: F32) -> Steps[tuple[Doubles, NDArray[np.bool_] | None]]:
    """The change at each step of each line, ``(lines, STEPS)``, and whether the judge sees a class at its places."""
    t = np.linspace(0.0, 1.0, STEPS + 1, dtype=np.float32)[:, None]
    change, seen = [], []
    some = max(1, BATCH // (STEPS + 1))
    for first in range(0, len(begin), some):
        yield first / len(begin)
        a, b = begin[first : first + some, None], end[first : first + some, None]
        z = ((1 - t) * a + t * b).reshape(-1, subject.d)
        images = images_of(subject, z)
        lines = images.reshape(-1, STEPS + 1, images[0].size).astype(np.float64)
        change.append(np.linalg.norm(np.diff(lines, axis=1), axis=2))
        if subject.judge is not None:
            seen.append((verdicts(opinion(subject, images)) != NONE).reshape(-1, STEPS + 1))
    return np.concatenate(change), np.concatenate(seen) if seen else None

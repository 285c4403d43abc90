"""How much a classifier that learns from few codes over-fits: what it gets right on these, less on new ones."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from aevae_desktop.core.claims import intervals
from aevae_desktop.core.claims.figures import Measured
from aevae_desktop.core.claims.stored import apart
from aevae_desktop.core.claims.subject import Subject
from aevae_desktop.core.codes.samplers import rng_of
from aevae_desktop.core.steps import each, within

TAUGHT = 100  # codes that a classifier learns from
ROUNDS = 40  # classifiers, each taught by others
MOST_NUMBERS = 512  # in a code: least squares in more takes too long
RIDGE = 1e-6  # of the mean square of a number: only so that the equations can be solved
Doubles = NDArray[np.float64]


def overfit(subject: Subject, seed: int) -> Iterator[float | Measured]:
    """``gap``: ``taught`` minus ``asked``, the shares that a classifier gets right of what it knows and of new codes.

    Linear least squares on the classes (Fisher, "The use of multiple measurements in taxonomic problems", 1936, in the
    form of Hastie, Tibshirani and Friedman, "The elements of statistical learning", 2009, 4.2), taught by ``TAUGHT``
    training codes; the mean over ``ROUNDS``, each with its own, and with new codes that no other is asked about.
    """
    codes, boot = rng_of(seed).spawn(2)
    train, test = apart(subject, len(subject.mu), len(subject.mu), codes)
    known, new = (rows[subject.label[rows] >= 0] for rows in (train, test))
    intervals.check(min(len(known), len(new)))
    found = []
    for done, exam in each(np.array_split(codes.permutation(new), min(ROUNDS, len(new))), 0.0, 0.9):
        yield done
        lesson = codes.choice(known, min(TAUGHT, len(known)), replace=False)
        found.append(_right(subject, lesson, exam))
    taught, asked = np.array(found).T
    figures = {}
    for name, shares in (("gap", taught - asked), ("taught", taught), ("asked", asked)):
        figures[name] = yield from within(0.9, 1.0, intervals.mean(shares, boot, "share of codes"))
    yield Measured(figures)


def _right(subject: Subject, lesson: NDArray[np.intp], exam: NDArray[np.intp]) -> tuple[float, float]:
    """The shares of both that are told right by who learned from ``lesson``."""
    x, label = subject.mu[lesson, :MOST_NUMBERS].astype(np.float64), subject.label[lesson]
    classes, k = np.unique(label, return_inverse=True)
    middle, spread = x.mean(axis=0), x.std(axis=0)
    spread[spread == 0] = 1.0
    weights = _solved((x - middle) / spread, np.eye(len(classes))[k])

    def right(rows: NDArray[np.intp]) -> float:
        z = (subject.mu[rows, :MOST_NUMBERS] - middle) / spread
        told = classes[(_with_one(z) @ weights).argmax(axis=1)]
        return float((told == subject.label[rows]).mean())

    return right(lesson), right(exam)


def _solved(x: Doubles, y: Doubles) -> Doubles:
    """The weights of least squares from ``x: (n, d)``, and a constant, to ``y: (n, k)``: ``(d + 1, k)``."""
    rows = _with_one(x)
    return np.asarray(np.linalg.solve(rows.T @ rows + RIDGE * len(x) * np.eye(rows.shape[1]), rows.T @ y))


def _with_one(x: Doubles) -> Doubles:
    return np.concatenate([x, np.ones((len(x), 1))], axis=1)

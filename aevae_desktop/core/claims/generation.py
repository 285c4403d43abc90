"""Codes chosen at random, decoded and judged: how many of the images are no digit (or whatever the classes are)."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from aevae_desktop.core.claims import intervals
from aevae_desktop.core.claims.decoding import NONE, Classes, judged
from aevae_desktop.core.claims.figures import Figure, Measured, share
from aevae_desktop.core.claims.steps import Steps, within
from aevae_desktop.core.claims.stored import STANDARD, chosen, drawn, fair_prior, fitted
from aevae_desktop.core.claims.subject import Subject
from aevae_desktop.core.codes.gaussians import Standard
from aevae_desktop.core.codes.samplers import Options, rng_of

CODES = 4000
REFITTED = 2000  # codes drawn from each density that is fitted
SHOWN = 100
OPTIONS = Options(bandwidth=0.5, components=10)  # half of Scott's rule: that is for normal codes, not for clusters
OF_RANDOM = "share of random codes"
OF_TEST = "share of test codes"
POINTS = "share of random codes beyond the model's own reconstructions"


def random(subject: Subject, seed: int) -> Iterator[float | Measured]:
    """``excess``: how much oftener the judge calls a random code's image none of the classes than a reconstruction.

    ``fair`` is that share for draws from the prior that is fair to the model (``stored.fair_prior``), ``standard`` for
    draws from N(0, I), with ``excess_standard``; ``own`` for the decodes of test codes at mu. ``variety``: the entropy
    of the classes of those that are not none, nats, ``variety_own`` the same of the reconstructions. The arrays ``z``
    and ``none`` are the first fair draws and what the judge said of them.
    """
    codes, draws, standard, boot = rng_of(seed).spawn(4)
    prior = yield from within(0.0, 0.05, fair_prior(subject, codes))
    z = drawn(prior, CODES, draws)
    fair = yield from within(0.05, 0.4, judged(subject, z))
    own = yield from within(0.4, 0.65, judged(subject, subject.mu[chosen(subject, CODES, codes)]))
    unit = fair
    if subject.prior != STANDARD:
        unit = yield from within(0.65, 0.95, judged(subject, drawn(Standard(subject.d), CODES, standard)))
    figures = {
        "fair": share(fair == NONE, OF_RANDOM),
        "standard": share(unit == NONE, OF_RANDOM),
        "own": share(own == NONE, OF_TEST),
        "excess": intervals.share_difference(fair == NONE, own == NONE, POINTS),
        "excess_standard": intervals.share_difference(unit == NONE, own == NONE, POINTS),
    }
    notes = []
    for name, classes, begin in (("variety", fair, 0.95), ("variety_own", own, 0.97)):
        if int((classes != NONE).sum()) < intervals.LEAST:
            notes.append(f"no {name}: hardly any image is of a class")
        else:
            figures[name] = yield from within(begin, begin + 0.02, variety(classes, boot))
    yield Measured(figures, {"z": z[:SHOWN], "none": fair[:SHOWN] == NONE}, tuple(notes))


def own_prior(subject: Subject, seed: int) -> Iterator[float | Measured]:
    """Whether what fails is only that the prior is not known: random codes from densities fitted to the codes.

    ``gaussian``, ``mixture`` (of ten Gaussians) and ``kde``, fitted to the training codes
    (``core.codes.samplers``): the share of draws that the judge calls none of the classes, and ``NAME_excess``, how
    much that is beyond the reconstructions, ``own``. A kernel density draws near stored codes: it is the best case.
    """
    codes, draws = rng_of(seed).spawn(2)
    own = yield from within(0.0, 0.2, judged(subject, subject.mu[chosen(subject, REFITTED, codes)]))
    figures = {"own": share(own == NONE, OF_TEST)}
    rows = ("gaussian", "mixture", "kde")
    for k, (name, source) in enumerate(zip(rows, draws.spawn(len(rows)), strict=True)):
        low, high = 0.2 + 0.8 * k / len(rows), 0.2 + 0.8 * (k + 1) / len(rows)
        model = yield from within(low, (low + high) / 2, fitted(subject, name, OPTIONS, codes))
        found = yield from within((low + high) / 2, high, judged(subject, drawn(model, REFITTED, source)))
        figures[name] = share(found == NONE, OF_RANDOM)
        figures[f"{name}_excess"] = intervals.share_difference(found == NONE, own == NONE, POINTS)
    yield Measured(figures)


def variety(classes: Classes, rng: np.random.Generator) -> Steps[Figure]:
    """The entropy of the classes that are not ``NONE``, nats: log k for k equally often (Shannon, 1948).

    It is the mean of ``-log p(class)``, hence the interval of a mean.
    """
    known = classes[classes != NONE]
    p = np.bincount(known) / len(known)
    return (yield from intervals.mean(-np.log(p[known]), rng, "nats"))

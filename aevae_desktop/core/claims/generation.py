"""Codes chosen at random, decoded and judged: how many are no digit (or whatever the classes are), and who can tell."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from aevae_desktop.core.claims import intervals
from aevae_desktop.core.claims.decoding import BATCH, NONE, Classes, images_of, judged, opinion, verdicts
from aevae_desktop.core.claims.figures import Figure, Measured, share
from aevae_desktop.core.claims.stored import STANDARD, chosen, drawn, fair_prior, fitted, met, some, training_rows
from aevae_desktop.core.claims.subject import F32, Subject
from aevae_desktop.core.codes.gaussians import Standard
from aevae_desktop.core.codes.samplers import Options, rng_of
from aevae_desktop.core.images import measure
from aevae_desktop.core.neighbours.search import Neighbours
from aevae_desktop.core.steps import Steps, within
from aevae_desktop.errors import DataError
from aevae_desktop.language import translate

Doubles = NDArray[np.float64]

CODES = 4000
REFITTED = 2000  # codes drawn from each density that is fitted
SHOWN = 100
OPTIONS = Options(bandwidth=0.5, components=10)  # half of Scott's rule: that is for normal codes, not for clusters
OF_RANDOM = "share of random codes"
OF_TEST = "share of test codes"
POINTS = "share of random codes beyond the model's own reconstructions"
KNOWN = 10_000  # training codes
AUC = "AUC: 1 tells all apart, 0.5 is a guess"


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
    much that is beyond the reconstructions, ``own``. A kernel density draws near stored codes: it is the best case. The
    arrays ``z`` and ``none`` are the first draws of the last density that could be fitted, and what the judge said.
    """
    codes, draws = rng_of(seed).spawn(2)
    own = yield from within(0.0, 0.2, judged(subject, subject.mu[chosen(subject, REFITTED, codes)]))
    figures = {"own": share(own == NONE, OF_TEST)}
    rows, notes, arrays = ("gaussian", "mixture", "kde"), list[str](), dict[str, NDArray[Any]]()
    for k, (name, source) in enumerate(zip(rows, draws.spawn(len(rows)), strict=True)):
        low, high = 0.2 + 0.8 * k / len(rows), 0.2 + 0.8 * (k + 1) / len(rows)
        try:
            model = yield from within(low, (low + high) / 2, fitted(subject, name, OPTIONS, codes))
        except DataError as error:
            notes.append(f"no {name}: {error.what}")
            continue
        z = drawn(model, REFITTED, source)
        found = yield from within((low + high) / 2, high, judged(subject, z))
        figures[name] = share(found == NONE, OF_RANDOM)
        figures[f"{name}_excess"] = intervals.share_difference(found == NONE, own == NONE, POINTS)
        arrays = {"z": z[:SHOWN], "none": found[:SHOWN] == NONE}
    yield Measured(figures, arrays, tuple(notes))


def variety(classes: Classes, rng: np.random.Generator) -> Steps[Figure]:
    """The entropy of the classes that are not ``NONE``, nats: log k for k equally often (Shannon, 1948).

    It is the mean of ``-log p(class)``, hence the interval of a mean.
    """
    known = classes[classes != NONE]
    p = np.bincount(known) / len(known)
    return (yield from intervals.mean(-np.log(p[known]), rng, "nats"))


def validity(subject: Subject, seed: int) -> Iterator[float | Measured]:
    """How well a number tells random codes whose image the judge calls none from the others: the area under its ROC.

    The codes are drawn from the prior that is fair to the model. Each number should be larger for garbage:
    ``prior``, the distance from 0; ``code_round_trip``, how far z is from the code of its own image, and
    ``image_round_trip``, how far that image is from its own reconstruction (both need an encoder). For comparison
    ``nearest``, the distance to the nearest training code: it is the one that knows the data. Below 0.5 a number
    points the wrong way, and a note says so.
    """
    codes, draws, boot = rng_of(seed).spawn(3)
    intervals.check(len(subject.mu))
    prior = yield from within(0.0, 0.05, fair_prior(subject, codes))
    z = drawn(prior, CODES, draws)
    none, scores = yield from within(0.05, 0.7, _looked_at(subject, z))
    if min(none.sum(), (~none).sum()) < intervals.LEAST:
        raise DataError(f"the judge calls {int(none.sum())} of {len(z):,} random codes none: too few of one kind")
    known = Neighbours(met(subject, some(training_rows(subject), KNOWN, codes), codes))
    scores["prior"] = np.linalg.norm(z.astype(np.float64), axis=1)
    scores["nearest"] = yield from within(0.7, 0.9, _distances(known, z))
    figures: dict[str, Figure] = {}
    for k, (name, score) in enumerate(scores.items()):
        begin, end = (0.9 + 0.1 * part / len(scores) for part in (k, k + 1))
        figures[name] = yield from within(begin, end, auc(score[none], score[~none], boot))
    wrong = [
        f"{name} points the wrong way: it is larger for what is valid" for name in figures if figures[name].high < 0.5
    ]
    lack = [] if subject.encode is not None else [translate("core", "no round trip: this model has no encoder")]
    yield Measured(figures, notes=(*wrong, *lack))


def auc(positive: ArrayLike, negative: ArrayLike, rng: np.random.Generator) -> Steps[Figure]:
    """How often a ``positive: (n,)`` is above a ``negative: (m,)``, ties counting half: the area under the ROC curve.

    Its influence values are each one's share of the others that it is above (DeLong et al., "Comparing the areas under
    two or more correlated receiver operating characteristic curves", 1988).
    """
    a, b = np.asarray(positive, np.float64), np.asarray(negative, np.float64)
    above, below = _above(a, b), 1.0 - _above(b, a)
    value = float(above.mean())
    return (yield from intervals.by_influence(value, [above - value, below - value], rng, AUC))


def _above(a: Doubles, b: Doubles) -> Doubles:
    """For each of ``a``, the share of ``b`` that it is above, ties counting half."""
    ordered = np.sort(b)
    return (np.searchsorted(ordered, a, "left") + np.searchsorted(ordered, a, "right")) / (2.0 * len(b))


def _looked_at(subject: Subject, z: F32) -> Steps[tuple[NDArray[np.bool_], dict[str, Doubles]]]:
    """Whether the judge calls each of ``z`` none, and the round trips of codes and images if there is an encoder."""
    none, code_trip, image_trip = [], [], []
    for first in range(0, len(z), BATCH):
        yield first / len(z)
        part = z[first : first + BATCH]
        images = images_of(subject, part)
        none.append(verdicts(opinion(subject, images)) == NONE)
        if subject.encode is not None:
            again = subject.encode(images)[0]
            code_trip.append(np.linalg.norm(again.astype(np.float64) - part, axis=1))
            image_trip.append(measure.mse(images, images_of(subject, again)))
    scores = {}
    if code_trip:
        scores = {"code_round_trip": np.concatenate(code_trip), "image_round_trip": np.concatenate(image_trip)}
    return np.concatenate(none), scores


def _distances(known: Neighbours, z: F32) -> Steps[Doubles]:
    found = []
    for first in range(0, len(z), BATCH):
        yield first / len(z)
        found.append(known.nearest(z[first : first + BATCH], 1)[1][:, 0])
    return np.concatenate(found)

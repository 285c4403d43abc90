"""Without the data, can one tell which codes decode to something valid? How well a number without labels separates."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import ArrayLike, NDArray

from aevae_desktop.core.claims import intervals
from aevae_desktop.core.claims.decoding import BATCH, NONE, images_of, opinion, verdicts
from aevae_desktop.core.claims.figures import Figure, Measured
from aevae_desktop.core.claims.steps import Steps, within
from aevae_desktop.core.claims.stored import drawn, fair_prior, met, some, training_rows
from aevae_desktop.core.claims.subject import F32, Subject
from aevae_desktop.core.codes.samplers import rng_of
from aevae_desktop.core.images import measure
from aevae_desktop.core.neighbours.search import Neighbours
from aevae_desktop.errors import DataError

Doubles = NDArray[np.float64]

CODES = 2000
KNOWN = 10_000  # training codes
AUC = "AUC: 1 tells all apart, 0.5 is a guess"


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
    lack = [] if subject.encode is not None else ["no round trip: this model has no encoder"]
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

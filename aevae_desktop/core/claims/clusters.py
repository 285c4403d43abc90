"""Clusters of the same class: whether codes lie together by class, overlap, and what lies inside and between them."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from aevae_desktop.core.claims import intervals
from aevae_desktop.core.claims.decoding import NONE, judged, probabilities, verdicts
from aevae_desktop.core.claims.figures import Figure, Measured, share
from aevae_desktop.core.claims.stored import Rows, apart, met, some
from aevae_desktop.core.claims.subject import F32, Subject
from aevae_desktop.core.codes.agreement import label_agreement
from aevae_desktop.core.codes.latent_measure import class_entropy
from aevae_desktop.core.codes.samplers import rng_of
from aevae_desktop.core.neighbours.search import Neighbours
from aevae_desktop.core.steps import Steps, within

CODES = 2000
JUDGED = 1000
KNOWN = 20_000  # training codes that neighbours are looked for among
NEIGHBOURS = 10
SHOWN = 100
OF_CODES = "share of test codes"
OF_PLACES = "share of such places"
_QUERIES = 100  # at a time


def clusters(subject: Subject, seed: int) -> Iterator[float | Measured]:
    """``agreement``: test codes whose class is that of most of the ``NEIGHBOURS`` nearest training codes.

    (``core.codes.agreement.label_agreement``.) ``shuffled`` is the same after the labels were dealt out by chance.
    """
    codes, deal = rng_of(seed).spawn(2)
    known, asked = _labelled(subject, CODES, codes)
    near = yield from within(0.0, 0.9, _nearest(subject.mu[known], subject.mu[asked]))
    label, mixed = subject.label, subject.label.copy()
    mixed[known] = deal.permutation(label[known])
    figures = {
        "agreement": _agreeing(label, asked, known[near]),
        "shuffled": _agreeing(mixed, asked, known[near]),
    }
    yield Measured(figures)


def overlap(subject: Subject, seed: int) -> Iterator[float | Measured]:
    """``entropy``: of the classes among the ``NEIGHBOURS`` training codes nearest to a test code, nats; the mean.

    0 where every code lies among its own class; ``entropy_shuffled`` after the labels were dealt out by chance.
    ``mixed``: the share of codes with more than one class around them. Codes are taken as the decoder met them, so
    that the posteriors of a VAE may overlap where their means do not.
    """
    codes, deal, boot = rng_of(seed).spawn(3)
    known, asked = _labelled(subject, CODES, codes)
    near = yield from within(0.0, 0.6, _nearest(met(subject, known, codes), met(subject, asked, codes)))
    own, dealt = subject.label[known], deal.permutation(subject.label[known])
    figures: dict[str, Figure] = {}
    for name, label, begin in (("entropy", own, 0.6), ("entropy_shuffled", dealt, 0.8)):
        each = yield from within(begin, begin + 0.1, _entropies(label[near]))
        figures[name] = yield from within(begin + 0.1, begin + 0.2, intervals.mean(each, boot, "nats"))
        if name == "entropy":
            figures["mixed"] = share(each > 0, OF_CODES)
    yield Measured(figures)


def inside(subject: Subject, seed: int) -> Iterator[float | Measured]:
    """``same``: between a code and one of its neighbours of the same class, the judge sees that class.

    Half-way from a test code to one of its ``NEIGHBOURS`` nearest training codes that is of its class, chosen by
    chance. ``own``: the same of the decodes of other test codes themselves; ``difference``, the first minus the second.
    ``none``: where the judge sees none of the classes. The arrays ``z`` and ``none`` are the first of these places, and
    what the judge said.
    """
    codes, choice = rng_of(seed).spawn(2)
    known, asked = _labelled(subject, 2 * JUDGED, codes)
    mixed = codes.permutation(asked)
    first, second = np.sort(mixed[: len(mixed) // 2]), np.sort(mixed[len(mixed) // 2 :])
    near = known[(yield from within(0.0, 0.3, _nearest(subject.mu[known], subject.mu[first])))]
    kin = subject.label[near] == subject.label[first][:, None]
    first, near, kin = (part[kin.any(axis=1)] for part in (first, near, kin))
    intervals.check(min(len(first), len(second)))
    partner = near[np.arange(len(near)), (kin * choice.random(kin.shape)).argmax(axis=1)]
    z = (0.5 * (subject.mu[first] + subject.mu[partner])).astype(np.float32)
    seen = yield from within(0.3, 0.65, judged(subject, z))
    own = yield from within(0.65, 1.0, judged(subject, subject.mu[second]))
    right, owned = seen == subject.label[first], own == subject.label[second]
    figures = {
        "same": share(right, OF_PLACES),
        "own": share(owned, OF_CODES),
        "difference": intervals.share_difference(right, owned, OF_PLACES),
        "none": share(seen == NONE, OF_PLACES),
    }
    yield Measured(figures, {"z": z[:SHOWN], "none": seen[:SHOWN] == NONE})


def morphs(subject: Subject, seed: int) -> Iterator[float | Measured]:
    """What is decoded half-way from a test code to the nearest training code of another class.

    ``between``: the two classes are the judge's two likeliest; ``either``: it sees one of them; ``none``: none of the
    classes. ``none_random``: half-way between two codes of different classes that were chosen by chance. The arrays
    ``z`` and ``none`` are the first of these places, and what the judge said.
    """
    codes, choice = rng_of(seed).spawn(2)
    known, asked = _labelled(subject, JUDGED, codes)
    other = known[(yield from within(0.0, 0.3, _strangers(subject, known, asked)))]
    intervals.check(len(other))
    z = (0.5 * (subject.mu[asked] + subject.mu[other])).astype(np.float32)
    chances = yield from within(0.3, 0.65, probabilities(subject, z))
    two = np.sort(np.stack([subject.label[asked], subject.label[other]], axis=1), axis=1)
    top = np.sort(np.argsort(-chances[:, :-1], axis=1, kind="stable")[:, :2], axis=1)
    seen = verdicts(chances)
    dealt = choice.permutation(asked)
    pairs = subject.label[asked] != subject.label[dealt]
    apart_z = (0.5 * (subject.mu[asked] + subject.mu[dealt]))[pairs].astype(np.float32)
    intervals.check(len(apart_z))
    far = yield from within(0.65, 1.0, judged(subject, apart_z))
    figures = {
        "between": share((top == two).all(axis=1) if top.shape == two.shape else np.zeros(len(z), bool), OF_PLACES),
        "either": share((seen[:, None] == two).any(axis=1), OF_PLACES),
        "none": share(seen == NONE, OF_PLACES),
        "none_random": share(far == NONE, OF_PLACES),
    }
    yield Measured(figures, {"z": z[:SHOWN], "none": seen[:SHOWN] == NONE})


def _labelled(subject: Subject, asked: int, rng: np.random.Generator) -> tuple[Rows, Rows]:
    """Training rows and ``asked`` test rows, at most, whose class is known."""
    train, test = apart(subject, len(subject.mu), len(subject.mu), rng)
    train, test = train[subject.label[train] >= 0], test[subject.label[test] >= 0]
    intervals.check(min(len(train), len(test)))
    return some(train, KNOWN, rng), some(test, asked, rng)


def _nearest(known: F32, z: F32) -> Steps[Rows]:
    """Which of ``known`` are the ``NEIGHBOURS`` nearest to each of ``z``: ``(m, k)``, nearest first."""
    index, found = Neighbours(known), []
    for first in range(0, len(z), _QUERIES):
        yield first / len(z)
        found.append(index.nearest(z[first : first + _QUERIES], NEIGHBOURS)[0])
    return np.concatenate(found)


def _agreeing(label: NDArray[np.int16], rows: Rows, near: Rows) -> Figure:
    value, n = label_agreement(label, rows, near)
    return share(np.arange(n) < round(value * n), OF_CODES)


def _entropies(labels: NDArray[np.int16]) -> Steps[NDArray[np.float64]]:
    """``class_entropy`` of each row of ``labels: (m, k)``, nats: ``(m,)``."""
    found = []
    for first in range(0, len(labels), 10 * _QUERIES):
        yield first / len(labels)
        found += [class_entropy(row) for row in labels[first : first + 10 * _QUERIES]]
    return np.array(found)


def _strangers(subject: Subject, known: Rows, asked: Rows) -> Steps[Rows]:
    """For each of the rows ``asked``, which of ``known`` is the nearest of another class."""
    found, classes = np.zeros(len(asked), np.intp), np.unique(subject.label[asked])
    for k, c in enumerate(classes):
        others, own = np.flatnonzero(subject.label[known] != c), np.flatnonzero(subject.label[asked] == c)
        intervals.check(len(others))
        index = Neighbours(subject.mu[known[others]])
        for first in range(0, len(own), _QUERIES):
            yield (k + first / len(own)) / len(classes)
            part = own[first : first + _QUERIES]
            found[part] = others[index.nearest(subject.mu[asked[part]], 1)[0][:, 0]]
    return found

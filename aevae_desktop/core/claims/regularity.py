"""How far the codes are from the prior N(0, I): in their moments, along lines, and to a classifier.

Each figure stands beside its null: the same of as many codes that really are drawn from N(0, I).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from statistics import NormalDist

import numpy as np
from numpy.typing import ArrayLike, NDArray

from aevae_desktop.core.claims import intervals
from aevae_desktop.core.claims.figures import Figure, Measured, share
from aevae_desktop.core.claims.stored import chosen, met
from aevae_desktop.core.claims.subject import Subject
from aevae_desktop.core.codes import latent_measure
from aevae_desktop.core.codes.samplers import rng_of
from aevae_desktop.core.neighbours.search import Neighbours
from aevae_desktop.core.steps import Steps, within

Doubles = NDArray[np.float64]

CODES = 10_000
RIVALS = 4000  # codes, and as many draws, half of which the classifier knows and half it tells apart
DIRECTIONS = 64  # lines that the codes are projected onto
NULLS = 20  # samples of N(0, I) that the null is measured on
VOTES = 15  # neighbours that say what the classifier says; odd, so that none is a draw
_QUERIES = 100  # at a time
_LINES = 8  # at a time
_LINE_SEED = 0

Random = np.random.Generator
Statistic = Callable[[Doubles], Steps[tuple[float, Doubles]]]


def regular(subject: Subject, seed: int) -> Iterator[float | Measured]:
    """``kl``: KL(N(m, C) || N(0, I)) in nats, m and C those of the codes as the decoder met them; ``kl_per_dimension``.

    ``sliced``: the sliced Wasserstein distance to N(0, I), latent units. ``classifier``: how often one that sees both
    tells a code from a draw of N(0, I); 0.5 is a guess. ``NAME_null`` is the same of draws from N(0, I) themselves; its
    interval is the range of single samples.
    """
    codes, null, boot = rng_of(seed).spawn(3)
    z = met(subject, chosen(subject, CODES, codes), codes).astype(np.float64)
    directions = unit_vectors(DIRECTIONS, subject.d)
    figures: dict[str, Figure] = {}
    notes: tuple[str, ...] = ()
    if _fills(z):
        yield from within(0.0, 0.1, _add(figures, "kl", gaussian_kl, z, (null, boot), "nats"))
        figures |= {f"kl_per_dimension{end}": _part(figures[f"kl{end}"], subject.d) for end in ("", "_null")}
    else:
        notes = (f"no KL: {len(z):,} codes do not fill {subject.d} dimensions, so it is infinite",)
    steps = _add(figures, "sliced", lambda x: sliced_wasserstein(x, directions), z, (null, boot), "latent units")
    yield from within(0.1, 0.6, steps)
    few = z[codes.permutation(len(z))[:RIVALS]]  # shuffled: the halves of a data set need not be alike
    drawn, other = null.standard_normal((2, *few.shape))
    figures["classifier"] = share((yield from within(0.6, 0.8, told_apart(few, drawn))), "share told apart")
    figures["classifier_null"] = share((yield from within(0.8, 1.0, told_apart(other, drawn))), "share told apart")
    yield Measured(figures, notes=notes)


def gaussian_kl(z: ArrayLike) -> Steps[tuple[float, Doubles]]:
    """``latent_measure.gaussian_kl`` of the moments of ``z: (n, d)``, nats, and the influence of each code, ``(n,)``.

    The influence is ``m.(x - m) + ((x - m).(I - C^-1)(x - m) - tr C + d) / 2``, the derivative of KL along a code.
    """
    yield 0.0
    x = np.asarray(z, np.float64)
    mean, covariance = x.mean(axis=0), np.cov(x.T, bias=True).reshape(x.shape[1], -1)
    yield 0.5
    rest = x - mean
    inner = np.einsum("nd,nd->n", rest @ (np.eye(len(mean)) - np.linalg.inv(covariance)), rest)
    influence: Doubles = rest @ mean + 0.5 * (inner - inner.mean())
    return latent_measure.gaussian_kl(mean, covariance), influence


def sliced_wasserstein(z: ArrayLike, directions: Doubles) -> Steps[tuple[float, Doubles]]:
    """The sliced 2-Wasserstein distance from ``z: (n, d)`` to N(0, I), and the influence of each code: ``(n,)``.

    The root of the mean, over ``directions: (l, d)`` of length 1, of the mean squared difference between sorted
    projections and the normal's quantiles (Bonneel et al., "Sliced and Radon Wasserstein barycenters of measures",
    2015). Its influence is the Kantorovich potential, the integral of twice that difference (del Barrio and Loubes,
    "Central limit theorems for empirical transportation cost in general dimension", 2019).
    """
    x = np.asarray(z, np.float64)
    quantiles = normal_quantiles(len(x))
    square, influence = 0.0, np.zeros(len(x))
    for k, direction in enumerate(directions):
        if k % _LINES == 0:
            yield k / len(directions)
        along = x @ direction
        order = along.argsort()
        apart = along[order] - quantiles
        potential = np.concatenate([[0.0], ((apart[1:] + apart[:-1]) * np.diff(along[order])).cumsum()])
        square += float((apart**2).mean()) / len(directions)
        influence[order] += (potential - potential.mean()) / len(directions)
    value = float(np.sqrt(square))
    return value, influence / max(2.0 * value, 1e-300)


def told_apart(a: Doubles, b: Doubles) -> Steps[NDArray[np.bool_]]:
    """Whether it is told of which sample each of the last halves of ``a, b: (n, d)`` is; the first halves are known.

    By the vote of the ``VOTES`` nearest known rows: a classifier two-sample test (Lopez-Paz and Oquab, "Revisiting
    classifier two-sample tests", 2017), whose hits are independent: of two equal samples half are right.
    """
    half = len(a) // 2
    known, asked = np.concatenate([a[:half], b[:half]]), np.concatenate([a[half:], b[half:]])
    side, truth = (np.repeat([0, 1], len(rows) // 2) for rows in (known, asked))
    index = Neighbours(known)
    right = []
    for first in range(0, len(asked), _QUERIES):
        yield first / len(asked)
        part = slice(first, first + _QUERIES)
        right.append(latent_measure.vote(side[index.nearest(asked[part], VOTES)[0]]) == truth[part])
    return np.concatenate(right)


def unit_vectors(n: int, d: int) -> Doubles:
    """``n`` directions over the sphere in ``d`` dimensions, ``(n, d)``: always the same, bases at right angles in turn.

    Chance lines would move the distance more than chance codes do, and no interval of codes would say so.
    """
    rng = np.random.Generator(np.random.PCG64(_LINE_SEED))
    bases = [np.linalg.qr(rng.standard_normal((d, min(n, d))))[0].T for _ in range(-(-n // min(n, d)))]
    return np.concatenate(bases)[:n]


def normal_quantiles(n: int) -> Doubles:
    """The quantiles of N(0, 1) at (i + 1/2) / n: ``(n,)``."""
    normal = NormalDist()
    return np.array([normal.inv_cdf((i + 0.5) / n) for i in range(n)])


def _add(
    figures: dict[str, Figure], name: str, measure: Statistic, z: Doubles, rngs: tuple[Random, Random], unit: str
) -> Steps[None]:
    """Puts ``name`` and ``NAME_null`` into ``figures``; ``rngs`` are those of the null and of the bootstrap."""
    null, boot = rngs
    value, influence = yield from within(0.0, 0.1, measure(z))
    figures[name] = yield from within(0.1, 0.2, intervals.by_influence(value, [influence], boot, unit))
    others = []
    for k in range(NULLS):
        low, high = (0.2 + 0.8 * part / NULLS for part in (k, k + 1))
        others.append((yield from within(low, high, measure(null.standard_normal(z.shape))))[0])
    figures[f"{name}_null"] = intervals.range_of(others, len(z), unit)


def _fills(z: Doubles) -> bool:
    """Whether the codes ``z: (n, d)`` have an extent in every direction."""
    if len(z) <= z.shape[1] + 1:
        return False
    spread = np.linalg.eigvalsh(np.cov(z.T).reshape(z.shape[1], -1))
    return bool(spread[0] > 1e-10 * max(float(spread[-1]), 1e-300))


def _part(figure: Figure, d: int) -> Figure:
    """``figure`` shared out to d dimensions."""
    return Figure(figure.value / d, figure.low / d, figure.high / d, figure.n, f"{figure.unit} a dimension")

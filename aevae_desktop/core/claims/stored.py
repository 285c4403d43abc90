"""Which of the stored codes a measure looks at, and the prior that is fair to a model."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from aevae_desktop.core.claims import intervals
from aevae_desktop.core.claims.subject import F32, Subject
from aevae_desktop.core.codes.posterior import reparameterised
from aevae_desktop.core.codes.samplers import SAMPLERS, Fitted, Options
from aevae_desktop.core.steps import Steps

Rows = NDArray[np.intp]

TEST = 1  # in ``split``
STANDARD = "standard_normal"  # the prior of a VAE
MOST = 20_000  # test codes that are looked at where a look is cheap
_FITTED = 10_000  # codes that a prior is fitted to, at most


def test_rows(subject: Subject) -> Rows:
    """The rows of test codes, in order; all rows where none is of the test set."""
    rows = np.flatnonzero(subject.split == TEST)
    return rows if len(rows) else np.arange(len(subject.mu))


def training_rows(subject: Subject) -> Rows:
    """The rows of training codes, in order; all rows where none is (a bundle may store test codes only)."""
    rows = np.flatnonzero(subject.split != TEST)
    return rows if len(rows) else np.arange(len(subject.mu))


def some(rows: Rows, n: int, rng: np.random.Generator) -> Rows:
    """``n`` of ``rows``, or all if there are no more, in order: for two models that store the same, the same."""
    return rows if len(rows) <= n else np.sort(rng.choice(rows, n, replace=False))


def apart(subject: Subject, known: int, asked: int, rng: np.random.Generator) -> tuple[Rows, Rows]:
    """Training rows and test rows, so many at most; two halves of all where only one kind is stored."""
    train, test = training_rows(subject), test_rows(subject)
    if len(train) == len(subject.mu) or len(test) == len(subject.mu):
        mixed = rng.permutation(len(subject.mu))
        train, test = np.sort(mixed[len(mixed) // 2 :]), np.sort(mixed[: len(mixed) // 2])
    intervals.check(min(len(train), len(test)))
    return some(train, known, rng), some(test, asked, rng)


def chosen(subject: Subject, n: int, rng: np.random.Generator) -> Rows:
    """``n`` test rows. Raises ``DataError`` where there are too few to say how sure anything is."""
    rows = some(test_rows(subject), n, rng)
    intervals.check(len(rows))
    return rows


def met(subject: Subject, rows: Rows, rng: np.random.Generator) -> F32:
    """Codes as the decoder met them in training: mu of an autoencoder, a draw from each posterior of a VAE, (n, d).

    Together they are a sample of the aggregate posterior (Hoffman and Johnson, "ELBO surgery", 2016).
    """
    mu = subject.mu[rows]
    if subject.log_var is None:
        return mu
    return reparameterised(mu, subject.log_var[rows], rng.standard_normal(mu.shape))


def fair_prior(subject: Subject, rng: np.random.Generator) -> Steps[Fitted]:
    """N(0, I) where the model was trained towards it, else a Gaussian fitted to its own training codes."""
    name = "prior" if subject.prior == STANDARD else "gaussian"
    return fitted(subject, name, Options(), rng)


def fitted(subject: Subject, sampler: str, options: Options, rng: np.random.Generator) -> Steps[Fitted]:
    """A row of ``SAMPLERS`` fitted to the training codes, as the decoder met them."""
    rows = some(training_rows(subject), _FITTED, rng)
    return (yield from SAMPLERS[sampler].begin(met(subject, rows, rng), subject.label[rows], options))


def drawn(model: Fitted, n: int, rng: np.random.Generator) -> F32:
    """``n`` codes, ``(n, d)``; the first of many are those of a few."""
    return SAMPLERS["prior"].draw(model, n, rng)

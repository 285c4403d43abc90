"""How much of an image is lost: the stored error of each image, and that of PCA with as many numbers."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from aevae_desktop.core.claims import intervals
from aevae_desktop.core.claims.figures import Figure, Measured
from aevae_desktop.core.claims.steps import within
from aevae_desktop.core.claims.stored import test_rows
from aevae_desktop.core.claims.subject import Subject
from aevae_desktop.core.codes.samplers import rng_of

Doubles = NDArray[np.float64]

SQUARES = "squared error a pixel"
NATS = "nats an image"


def reconstruction(subject: Subject, seed: int) -> Iterator[float | Measured]:
    """``error``: squared error of the reconstruction at z = mu, mean over pixels and test images.

    With ``pca`` (of as many components) and ``reconstruction`` (nats, of a VAE) where they are stored too.
    The per-image errors were measured on the originals when the model was exported (``core.images.measure.mse``,
    ``bernoulli_nll``): all that is random here is the bootstrap.
    """
    rows, rng = test_rows(subject), rng_of(seed)
    figures: dict[str, Figure] = {}
    known = [name for name in ("error", "pca", "reconstruction") if name in subject.columns]
    for k, name in enumerate(known):
        unit = NATS if name == "reconstruction" else SQUARES
        steps = intervals.mean(subject.columns[name][rows], rng, unit)
        figures[name] = yield from within(k / len(known), (k + 1) / len(known), steps)
    yield Measured(figures)


def paired(subject: Subject) -> tuple[Doubles, Doubles]:
    """The test images' own errors and those of PCA with as many numbers: ``(n,)`` both, squared error a pixel."""
    rows = test_rows(subject)
    return subject.columns["error"][rows].astype(np.float64), subject.columns["pca"][rows].astype(np.float64)

"""Compression: what an image loses, how many numbers and bits its code takes, and what fewer bits cost."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from aevae_desktop.core.claims import intervals
from aevae_desktop.core.claims.decoding import decoded, images_of
from aevae_desktop.core.claims.figures import Figure, Measured
from aevae_desktop.core.claims.stored import MOST, chosen, test_rows, training_rows
from aevae_desktop.core.claims.subject import Subject
from aevae_desktop.core.codes.latent_measure import quantise
from aevae_desktop.core.codes.samplers import rng_of
from aevae_desktop.core.images import loss_terms, measure
from aevae_desktop.core.steps import within
from aevae_desktop.language import translate

Doubles = NDArray[np.float64]

SQUARES = "squared error a pixel"
NATS = "nats an image"
CODES = 500
BITS = tuple(range(1, 9))  # a coordinate
PIXEL_BITS = 8  # a value of an image, as it is stored
NUMBER_BITS = 32  # a coordinate of a code, as it is stored


def reconstruction(subject: Subject, seed: int) -> Iterator[float | Measured]:
    """``error``: squared error of the reconstruction at z = mu, mean over pixels and test images.

    With ``pca`` (of as many components) and ``reconstruction`` (nats, of a VAE) where they are stored too.
    The per-image errors were measured on the originals when the model was exported (``core.images.measure.mse``,
    ``bernoulli_nll``): all that is random here is the bootstrap.
    """
    codes, boot = rng_of(seed).spawn(2)
    rows = chosen(subject, MOST, codes)
    figures: dict[str, Figure] = {}
    known = [name for name in ("error", "pca", "reconstruction") if name in subject.columns]
    for k, name in enumerate(known):
        unit = NATS if name == "reconstruction" else SQUARES
        steps = intervals.mean(subject.columns[name][rows], boot, unit)
        figures[name] = yield from within(k / len(known), (k + 1) / len(known), steps)
    yield Measured(figures)


def paired(subject: Subject, rng: np.random.Generator) -> tuple[Doubles, Doubles]:
    """The test images' own errors and those of PCA with as many numbers: ``(n,)`` both, squared error a pixel."""
    rows = chosen(subject, MOST, rng)
    return subject.columns["error"][rows].astype(np.float64), subject.columns["pca"][rows].astype(np.float64)


def size(subject: Subject, seed: int) -> Iterator[float | Measured]:
    """``values`` of an image and ``numbers`` of its code, ``factor``, their ratio; ``bits_x``, ``bits_z`` as stored.

    Of a VAE also ``kl_bits``: the KL of its posteriors to N(0, I), bits an image: what a code tells of its image on
    average is no more (Kingma and Welling, 2014; Alemi et al., "Fixing a broken ELBO", 2018, "rate").
    """
    values = int(np.prod(images_of(subject, np.zeros((1, subject.d), np.float32)).shape[1:]))
    figures = {
        "values": intervals.exact(values, 1, "numbers an image"),
        "numbers": intervals.exact(subject.d, 1, "numbers a code"),
        "factor": intervals.exact(values / subject.d, 1, "times fewer numbers"),
        "bits_x": intervals.exact(values * PIXEL_BITS, 1, "bits an image"),
        "bits_z": intervals.exact(subject.d * NUMBER_BITS, 1, "bits a code"),
    }
    codes, boot = rng_of(seed).spawn(2)
    if subject.log_var is not None and len(test_rows(subject)) >= intervals.LEAST:
        rows = chosen(subject, MOST, codes)
        kl = measure.kl_standard_normal(subject.mu[rows], subject.log_var[rows])
        figures["kl_bits"] = yield from intervals.mean(kl * loss_terms.bits(1.0), boot, "bits an image")
    yield Measured(figures)


def bits(subject: Subject, seed: int) -> Iterator[float | Measured]:
    """``extra.B``: squared error between the decodes of mu and of mu kept in B = 1 to 8 bits a coordinate.

    The steps lie between the least and the largest training code (``latent_measure.quantise``). ``total.B``, where
    errors are stored, adds the image's own, and ``pca`` is the error of PCA with as many numbers that are not rounded.
    The arrays ``bits``, ``extra`` and ``total`` are the curve.
    """
    codes, boot = rng_of(seed).spawn(2)
    rows, train = chosen(subject, CODES, codes), subject.mu[training_rows(subject)]
    low, high = train.min(axis=0), train.max(axis=0)
    plain = yield from within(0.0, 0.1, decoded(subject, subject.mu[rows]))
    own = subject.columns.get("error")
    figures: dict[str, Figure] = {}
    for k, count in enumerate(BITS):
        kept = quantise(subject.mu[rows], low, high, count).astype(np.float32)
        begin, end = (0.1 + 0.9 * part / len(BITS) for part in (k, k + 1))
        lost = measure.mse(plain, (yield from within(begin, end, decoded(subject, kept))))
        figures[f"extra.{count}"] = yield from within(end, end, intervals.mean(lost, boot, SQUARES))
        if own is not None:
            figures[f"total.{count}"] = yield from within(end, end, intervals.mean(own[rows] + lost, boot, SQUARES))
    if "pca" in subject.columns:
        figures["pca"] = yield from within(1.0, 1.0, intervals.mean(subject.columns["pca"][rows], boot, SQUARES))
    note = translate(
        "core", "total: the image's own error and what rounding adds; how the two lean on each other is not counted"
    )
    yield Measured(figures, _curves(figures), (note,) if own is not None else ())


def _curves(figures: dict[str, Figure]) -> dict[str, NDArray[np.float32]]:
    made = {"bits": np.array(BITS, np.float32)}
    for name in ("extra", "total"):
        if f"{name}.1" in figures:
            made[name] = np.array([figures[f"{name}.{count}"].value for count in BITS], np.float32)
    return made

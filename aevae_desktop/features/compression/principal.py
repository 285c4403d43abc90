"""PCA of the images that a bundle stores, and one image by it at every number of bits. Pure functions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from aevae_desktop.bundle import IMAGES, TEST
from aevae_desktop.core.claims.pca import principal_components
from aevae_desktop.core.codes.latent_measure import levels, quantise, written
from aevae_desktop.core.images import measure
from aevae_desktop.features.compression.state import MOST_BITS, Coded
from aevae_desktop.language import translate
from aevae_desktop.session.model import F32, U8, Model

LEAST, MOST = 50, 1000  # images that it is worked out from
MOST_PIXELS = 1024  # of an image: the window itself works it out, between other events
Doubles = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Principal:
    """``mean: (p,)`` and orthonormal ``axes: (p, d)`` of images; ``low, high: (d,)``: how far their codes reach."""

    mean: Doubles
    axes: Doubles
    low: Doubles
    high: Doubles


def rows(model: Model) -> NDArray[np.int32]:
    """Which stored training images it is worked out from, evenly spaced; none where ``lack`` says why."""
    if model.codes is None or lack(model):
        return np.zeros(0, np.int32)
    train = np.flatnonzero(model.codes.split != TEST)
    known = train if len(train) else np.arange(len(model.codes.mu))
    return known[np.linspace(0, len(known) - 1, min(MOST, len(known))).astype(np.intp)].astype(np.int32)


def lack(model: Model) -> str:
    """Why there is no PCA of this model's images, as a sentence; empty where there is."""
    if IMAGES not in model.manifest.files or model.codes is None or len(model.codes.mu) < LEAST:
        return translate("compression", "PCA's picture is missing: it needs images, and this model stores none.")
    if model.manifest.image.numbers > MOST_PIXELS:
        return translate("compression", "PCA's picture is missing: the images have more than {n:,} numbers.").format(
            n=MOST_PIXELS
        )
    return ""


def worked_out(images: U8, d: int) -> Iterator[Principal | None]:
    """The first ``d`` components of ``images: (n, h, w[, 3])``: None after each part of some ms, and last they."""
    x = images.reshape(len(images), -1).astype(np.float32) / np.float32(255)
    steps = principal_components(x, min(d, x.shape[1]), np.random.default_rng(0))
    while True:
        try:
            next(steps)
        except StopIteration as end:
            axes: Doubles = end.value
            break
        yield None
    mean = x.mean(axis=0, dtype=np.float64)
    codes = (x - mean) @ axes
    yield Principal(mean, axes, codes.min(axis=0), codes.max(axis=0))


def coded(x: F32, by: Principal) -> Coded:
    """``x: (h, w[, 3])`` in [0, 1] as its PCA code of 1 to ``MOST_BITS`` bits a number, and as it is."""
    code = (x.reshape(1, -1) - by.mean) @ by.axes
    each = [*(quantise(code, by.low, by.high, bits) for bits in range(1, MOST_BITS + 1)), code]
    made = np.clip(np.concatenate(each) @ by.axes.T + by.mean, 0.0, 1.0).reshape(-1, *x.shape).astype(np.float32)
    kept = tuple(written(levels(code, by.low, by.high, bits)[0], bits) for bits in range(1, MOST_BITS + 1))
    mse = measure.mse(np.broadcast_to(x, made.shape), made)
    return Coded(x, len(by.low), kept, made, tuple(map(float, mse)))

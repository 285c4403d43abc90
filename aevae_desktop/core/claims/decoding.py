"""Decoding and judging many codes in pieces that take some ms each."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from aevae_desktop.core.claims.subject import F32, Subject
from aevae_desktop.core.steps import Steps
from aevae_desktop.errors import ModelError

Doubles = NDArray[np.float64]
Classes = NDArray[np.int64]

BATCH = 128
NONE = -1  # the class of what is none


def decoded(subject: Subject, z: F32) -> Steps[F32]:
    """The images of ``z: (n, d)``: ``(n, h, w[, 3])``. Raises ``ModelError`` where one is not finite."""
    return (yield from over_batches(z, lambda some: images_of(subject, some)))


def probabilities(subject: Subject, z: F32) -> Steps[F32]:
    """What the judge says of the images of ``z: (n, d)``: ``(n, classes + 1)``."""
    return (yield from over_batches(z, lambda some: opinion(subject, images_of(subject, some))))


def judged(subject: Subject, z: F32) -> Steps[Classes]:
    """The class that the judge gives the image of each of ``z: (n, d)``, or ``NONE``: ``(n,)``."""
    return verdicts((yield from probabilities(subject, z)))


def verdicts(chances: F32) -> Classes:
    """The likeliest class of each row of ``(n, classes + 1)``; ``NONE`` where that is the last: ``(n,)``."""
    best = chances.argmax(axis=1)
    return np.where(best == chances.shape[1] - 1, NONE, best)


def images_of(subject: Subject, z: F32) -> F32:
    """The images of a few codes at once."""
    images = subject.decode(np.ascontiguousarray(z, np.float32))
    if not np.isfinite(images).all():
        raise ModelError("the decoder gives NaN or infinity", expected="finite numbers")
    return images


def opinion(subject: Subject, images: F32) -> F32:
    """What the judge says of a few images at once; there must be one."""
    if subject.judge is None:
        raise ModelError("no judge knows these images")
    chances = subject.judge(images)
    if not np.isfinite(chances).all():
        raise ModelError("the judge gives NaN or infinity", expected="finite numbers")
    return chances


def over_batches(z: F32, see: Callable[[F32], NDArray[np.floating]], step: int = BATCH) -> Steps[F32]:
    """``see`` of ``step`` rows of ``z`` at a time, n > 0, put together."""
    found = []
    for first in range(0, len(z), step):
        yield first / len(z)
        found.append(see(z[first : first + step]))
    return np.concatenate(found).astype(np.float32, copy=False)

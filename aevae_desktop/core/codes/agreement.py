"""Whether codes that lie together belong together: by label within a model, by sample between two models."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from aevae_desktop.core.codes.latent_measure import vote


def label_agreement(label: ArrayLike, rows: ArrayLike, near: ArrayLike) -> tuple[float, int]:
    """The share of samples whose label wins among their neighbours', and how many samples that is.

    ``label: (n,)``; ``rows: (m,)`` the samples; ``near: (m, k)`` the neighbours of each, -1 for none. The smallest
    label wins among equals (Cover and Hart, 1967). Samples without a label take no part, nor do such neighbours; NaN
    where nobody is left.
    """
    labels, own = np.asarray(label, np.int64), np.asarray(label, np.int64)[np.asarray(rows)]
    places = np.asarray(near)
    near_label = np.where(places >= 0, labels[places], -1)
    known = (own >= 0) & (near_label >= 0).any(axis=1)
    if not known.any():
        return float("nan"), 0
    top = int(max(near_label.max(), own.max())) + 1
    # those without a label vote for a class of their own each, and can only win where nobody else votes
    ballots = np.where(near_label >= 0, near_label, top + np.arange(near_label.shape[1]))
    return float((vote(ballots[known]) == own[known]).mean()), int(known.sum())


def overlap(near_a: ArrayLike, near_b: ArrayLike) -> float:
    """How many of a sample's k nearest in one model are among its k nearest in another: the mean share, 0 to 1.

    ``near_a, near_b: (m, k)`` neighbours of the same samples, -1 for none. NaN without samples. For codes that have
    nothing in common it is k / (n - 1) on average.
    """
    a, b = np.asarray(near_a), np.asarray(near_b)
    if not a.size:
        return float("nan")
    shared = (a[:, :, None] == b[:, None, :]) & (a >= 0)[:, :, None]
    return float(shared.any(axis=2).mean())

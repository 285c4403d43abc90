"""Codes in few bits, and what becomes of the image. Pure functions."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from aevae_desktop.bundle import TEST, ImageSpec
from aevae_desktop.core.codes.latent_measure import levels, quantise, written
from aevae_desktop.core.images import measure
from aevae_desktop.core.images.grey_levels import to_unit
from aevae_desktop.features.compression.state import MOST_BITS, Coded
from aevae_desktop.language import translate
from aevae_desktop.session.model import F32, Codes, Model

BITS = tuple(range(1, MOST_BITS + 1))
NO_CODES = translate("compression", "stores no codes, so how far its numbers reach is not known")
NO_ENCODER = translate("compression", "has no encoder")


def lack(model: Model) -> str:
    """Why the image has no code in ``model``; empty where it has one."""
    if not model.has_encoder:
        return NO_ENCODER
    return "" if model.codes is not None and len(model.codes.mu) else NO_CODES


@lru_cache(maxsize=8)
def reach(codes: Codes) -> tuple[F32, F32]:
    """The least and the largest of each number of the training codes, of all where none is stored: (d,) both."""
    rows = codes.mu[codes.split != TEST]
    mu = rows if len(rows) else codes.mu
    return mu.min(axis=0), mu.max(axis=0)


def rounded(mu: F32, codes: Codes) -> F32:
    """The code ``mu: (d,)`` at 1, 2, ... bits a number, and at last as it is: (MOST_BITS + 1, d)."""
    each = [quantise(mu[None], *reach(codes), bits)[0] for bits in BITS]
    return np.array([*each, mu], np.float32)


def coded(x: F32, mu: F32, codes: Codes, decoded: F32, spec: ImageSpec) -> Coded:
    """What ``rounded`` codes of ``x`` take, and what they lose: ``decoded`` is as the decoder gave it."""
    kept = tuple(written(levels(mu[None], *reach(codes), bits)[0], bits) for bits in BITS)
    x_hat = to_unit(decoded, spec.low, spec.high)
    mse = measure.mse(np.broadcast_to(x, x_hat.shape), x_hat)
    return Coded(x, len(mu), kept, x_hat, tuple(map(float, mse)))


def hex_of(data: bytes, most: int = 8) -> str:
    """``3F A2``: the bytes, the first ``most`` of them."""
    return data[:most].hex(" ").upper() + (" …" if len(data) > most else "")

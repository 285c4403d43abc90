"""The stored samples nearest to a code that somebody made, and small pictures of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from aevae_desktop.bundle import IMAGES
from aevae_desktop.engine.wire.frames import Frame
from aevae_desktop.engine.wire.protocol import Decode, ReadImages
from aevae_desktop.session.model import F32, U8, Model


@dataclass(frozen=True, eq=False)
class Near:
    """The stored samples nearest to ``z: (d,)``, nearest first: ``samples: (k,)``, ``distance: (k,)`` latent units.

    ``images: (k, h, w[, 3]) uint8``, of as many as are shown: their originals, or where no bundle carries them their
    decodes; None until then.
    """

    z: F32
    samples: NDArray[np.int32]
    distance: F32
    images: U8 | None = None


def near_in(frame: Frame, key: str, row: int, z: F32) -> Near | None:
    """What a ``NearestTo`` reply says of ``z``, in ``row`` of those of the bundle ``key``; None where it says nothing.

    Where nothing is stored there is nothing near.
    """
    samples, distance = frame.arrays.get(f"near/{key}"), frame.arrays.get(f"distance/{key}")
    return None if samples is None or distance is None else Near(z, samples[row], distance[row])


def pictures(model: Model, samples: NDArray[np.int32]) -> Decode | ReadImages | None:
    """Ask for pictures of ``samples``: originals where the bundle of ``model`` carries them, else decodes."""
    if model.codes is None or not len(samples):
        return None
    if IMAGES in model.manifest.files:
        return ReadImages(model.key, model.key, samples)
    return Decode({model.key: model.codes.mu[samples]}, "uint8", {model.key: model.pool})


def pictures_in(frame: Frame, key: str) -> U8 | None:
    """What came of ``pictures``, ``(n, h, w[, 3]) uint8``; None where the decoder gave nothing."""
    return frame.arrays.get("images", frame.arrays.get(f"x_hat/{key}"))

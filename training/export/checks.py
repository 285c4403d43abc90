"""What may have gone wrong in training, found when it ends: collapse, nothing learned, a loss that grew.

It is told in lines and kept in the bundle; none of it keeps a bundle from being written.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from aevae_desktop.bundle import TEST, Points
from aevae_desktop.core.images import measure
from training.data import Images, rows
from training.export.metrics import chunks, to_float

LEAST_KL = 0.1  # nats an image that a latent dimension in use costs
GREW = 10  # how many times its best a loss may be at the end
BARELY = 0.98  # of the mean image's error: a model above it has hardly learned anything
BY_HEART = 0.8  # times the loss of images that were held out
SHOWN = 8  # dimensions of which the KL is told
Row = Mapping[str, Any]


def kl_of_dimensions(points: Points) -> NDArray[np.float64] | None:
    """The mean KL ``(d,)`` of the test images in nats, None without posteriors."""
    if points.log_var is None:
        return None
    test = points.split == TEST
    found: NDArray[np.float64] = measure.kl_per_dimension(points.mu[test], points.log_var[test]).mean(axis=0)
    return found


def active_units(points: Points, command: str) -> dict[str, dict[str, Any]]:
    """The metric ``active_units`` of the test images, as the report measures it (``measure.active_dimensions``)."""
    mu = points.mu[points.split == TEST]
    found, unit = measure.active_dimensions(mu), f"of {mu.shape[1]} dimensions"
    return {"active_units": {"value": found, "unit": unit, "n": len(mu), "command": command}}


def warnings(kl: NDArray[np.float64] | None, test_mse: float, images: Images, log: Sequence[Row]) -> list[str]:
    """A line for each thing that looks wrong; ``kl (d,)`` of the test images, ``log`` a row for each epoch."""
    return [line for line in (_collapse(kl), _no_better(test_mse, images, log), _growth(log)) if line]


def _collapse(kl: NDArray[np.float64] | None) -> str:
    """Posterior collapse: dimensions whose posterior is the prior, so that the decoder learns nothing from them."""
    unused = 0 if kl is None else int((kl < LEAST_KL).sum())
    if kl is None or not unused:
        return ""
    each = ", ".join(f"{value:.2f}" for value in kl[:SHOWN]) + (", ..." if len(kl) > SHOWN else "")
    return (
        f"collapse: {len(kl) - unused} of {len(kl)} latent dimensions are in use (KL {each} nats; in use from "
        f"{LEAST_KL:g}). Try a lower --beta, a longer --beta-warmup, --free-bits 0.5 or more epochs."
    )


def _no_better(test_mse: float, images: Images, log: Sequence[Row]) -> str:
    mean = rows.mean(images.train) / 255
    squares = sum(float(np.square(to_float(x) - mean, dtype=np.float64).sum()) for x in chunks(images.test))
    of_mean = squares / images.test.size
    if of_mean == 0 or test_mse < BARELY * of_mean:
        return ""
    last = log[-1] if log else {}
    if last.get("reconstruction", 0.0) < BY_HEART * last.get("validation_reconstruction", 0.0):
        return (
            f"learned by heart: of images it has not seen the reconstructions (error {test_mse:.4g} a pixel) "
            f"are no better than the mean of the training images ({of_mean:.4g}), of the others they are. Try fewer "
            "epochs, a larger --latent-dim or more images."
        )
    return (
        f"nothing learned: the reconstructions (error {test_mse:.4g} a pixel) are no better than the mean of the "
        f"training images ({of_mean:.4g}). Try a lower --lr, a longer --lr-warmup or more epochs."
    )


def _growth(log: Sequence[Row]) -> str:
    """A loss, of the held-out images if there are any, that is infinite or far above its best."""
    name = "validation loss" if log and "validation_reconstruction" in log[-1] else "training loss"
    prefix = "validation_" if name.startswith("v") else ""
    losses = [sum(float(row.get(f"{prefix}{term}", 0)) for term in ("reconstruction", "kl")) for row in log]
    if not losses:
        return ""
    last, best = losses[-1], min((loss for loss in losses if math.isfinite(loss)), default=math.nan)
    if math.isfinite(last) and not (best > 0 and last > GREW * best):
        return ""
    return f"the {name} ended at {last:.4g} nats an image, {best:.4g} at its best. Try a lower --lr."

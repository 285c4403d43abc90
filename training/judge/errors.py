"""How often a judge errs, measured on the exported file and on test images that it has not seen."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from aevae_desktop.bundle.judge import Errors, JudgeCard, Rate
from aevae_desktop.core.claims import figures
from aevae_desktop.errors import DataError
from training.data import Images
from training.judge.fit import labelled
from training.judge.ghosts import GHOSTS, MOST_BLUR, blurred, ghosts, pairs, soften
from training.trainer.model import to_float

SEED = 1  # of the ghosts and of the softening
F32 = NDArray[np.float32]
Judged = Callable[[F32], F32]
Softened = Callable[[Tensor], Tensor]


def opened(network: bytes, card: JudgeCard) -> Judged:
    """The judge, as the program runs it. Raises ``LabError``."""
    from aevae_desktop.engine.child.judge import Judge

    return Judge(network, card)


def ways(side: int) -> Mapping[str, Softened]:
    """The ways in which test images are softened, by what they are called; ``side``: the shorter one, in pixels."""

    def blur(share: float) -> tuple[str, Softened]:
        sigma = share * MOST_BLUR * side
        name = f"blurred by a Gaussian of {sigma:.2g} pixels"
        return name, lambda x: blurred(x, torch.full((len(x),), sigma))

    as_they_are: tuple[str, Softened] = ("as they are", lambda x: x)
    return dict([as_they_are, *map(blur, (0.4, 0.7, 1.0)), ("softened at random, as in training", soften)])


def measure(judge: Judged, images: Images) -> tuple[tuple[Errors, ...], dict[str, float]]:
    """The judge's errors on the labelled test images: a row for each of ``ways``, and missed ghosts by their kind.

    As many ghosts are made as there are images; the kinds are measured softened as in training. Raises ``DataError``
    without labelled test images.
    """
    data = labelled(np.asarray(images.test), images.test_label)
    if len(data.x) < len(GHOSTS):
        raise DataError(field="--dataset", found=f"{len(data.x)} test images", expected=f"at least {len(GHOSTS)}")
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(SEED)
        real = to_float(data.x)
        unreal = ghosts(real, data.label)
        side = min(real.shape[2:])
        rows = tuple(_row(judge, name, way(real), way(unreal), data.label) for name, way in ways(side).items())
        return rows, _by_kind(judge, real, data.label)


def _row(judge: Judged, name: str, real: Tensor, unreal: Tensor, label: Tensor) -> Errors:
    called, wrong = _called(judge, real), _called(judge, unreal)
    none = judge(as_shown(real[:1])).shape[1] - 1
    return Errors(name, _rate(called == none), _rate(wrong != none), _rate(called == label.numpy()))


def _by_kind(judge: Judged, real: Tensor, label: Tensor) -> dict[str, float]:
    a, b = pairs(real, label)
    none = judge(as_shown(real[:1])).shape[1] - 1
    return {
        name: round(float((_called(judge, soften(make(a, b).clamp(0, 1))) != none).mean()), 4)
        for name, make in GHOSTS.items()
    }


def _called(judge: Judged, x: Tensor) -> NDArray[np.intp]:
    called: NDArray[np.intp] = judge(as_shown(x)).argmax(axis=1)
    return called


def as_shown(x: Tensor) -> F32:
    """``(n, c, h, w)`` as the program keeps images: ``(n, h, w)`` or ``(n, h, w, 3)``."""
    shown: F32 = (x[:, 0] if x.shape[1] == 1 else x.permute(0, 2, 3, 1)).contiguous().numpy()
    return shown


def _rate(hits: NDArray[np.bool_]) -> Rate:
    found = figures.share(hits)
    return Rate(round(found.value, 6), round(found.low, 6), round(found.high, 6), found.n)

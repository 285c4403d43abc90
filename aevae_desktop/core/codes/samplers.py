"""Ways to choose codes at random: ``SAMPLERS`` is the one table of them, for any latent dimension.

A draw is replayed bit for bit from its seed: all chance comes from numpy's PCG64, ``rng_of(seed)``, and the first of
many draws are those of a few. A fit takes no chance from that seed, but always starts in the same way, so another seed
draws again from the same fit. (On another machine a fit may round otherwise in its last digits.)
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import ArrayLike, NDArray

from aevae_desktop.core.codes import mixture
from aevae_desktop.core.codes.gaussians import (
    Doubles,
    Gaussians,
    Standard,
    check_size,
    floor_of,
    log_sum,
    moments,
    root_of,
    stretched,
)
from aevae_desktop.core.codes.kde import scott_factor
from aevae_desktop.errors import DataError
from aevae_desktop.language import translate

Floats = NDArray[np.float32]
Labels = NDArray[np.int16]

CENTRAL = (0.5, 99.5)  # percentiles of each coordinate: the box of all codes would be ruled by a few far ones
MOST_COMPONENTS = 64
_PAIRS = 1 << 22  # of a place and a code at a time
_SORTED = 1 << 21  # numbers at a time
FIT_SEED = 0


@dataclass(frozen=True)
class Options:
    """``bandwidth``, in units of Scott's rule; ``components`` of a mixture. Raises ``DataError`` beyond reason."""

    bandwidth: float = 1.0
    components: int = 20

    def __post_init__(self) -> None:
        if not 0.0 < self.bandwidth <= 100.0:
            raise DataError(field="bandwidth", found=self.bandwidth, expected="above 0, at most 100")
        if not 1 <= self.components <= MOST_COMPONENTS:
            raise DataError(field="components", found=self.components, expected=f"1 to {MOST_COMPONENTS}")


class Fitted(Protocol):
    """What a sampler has made of the codes."""

    def draw(self, n: int, rng: np.random.Generator) -> Doubles:
        """``n`` draws, ``(n, d)``."""

    def log_density(self, z: ArrayLike) -> Doubles:
        """``log p(z)``, nats, for ``z: (m, d)``: ``(m,)``."""


Steps = Generator[float, None, Fitted]  # yields how far the fit is, 0 to 1


@dataclass(frozen=True, eq=False)
class Given:
    """What a sampler is fitted to: ``codes: (n, d)``, their ``label: (n,)``, -1 for none, and the options."""

    codes: Floats
    label: Labels
    options: Options


@dataclass(frozen=True)
class Sampler:
    """One row: ``steps`` fits it to codes, a little at a time; ``knob`` is the option that it heeds, if any."""

    name: str
    title: str
    tip: str
    steps: Callable[[Given], Steps]
    knob: str = ""
    needs_codes: bool = True

    def begin(self, codes: ArrayLike, label: ArrayLike, options: Options) -> Steps:
        """Fit it to ``codes: (n, d)`` with their ``label: (n,)``, -1 for none; yields how far it is, 0 to 1.

        Raises ``DataError`` where it cannot be fitted to them.
        """
        mu, classes = np.asarray(codes, np.float32), np.asarray(label, np.int16)
        if mu.ndim != 2 or not mu.shape[1] or classes.shape != mu.shape[:1]:
            raise DataError(field="codes", found=f"{mu.shape} and labels {classes.shape}", expected="(n, d) and (n,)")
        if self.needs_codes and not len(mu):
            raise DataError("this bundle stores no codes; only the prior can be sampled")
        if not np.isfinite(mu).all():
            raise DataError(field="codes", found="NaN or infinity", expected="finite codes")
        return self.steps(Given(mu, classes, options))

    def draw(self, fitted: Fitted, n: int, rng: np.random.Generator) -> Floats:
        """``n`` codes ``(n, d) float32`` from what was ``fitted``. Raises ``DataError`` beyond float32's range."""
        with np.errstate(over="ignore"):
            z = fitted.draw(n, rng).astype(np.float32)
        if not np.isfinite(z).all():
            raise DataError(f"the sampler {self.name} draws codes beyond the largest number of float32")
        return z


def rng_of(seed: int) -> np.random.Generator:
    """All the chance of one draw: PCG64 (O'Neill 2014), seeded by numpy's ``SeedSequence``."""
    return np.random.Generator(np.random.PCG64(seed))


@dataclass(frozen=True, eq=False)
class Box:
    """Uniform between ``low`` and ``high``: ``(d,)``; of a side without extent, its one value."""

    low: Doubles
    high: Doubles

    def draw(self, n: int, rng: np.random.Generator) -> Doubles:
        """``n`` draws, ``(n, d)``."""
        return self.low + (self.high - self.low) * rng.random((n, len(self.low)))

    def log_density(self, z: ArrayLike) -> Doubles:
        """Minus the log of the volume inside, minus infinity outside: ``(m,)``."""
        x = np.asarray(z, np.float64)
        inside = ((x >= self.low) & (x <= self.high)).all(axis=1)
        with np.errstate(divide="ignore"):
            volume = float(np.log(self.high - self.low).sum())
        return np.where(inside, -volume, -np.inf)


@dataclass(frozen=True, eq=False)
class Kernels:
    """A Gaussian kernel on each of ``codes: (n, d)``, its covariance ``root root^T``, ``root: (d, d)``."""

    codes: Floats
    root: Doubles

    def draw(self, n: int, rng: np.random.Generator) -> Doubles:
        """``n`` draws: a code at random, and noise of the kernel's shape."""
        places, noise = rng.spawn(2)
        rows = (places.random(n) * len(self.codes)).astype(np.intp)
        return self.codes[rows] + stretched(self.root, noise.standard_normal((n, self.codes.shape[1])))

    def log_density(self, z: ArrayLike) -> Doubles:
        """The log of the mean of all kernels at ``z: (m, d)``, term by term: ``(m,)``."""
        white = np.linalg.inv(self.root).T
        x, codes = np.asarray(z, np.float64) @ white, self.codes.astype(np.float64) @ white
        peak = -0.5 * x.shape[1] * np.log(2.0 * np.pi) - np.log(np.diag(self.root)).sum() - np.log(len(codes))
        step = max(1, _PAIRS // len(codes))
        parts = [_squares(x[k : k + step], codes) for k in range(0, len(x), step)]
        return np.concatenate([np.empty(0), *(log_sum(-0.5 * part) + peak for part in parts)])


def _squares(x: Doubles, codes: Doubles) -> Doubles:
    square = np.zeros((len(x), len(codes)))
    for j in range(x.shape[1]):
        square += np.square(x[:, j, None] - codes[:, j])
    return square


def _prior(given: Given) -> Steps:
    yield 0.0
    return Standard(given.codes.shape[1])


def _box(given: Given) -> Steps:
    n, d = given.codes.shape
    step, sides = max(_SORTED // n, 1), []
    for first in range(0, d, step):
        yield first / d
        some = given.codes[:, first : first + step].astype(np.float64)
        sides.append(np.percentile(some, CENTRAL, axis=0))
    low, high = np.concatenate(sides, axis=1)
    return Box(low, high)


def _gaussian(given: Given) -> Steps:
    check_size(1, given.codes.shape[1])
    mean, covariance = yield from moments(given.codes)
    return Gaussians(np.ones(1), mean[None], root_of(covariance, floor_of(covariance))[None])


def _per_class(given: Given) -> Steps:
    known, count = np.unique(given.label[given.label >= 0], return_counts=True)
    if not len(known):
        raise DataError("these codes have no labels, so there are no classes to fit")
    check_size(len(known), given.codes.shape[1])
    floor = floor_of((yield from moments(given.codes))[1])
    found = []
    for done, k in enumerate(known.tolist()):
        found.append((yield from moments(given.codes[given.label == k], done / len(known))))
    covariance = np.stack([part for _, part in found])
    return Gaussians(count / count.sum(), np.stack([mean for mean, _ in found]), root_of(covariance, floor))


def _kernels(given: Given) -> Steps:
    check_size(1, given.codes.shape[1])
    covariance = (yield from moments(given.codes))[1]
    wide = given.options.bandwidth * scott_factor(*given.codes.shape)
    return Kernels(given.codes, wide * root_of(covariance, floor_of(covariance)))


def _mixture(given: Given) -> Steps:
    return (yield from mixture.steps(given.codes, given.options.components, rng_of(FIT_SEED)))


SAMPLERS: dict[str, Sampler] = {
    row.name: row
    for row in (
        Sampler(
            "prior",
            translate("core", "Prior N(0, I)"),
            translate("core", "Standard normal, whatever the codes are: a VAE is trained towards it, an AE is not"),
            _prior,
            needs_codes=False,
        ),
        Sampler(
            "box",
            translate("core", "Uniform box"),
            translate(
                "core",
                "Anywhere in the box of the codes: the central 99 % of each coordinate, because a few far "
                "codes would rule the box of all",
            ),
            _box,
        ),
        Sampler(
            "gaussian",
            translate("core", "One Gaussian"),
            translate("core", "A Gaussian with the codes' own mean and covariance"),
            _gaussian,
        ),
        Sampler(
            "classes",
            translate("core", "Gaussian per class"),
            translate(
                "core", "A class as often as it is stored, then a Gaussian with the mean and covariance of its codes"
            ),
            _per_class,
        ),
        Sampler(
            "kde",
            translate("core", "Kernel density"),
            translate(
                "core",
                "A stored code at random, and Gaussian noise around it of the codes' shape: a draw from "
                "the kernel density estimate",
            ),
            _kernels,
            knob="bandwidth",
        ),
        Sampler(
            "mixture",
            translate("core", "Gaussian mixture"),
            translate(
                "core",
                "Gaussians fitted by expectation maximisation to at most {most_codes:,} codes, picked with "
                "a fixed seed",
            ).format(most_codes=mixture.MOST_CODES),
            _mixture,
            knob="components",
        ),
    )
}

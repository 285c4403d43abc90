"""The plane of a d-dimensional latent space that the map shows; ``core.map.planes`` finds planes worth looking at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]

_WIDEST = 600.0  # log variance of an ellipse: beyond it float64 overflows
_WIDE, _MANY = 256, 1 << 22  # dimensions and numbers, beyond which distances are not taken in float64
_CHUNK = 1 << 16  # numbers at a time, to stay in the processor's cache


@dataclass(frozen=True, slots=True)
class Plane:
    """``z = origin + x * basis[0] + y * basis[1]``; map units are latent units.

    ``origin: (d,) float64``; ``basis: (k, d) float64`` with ``k = min(2, d)`` orthonormal rows. ``centre: (d,)`` is a
    point that projects to (0, 0), the origin unless it is given: a plane and all that are parallel to it (``through``)
    share theirs, so that they see every code at the same place, bit for bit. In a latent space of one dimension y
    means nothing: it is ignored by ``lift`` and 0 from ``project``. A ``plain`` one is the latent space itself (d = 2,
    axes in order): then nothing is rounded. Raises ``ValueError`` for other shapes or a basis that is not orthonormal.
    """

    origin: Doubles
    basis: Doubles
    centre: Doubles | None = None
    plain: bool = field(init=False)  # worked out once: every hover asks

    def __post_init__(self) -> None:
        origin, basis = np.array(self.origin, np.float64), np.array(self.basis, np.float64)
        centre = origin if self.centre is None else np.array(self.centre, np.float64)
        if origin.ndim != 1 or not len(origin) or basis.shape != (min(2, len(origin)), len(origin)):
            raise ValueError(f"origin {origin.shape} and basis {basis.shape} do not span a plane")
        if not np.allclose(basis @ basis.T, np.eye(len(basis)), atol=1e-4):
            raise ValueError("the rows of the basis are not orthonormal")
        for name, array in (("origin", origin), ("basis", basis), ("centre", centre)):
            array.flags.writeable = False
            object.__setattr__(self, name, array)
        axes = len(origin) == 2 and not origin.any() and bool((basis == np.eye(2)).all())
        object.__setattr__(self, "plain", axes)

    @classmethod
    def axes(cls, d: int, i: int = 0, j: int = 1) -> Plane:
        """The plane through the origin of a ``d``-dimensional space along its axes ``i`` (right) and ``j`` (up)."""
        basis = np.zeros((min(2, d), d))
        for row, axis in zip(basis, (i, j), strict=False):
            row[axis] = 1.0
        return cls(np.zeros(d), basis)

    @property
    def d(self) -> int:
        """The latent dimension."""
        return len(self.origin)

    def through(self, z: ArrayLike) -> Plane:
        """The parallel plane through the code ``z: (d,)``; every code keeps its place on the map, bit for bit.

        The plane itself if ``z`` lies on it.
        """
        assert self.centre is not None
        if len(self.basis) == self.d:  # there is no other
            return self
        rest = np.asarray(z, np.float64) - self.centre
        for _ in range(2):  # twice is enough (Kahan): what is left is at right angles to the rounding of float64
            rest -= (self.basis @ rest) @ self.basis
        origin = self.centre + rest
        far = float(np.abs(origin).max() + np.abs(self.centre).max())
        return (
            self if float(np.abs(origin - self.origin).max()) <= 1e-13 * far else Plane(origin, self.basis, self.centre)
        )

    def lift(self, xy: ArrayLike) -> Floats:
        """Map points ``xy: (n, 2)`` as codes ``z: (n, d) float32``; exact, bit for bit, if ``plain``."""
        points = np.asarray(xy).reshape(-1, 2)
        if self.plain:
            return points.astype(np.float32)
        used = points[:, : len(self.basis)].astype(np.float64)
        return (used @ self.basis + self.origin).astype(np.float32)

    def project(self, z: ArrayLike) -> Floats:
        """Codes ``z: (n, d)`` dropped at right angles on the plane: ``xy (n, 2) float32``."""
        codes = np.asarray(z).reshape(-1, self.d)
        if self.plain:
            return codes.astype(np.float32)
        assert self.centre is not None
        used = np.flatnonzero(self.basis.any(axis=0))  # two of many, if the plane lies along axes
        basis, centre = np.ascontiguousarray(self.basis[:, used].T), self.centre[used]
        xy = np.zeros((len(codes), 2), np.float32)
        for part in parts(len(codes), len(used)):
            xy[part, : len(self.basis)] = (codes[part][:, used].astype(np.float64) - centre) @ basis
        return xy

    def distance(self, z: ArrayLike) -> Floats:
        """How far codes ``z: (n, d)`` are from the plane, ``(n,) float32``, latent units; 0 where d is 1 or 2.

        Of millions of numbers in a wide space it is good to a thousandth of the length of a code.
        """
        codes = np.asarray(z).reshape(-1, self.d)
        if self.d > _WIDE and codes.size > _MANY:
            return self._distance_at_once(codes)
        away = np.zeros(len(codes), np.float32)
        if len(self.basis) == self.d:
            return away
        for part in parts(len(codes), self.d):
            rest = codes[part] - self.origin
            rest -= (rest @ self.basis.T) @ self.basis
            away[part] = np.sqrt(np.einsum("nd,nd->n", rest, rest))
        return away

    def _distance_at_once(self, codes: Floats) -> Floats:
        """``distance`` by Pythagoras, in float32: what is longer than a frame in parts is two products here."""
        axes = np.stack([self.origin, *self.basis])
        onto, own = codes @ axes.T.astype(codes.dtype), axes @ self.origin
        square = np.einsum("nd,nd->n", codes, codes) - 2.0 * onto[:, 0] + own[0]
        square -= np.square(onto[:, 1:] - own[1:]).sum(axis=1)
        return np.asarray(np.sqrt(np.maximum(square, 0.0)), np.float32)


def parts(count: int, width: int, numbers: int = _CHUNK) -> Iterator[slice]:
    """Rows 0 to ``count`` in parts of about so many ``numbers``, ``width`` a row."""
    step = max(numbers // max(width, 1), 1)
    return (slice(first, first + step) for first in range(0, count, step))


def ellipse(plane: Plane, log_var: ArrayLike) -> tuple[NDArray[np.float64], float]:
    """The 1-sigma ellipse of N(., diag(exp(log_var))) dropped on the plane.

    ``log_var: (d,)``. Returns the half axes ``(2,) float64`` in map units, the longer one first, and the angle of that
    one in radians, from x towards y (up), in (-pi/2, pi/2]. It is the marginal of the Gaussian on the plane, with
    covariance ``B diag(exp(log_var)) B^T``. For d = 1 the second half axis is 0.
    """
    variance = np.exp(np.minimum(np.asarray(log_var, np.float64).reshape(plane.d), _WIDEST))
    basis = plane.basis
    covariance = np.zeros((2, 2))
    covariance[: len(basis), : len(basis)] = (basis * variance) @ basis.T
    values, vectors = np.linalg.eigh(covariance)
    x, y = vectors[:, 1]
    angle = float(np.arctan2(y, x))
    angle -= np.pi * np.round(angle / np.pi) if abs(angle) > np.pi / 2 else 0.0
    return np.sqrt(np.maximum(values[::-1], 0.0)), angle

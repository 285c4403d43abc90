"""The plane of a d-dimensional latent space that the map shows."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Plane:
    """``z = origin + x * basis[0] + y * basis[1]``; map units are latent units.

    ``origin: (d,) float32``; ``basis: (k, d) float32`` with ``k = min(2, d)`` orthonormal rows. In a latent space of
    one dimension y means nothing: it is ignored by ``lift`` and 0 from ``project``. Raises ``ValueError`` for other
    shapes or a basis that is not orthonormal.
    """

    origin: Floats
    basis: Floats

    def __post_init__(self) -> None:
        origin, basis = np.array(self.origin, np.float32), np.array(self.basis, np.float32)
        if origin.ndim != 1 or not len(origin) or basis.shape != (min(2, len(origin)), len(origin)):
            raise ValueError(f"origin {origin.shape} and basis {basis.shape} do not span a plane")
        if not np.allclose(basis.astype(np.float64) @ basis.T, np.eye(len(basis)), atol=1e-4):
            raise ValueError("the rows of the basis are not orthonormal")
        origin.flags.writeable = basis.flags.writeable = False
        object.__setattr__(self, "origin", origin)
        object.__setattr__(self, "basis", basis)

    @classmethod
    def axes(cls, d: int, i: int = 0, j: int = 1) -> Plane:
        """The plane through the origin of a ``d``-dimensional space along its axes ``i`` (right) and ``j`` (up)."""
        basis = np.zeros((min(2, d), d), np.float32)
        for row, axis in zip(basis, (i, j), strict=False):
            row[axis] = 1.0
        return cls(np.zeros(d, np.float32), basis)

    @property
    def d(self) -> int:
        """The latent dimension."""
        return len(self.origin)

    @property
    def plain(self) -> bool:
        """Whether the map is the latent space itself (d = 2, axes in order): then nothing is rounded."""
        return self.d == 2 and not self.origin.any() and bool((self.basis == np.eye(2)).all())

    def lift(self, xy: ArrayLike) -> Floats:
        """Map points ``xy: (n, 2)`` as codes ``z: (n, d) float32``; exact, bit for bit, if ``plain``."""
        points = np.asarray(xy).reshape(-1, 2)
        if self.plain:
            return points.astype(np.float32)
        used = points[:, : len(self.basis)].astype(np.float64)
        return (used @ self.basis.astype(np.float64) + self.origin).astype(np.float32)

    def project(self, z: ArrayLike) -> Floats:
        """Codes ``z: (n, d)`` dropped at right angles on the plane: ``xy (n, 2) float32``."""
        codes = np.asarray(z).reshape(-1, self.d)
        if self.plain:
            return codes.astype(np.float32)
        xy = np.zeros((len(codes), 2), np.float32)
        xy[:, : len(self.basis)] = (codes - self.origin.astype(np.float64)) @ self.basis.T
        return xy


def ellipse(plane: Plane, log_var: ArrayLike) -> tuple[NDArray[np.float64], float]:
    """The 1-sigma ellipse of N(., diag(exp(log_var))) dropped on the plane.

    ``log_var: (d,)``. Returns the half axes ``(2,) float64`` in map units, the longer one first, and the angle of that
    one in radians, from x towards y (up), in (-pi/2, pi/2]. It is the marginal of the Gaussian on the plane, with
    covariance ``B diag(exp(log_var)) B^T``. For d = 1 the second half axis is 0.
    """
    variance = np.exp(np.asarray(log_var, np.float64).reshape(plane.d))
    basis = plane.basis.astype(np.float64)
    covariance = np.zeros((2, 2))
    covariance[: len(basis), : len(basis)] = (basis * variance) @ basis.T
    values, vectors = np.linalg.eigh(covariance)
    x, y = vectors[:, 1]
    angle = float(np.arctan2(y, x))
    angle -= np.pi * np.round(angle / np.pi) if abs(angle) > np.pi / 2 else 0.0
    return np.sqrt(np.maximum(values[::-1], 0.0)), angle

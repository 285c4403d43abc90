"""How the codes look and which are shown, as the state holds it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class PointLook:
    """How codes are drawn: ``colour`` is one of ``features.points.logic.choices``; ``size``, 1 being the usual."""

    colour: str = "class"
    size: float = 1.0


@dataclass(frozen=True)
class Filter:
    """Which codes are shown, whatever their class: those of ``splits`` (None: all), and of ``range``.

    That is a number by name, and the least and the most it may be, ends included.
    """

    splits: frozenset[int] | None = None
    range: tuple[str, float, float] | None = None

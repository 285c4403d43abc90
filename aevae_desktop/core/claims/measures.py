"""What can be measured for the article's claims: one row of ``MEASURES`` each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from aevae_desktop.core.claims import (
    clusters,
    compression,
    gaps,
    generation,
    overfitting,
    pca,
    regularity,
    smoothness,
    stochastic,
)
from aevae_desktop.core.claims.figures import Measured
from aevae_desktop.core.claims.subject import Measure, Subject
from aevae_desktop.errors import DataError

Run = Callable[[Subject, int], Iterator[float | Measured]]

_HAS: Mapping[str, Callable[[Subject], bool]] = MappingProxyType(
    {
        "codes": lambda subject: len(subject.mu) > 0,
        "labels": lambda subject: bool((subject.label >= 0).any()),
        "log_var": lambda subject: subject.log_var is not None,
        "encoder": lambda subject: subject.encode is not None,
        "judge": lambda subject: subject.judge is not None,
    }
)


def lacks(subject: Subject, needs: frozenset[str]) -> tuple[str, ...]:
    """Which of ``needs`` (as ``Measure`` names them) a subject does not have, in alphabetical order."""
    return tuple(need for need in sorted(needs) if not _has(subject, need))


def _has(subject: Subject, need: str) -> bool:
    if need.startswith("column."):
        return need.removeprefix("column.") in subject.columns
    return _HAS[need](subject)


def _row(name: str, needs: str, run: Run) -> Measure:
    wanted = frozenset(needs.split())

    def steps(subject: Subject, seed: int) -> Iterator[float | Measured]:
        missing = lacks(subject, wanted)
        if missing:
            raise DataError(f"{name} cannot be measured: this model has no {' and no '.join(missing)}")
        yield from run(subject, seed)

    return Measure(name, wanted, steps)


MEASURES: Mapping[str, Measure] = MappingProxyType(
    {
        row.name: row
        for row in (
            _row("reconstruction", "codes column.error", compression.reconstruction),
            _row("size", "", compression.size),
            _row("overfit", "codes labels", overfitting.overfit),
            _row("bits", "codes", compression.bits),
            _row("linear", "codes column.error column.pca", pca.linear),
            _row("nonlinear", "codes column.error column.pca", pca.nonlinear),
            _row("regular", "codes", regularity.regular),
            _row("gaps", "codes", gaps.gaps),
            _row("random", "codes judge", generation.random),
            _row("own_prior", "codes judge", generation.own_prior),
            _row("validity", "codes judge", generation.validity),
            _row("clusters", "codes labels", clusters.clusters),
            _row("overlap", "codes labels", clusters.overlap),
            _row("inside", "codes labels judge", clusters.inside),
            _row("morphs", "codes labels judge", clusters.morphs),
            _row("smooth", "codes", smoothness.smooth),
            _row("chance", "codes", stochastic.chance),
            _row("trick", "codes log_var", stochastic.trick),
            _row("two_losses", "codes log_var column.reconstruction", stochastic.two_losses),
        )
    }
)

"""Which models make a series, which image goes through them, and what each of them makes of it. Pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from aevae_desktop.core.images import measure
from aevae_desktop.engine.wire.library import Entry
from aevae_desktop.features.ladders.state import Rung
from aevae_desktop.features.models.groups import Row, grouped
from aevae_desktop.language import translate
from aevae_desktop.session.model import F32

LEAST = 3  # models of a series


def series(library: Iterable[Entry], dataset: str) -> tuple[Row, ...]:
    """The series of ``LEAST`` or more models of the data set of that name, in the order of the Models card."""
    rows = [row for _, found in grouped(library) for row in found]
    return tuple(row for row in rows if len(row.entries) >= LEAST and row.entries[0].dataset == dataset)


def rung(x: F32, x_hat: F32 | None, mu: F32 | None, log_var: F32 | None) -> Rung:
    """What one model made of ``x``: all of one image, without its row."""
    if x_hat is None or mu is None:
        return Rung(error=translate("ladders", "no reconstruction came back"))
    kl = None if log_var is None else float(measure.kl_per_dimension(mu, log_var).sum())
    return Rung(x_hat, float(measure.mse(x[None], x_hat[None])[0]), kl)


def errors_of(row: Row, rungs: Mapping[str, Rung]) -> tuple[Sequence[float], Sequence[float]]:
    """The positions of those models of ``row`` that answered, and their errors."""
    found = [(entry.position or 0.0, rungs.get(str(entry.folder))) for entry in row.entries]
    answered = [(place, rung.mse) for place, rung in found if rung is not None and rung.x_hat is not None]
    return [place for place, _ in answered], [mse for _, mse in answered]


def means(row: Row, fact: str = "test_mse") -> tuple[Sequence[float], Sequence[float]]:
    """The positions of those models of ``row`` whose manifests tell a mean over the test images, and these means.

    ``fact``: "test_mse", their own squared error, or "pca_mse", that of PCA with as many numbers.
    """
    found = [(entry.position or 0.0, entry.facts[fact]) for entry in row.entries if fact in entry.facts]
    return [place for place, _ in found], [mean for _, mean in found]

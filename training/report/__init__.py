"""The report of ``training evaluate``: every figure with its n, its seed and its interval (docs/measuring.md).

``subject`` holds the bundle and the images, ``measures`` is the table of figures, ``writing`` and ``curves`` make the
files; beside it, ``describe`` shows the layers of a network, and ``listing`` what can be trained.
"""

from __future__ import annotations

from pathlib import Path

from training.report.figure import Figure
from training.report.measures import MEASURES, measured
from training.report.subject import Subject
from training.report.writing import prepare, write

__all__ = ["MEASURES", "Figure", "Subject", "measured", "prepare", "report", "write"]


def report(subject: Subject, folder: Path) -> tuple[Figure, ...]:
    """Measure ``subject`` and write ``report.json``, ``report.md`` and the curves into ``folder``.

    Files of these names are replaced, others are left alone. Raises ``BundleError`` when the folder cannot be written,
    before anything is measured, and ``ModelError`` when a network cannot be run.
    """
    from training.report import curves

    prepare(folder)
    figures = measured(subject)
    write(folder, subject, figures, curves.drawn(subject, figures))
    return figures

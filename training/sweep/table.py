"""What came of a sweep as a table: all of it as CSV, the main figures for a terminal."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from training.sweep.grid import shown
from training.sweep.running import DONE, Row

MAIN = ("neg_elbo", "test_mse", "active_units")  # figures that a terminal shows, where there are any


def to_csv(rows: Sequence[Row]) -> str:
    """A line a run: its settings, its state, every metric of its bundle, seconds of training, warnings and error."""
    metrics = sorted({name for row in rows for name in _metrics(row)})
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(["run", *_settings(rows), "state", *metrics, "train_seconds", "warnings", "error"])
    for row in rows:
        found = _metrics(row)
        about = row.manifest.provenance if row.manifest is not None else {}
        writer.writerow(
            [row.point.name, *map(shown, row.point.values.values()), row.state]
            + [found.get(name, "") for name in metrics]
            + [about.get("train_seconds", ""), "; ".join(about.get("warnings", ())), row.error]
        )
    return stream.getvalue()


def lines(rows: Sequence[Row]) -> list[str]:
    """The table for a terminal, a line a run, columns in line."""
    names = [name for name in MAIN if any(name in _metrics(row) for row in rows)]
    table = [[*_settings(rows), *names, ""]]
    for row in rows:
        found = _metrics(row)
        figures = [f"{found[name]:.4g}" if name in found else "" for name in names]
        end = "" if row.state == DONE else f"{row.state}: {row.error}" if row.error else row.state
        table.append([*map(shown, row.point.values.values()), *figures, end])
    widths = [max(len(line[place]) for line in table) for place in range(len(table[0]) - 1)]
    return [
        "  ".join([*(cell.rjust(width) for cell, width in zip(line, widths, strict=False)), line[-1]]).rstrip()
        for line in table
    ]


def _settings(rows: Sequence[Row]) -> list[str]:
    return list(rows[0].point.values) if rows else []


def _metrics(row: Row) -> dict[str, float]:
    found = row.manifest.metrics if row.manifest is not None else {}
    return {name: float(entry["value"]) for name, entry in found.items()}

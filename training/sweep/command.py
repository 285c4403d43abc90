"""The command ``sweep``: its folder, what is told while it runs, and its table and plot."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from aevae_desktop.errors import ModelError
from aevae_desktop.reading import regular
from training import config_file, output
from training.sweep import table
from training.sweep.grid import Point, shown
from training.sweep.running import DONE, FAILED, Place, Row, Sweep
from training.trainer.config import MOST_BYTES
from training.trainer.saved import run_lock

FOLDER = Path("runs") / "sweep"
CSV, PLOT = "sweep.csv", "sweep.png"
OF_RUNS = ("data_dir", "mapped", "with_images", "log")  # flags that each run is given
WRONG, STOPPED = 2, 130  # exit codes


def sweep(
    points: Sequence[Point],
    settings: Mapping[str, Any],
    others: Mapping[str, Any],
    out: Path | None,
    models: Path | None,
    jobs: int,
) -> int:
    """Train what is missing of ``points``, each with ``settings`` beside its own; write the table and the plot.

    ``others``: flags of ``train`` by name. Gives the exit code: 0, 2 where a run failed, 130 where it was stopped.
    Raises ``ModelError`` for a folder that cannot be written, or holds another sweep.
    """
    folder = out or FOLDER
    place = Place(folder, models or folder / "models")
    output.check_writable(place.models, "--models")
    of_runs = {name: others[name] for name in OF_RUNS}
    with run_lock.held(folder):
        _begin(place, points, settings, of_runs)
        rows = Sweep(place, _flags(of_runs), _told(len(points))).run(points, jobs)
        _write(folder, rows)
    print("\n".join(table.lines(rows)))
    print(f"table: {folder / CSV}")
    if (folder / PLOT).exists():
        print(f"plot: {folder / PLOT}")
    if all(row.state in (DONE, FAILED) for row in rows):
        return WRONG if any(row.state == FAILED for row in rows) else 0
    print("stopped; the same command goes on from here", file=sys.stderr)
    return STOPPED


def _begin(place: Place, points: Sequence[Point], settings: Mapping[str, Any], others: Mapping[str, Any]) -> None:
    """Write down what is asked. Raises ``ModelError`` if the runs that are there had other settings in common."""
    grid: dict[str, list[Any]] = {}
    for point in points:
        for name, value in point.values.items():
            if value not in grid.setdefault(name, []):
                grid[name].append(value)
    common = {name: value for name, value in settings.items() if name not in grid}
    text = config_file.text(common, others, grid)
    if place.config.exists():
        with regular.errors_as(ModelError, place.config):
            before = regular.read_at_most(place.config, MOST_BYTES).decode("utf-8", "replace")
        if _in_common(before) != _in_common(text):
            remedy = "Choose another folder with --out."
            raise ModelError("holds a sweep with other settings in common", file=place.config, remedy=remedy)
    output.make(place.folder)
    output.write(place.config, text.encode())


def _in_common(text: str) -> list[str]:
    """What all runs share, of the text of a sweep's file."""
    shared = text.partition(f"[{config_file.SWEEP}]")[0]
    return [line for line in shared.splitlines() if line and not line.startswith("#")]


def _flags(others: Mapping[str, Any]) -> list[str]:
    made = []
    for name, value in others.items():
        flag = f"--{name.replace('_', '-')}"
        if value is True:
            made.append(flag)
        elif value:
            made += [f"{flag}={one}" for one in (value if isinstance(value, list) else [value])]
    return made


def _told(count: int) -> Any:
    """What says each row on stdout, as it comes."""
    seen = 0

    def tell(row: Row) -> None:
        nonlocal seen
        seen += 1
        what = ", ".join(f"{name} {shown(value)}" for name, value in row.point.values.items())
        print(f"{seen} of {count}: {what}: {row.state}{': ' + row.error if row.error else ''}", flush=True)

    return tell


def _write(folder: Path, rows: Sequence[Row]) -> None:
    from training.sweep import plot  # matplotlib, at the end

    output.write(folder / CSV, table.to_csv(rows).encode())
    picture = plot.drawn(rows)
    if picture is not None:
        output.write(folder / PLOT, picture)

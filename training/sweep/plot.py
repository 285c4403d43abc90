"""The picture of a sweep: each main figure over the first setting that has several values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Chart
from matplotlib.lines import Line2D
from matplotlib.ticker import MaxNLocator

from training.report.curves import DPI, INK, png, styled
from training.sweep.grid import shown
from training.sweep.running import Row
from training.sweep.table import MAIN

WIDTH, HEIGHT = 4.6, 3.8  # inches of a panel
MANY = 10  # times: from such a ratio on, values lie on a logarithmic axis
MOST_LINES = 10  # that a legend tells apart, as many as there are colours


def drawn(rows: Sequence[Row]) -> bytes | None:
    """A PNG with a panel for each of ``MAIN`` that runs have, a line for each combination of the other settings."""
    done = [row for row in rows if row.manifest is not None]
    names = [name for name in MAIN if any(name in row.manifest.metrics for row in done if row.manifest is not None)]
    if not names:
        return None
    across = _across(rows)
    others = list(dict.fromkeys(_others(row, across) for row in rows))
    colours = {name: f"C{place}" for place, name in enumerate(others)}  # the same in every panel
    chart = Chart(figsize=(WIDTH * len(names), HEIGHT), dpi=DPI, layout="constrained", facecolor="white")
    panels: Any = np.ravel(chart.subplots(1, len(names), squeeze=False))
    for axes, name in zip(panels, names, strict=True):
        _panel(axes, name, across, done, colours)
    if 1 < len(others) <= MOST_LINES:
        handles = [Line2D([], [], color=colour, marker="o", markersize=4) for colour in colours.values()]
        panels[-1].legend(handles, others, frameon=False, labelcolor=INK, fontsize=8, loc="upper left",
                          bbox_to_anchor=(1.0, 1.0))  # fmt: skip
    return png(chart)


def _others(row: Row, across: str) -> str:
    """What distinguishes a line: the other settings, in words."""
    return ", ".join(f"{key} {shown(value)}" for key, value in row.point.values.items() if key != across)


def _across(rows: Sequence[Row]) -> str:
    """The setting along the x axis: the first with several values."""
    settings = rows[0].point.values
    several = [name for name in settings if len({shown(row.point.values[name]) for row in rows}) > 1]
    return (several or list(settings))[0]


def _panel(axes: Axes, name: str, across: str, done: Sequence[Row], colours: Mapping[str, str]) -> None:
    units = {row.manifest.metrics[name]["unit"] for row in done if row.manifest and name in row.manifest.metrics}
    styled(axes, name, across, units.pop() if len(units) == 1 else "")
    places = _places(axes, [row.point.values[across] for row in done])
    lines: dict[str, list[tuple[float, float]]] = {}
    for row, place in zip(done, places, strict=True):
        if row.manifest is not None and name in row.manifest.metrics:
            lines.setdefault(_others(row, across), []).append((place, float(row.manifest.metrics[name]["value"])))
    for others, marks in lines.items():
        axes.plot(*zip(*sorted(marks), strict=True), "o-", markersize=4, linewidth=1.5, color=colours[others])
    if all(value == round(value) for marks in lines.values() for _, value in marks):
        axes.yaxis.set_major_locator(MaxNLocator(integer=True))


def _places(axes: Axes, values: Sequence[Any]) -> list[float]:
    """Where ``values`` lie on the x axis: numbers as numbers, others one after another."""
    words = sorted({shown(value) for value in values}, key=[shown(value) for value in values].index)
    if all(isinstance(value, int | float) for value in values):
        if min(values) > 0 and max(values) >= MANY * min(values):
            axes.set_xscale("log")
        numbers = sorted(set(values))
        axes.set_xticks(numbers, [shown(value) for value in numbers])
        axes.minorticks_off()
        return [float(value) for value in values]
    axes.set_xticks(range(len(words)), words)
    return [float(words.index(shown(value))) for value in values]

"""Curves with intervals: round numbers on the scale, lines told apart without colour, numbers for a screen reader."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from PySide6.QtGui import QAccessible, QColor

from aevae_desktop.ui import accessible
from aevae_desktop.ui import theme as themes
from aevae_desktop.ui.charts.interval_curve import IntervalCurve, Line, nice
from tests.window_fixtures import pixels, spoken


@pytest.mark.parametrize(
    ("low", "high", "ticks"),
    [
        (0, 0.0468, [0, 0.02, 0.04, 0.06]),
        (0, 1, [0, 0.25, 0.5, 0.75, 1]),
        (-3, 5, [-4, -2, 0, 2, 4, 6]),
        (0, 177, [0, 50, 100, 150, 200]),
        (0, 0, [0]),
    ],
)
def test_the_scale_has_round_numbers_around_all_values(low: float, high: float, ticks: list[float]) -> None:
    made = nice(low, high)
    np.testing.assert_allclose(made[: len(ticks)], ticks)
    assert made[0] <= low
    assert made[-1] >= high
    assert len(made) >= 2


def line(name: str, values: tuple[float, ...], wide: float = 0.0, tone: str = "accent") -> Line:
    x = tuple(2.0 ** (k + 1) for k in range(len(values)))
    return Line(name, tone, x, values, tuple(v - wide for v in values), tuple(v + wide for v in values))


@pytest.fixture
def shown(qtbot: Any) -> Any:
    def show(*lines: Line) -> IntervalCurve:
        accessible.install()
        made = IntervalCurve("curve")
        qtbot.addWidget(made)
        made.apply_theme(themes.DARK)
        made.setLines("Squared error", "numbers of the code", lines)
        made.resize(500, 320)
        made.show()
        return made

    return show


def inked(widget: IntervalCurve, tone: str) -> Any:
    """Where the colour is near that of ``tone``: lines have soft edges."""
    wanted, seen = QColor(getattr(themes.DARK, tone)).rgb(), pixels(widget)
    far = sum(np.abs((seen >> shift & 255).astype(int) - (wanted >> shift & 255)) for shift in (0, 8, 16))
    return far < 60


def test_a_line_that_falls_is_drawn_falling(shown: Any) -> None:
    hits = inked(shown(line("AE", (0.04, 0.03, 0.02))), "accent")[60:]
    columns = np.flatnonzero(hits.any(axis=0))
    first, last = (np.flatnonzero(hits[:, column]).mean() for column in (columns[4], columns[-4]))
    assert first < last - 40


def test_two_lines_differ_without_their_colours(shown: Any) -> None:
    made = shown(line("AE", (5, 5, 5), tone="warm"), line("VAE", (1, 1, 1)))
    solid, dashed = (inked(made, tone)[60:].any(axis=0) for tone in ("warm", "accent"))
    assert dashed.sum() < 0.95 * solid.sum()


def test_a_wide_interval_is_drawn(shown: Any) -> None:
    plain, wide = (inked(shown(line("AE", (1, 1, 1), w)), "accent").sum() for w in (0.0, 0.5))
    assert wide > plain + 20


def test_a_screen_reader_hears_the_numbers(shown: Any) -> None:
    made = shown(line("AE", (0.04, 0.03)), line("VAE", (0.05,)))
    assert spoken(made) == "Squared error, along numbers of the code"
    assert spoken(made, QAccessible.Text.Value) == "AE: 2: 0.04, 4: 0.03; VAE: 2: 0.05"
    assert QAccessible.queryAccessibleInterface(made).role() is QAccessible.Role.Graphic

"""Bars with intervals: as long as the numbers say, whiskers from low to high, words beside or above them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from PySide6.QtGui import QColor

from aevae_desktop.ui import theme as themes
from aevae_desktop.ui.charts.interval_bars import Interval, IntervalBars
from tests.window_fixtures import pixels

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
WIDE, NARROW = 700, 220


def bar(value: float, low: float, high: float, *, tone: str = "accent", scale: str = "") -> Interval:
    return Interval("AE", "random codes", value, low, high, f"{value:g}", f"[{low:g}, {high:g}]", tone, scale)


@pytest.fixture
def shown(qtbot: Any) -> Any:
    """``shown(bars, width)``: a widget of these bars on the screen."""

    def show(bars: list[Interval], width: int = WIDE) -> IntervalBars:
        made = IntervalBars("bars", "Bars")
        qtbot.addWidget(made)
        made.apply_theme(themes.DARK)
        made.setBars(bars)
        made.resize(width, 200)
        made.show()
        return made

    return show


def lengths(widget: IntervalBars, tone: str) -> list[int]:
    """How many px of each row have the colour of ``tone``."""
    ink = QColor(getattr(themes.DARK, tone)).rgb() & 0xFFFFFF
    hits = (pixels(widget) & 0xFFFFFF) == ink
    rows = np.array_split(hits[: widget.rows_high()], len(widget.bars()))
    return [int(row.any(axis=0).sum()) for row in rows]


def test_bars_are_as_long_as_their_numbers(shown: Any) -> None:
    one, two, half = lengths(shown([bar(1, 1, 1), bar(2, 2, 2), bar(0.5, 0.5, 0.5)]), "accent")
    assert two == pytest.approx(2 * one, abs=2)
    assert one == pytest.approx(2 * half, abs=2)


def test_bars_of_different_units_are_not_compared_and_stand_under_their_names(shown: Any) -> None:
    same = lengths(shown([bar(1, 1, 1), bar(100, 100, 100)]), "accent")
    assert same[0] < 10
    apart = shown([bar(1, 1, 1, scale="nats"), bar(50, 50, 50, scale="share"), bar(2, 2, 2, scale="nats")])
    assert [(each.scale, each.value) for each in apart.bars()] == [("nats", 1), ("nats", 2), ("share", 50)]
    ink = QColor(themes.DARK.accent).rgb() & 0xFFFFFF
    high = apart.rows_high() // 5  # two names, three bars
    rows = [((pixels(apart) & 0xFFFFFF)[k * high : (k + 1) * high] == ink).any(axis=0).sum() for k in range(5)]
    assert (rows[0], rows[3]) == (0, 0)
    assert rows[2] == rows[4] == pytest.approx(2 * rows[1], abs=3)


def test_a_number_below_0_goes_to_the_left_of_the_line(shown: Any) -> None:
    hits = [np.flatnonzero(column) for column in _inked(shown([bar(-1, -1, -1), bar(1, 1, 1)]))]
    assert hits[0].max() <= hits[1].min() + 1


def _inked(widget: IntervalBars) -> list[Any]:
    ink = QColor(themes.DARK.accent).rgb() & 0xFFFFFF
    hits = (pixels(widget) & 0xFFFFFF) == ink
    return [row.any(axis=0) for row in np.array_split(hits[: widget.rows_high()], len(widget.bars()))]


def test_a_wider_interval_is_drawn_wider_and_none_where_there_is_none(shown: Any) -> None:
    bars = [bar(1, 0.9, 1.1), bar(1, 0.5, 1.5), bar(1, 1, 1)]
    narrow, wide, none = lengths(shown([*bars]), "text")
    assert none < narrow < wide


def test_in_little_room_a_bar_stands_under_its_words(shown: Any) -> None:
    bars = [bar(1, 0.9, 1.1), bar(2, 1.9, 2.1)]
    wide, narrow = shown(bars), shown(bars, NARROW)
    assert narrow.height() == 2 * wide.height()
    assert min(lengths(narrow, "accent")) > 40


def test_a_screen_reader_hears_every_number_with_its_interval(shown: Any) -> None:
    said = shown([bar(1, 0.9, 1.1)]).accessibleDescription()
    assert said == "AE random codes: 1, 95 % interval [0.9, 1.1]"
    units = shown([bar(1, 1, 1, scale="nats"), bar(2, 2, 2, scale="share")]).accessibleDescription()
    assert units == "nats: AE random codes: 1, 95 % interval [1, 1]; share: AE random codes: 2, 95 % interval [2, 2]"

"""Moves that come faster than a screen shows pictures: each that is alone is acted upon at once, a flood is thinned."""

from __future__ import annotations

import time
from typing import Any

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from aevae_desktop.ui.widgets import latest
from aevae_desktop.ui.widgets.latest import Latest, frame_ms


@pytest.fixture
def acted(qapp: Any) -> tuple[Latest, list[int]]:
    acts: list[int] = []
    return Latest(acts.append, QObject(qapp)), acts


def test_the_first_is_acted_upon_at_once_and_the_last_soon(acted: tuple[Latest, list[int]], qtbot: Any) -> None:
    values, acts = acted
    for value in range(5):
        values.put(value)
    assert acts == [0]
    qtbot.waitUntil(lambda: not values._waiting)
    assert acts == [0, 4]


def test_values_at_a_hands_pace_wait_for_no_frame(
    acted: tuple[Latest, list[int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    values, acts = acted
    clock = iter(range(10_000))
    monkeypatch.setattr(latest.time, "monotonic", lambda: 0.004 * next(clock))
    for value in range(20):
        values.put(value)
        QApplication.processEvents()
    assert acts == list(range(20))


def test_two_in_one_turn_at_a_hands_pace_are_one(
    acted: tuple[Latest, list[int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    values, acts = acted
    clock = iter(range(10_000))
    monkeypatch.setattr(latest.time, "monotonic", lambda: 0.004 * next(clock))
    for value in range(3):
        values.put(value)
    QApplication.processEvents()
    assert acts == [0, 2]


def flood(values: Latest, count: int) -> float:
    """``count`` values, one a millisecond at most; seconds that it took until the last was acted upon."""
    begun = time.monotonic()
    for value in range(count):
        values.put(value)
        while time.monotonic() < begun + 0.001 * value:
            QApplication.processEvents()
    deadline = time.monotonic() + 10.0
    while values._waiting and time.monotonic() < deadline:
        QApplication.processEvents()
    return time.monotonic() - begun


def test_a_flood_is_acted_upon_no_oftener_than_the_screen_shows(
    acted: tuple[Latest, list[int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    values, acts = acted
    monkeypatch.setattr(latest, "FLOOD_S", 10.0)  # whatever else this machine does meanwhile
    seconds = flood(values, 300)
    assert 3 <= len(acts) <= 1 + 1000.0 * seconds / frame_ms()
    assert acts[-1] == 299


def test_the_last_of_a_flood_is_not_lost(acted: tuple[Latest, list[int]]) -> None:
    values, acts = acted
    flood(values, 20)
    assert acts[-1] == 19
    assert acts == sorted(acts)


@pytest.mark.parametrize(("rate", "ms"), [(60.0, 17), (144.0, 7), (0.0, 17)])
def test_a_frame_is_as_long_as_the_screen_says(monkeypatch: pytest.MonkeyPatch, rate: float, ms: int) -> None:
    screen = type("Screen", (), {"refreshRate": lambda _: rate})()
    monkeypatch.setattr(latest.QGuiApplication, "primaryScreen", lambda: screen)
    assert frame_ms() == ms

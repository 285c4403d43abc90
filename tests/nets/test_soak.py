"""The soak itself is sound: a short one runs through its round, and its slopes are right."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from tests.nets import growth, soak


def test_a_short_soak_has_no_problem(tmp_path: Path) -> None:
    report = soak.run(0.25, 0.5, tmp_path)
    assert report.problems == {}
    assert set(report.samples) == set(soak.MOST)
    assert report.samples["zombies"][-1] == 0.0


def test_a_slope_is_found_and_noise_is_none() -> None:
    rng = np.random.default_rng(0)
    seconds = np.arange(600) * 10.0
    noise = rng.normal(0.0, 1.0, 600)
    grown = growth.slope(seconds.tolist(), (noise + 3.0 * seconds / 3600.0).tolist())
    assert grown.low < 3.0 < grown.high
    assert grown.low > 0.0
    flat = growth.slope(seconds.tolist(), noise.tolist())
    assert flat.low < 0.0 < flat.high


def test_neighbours_that_are_alike_widen_the_interval() -> None:
    rng = np.random.default_rng(1)
    seconds = (np.arange(2_000) * 10.0).tolist()
    steps = rng.normal(0.0, 1.0, 2_000)
    alike = np.convolve(steps, np.ones(6) / np.sqrt(6), "same")  # of the same variance, each much like the one before
    one, other = growth.slope(seconds, steps.tolist()), growth.slope(seconds, alike.tolist())
    assert other.high - other.low > 1.3 * (one.high - one.low)

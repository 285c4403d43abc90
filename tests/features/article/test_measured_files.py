"""What was measured once is not measured again by the next window."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pytest

from aevae_desktop import places
from aevae_desktop.engine.wire.frames import Frame
from aevae_desktop.engine.wire.protocol import Measure
from aevae_desktop.features.article import measured_files
from aevae_desktop.features.article.measured_files import MeasuredFiles
from tests.mutants import mutate

JOB = Measure("/m", "/m", "gaps", 3, "/judge")
FIGURE = {"value": 0.25, "low": 0.2, "high": 0.3, "n": 100, "unit": "share"}


@pytest.fixture
def frame() -> Frame:
    header = {"key": "/m", "share": 1.0, "figures": {"mass": FIGURE}, "notes": ["no kde"]}
    return Frame(header, {"z": np.arange(6, dtype=np.float32).reshape(3, 2), "none": np.array([0, 1, 0], np.uint8)})


def stored() -> Iterator[Path]:
    return (places.state_folder() / measured_files.FOLDER).glob("*.frame")


def test_what_was_kept_is_found_by_the_next_one(frame: Frame) -> None:
    MeasuredFiles().keep(JOB, "digest", "judge", frame)
    found = MeasuredFiles().find(Measure("/elsewhere", "/elsewhere", "gaps", 3, "/j"), "digest", "judge")
    assert found is not None
    assert found.header["figures"] == frame.header["figures"]
    assert all(np.array_equal(found.arrays[name], frame.arrays[name]) for name in frame.arrays)


def test_another_bundle_judge_measure_seed_or_version_is_another(frame: Frame, monkeypatch: Any) -> None:
    files = MeasuredFiles()
    files.keep(JOB, "digest", "judge", frame)
    for job, digest, judge in (
        (JOB, "other", "judge"),
        (JOB, "digest", ""),
        (Measure("/m", "/m", "smooth", 3, "/judge"), "digest", "judge"),
        (Measure("/m", "/m", "gaps", 4, "/judge"), "digest", "judge"),
    ):
        assert files.find(job, digest, judge) is None
    monkeypatch.setattr(measured_files, "__version__", "0.0")
    assert files.find(JOB, "digest", "judge") is None


def test_a_damaged_file_is_none_or_what_was_measured(frame: Frame) -> None:
    files = MeasuredFiles()
    files.keep(JOB, "digest", "judge", frame)
    (path,) = stored()
    whole, lost = path.read_bytes(), 0
    rng = Random(0)
    for _ in range(300):
        path.write_bytes(mutate(whole, rng))
        found = files.find(JOB, "digest", "judge")
        lost += found is None
        assert found is None or found.header["figures"] == frame.header["figures"]
    assert lost > 100


def test_a_place_that_cannot_be_written_costs_no_word(frame: Frame) -> None:
    places.state_folder().parent.mkdir(parents=True, exist_ok=True)
    places.state_folder().write_text("a file in its place")
    MeasuredFiles().keep(JOB, "digest", "judge", frame)
    assert MeasuredFiles().find(JOB, "digest", "judge") is None


def test_of_too_many_files_the_older_half_goes(frame: Frame, monkeypatch: Any) -> None:
    monkeypatch.setattr(measured_files, "MOST", 6)
    files = MeasuredFiles()
    for seed in range(6):
        files.keep(Measure("/m", "/m", "gaps", seed), "digest", "", frame)
        (newest,) = (path for path in stored() if path.stat().st_mtime > 1000)
        os.utime(newest, (seed, seed))
    MeasuredFiles().keep(Measure("/m", "/m", "gaps", 6), "digest", "", frame)
    assert [MeasuredFiles().find(Measure("/m", "/m", "gaps", seed), "digest", "") is None for seed in range(7)] == [
        True, True, True, False, False, False, False,
    ]  # fmt: skip

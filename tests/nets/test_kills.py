"""Children and windows that are killed, full disks, homes that cannot be used: little is lost, and it is told."""

from __future__ import annotations

import subprocess
import sys
from collections import deque
from pathlib import Path

import pytest

from tests.nets import child_kills, homes, window_kills
from tests.nets.watched import ROOT, own_environment


def test_the_window_outlives_its_children(tmp_path: Path) -> None:
    kills, faults = child_kills.run(8, 1, tmp_path)
    assert faults == []
    assert len(kills) == 8


def test_a_killed_window_leaves_whole_files(tmp_path: Path) -> None:
    report = window_kills.run(3, 1, tmp_path)
    assert report.faults == []
    assert (report.kills, report.files > 0) == (3, True)


def test_work_of_the_last_second_may_be_lost_and_no_older(tmp_path: Path) -> None:
    nothing, some = {"strokes": []}, {"strokes": [1.0]}

    def faults(begun: float) -> list[str]:
        report, killed = window_kills.Report(), {"time": 3.0, "work": None}
        before = deque([{"time": 0.0, "work": nothing}, {"time": begun, "work": some}, killed])
        told = {"keeps": True, "offered": False, "recovered": nothing, "problems": []}
        window_kills._look(report, told, 1, tmp_path, before)
        return report.faults

    assert faults(2.9) == []
    assert faults(1.0) == ["2.0 s of work lost"]


@pytest.mark.parametrize("options", [[], ["--tmpfs"]], ids=["limit", "full"])
def test_a_full_disk_is_told_in_one_line(tmp_path: Path, options: list[str]) -> None:
    """In a process of its own, whose files are limited."""
    command = [sys.executable, "-m", "tests.nets.full_disk", *options]
    own = own_environment(tmp_path)
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, env=own)
    if done.stdout.startswith("skipped"):
        pytest.skip(done.stdout.strip())
    assert done.returncode == 0, done.stdout + done.stderr


HOMES = ("HOME is a pipe", "HOME is /proc", "HOME is not set", "HOME is relative", "XDG_DATA_HOME is read-only",
         "XDG_DATA_HOME is a file", "AEVAE_VIEWS is a pipe", "AEVAE_MODELS is a link to itself",
         "XDG_STATE_HOME is /dev/null")  # fmt: skip


@pytest.mark.parametrize("case", [case for case in homes.CASES if case.name in HOMES], ids=lambda case: case.name)
def test_the_program_starts_in_any_home(tmp_path: Path, case: homes.Case) -> None:
    assert homes.tried(case, tmp_path / "place")[1] == []


@pytest.mark.parametrize("name", ["HOME is not set", "HOME is relative"])
def test_the_net_of_homes_leaves_the_real_home_alone(tmp_path: Path, name: str) -> None:
    """The view that it saves lies in the home which stands for the registered one."""
    place = tmp_path / "place"
    homes.tried(next(case for case in homes.CASES if case.name == name), place)
    assert [file.name for file in (place / homes.REGISTERED).rglob("views.json")] == ["views.json"]

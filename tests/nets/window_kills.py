"""The window is killed (SIGKILL) at a random moment while it draws, edits a path, exports and saves views; then the
next one starts in the same home.

    python -m tests.nets.window_kills --count 200 --seed 7

After each: no orphan; every file is whole, the old one or the new one; once the next window is up, no temporary is
left, and what it brings back is the work of at most a second ago.
"""

from __future__ import annotations

import argparse
import itertools
import json
import sys
import tempfile
import time
from collections import deque
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from aevae_desktop.errors import LabError
from tests.nets.watched import EndedError, SilenceError, Watched

MODULE = "tests.nets.window_kills_window"
START_S, LOST_S = 60.0, 1.0
SWEEP_S = 8.0
SLACK_S = 0.3  # between a change and the moment at which it is told to us
MARKS = (".part", ".old", ".tmp", "~")


@dataclass
class Report:
    """``lost``: seconds of work, a number for each kill after which the program brought work back."""

    kills: int = 0
    torn: list[str] = field(default_factory=list)
    stale: list[str] = field(default_factory=list)
    other: list[str] = field(default_factory=list)
    lost: list[float] = field(default_factory=list)
    left: int = 0  # temporaries that lay there right after the kills
    files: int = 0  # that were looked at
    keeps_work: bool = False

    @property
    def faults(self) -> list[str]:
        """A line a fault."""
        late = [f"{seconds:.1f} s of work lost" for seconds in self.lost if seconds > LOST_S + SLACK_S]
        return [*self.torn, *self.stale, *self.other, *late]


def run(count: int, seed: int, place: Path) -> Report:
    """Kill ``count`` windows."""
    report, rng = Report(), Random(seed)
    before: deque[dict[str, Any]] = deque()
    for number in range(count + 1):  # the last one only looks
        _one(report, rng, number, place, before, last=number == count)
    return report


def _one(report: Report, rng: Random, number: int, place: Path, before: deque[dict[str, Any]], last: bool) -> None:
    """One window: it looks at what the last one left, works for a moment, and is killed."""
    watched = Watched(MODULE, [rng.randrange(1 << 30), place], place)
    try:
        told = watched.line(START_S)
        _look(report, told, number, place, before)
        before.clear()
        before.append({"time": time.time(), "work": told["recovered"]})
        if not last:
            _follow(watched, before, rng.uniform(0.1, 2.0))
            watched.process.kill()
            report.kills += 1
            killed = time.time()
            before.append({"time": killed, "work": None})
    except (SilenceError, EndedError) as error:
        report.other.append(f"kill {number}: the next window was lost: {type(error).__name__} {error}")
    if orphans := watched.end():
        report.other.append(f"kill {number}: {len(orphans)} orphans")
    report.left += len(_temporaries(place))


def _follow(watched: Watched, before: deque[dict[str, Any]], seconds: float) -> None:
    """Hear what work there is, until the moment comes."""
    until = time.monotonic() + seconds
    while (left := until - time.monotonic()) > 0:
        try:
            before.append(watched.line(left))
        except SilenceError:
            return


def _look(report: Report, told: dict[str, Any], number: int, place: Path, before: deque[dict[str, Any]]) -> None:
    """Everything that must hold once the next window is up."""
    report.other += [f"kill {number}: {problem}" for problem in told["problems"]]
    report.stale += [f"kill {number}: {path.name} is left" for path in _swept(place)]
    for path in sorted((place / "out").glob("*")):
        _open(report, path, number)
    _views(report, place, number)
    report.keeps_work |= told["keeps"]
    if told["keeps"] and before:
        report.lost.append(_lost(told["recovered"], before))  # all of it, where nothing is offered


def _lost(work: dict[str, Any], before: deque[dict[str, Any]]) -> float:
    """Seconds between the moment at which the work ceased to be what is brought back, and the kill."""
    killed, told = before[-1]["time"], list(before)[:-1]
    ends = [later["time"] for one, later in itertools.pairwise([*told, {"time": killed}]) if one["work"] == work]
    return float(killed - max(ends)) if ends else float("inf") if told else 0.0


def _open(report: Report, path: Path, number: int) -> None:
    from aevae_desktop.features import SAVED
    from aevae_desktop.features.figures import metadata

    if path.name.startswith("."):
        return
    report.files += 1
    try:
        metadata.read(path, SAVED)
    except LabError as error:
        report.torn.append(f"kill {number}: {error}")


def _views(report: Report, place: Path, number: int) -> None:
    for path in place.rglob("views.json"):
        try:
            json.loads(path.read_bytes())
        except ValueError as error:
            report.torn.append(f"kill {number}: {path.name}: {error}")


def _swept(place: Path) -> list[Path]:
    """Temporaries that are still there when the new window has had time to sweep."""
    until = time.monotonic() + SWEEP_S
    while (left := _temporaries(place)) and time.monotonic() < until:
        time.sleep(0.1)
    return left


def _temporaries(place: Path) -> list[Path]:
    """Files that are no one's, in the folders that the program writes to."""
    folders = ("out", "home", "data", "state", "tmp")
    found = [path for name in folders for path in (place / name).rglob("*") if path.name.endswith(MARKS)]
    return [*found, *(path for path in (place / "tmp").glob("*") if path not in found)]


def told(report: Report, seed: int) -> str:
    """Two lines of figures."""
    seen = f"{report.kills} kills, seed {seed}: {report.files} files opened, {len(report.torn)} torn"
    left = f"{report.left} temporaries right after the kills, {len(report.stale)} after the next start"
    if not report.keeps_work:
        return f"{seen}; {left}\nthe program does not keep work"
    lost = sorted(report.lost)
    work = f"work lost: median {lost[len(lost) // 2]:.2f} s, longest {lost[-1]:.2f} s, n = {len(lost)}" if lost else ""
    return f"{seen}; {left}\n{work}"


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.nets.window_kills", description=__doc__.split("\n")[0])
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="nets-", ignore_cleanup_errors=True) as place:
        report = run(options.count, options.seed, Path(place))
    print(told(report, options.seed))
    print("\n".join(report.faults))
    return 1 if report.faults else 0


if __name__ == "__main__":
    sys.exit(main())

"""Hostile bundles, opened in the real window with its real child processes, which are watched from outside.

    python -m tests.nets.bundles --count 2000 --seed 7

For each bundle: open, or refused in one line, within ten seconds; the window lives, comes to rest, says no traceback
and no Qt warning, and does not stand still for longer than sound bundles make it. Exit code 1 if any of that fails.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from tests.nets import hostile
from tests.nets.bundle_window import VERDICT_S
from tests.nets.hostile import Case
from tests.nets.watched import EndedError, SilenceError, Watched

MODULE = "tests.nets.bundle_window"
REST_S, SLOW_REST_S = (
    10.0,
    40.0,
)  # within which the window is at rest after a hand; where pictures may hang, each its time
CONTROL_EVERY = 12  # one sound bundle among so many hostile ones
CONTROL = 1_200_000  # what is added to the number of a sound one: its window shows the same pane and the same card
STALL_MS = 100.0  # beyond the worst of the sound ones
MEMORY_MB = 64.0
BATCH = 400  # bundles on the disk at once


class Waiting(NamedTuple):
    """A bundle that is still to be opened."""

    number: int
    folder: str
    rest_s: float
    what: str


@dataclass
class Result:
    """What came of one bundle. ``facts`` are the window's own words; empty where it died or fell silent."""

    number: int
    what: str
    facts: dict[str, Any] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    @property
    def kind(self) -> str:
        """What sort of fault it has."""
        return self.what.split(":")[0]

    @property
    def sound(self) -> bool:
        """Whether it belongs to the control run."""
        return self.number >= CONTROL


@dataclass
class Report:
    """All results, and what the whole run says."""

    results: list[Result] = field(default_factory=list)
    orphans: int = 0
    listing: list[str] = field(default_factory=list)
    started: list[float] = field(default_factory=list)  # MB of each fresh window, and of the last bundle in it

    @property
    def control_ms(self) -> float:
        """The longest stall that a sound bundle caused."""
        return max((r.facts["stall"] for r in self.results if r.sound and "stall" in r.facts), default=0.0)

    @property
    def stalled(self) -> list[Result]:
        """Those that held the window up for longer than sound ones do."""
        most = self.control_ms + STALL_MS
        return [r for r in self.results if not r.sound and r.facts.get("stall", 0.0) > most]

    def judge(self) -> None:
        """Stalls can be judged only when all are known."""
        for result in self.stalled:
            stall = result.facts["stall"]
            result.faults.append(f"stalled {stall:.0f} ms (sound ones at most {self.control_ms:.0f})")

    @property
    def faults(self) -> list[str]:
        """Every fault, a line each."""
        lines = [f"{r.number:5d}  {r.what}: {fault}" for r in self.results for fault in r.faults]
        return lines + self.listing + ([f"{self.orphans} orphans"] if self.orphans else [])


def run(count: int, seed: int, place: Path, start: int = 0, scan: bool = True) -> Report:
    """Make ``count`` bundles, from number ``start`` on, open each, and look what the library says of them."""
    report = Report()
    for first in range(start, start + count, BATCH):
        models = place / f"batch-{first}"
        models.mkdir(parents=True)
        cases = [hostile.make(seed, k, models) for k in range(first, min(first + BATCH, start + count))]
        sound = [hostile.benign(k, place / "sound") for k in range(first, first + len(cases), CONTROL_EVERY)]
        _open_all(report, cases, sound, place / f"window-{first}")
        if scan:
            _scan(report, cases, models, place / f"scan-{first}")
        for folder in (models, place / "sound", place / f"{models.name}-outside"):
            shutil.rmtree(folder, ignore_errors=True)
    for result in report.stalled:
        _once_more(report, result, seed, place / f"again-{result.number}")
    report.judge()
    return report


def _once_more(report: Report, result: Result, seed: int, place: Path) -> None:
    """Open the bundle of ``result`` in a window of its own: what it does not do again, the machine did.

    A disk that is waited for, or memory that is fetched back, holds a thread up as well as work of its own does.
    """
    place.mkdir(parents=True)
    second = Report()
    _open_all(
        second, [hostile.make(seed, result.number, place)], [hostile.benign(0, place / "sound")], place / "window"
    )
    report.orphans += second.orphans
    stalls = [r.facts["stall"] for r in second.results if r.number == result.number and "stall" in r.facts]
    result.facts["stall"] = min([result.facts["stall"], *stalls])
    shutil.rmtree(place, ignore_errors=True)


def _open_all(report: Report, cases: list[Case], sound: list[Path], place: Path) -> None:
    """One window for all of them; a new one where it was lost."""
    waiting: list[Waiting] = []
    for k, case in enumerate(cases):
        if k % CONTROL_EVERY == 0:  # first: what is made once in a window's life is not the hostile one's fault
            waiting.append(Waiting(CONTROL + case.index, str(sound[k // CONTROL_EVERY]), REST_S, "sound"))
        waiting.append(Waiting(case.index, str(case.folder), SLOW_REST_S if case.fault.slow else REST_S, case.what))
    while waiting:
        _one_window(report, waiting, place)
    bad = {case.index for case in cases if case.fault.bad}
    for result in report.results:
        if result.number in bad and result.facts.get("verdict") == "opened":
            result.faults.append("was opened and should have been refused")
            bad.discard(result.number)


def _one_window(report: Report, waiting: list[Waiting], place: Path) -> None:
    """Watch one window for as long as it lives; what it has dealt with is taken from ``waiting``."""
    plan = place / "plan.json"
    place.mkdir(parents=True, exist_ok=True)
    plan.write_text(json.dumps({"scan": False, "bundles": [one[:3] for one in waiting]}))
    watched, current, before = Watched(MODULE, [plan], place), Result(-1, "the start"), len(waiting)
    try:
        while True:
            told = watched.line(VERDICT_S + SLOW_REST_S + 10.0)
            if "begin" in told:
                current = Result(told["begin"], waiting.pop(0).what)
                report.results.append(current)
            elif "verdict" in told:
                _judge(current, told)
            elif told.get("problems"):
                current.faults += told["problems"]
    except SilenceError:
        current.faults.append("FROZEN: the window did not come round")
    except EndedError as ended:
        if ended.code not in (0, 3):
            current.faults.append(f"DEATH of the window, exit status {ended.code}: {_last_words(watched)}")
    report.orphans += len(watched.end())
    if len(waiting) == before:  # it does not even start: give up on it
        current.faults.append("the window does not start")
        report.results.append(current)
        waiting.clear()


def _judge(result: Result, facts: dict[str, Any]) -> None:
    result.facts = facts
    result.faults += facts["problems"]
    if facts["verdict"] == "missed":
        result.faults.append(f"no verdict within {VERDICT_S:g} s")
    elif facts["verdict"] == "refused" and (facts["lines"] or not facts["line"].strip()):
        result.faults.append("was not refused in one line")
    elif not facts["rested"]:
        result.faults.append(f"not at rest {facts['rest']:.0f} s after a hand moved over it: {facts['busy']}")
    if facts["peak"] > MEMORY_MB and not result.sound:
        result.faults.append(f"the window took {facts['peak']:.0f} MB more ({facts['grown']:.0f} kept)")


def _last_words(watched: Watched) -> str:
    text = watched.errors.read_text(errors="replace").strip().splitlines()
    return " / ".join(text[-3:])[-300:]


def _scan(report: Report, cases: list[Case], models: Path, place: Path) -> None:
    """The whole batch as a models folder: the program starts, and lists nothing as good that cannot be opened."""
    place.mkdir(parents=True, exist_ok=True)
    plan = place / "plan.json"
    plan.write_text('{"scan": true}')
    watched = Watched(MODULE, [plan], place, AEVAE_MODELS=str(models))
    try:
        told = watched.line(90.0)
    except (SilenceError, EndedError) as error:
        report.listing.append(f"the program does not start on this models folder: {error} {_last_words(watched)}")
        report.orphans += len(watched.end())
        return
    report.orphans += len(watched.end())
    report.listing += [f"while listing: {problem}" for problem in told.get("problems", [])]
    good = {folder for folder, error in told.get("entries", []) if error is None}
    for case in cases:
        if case.fault.told and str(case.folder) in good:
            report.listing.append(f"{case.index:5d}  {case.what}: listed as good")
    limit = report.control_ms + STALL_MS
    if told.get("stall", 0.0) > max(limit, 1000.0 * told["first"] + STALL_MS):
        report.listing.append(f"listing {len(cases)} bundles held the window up for {told['stall']:.0f} ms")


def table(report: Report) -> str:
    """A line a kind, then every fault."""
    head = ("bundles", "opened", "refused", "faults", "verdict s", "stall ms", "peak MB")
    lines = [f"{'kind':8} " + " ".join(f"{name:>9}" for name in head)]
    lines += [_row(kind, report) for kind in sorted({result.kind for result in report.results})]
    sound = [f"{r.facts['rss']:.0f}" for r in report.results if r.sound and "rss" in r.facts]
    if sound:
        lines.append(f"window memory at the first and the last sound bundle: {sound[0]}, {sound[-1]} MB")
    lines.append(f"orphans: {report.orphans}; faults: {len(report.faults)}")
    return "\n".join([*lines, *report.faults])


def _row(kind: str, report: Report) -> str:
    rows = [r for r in report.results if r.kind == kind]
    came = Counter(r.facts.get("verdict", "lost") for r in rows)
    counts = (len(rows), came["opened"], came["refused"], sum(bool(r.faults) for r in rows))
    worst = [max((r.facts.get(name, 0.0) for r in rows), default=0.0) for name in ("seconds", "stall", "peak")]
    return f"{kind:8} " + " ".join(f"{n:9d}" for n in counts) + f" {worst[0]:9.2f} {worst[1]:9.0f} {worst[2]:9.0f}"


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.nets.bundles", description=__doc__.split("\n")[0])
    parser.add_argument("--count", type=int, default=200, help="bundles (%(default)s)")
    parser.add_argument("--seed", type=int, default=0, help="whose bundles (%(default)s)")
    parser.add_argument("--start", type=int, default=0, help="the first number: one bundle again with --count 1")
    parser.add_argument("--json", type=Path, help="write every result there")
    parser.add_argument("--keep", type=Path, help="only write the bundles into this folder")
    options = parser.parse_args()
    if options.keep:
        options.keep.mkdir(parents=True, exist_ok=True)
        for k in range(options.start, options.start + options.count):
            print(hostile.make(options.seed, k, options.keep))
        return 0
    with tempfile.TemporaryDirectory(prefix="nets-", ignore_cleanup_errors=True) as place:
        report = run(options.count, options.seed, Path(place), options.start)
    print(table(report))
    if options.json:
        options.json.write_text(json.dumps([vars(result) for result in report.results], indent=1))
    return 1 if report.faults else 0


if __name__ == "__main__":
    sys.exit(main())

"""Hours of use at a low speed: hover, draw, path, fields, exports, samplers, posterior, other models, sizes and themes,
and children that are killed. What grows?

    python -m tests.nets.soak --minutes 480 --json soak.json

A sample every ten seconds; the first fifth is the warm-up and left out. Slopes an hour, with 95 % intervals
(``growth``). Exit code 1 for a problem, or where a series grows for sure, and by more than is written in ``MOST``.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from tests.nets.growth import Slope, slope
from tests.nets.watched import EndedError, SilenceError, Watched

MODULE = "tests.nets.soak_window"
WARM = 0.2  # part of the samples that is left out
MOST = {  # what may grow in an hour, by the lower end of its interval
    "window MB": 8.0,
    "children MB": 16.0,
    "handles": 1.0,
    "widgets": 5.0,
    "QObjects": 20.0,
    "Python objects": 5_000.0,
    "children": 0.5,
    "zombies": 0.5,
    "temporaries": 0.5,
}


@dataclass
class Report:
    """``samples``: name -> values, one for each of ``seconds``."""

    seconds: list[float] = field(default_factory=list)
    samples: dict[str, list[float]] = field(default_factory=dict)
    rounds: int = 0
    problems: dict[str, int] = field(default_factory=dict)

    def slopes(self) -> dict[str, Slope]:
        """An hour's growth of each series, after the warm-up."""
        first = int(WARM * len(self.seconds))
        if len(self.seconds) - first < 3:
            return {}
        return {name: slope(self.seconds[first:], values[first:]) for name, values in self.samples.items()}

    @property
    def faults(self) -> list[str]:
        """A line a fault."""
        grown = [f"{name} grows by {told} an hour" for name, told in self.slopes().items() if told.low > MOST[name]]
        return [f"{times} times {problem}" for problem, times in self.problems.items()] + grown


def run(minutes: float, sample_s: float, place: Path, say: bool = False) -> Report:
    """Watch a window for so long."""
    report, watched = Report(), Watched(MODULE, [minutes, sample_s, place], place)
    try:
        while not (told := watched.line(120.0 + sample_s)).get("done"):
            _take(report, told)
            if say and len(report.seconds) % 30 == 1:
                print(
                    f"{told['seconds'] / 60:6.1f} min  " + "  ".join(f"{k} {v:.0f}" for k, v in told["sample"].items()),
                    flush=True,
                )
        for problem in told["problems"]:
            report.problems[problem] = report.problems.get(problem, 0) + 1
    except (SilenceError, EndedError) as error:
        report.problems[f"the window was lost: {type(error).__name__} {error}"] = 1
    if left := watched.end():
        report.problems[f"{len(left)} orphans"] = 1
    return report


def _take(report: Report, told: dict[str, object]) -> None:
    sample, problems = told["sample"], told["problems"]
    assert isinstance(sample, dict)
    assert isinstance(problems, list)
    report.seconds.append(float(str(told["seconds"])))
    report.rounds = int(str(told["round"]))
    for name, value in sample.items():
        report.samples.setdefault(name, []).append(float(value))
    for problem in problems:
        report.problems[problem] = report.problems.get(problem, 0) + 1


def table(report: Report) -> str:
    """A line a series, then every fault."""
    minutes = report.seconds[-1] / 60 if report.seconds else 0.0
    lines = [
        f"{minutes:.0f} minutes, {len(report.seconds)} samples, {report.rounds} rounds",
        f"{'':16} {'first':>9} {'last':>9}   an hour, 95 %",
    ]
    slopes = report.slopes()
    for name, values in report.samples.items():
        first = values[int(WARM * len(values))]
        lines.append(f"{name:16} {first:9.1f} {values[-1]:9.1f}   {slopes.get(name, '')}")
    return "\n".join([*lines, *report.faults])


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.nets.soak", description=__doc__.split("\n")[0])
    parser.add_argument("--minutes", type=float, default=60.0)
    parser.add_argument("--sample", type=float, default=10.0, metavar="S", help="seconds between two samples")
    parser.add_argument("--json", type=Path, help="every sample goes there")
    options = parser.parse_args()
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="nets-", ignore_cleanup_errors=True) as place:
        report = run(options.minutes, options.sample, Path(place), say=True)
    print(table(report))
    print(f"{(time.monotonic() - begun) / 60:.0f} minutes in all")
    if options.json:
        slopes = {name: vars(told) for name, told in report.slopes().items()}
        options.json.write_text(json.dumps({"seconds": report.seconds, "samples": report.samples, "slopes": slopes,
                                            "problems": report.problems}, indent=1))  # fmt: skip
    return 1 if report.faults else 0


if __name__ == "__main__":
    sys.exit(main())

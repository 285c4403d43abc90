"""A monkey: random events on a real window with real child processes, from a seed.

    python -m tests.nets.monkey --seeds 20 --events 5000 --from 100
    python -m tests.nets.monkey --seed 107 --events 5000        # that run again
    python -m tests.nets.monkey --replay EVENTS.json            # a short list again

No traceback, no Qt message, no death, no silence, no orphan; and once everything is put back, the window is what it
was.
A run that fails is played again in parts to find a short list of events that fails in the same way.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.nets import events
from tests.nets.events import Event
from tests.nets.watched import EndedError, SilenceError, Watched

MODULE = "tests.nets.monkey_window"
SILENT_S = 60.0


@dataclass
class Outcome:
    """``problems``: text -> the number of the event before it was told first."""

    problems: dict[str, int] = field(default_factory=dict)
    times: dict[str, int] = field(default_factory=dict)
    seconds: float = 0.0

    def add(self, problem: str, at: int) -> None:
        """One more of them."""
        self.problems.setdefault(problem, at)
        self.times[problem] = self.times.get(problem, 0) + 1


def play(listed: list[Event], place: Path) -> Outcome:
    """Play a list in a window of its own, and say what went wrong; after a death once more, to hear of its cause."""
    outcome = _played(listed, place)
    if any(problem.startswith("DEATH") for problem in outcome.problems):
        again = _played(listed, place, NETS_NORMALISE="1")
        for problem, at in again.problems.items():
            outcome.add(f"played again: {problem}", at)
    return outcome


def _played(listed: list[Event], place: Path, **environment: str) -> Outcome:
    if place.exists():
        shutil.rmtree(place)
    place.mkdir(parents=True)
    (place / "events.json").write_text(json.dumps(listed))
    outcome, start, at = Outcome(), time.monotonic(), 0
    watched = Watched(MODULE, [place / "events.json", place], place, **environment)
    try:
        while True:
            told = watched.line(SILENT_S)
            at = told.get("at", told.get("event", at))
            if "problem" in told:
                outcome.add(told["problem"], told["event"])
            for problem in told.get("problems", []):
                outcome.add(problem, -1)
            if told.get("done"):
                break
        code = watched.process.wait(20)
        if code != 0:
            outcome.add(f"DEATH at the end, exit status {code}", len(listed))
    except SilenceError:
        outcome.add("FROZEN: nothing was heard of the window", at)
    except EndedError as ended:
        outcome.add(f"DEATH of the window, exit status {ended.code}: {_last(watched)}", at)
    if left := watched.end():
        outcome.add(f"{len(left)} orphans", len(listed))
    outcome.seconds = time.monotonic() - start
    return outcome


def _last(watched: Watched) -> str:
    lines = [
        line for line in watched.errors.read_text(errors="replace").splitlines() if 'File "' in line or "Error" in line
    ]
    return " / ".join(lines[:4])[:400]


def signature(problem: str) -> str:
    """What makes two problems the same one: not the numbers in them."""
    head, _, place = problem.rpartition("(")
    kind = ":".join(head.split(":")[:2]) if place and head.startswith("traceback") else problem.split(":")[0]
    return f"{kind} {place}" if head.startswith("traceback") else problem[:60]


def shrunk(listed: list[Event], fails: Callable[[list[Event]], bool], seconds: float) -> list[Event]:
    """A shorter list that still fails: delta debugging (Zeller and Hildebrandt 2002), for so long at most."""
    until, parts = time.monotonic() + seconds, 2
    while len(listed) > 1 and time.monotonic() < until:
        size = -(-len(listed) // parts)
        pieces = [listed[k : k + size] for k in range(0, len(listed), size)]
        rests = [[event for other in pieces if other is not piece for event in other] for piece in pieces]
        smaller = next(
            (each for each in _in_time([*pieces, *rests] if parts > 2 else pieces, until) if fails(each)), None
        )
        if smaller is not None:
            listed, parts = smaller, 2 if smaller in pieces else max(parts - 1, 2)
        elif parts >= len(listed):
            break
        else:
            parts = min(2 * parts, len(listed))
    return listed


def _in_time(choices: list[list[Event]], until: float) -> Any:
    for each in choices:
        if time.monotonic() > until:
            return
        yield each


def explain(listed: list[Event], problem: str, at: int, place: Path, seconds: float) -> list[Event]:
    """The short list for one problem of a run."""
    wanted = signature(problem)

    def fails(some: list[Event]) -> bool:
        return wanted in map(signature, play(some, place).problems)

    begun = listed[: at + 1] if 0 <= at < len(listed) else listed
    for tail in (10, 40, 160, 640):
        if len(begun) > tail and fails(begun[-tail:]):
            begun = begun[-tail:]
            break
    return shrunk(begun, fails, seconds)


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.nets.monkey", description=__doc__.split("\n")[0])
    parser.add_argument("--events", type=int, default=5000, help="events a seed (%(default)s)")
    parser.add_argument("--seed", type=int, help="one run of this seed; without it, from the clock")
    parser.add_argument("--seeds", type=int, default=1, help="how many seeds (%(default)s)")
    parser.add_argument("--from", type=int, dest="first", help="the first of them")
    parser.add_argument(
        "--shrink", type=float, default=0.0, metavar="S", help="seconds to spend on a short list, each problem"
    )
    parser.add_argument("--replay", type=Path, help="a list that was written down")
    parser.add_argument("--keep", type=Path, default=Path(tempfile.gettempdir()), help="where short lists go")
    options = parser.parse_args()
    first = options.seed if options.seed is not None else options.first
    first = int(time.time()) % 1_000_000 if first is None else first
    failed = 0
    with tempfile.TemporaryDirectory(prefix="nets-", ignore_cleanup_errors=True) as place:
        if options.replay:
            return _told(json.loads(options.replay.read_text()), "replay", options, Path(place))
        for seed in range(first, first + (1 if options.seed is not None else options.seeds)):
            failed += _told(events.generate(seed, options.events), str(seed), options, Path(place))
    return 1 if failed else 0


def _told(listed: list[Event], name: str, options: argparse.Namespace, place: Path) -> int:
    outcome = play(listed, place / "run")
    print(f"seed {name}: {len(listed)} events, {outcome.seconds:.0f} s, {len(outcome.problems)} problems", flush=True)
    done: set[str] = set()
    for problem, at in sorted(outcome.problems.items(), key=lambda pair: pair[1]):
        print(f"   event {at}, {outcome.times[problem]} times: {problem}", flush=True)
        if options.shrink and signature(problem) not in done:
            done.add(signature(problem))
            short = explain(listed, problem, at, place / "again", options.shrink)
            kept = options.keep / f"monkey-{name}-{at}.json"
            options.keep.mkdir(parents=True, exist_ok=True)
            kept.write_text(json.dumps(short))
            print(f"      {len(short)} events: {kept}")
            print("".join(f"         {event}\n" for event in short[:12]), end="", flush=True)
    return 1 if outcome.problems else 0


if __name__ == "__main__":
    sys.exit(main())

"""The child processes are killed, stopped and crashed at random while the window hovers, draws, plays, exports.

    python -m tests.nets.child_kills --count 100 --seed 7

After each: one line tells it (of an inference process), pictures come again and the window is at rest within ten
seconds; in the end no orphan.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.nets.watched import EndedError, SilenceError, Watched

MODULE = "tests.nets.child_kills_window"


def run(count: int, seed: int, place: Path) -> tuple[list[dict[str, Any]], list[str]]:
    """What was told of each kill, and the faults."""
    watched, kills, faults = Watched(MODULE, [count, seed, place], place), [], []
    try:
        while not (told := watched.line(60.0)).get("done"):
            if "kill" in told:
                kills.append(told)
                faults += _judged(told)
        faults += told["problems"]
    except (SilenceError, EndedError) as error:
        faults.append(f"the window was lost after {len(kills)} kills: {type(error).__name__} {error}")
    if left := watched.end():
        faults.append(f"{len(left)} orphans")
    return kills, faults


def _judged(told: dict[str, Any]) -> list[str]:
    name = f"kill {told['kill']} ({told['mode']}, {told['signal']})"
    faults = [f"{name}: {problem}" for problem in told["problems"]]
    if not told["back"]:
        faults.append(f"{name}: no picture for {told['seconds']:.0f} s")
    if not told["rested"]:
        faults.append(f"{name}: the window does not come to rest")
    if told["infers"] and not told["told"] and told["signal"] != "SIGSTOP":  # others may be replaced without a word
        faults.append(f"{name}: nothing was told of it, but {told['notices']}")
    if told["lines"]:
        faults.append(f"{name}: more than one line")
    if told["zombies"] > 1 or told["children"] > 4:
        faults.append(f"{name}: {told['children']} children, {told['zombies']} of them dead")
    return faults


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.nets.child_kills", description=__doc__.split("\n")[0])
    parser.add_argument("--count", type=int, default=50)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="nets-", ignore_cleanup_errors=True) as place:
        kills, faults = run(options.count, options.seed, Path(place))
    back = sorted(told["seconds"] for told in kills if told["back"])
    middle = f", back after {back[len(back) // 2]:.2f} s (median), {back[-1]:.2f} s (longest)" if back else ""
    print(f"{len(kills)} kills, seed {options.seed}{middle}; faults: {len(faults)}")
    print("\n".join(faults))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())

"""How many of other people's models are read right without a question, kind by kind, and whether one is taken wrongly.

    python -m tests.nets.roles [--n 20] [--epochs 0] [--kinds NAME ...] [--json FILE]

``n`` models of each kind (``tests.nets.foreign``) are measured as the window measures files that are dropped on it. Of
each: *right* (nothing is asked, all is as it is), *asked* (the window shows what it found and asks), or *wrong*.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import torch

from aevae_desktop.engine.child.jobs import probing
from tests.nets.foreign import KINDS, Foreign, Truth, foreign

RIGHT, ASKED, WRONG = "right", "asked", "wrong"


def taken(given: Foreign) -> tuple[dict[str, str], bool, list[str]]:
    """What is taken for what, whether something is asked, and what is said of it."""
    files = {"a.onnx": given.encoder, "b.onnx": given.decoder}
    head, _ = probing.probe(Path("/nets"), "t", files)
    findings = head["findings"]
    asked = any(each["sure"] == "open" for each in findings)
    return {each["name"]: each["value"] for each in findings}, asked, [each["said"] for each in findings]


def wanted(truth: Truth) -> dict[str, str]:
    """What should be taken for what."""
    made = {
        "mu": truth.mu,
        "range": "logits" if truth.logits else f"{truth.low:g} {truth.high:g}",
        "ink": "dark" if truth.dark else "light",
    }
    return made | ({"role": truth.role} if truth.role else {})


def outcome(given: Foreign) -> tuple[str, str]:
    """``RIGHT``, ``ASKED`` or ``WRONG``, and what was taken wrongly, or would have been."""
    found, asked, _ = taken(given)
    wrong = {name: found.get(name, "") for name, value in wanted(given.truth).items() if found.get(name) != value}
    said = ", ".join(f"{name}: {value}" for name, value in wrong.items())
    return (ASKED if asked else WRONG if wrong else RIGHT), said


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and tell; 1 where a model was taken wrongly without a question."""
    made = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    made.add_argument("--n", type=int, default=20)
    made.add_argument("--first", type=int, default=0, help="the first seed")
    made.add_argument("--epochs", type=int, default=0, help="of training; 0: 20 to 60, at random")
    made.add_argument("--kinds", nargs="*", default=[*KINDS])
    made.add_argument("--json", type=Path)
    options = made.parse_args(arguments)
    torch.set_num_threads(1)
    table: dict[str, Counter[str]] = {}
    for kind in options.kinds:
        counts = table[kind] = Counter()
        for seed in range(options.first, options.first + options.n):
            what, said = outcome(foreign(kind, seed, options.epochs))
            counts[what] += 1
            counts["guessed right"] += what == ASKED and not said
            if what == WRONG:
                print(f"{kind}, seed {seed}: {said}")
        told = ", ".join(f"{name} {counts[name]}" for name in (RIGHT, ASKED, "guessed right", WRONG))
        print(f"{kind:24} {told}", flush=True)
    if options.json:
        options.json.write_text(json.dumps(table, indent=1))
    return int(any(counts[WRONG] for counts in table.values()))


if __name__ == "__main__":
    sys.exit(main())

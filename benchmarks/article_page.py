"""Write the tables of docs/article.md again, from what was measured.

    aevae-desktop --article report.json
    python benchmarks/verdicts.py --json verdicts.json
    python benchmarks/article_page.py report.json verdicts.json

A claim whose runs do not all give one verdict is called undecided, with what those say that give one.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

PAGE = Path(__file__).parents[1] / "docs" / "article.md"
WORDS = {
    "supported": "supported",
    "partly": "only partly",
    "not": "not supported",
    "not_in_2d": "not in two dimensions",
    "undecided": "undecided",
    "cannot": "not measured",
}
HEAD = "| sentences | claim | {} |\n|---|---|{}"


def standing(verdicts: Sequence[str]) -> str:
    """``**supported**``, or ``**undecided** (only partly in 3 of 5 runs)``."""
    counts = Counter(verdicts)
    if len(counts) == 1:
        return f"**{WORDS[verdicts[0]]}**"
    decided = Counter(one for one in verdicts if one != "undecided").most_common()
    said = ", ".join(f"{WORDS[one]} in {times}" for one, times in decided)
    return f"**undecided** ({said} of {len(verdicts)} runs)"


def row(report: Mapping[str, Any], runs: Mapping[str, Sequence[str]], name: str) -> str:
    """One claim, measured on every pair of the report."""
    claims = {size(pair): {claim["name"]: claim for claim in pair["claims"]}[name] for pair in report["pairs"]}
    sentences = ", ".join(number for number, said in report["sentences"].items() if said == name)
    said = {d: claim["said"].removeprefix(f"{d.replace('d', '-D')}: ") for d, claim in claims.items()}
    cells = [f"{standing(runs[f'{d} {name}'])}: {text}" for d, text in said.items()]
    cells[1:] = ["the same" if cell == cells[0] else cell for cell in cells[1:]]
    first = next(iter(claims.values()))
    return f"| {sentences} | {first['sentence']} | {' | '.join(cells)} |"


def size(pair: Mapping[str, Any]) -> str:
    """``2d`` of a pair ``ae-mnist-2d``, ``vae-mnist-2d``."""
    return str(pair["models"][0]["id"]).rsplit("-", 1)[-1]


def tables(report: Mapping[str, Any], runs: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """A heading and a table for each chapter."""
    sizes = [size(pair).replace("d", "-D") for pair in report["pairs"]]
    claims = report["pairs"][0]["claims"]
    for number, title in enumerate(report["chapters"], 1):
        rows = [row(report, runs, claim["name"]) for claim in claims if claim["chapter"] == number]
        head = HEAD.format(" | ".join(sizes), "---|" * len(sizes))
        yield "\n".join([f"## {number}. {title}", "", head, *rows, ""])


def main() -> None:
    """Keep what stands before the first table, and write all of them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("report", type=Path)
    parser.add_argument("verdicts", type=Path)
    options = parser.parse_args()
    report, runs = (json.loads(path.read_text(encoding="utf-8")) for path in (options.report, options.verdicts))
    before = PAGE.read_text(encoding="utf-8").split("\n## 1. ")[0]
    PAGE.write_text("\n".join([before, *tables(report, runs)]), encoding="utf-8")


if __name__ == "__main__":
    main()

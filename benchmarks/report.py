"""What every benchmark here reports: figures with a name, a value, a unit and a count, as a table and as JSON."""

from __future__ import annotations

import argparse
import json
import os
import platform
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

QUANTILES = (50, 95, 99)


@dataclass(frozen=True)
class Figure:
    """One measured figure; ``n`` is how many measurements it stands on, ``bound`` the most (or least) it may be."""

    name: str
    value: float
    unit: str
    n: int
    bound: str = ""


def quantiles(name: str, values: Sequence[float], unit: str = "ms") -> list[Figure]:
    """``name.p50_ms`` and so on: the quantiles of ``values``, which are in ``unit``."""
    return [Figure(f"{name}.p{q}_{unit}", float(np.percentile(values, q)), unit, len(values)) for q in QUANTILES]


def parser(text: str | None) -> argparse.ArgumentParser:
    """A command line with ``--json FILE``, described by a module's docstring."""
    made = argparse.ArgumentParser(description=text, formatter_class=argparse.RawDescriptionHelpFormatter)
    made.add_argument("--json", type=Path, metavar="FILE", help="also write the figures there")
    return made


def tell(title: str, figures: Iterable[Figure], json_file: Path | None = None) -> None:
    """Print the figures as a table under the state of the machine, and write them to ``json_file``."""
    rows = list(figures)
    print(f"{title}\n{machine()}")
    width = max((len(row.name) for row in rows), default=0)
    for row in rows:
        print(f"  {row.name:<{width}}  {row.value:>12.4g} {row.unit:<4} n={row.n:<6} {row.bound}".rstrip())
    if json_file is not None:
        data = [{key: value for key, value in asdict(row).items() if key != "bound"} for row in rows]
        json_file.write_text(json.dumps(data, indent=1) + "\n")


def machine() -> str:
    """One line: what the figures were measured on, and how busy it was; a load well above 1 makes them doubtful."""
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else float("nan")
    return f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, load {load:.1f}"

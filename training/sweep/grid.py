"""The grid of a sweep: which settings take which values, and the run of each combination."""

from __future__ import annotations

import hashlib
import itertools
import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import Field, dataclass, fields
from pathlib import Path
from typing import Any

from aevae_desktop.errors import ModelError
from training import config_file
from training.trainer.config import RunConfig

MOST_RUNS = 10_000
LONGEST_NAME = 80  # characters
EXPECTED = "NAME=VALUE,VALUE such as latent_dim=2,4,8 (hidden=512,256;128 for settings that are lists)"
Grid = Mapping[str, Sequence[Any]]


@dataclass(frozen=True)
class Point:
    """One run of a sweep: its name, and its own ``values`` of the settings that differ."""

    name: str
    values: Mapping[str, Any]

    def flags(self) -> list[str]:
        """These values as flags of ``train``."""
        return [f"--{name.replace('_', '-')}={shown(value)}" for name, value in self.values.items()]


def of_flags(texts: Sequence[str]) -> dict[str, list[Any]]:
    """The grid that ``--set`` says, ``latent_dim=2,4,8`` each. Raises ``ModelError``."""
    return dict(_of_flag(text) for text in texts)


def of_file(table: Any, path: Path | None) -> dict[str, list[Any]]:
    """The grid in the table ``[sweep]`` of a file, ``latent_dim = [2, 4, 8]`` each. Raises ``ModelError``."""
    field = config_file.SWEEP
    if not isinstance(table, dict):
        raise ModelError(file=path, field=field, found=repr(table), expected="a table")
    grid = {}
    for name, values in table.items():
        item = _setting(name, path, f"{field}.{name}")
        if not isinstance(values, list) or not values:
            raise ModelError(file=path, field=f"{field}.{name}", found=repr(values), expected="a list of values")
        grid[name] = [_typed(item, value) for value in values]
    return grid


def points(grid: Grid) -> tuple[Point, ...]:
    """A run for each combination of the values in ``grid``, the last changing fastest. Raises ``ModelError``."""
    distinct = {name: list({shown(value): value for value in values}.values()) for name, values in grid.items()}
    count = math.prod(map(len, distinct.values()))
    if not distinct or count > MOST_RUNS:
        found = f"{count:,} runs" if distinct else "nothing to vary"
        raise ModelError(field="--set", found=found, expected=f"from 1 to {MOST_RUNS:,}, as --set latent_dim=2,4,8")
    rows = (dict(zip(distinct, values, strict=True)) for values in itertools.product(*distinct.values()))
    return tuple(Point(_name(row), row) for row in rows)


def shown(value: Any) -> str:
    """A value as a flag has it."""
    if isinstance(value, list | tuple):
        return ",".join(map(str, value))
    return f"{value:.12g}" if isinstance(value, float) else str(value)


def _of_flag(text: str) -> tuple[str, list[Any]]:
    name, equals, values = text.partition("=")
    if not equals or not values.strip():
        raise ModelError(field="--set", found=repr(text), expected=EXPECTED)
    name = name.strip().replace("-", "_")
    item = _setting(name, None, f"--set {name}")
    parts = values.split(";") if isinstance(item.default, tuple) else values.split(",")
    try:
        return name, [_read(item, part.strip()) for part in parts]
    except ValueError:
        kind = "numbers" if not isinstance(item.default, tuple) else "lists of integers"
        raise ModelError(field=f"--set {name}", found=repr(values), expected=kind) from None


def _setting(name: str, path: Path | None, field: str) -> Field[Any]:
    known = {item.name: item for item in fields(RunConfig)}
    if name not in known:
        raise config_file.unknown(name, tuple(known), path, field)
    return known[name]


def _read(item: Field[Any], text: str) -> Any:
    if isinstance(item.default, tuple):
        return [int(part) for part in text.split(",") if part.strip()]
    kind: Callable[[str], Any] = type(item.default)
    return kind(text)


def _typed(item: Field[Any], value: Any) -> Any:
    return float(value) if type(value) is int and isinstance(item.default, float) else value


def _name(row: Mapping[str, Any]) -> str:
    """A name that every system takes, and no other row has."""
    said = "_".join(f"{name}-{shown(value).replace(',', 'x')}" for name, value in row.items())
    plain = re.sub(r"[^A-Za-z0-9._-]+", "-", said)
    if plain == said and len(said) <= LONGEST_NAME:
        return plain
    return f"{plain[: LONGEST_NAME - 9].rstrip('.')}-{hashlib.sha256(said.encode()).hexdigest()[:8]}"

"""A run's state on disk: ``config.json``, ``log.jsonl`` (a line an epoch) and the last two checkpoints.

Every file is replaced in one step, so a kill at any moment leaves a run that can go on. Checkpoints are read
with ``weights_only``: opening one never runs code.
"""

from __future__ import annotations

import io
import json
import pickle
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import torch

from aevae_desktop.errors import ModelError
from training import output
from training.config import RunConfig

CONFIG, LOG = "config.json", "log.jsonl"
KEPT = 2


def save(folder: Path, state: Mapping[str, Any], step: int) -> None:
    """Write ``checkpoint-STEP.pt``, drop all but the last two, and what a kill left.

    Raises ``ModelError`` when the disk refuses.
    """
    stream = io.BytesIO()
    torch.save(dict(state), stream)
    output.write(folder / f"checkpoint-{step:09d}.pt", stream.getvalue())
    killed = folder.glob(".checkpoint-*.part")  # halves of files, of a process that was killed while it wrote
    for path in (*_all(folder)[:-KEPT], *killed):
        path.unlink(missing_ok=True)


def load(folder: Path) -> dict[str, Any]:
    """The newest checkpoint that can be read. Raises ``ModelError`` when there is none."""
    for path in reversed(_all(folder)):
        try:
            state: dict[str, Any] = torch.load(path, map_location="cpu", weights_only=True)
        except (OSError, RuntimeError, EOFError, pickle.UnpicklingError):
            continue  # damaged from outside: the one before it is as good
        return state
    raise ModelError("no checkpoint that can be read", file=folder, remedy="Train it first: python -m training train.")


def exists(folder: Path) -> bool:
    """Whether the run in ``folder`` has a checkpoint."""
    return bool(_all(folder))


def clear(folder: Path) -> None:
    """Drop the checkpoints of an earlier run, which would not belong to a new config."""
    for path in _all(folder):
        path.unlink(missing_ok=True)


def save_config(folder: Path, config: RunConfig) -> None:
    """Create the run folder and write ``config.json``. Raises ``ModelError`` when the disk refuses."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise output.refused(folder, error) from error
    output.write(folder / CONFIG, (json.dumps(config.to_json(), indent=2) + "\n").encode())


def save_log(folder: Path, rows: Sequence[Mapping[str, Any]]) -> None:
    """Write ``log.jsonl``, one JSON object an epoch."""
    output.write(folder / LOG, "".join(json.dumps(row) + "\n" for row in rows).encode())


def _all(folder: Path) -> list[Path]:
    return sorted(folder.glob("checkpoint-*.pt"))

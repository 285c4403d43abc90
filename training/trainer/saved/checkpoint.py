"""A run's state on disk: ``config.json`` and the last two checkpoints, with the rows of the log in them.

Every file is replaced in one step, so a kill at any moment leaves a run that can go on. A checkpoint carries the
sha256 of its bytes (``seal``), is looked through before it is opened (``survey``), and is read with
``weights_only``: opening one never runs code, and one that is damaged is passed over, which is said.
"""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import torch

from aevae_desktop.errors import ModelError
from aevae_desktop.reading import regular
from training import output
from training.trainer.config import RunConfig
from training.trainer.saved import seal, survey

CONFIG, DATA_DIR = "config.json", "data_dir.txt"
LONGEST_PATH = 1 << 16  # bytes
KEPT = 2
MOST_BYTES = 4 << 30  # of a checkpoint; a run knows a closer limit
REMEDY = "Train it first: python -m training train."
Check = Callable[[dict[str, Any]], object]


def save(folder: Path, state: Mapping[str, Any], step: int) -> None:
    """Write ``checkpoint-STEP.pt``; drop all but the last two up to it, and later ones.

    A later one cannot have been read, or the run would have gone on from there. Raises ``ModelError`` when the disk
    refuses.
    """
    stream = io.BytesIO()
    torch.save(dict(state), stream)
    path = folder / _name(step)
    output.write(path, seal.sealed(stream.getvalue()))
    every = _all(folder)
    place = every.index(path) + 1
    for other in (*every[: max(0, place - KEPT)], *every[place:]):
        other.unlink(missing_ok=True)


def load(folder: Path, most: int = MOST_BYTES, check: Check = bool) -> dict[str, Any]:
    """The newest checkpoint that is whole and has at most ``most`` bytes; what was passed over is said on stderr.

    One without a checksum, of an earlier version of this program, is taken too if ``check`` does not raise
    ``ValueError`` over its state, which could be damage. Raises ``ModelError`` when there is none, or when all are
    damaged.
    """
    reasons: dict[str, str] = {}
    for path in reversed(_all(folder)):
        try:
            state = _read(path, most, check)
        except ModelError as error:
            reasons[path.name] = error.what
            continue
        for name, reason in reasons.items():
            print(f"note: {folder / name}: {reason}; going on from {path.name}", file=sys.stderr)
        return state
    if not reasons:
        raise ModelError("no checkpoint that can be read", file=folder, remedy=REMEDY)
    found = "; ".join(f"{name}: {reason}" for name, reason in reasons.items())
    remedy = f"Copy the folder again from where it came, or train anew with --config {folder / CONFIG}."
    raise ModelError(f"no checkpoint that can be read ({found})", file=folder, remedy=remedy)


def exists(folder: Path) -> bool:
    """Whether the run in ``folder`` has a checkpoint."""
    return bool(_all(folder))


def clear(folder: Path) -> None:
    """Drop the checkpoints of an earlier run, which would not belong to a new config."""
    for path in _all(folder):
        path.unlink(missing_ok=True)


def save_config(folder: Path, config: RunConfig) -> None:
    """Create the run folder and write ``config.json``. Raises ``ModelError`` when the disk refuses."""
    output.make(folder)
    output.write(folder / CONFIG, (json.dumps(config.to_json(), indent=2) + "\n").encode())


def save_data_dir(folder: Path, place: Path) -> None:
    """Keep where the images of the run are, for when it goes on: no setting, and not in its bundle."""
    output.write(folder / DATA_DIR, f"{place.absolute()}\n".encode())


def data_dir(folder: Path) -> Path | None:
    """Where the images of the run in ``folder`` were when it began, if that was said. Raises ``ModelError``."""
    if not (folder / DATA_DIR).exists():
        return None
    with regular.errors_as(ModelError, folder / DATA_DIR):
        said = regular.read_at_most(folder / DATA_DIR, LONGEST_PATH).decode("utf-8", "replace").strip()
    return Path(said) if said and said.isprintable() else None


def _read(path: Path, most: int, check: Check) -> dict[str, Any]:
    """The state in ``path``. Raises ``ModelError``, whose ``what`` says in a few words what is wrong with it."""
    with regular.errors_as(ModelError, path):
        data = regular.read_at_most(path, most)
    kind = seal.state_of(data)
    if kind == "damaged":
        raise ModelError("damaged, its checksum does not fit", file=path)
    try:
        survey.check(data)
        state = torch.load(io.BytesIO(data), map_location="cpu", weights_only=True)
    except Exception as error:  # zipfile, pickle and torch raise a dozen kinds over damaged bytes
        raise ModelError("damaged, not a checkpoint that can be read", file=path) from error
    if not isinstance(state, dict):
        raise ModelError("not the state of a run", file=path)
    if kind == "bare":
        try:
            check(state)
        except ValueError as error:
            raise ModelError(f"damaged or of another version ({error})", file=path) from error
        print(f"note: {path}: carries no checksum, as an earlier version wrote it; taken as it is", file=sys.stderr)
    return state


def _name(step: int) -> str:
    return f"checkpoint-{step:09d}.pt"


def _all(folder: Path) -> list[Path]:
    return sorted(folder.glob("checkpoint-*.pt"))

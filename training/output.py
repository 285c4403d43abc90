"""Writing what a command produces: in one step, and with one line for a person when the disk refuses."""

from __future__ import annotations

from pathlib import Path

from aevae_desktop import atomic
from aevae_desktop.errors import ModelError

REMEDY = "Free some space or choose another folder with --out; what was there is untouched."


def write(path: Path, data: bytes) -> None:
    """Replace ``path`` by ``data``. Raises ``ModelError``, and then the old file is as it was."""
    try:
        atomic.write_file(path, data)
    except OSError as error:
        raise refused(path, error) from error


def refused(path: Path, error: OSError) -> ModelError:
    """The error that ``path`` cannot be written, to be raised."""
    return ModelError(f"cannot be written: {error.strerror}", file=path, remedy=REMEDY)

"""Where and how a command writes: names every system takes, folders tried before the work, files in one step."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import shutil
import tempfile
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from aevae_desktop import atomic
from aevae_desktop.bundle.fields import PLAIN_NAME
from aevae_desktop.errors import ModelError

REMEDY = "Free some space or choose another folder with --out; what was there is untouched."
RULE = "letters from a to z, digits, '.', '_' and '-', at most 100, not beginning with a sign nor ending with '.'"
_WINDOWS = {"con", "prn", "aux", "nul"} | {f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10)}


def check_name(folder: Path, field: str) -> str:
    """The name of ``folder``, which becomes a bundle's id. Raises ``ModelError`` for one some system refuses."""
    name = folder.name
    if not PLAIN_NAME.fullmatch(name) or name.endswith("."):
        raise ModelError(field=field, found=repr(name), expected=f"a name of {RULE}", remedy="Choose another name.")
    if name.split(".")[0].lower() in _WINDOWS:
        expected = "another name: Windows keeps this one for a device"
        raise ModelError(field=field, found=repr(name), expected=expected)
    return name


def bundle_name(run: Path, field: str) -> str:
    """What a bundle of a run in the folder ``run``, or in that folder itself, is called: as that, or nearly so.

    Accents go, and what else an id may not hold becomes a hyphen: ``my run`` gives ``my-run``. A name without any such
    letter or digit gives ``run-`` and a number of its own. Raises ``ModelError`` for one that some system refuses.
    """
    letters = unicodedata.normalize("NFKD", run.name)
    near = re.sub(r"[^A-Za-z0-9._-]+", "-", "".join(one for one in letters if not unicodedata.combining(one)))
    if near != run.name:
        near = near.strip("-") or f"run-{hashlib.sha256(run.name.encode()).hexdigest()[:8]}"
    return check_name(Path(near), field)


@contextmanager
def made(folder: Path, field: str) -> Iterator[None]:
    """Make ``folder`` and those above it; in the end those that are new and empty go again. Raises ``ModelError``."""
    new: list[Path] = []
    try:
        new = [path for path in (folder, *folder.parents) if not os.path.lexists(path)]
        folder.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as error:
        _drop_empty(new)
        raise _out_of_reach(folder, field, error) from error
    try:
        yield
    finally:
        _drop_empty(new)


def check_writable(folder: Path, field: str) -> None:
    """Raises ``ModelError`` unless files can be written in ``folder``, which need not be there; leaves no trace."""
    with made(folder, field):
        try:
            tempfile.TemporaryFile(dir=folder).close()
        except OSError as error:
            raise _out_of_reach(folder, field, error) from error


def check_space(folder: Path, need: int) -> None:
    """Raises ``ModelError`` if the disk of the existing ``folder`` has less than ``need`` bytes free."""
    try:
        free = shutil.disk_usage(folder).free
    except OSError:  # not every file system knows
        return
    if free < need:
        raise ModelError(
            file=folder,
            found=f"{free / 1e6:.0f} MB free",
            expected=f"{need / 1e6:.0f} MB for its checkpoints",
            remedy="Free some space or choose another folder with --out.",
        )


def make(folder: Path) -> None:
    """Make ``folder`` and those above it, unless they are there. Raises ``ModelError``."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise refused(folder, error) from error


def write(path: Path, data: bytes) -> None:
    """Replace ``path`` by ``data``. Raises ``ModelError``, and then the old file is as it was."""
    try:
        atomic.write_file(path, data)
    except OSError as error:
        raise refused(path, error) from error


def refused(path: Path, error: OSError) -> ModelError:
    """The error that ``path`` cannot be written, to be raised."""
    return ModelError(f"cannot be written: {error.strerror}", file=path, remedy=REMEDY)


def _drop_empty(new: list[Path]) -> None:
    for path in new:  # the innermost first
        with contextlib.suppress(OSError, ValueError):
            path.rmdir()


def _out_of_reach(folder: Path, field: str, error: OSError | ValueError) -> ModelError:
    file = next((path for path in (folder, *folder.parents) if os.path.isfile(path)), None)  # noqa: PTH113  # never raises
    why = f"{file} is a file" if file else getattr(error, "strerror", None) or str(error)
    remedy = "Choose a folder where you may write."
    return ModelError(f"cannot be written: {why}", file=folder, field=field, remedy=remedy)

"""How a child process is started: its command line and its environment (standard library only)."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence
from pathlib import Path

# The child needs no thread pool: one z at a time gets no faster with more threads, and idle pools spin.
ENVIRONMENT = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}

_START = "import sys; sys.path[:] = {path}; from {module} import main; sys.exit(main({patient}))"
CHILD, PATIENT = "--aevae-child", "patient"  # the arguments of a standalone program that is a child of its own


SERVER = "aevae_desktop.engine.child.server"
FILMING = "aevae_desktop.engine.filming.process"
READING = "aevae_desktop.engine.child.reader"
TRIAL = "aevae_desktop.platform_trial"


def command(patient: bool = False, module: str = SERVER) -> tuple[str, list[str]]:
    """Program and arguments that start ``main`` of ``module``; a ``patient`` one lets others have the processor first.

    ``-I`` shuts out ``PYTHON*`` variables and the current folder; ``-S`` skips the site start-up, which the
    parent has done already: the child is given the parent's own list of folders. A standalone program has no Python
    beside it, and starts itself; it reads no ``PYTHON*`` variable anyway.
    """
    if getattr(sys, "frozen", False):
        return sys.executable, [CHILD, module, *([PATIENT] if patient else [])]
    root = str(Path(__file__).resolve().parents[3])
    folders = [root, *(folder for folder in sys.path if folder and Path(folder).is_absolute() and folder != root)]
    return sys.executable, ["-I", "-S", "-c", _START.format(path=ascii(folders), module=module, patient=patient)]


def is_child(arguments: Sequence[str]) -> bool:
    """Whether these arguments of a standalone program ask for one of the children."""
    return arguments[:1] == [CHILD] and arguments[1:2] in ([SERVER], [FILMING], [READING], [TRIAL])


def run(arguments: Sequence[str]) -> int:
    """Be the child that these arguments ask for; returns its exit code."""
    code: int = importlib.import_module(arguments[1]).main(PATIENT in arguments[2:])
    return code

"""How a child process is started: its command line and its environment (standard library only)."""

from __future__ import annotations

import sys
from pathlib import Path

# The child needs no thread pool: one z at a time gets no faster with more threads, and idle pools spin.
ENVIRONMENT = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}

_START = "import sys; sys.path[:] = {path}; from {module} import main; sys.exit(main({patient}))"


SERVER = "aevae_desktop.engine.child.server"
FILMING = "aevae_desktop.engine.filming.process"
READING = "aevae_desktop.engine.child.reader"


def command(patient: bool = False, module: str = SERVER) -> tuple[str, list[str]]:
    """Program and arguments that start ``main`` of ``module``; a ``patient`` one lets others have the processor first.

    ``-I`` shuts out ``PYTHON*`` variables and the current folder; ``-S`` skips the site start-up, which the
    parent has done already: the child is given the parent's own list of folders.
    """
    root = str(Path(__file__).resolve().parents[3])
    folders = [root, *(folder for folder in sys.path if folder and Path(folder).is_absolute() and folder != root)]
    return sys.executable, ["-I", "-S", "-c", _START.format(path=ascii(folders), module=module, patient=patient)]

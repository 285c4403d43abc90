"""Where a user's own bundles are kept (training writes there, the app watches it), and what the app remembers."""

from __future__ import annotations

import os
import sys
from pathlib import Path

ENVIRONMENT = "AEVAE_MODELS"


def user_folder() -> Path:
    """``$AEVAE_MODELS``, else the system's place for data. It need not exist."""
    if named := os.environ.get(ENVIRONMENT):
        return Path(named).expanduser()
    return data_folder() / "models"


def data_folder() -> Path:
    """The program's own folder in the system's place for data. It need not exist."""
    if sys.platform == "win32":
        data = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        data = Path.home() / "Library" / "Application Support"
    else:
        data = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    return data / "aevae-desktop"

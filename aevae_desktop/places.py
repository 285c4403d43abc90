"""Which folders are the program's own: one module decides. Standard library only, because the first frame waits for it.

What the environment says is believed where it can be meant: an absolute path. An unset, empty or relative ``HOME`` or
``XDG_*`` (which the XDG specification says to ignore) gives way to the next best answer. No folder here need exist or
be usable: who writes there says so in one line.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

MODELS, STATE = "AEVAE_MODELS", "AEVAE_STATE"  # environment variables
NAME = "aevae-desktop"


def user_folder() -> Path:
    """``$AEVAE_MODELS``, else a folder in the system's place for data: where a user's own bundles are kept."""
    named = os.environ.get(MODELS)
    return _expanded(named) if named else data_folder() / "models"


def data_folder() -> Path:
    """The program's own folder in the system's place for data."""
    if sys.platform == "win32":
        return _windows() / NAME
    if sys.platform == "darwin":
        return home() / "Library" / "Application Support" / NAME
    return _absolute("XDG_DATA_HOME", home() / ".local" / "share") / NAME


def state_folder() -> Path:
    """``$AEVAE_STATE``, else the program's folder in the system's place for what it notes down about itself."""
    if named := os.environ.get(STATE):
        return _expanded(named)
    if sys.platform in ("win32", "darwin"):
        return data_folder() / "state"
    return _absolute("XDG_STATE_HOME", home() / ".local" / "state") / NAME


def home() -> Path:
    """The user's home folder; where nobody knows it, one that nothing can be written to."""
    named = os.environ.get("USERPROFILE" if sys.platform == "win32" else "HOME", "")
    if named and Path(named).is_absolute():
        return Path(named)
    return _registered_home() or Path(os.devnull)


def shown(path: Path) -> str:
    """``path`` for a person to read: bytes of a name that are no text become question marks."""
    return os.fsencode(path).decode("utf-8", "replace") if os.name == "posix" else str(path)


def _registered_home() -> Path | None:
    """The home folder in the system's list of users."""
    if sys.platform == "win32":
        return None
    import pwd

    try:
        found = Path(pwd.getpwuid(os.getuid()).pw_dir)
    except KeyError:  # a user without an entry, as in a container
        return None
    return found if found.is_absolute() else None


def _windows() -> Path:
    return _absolute("LOCALAPPDATA", home() / "AppData" / "Local")


def _absolute(variable: str, otherwise: Path) -> Path:
    named = os.environ.get(variable, "")
    return Path(named) if named and Path(named).is_absolute() else otherwise


def _expanded(text: str) -> Path:
    """``text`` with ``~`` replaced, if anybody's home is meant, and absolute."""
    if text == "~" or text.startswith(("~/", "~\\")):
        return home() / text[2:]
    return Path(text).absolute()

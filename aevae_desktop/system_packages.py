"""The libraries that Qt expects of a Linux system, which of them are missing, and the Debian package of each.

Imports the standard library only: ``run.py`` asks here before anything is installed.
"""

from __future__ import annotations

import ctypes
import os
import re
import shutil
from collections.abc import Iterable, Mapping

# library -> package on Debian and Ubuntu (where a name became NAME + "t64", apt-get still takes NAME)
EVERYWHERE = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libX11.so.6": "libx11-6",
}
X11 = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
}
WAYLAND = {
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
}
ALL = EVERYWHERE | X11 | WAYLAND


def missing(libraries: Iterable[str] = tuple(ALL)) -> list[str]:
    """The libraries among these that cannot be loaded here, in their order."""
    return [name for name in libraries if not _loads(name)]


def packages(libraries: Iterable[str], known: Mapping[str, str] = ALL) -> list[str]:
    """The Debian packages of these libraries; a library that is not in the tables is passed over."""
    return [known[name] for name in libraries if name in known]


def library_in(text: str) -> str | None:
    """The library that a loader's message names: ``libGL.so.1: cannot open shared object file``."""
    found = re.search(r"([\w.+-]+\.so(?:\.\d+)*): cannot open shared object file", text)
    return found[1] if found else None


def install_command(names: Iterable[str]) -> str:
    """The shell command that installs these Debian packages, to be run by root."""
    return f"apt-get update && apt-get install -y --no-install-recommends {' '.join(names)}"


def install_line(names: Iterable[str]) -> str:
    """The same as a person types it: as it is for root, else with ``sudo`` or, without it, ``su``."""
    command = install_command(names)
    if os.geteuid() == 0:
        return command
    return f"{'sudo sh' if shutil.which('sudo') else 'su'} -c '{command}'"


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True

"""Is this system fit for a window? Said in one line before Qt is started, because Qt itself would abort.

Qt reads ``QT_QPA_PLATFORM`` as a list, ``NAME[:OPTIONS];NAME...``, and takes the first platform that works; without it,
Linux has one for X11 and one for Wayland. The same is done here, and Qt is told the result. X11 and Wayland are tried
in a millisecond; any other is tried by Qt itself, in a process of its own that may abort.
"""

from __future__ import annotations

import ctypes
import os
import re
import socket
import struct
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from aevae_desktop import system_packages
from aevae_desktop.engine.wire import launch
from aevae_desktop.errors import LabError

SAFE = {"offscreen", "minimal", {"darwin": "cocoa", "win32": "windows"}.get(sys.platform)}  # they need nothing else
START = "Start it from a desktop session, use 'ssh -X', or save a picture with --screenshot FILE.png"
AGAIN = "Start it with 'python3 run.py' in the project's folder, or install it again as README.md says"
PATIENCE_S = 5.0


def require(*, headless: bool) -> None:
    """Raise ``LabError`` if Qt could not start here; else see to it that it starts on a platform that works.

    With ``headless``, that is one without a display unless ``QT_QPA_PLATFORM`` asks for another.
    """
    if headless and not os.environ.get("QT_QPA_PLATFORM"):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    _require_qt()
    asked = os.environ.get("QT_QPA_PLATFORM")
    platforms = [name for name in asked.split(";") if name] if asked else _usual_platforms()
    if platforms or asked:
        working = _first_working(platforms, asked or "")
        if working != platforms[0]:
            os.environ["QT_QPA_PLATFORM"] = working


def _require_qt() -> None:
    try:
        import PySide6.QtWidgets  # noqa: F401
    except ImportError as error:
        if (error.name or "").partition(".")[0] in ("PySide6", "shiboken6") and not error.path:
            raise LabError(f"PySide6 is not installed for {sys.executable}", remedy=AGAIN) from error
        raise _not_loaded("Qt", error, system_packages.EVERYWHERE) from error


def _not_loaded(what: str, error: Exception, libraries: Mapping[str, str]) -> LabError:
    """Something of Qt's cannot be loaded: the remedy names the system's packages, unless Qt itself is incomplete."""
    library = system_packages.library_in(str(error))
    lacking = list(dict.fromkeys([*([library] if library else []), *system_packages.missing(libraries)]))
    packages = system_packages.packages(lacking)
    remedy = f"On Debian or Ubuntu: apt-get install {' '.join(packages)}"
    if not packages:
        of_qt = library is None or re.match(r"lib(Qt6|pyside6|shiboken6)", library)
        remedy = AGAIN if of_qt else f"Install the package of this system that holds {library}"
    return LabError(f"{what} cannot be loaded: {error}", remedy=remedy)


def _usual_platforms() -> list[str]:
    """What Qt tries on Linux when it is not told, in its order. Raises ``LabError`` if there is no display at all."""
    if not _is_linux():
        return []
    wayland = "WAYLAND_DISPLAY" in os.environ or os.environ.get("XDG_SESSION_TYPE") == "wayland"
    found = [*(["wayland"] if wayland else []), *(["xcb"] if os.environ.get("DISPLAY") else [])]
    if not found:
        raise LabError("there is no display (DISPLAY and WAYLAND_DISPLAY are not set)", remedy=START)
    return found


def _is_linux() -> bool:
    return sys.platform.startswith("linux")


def _first_working(platforms: list[str], asked: str) -> str:
    """The first of the platforms that works. Raises ``LabError`` that says of each what is wrong."""
    errors = []
    for platform in platforms:
        try:
            _try(platform)
        except LabError as error:
            errors.append(error)
        else:
            return platform
    if not errors:  # "QT_QPA_PLATFORM=;"
        raise LabError(field="QT_QPA_PLATFORM", found=asked, expected="the name of a platform", remedy=START)
    raise LabError("; ".join(error.what for error in errors), remedy=errors[0].remedy)


def _try(platform: str) -> None:
    """Raise ``LabError`` if this platform would not start."""
    name, _, options = platform.partition(":")
    if name == "xcb" and _is_linux():
        _try_x11()
    elif name == "wayland" and _is_linux():
        _try_wayland()
    elif name not in SAFE or options:
        _try_unknown(platform)


def _load_plugin(name: str, what: str, libraries: Mapping[str, str]) -> None:
    """Load Qt's platform plugin, which fails when a library of the system is missing; Qt would abort later."""
    from PySide6.QtCore import QLibraryInfo

    folder = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath), "platforms")
    try:
        for plugin in (folder / f"libq{name}.so", folder / f"libq{name}-generic.so"):  # the second one before Qt 6.10
            if plugin.is_file():
                ctypes.CDLL(str(plugin))
    except OSError as error:
        raise _not_loaded(f"Qt's {what} plugin", error, libraries) from error


def _try_x11() -> None:
    """The plugin's libraries must be there, and the display must answer."""
    display = os.environ.get("DISPLAY")
    if not display:
        raise LabError("there is no X11 display (DISPLAY is not set)", remedy=START)
    _load_plugin("xcb", "X11", system_packages.X11)
    xcb = ctypes.CDLL("libxcb.so.1")
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(display.encode(), None))
    # an answer keeps its connection: a server whose last client leaves begins anew, and would refuse Qt meanwhile
    if xcb.xcb_connection_has_error(connection):
        xcb.xcb_disconnect(connection)
        raise LabError(f"the display {display} does not answer", remedy="Check DISPLAY, or use --screenshot FILE.png")


def _try_wayland() -> None:
    """The plugin's libraries must be there, and the compositor must answer."""
    _load_plugin("wayland", "Wayland", system_packages.WAYLAND)
    if os.environ.get("WAYLAND_SOCKET"):  # a connection that was handed down, to be used once
        return
    name = os.environ.get("WAYLAND_DISPLAY") or "wayland-0"
    try:
        _ask_compositor(Path(os.environ.get("XDG_RUNTIME_DIR", ""), name))
    except OSError as error:
        unset = "" if os.environ.get("XDG_RUNTIME_DIR") else " (XDG_RUNTIME_DIR is not set)"
        raise LabError(
            f"the Wayland display {name} does not answer{unset}",
            remedy="Check WAYLAND_DISPLAY, or use --screenshot FILE.png",
        ) from error


def _ask_compositor(path: Path) -> None:
    """Send ``wl_display.sync`` and wait for any reply. Raises ``OSError`` without one."""
    if not path.is_absolute():
        raise FileNotFoundError(path)
    with socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(PATIENCE_S)
        connection.connect(str(path))
        connection.sendall(struct.pack("=III", 1, 12 << 16, 2))  # object 1, request 0 of 12 bytes, new object 2
        if not connection.recv(1):
            raise ConnectionResetError(path)


def _try_unknown(platform: str) -> None:
    """Let Qt start on this platform in a process of its own."""
    environment = {**os.environ, "QT_QPA_PLATFORM": platform}
    program, arguments = launch.command(module=launch.TRIAL)
    try:
        done = subprocess.run(
            [program, *arguments], env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True,
            errors="replace", timeout=4 * PATIENCE_S, check=False,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired) as error:
        raise LabError(f"Qt's platform '{platform}' does not start here", remedy=START) from error
    if done.returncode:
        raise _not_started(platform, done.stderr)


def _not_started(platform: str, said: str) -> LabError:
    """What Qt said before it gave up, as one line: it knows no such platform, or this one does not work here."""
    listed = re.search(r"Available platform plugins are: (.*?)\.?$", said, re.MULTILINE)
    names = sorted(set(listed[1].split(", "))) if listed else []
    if not names or platform.partition(":")[0] in names:
        return LabError(f"Qt's platform '{platform}' does not start here", remedy=f"Choose another. {START}")
    return LabError(f"Qt has no platform '{platform}'", remedy=f"QT_QPA_PLATFORM may be unset, or {', '.join(names)}")

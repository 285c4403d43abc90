"""Is this system fit for a window? Said in one line before Qt is started, because Qt itself would abort."""

from __future__ import annotations

import ctypes
import importlib.util
import os
import sys
from pathlib import Path

from aevae_desktop.errors import LabError

# Debian and Ubuntu names; Qt needs the first group everywhere, the second one for a window under X11
PACKAGES = (
    "libegl1 libgl1 libdbus-1-3 libglib2.0-0 libfontconfig1 libfreetype6 libxkbcommon0 "
    "libxkbcommon-x11-0 libx11-xcb1 libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 "
    "libxcb-render-util0 libxcb-shape0 libxcb-xinerama0 libxcb-xkb1"
)
INSTALL = f"On Debian or Ubuntu: apt-get install {PACKAGES}"


def require(*, headless: bool) -> None:
    """Raise ``LabError`` if Qt could not start here; with ``headless``, see to it that it needs no display."""
    if headless and not os.environ.get("QT_QPA_PLATFORM"):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    try:
        import PySide6.QtWidgets  # noqa: F401
    except ImportError as error:
        raise LabError(f"Qt cannot be loaded: {error}", remedy=INSTALL) from error
    asked = os.environ.get("QT_QPA_PLATFORM", "")
    if sys.platform.startswith("linux") and (not asked or asked.startswith("xcb")):
        _require_display()


def _require_display() -> None:
    if os.environ.get("WAYLAND_DISPLAY") and not os.environ.get("QT_QPA_PLATFORM"):
        return
    if not os.environ.get("DISPLAY"):
        raise LabError(
            "there is no display (DISPLAY and WAYLAND_DISPLAY are not set)",
            remedy="Start it from a desktop session, use 'ssh -X', or save a picture with --screenshot FILE.png",
        )
    _require_x11(os.environ["DISPLAY"])


def _require_x11(display: str) -> None:
    """The X11 plugin's libraries must be there, and the display must answer."""
    spec = importlib.util.find_spec("PySide6")
    plugin = Path(spec.origin or "").parent / "Qt/plugins/platforms/libqxcb.so" if spec else Path()
    try:
        if plugin.is_file():
            ctypes.CDLL(str(plugin))
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError as error:
        raise LabError(f"Qt's X11 plugin cannot be loaded: {error}", remedy=INSTALL) from error
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(display.encode(), None))
    failed = xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    if failed:
        raise LabError(f"the display {display} does not answer", remedy="Check DISPLAY, or use --screenshot FILE.png")

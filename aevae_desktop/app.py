"""The application: the command line, and the one place where session and window are put together.

Qt is imported only once the command line was understood and the system was found fit for it.
"""

from __future__ import annotations

import argparse
import json
import logging
import math
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from aevae_desktop import __version__, platform_check
from aevae_desktop.errors import DataError, LabError

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from aevae_desktop.session.state import Strokes
    from aevae_desktop.views.window import Window

RESULTS_MS = 60_000  # how long a screenshot waits for its models
SIZE = (1600, 1000)


def main(argv: Sequence[str] | None = None) -> int:
    """Run ``aevae-desktop``; returns the exit code: 0, or 2 with one line on stderr when the world is not fit."""
    options = _parser().parse_args(sys.argv[1:] if argv is None else argv)
    try:
        platform_check.require(headless=options.screenshot is not None)
        return _screenshot(options) if options.screenshot else _run(options)
    except LabError as error:
        print(f"aevae-desktop: {error}", file=sys.stderr)  # noqa: T201
        return 2


def create_window(argv: list[str]) -> Window:
    """The window for these arguments, its models on their way, without showing it or running the event loop.

    Makes the ``QApplication`` if there is none. Raises ``LabError`` when an argument names what cannot be used.
    """
    return _window(_parser().parse_args(argv))


def _run(options: argparse.Namespace) -> int:
    window = _window(options)
    window.show()
    app = _application()
    from aevae_desktop.signals import Wakeup

    watch = Wakeup(window.close)
    sys.excepthook = _log_exception
    code = app.exec()
    watch.close()
    return code


def _screenshot(options: argparse.Namespace) -> int:
    """Draw the real window with real inference, wait for every result, and save it."""
    from PySide6.QtCore import QBuffer, QIODevice

    from aevae_desktop import atomic

    window = _window(options)
    window.resize(*options.size)
    window.show()
    try:
        _settle(window)
        _act(window, options)
        _settle(window)
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        window.grab().save(buffer, "PNG")
        atomic.write_file(options.screenshot, bytes(buffer.data().data()))
    except OSError as error:
        raise DataError(f"cannot write the picture: {error.strerror}", file=options.screenshot) from error
    finally:
        window.close()
    return 0


def _settle(window: Window) -> None:
    if not window.wait_idle(RESULTS_MS):
        raise LabError(f"no result came within {RESULTS_MS // 1000} s", remedy="Try again on a quieter machine.")
    failed = next((pane.error for pane in window.session.state.panes if pane.error is not None), None)
    if failed is not None:
        raise failed


def _act(window: Window, options: argparse.Namespace) -> None:
    """Do what the command line says a person did: draw, lay a path, point somewhere."""
    session = window.session
    pane = session.state.lead if options.hover is None else _pane(options.hover[0], session.state.shown)
    if options.draw is not None:
        from aevae_desktop.views.panels.pen import on_sheet

        session.redraw(on_sheet(_read_strokes(options.draw)))
    if options.path is not None:
        x0, y0, x1, y1 = options.path
        session.path.join(pane, (x0, y0), (x1, y1))
    if options.at is not None:
        _settle(window)
        session.path.seek(options.at)
    if options.hover is not None:
        session.probe(pane, *options.hover[1:])
    if options.mode is not None:
        from aevae_desktop.session.state import Mode

        session.set_mode(Mode(options.mode.title()))
    if options.card is not None:
        window.toggle_popover(options.card)


def _pane(number: float, shown: tuple[int, ...]) -> int:
    if number not in shown:
        maps = " or ".join(map(str, shown))
        raise DataError(field="--hover", found=f"{number:g}", expected=f"a map on screen: {maps}")
    return int(number)


def _window(options: argparse.Namespace) -> Window:
    _application()
    from aevae_desktop.engine import library
    from aevae_desktop.session.session import Session
    from aevae_desktop.views import theme as themes
    from aevae_desktop.views.map.overlays import OVERLAYS
    from aevae_desktop.views.window import Window

    theme = themes.THEMES.get(options.theme) or themes.system_theme()
    session = Session(
        [*options.models, library.shipped_folder(), library.user_folder()],
        {overlay.name: overlay.layer for overlay in OVERLAYS},
    )
    window = Window(session, theme, follow_system=options.theme is None)
    session.start(options.bundles)
    if options.single:
        window.set_single(True)
    return window


def _application() -> QApplication:
    from PySide6.QtCore import QCoreApplication
    from PySide6.QtWidgets import QApplication

    from aevae_desktop.views import theme as themes

    app = QCoreApplication.instance()
    if not isinstance(app, QApplication):
        QCoreApplication.setApplicationName("aevae-desktop")
        QCoreApplication.setApplicationVersion(__version__)
        app = QApplication(sys.argv[:1])
    themes.load_fonts()
    return app


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="aevae-desktop", description="Explore the latent spaces of autoencoders and variational autoencoders."
    )
    parser.add_argument("bundles", nargs="*", type=Path, metavar="BUNDLE", help="folders to open, left map first")
    parser.add_argument(
        "--models", action="append", type=Path, default=[], metavar="DIR", help="another folder of bundles"
    )
    parser.add_argument("--theme", choices=("dark", "light"), help="whatever the system says")
    parser.add_argument("--single", action="store_true", help="one map instead of two")
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    picture = parser.add_argument_group("a picture without a display")
    picture.add_argument("--screenshot", type=Path, metavar="PNG", help="save the window as a picture and leave")
    picture.add_argument("--size", type=_size, default=SIZE, metavar="WxH", help="of the window, px (1600x1000)")
    picture.add_argument("--hover", type=_numbers(3), metavar="PANE,X,Y", help="probe map 0 or 1 at (x, y)")
    picture.add_argument("--draw", type=Path, metavar="JSON", help="strokes to draw: a list of lists of [x, y], px")
    picture.add_argument("--path", type=_numbers(4), metavar="X0,Y0,X1,Y1", help="a path between two map points")
    picture.add_argument("--at", type=float, metavar="T", help="put the playhead at T, from 0 to 1")
    picture.add_argument("--mode", choices=("explore", "draw", "path"), help="what the window gives room to")
    picture.add_argument("--card", choices=("layers", "models", "help"), help="open this card")
    return parser


def _size(text: str) -> tuple[int, int]:
    parts = text.lower().split("x")
    if len(parts) != 2 or not all(part.isdigit() and 200 <= int(part) <= 16_000 for part in parts):
        raise argparse.ArgumentTypeError(f"found {text!r}, expected a size like 1600x1000")
    return int(parts[0]), int(parts[1])


def _numbers(count: int) -> Callable[[str], tuple[float, ...]]:
    def read(text: str) -> tuple[float, ...]:
        try:
            values = tuple(float(part) for part in text.split(","))
        except ValueError:
            values = ()
        if len(values) != count or not all(map(math.isfinite, values)):
            raise argparse.ArgumentTypeError(f"found {text!r}, expected {count} numbers with commas between them")
        return values

    return read


def _read_strokes(path: Path) -> Strokes:
    import numpy as np

    try:
        data = json.loads(path.read_bytes())
        strokes = tuple(np.array(stroke, np.float64).reshape(-1, 2) for stroke in data)
    except OSError as error:
        raise DataError(f"cannot be read: {error.strerror}", file=path) from error
    except (ValueError, TypeError) as error:
        raise DataError(file=path, found=str(error), expected="a list of strokes, each a list of [x, y]") from error
    return strokes


def _log_exception(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """A bug must not take the window down: log it and go on."""
    logging.getLogger("aevae_desktop").error("unexpected error", exc_info=(kind, error, trace))

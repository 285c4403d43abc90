"""The application: the command line, and the one place where session and window are put together.

Imports are late on purpose. The outer window is on the screen before numpy, the session or any view is loaded, and the
inference process starts beside it; Qt itself is loaded only once the command line was understood.
"""

from __future__ import annotations

import argparse
import builtins
import gc
import importlib
import math
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from aevae_desktop import __version__, platform_check
from aevae_desktop.errors import BundleError, LabError
from aevae_desktop.reading import regular

if TYPE_CHECKING:
    from PySide6.QtCore import QProcess
    from PySide6.QtWidgets import QApplication

    from aevae_desktop.features.feature import Feature
    from aevae_desktop.features.recovery.controller import RecoveryController
    from aevae_desktop.recovery.hooks import Hooks
    from aevae_desktop.recovery.runs import Run
    from aevae_desktop.recovery.settings import Settings
    from aevae_desktop.session.session import Session
    from aevae_desktop.ui.theme import Theme
    from aevae_desktop.window.window import Window

_import = builtins.__import__
FIGURES = (".png", ".svg", ".csv", ".npz", ".gif", ".webp", ".apng", ".mp4")  # files that carry a view


def main(argv: Sequence[str] | None = None) -> int:
    """Run ``aevae-desktop``; returns the exit code: 0, or with one line on stderr 2 for the world, 1 for a bug."""
    options = _parser().parse_args(sys.argv[1:] if argv is None else argv)
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # our matrices are small: a pool of threads would only spin
    try:
        if options.install_desktop or options.remove_desktop:
            return _place_in_menu(remove=options.remove_desktop)
        headless = _is_headless(options)
        platform_check.require(headless=headless)
        builtins.__import__ = _import  # not PySide6's, which reads the source of every module that imports another
        if options.article is not None:
            return _article(options)
        return _picture(options) if headless else _run(options)
    except LabError as error:
        print(f"aevae-desktop: {error}", file=sys.stderr)  # noqa: T201
        return 2
    except Exception as error:  # a bug, before anything could take care of it
        print(f"aevae-desktop: unexpected error: {type(error).__name__}: {error}", file=sys.stderr)  # noqa: T201
        return 1


def _place_in_menu(*, remove: bool) -> int:
    """Put the program into the desktop's menu, or take it out, and say which files that are."""
    from aevae_desktop import desktop_entry

    files = desktop_entry.remove() if remove else desktop_entry.install(_parser())
    print("\n".join(map(str, files)) or "nothing was there")  # noqa: T201
    return 0


def create_window(argv: list[str], features: Sequence[Feature] | None = None) -> Window:
    """The window for these arguments, its models on their way, without showing it or running the event loop.

    Makes the ``QApplication`` if there is none. ``features``: other ones than the program's. Raises ``LabError`` when
    an argument names what cannot be used.
    """
    options = _parser().parse_args(argv)
    _speak(options)
    _take_figure(options, features)
    return _window(options, features=features)


def _is_headless(options: argparse.Namespace) -> bool:
    """Whether the program makes files and leaves, without a window to look at."""
    files = (options.screenshot, options.figure, options.export_film, options.article)
    return any(path is not None for path in files)


def _take_figure(options: argparse.Namespace, features: Sequence[Feature] | None = None) -> None:
    """Read the figure among the arguments, if there is one. Raises ``DataError`` for a file that is none."""
    options.networks = _networks(options) if options.bundles else []  # without any, the outline is seen sooner
    options.pictures = _pictures(options) if options.bundles else []
    files = [path for path in options.bundles if path.suffix.lower() in FIGURES and not regular.is_folder(path)]
    files = files or [path for path in options.bundles if regular.is_file(path)]
    options.record, options.record_file = None, files[0] if files else None
    for path in options.bundles:
        if path not in files and not regular.is_folder(path):
            raise BundleError("missing", file=path, remedy="Name a folder with a manifest.json, or a figure.")
    if files:
        from aevae_desktop.features import FEATURES, feature
        from aevae_desktop.features.figures import metadata

        options.record = metadata.read(files[0], feature.saved(FEATURES if features is None else features))
        options.bundles = [path for path in options.bundles if path not in files]


def _networks(options: argparse.Namespace) -> list[list[Path]]:
    """Take what is no bundle from the arguments: ONNX files, which are one model, and folders of them, one each."""
    from aevae_desktop import bundle
    from aevae_desktop.reading.first_bytes import ENDINGS

    endings = {bundle.ONNX, *ENDINGS} - {".json"}
    files = [path for path in options.bundles if path.suffix.lower() in endings and not regular.is_folder(path)]
    bare = [path for path in options.bundles if bundle.is_bare(path)]
    options.bundles = [path for path in options.bundles if path not in files and path not in bare]
    return [*([files] if files else []), *([path] for path in bare)]


def _pictures(options: argparse.Namespace) -> list[Path]:
    """Take pictures and folders of them from the arguments. Raises ``DataError`` for one alone that cannot be read."""
    from aevae_desktop.features.drawing import picture_file
    from aevae_desktop.features.figures import actions
    from aevae_desktop.features.pictures.reading import holds_pictures

    found = [
        path
        for path in options.bundles
        if not actions.is_figure(path) and (picture_file.is_picture(path) or holds_pictures(path))
    ]
    if len(found) == 1 and regular.is_file(found[0]):
        read = picture_file.outcome(found[0])
        if isinstance(read, LabError):
            raise read
    options.bundles = [path for path in options.bundles if path not in found]
    return found


def _speak(options: argparse.Namespace, settings: Settings | None = None) -> None:
    """Choose the language before anything that says a sentence is imported. Raises ``DataError`` if it is unknown.

    It is the one asked for, else the one chosen last, else the system's; without ``settings``, as in pictures, English.
    """
    from aevae_desktop.ui import language

    if options.language:
        language.require(options.language)
    others = () if settings is None else (settings.text("language"), language.system())
    language.choose(options.language, *others)


def _run(options: argparse.Namespace) -> int:
    """Show the outline, then everything; run until the window is closed."""
    gc.disable()  # nothing that is loaded now goes again: looking for it would take a twentieth of the start
    from aevae_desktop.recovery import settings as kept

    settings = kept.Settings(kept.place())
    _speak(options, settings)
    _take_figure(options)
    app = _application()
    from aevae_desktop.session.inference import child
    from aevae_desktop.ui import theme as themes
    from aevae_desktop.ui.shell import Shell

    process = child.start()
    life = _Life(settings, lambda: shell.close())
    themes.set_text_scale(_text_scale(options, settings))
    shell = Shell(_theme(options, settings), lambda: shell.host(life.begin(options, process)), settings)
    shell.show()
    from aevae_desktop.signals import Wakeup

    watch = Wakeup(life.by_system)
    app.commitDataRequest.connect(life.keep)
    code = app.exec()
    watch.close()
    life.end()
    return code


class _Life:
    """A run from its first frame on, and what it leaves for the next one."""

    def __init__(self, settings: Settings, close: Callable[[], object]) -> None:
        self._settings, self._close = settings, close
        self._kept: tuple[Run, Hooks] | None = None
        self._controller: RecoveryController | None = None
        self._session: Session | None = None

    def begin(self, options: argparse.Namespace, process: QProcess) -> Window:
        """Write down from now on what goes wrong, and make the window; ``process`` is its first child."""
        from aevae_desktop.recovery.hooks import Hooks
        from aevae_desktop.recovery.runs import Run

        run = Run()
        hooks = Hooks(run.report)
        self._kept = run, hooks
        hooks.listen_to_qt()
        if run.folder is None:
            self._settings.keep_nothing()
        window = _window(options, process, _reader(options, self._settings), settings=self._settings)
        from aevae_desktop.features.recovery.controller import RecoveryController

        self._controller = RecoveryController(window, run, hooks)
        self._session = window.session
        gc.freeze()  # nor later, while a hand waits
        gc.enable()
        return window

    def keep(self, *_: object) -> None:
        """The system is about to end the session: save what is open."""
        if self._controller is not None:
            self._controller.keep()

    def by_system(self) -> None:
        """A signal asks to end: save and close, without a question."""
        self.keep()
        if self._session is not None:
            self._session.unasked = True
        self._close()

    def end(self) -> None:
        """The event loop has ended."""
        if self._controller is not None:
            self._controller.close()
        if self._kept is not None:
            run, hooks = self._kept
            hooks.remove()
            run.end()
        self._settings.write()


def _theme(options: argparse.Namespace, settings: Settings | None) -> Theme:
    """The theme that was asked for, else the one that was chosen last, else the system's."""
    from aevae_desktop.ui import theme as themes

    chosen = "" if settings is None else settings.text("theme")
    return themes.THEMES.get(options.theme) or themes.THEMES.get(chosen) or themes.system_theme()


def _text_scale(options: argparse.Namespace, settings: Settings | None) -> float:
    """How large text was asked for, else chosen last, else the system's, within what there is."""
    from aevae_desktop.ui import theme as themes

    kept = None if settings is None else settings.value("text_scale")
    chosen = kept if isinstance(kept, int | float) and not isinstance(kept, bool) else None
    wanted: float = options.text_size or chosen or themes.system_text_scale()
    return min(max(wanted, themes.TEXT_SCALES[0]), themes.TEXT_SCALES[-1])


def _reader(options: argparse.Namespace, settings: Settings) -> QProcess:
    """The reading process, at work on what will be asked for first while this one still loads its own code.

    Of the program's own folder alone: another one might not answer, and would hold up the first models.
    """
    from aevae_desktop.engine.wire import launch
    from aevae_desktop.session.inference import child

    process = child.start(module=launch.READING)
    from aevae_desktop.engine.wire import library

    shipped = library.shipped_folder()
    last = [] if options.fresh else [Path(folder) for folder in settings.texts("models", 2)]
    wanted = last or [shipped / name for name in library.FAVOURITES]
    own = [folder for folder in wanted if folder.parent == shipped]
    process.write(library.ahead([shipped], [] if options.bundles else own))
    return process


def _picture(options: argparse.Namespace) -> int:
    """Make the files that are asked for; 1 if anything unexpected happened, which is one line on stderr."""
    _speak(options)
    _take_figure(options)
    from aevae_desktop import capture
    from aevae_desktop.recovery.hooks import Hooks
    from aevae_desktop.recovery.report import Report

    capture.check(options)
    hooks = Hooks(Report(None))
    try:
        _capture(options)
    except LabError:
        raise
    except Exception as error:
        sys.excepthook(type(error), error, error.__traceback__)
    finally:
        hooks.remove()
    return 1 if hooks.report.bugs else 0


def _article(options: argparse.Namespace) -> int:
    """Measure the article's claims and write the report."""
    _speak(options)
    from aevae_desktop.features.article.report import run as report_run

    report_run.check(options.article)
    for folder in options.bundles:
        if not regular.is_folder(folder):
            raise BundleError("missing", file=folder, remedy="Name folders with a manifest.json, two a pair.")
    _application()
    from aevae_desktop.engine.wire import library
    from aevae_desktop.features import CONTROLLERS, SAVED
    from aevae_desktop.features.models.library_controller import LibraryController
    from aevae_desktop.session.session import Session

    shipped = library.shipped_folder()
    folders = options.bundles or [shipped / name for name in report_run.PAIRS]
    pairs = [[folder.absolute() for folder in folders[k : k + 2]] for k in range(0, len(folders), 2)]
    session = Session(CONTROLLERS, saved=SAVED)
    try:
        session.controller(LibraryController).start([*options.models, *library.folders()], pairs[0])
        session.controller(LibraryController).wait()
        report_run.run(session, pairs, options.article)
    finally:
        session.close()
    return 0


def _capture(options: argparse.Namespace) -> None:
    from aevae_desktop import capture

    window = _window(options)
    try:
        capture.save(window, options)
    finally:
        window.close()


def _window(
    options: argparse.Namespace,
    process: QProcess | None = None,
    reader: QProcess | None = None,
    features: Sequence[Feature] | None = None,
    settings: Settings | None = None,
) -> Window:
    """Put session and window together; ``process`` and ``reader`` are children that were started ahead.

    Without ``settings`` nothing of earlier runs is read, and nothing kept for later ones.
    """
    _application()
    from aevae_desktop.engine.wire import library
    from aevae_desktop.features import FEATURES, feature
    from aevae_desktop.features.figures.controller import FigureController
    from aevae_desktop.features.models.library_controller import LibraryController
    from aevae_desktop.session.inference.client import Client
    from aevae_desktop.session.session import Session
    from aevae_desktop.ui import theme as themes

    themes.load_fonts()
    features = FEATURES if features is None else features
    session = Session(
        feature.rows(features, lambda each: each.controllers),
        lambda listener: Client(listener, process=process, reader=reader),
        {overlay.name: overlay.layer for overlay in feature.rows(features, lambda each: each.overlays)},
        feature.saved(features),
        settings,
    )
    session.controller(FigureController).load()
    if settings is not None:
        from aevae_desktop.features.recovery.kept_settings import KeptSettings

        KeptSettings(session)
    session.controller(LibraryController).start([*options.models, *library.folders()], options.bundles)
    _open_networks(session, options)
    named = options.bundles or options.networks or options.record or options.pictures
    if settings is not None and not (named or options.fresh):
        _resume(session)
    session.hasten(_panels())
    from aevae_desktop.window.window import Window

    if options.record is not None:
        _restore(session, options)
    follow = options.theme is None and session.settings.text("theme") not in themes.THEMES
    scale = _text_scale(options, settings)
    window = Window(session, _theme(options, settings), features, follow_system=follow, text_scale=scale)
    if options.single and options.record is None:
        session.set_single(True)
    if options.pictures:
        from aevae_desktop.features.pictures.controller import PicturesController

        session.controller(PicturesController).open(options.pictures)
    if options.train:
        window.open_card("train")
    return window


def _open_networks(session: Session, options: argparse.Namespace) -> None:
    """Open the networks among the arguments in the panes that the bundles leave."""
    from aevae_desktop.features.networks.controller import NetworksController

    first, panes = len(options.bundles), len(session.state.panes)
    for pane, paths in zip(range(first, panes), options.networks, strict=False):
        session.controller(NetworksController).begin(pane, paths)


def _resume(session: Session) -> None:
    """Open with what was open when the last run ended well; what cannot be read is set aside."""
    from aevae_desktop.features.recovery import work
    from aevae_desktop.recovery import runs

    last = runs.session()
    if last is None:
        return
    try:
        work.resume(session, work.read(last, session.saved))
    except LabError as error:
        runs.set_aside(last)
        session.notify(str(error))


def _panels() -> Iterator[object]:
    """Load the panels that the window has from the start, one by one; cards and pages are loaded when they come."""
    from aevae_desktop.features import FEATURES
    from aevae_desktop.features.feature import Place, panels

    for row in (row for place in Place if place is not Place.PAGE for row in panels(FEATURES, place)):
        yield importlib.import_module(row.panel.partition(":")[0])


def _restore(session: Session, options: argparse.Namespace) -> None:
    """Show what a figure shows; without a window to say so, a figure whose bundles are not here is an error."""
    from aevae_desktop.features.figures.controller import FigureController
    from aevae_desktop.features.models.library_controller import LibraryController

    session.controller(LibraryController).wait()
    try:
        session.controller(FigureController).restore(options.record)
        session.controller(LibraryController).remember(options.record_file)
    except LabError as error:
        if _is_headless(options):
            session.close()
            raise
        session.notify(error)


def _application() -> QApplication:
    from PySide6.QtCore import QCoreApplication
    from PySide6.QtGui import QGuiApplication
    from PySide6.QtWidgets import QApplication

    app = QCoreApplication.instance()
    if isinstance(app, QApplication):
        return app
    QCoreApplication.setApplicationName("aevae-desktop")
    QCoreApplication.setApplicationVersion(__version__)
    QGuiApplication.setDesktopFileName("aevae-desktop")  # whose icon and name a Wayland desktop shows
    return QApplication(sys.argv[:1])


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="aevae-desktop", description="Explore the latent spaces of autoencoders and variational autoencoders."
    )
    add = parser.add_argument
    add(
        "bundles",
        nargs="*",
        type=Path,
        metavar="BUNDLE",
        help="folders or .onnx files, left map first; a figure, or pictures",
    )
    add("--models", action="append", type=Path, default=[], metavar="DIR", help="another folder of bundles")
    add("--theme", choices=("dark", "light", "contrast"), help="whatever the system says")
    add("--text-size", type=_percent, metavar="PERCENT", help="of text, 100 to 200 (what the system says)")
    add("--language", default="", metavar="CODE", help="of the window, such as en (what the system says)")
    add("--fresh", action="store_true", help="without what was open the last time")
    add("--train", action="store_true", help="with the card open that trains a model of your own")
    add("--single", action="store_true", help="one map instead of two")
    add("--install-desktop", action="store_true", help="put the program into the desktop's menu (Linux), and leave")
    add("--remove-desktop", action="store_true", help="take it out again, and leave")
    add("--version", action="version", version=f"%(prog)s {__version__}")
    add = parser.add_argument_group("a picture without a display").add_argument
    add("--screenshot", type=Path, metavar="PNG", help="save the window as a picture and leave")
    add("--figure", type=Path, metavar="FILE", help="save the maps as .png or .svg, their numbers as .csv or .npz")
    add("--size", type=_size, metavar="WxH", help="of the window, or of the figure, px (1600x1000)")
    add("--scale", type=_scale, metavar="S", help="px a point of a figure: 2 doubles text and lines")
    add("--hover", type=_numbers(3), metavar="PANE,X,Y", help="probe map 0 or 1 at (x, y)")
    add("--draw", type=Path, metavar="JSON", help="strokes to draw: a list of lists of [x, y], px")
    add("--path", type=_numbers(4), metavar="X0,Y0,X1,Y1", help="a path between two map points")
    add("--at", type=_share, metavar="T", help="put the playhead at T, from 0 to 1")
    add("--mode", choices=("explore", "draw", "path", "article"), help="what the window gives room to")
    add("--claim", metavar="NAME", help="measure and show this claim of the article, such as garbage or gaps")
    add("--layers", type=lambda text: text.split(","), metavar="NAME,…", help="turn these layers on, or off")
    add("--plane", metavar="PANE,WHICH", help="show another plane of map 0 or 1: pca, or two dimensions such as 3x7")
    add("--card", metavar="NAME", help="open this card, such as points or help")
    add = parser.add_argument_group("the article without a display").add_argument
    add(
        "--article",
        type=Path,
        metavar="FILE",
        help="measure its claims on these bundles, two a pair: .html, .json, .pdf",
    )
    add = parser.add_argument_group("a film without a display").add_argument
    endings = "as .gif, .webp, .apng or .mp4, a strip of it as .png, its numbers as .npz"
    add("--export-film", type=Path, metavar="FILE", help=f"save the film of the path {endings}")
    add("--fps", type=_whole(1, 60), metavar="N", help="frames a second (30)")
    add("--tile", type=_whole(8, 2048), metavar="PX", help="the longer side of an image (224)")
    add("--filter", choices=("nearest", "smooth"), help="how an image is made larger (nearest)")
    add("--repeat", choices=("once", "loop", "ping-pong"), help="what comes after the last frame (ping-pong)")
    add("--tiles", type=_whole(1, 100), metavar="N", help="tiles in a row of a strip or a grid (11)")
    add("--grid", action="store_true", help="a grid of decodes over the map instead of the path, as .png or .npz")
    return parser


def _whole(least: int, most: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        if not (text.isascii() and text.isdigit() and least <= int(text) <= most):
            raise argparse.ArgumentTypeError(f"found {text!r}, expected a whole number from {least} to {most}")
        return int(text)

    return read


def _size(text: str) -> tuple[int, int]:
    parts = text.lower().split("x")
    if len(parts) != 2 or not all(part.isdigit() and 200 <= int(part) <= 16_000 for part in parts):
        raise argparse.ArgumentTypeError(f"found {text!r}, expected a size like 1600x1000")
    return int(parts[0]), int(parts[1])


def _scale(text: str) -> float:
    (value,) = _numbers(1)(text)
    if not 0.25 <= value <= 20.0:
        raise argparse.ArgumentTypeError(f"found {text!r}, expected a number from 0.25 to 20")
    return value


def _percent(text: str) -> float:
    if not (text.isascii() and text.isdigit() and 100 <= int(text) <= 200):
        raise argparse.ArgumentTypeError(f"found {text!r}, expected a whole number from 100 to 200")
    return int(text) / 100


def _share(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not 0.0 <= value <= 1.0:
        raise argparse.ArgumentTypeError(f"found {text!r}, expected a number from 0 to 1")
    return value


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

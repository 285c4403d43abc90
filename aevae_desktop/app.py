"""The application: what is done for a command line, and the one place where session and window are put together.

Imports are late on purpose. The outer window is on the screen before numpy, the session or any view is loaded, and the
inference process starts beside it; Qt itself is loaded only once the command line was understood.
"""

from __future__ import annotations

import argparse
import builtins
import gc
import importlib
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from aevae_desktop import __version__, platform_check
from aevae_desktop.command import arguments, named
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


def main(argv: Sequence[str] | None = None) -> int:
    """Run ``aevae-desktop``; returns the exit code: 0, or with one line on stderr 2 for the world, 1 for a bug."""
    options = arguments.parser().parse_args(sys.argv[1:] if argv is None else argv)
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # our matrices are small: a pool of threads would only spin
    try:
        if options.install_desktop or options.remove_desktop:
            return _place_in_menu(remove=options.remove_desktop)
        headless = arguments.is_headless(options)
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

    files = desktop_entry.remove() if remove else desktop_entry.install(arguments.parser())
    print("\n".join(map(str, files)) or "nothing was there")  # noqa: T201
    return 0


def create_window(argv: list[str], features: Sequence[Feature] | None = None) -> Window:
    """The window for these arguments, its models on their way, without showing it or running the event loop.

    Makes the ``QApplication`` if there is none. ``features``: other ones than the program's. Raises ``LabError`` when
    an argument names what cannot be used.
    """
    options = arguments.parser().parse_args(argv)
    _speak(options)
    named.take_figure(options, features)
    return _window(options, features=features)


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
    named.take_figure(options)
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
    named.take_figure(options)
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
    from aevae_desktop.features import FEATURES, feature
    from aevae_desktop.features.figures.controller import FigureController
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
    named.open_maps(session, options)
    asked = options.bundles or options.networks or options.record or options.pictures
    if settings is not None and not (asked or options.fresh):
        _resume(session)
    session.hasten(_panels())
    from aevae_desktop.window.window import Window

    if options.record is not None:
        named.restore(session, options)
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

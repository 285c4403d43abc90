"""What the window itself can do, and how its keys find what there is to do."""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Iterable, Mapping

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from aevae_desktop.features.feature import Feature
from aevae_desktop.language import translate
from aevae_desktop.session.state import Mode
from aevae_desktop.ui import language
from aevae_desktop.ui import theme as themes
from aevae_desktop.ui.action import EDIT, FILE, HELP, VIEW, Action, MainWindow, ranked
from aevae_desktop.ui.words import MODES

ZOOM = 1.3  # factor of one zoom command


def _toggle_full_screen(window: MainWindow) -> None:
    top = window.window()
    top.showNormal() if top.isFullScreen() else top.showFullScreen()


def _close(window: MainWindow) -> None:
    """Close once the key that asked for it has been handled."""
    QTimer.singleShot(0, window.window().close)


def _late(name: str) -> Callable[[MainWindow], object]:
    """A function of this folder, ``module:function``, whose module is loaded when it is first called."""
    return lambda window: pkgutil.resolve_name(f"aevae_desktop.window.{name}")(window)


def _mode(mode: Mode, key: str) -> Action:
    """The action that chooses what a click on a map means."""
    return Action(
        mode.name.lower(), translate("window", "{mode} mode").format(mode=MODES[mode]), (key,),
        lambda w: w.session.set_mode(mode),
        checked=lambda w: w.session.state.mode is mode,
    )  # fmt: skip


def _languages() -> tuple[Action, ...]:
    """A row for each language that the window can speak, where it is not English alone."""
    codes = language.known()
    return tuple(map(_language, codes)) if len(codes) > 1 else ()


def _language(code: str) -> Action:
    """The action that chooses a language for the next start: what is said by now was said in this one."""
    name = language.own_name(code)

    def choose(window: MainWindow) -> None:
        window.session.settings.put("language", code)
        window.session.notify(translate("window", "{language}: from the next start on.").format(language=name))

    title = translate("window", "Language: {language}").format(language=name)
    return Action(f"language_{code}", title, (), choose, checked=lambda _: language.spoken() == code)


OWN = Feature(
    "window",
    actions=(
        *ranked(20, VIEW, _mode(Mode.EXPLORE, "E"), _mode(Mode.DRAW, "D"), _mode(Mode.PATH, "P"),
                _mode(Mode.ARTICLE, "Shift+A")),
        *ranked(
            22,
            VIEW,
            Action("single", translate("window", "One map or two"), ("S",),
                   lambda w: w.session.set_single(len(w.session.state.shown) > 1)),
            Action("fit", translate("window", "Fit the map"), ("0",), lambda w: w.fit(), ("Home",)),
            Action("zoom_in", translate("window", "Zoom in"), ("+", "="), lambda w: w.zoom(ZOOM)),
            Action("zoom_out", translate("window", "Zoom out"), ("-",), lambda w: w.zoom(1 / ZOOM)),
        ),
        *ranked(
            50,
            EDIT,
            Action("undo", translate("window", "Undo"), ("Ctrl+Z",), lambda w: w.session.undo(),
                   enabled=lambda w: w.session.can_undo,
                   more=lambda w: w.session.undoing),
            Action("redo", translate("window", "Redo"), ("Ctrl+Shift+Z", "Ctrl+Y"), lambda w: w.session.redo(),
                   enabled=lambda w: w.session.can_redo, more=lambda w: w.session.redoing),
        ),
        *ranked(
            110,
            VIEW,
            Action("theme", translate("window", "Light or dark"), ("T",), lambda w: w.toggle_theme()),
            Action("contrast", translate("window", "High contrast"), (), lambda w: w.toggle_contrast(),
                   checked=lambda w: w.theme is themes.CONTRAST),
            Action("text_larger", translate("window", "Larger text"), ("Ctrl+Alt++", "Ctrl+Alt+="),
                   lambda w: w.step_text(1)),
            Action("text_smaller", translate("window", "Smaller text"), ("Ctrl+Alt+-",), lambda w: w.step_text(-1)),
            Action("text_usual", translate("window", "Text as large as the system's"), ("Ctrl+Alt+0",),
                   lambda w: w.step_text(0)),
            Action("present", translate("window", "Presentation"), ("F5",), lambda w: w.toggle_presentation(),
                   checked=lambda w: w.presenting),
            Action("region_on", translate("window", "Keyboard to the next part of the window"), ("F6",),
                   lambda w: w.step_region(1)),
            Action("region_back", translate("window", "Keyboard to the part before"), ("Shift+F6",),
                   lambda w: w.step_region(-1)),
            Action("fullscreen", translate("window", "Full screen"), ("F11",), _toggle_full_screen,
                   checked=lambda w: w.window().isFullScreen()),
        ),
        *ranked(112, VIEW, *_languages()),
        *ranked(
            111,
            HELP,
            Action("palette", translate("window", "Find a command…"), ("Ctrl+K", "Ctrl+Shift+P"),
                   _late("palette:show")),
        ),
        *ranked(
            113,
            HELP,
            Action("manual", translate("window", "Manual"), ("F1",), _late("help.manual:show")),
            Action("help", translate("window", "Keys"), ("?",), lambda w: w.toggle_card("help")),
        ),
        *ranked(
            115,
            HELP,
            Action("copy_diagnostics", translate("window", "Copy diagnostics"), (), _late("help.about:copy")),
            Action("about", translate("window", "About"), (), _late("help.about:show")),
        ),
        *ranked(
            120,
            FILE,
            Action("close", translate("window", "Close the window"), ("Ctrl+W",), _close),
            Action("quit", translate("window", "Quit"), ("Ctrl+Q",), _close),
        ),
    ),
)  # fmt: skip


def shortcuts(row: Action, letters: bool) -> list[QKeySequence]:
    """The keys of ``row``; without ``letters`` those alone that a person who dictates does not say by chance."""
    return [QKeySequence(keys) for keys in row.keys if letters or len(keys.removeprefix("Shift+")) > 1]


def shown_title(row: Action) -> str:
    """What its entry in a menu says: Qt writes the keys of a shortcut behind that, but not those that are late."""
    return row.title if row.keys or not row.late else f"{row.title}\t{row.shown_keys}"


def install(
    window: QWidget, rows: Iterable[Action], run: Callable[[Action], object], *, letters: bool = True
) -> Mapping[str, QAction]:
    """Give ``window`` a QAction for every row, which has it ``run``; returns them by the rows' names."""
    made = {}
    for row in rows:
        action = made[row.name] = QAction(shown_title(row), window)
        action.setObjectName(f"action.{row.name}")
        action.setShortcuts(shortcuts(row, letters))
        action.setCheckable(row.checked is not None)
        action.triggered.connect(lambda _checked=False, row=row: run(row))
        window.addAction(action)
    return made


def late_action(rows: Iterable[Action], keys: QKeySequence) -> Action | None:
    """The row that has ``keys`` among its late ones."""
    return next((row for row in rows if keys in map(QKeySequence, row.late)), None)

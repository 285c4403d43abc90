"""What helps to find a fault, as plain text: nobody's name and folders are in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import qVersion
from PySide6.QtGui import QGuiApplication, QScreen

from aevae_desktop.recovery.redaction import without_person
from aevae_desktop.recovery.report import versions
from aevae_desktop.session.state import Pane
from aevae_desktop.ui.action import MainWindow

LAST = 30  # lines of the report of this run

CONFINED = {  # of the confinement, as ``confinement.probe`` names them: what holds, and what does not
    "memory": ("memory is bounded", "memory is not bounded"),
    "files": ("it opens no file", "it may open files"),
    "network": ("no network", "it may use the network"),
    "processes": ("it starts no program", "it may start programs"),
    "cpu": ("processor time is bounded", "processor time is not bounded"),
}


def confinement(layers: Mapping[str, bool]) -> str:
    """What the process that runs the networks has given up, in a sentence or two, from what it found out itself."""
    if not layers:
        return "The process that runs the networks has not said yet what it has given up."
    holds = [words[0] for name, words in CONFINED.items() if layers.get(name)]
    lacks = [words[1] for name, words in CONFINED.items() if not layers.get(name)]
    good = f"The process that runs the networks is confined: {', '.join(holds)}." if holds else ""
    bad = f"Not on this system: {', '.join(lacks)}; open only models you trust." if lacks else ""
    return " ".join(part for part in (good, bad) if part)


def text(window: MainWindow) -> str:
    """Versions, screens, theme, models and the last that this run noted down."""
    lines = [
        versions(),
        f"Qt {qVersion()}, {QGuiApplication.platformName()}",
        *map(_screen, QGuiApplication.screens()),
        f"window: {window.width()} x {window.height()}, theme: {window.theme.name}",
        *_models(window.session.state.panes),
        confinement(window.session.confined),
        *window.report().splitlines()[-LAST:],
    ]
    return without_person("\n".join(lines)) + "\n"


def _screen(screen: QScreen) -> str:
    size = screen.size()
    return f"screen: {size.width()} x {size.height()} at {screen.devicePixelRatio():g}"


def _models(panes: Iterable[Pane]) -> list[str]:
    """What is open on each map, by the names in the manifests."""
    return [
        f"map {i + 1}: {'no model' if pane.model is None else pane.model.manifest.id}"
        + (f" ({pane.error})" if pane.error is not None else "")
        for i, pane in enumerate(panes)
    ]

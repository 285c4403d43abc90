"""What helps to find a fault, as plain text: nobody's name and folders are in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import qVersion
from PySide6.QtGui import QGuiApplication, QScreen

from aevae_desktop.language import translate
from aevae_desktop.recovery.redaction import without_person
from aevae_desktop.recovery.report import versions
from aevae_desktop.session.state import Pane
from aevae_desktop.ui.action import MainWindow

LAST = 30  # lines of the report of this run

CONFINED = {  # of the confinement, as ``confinement.probe`` names them: what holds, and what does not
    "memory": (translate("window", "memory is bounded"), translate("window", "memory is not bounded")),
    "files": (translate("window", "it opens no file"), translate("window", "it may open files")),
    "network": (translate("window", "no network"), translate("window", "it may use the network")),
    "processes": (translate("window", "it starts no program"), translate("window", "it may start programs")),
    "cpu": (translate("window", "processor time is bounded"), translate("window", "processor time is not bounded")),
}


def confinement(layers: Mapping[str, bool]) -> str:
    """What the process that runs the networks has given up, in a sentence or two, from what it found out itself."""
    if not layers:
        return translate("window", "The process that runs the networks has not said yet what it has given up.")
    holds = [words[0] for name, words in CONFINED.items() if layers.get(name)]
    lacks = [words[1] for name, words in CONFINED.items() if not layers.get(name)]
    parts = []
    if holds:
        said = translate("window", "The process that runs the networks is confined: {holds}.")
        parts.append(said.format(holds=", ".join(holds)))
    if lacks:
        said = translate("window", "Not on this system: {lacks}; open only models you trust.")
        parts.append(said.format(lacks=", ".join(lacks)))
    return " ".join(parts)


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

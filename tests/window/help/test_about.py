"""About: what the program is made of and what is confined; and the diagnostics, which name nobody."""

from __future__ import annotations

import getpass
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QToolButton

from aevae_desktop import __version__
from aevae_desktop.engine.child.confinement import probe
from aevae_desktop.features.models.controller import ModelsController
from aevae_desktop.window.help import diagnostics
from aevae_desktop.window.help.about import COPIED, LICENCES, About
from aevae_desktop.window.help.diagnostics import CONFINED, confinement

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
ALL = dict.fromkeys(CONFINED, True)


def test_every_layer_that_a_process_tries_out_has_its_words() -> None:
    assert tuple(CONFINED) == probe.LAYERS


@pytest.mark.parametrize(
    ("layers", "says"),
    [
        ({}, "The process that runs the networks has not said yet what it has given up."),
        (
            ALL,
            "The process that runs the networks is confined: memory is bounded, it opens no file, no network, "
            "it starts no program, processor time is bounded.",
        ),
        (
            {**ALL, "files": False, "network": False},
            "The process that runs the networks is confined: memory is bounded, it starts no program, processor time "
            "is bounded. Not on this system: it may open files, it may use the network; open only models you trust.",
        ),
    ],
)
def test_about_says_what_holds_here_and_what_does_not(layers: dict[str, bool], says: str) -> None:
    assert confinement(layers) == says


@pytest.fixture
def about(window: Any) -> About:
    window.findChild(QAction, "action.about").trigger()
    made = window.findChild(About)
    assert isinstance(made, About)
    return made


def test_it_says_versions_and_what_is_confined_and_closes_by_escape(window: Any, about: About) -> None:
    said = "\n".join(part.text() for part in about.findChildren(QLabel))
    assert f"aevae-desktop {__version__}" in said
    assert "onnxruntime 1." in said
    assert confinement(window.session.confined) in said
    QTest.keyClick(about, Qt.Key.Key_Escape)
    assert not about.isVisible()


def test_its_licences_are_those_of_the_document() -> None:
    document = (Path(__file__).parents[3] / "docs" / "licences.md").read_text(encoding="utf-8")
    table = document.split("## The program")[1].split("Inside the project's own files")[0]
    rows = [line.split("|")[1:3] for line in table.splitlines() if line.startswith("| ") and "licence" not in line]
    assert [(name.strip(), licence.strip()) for name, licence in rows] == list(LICENCES[:-1])


def test_the_diagnostics_are_copied_and_that_is_said(window: Any, about: About) -> None:
    about.findChild(QToolButton, "about.copy").click()
    copied = QGuiApplication.clipboard().text()
    assert about.findChild(QLabel, "about.copied").text() == COPIED
    assert window.session.state.notice == COPIED
    for said in (f"aevae-desktop {__version__}", "screen: ", "theme: dark", "map 1: ae-tiny", "map 2: vae-tiny"):
        assert said in copied


def test_the_diagnostics_name_nobody(window: Any, tmp_path: Path) -> None:
    window.session.controller(ModelsController).open(0, tmp_path / "of" / getpass.getuser())
    assert window.wait_idle(60_000)
    window.report = lambda: f"versions\nsaid: {Path.home() / 'secret' / 'model'}: missing\n"
    text = diagnostics.text(window)
    assert str(Path.home()) not in text
    assert str(tmp_path) not in text
    assert "said: ~" in text

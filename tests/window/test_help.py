from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel, QWidget

from aevae_desktop import __version__
from aevae_desktop.engine.child.confinement import probe
from aevae_desktop.window.help import LAYERS, HelpPanel, confinement

ALL = dict.fromkeys(LAYERS, True)


def test_every_layer_that_a_process_tries_out_has_its_words() -> None:
    assert tuple(LAYERS) == probe.LAYERS


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


def test_the_card_shows_the_version_and_what_the_process_has_found_by_now(qtbot: Any) -> None:
    session = SimpleNamespace(confined={})
    window = QWidget()
    qtbot.addWidget(window)
    card = HelpPanel(session, ())  # type: ignore[arg-type]
    card.setParent(window)
    card.hide()
    window.show()
    session.confined = {**ALL, "memory": False}
    card.show()
    assert f"About aevae-desktop {__version__}" in [part.accessibleName() for part in card.findChildren(QWidget)]
    shown = card.findChild(QLabel, "help.confined")
    assert shown is not None
    assert "memory is not bounded" in shown.text()

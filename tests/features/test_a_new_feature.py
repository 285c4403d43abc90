"""A feature is a folder and a row: one that the program does not have, ``tests/features/dummy``, in a real window."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QToolButton, QWidget

from aevae_desktop import app, features
from aevae_desktop.errors import DataError
from aevae_desktop.features.figures import reading
from aevae_desktop.features.figures.controller import FigureController
from aevae_desktop.features.figures.record import taken
from aevae_desktop.features.models.controller import ModelsController
from aevae_desktop.features.probe.controller import ProbeController
from aevae_desktop.features.recovery import work
from tests.features import dummy
from tests.features.dummy.overlay import COLOUR, SIDE
from tests.features.dummy.state import Counted, Marks
from tests.window_fixtures import opened

PLACE = (0.25, -0.5)


@pytest.fixture
def open_window(qapp: Any, tiny_bundle: Any) -> Iterator[Callable[[], Any]]:
    """``open_window()`` opens a window on one tiny model, of the program's features and the dummy."""
    folder, made = tiny_bundle(), []

    def make() -> Any:
        made.append(opened([str(folder)], (*features.FEATURES, dummy.FEATURE)))
        return next(made[-1])

    yield make
    for each in made:
        next(each, None)


@pytest.fixture
def marked(open_window: Callable[[], Any]) -> Any:
    """A window with one mark, put by its key."""
    window = open_window()
    window.session.controller(ProbeController).probe(0, *PLACE)
    press(window, Qt.Key.Key_F8)
    return window


def press(window: Any, key: Qt.Key) -> None:
    window.activateWindow()
    QTest.keyClick(window.canvas(), key)
    assert window.wait_idle(60_000)


def marks_drawn(window: Any, look: Any) -> int:
    """How many px of its map have the colour of a mark."""
    return int((look(window.canvas()) & 0xFFFFFF == COLOUR).sum())


def said(window: Any, name: str) -> str:
    line = window.findChild(QWidget, name)
    assert line is not None
    return str(line.text())


def test_its_action_changes_its_parts(marked: Any) -> None:
    assert marked.session.state.part(Marks).places == (PLACE,)
    assert marked.session.state.panes[0].get(Counted) == Counted(1)


def test_its_card_opens_by_its_key_and_by_its_button(marked: Any) -> None:
    press(marked, Qt.Key.Key_F7)
    assert marked.dock.opened is marked.dock.cards["marks"]
    assert said(marked, "marks.count") == "1 marks"
    marked.findChild(QToolButton, "marks.button").click()
    assert marked.dock.opened is None


def test_the_command_line_opens_its_card(
    qapp: Any, tiny_bundle: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = [str(tiny_bundle()), "--screenshot", str(tmp_path / "x.png"), "--card", "marks"]
    assert app.main(arguments) == 2
    assert "--card: found marks, expected one of models, selection, " in capsys.readouterr().err
    monkeypatch.setattr(features, "FEATURES", (*features.FEATURES, dummy.FEATURE))
    assert app.main(arguments) == 0
    assert (tmp_path / "x.png").is_file()


def test_its_panel_stands_below_the_others_at_the_side(marked: Any) -> None:
    assert said(marked, "marks.side") == "1 marks"
    mine, pen = (marked.findChild(QWidget, name) for name in ("marks.side", "pen"))
    assert mine.mapTo(marked, mine.pos()).y() > pen.mapTo(marked, pen.pos()).y()


def test_its_overlay_paints_what_it_reads_and_is_a_layer(marked: Any, look: Any) -> None:
    assert marks_drawn(marked, look) == pytest.approx(SIDE**2, rel=0.5)
    marked.toggle_card("layers")
    box = marked.findChild(QCheckBox, "layers.marks")
    assert box.text() == "Marks"
    assert box.isVisible()  # among what is shown, without a group of its own
    assert box.accessibleDescription().startswith("Where a mark was put")
    box.click()
    assert marks_drawn(marked, look) == 0


def test_its_part_of_a_pane_goes_with_the_model_and_its_part_of_the_state_stays(marked: Any, tiny_bundle: Any) -> None:
    marked.session.controller(ModelsController).open(0, tiny_bundle("other", latent_dim=3))
    assert marked.wait_idle(60_000)
    assert marked.session.state.panes[0].get(Counted) is None
    assert marked.session.state.part(Marks).places == (PLACE,)


def test_its_part_of_a_figure_comes_back_and_is_work(marked: Any, tmp_path: Path) -> None:
    session = marked.session
    assert work.touched(session.state, session.saved)
    text = taken(session.state, session.views, session.saved, "dark").to_json()
    before = work.parts(session.state, session.saved)
    session.set_state(session.state.with_part(Marks()))
    assert not work.touched(session.state, session.saved)
    assert not work.same(work.parts(session.state, session.saved), before)
    session.controller(FigureController).restore(reading.record(text, session.saved))
    assert marked.wait_idle(60_000)
    assert session.state.part(Marks).places == (PLACE,)
    with pytest.raises(DataError, match=r"marks: found \[\[1\]\], expected a list of \[x, y\]"):
        reading.record(json.dumps(json.loads(text) | {"marks": [[1]]}), session.saved)
    assert "marks" not in reading.record(text, features.SAVED).parts  # the program passes it over


def test_its_action_is_in_the_help(marked: Any) -> None:
    listed = {row.name: row for row in marked.commands}
    assert listed["mark"].title == "A mark at the probe"
    names = list(listed)
    assert names.index("open") < names.index("mark") < names.index("theme")


def test_the_program_does_not_have_it(window: Any) -> None:
    assert window.findChild(QWidget, "marks") is None
    assert "marks" not in window.session.state.layers

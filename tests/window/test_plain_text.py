"""No text of a file is read as HTML, wherever the window shows it: nothing is fetched, and & is no key."""

from __future__ import annotations

import csv
import json
import os
import re
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QColor, QHelpEvent, QImage, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QApplication, QLabel, QMenu, QMessageBox, QWidget

from aevae_desktop.app import create_window
from aevae_desktop.bundle import DatasetSpec
from aevae_desktop.features import SAVED
from aevae_desktop.features.figures import metadata
from aevae_desktop.features.figures import reading as figures_reading
from aevae_desktop.features.figures.controller import FigureController
from aevae_desktop.features.figures.files import figure_layout, numbers
from aevae_desktop.features.figures.files.figure_layout import Order
from aevae_desktop.features.path.controller import PathController
from aevae_desktop.session.state import Mode
from aevae_desktop.ui.theme import DARK

STOLEN = QKeySequence("Alt+D")  # by the & of R&D
LONGEST = 2000  # characters that anything says at once


@dataclass(frozen=True)
class Trap:
    """A ``text`` that Qt takes for HTML: it names a red picture, and a pipe whose opening leaves a file ``mark``."""

    text: str
    mark: Path

    @property
    def sprung(self) -> bool:
        """Whether anybody opened the pipe."""
        return self.mark.exists()


@pytest.fixture
def trap(tmp_path: Path) -> Iterator[Trap]:
    with tempfile.TemporaryDirectory(prefix="t") as short:  # a class's name has at most 255 characters
        yield from _trap(Path(short), tmp_path / "opened")


def _trap(folder: Path, mark: Path) -> Iterator[Trap]:
    picture, pipe = folder / "red.png", folder / "pipe"
    image = QImage(64, 64, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    image.save(str(picture))
    os.mkfifo(pipe)
    feed = ["/bin/sh", "-c", f'while : > "{pipe}"; do : > "{mark}"; done']  # each turn waits for who reads
    child = subprocess.Popen(feed)
    yield Trap(f'R&D <img src="{picture}"><img src="{pipe}"><link rel="stylesheet" href="{pipe}"> <a href="x">=1', mark)
    child.kill()
    child.wait()


@pytest.fixture
def hostile(qapp: Any, tiny_bundle: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, trap: Trap) -> Iterator[Any]:
    """A window on two bundles that say the trap's text wherever they may, beside one that is broken and quotes it."""
    models = tmp_path / "models"
    monkeypatch.setenv("AEVAE_MODELS", str(models))
    said: dict[str, Any] = {
        "title": trap.text,
        "family": trap.text,
        "series": "<img src=x> R&D",
        "classes": (f'=HYPERLINK("x";=1),=2 @3 {trap.text}', "a;=1", "b", *(f"{trap.text} {k}" for k in range(3, 10))),
        "dataset": DatasetSpec(trap.text, trap.text, trap.text, 160, 40),
        "parent": models,
    }
    folders = [
        tiny_bundle("ae-tiny", kind="ae", position=1.0, **said),
        tiny_bundle("vae-tiny", seed=3, position=2.0, **said),
    ]
    _break(tiny_bundle("broken", position=3.0, **said), "kind", trap.text)
    (models / "<img src=x> R&D").mkdir()
    window = create_window([*map(str, folders), "--theme", "dark"])
    window.resize(1200, 800)
    window.show()
    assert window.wait_idle(60_000)
    yield window
    window.close()
    window.deleteLater()
    QApplication.processEvents()


def _break(folder: Path, key: str, value: str) -> None:
    path = folder / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {key: value}))


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_every_tool_tip_label_and_name_is_plain(hostile: Any, trap: Trap) -> None:
    session = hostile.session
    told: set[str] = set()
    for sample in (0, 7, 3):
        session.controller(PathController).click(0, *session.state.panes[0].model.codes.xy[sample].tolist())
    session.controller(FigureController).save_view("dark", trap.text)
    for mode in Mode:
        session.set_mode(mode)
        session.notify(f"What was found: {trap.text}")
        told |= walked(hostile)
    for card in hostile.dock.cards:
        hostile.toggle_card(card)
        told |= walked(hostile)
    assert sum("<img" in tip for tip in told) > 12, told  # else this looked at too little
    assert not trap.sprung


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_a_message_box_and_a_bare_label_are_plain(hostile: Any, trap: Trap) -> None:
    box = QMessageBox(hostile)
    box.setText(trap.text)
    box.setInformativeText(trap.text)
    label = QLabel(trap.text)
    for widget in (box, label):
        widget.show()
    QApplication.processEvents()
    shown = [label, *(part for part in box.findChildren(QLabel) if part.text())]
    assert len(shown) == 3
    assert [part.textFormat().name for part in shown] == ["PlainText"] * 3
    for widget in (box, label):
        widget.close()
    assert not trap.sprung


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_many_long_names_keep_chips_and_menus_small(qapp: Any, tiny_bundle: Any, tmp_path: Path) -> None:
    long = tiny_bundle("long", kind="ae", classes=tuple(f"{k} {'W' * 250}" for k in range(254)))
    window = create_window([str(long), str(long), "--theme", "dark"])
    window.resize(1200, 800)
    window.show()
    assert window.wait_idle(60_000)
    chips = [one for one in window.findChildren(QAbstractButton) if one.objectName().startswith("legend.")]
    assert len(chips) == 254
    assert max(chip.width() for chip in chips) <= 220
    for menu in window.findChildren(QMenu):
        of_menu(menu)
    assert window.width() == 1200
    window.close()


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_no_cell_of_a_figures_csv_is_a_formula(hostile: Any, tmp_path: Path, delimiter: str) -> None:
    session = hostile.session
    session.controller(PathController).click(
        0, *session.state.panes[0].model.codes.xy[0].tolist()
    )  # a way-point called as class 0 is
    session.controller(PathController).click(0, *session.state.panes[0].model.codes.xy[5].tolist())
    layout = figure_layout.lay_out(session.state, session.views, SAVED, DARK, Order(400, 300), ())
    text = b"".join(numbers.csv_pieces(layout)).decode()
    cells = [cell.strip() for row in csv.reader(text.splitlines(), delimiter=delimiter) for cell in row]
    begun = [cell for cell in cells if cell[:1] in ("=", "+", "@") or (cell[:1] == "-" and not _starts_number(cell))]
    assert not begun
    assert "HYPERLINK" in text
    record = figures_reading.record(text.splitlines()[0].removeprefix(metadata.COMMENT), SAVED)
    assert record == layout.record


def _starts_number(cell: str) -> bool:
    return re.match(r"-[0-9.]+(e[-+][0-9]+)?[\]},]*$", cell) is not None


def test_text_cells_alone_get_an_apostrophe() -> None:
    assert [numbers.text_cell(text) for text in ("=1", "-a", " +b", "@c", "＝d", "\te")] == [
        "'=1", "'-a", "' +b", "'@c", "'＝d", "'\te",
    ]  # fmt: skip
    assert [numbers.text_cell(text) for text in ("", "7", "a=b", "T-shirt/top")] == ["", "7", "a=b", "T-shirt/top"]
    assert numbers.text_cell("a; =1") == "a;' =1"


# ------------------------------------------------------------ the walk


def walked(window: Any) -> set[str]:
    """Every tool tip that the window shows now, each shown; what it says and how is looked at on the way."""
    assert window.wait_idle(60_000)
    tips: set[str] = set()
    for widget in window.findChildren(QWidget):
        if not widget.isVisible():
            continue
        says_plainly(widget)
        for at in spots(widget):
            tips |= shown(widget, at)
    for menu in window.findChildren(QMenu):
        tips |= of_menu(menu)
    return tips


def says_plainly(widget: QWidget) -> None:
    told = (widget.toolTip(), widget.accessibleName(), widget.accessibleDescription())
    assert all(len(text) <= LONGEST and "\0" not in text for text in told), told
    assert not widget.whatsThis()  # Qt reads it as HTML
    assert not widget.statusTip()
    if isinstance(widget, QLabel):
        assert widget.textFormat().name == "PlainText", widget.text()
    if isinstance(widget, QAbstractButton):
        assert QKeySequence.mnemonic(widget.text()) != STOLEN, widget.text()


def spots(widget: QWidget) -> list[QPoint]:
    """Where a pointer may rest: the middle, a few places around, and every item of a list."""
    box = widget.rect()
    found = [box.center(), *(QPoint(box.width() * k // 7, box.height() * k // 7) for k in (1, 3, 5))]
    view = widget.parentWidget()
    if isinstance(view, QAbstractItemView) and view.viewport() is widget:
        rows = range(view.model().rowCount())
        found += [view.visualRect(view.model().index(row, 0)).center() for row in rows]
    return found


def shown(widget: QWidget, at: QPoint) -> set[str]:
    """Rest the pointer there: what is said. It is a plain label, and no pixel of the picture is in it."""
    QApplication.sendEvent(widget, QHelpEvent(QEvent.Type.ToolTip, at, widget.mapToGlobal(at)))
    tips = [one for one in QApplication.topLevelWidgets() if one.inherits("QTipLabel") and one.isVisible()]
    for tip in tips:
        assert isinstance(tip, QLabel)
        assert tip.textFormat().name == "PlainText", tip.text()
        assert len(tip.text()) <= LONGEST
        if "<img" in tip.text():
            picture = tip.grab().toImage()
            assert not any(picture.pixelColor(x, x) == QColor("red") for x in range(min(64, picture.height())))
    return {tip.text() for tip in tips if isinstance(tip, QLabel)}


def of_menu(menu: QMenu) -> set[str]:
    menu.aboutToShow.emit()
    for action in menu.actions():
        assert QKeySequence.mnemonic(action.text()) != STOLEN, action.text()
        assert len(action.text()) <= 200
    if not menu.toolTipsVisible():
        return set()
    menu.popup(QPoint(0, 0))
    told = [shown(menu, menu.actionGeometry(action).center()) for action in menu.actions()]
    menu.close()
    return set().union(*told)

"""The Models card in the real window, by pointer and by keys."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QListWidget, QSlider, QToolButton, QWidget

from aevae_desktop.features.models.model_list import EMPTY
from aevae_desktop.ui.widgets.controls import Segmented
from aevae_desktop.ui.widgets.text_line import TextLine

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def listed(window: Any, tiny_bundle: Any, qtbot: Any) -> QListWidget:
    """The list, with a series of three among the models of the window's library."""
    first = Path(window.session.state.panes[0].model.key)
    dataset = window.session.state.panes[0].model.manifest.dataset
    for k in (1, 4, 2):
        tiny_bundle(f"beta-{k}", series="beta", position=float(k), seed=k, parent=first.parent, dataset=dataset)
    window.toggle_card("models")
    made: QListWidget = window.findChild(QListWidget, "models.list")
    qtbot.waitUntil(lambda: any(item.text() == "beta 1 to 4" for item in items(made)), timeout=60_000)
    assert window.wait_idle(60_000)
    return made


def items(listed: QListWidget) -> list[Any]:
    return [listed.item(row) for row in range(listed.count())]


def click(qtbot: Any, listed: QListWidget, text: str) -> None:
    item = next(item for item in items(listed) if item.text().startswith(text))
    listed.scrollToItem(item)
    qtbot.mouseClick(listed.viewport(), LEFT, pos=listed.visualItemRect(item).topLeft() + QPoint(20, 12))


def shown(window: Any, pane: int) -> str:
    return str(window.session.state.panes[pane].model.manifest.id)


def said(window: Any) -> list[str]:
    return [line.text() for line in window.findChild(QListWidget, "models.list").findChildren(TextLine)]


def test_a_series_is_one_row_whose_slider_opens_as_it_rests(window: Any, listed: QListWidget, qtbot: Any) -> None:
    assert [item.text() for item in items(listed) if "beta" in item.text()] == ["beta 0.25 to 16", "beta 1 to 4"]
    click(qtbot, listed, "beta 1 to 4")
    assert window.wait_idle(60_000)
    assert shown(window, 0) == "beta-1"
    slider = window.findChild(QSlider, "models.position")
    assert slider.isVisible()
    qtbot.keyClick(slider, Qt.Key.Key_Right)
    qtbot.keyClick(slider, Qt.Key.Key_Right)
    assert "beta 4" in said(window), "at once"
    assert window.session.state.panes[0].wanted.endswith("beta-1"), "not before it rests"
    qtbot.waitUntil(lambda: shown(window, 0) == "beta-4", timeout=60_000)
    assert window.wait_idle(60_000)
    assert slider.value() == 2
    assert window.session.state.notice == ""


def test_a_row_of_one_model_has_no_slider_and_says_its_facts(window: Any, listed: QListWidget, qtbot: Any) -> None:
    click(qtbot, listed, "vae-tiny")
    assert window.wait_idle(60_000)
    assert shown(window, 0) == "vae-tiny"
    assert not window.findChild(QSlider, "models.position").isVisible()
    assert {"Network linear", "Code 2-D"} <= set(said(window))
    card = window.findChild(QSlider, "models.position").parentWidget()
    row = listed.visualItemRect(listed.currentItem())
    assert card.geometry().top() == row.bottom() + 1, "under the row in hand"


def test_what_was_assumed_of_a_model_stands_whole_under_its_row(
    window: Any, listed: QListWidget, tiny_bundle: Any, qtbot: Any
) -> None:
    said = "Its values have no bounds: they are taken for logits, and a sigmoid is put after them. " * 3
    place = Path(window.session.state.panes[0].model.key).parent
    tiny_bundle("own", title="Own", parent=place, provenance={"assumed": [said.strip()]})
    qtbot.waitUntil(lambda: any(item.text().startswith("own") for item in items(listed)), timeout=60_000)
    click(qtbot, listed, "own")
    assert window.wait_idle(60_000)
    notes = window.findChild(QLabel, "models.notes")
    assert notes.text() == said.strip()
    assert notes.height() >= notes.heightForWidth(notes.width()) > 2 * notes.fontMetrics().height()
    click(qtbot, listed, "vae-tiny")
    assert window.wait_idle(60_000)
    assert not notes.isVisible()


def test_the_arrows_show_the_facts_and_enter_opens(window: Any, listed: QListWidget, qtbot: Any) -> None:
    first = shown(window, 0)
    listed.setFocus()
    for _ in range(listed.count()):
        if "beta" in listed.currentItem().text():
            break
        qtbot.keyClick(listed, Qt.Key.Key_Down)
    assert listed.currentItem().text() == "beta 1 to 4"
    assert "beta 1" in said(window)
    assert shown(window, 0) == first
    qtbot.keyClick(listed, Qt.Key.Key_Return)
    assert window.wait_idle(60_000)
    assert shown(window, 0) == "beta-1"


def test_compare_puts_the_least_and_the_chosen_on_both_maps(window: Any, listed: QListWidget, qtbot: Any) -> None:
    click(qtbot, listed, "beta 1 to 4")
    qtbot.keyClick(window.findChild(QSlider, "models.position"), Qt.Key.Key_End)
    compare = window.findChild(QToolButton, "models.compare")
    assert compare.accessibleName() == compare.text() == "Compare: beta 1 | beta 4"
    qtbot.mouseClick(compare, LEFT)
    assert window.wait_idle(60_000)
    assert (shown(window, 0), shown(window, 1), window.session.state.lead) == ("beta-1", "beta-4", 1)
    assert window.findChild(QSlider, "models.position").value() == 2, "what was chosen stays in hand"
    (target,) = window.findChild(QWidget, "models").findChildren(Segmented)
    assert target.button(1).isChecked()
    captions = [line.text() for line in window.findChildren(TextLine)]
    for name in ("beta 1", "beta 4"):
        assert any(text.startswith(name) for text in captions)


def test_planes_opens_on_the_map_whose_model_was_changed(window: Any, listed: QListWidget, qtbot: Any) -> None:
    (target,) = window.findChild(QWidget, "models").findChildren(Segmented)
    qtbot.mouseClick(target.button(1), LEFT)
    click(qtbot, listed, "beta 1 to 4")
    assert window.wait_idle(60_000)
    assert (shown(window, 1), window.session.state.lead) == ("beta-1", 1)
    window.toggle_card("planes")
    targets = window.findChild(QWidget, "planes").findChildren(Segmented)
    assert targets[0].button(1).isChecked()


def test_headings_cannot_be_chosen_and_nobody_is_left_without_a_row(
    window: Any, listed: QListWidget, qtbot: Any
) -> None:
    before, row = shown(window, 0), listed.currentItem().text()
    click(qtbot, listed, "YOURS")
    assert window.wait_idle(60_000)
    assert (shown(window, 0), listed.currentItem().text()) == (before, row)
    assert listed.currentItem().isSelected()
    assert EMPTY not in [item.text() for item in items(listed)]


def test_everything_has_a_name_to_be_read(window: Any, listed: QListWidget) -> None:
    assert listed.accessibleName()
    assert window.findChild(QSlider, "models.position").accessibleName()
    spoken = [item.data(Qt.ItemDataRole.AccessibleTextRole) for item in items(listed) if item.text()]
    assert "Yours" in spoken
    assert all(spoken)


def test_tab_goes_from_the_list_through_the_card_of_the_row(window: Any, listed: QListWidget, qtbot: Any) -> None:
    window.activateWindow()
    click(qtbot, listed, "beta 1 to 4")
    assert window.wait_idle(60_000)
    listed.setFocus()
    for name in ("models.position", "models.compare"):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        assert QApplication.focusWidget().objectName() == name

"""The manual: it reads its own files alone, and says nothing that is not so."""

from __future__ import annotations

import re
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea

from aevae_desktop.window.help.manual import PAGES, TEXT, Manual, ManualPicture, paragraphs

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
MOST = 1_000_000  # bytes, of all of it


@pytest.fixture
def manual(window: Any) -> Manual:
    window.activateWindow()
    QTest.keyClick(window.canvas(0), Qt.Key.Key_F1)
    made = window.findChild(Manual)
    assert isinstance(made, Manual)
    assert made.isVisible()
    return made


def test_every_paragraph_is_shown_as_plain_text(manual: Manual) -> None:
    labels = [part for part in manual.findChildren(QLabel) if not isinstance(part, ManualPicture)]
    texts = [text for text in paragraphs(TEXT.read_text(encoding="utf-8")) if text[:2] not in ("# ", "! ")]
    assert [part.text() for part in labels] == texts
    assert {part.textFormat() for part in labels} == {Qt.TextFormat.PlainText}


def test_every_picture_is_there_and_no_other(manual: Manual) -> None:
    pictures = manual.findChildren(ManualPicture)
    assert all(not picture.pixmap().isNull() and picture.accessibleName() for picture in pictures)
    shown = re.findall(r"^! (\S+) \| ", TEXT.read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(shown) == sorted(path.name for path in PAGES.glob("*.png"))
    assert sum(path.stat().st_size for path in PAGES.iterdir()) < MOST


@pytest.mark.parametrize("width", [420, 1000])
def test_nothing_is_wider_than_the_window_and_the_end_can_be_reached(manual: Manual, width: int) -> None:
    manual.resize(width, 500)
    QApplication.processEvents()
    scroll = manual.findChild(QScrollArea)
    inside = scroll.widget()
    assert inside.width() <= scroll.viewport().width()
    assert all(picture.pixmap().deviceIndependentSize().width() <= inside.width()
               for picture in manual.findChildren(ManualPicture))  # fmt: skip
    last = manual.findChildren(QLabel)[-1]
    scroll.verticalScrollBar().setValue(scroll.verticalScrollBar().maximum())
    assert scroll.viewport().rect().contains(last.mapTo(scroll.viewport(), last.rect().center()))


def test_the_keys_that_it_names_are_keys(window: Any) -> None:
    known = {QKeySequence(key).toString() for row in window.commands for key in (*row.keys, *row.late)}
    text = " ".join(paragraphs(TEXT.read_text(encoding="utf-8")))
    named = set(re.findall(r"(?:Press |press )([A-Z]\b(?!\w)|Space|(?:Ctrl|Shift)\+[A-Z])", text))
    named |= set(re.findall(r"\b((?:Ctrl|Shift)\+[A-Z])\b", text))
    assert len(named) > 8
    assert named <= known


def test_escape_closes_it(manual: Manual) -> None:
    QTest.keyClick(manual, Qt.Key.Key_Escape)
    assert not manual.isVisible()

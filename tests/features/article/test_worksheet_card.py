"""The card of the worksheet in the real window: files that are whole, and lines for what goes wrong."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QLabel, QLineEdit, QSpinBox

from aevae_desktop.features.article.controller import ArticleController
from aevae_desktop.features.article.panels.worksheet_card import KEY, SHEET
from aevae_desktop.features.article.state import ArticleState, Worksheet
from aevae_desktop.session.state import Mode
from aevae_desktop.ui.printing import pdf
from tests.features.article.invented import invent


@pytest.fixture
def card(window: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setattr(ArticleController, "measure", lambda *_: None)
    monkeypatch.setattr(ArticleController, "watch", lambda *_: None)
    window.open_card("worksheet")
    assert window.wait_idle(20_000)
    return window.dock.cards["worksheet"]


def what(window: Any) -> str:
    assert window.wait_idle(20_000)
    return str(window.findChild(QLabel, "worksheet.what").text())


def test_it_says_what_is_in_it(window: Any, card: Any) -> None:
    save = window.findChild(QAbstractButton, f"worksheet.{SHEET}")
    assert what(window).startswith("Nothing yet")
    assert not save.isEnabled()
    invent(window.session, ["clusters", "garbage"])
    assert what(window) == "2 claims that you looked at"
    assert save.isEnabled()


def test_the_page_s_button_adds_a_claim_and_takes_it_off(window: Any, card: Any) -> None:
    window.session.set_mode(Mode.ARTICLE)
    invent(window.session, ["clusters", "garbage"])
    assert window.wait_idle(20_000)
    add = window.findChild(QAbstractButton, "article.add")
    add.click()
    assert window.session.state.part(Worksheet).claims == {"garbage"}
    assert what(window) == "1 claim that you added"
    assert add.text() == "On the worksheet"
    add.click()
    assert window.session.state.part(Worksheet).claims == frozenset()
    assert add.text() == "Add to worksheet"


def test_name_and_seed_are_kept(window: Any, card: Any) -> None:
    line = window.findChild(QLineEdit, "worksheet.name")
    QTest.keyClicks(line, "Ada")
    assert window.session.state.part(Worksheet).name == "Ada"
    window.findChild(QSpinBox, "worksheet.seed").setValue(12)
    assert window.session.state.part(ArticleState).seed == 12


@pytest.mark.parametrize("kind", [SHEET, KEY])
def test_both_files_are_written_as_pdf_and_html(window: Any, card: Any, tmp_path: Path, kind: str) -> None:
    invent(window.session, ["clusters", "garbage"])
    window.session.set_state(window.session.state.with_part(Worksheet("Ada")))
    card.save_to(tmp_path / "a.pdf", kind)
    card.save_to(tmp_path / "a.html", kind)
    assert window.session.state.notice == "Saved a.html"
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF-")
    text = (tmp_path / "a.html").read_text("utf-8")
    assert text.startswith("<!doctype html>")
    assert ("Ada" in text) is (kind == SHEET)


def test_a_worksheet_of_some_claims_is_one_page(window: Any, card: Any, tmp_path: Path) -> None:
    invent(window.session, ["clusters", "garbage", "gaps", "overlap", "smooth"])
    card.save_to(tmp_path / "a.pdf")
    assert pages((tmp_path / "a.pdf").read_bytes()) == 1


def test_what_does_not_fit_on_one_page_has_more() -> None:
    long = "".join(f"<p>line {k}</p>" for k in range(300))
    assert pages(pdf(lambda size: f"<html><body style='font-size:{size}pt'>{long}</body></html>", "x")) > 1


def pages(data: bytes) -> int:
    return data.count(b"/Type /Page\n")


def test_what_cannot_be_written_is_one_line(window: Any, card: Any, tmp_path: Path) -> None:
    invent(window.session, ["garbage"])
    card.save_to(tmp_path / "no" / "a.pdf")
    assert "cannot write the worksheet" in window.session.state.notice
    card.save_to(tmp_path / "a.doc")
    assert "expected one of .pdf, .html" in window.session.state.notice
    assert not (tmp_path / "a.doc").exists()


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_the_button_asks_for_a_file(window: Any, card: Any, tmp_path: Path) -> None:
    invent(window.session, ["garbage"])
    assert window.wait_idle(20_000)
    window.findChild(QAbstractButton, f"worksheet.{SHEET}").click()
    dialog = window.findChild(QFileDialog)
    assert dialog.defaultSuffix() == "pdf"
    dialog.fileSelected.emit(str(tmp_path / "mine.pdf"))
    dialog.close()
    assert (tmp_path / "mine.pdf").exists()

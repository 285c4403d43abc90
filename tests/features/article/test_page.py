"""The page of a claim in the real window: first the question, then picture, number, verdict; nothing cut off."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QListWidget, QPushButton, QScrollArea, QWidget

from aevae_desktop.features.article import logic
from aevae_desktop.features.article.claims import CLAIMS, claim_named
from aevae_desktop.features.article.controller import ArticleController
from aevae_desktop.features.article.panels.claim_list import READ
from aevae_desktop.features.article.panels.marked_sheet import MarkedSheet
from aevae_desktop.features.article.panels.page import ArticlePage
from aevae_desktop.features.article.sheets import Sheets
from aevae_desktop.features.article.state import ArticleState, Picture, Verdict
from aevae_desktop.features.diagram import text
from aevae_desktop.features.diagram.flow_view import FlowView
from aevae_desktop.features.diagram.state import DiagramState, Part
from aevae_desktop.features.path.panels.filmstrip import Filmstrip
from aevae_desktop.features.probe.controller import ProbeController
from aevae_desktop.features.probe.state import Probe
from aevae_desktop.session.state import Mode
from aevae_desktop.ui.charts.interval_bars import IntervalBars
from tests import legible
from tests.features.article.invented import TILES, invent

KINDS = {kind: next(claim.name for claim in CLAIMS if claim.picture is kind) for kind in Picture} | {
    Picture.SHEETS: "garbage"
}


@pytest.fixture
def article(window: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A window in the article's mode, in which nothing is measured by itself."""
    monkeypatch.setattr(ArticleController, "measure", lambda *_: None)
    monkeypatch.setattr(ArticleController, "watch", lambda *_: None)
    window.resize(1366, 768)
    window.session.set_mode(Mode.ARTICLE)
    settle(window)
    yield window
    window.set_text_scale(1.0)


def settle(window: Any) -> None:
    for _ in range(4):
        assert window.wait_idle(20_000)


def part(window: Any) -> ArticleState:
    found: ArticleState = window.session.state.part(ArticleState)
    return found


def said(window: Any, name: str) -> str:
    found = window.findChild(QLabel, f"article.{name}")
    return found.text() if found.isVisible() else ""


def answers(window: Any) -> list[str]:
    found = [window.findChild(QPushButton, f"article.answer.{k}") for k in range(4)]
    return [made.text() for made in found if made.isVisible()]


def test_it_begins_with_the_first_claim_and_its_question(article: Any) -> None:
    claim = CLAIMS[0]
    assert part(article).claim == claim.name
    assert said(article, "title") == claim.asks
    assert said(article, "asks") == claim.question
    assert answers(article) == list(claim.answers)
    assert said(article, "verdict") == ""


def test_an_answer_is_kept_and_the_claim_is_revealed(article: Any) -> None:
    article.session.controller(ArticleController).open("garbage")
    article.findChild(QPushButton, "article.answer.1").click()
    assert part(article).answers["garbage"] == "only the VAE"
    assert "garbage" in part(article).revealed
    assert answers(article) == []
    invent(article.session, ["garbage"])
    settle(article)
    assert said(article, "guess") == "You expected: only the VAE."
    article.session.controller(ArticleController).answer("loses", "it stays")
    article.session.controller(ArticleController).answer("unshaped", "the VAE's")
    invent(article.session, ["unshaped"])
    settle(article)
    assert said(article, "guess") == "You expected: the VAE's. The figures say: both alike."
    assert said(article, "said").startswith("Measured: ")


def test_one_may_look_without_an_answer(article: Any) -> None:
    article.session.controller(ArticleController).open("garbage")
    article.findChild(QPushButton, "article.look").click()
    assert "garbage" in part(article).revealed
    invent(article.session, ["garbage"])
    settle(article)
    assert said(article, "guess") == "You looked without a prediction."


def test_figures_verdict_and_bars_are_those_that_were_measured(article: Any) -> None:
    invent(article.session, ["garbage"])
    settle(article)
    assert said(article, "number") == "+26.0 points"
    assert said(article, "verdict").endswith(Verdict.SUPPORTED.value)
    bars = article.findChild(IntervalBars).bars()
    assert [(bar.name, bar.text) for bar in bars] == [
        ("AE", "4.0 %"),
        ("AE", "45.0 %"),
        ("VAE", "2.0 %"),
        ("VAE", "17.0 %"),
    ]
    assert all(bar.between.startswith("[") for bar in bars)


def test_while_it_is_measured_it_says_so(article: Any) -> None:
    article.session.controller(ArticleController).reveal("garbage")
    article.session.controller(ArticleController).open("garbage")
    settle(article)
    assert said(article, "waiting") == "Measuring…"
    assert said(article, "number") == ""


def test_a_claim_that_cannot_be_measured_says_why(article: Any) -> None:
    article.session.controller(ArticleController).open("loses")
    article.session.controller(ArticleController).reveal("loses")
    settle(article)
    assert said(article, "verdict").endswith(Verdict.CANNOT.value)
    assert said(article, "said") == "Measured: " + logic.lacks(article.session.state, claim_named("loses"))  # type: ignore[arg-type]


def test_how_it_is_measured_is_there_when_asked_for(article: Any) -> None:
    invent(article.session, ["garbage"])
    settle(article)
    assert said(article, "how") == ""
    article.findChild(QAbstractButton, "article.how.button").click()
    assert said(article, "how") == claim_named("garbage").how  # type: ignore[union-attr]


def test_sheets_are_decoded_and_frame_what_the_judge_calls_no_digit(article: Any) -> None:
    invent(article.session, ["garbage"])
    settle(article)
    sheets = [article.findChild(MarkedSheet, f"article.sheet.{k}") for k in range(2)]
    for sheet in sheets:
        assert sheet.isVisible()
        assert sheet.count() == len(sheet.images()) == TILES
        np.testing.assert_array_equal(sheet.marked(), np.arange(TILES) % 3 == 0)
    assert not article.canvas(0).isVisible()


def test_a_click_on_a_tile_probes_its_code(article: Any) -> None:
    invent(article.session, ["garbage"])
    settle(article)
    sheet = article.findChild(MarkedSheet, "article.sheet.1")
    QTest.mouseClick(sheet, Qt.MouseButton.LeftButton, pos=sheet.box(7).center())
    settle(article)
    pane = article.session.state.panes[1]
    z = article.session.state.part(Sheets).sheets[pane.model.key].z[7]
    np.testing.assert_array_equal(pane.get(Probe).z, z)
    assert article.session.state.pinned


def test_nothing_is_decoded_for_a_page_that_nobody_sees(article: Any) -> None:
    invent(article.session, ["garbage"])
    settle(article)
    article.session.set_mode(Mode.EXPLORE)
    settle(article)
    assert article.session.state.part(Sheets).sheets == {}
    invent(article.session, ["random_digit"])
    settle(article)
    assert article.session.state.part(Sheets).sheets == {}


def test_a_claim_about_maps_shows_them_and_they_come_back(article: Any) -> None:
    invent(article.session, ["gaps"])
    settle(article)
    page, canvas = article.panel(ArticlePage), article.canvas(0)
    assert canvas.isVisible()
    assert page.isAncestorOf(canvas)
    assert not article.panel(Filmstrip).isVisible()
    article.session.set_mode(Mode.EXPLORE)
    settle(article)
    assert canvas.isVisible()
    assert not page.isAncestorOf(canvas)
    assert article.panel(Filmstrip).isVisible()


def test_a_claim_about_the_way_through_shows_the_diagram_while_it_is_seen(article: Any) -> None:
    article.session.controller(ProbeController).hover(1, 0.3, 0.2)
    settle(article)
    invent(article.session, ["chance"])
    settle(article)
    view = article.findChild(FlowView, "article.flow")
    flow = article.session.state.part(DiagramState).flows[1]
    assert view.isVisible()
    assert not article.canvas(0).isVisible()
    assert view.accessible_value().endswith(text.compression(flow))
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=view.box(Part.EPS).center().toPoint())
    settle(article)
    assert not np.array_equal(article.session.state.part(DiagramState).flows[1].eps, flow.eps)
    QTest.mouseMove(view, view.box(Part.SIGMA).center().toPoint())
    assert article.findChild(QLabel, "article.flow.sentence").text() == text.SENTENCES[Part.SIGMA]
    article.session.set_mode(Mode.EXPLORE)
    settle(article)
    assert not article.session.state.part(DiagramState).open
    article.toggle_card("diagram")
    article.session.set_mode(Mode.ARTICLE)
    settle(article)
    article.toggle_card("diagram")
    settle(article)
    assert article.session.state.part(DiagramState).open, "the page still shows it"
    article.session.controller(ArticleController).open("gaps")
    settle(article)
    assert not article.session.state.part(DiagramState).open


def test_the_list_says_how_far_one_is(article: Any) -> None:
    invent(article.session, ["garbage"])
    article.session.controller(ArticleController).answer("gaps", "one in ten")
    view = article.findChild(QListWidget, "article.claims")
    read = [view.item(row).data(READ) for row in range(view.count())]
    assert "A random value gives garbage: Supported here" in read
    assert "Is there data everywhere? predicted" in read
    assert sum(line.endswith("not looked at") for line in read) == len(CLAIMS) - 2
    assert said(article, "count") == f"1 of {len(CLAIMS)}"


def test_what_a_claim_says_is_seen_nowhere_before_it_was_looked_at(article: Any) -> None:
    page, names = article.panel(ArticlePage), ("gaps", "garbage", "overlap")
    for name in names:
        article.session.controller(ArticleController).open(name)
        settle(article)
        seen = " ".join(each.text() for kind in (QLabel, QAbstractButton) for each in page.findChildren(kind))
        view = article.findChild(QListWidget, "article.claims")
        seen += " ".join(view.item(row).text() + view.item(row).toolTip() for row in range(view.count()))
        told = [claim.name for claim in CLAIMS if claim.sentence in seen or claim.short in seen]
        assert told == []
    invent(article.session, ["gaps"])
    settle(article)
    assert said(article, "title") == claim_named("gaps").sentence  # type: ignore[union-attr]


def test_bars_of_one_unit_stand_together_under_its_name(article: Any) -> None:
    for claim in CLAIMS:
        invent(article.session, [claim.name])
        settle(article)
        units = [bar.scale for bar in article.findChild(IntervalBars).bars()]
        assert all(units)
        assert len(set(units)) == len([k for k, unit in enumerate(units) if k == 0 or units[k - 1] != unit])


def test_the_list_opens_a_claim_and_follows_the_keys(article: Any) -> None:
    view = article.findChild(QListWidget, "article.claims")
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Down)
    assert part(article).claim == CLAIMS[1].name
    QTest.keyClick(view, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert part(article).claim == CLAIMS[2].name
    assert view.currentItem().data(Qt.ItemDataRole.UserRole) == CLAIMS[2].name


def test_the_buttons_go_on_and_back(article: Any) -> None:
    back, on = (article.findChild(QAbstractButton, f"article.{name}") for name in ("back", "next"))
    assert not back.isEnabled()
    on.click()
    assert part(article).claim == CLAIMS[1].name
    back.click()
    assert part(article).claim == CLAIMS[0].name
    article.session.controller(ArticleController).open(CLAIMS[-1].name)
    assert not on.isEnabled()


def test_a_narrow_page_has_its_list_in_a_menu(article: Any) -> None:
    menu, view = article.findChild(QWidget, "article.menu"), article.findChild(QWidget, "article.list")
    assert view.isVisible()
    assert not menu.isVisible()
    article.resize(980, 640)
    settle(article)
    assert not view.isVisible()
    assert menu.isVisible()
    entries = menu.menu().actions()
    assert len(entries) == len(CLAIMS)
    invent(article.session, [CLAIMS[5].name])
    menu.menu().aboutToShow.emit()
    assert [entries[k].text() for k in (3, 5)] == [CLAIMS[3].asks, CLAIMS[5].short]
    entries[3].trigger()
    assert part(article).claim == CLAIMS[3].name


@pytest.mark.parametrize("size", [(1366, 768), (1600, 1000)], ids=lambda size: "x".join(map(str, size)))
@pytest.mark.parametrize("name", KINDS.values(), ids=[kind.name.lower() for kind in KINDS])
def test_nothing_needed_is_out_of_sight(article: Any, name: str, size: tuple[int, int]) -> None:
    article.resize(*size)
    invent(article.session, [name])
    settle(article)
    scroll = article.findChild(QWidget, "article.scroll")
    on = article.findChild(QAbstractButton, "article.next")
    assert on.isVisible()
    assert legible.place(on, scroll).bottom() <= scroll.height()
    assert legible.place(on, scroll).right() <= scroll.width()


@pytest.mark.parametrize("width", [1366, 1500, 1600, 1700])
def test_a_page_is_never_wider_than_its_room(article: Any, width: int) -> None:
    article.resize(width, 900)
    bar = article.findChild(QScrollArea, "article.scroll").horizontalScrollBar()
    for claim in CLAIMS:
        invent(article.session, [claim.name])
        settle(article)
        assert bar.maximum() == 0, claim.name
        article.findChild(QAbstractButton, "article.how.button").click()
        settle(article)
        assert bar.maximum() == 0, claim.name


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("size", [(980, 640), (1366, 768), (1920, 1080)], ids=lambda size: "x".join(map(str, size)))
@pytest.mark.parametrize("name", KINDS.values(), ids=[kind.name.lower() for kind in KINDS])
def test_no_text_is_cut_off_and_nothing_lies_over_anything(
    article: Any, name: str, size: tuple[int, int], scale: float
) -> None:
    article.resize(*size)
    article.set_text_scale(scale)
    invent(article.session, [name])
    settle(article)
    article.findChild(QAbstractButton, "article.how.button").click()
    settle(article)
    assert legible.clipped(article) == {}
    assert legible.overlapping(article) == []


def test_it_is_drawn_from_nothing_as_change_by_change(article: Any, look: Any) -> None:
    invent(article.session, ["loses", "garbage"])
    settle(article)
    before = look(article)
    for mode in (Mode.EXPLORE, Mode.ARTICLE):
        article.session.set_mode(mode)
        settle(article)
    QApplication.processEvents()
    assert (look(article) == before).mean() > 0.999


def test_what_takes_the_keyboard_is_large_enough(article: Any) -> None:
    invent(article.session, ["gaps"])
    settle(article)
    page = article.panel(ArticlePage)
    small = [w for w in legible.tab_stops(page) if min(w.width(), w.height()) < 24]
    assert small == []

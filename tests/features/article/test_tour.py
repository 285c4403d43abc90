"""The tour of the article: eight stops, by buttons and by keys, to the table and out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QListWidget, QWidget

from aevae_desktop.features.article.claims import claim_named
from aevae_desktop.features.article.controller import ArticleController
from aevae_desktop.features.article.panels.summary import LINES
from aevae_desktop.features.article.panels.tour import STOPS, Tour, go
from aevae_desktop.features.article.state import ArticleState
from aevae_desktop.session.state import Mode
from tests import legible
from tests.features.article.invented import invent


@pytest.fixture
def touring(window: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A window whose tour has begun; ``asked`` are the claims that were to be measured."""
    window.asked = []
    monkeypatch.setattr(ArticleController, "measure", lambda _, claim: window.asked.append(claim))
    monkeypatch.setattr(ArticleController, "watch", lambda *_: None)
    window.activateWindow()
    window.findChild(QAction, "action.tour").trigger()
    settle(window)
    yield window
    window.set_text_scale(1.0)


def settle(window: Any) -> None:
    for _ in range(4):
        assert window.wait_idle(20_000)


def made(window: Any, name: str) -> Any:
    return window.findChild(QAbstractButton, f"tour.{name}")


def at(window: Any) -> int | None:
    found: Tour = window.session.state.part(Tour)
    return found.at


def claim(window: Any) -> str:
    found: ArticleState = window.session.state.part(ArticleState)
    return found.claim


def test_every_stop_has_a_claim_and_the_last_one_the_table() -> None:
    assert len(STOPS) == 8
    assert all(claim_named(stop.claim) is not None for stop in STOPS[:-1])
    assert STOPS[-1].claim == ""


def test_it_begins_in_the_article_with_the_first_stop(touring: Any) -> None:
    assert touring.session.state.mode is Mode.ARTICLE
    assert claim(touring) == STOPS[0].claim
    assert touring.findChild(QLabel, "tour.title").text() == f"Stop 1 of 8: {STOPS[0].title}"
    assert not made(touring, "back").isEnabled()
    assert not touring.findChild(QAbstractButton, "article.next").isVisible()  # one way on is enough


def test_buttons_lead_to_the_table_and_out(touring: Any) -> None:
    for k in range(1, 8):
        made(touring, "next").click()
        settle(touring)
        assert at(touring) == k
        assert claim(touring) == (STOPS[k].claim or STOPS[k - 1].claim)
    table = touring.findChild(QWidget, "article.summary")
    assert table.isVisible()
    assert not touring.findChild(QLabel, "article.title").isVisible()
    assert made(touring, "next").text() == "Done"
    made(touring, "next").click()
    settle(touring)
    assert at(touring) is None
    assert not touring.findChild(QWidget, "tour").isVisible()
    assert touring.findChild(QLabel, "article.title").isVisible()


def test_keys_go_on_and_back_and_end_it(touring: Any) -> None:
    button = made(touring, "next")
    assert button.hasFocus()
    for key, place in ((Qt.Key.Key_Right, 1), (Qt.Key.Key_Right, 2), (Qt.Key.Key_Left, 1), (Qt.Key.Key_Space, 2)):
        QTest.keyClick(button, key)
        assert at(touring) == place
    QTest.keyClick(button, Qt.Key.Key_Escape)
    assert at(touring) is None
    assert touring.session.state.mode is Mode.ARTICLE


def test_the_table_has_the_figures_that_were_measured(touring: Any) -> None:
    go(touring.session, 7)
    settle(touring)
    assert set(touring.asked) >= {line.claim for line in LINES}
    cell = touring.findChild(QLabel, "summary.0.ae")
    assert cell.text() == "–"
    invent(touring.session, ["garbage"])
    go(touring.session, 7)
    settle(touring)
    assert cell.text() == "45.0 % [43.5, 46.5]"
    assert touring.findChild(QLabel, "summary.0.vae").text() == "17.0 % [15.5, 18.5]"
    assert touring.findChild(QLabel, "summary.0.verdict").text().endswith("Supported here")


def test_a_claim_of_the_list_takes_the_place_of_the_table(touring: Any) -> None:
    touring.resize(1366, 768)
    go(touring.session, 7)
    settle(touring)
    touring.session.controller(ArticleController).open("overfit")
    settle(touring)
    assert at(touring) is None
    assert touring.findChild(QLabel, "article.title").text() == claim_named("overfit").asks  # type: ignore[union-attr]
    assert touring.findChild(QListWidget, "article.claims").currentItem().text() == claim_named("overfit").asks  # type: ignore[union-attr]


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("size", [(980, 640), (1366, 768), (1920, 1080)], ids=lambda size: "x".join(map(str, size)))
@pytest.mark.parametrize("stop", [0, 4, 7])
def test_no_text_is_cut_off(touring: Any, stop: int, size: tuple[int, int], scale: float) -> None:
    invent(touring.session, [line.claim for line in LINES])
    go(touring.session, stop)
    touring.resize(*size)
    touring.set_text_scale(scale)
    settle(touring)
    assert legible.clipped(touring) == {}
    assert legible.overlapping(touring) == []

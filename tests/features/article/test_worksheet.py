"""The worksheet and the key as HTML: what was predicted, what was measured, all of it plain text."""

from __future__ import annotations

import re
from dataclasses import replace
from types import MappingProxyType
from typing import Any

import pytest

from aevae_desktop.features.article import logic, worksheet
from aevae_desktop.features.article.claims import CLAIMS, claim_named
from aevae_desktop.features.article.controller import ArticleController
from aevae_desktop.features.article.state import ArticleState, Role, Worksheet
from aevae_desktop.features.article.worksheet import LINES, WHY
from tests.features.article.invented import invent

DATE = "30 November 2026"
TRAP = '<img src="x"> & <b>'


def plain(html: str) -> str:
    """What a reader sees."""
    return re.sub(r"<[^>]*>", " ", html.partition("</style>")[2]).replace("&amp;", "&")


@pytest.fixture
def sheet(session: Any) -> Any:
    """A session in which two claims were looked at, one of them predicted."""
    session.controller(ArticleController).answer("garbage", "only the VAE")
    invent(session, ["clusters", "garbage"])
    return session


def named(session: Any, name: str = "", *claims: str) -> None:
    session.set_state(session.state.with_part(Worksheet(name, frozenset(claims))))


def test_it_has_all_that_was_looked_at_in_the_article_s_order(sheet: Any) -> None:
    assert [claim.name for claim in worksheet.chosen(sheet.state)] == ["clusters", "garbage"]


def test_what_was_added_is_all_of_it(sheet: Any) -> None:
    named(sheet, "", "garbage")
    assert [claim.name for claim in worksheet.chosen(sheet.state)] == ["garbage"]
    assert Worksheet().with_claim("gaps", True).with_claim("gaps", False) == Worksheet()


def test_it_says_who_when_with_which_draws_and_on_which_models(sheet: Any) -> None:
    named(sheet, "Ada")
    sheet.set_state(sheet.state.with_part(replace(sheet.state.part(ArticleState), seed=7)))
    said = plain(worksheet.student(sheet.state, DATE, 10))
    assert "Name:  Ada" in said
    assert DATE in said
    assert "seed 7" in said
    for role in (Role.AE, Role.VAE):
        (subject,) = logic.subjects(sheet.state, role)
        assert subject.digest[:16] in said


def test_it_has_the_prediction_the_verdict_and_every_figure_with_interval_and_n(sheet: Any) -> None:
    html = worksheet.student(sheet.state, DATE, 10)
    said = plain(html)
    assert "Who makes a digit of it?  only the VAE" in said
    assert "no prediction" in said  # of the other claim
    assert "Supported here" in said
    for number in ("45.0 %", "[43.5, 46.5]", "n = 2,000"):
        assert number in said
    assert said.count(WHY) == 2
    assert html.count("border-bottom") == 2 * LINES


def test_no_text_is_read_as_html(sheet: Any) -> None:
    named(sheet, TRAP)
    article = sheet.state.part(ArticleState)
    sheet.set_state(sheet.state.with_part(replace(article, answers=MappingProxyType({"garbage": TRAP}))))
    html = worksheet.student(sheet.state, DATE, 10)
    assert "<img" not in html
    assert html.count("&lt;img src=&quot;x&quot;&gt; &amp; &lt;b&gt;") == 2


def test_the_key_has_every_claim_with_its_rule_and_what_is_known(sheet: Any) -> None:
    said = plain(worksheet.key(sheet.state, DATE, 9)).replace("&#x27;", "'")
    for claim in CLAIMS:
        assert claim.sentence in said
        assert all(answer in said for answer in claim.answers)
    rule = " ".join((claim_named("garbage").verdict.__doc__ or "").split())  # type: ignore[union-attr]
    assert f"Rule: {rule}" in said
    unknown = sum(logic.verdict_of(sheet.state, claim) is None for claim in CLAIMS)
    assert said.count("Not measured yet.") == unknown > 0

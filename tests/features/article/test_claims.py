"""The table of claims: whole, in order, and each with a rule that knows what it is given."""

from __future__ import annotations

import inspect

import pytest

from aevae_desktop.core.claims import measures
from aevae_desktop.core.claims.measures import MEASURES
from aevae_desktop.features.article.claims import CHAPTERS, CLAIMS, SENTENCES, claim_named
from aevae_desktop.features.article.state import Claim, Picture
from aevae_desktop.features.article.text import UNITS


def test_every_sentence_of_the_article_is_shown_by_a_claim_and_every_claim_shows_one() -> None:
    assert sorted(SENTENCES) == list(range(1, 38))
    assert set(SENTENCES.values()) == {claim.name for claim in CLAIMS}


def test_claims_have_names_of_their_own_and_come_chapter_by_chapter() -> None:
    assert len({claim.name for claim in CLAIMS}) == len(CLAIMS)
    assert [claim.chapter for claim in CLAIMS] == sorted(claim.chapter for claim in CLAIMS)
    assert {claim.chapter for claim in CLAIMS} == set(range(1, len(CHAPTERS) + 1))
    assert claim_named("garbage") in CLAIMS
    assert claim_named("no such") is None


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim.name)
def test_a_claim_asks_before_it_shows(claim: Claim) -> None:
    assert claim.question.endswith("?")
    assert 2 <= len(set(claim.answers)) == len(claim.answers) <= 4
    assert claim.how.endswith(".")
    assert claim.measures
    assert all("model" in measures for measures in claim.measures.values())


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim.name)
def test_what_is_drawn_of_a_claim_is_measured_for_it(claim: Claim) -> None:
    assert 0 < len(claim.short) <= 34
    assert claim.asks.endswith("?")
    assert len(claim.asks) <= 34
    drawn = [*claim.bars, *(claim.curve.lines if claim.curve else ())]
    for bar in drawn:
        measured = {measure.removesuffix("?") for measure in claim.measures[bar.role]}
        assert bar.figure.partition(".")[0] in measured
        assert bar.label
        assert bar.unit in (*UNITS, "")
    assert all(bar.unit for bar in claim.bars), "a chart says its unit"
    assert (claim.curve is not None) == (claim.picture is Picture.CURVE)


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim.name)
def test_what_is_drawn_of_a_claim_is_what_its_measures_call_so(claim: Claim) -> None:
    for bar in (*claim.bars, *(claim.curve.lines if claim.curve else ())):
        measure, _, name = bar.figure.partition(".")
        if measure in MEASURES:
            told = inspect.getdoc(MEASURES[measure].run) or inspect.getdoc(getattr(_module(measure), measure)) or ""
            assert f"``{name.removesuffix('_null')}``" in told, bar.figure


def _module(measure: str) -> object:
    """The module of ``core.claims`` that has the function of that measure."""
    return next(each for each in vars(measures).values() if inspect.ismodule(each) and hasattr(each, measure))

"""Predictions outlive the window; figures say nothing of them."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

import pytest

from aevae_desktop.core.map.view2d import View2D
from aevae_desktop.errors import DataError
from aevae_desktop.features.article.claims import claim_named
from aevae_desktop.features.article.controller import SEEDS, ArticleController
from aevae_desktop.features.article.record import SAVED
from aevae_desktop.features.article.state import ArticleState, Worksheet
from aevae_desktop.features.figures.record import taken
from aevae_desktop.reading.json_object import JsonObject


def again(value: Any) -> Any:
    return SAVED.read(JsonObject(json.loads(json.dumps({"article": asdict(value)}))))


def filled(session: Any) -> None:
    article = session.controller(ArticleController)
    article.set_seed(7)
    article.open("garbage")
    article.answer("garbage", "only the VAE")
    article.reveal("garbage")
    article.answer("gaps", "hardly any")
    session.set_state(session.state.with_part(Worksheet("Ada", frozenset({"gaps"}))))


def test_what_was_said_is_there_again(session: Any) -> None:
    filled(session)
    before, sheet = session.state.part(ArticleState), session.state.part(Worksheet)
    kept = again(SAVED.take(session.state, {}))
    article = session.controller(ArticleController)
    article.start_over()
    article.set_seed(0)
    session.set_state(session.state.with_part(Worksheet()))
    SAVED.restore(session, kept, ())
    now = session.state.part(ArticleState)
    assert (now.answers, now.revealed, now.claim, now.seed) == (
        {"garbage": "only the VAE", "gaps": "hardly any"}, {"garbage"}, "garbage", 7,
    )  # fmt: skip
    assert (before.answers, sheet) == (now.answers, session.state.part(Worksheet))


def test_of_nothing_nothing_is_kept(session: Any) -> None:
    assert SAVED.take(session.state, {}) is None
    assert not SAVED.touched(session.state)
    filled(session)
    assert SAVED.touched(session.state)


def test_a_prediction_is_work_that_is_saved(session: Any) -> None:
    before = SAVED.work(session.state)
    session.controller(ArticleController).answer("gaps", "hardly any")
    assert any(one is not other for one, other in zip(before, SAVED.work(session.state), strict=True))


def test_no_figure_says_what_somebody_predicted(session: Any) -> None:
    filled(session)
    assert SAVED in session.saved
    record = taken(session.state, {0: View2D(0.0, 0.0, 40.0, 300, 300)}, session.saved, "dark")
    assert "article" not in record.parts
    assert "only the VAE" not in record.to_json()


@pytest.mark.parametrize(
    "given",
    [
        {"claim": 3},
        {"claim": "gaps", "seed": SEEDS + 1},
        {"claim": "gaps", "answers": {"gaps": "yes"}},
        {"claim": "gaps", "answers": []},
        {"claim": "gaps", "name": "a\nb"},
        {"claim": "gaps", "revealed": "gaps"},
    ],
)
def test_nonsense_is_one_line(given: Any) -> None:
    with pytest.raises(DataError, match="article"):
        SAVED.read(JsonObject({"article": given}))


def test_what_another_version_knew_is_passed_over(session: Any) -> None:
    claim = claim_named("gaps")
    assert claim is not None
    given = {"claim": "no such", "answers": {"gaps": len(claim.answers), "no such": 0}, "revealed": ["no such", "gaps"]}
    SAVED.restore(session, SAVED.read(JsonObject({"article": given})), ())
    now = session.state.part(ArticleState)
    assert (now.claim, dict(now.answers), now.revealed) == ("", {}, {"gaps"})

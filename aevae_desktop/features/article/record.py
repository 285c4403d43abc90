"""Predictions, what was revealed, and whose worksheet it is, as the file of what is open holds them. No figure does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from aevae_desktop.features.article.claims import CLAIMS, claim_named
from aevae_desktop.features.article.controller import SEEDS, ArticleController
from aevae_desktop.features.article.state import LONGEST, ArticleState, Worksheet
from aevae_desktop.reading.json_object import JsonObject, is_name
from aevae_desktop.session.controller import Context
from aevae_desktop.session.saved import Models, Panes, Saved
from aevae_desktop.session.state import SessionState

MOST = 1000  # claims, of any version


@dataclass(frozen=True)
class ArticleRecord:
    """``answers``: the number of the answer, from 0, by claim; the rest as in ``ArticleState`` and ``Worksheet``."""

    claim: str
    seed: int
    answers: Mapping[str, int]
    revealed: tuple[str, ...] = ()
    name: str = ""
    worksheet: tuple[str, ...] = ()


def _take(state: SessionState, _: Models) -> ArticleRecord | None:
    article, sheet = state.part(ArticleState), state.part(Worksheet)
    if (article.claim, sheet) == ("", Worksheet()):
        return None  # nobody has been there
    given = {row.name: row.answers.index(article.answers[row.name]) for row in CLAIMS if row.name in article.answers}
    seen, added = tuple(sorted(article.revealed)), tuple(sorted(sheet.claims))
    return ArticleRecord(article.claim, article.seed, given, seen, sheet.name, added)


def _read(top: JsonObject) -> ArticleRecord | None:
    given = top.child("article")
    if given is None:
        return None
    seed, answers = given.index("seed") or 0, given.child("answers")
    if seed > SEEDS:
        raise given.wrong("seed", f"0 to {SEEDS}")
    found = {name: answers.index(name) for name in answers.data} if answers is not None else {}
    if len(found) > MOST or not all(map(is_name, found)):
        raise given.wrong("answers", f"at most {MOST} claims")
    name = given.text("name") if "name" in given.data else ""
    kept = {claim: number for claim, number in found.items() if number is not None}
    return ArticleRecord(given.text("claim"), seed, kept, _names(given, "revealed"), name, _names(given, "worksheet"))


def _names(given: JsonObject, key: str) -> tuple[str, ...]:
    return tuple(filter(is_name, given.items(key, MOST)))


def _restore(context: Context, record: ArticleRecord, _: Panes) -> None:
    """What another version knew, and this does not, is passed over."""
    known = {row.name: row for row in CLAIMS}
    given = {
        name: known[name].answers[number]
        for name, number in record.answers.items()
        if name in known and number < len(known[name].answers)
    }
    context.controller(ArticleController).restore(
        record.claim if claim_named(record.claim) else "", given, known.keys() & set(record.revealed), record.seed
    )
    sheet = Worksheet(record.name[:LONGEST], frozenset(known.keys() & set(record.worksheet)))
    context.set_state(context.state.with_part(sheet))


def _work(state: SessionState) -> tuple[object, ...]:
    article, sheet = state.part(ArticleState), state.part(Worksheet)
    return article.claim, article.seed, article.answers, article.revealed, sheet


SAVED = Saved(
    "article", place=100, rank=110, take=_take, read=_read, restore=_restore, work=_work, sparse=True, private=True,
    touched=lambda state: bool(state.part(ArticleState).answers or state.part(ArticleState).revealed),
)  # fmt: skip

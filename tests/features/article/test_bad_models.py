"""Every claim on models that it was not made for: a verdict, or one line that says why there is none."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from types import MappingProxyType
from typing import Any

import numpy as np
import pytest

from aevae_desktop.core.claims.figures import Figure, Measured
from aevae_desktop.core.claims.subject import Subject
from aevae_desktop.errors import DataError, ModelError
from aevae_desktop.features.article import logic
from aevae_desktop.features.article.claims import CLAIMS
from aevae_desktop.features.article.state import ArticleState, Result, Role, Verdict
from tests.core.claims.subjects import ae, run, vae
from tests.core.claims.test_measures import whole

FACTS = {"pixels": 16, "layers": 2, "mirror": 1, "more": 0, "penalty": 0, "squared": 1, "beta": 1, "sigma": 0}
Pair = tuple[Subject, Subject]


def pair(n: int = 300, d: int = 2) -> Pair:
    return whole(ae(n, d)), whole(vae(n, d))


def without_codes(made: Subject) -> Subject:
    log_var = None if made.log_var is None else made.log_var[:0]
    columns = {name: column[:0] for name, column in made.columns.items()}
    return replace(made, mu=made.mu[:0], log_var=log_var, label=made.label[:0], split=made.split[:0], columns=columns)


def collapsed() -> Pair:
    one, other = pair()
    flat = np.zeros_like(other.mu)
    return one, replace(other, mu=flat, log_var=flat)


def each(change: Callable[[Subject], Subject], made: Pair) -> Pair:
    return change(made[0]), change(made[1])


PAIRS: dict[str, Callable[[], Pair]] = {
    "plain": pair,
    "no encoder": lambda: each(lambda one: replace(one, encode=None), pair()),
    "no codes": lambda: each(without_codes, pair()),
    "no judge": lambda: each(lambda one: replace(one, judge=None), pair()),
    "no classes": lambda: each(lambda one: replace(one, label=np.full_like(one.label, -1)), pair()),
    "1-D": lambda: pair(d=1),
    "512-D": lambda: pair(d=512),
    "collapsed VAE": collapsed,
    "a million codes": lambda: pair(1_000_000),
}
SAID = {  # of some claims, what their verdict must be, or its line must hold
    "no codes": {"clusters": "no codes", "gaps": "no codes", "normal": "no codes", "code_small": Verdict.PARTLY},
    "no judge": {"garbage": "no judge", "morphs": "no judge", "clusters": Verdict.SUPPORTED},
    "no classes": {"clusters": "no labels", "overlap": "no labels"},
    "collapsed VAE": {"distribution": "a collapsed VAE"},
}


def result(measure: str, subject: Subject, digest: str) -> Result:
    """What a measure says of a subject, as the inference process tells it."""
    if measure == "model":
        facts = FACTS | {"d": subject.d}
        return Result(1.0, Measured({k: Figure(float(v), float(v), float(v), 1) for k, v in facts.items()}), "", digest)
    try:
        return Result(1.0, run(measure, subject), "", digest)
    except (DataError, ModelError) as error:
        return Result(1.0, None, error.brief(), digest)


def verdicts(session: Any, made: Pair) -> Iterator[tuple[str, Verdict, str]]:
    """What every claim says once all was tried on the open pair; a claim about a series has none here."""
    results: dict[tuple[str, str], Result] = {}
    for roles, subject in zip(((Role.AE, Role.LINEAR), (Role.VAE,)), made, strict=True):
        (entry,) = logic.subjects(session.state, roles[0])
        wanted = [name for claim in CLAIMS for role in roles for name in claim.measures.get(role, ())]
        names = {name.removesuffix("?") for name in wanted}
        results |= {(entry.key, name): result(name, subject, entry.digest) for name in sorted(names)}
    part = replace(session.state.part(ArticleState), results=MappingProxyType(results))
    state = session.state.with_part(part)
    for claim in CLAIMS:
        said = logic.verdict_of(state, claim)
        assert said is not None, claim.name
        yield claim.name, *said


@pytest.mark.parametrize("kind", PAIRS)
def test_every_claim_is_a_verdict_or_one_line(session: Any, kind: str) -> None:
    told = {name: (verdict, line) for name, verdict, line in verdicts(session, PAIRS[kind]())}
    assert told.keys() == {claim.name for claim in CLAIMS}
    for name, (verdict, line) in told.items():
        assert line.endswith((".", "!", "?")), name
        assert "\n" not in line, name
        assert "nan" not in line.lower().split(), name
        assert verdict in Verdict
    for name, wanted in SAID.get(kind, {}).items():
        verdict, line = told[name]
        assert verdict is wanted if isinstance(wanted, Verdict) else wanted in line, (name, verdict, line)


def test_a_plain_pair_is_measured(session: Any) -> None:
    """Without this, a line that says of everything that it cannot be measured would do."""
    able = [name for name, verdict, _ in verdicts(session, pair()) if verdict is not Verdict.CANNOT]
    assert len(able) >= 18, able

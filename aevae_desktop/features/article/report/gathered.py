"""What all claims say of some pairs of models, gathered to be written to a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from aevae_desktop import __version__
from aevae_desktop.bundle.judge import JudgeCard
from aevae_desktop.features.article import logic
from aevae_desktop.features.article.claims import CHAPTERS, CLAIMS, SENTENCES
from aevae_desktop.features.article.state import ArticleState, Claim, Found, Role, Verdict
from aevae_desktop.language import translate
from aevae_desktop.session.state import SessionState
from aevae_desktop.ui import words

FORMAT, VERSION = "aevae-article", "1.0"
U8 = NDArray[np.uint8]


@dataclass(frozen=True)
class About:
    """A model: what it is ``called``, its ``id``, the ``digest`` of its bundle, and its ``kind``."""

    called: str
    id: str
    digest: str
    kind: str


@dataclass(frozen=True, eq=False)
class Sheet:
    """Decodes of random codes of one model: ``images: (n, h, w[, 3]) uint8``; ``none: (n,)``, what is no digit."""

    model: str
    images: U8
    none: NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Answer:
    """What a claim says of one pair; ``found`` is None where it cannot be measured, ``models`` by role."""

    claim: Claim
    verdict: Verdict
    said: str
    found: Found | None
    models: Mapping[Role, tuple[str, ...]]
    sheets: tuple[Sheet, ...] = ()


@dataclass(frozen=True, eq=False)
class PairAnswers:
    """What all claims say of one pair of ``models``, and the judge that they ask."""

    models: tuple[About, ...]
    judge: JudgeCard | None
    answers: tuple[Answer, ...]

    @property
    def title(self) -> str:
        """``AE 16-D and VAE 16-D``."""
        return " and ".join(model.called for model in self.models)


@dataclass(frozen=True, eq=False)
class Report:
    """All pairs, with the ``seed`` of their draws."""

    seed: int
    pairs: tuple[PairAnswers, ...]
    title: str = field(default=translate("article", "The article, measured"))


def pair_of(state: SessionState, sheets: Mapping[tuple[str, str], Sheet]) -> PairAnswers:
    """What all claims say of the open models; ``sheets`` by model key and measure. All must be measured."""
    models = [pane.model for pane in state.panes if pane.model is not None]
    judges = state.part(ArticleState).judges
    judge = next((judges[model.key] for model in models if model.key in judges), None)
    digests = {subject.key: subject.digest for role in (Role.AE, Role.VAE) for subject in logic.subjects(state, role)}
    about = tuple(
        About(words.model_name(model.manifest), model.manifest.id, digests.get(model.key, ""), model.manifest.kind)
        for model in models
    )
    return PairAnswers(about, judge, tuple(_answer(state, claim, sheets) for claim in CLAIMS))


def _answer(state: SessionState, claim: Claim, sheets: Mapping[tuple[str, str], Sheet]) -> Answer:
    said = logic.verdict_of(state, claim)
    assert said is not None  # all was measured
    names = {role: tuple(Path(each.key).name for each in logic.subjects(state, role)) for role in claim.measures}
    shown = tuple(
        sheets[task.name] for task in logic.tasks(state, claim) if task.name in sheets and said[0] is not Verdict.CANNOT
    )
    return Answer(claim, *said, logic.results_of(state, claim), names, shown)


def to_json(report: Report) -> dict[str, Any]:
    """The report as plain data: verdicts, and every figure with its interval."""
    return {
        "format": FORMAT,
        "format_version": VERSION,
        "program": __version__,
        "seed": report.seed,
        "chapters": list(CHAPTERS),
        "sentences": {str(number): name for number, name in SENTENCES.items()},
        "pairs": [_pair(pair) for pair in report.pairs],
    }


def _pair(pair: PairAnswers) -> dict[str, Any]:
    judge = None if pair.judge is None else {"id": pair.judge.id, "sha256": pair.judge.network.sha256}
    models = [vars(model) for model in pair.models]
    return {"models": models, "judge": judge, "claims": [_claim(answer) for answer in pair.answers]}


def _claim(answer: Answer) -> dict[str, Any]:
    claim = answer.claim
    return {
        "name": claim.name,
        "chapter": claim.chapter,
        "sentence": claim.sentence,
        "verdict": answer.verdict.name.lower(),
        "said": answer.said,
        "figures": [
            {"role": role.name.lower(), "model": name, "figures": {k: f.to_json() for k, f in model.figures.items()}}
            for role, models in (answer.found or {}).items()
            for name, model in zip(answer.models[role], models, strict=True)
        ],
    }

"""What can be said of a claim now: which models it is about, how far its measures are, and its verdict."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from numpy.typing import NDArray

from aevae_desktop import bundle
from aevae_desktop.core.claims.figures import Figure, Measured
from aevae_desktop.engine.wire.library import Entry
from aevae_desktop.features.article.claims import claim_named
from aevae_desktop.features.article.comparing import MissingError
from aevae_desktop.features.article.state import ArticleState, Claim, Found, Result, Role, Verdict
from aevae_desktop.language import translate
from aevae_desktop.session.model import Model
from aevae_desktop.session.state import Mode, SessionState

OPTIONAL = "?"  # what the name of a measure ends with that a claim can do without
SILENT = frozenset(("points", "labels", "prior"))  # layers that tell no answer
ASIDE = ("path", "playhead", "manifold")  # layers that have nothing to do with any claim
LADDERS = {Role.AE_LADDER: "ae", Role.VAE_LADDER: "vae", Role.BETA_LADDER: "vae"}


@dataclass(frozen=True)
class Subject:
    """A model that is measured: its folder, which is its ``key``, and the ``digest`` of the whole bundle."""

    key: str
    digest: str


@dataclass(frozen=True)
class Task:
    """One measure of one model."""

    subject: Subject
    measure: str

    @property
    def name(self) -> tuple[str, str]:
        """What its result is found by."""
        return self.subject.key, self.measure


def subjects(state: SessionState, role: Role) -> tuple[Subject, ...]:
    """The models of a role, in the order of their series; none where there is none.

    The autoencoder and the VAE are those that are open; the others come from the library, of the same images.
    """
    if role in (Role.AE, Role.VAE):
        model = _open(state, "ae" if role is Role.AE else "vae")
        return () if model is None else (Subject(model.key, bundle.digest(model.manifest)),)
    entries = _linear(state) if role is Role.LINEAR else _ladder(state, role)
    return tuple(Subject(str(entry.folder), entry.sha256) for entry in entries)


def tasks(state: SessionState, claim: Claim) -> tuple[Task, ...]:
    """All that is measured for a claim, model by model; what two roles need of one model is there once."""
    found = (
        Task(subject, measure.removesuffix(OPTIONAL))
        for role, measures in claim.measures.items()
        for subject in subjects(state, role)
        for measure in measures
    )
    return tuple(dict.fromkeys(found))


def lacks(state: SessionState, claim: Claim) -> str:
    """Why the claim cannot be measured on what there is, as one line; empty where it can."""
    for role in claim.measures:
        found = len(subjects(state, role))
        if not found and role in (Role.AE, Role.VAE):
            if role is Role.AE:
                return translate("article", "Open an autoencoder in one of the maps.")
            return translate("article", "Open a VAE in one of the maps.")
        if not found and role is Role.LINEAR:
            return translate(
                "article", "The library has no linear autoencoder of these images: train one with --family linear."
            )
        if found < 2 and role in LADDERS:
            varied = translate("article", "the size of the code")
            if role is Role.BETA_LADDER:
                varied = translate("article", "beta")
            return translate(
                "article", "The library has no series of {kind}s of these images that differ in {varied}."
            ).format(kind=LADDERS[role].upper(), varied=varied)
    if {Role.AE, Role.VAE} <= claim.measures.keys() and len(_datasets(state)) > 1:
        return translate("article", "The two models know different images: {names}. Open two of the same.").format(
            names=translate("article", " and ").join(sorted(_datasets(state)))
        )
    return ""


def result_of(state: SessionState, task: Task) -> Result | None:
    """How far a task is; None where it was not begun, or of another bundle that lay in the same folder."""
    found = state.part(ArticleState).results.get(task.name)
    return None if found is None or found.digest != task.subject.digest else found


def share_of(state: SessionState, claim: Claim) -> float:
    """How much of a claim is measured, 0 to 1; what cannot be measured counts as done."""
    wanted = tasks(state, claim)
    if lacks(state, claim) or not wanted:
        return 1.0
    return sum(_done(result_of(state, task)) for task in wanted) / len(wanted)


def results_of(state: SessionState, claim: Claim) -> Found | None:
    """The figures of a claim, by role; None until all are measured, or where one cannot be."""
    if lacks(state, claim):
        return None
    found: dict[Role, tuple[Measured, ...]] = {}
    for role, measures in claim.measures.items():
        models = [_merged(state, subject, measures) for subject in subjects(state, role)]
        if any(model is None for model in models):
            return None
        found[role] = tuple(model for model in models if model is not None)
    return found


def verdict_of(state: SessionState, claim: Claim) -> tuple[Verdict, str] | None:
    """The verdict on a claim and a sentence with the number; None until all is measured."""
    if reason := lacks(state, claim) or _error(state, claim):
        return Verdict.CANNOT, reason
    found = results_of(state, claim)
    if found is None:
        return None
    try:
        verdict, said = claim.verdict(found)
    except MissingError as missing:
        notes = [note for models in found.values() for model in models for note in model.notes]
        return Verdict.CANNOT, " ".join(map(_sentence, dict.fromkeys((str(missing), *notes))))
    return verdict, _sentence(said)


def digests(state: SessionState, claim: Claim) -> dict[str, str]:
    """The models that a claim is about, key and digest, each once."""
    return {subject.key: subject.digest for role in claim.measures for subject in subjects(state, role)}


def layers_of(state: SessionState, named: Iterable[str]) -> dict[str, bool]:
    """Of the layers ``named`` by any claim which the open one shows; nothing but in the article's mode.

    A field that is measured all over a map may tell the answer: it comes once the claim was looked at.
    """
    article = state.part(ArticleState)
    claim = claim_named(article.claim)
    if state.mode is not Mode.ARTICLE or claim is None or not claim.layers:
        return {}
    shown = claim.layers if claim.name in article.revealed else SILENT.intersection(claim.layers)
    return dict.fromkeys(ASIDE, False) | {name: name in shown for name in named}


def pair_of(state: SessionState, d: int) -> tuple[Entry, Entry] | None:
    """An autoencoder and a VAE of the library with codes of ``d`` numbers, those that stand alone before a series'."""
    fit = sorted((e for e in _known(state) if e.latent_dim == d and e.family != "linear"), key=lambda e: bool(e.series))
    ae, vae = (next((entry for entry in fit if entry.kind == kind), None) for kind in ("ae", "vae"))
    return None if ae is None or vae is None else (ae, vae)


def can_go_back(state: SessionState) -> bool:
    """Whether the maps show the models that a claim has opened in the place of others."""
    part = state.part(ArticleState)
    return bool(part.left) and part.came == tuple(pane.wanted for pane in state.panes)


def _merged(state: SessionState, subject: Subject, measures: Iterable[str]) -> Measured | None:
    """What all measures found out about one model, under names that begin with the measure's."""
    figures: dict[str, Figure] = {}
    arrays: dict[str, NDArray[Any]] = {}
    notes: list[str] = []
    for measure in measures:
        name = measure.removesuffix(OPTIONAL)
        result = result_of(state, Task(subject, name))
        if result is not None and result.error and name != measure:
            notes.append(result.error)
            continue
        if result is None or result.measured is None:
            return None
        figures |= {f"{name}.{each}": figure for each, figure in result.measured.figures.items()}
        arrays |= {f"{name}.{each}": array for each, array in result.measured.arrays.items()}
        notes += result.measured.notes
    return Measured(figures, arrays, tuple(notes))


def _error(state: SessionState, claim: Claim) -> str:
    """Why one of its measures cannot be had; empty where none failed."""
    free = {
        measure.removesuffix(OPTIONAL) for each in claim.measures.values() for measure in each if OPTIONAL in measure
    }
    found = (result_of(state, task) for task in tasks(state, claim) if task.measure not in free)
    return next((_sentence(result.error) for result in found if result is not None and result.error), "")


def _done(result: Result | None) -> float:
    return 0.0 if result is None else 1.0 if result.measured is not None or result.error else result.share


def _sentence(text: str) -> str:
    """``text`` as a sentence: a capital to begin with, a full stop at the end."""
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "!", "?")) else ".")


def _open(state: SessionState, kind: str) -> Model | None:
    """The open model of a kind, of the maps on screen first, the active one before the others."""
    order = sorted(range(len(state.panes)), key=lambda i: (i not in state.shown, i != state.lead, i))
    models = (state.panes[i].model for i in order)
    return next((model for model in models if model is not None and model.manifest.kind == kind), None)


def _datasets(state: SessionState) -> set[str]:
    """What the open pair was trained on."""
    pair = (_open(state, kind) for kind in ("ae", "vae"))
    return {model.manifest.dataset.name or model.key for model in pair if model is not None}


def _known(state: SessionState) -> list[Entry]:
    """The bundles of the library that know the images of the open models."""
    names = {pane.model.manifest.dataset.name for pane in state.panes if pane.model is not None}
    return [entry for entry in state.library if entry.error is None and entry.dataset in names]


def _linear(state: SessionState) -> list[Entry]:
    """The linear autoencoder: the one that is open, or the first of the library."""
    open_keys = {pane.model.key for pane in state.panes if pane.model is not None}
    found = [entry for entry in _known(state) if entry.kind == "ae" and entry.family == "linear"]
    return sorted(found, key=lambda entry: str(entry.folder) not in open_keys)[:1]


def _ladder(state: SessionState, role: Role) -> list[Entry]:
    """The longest series of models that differ in the size of the code, or in beta, in the order of that number."""
    beta = role is Role.BETA_LADDER
    members = [entry for entry in _known(state) if entry.kind == LADDERS[role] and entry.series]
    by_series = groupby(sorted(members, key=_of_series), key=_of_series)
    ladders = [sorted(group, key=lambda entry: entry.position or 0.0) for _, group in by_series]
    fit = [ladder for ladder in ladders if _is_ladder(ladder, beta)]
    return max(fit, key=len, default=[])


def _of_series(entry: Entry) -> tuple[Path, str]:
    return entry.folder.parent, entry.series


def _is_ladder(entries: list[Entry], beta: bool) -> bool:
    """Whether entries differ in beta alone, or else in the size of their codes."""
    sizes, betas = {entry.latent_dim for entry in entries}, {entry.facts.get("beta") for entry in entries}
    if beta:
        return len(entries) > 1 and len(sizes) == 1 and len(betas) == len(entries) and None not in betas
    return len(entries) > 1 and len(sizes) == len(entries)

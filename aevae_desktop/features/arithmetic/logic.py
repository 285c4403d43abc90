"""What comes of arithmetic with codes in each pane. Pure functions of the state."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from aevae_desktop.core.codes import arithmetic
from aevae_desktop.features.arithmetic.state import Arithmetic, Outcome, Term, of_class
from aevae_desktop.features.models.logic import rows_of
from aevae_desktop.features.selection.state import Rows
from aevae_desktop.language import translate
from aevae_desktop.session.model import F32, F64, Model
from aevae_desktop.session.state import SessionState


def worked_out(state: SessionState) -> tuple[Outcome | str | None, ...]:
    """What every pane makes of it; what it made before is kept where it is the same."""
    part = state.part(Arithmetic)
    old = part.outcomes or (None,) * len(state.panes)
    return tuple(_outcome(state, i, old[i]) for i in range(len(state.panes)))


def members(term: Term, model: Model) -> Rows | str:
    """The samples of ``term`` among the codes of ``model``, or why there are none."""
    if model.codes is None or not len(model.codes.mu):
        return translate("arithmetic", "This model stores no codes.")
    if term.label is None:
        if term.samples is None or rows_of(model) != term.rows:
            return translate("arithmetic", "{name} comes from other images than those of this model.").format(
                name=_capital(term.name)
            )
        return term.samples
    found: Rows = np.flatnonzero(model.codes.label == term.label).astype(np.int32)
    names = model.manifest.classes
    if term.label >= len(names) or of_class(names[term.label]) != term.name:
        return translate("arithmetic", "This model has no {name}.").format(name=term.name)
    if len(found):
        return found
    return translate("arithmetic", "This model stores no code of {name}.").format(name=term.name)


def same(a: Term | None, b: Term | None) -> bool:
    """Whether both are the very same samples."""
    if a is None or b is None or a.label != b.label or a.rows != b.rows:
        return False
    return a.samples is b.samples or (a.samples is not None and np.array_equal(a.samples, b.samples or ()))


def moved(outcome: Outcome, scale: float) -> Outcome:
    """The same with another ``scale``; pictures of the former stay until those of this one have come."""
    return replace(outcome, result=arithmetic.added(outcome.start, outcome.plus, outcome.minus, scale), error="")


def _outcome(state: SessionState, i: int, old: Outcome | str | None) -> Outcome | str | None:
    part, model = state.part(Arithmetic), state.panes[i].model
    if model is None or i not in state.shown or part.lack:
        return None
    if same(part.plus, part.minus):
        return translate("arithmetic", "What is added is what is subtracted: the difference is zero.")
    assert part.plus is not None
    assert part.minus is not None
    assert part.start is not None
    means = [_mean(term, model) for term in (part.plus, part.minus)]
    start = part.start.code(i, model)
    for mean in means:
        if isinstance(mean, str):
            return mean
    if start is None:
        return translate("arithmetic", "This model cannot place the start.")
    return _kept(old, model, means[0], means[1], start, part.scale)  # type: ignore[arg-type]


def _kept(old: Outcome | str | None, model: Model, plus: F64, minus: F64, start: F32, scale: float) -> Outcome:
    """A new outcome, with what the old one shows of the same codes of the same model."""
    result = arithmetic.added(start, plus, minus, scale)
    small = [mean.astype(np.float32) for mean in (plus, minus)]
    new = Outcome(model, small[0], small[1], start, result, arithmetic.length(plus, minus))
    if not isinstance(old, Outcome) or old.model.key != model.key or old.model.manifest is not model.manifest:
        return new
    if not np.array_equal(old.codes()[:3], new.codes()[:3]):
        return new
    return replace(new, images=old.images, shown=old.shown, near=old.near, error=old.error)


def _mean(term: Term, model: Model) -> F64 | str:
    rows = members(term, model)
    if isinstance(rows, str):
        return rows
    assert model.codes is not None
    return arithmetic.mean_code(model.codes.mu, rows)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]

"""A student's worksheet and the teacher's key, as HTML of the kind that both a browser and Qt lay out.

Every text is escaped, and nothing is ever fetched: no pictures, no scripts, no links.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from html import escape

from aevae_desktop import __version__
from aevae_desktop.features.article import logic, text
from aevae_desktop.features.article.claims import CHAPTERS, CLAIMS
from aevae_desktop.features.article.state import ArticleState, Bar, Claim, Found, Role, Worksheet
from aevae_desktop.language import translate
from aevae_desktop.session.state import SessionState

INK = {"good": "#1a7f37", "fair": "#9a5b00", "danger": "#b3261e", "muted": "#57606a"}
_NAME = translate("article", "Name")
WHY = translate("article", "What did you expect, and why?")
LINES, _RULED = 2, '<tr><td style="border-bottom:1px solid #8c959f">&nbsp;</td></tr>'  # to write on
_STYLE = """
body{{font-family:Inter,sans-serif;font-size:{size}pt;color:#1f2328;background:#ffffff}}
h1{{font-size:{title}pt;margin-bottom:2px}}
h2{{font-size:{head}pt;margin-top:{gap}px;margin-bottom:1px}}
h3{{font-size:{size}pt;margin-top:{gap}px;margin-bottom:1px}}
p{{margin-top:1px;margin-bottom:2px}}
.dim{{color:#57606a}}
td,th{{padding:1px 10px 1px 0;text-align:left}}
"""


def chosen(state: SessionState) -> list[Claim]:
    """The claims of the worksheet, in the order of the article."""
    wanted = state.part(Worksheet).claims or state.part(ArticleState).revealed
    return [claim for claim in CLAIMS if claim.name in wanted]


def student(state: SessionState, date: str, size: float) -> str:
    """The worksheet, text of ``size`` pt: what was predicted, what was measured, and lines to write on."""
    name = state.part(Worksheet).name.strip()
    parts = [f"<p>{_NAME}: <b>{escape(name)}</b></p>" if name else f"<p>{_NAME}: ______________________________</p>"]
    parts += [*_about(state, date), *(part for claim in chosen(state) for part in _claim(state, claim))]
    return _page(translate("article", "The article, measured: worksheet"), parts, size)


def key(state: SessionState, date: str, size: float) -> str:
    """The teacher's key: every claim, its question, its rule, and what came of it on these models."""
    parts = [*_about(state, date)]
    for number, chapter in enumerate(CHAPTERS, 1):
        parts.append(f"<h2>{number}. {escape(chapter)}</h2>")
        parts += [part for claim in CLAIMS if claim.chapter == number for part in _answer(state, claim)]
    return _page(translate("article", "The article, measured: teacher's key"), parts, size)


def _page(title: str, parts: list[str], size: float) -> str:
    style = _STYLE.format(size=size, title=1.5 * size, head=1.15 * size, gap=round(size))
    head = f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>'
    return f"{head}<style>{style}</style></head><body><h1>{escape(title)}</h1>{''.join(parts)}</body></html>\n"


def _about(state: SessionState, date: str) -> Iterator[str]:
    """When, with which draws, and on which models: with the same, everybody has the same figures."""
    seed = state.part(ArticleState).seed
    yield f'<p class="dim">{escape(date)} · {_seed(seed)} · AE · VAE Desktop {escape(__version__)}</p>'
    subjects = {each.key: each.digest for role in (Role.AE, Role.VAE) for each in logic.subjects(state, role)}
    for pane in state.panes:
        if pane.model is not None and pane.model.key in subjects:
            manifest, digest = pane.model.manifest, subjects[pane.model.key][:16]
            said = translate("article", "{name}, {d} numbers a code, digest {digest}").format(
                name=manifest.id, d=manifest.latent_dim, digest=digest
            )
            yield f'<p class="dim">{escape(said)}</p>'


def _seed(seed: int) -> str:
    return translate("article", "seed {seed}").format(seed=seed)


def _claim(state: SessionState, claim: Claim) -> Iterator[str]:
    yield f"<h2>{escape(claim.sentence)}</h2>"
    given = state.part(ArticleState).answers.get(claim.name)
    said = given or translate("article", "no prediction")
    yield f"<p>{escape(claim.question)} <b>{escape(said)}</b></p>"
    yield from _measured(state, claim)
    yield f'<p class="dim">{WHY}</p>'
    yield f'<table width="100%" cellspacing="0">{LINES * _RULED}</table>'


def _answer(state: SessionState, claim: Claim) -> Iterator[str]:
    yield f"<h3>{escape(claim.sentence)}</h3>"
    yield f"<p>{escape(claim.question)} {escape(' / '.join(claim.answers))}</p>"
    rule, how = " ".join((inspect.getdoc(claim.verdict) or "").split()), claim.how
    yield f'<p class="dim">{escape(translate("article", "Rule: {rule}").format(rule=rule))}</p>'
    yield f'<p class="dim">{escape(translate("article", "Measured: {how}").format(how=how))}</p>'
    yield from _measured(state, claim)


def _measured(state: SessionState, claim: Claim) -> Iterator[str]:
    """The verdict and the figures, or that nothing was measured yet."""
    said = logic.verdict_of(state, claim)
    if said is None:
        yield f'<p class="dim">{translate("article", "Not measured yet.")}</p>'
        return
    tone, mark = text.LOOKS[said[0]]
    yield f'<p><b style="color:{INK[tone]}">{mark} {escape(said[0].value)}.</b> {escape(said[1])}</p>'
    found = logic.results_of(state, claim)
    rows = [] if found is None else [*_rows(claim, found)]
    if rows:
        yield f'<table cellspacing="0">{"".join(rows)}</table>'


def _rows(claim: Claim, found: Found) -> Iterator[str]:
    lines = claim.curve.lines if claim.curve is not None else ()
    for bar in (*claim.bars, *lines):
        for place, model in enumerate(found.get(bar.role, ())):
            if bar.figure in model.figures:
                measured = model.figures[bar.figure]
                count = f"n = {measured.n:,}" if measured.n > 1 else ""
                cells = (_called(bar, found, place), bar.label, *text.written(measured, bar.unit), count)
                yield f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in cells)}</tr>"


def _called(bar: Bar, found: Found, place: int) -> str:
    """Whose figure it is; of a series with what the model has of what the series varies."""
    models = found[bar.role]
    by = "model.beta" if bar.role is Role.BETA_LADDER else "model.d"
    if len(models) < 2 or by not in models[place].figures:
        return text.ROLES[bar.role]
    value = models[place].figures[by].value
    return (
        translate("article", "{model}, beta {value:g}").format(model=text.ROLES[bar.role], value=value)
        if by == "model.beta"
        else f"{text.ROLES[bar.role]} {value:g}-D"
    )

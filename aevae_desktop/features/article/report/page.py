"""A report as one HTML file that needs nothing else, and as the plainer HTML that Qt lays out for a PDF.

Every text is escaped, and pictures are part of the file: nothing is ever fetched.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from html import escape
from math import log2

import numpy as np
from PySide6.QtCore import QBuffer, QIODevice, QRectF
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from aevae_desktop import __version__
from aevae_desktop.bundle.judge import Rate
from aevae_desktop.core.claims.figures import Figure
from aevae_desktop.features.article.claims import CHAPTERS, CLAIMS, SENTENCES
from aevae_desktop.features.article.comparing import percent, plain
from aevae_desktop.features.article.report.gathered import Answer, PairAnswers, Report, Sheet
from aevae_desktop.features.article.state import Bar, Curve, Found, Role, Verdict
from aevae_desktop.features.article.text import APART

ACROSS, TILE, GAP = 20, 32, 4  # tiles of a sheet each way, px of one, px between
FRAME = "#e08a3c"
_CHIPS = {
    Verdict.SUPPORTED: "good", Verdict.PARTLY: "fair", Verdict.NOT_IN_2D: "fair", Verdict.NOT: "bad",
    Verdict.UNDECIDED: "none", Verdict.CANNOT: "none",
}  # fmt: skip
_INK = {"good": "#1a7f37", "fair": "#9a5b00", "bad": "#b3261e", "none": "#57606a"}
_ROLES = {
    Role.AE: "AE", Role.VAE: "VAE", Role.LINEAR: "linear AE", Role.AE_LADDER: "AEs", Role.VAE_LADDER: "VAEs",
    Role.BETA_LADDER: "VAEs",
}  # fmt: skip
_STYLE = """
:root{color-scheme:light dark;--ink:#1f2328;--dim:#57606a;--ground:#fff;--card:#f6f8fa;--line:#d0d7de;--bar:#5b8def;
--good:#1a7f37;--fair:#9a5b00;--bad:#b3261e;--none:#57606a}
@media (prefers-color-scheme:dark){:root{--ink:#e6edf3;--dim:#9da7b3;--ground:#14171c;--card:#1c2128;--line:#373e47;
--bar:#6ea0ff;--good:#57c27d;--fair:#e3a04f;--bad:#ff7b72;--none:#9da7b3}}
body{background:var(--ground);color:var(--ink);font:16px/1.5 system-ui,sans-serif;margin:0 auto;max-width:62rem;
padding:2rem 1.25rem}
h1{font-size:1.8rem;margin:0}h2{font-size:1.25rem;margin:2.5rem 0 .75rem}h3{font-size:1.05rem;margin:0}
p{margin:.4rem 0}.dim{color:var(--dim);font-size:.875rem}
article{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:1rem 1.25rem;margin:.75rem 0}
.pair{border-top:1px solid var(--line);margin-top:.75rem;padding-top:.75rem}
.chip{border:1px solid currentColor;border-radius:1rem;font-size:.8rem;font-weight:600;padding:.1rem .6rem;
white-space:nowrap}
.good{color:var(--good)}.fair{color:var(--fair)}.bad{color:var(--bad)}.none{color:var(--none)}
table{border-collapse:collapse;font-size:.875rem;margin:.5rem 0;width:100%}
th,td{border-bottom:1px solid var(--line);padding:.25rem .6rem .25rem 0;text-align:left;vertical-align:top}
td.number{font-variant-numeric:tabular-nums;white-space:nowrap}td.bar{width:30%}
.rail{background:var(--line);border-radius:3px;height:8px;margin-top:.45rem;position:relative}
.rail i{background:var(--bar);border-radius:3px;display:block;height:8px}
.rail b{background:var(--ink);height:2px;position:absolute;top:3px}
img{image-rendering:pixelated;max-width:100%;border-radius:6px}
.sheets{display:flex;flex-wrap:wrap;gap:1rem}.sheets figure{margin:.5rem 0;flex:1 1 20rem}
figcaption{color:var(--dim);font-size:.875rem}
svg{color:var(--ink);max-width:34rem;width:100%}svg text{fill:var(--dim);font:12px system-ui,sans-serif}
@media print{article{break-inside:avoid}}
"""
_LINES = ("#5b8def", "#d2691e", "#7a7f87")  # of a curve, in turn


def page(report: Report) -> str:
    """The whole report as one HTML file, light or dark as the reader's system is; it loads nothing and runs nothing."""
    head = f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(report.title)}</title>'
    view = '<meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">'
    return f"{head}{view}<style>{_STYLE}</style></head><body>{''.join(_body(report, _claim))}</body></html>\n"


def printed(report: Report) -> str:
    """The report in the HTML that Qt knows: without bars, curves as tables."""
    style = "body{font-family:sans-serif;font-size:10pt}h1{font-size:18pt}h2{font-size:14pt}"
    style += "h3{font-size:11pt;margin-top:16px}"
    cells = "td,th{padding:2px 8px 2px 0;text-align:left}.dim{color:#57606a;font-size:8pt}"
    chips = "".join(f".{name}{{color:{ink}}}" for name, ink in _INK.items())
    body = "".join(_body(report, _printed_claim))
    return f"<html><head><style>{style}{cells}{chips}</style></head><body>{body}</body></html>"


def _body(report: Report, claim: object) -> Iterator[str]:
    assert callable(claim)
    yield f"<h1>{escape(report.title)}</h1>"
    yield f'<p class="dim">Each claim of the article, measured on {_pairs(report)}. Every number that was measured has '
    yield f"its 95 % interval; all draws with seed {report.seed}. aevae-desktop {escape(__version__)}.</p>"
    yield from _models(report)
    yield from _summary(report)
    for number, chapter in enumerate(CHAPTERS, 1):
        yield f"<h2>{number}. {escape(chapter)}</h2>"
        for row in (row for row in CLAIMS if row.chapter == number):
            answers = [
                (pair, answer) for pair in report.pairs for answer in pair.answers if answer.claim.name == row.name
            ]
            yield claim(_distinct(answers))


def _pairs(report: Report) -> str:
    return "one pair of models" if len(report.pairs) == 1 else f"{len(report.pairs)} pairs of models"


def _models(report: Report) -> Iterator[str]:
    yield "<table><tr><th>Model</th><th>Bundle</th><th>Digest</th></tr>"
    for model in dict.fromkeys(model for pair in report.pairs for model in pair.models):
        yield f"<tr><td>{escape(model.called)}</td><td>{escape(model.id)}</td><td>{escape(model.digest[:16])}</td></tr>"
    yield "</table>"
    for judge in {pair.judge.id: pair.judge for pair in report.pairs if pair.judge is not None}.values():
        yield f"<table><tr><th>The judge {escape(judge.id)} ({escape(judge.network.sha256[:16])}), of test images</th>"
        yield "<th>real, called no digit</th><th>ghosts that it misses</th><th>class named right</th></tr>"
        for row in judge.errors:
            rates = (row.real_as_none, row.ghosts_missed, row.class_right)
            cells = "".join(f'<td class="number">{_rate(rate)}</td>' for rate in rates)
            yield f"<tr><td>{escape(row.images)}</td>{cells}</tr>"
        yield "</table>"


def _rate(rate: Rate) -> str:
    return percent(Figure(rate.value, rate.low, rate.high, rate.n))


def _summary(report: Report) -> Iterator[str]:
    """One row for each sentence of the article."""
    titles = "".join(f"<th>{escape(pair.title)}</th>" for pair in report.pairs)
    yield f"<h2>Sentence by sentence</h2><table><tr><th></th><th>Claim</th>{titles}</tr>"
    for number, name in SENTENCES.items():
        answers = [answer for pair in report.pairs for answer in pair.answers if answer.claim.name == name]
        cells = "".join(f"<td>{_chip(answer.verdict)}</td>" for answer in answers)
        yield f"<tr><td>{number}</td><td>{escape(answers[0].claim.sentence) if answers else ''}</td>{cells}</tr>"
    yield "</table>"


def _distinct(answers: list[tuple[PairAnswers, Answer]]) -> list[tuple[str, Answer]]:
    """Answers with what they are about; those about the library alone, which are equal for all pairs, once."""
    named = [(pair.title, answer) for pair, answer in answers]
    open_ones = {Role.AE, Role.VAE} & answers[0][1].claim.measures.keys() if answers else set()
    return named if open_ones else [("the library", answer) for _, answer in named[:1]]


def _claim(answers: list[tuple[str, Answer]]) -> str:
    claim = answers[0][1].claim
    parts = [f"<article><h3>{escape(claim.sentence)}</h3>", f'<p class="dim">{escape(claim.how)}</p>']
    for title, answer in answers:
        parts += [f'<div class="pair"><p>{_chip(answer.verdict)} <span class="dim">{escape(title)}</span></p>']
        parts += [f"<p>{escape(answer.said)}</p>", _pictures(answer), _table(answer, bars=True), "</div>"]
    return "".join([*parts, "</article>"])


def _printed_claim(answers: list[tuple[str, Answer]]) -> str:
    claim = answers[0][1].claim
    parts = [f"<h3>{escape(claim.sentence)}</h3>", f'<p class="dim">{escape(claim.how)}</p>']
    for title, answer in answers:
        parts += [f"<p>{_chip(answer.verdict)} ({escape(title)}): {escape(answer.said)}</p>"]
        parts += [f'<p class="dim">{_img(sheet, 300)} {_caption(sheet)}</p>' for sheet in answer.sheets]
        parts += [_table(answer, bars=False)]
    return "".join(parts)


def _chip(verdict: Verdict) -> str:
    return f'<b class="chip {_CHIPS[verdict]}">{escape(verdict.value)}</b>'


# ------------------------------------------------------------ figures


def _rows(answer: Answer) -> Iterator[tuple[str, str, Bar, Figure]]:
    """Model, label and figure of everything that the claim draws, in its order."""
    found: Found = answer.found or {}
    lines = answer.claim.curve.lines if answer.claim.curve is not None else ()
    for bar in (*answer.claim.bars, *lines):
        for name, model in zip(answer.models.get(bar.role, ()), found.get(bar.role, ()), strict=False):
            if bar.figure in model.figures:
                yield name if lines else _ROLES[bar.role], bar.label, bar, model.figures[bar.figure]


def _table(answer: Answer, *, bars: bool) -> str:
    rows = list(_rows(answer))
    most: dict[str, float] = {}
    for _, _, bar, figure in rows:
        most[bar.unit] = 1.0 if bar.unit == "share" else max(most.get(bar.unit, 0.0), abs(figure.high), 1e-12)
    cells = [_row(name, label, bar, figure, most[bar.unit] if bars else 0.0) for name, label, bar, figure in rows]
    head = "<tr><th></th><th></th><th>95 % interval</th>" + ("<th></th>" if bars else "") + "<th>n</th></tr>"
    return f"<table>{head}{''.join(cells)}</table>" if cells else ""


def _row(name: str, label: str, bar: Bar, figure: Figure, most: float) -> str:
    unit = "" if bar.unit in ("share", "", *APART) else f" {bar.unit}"
    text = percent(figure) if bar.unit == "share" else plain(figure)
    drawn = f'<td class="bar">{_rail(figure, most)}</td>' if most else ""
    count = f"{figure.n:,}" if figure.n > 1 else ""
    told = f'<td class="number">{escape(text + unit)}</td>{drawn}<td class="number">{count}</td>'
    return f"<tr><td>{escape(name)}</td><td>{escape(label)}</td>{told}</tr>"


def _rail(figure: Figure, most: float) -> str:
    """A bar with its interval, as parts of ``most``."""
    value, low, high = (100 * min(max(each / most, 0.0), 1.0) for each in (figure.value, figure.low, figure.high))
    whisker = f'<b style="left:{low:.1f}%;width:{high - low:.1f}%"></b>'
    return f'<div class="rail"><i style="width:{value:.1f}%"></i>{whisker if high > low else ""}</div>'


# ------------------------------------------------------------ pictures


def _pictures(answer: Answer) -> str:
    sheets = "".join(
        f"<figure>{_img(sheet)}<figcaption>{_caption(sheet)}</figcaption></figure>" for sheet in answer.sheets
    )
    curve = answer.claim.curve
    drawn = _svg(curve, answer.found) if curve is not None and answer.found is not None else ""
    return (f'<div class="sheets">{sheets}</div>' if sheets else "") + drawn


def _caption(sheet: Sheet) -> str:
    return f"{escape(sheet.model)}: {len(sheet.images)} codes, decoded; framed: the judge sees none of the classes"


def _img(sheet: Sheet, width: int = 0) -> str:
    data = b64encode(_png(_sheet(sheet))).decode()
    return f'<img alt="{_caption(sheet)}" src="data:image/png;base64,{data}"' + (f' width="{width}">' if width else ">")


def _sheet(sheet: Sheet) -> QImage:
    """All tiles side by side, those that are no digit framed."""
    rows = -(-len(sheet.images) // ACROSS)
    step = TILE + GAP
    image = QImage(ACROSS * step + GAP, rows * step + GAP, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    for i, pixels in enumerate(sheet.images):
        box = QRectF(GAP + i % ACROSS * step, GAP + i // ACROSS * step, TILE, TILE)
        painter.drawImage(box, _qimage(pixels))
        if i < len(sheet.none) and sheet.none[i]:
            painter.setPen(QPen(QColor(FRAME), 2.5))
            painter.drawRect(box.adjusted(-1.5, -1.5, 1.5, 1.5))
    painter.end()
    return image


def _qimage(pixels: np.ndarray[tuple[int, ...], np.dtype[np.uint8]]) -> QImage:
    solid = np.ascontiguousarray(pixels)
    height, width = solid.shape[:2]
    kind = QImage.Format.Format_RGB888 if solid.ndim == 3 else QImage.Format.Format_Grayscale8
    return QImage(solid.tobytes(), width, height, solid.strides[0], kind).copy()


def _png(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())


def _svg(curve: Curve, found: Found) -> str:
    """The curve of a series, with intervals; the axis is one of doublings, since series are."""
    width, height, left, bottom = 560, 240, 60, 40
    lines = [(bar, _line(curve, bar, found)) for bar in curve.lines]
    dots = [dot for _, line in lines for dot in line]
    if not dots:
        return ""
    xs, top = [x for x, _ in dots], max(figure.high for _, figure in dots) or 1.0
    low, high = min(xs), max(max(xs), min(xs) + 1e-9)

    def at(x: float, y: float) -> tuple[float, float]:
        across = (x - low) / (high - low) * (width - left - 90)
        return left + across, height - bottom - max(y, 0.0) / top * (height - bottom - 20)

    parts = [f'<svg viewBox="0 0 {width} {height}" role="img" aria-label="{escape(curve.y)} over {escape(curve.x)}">']
    parts += [f'<path d="M{left} 10V{height - bottom}H{width - 80}" fill="none" stroke="currentColor" opacity=".4"/>']
    parts += [f'<text x="{left}" y="{height - 6}">{escape(curve.x)}</text>']
    parts += [f'<text x="{left + 8}" y="12">{escape(curve.y)}</text>']
    for x in sorted(set(xs)):
        parts.append(f'<text x="{at(x, 0)[0]:.1f}" y="{height - 22}" text-anchor="middle">{2**x:g}</text>')
    parts.append(f'<text x="{left - 6}" y="26" text-anchor="end">{top:.3g}</text>')
    for (bar, line), ink in zip(lines, _LINES * len(lines), strict=False):
        if line:
            places = [at(x, figure.value) for x, figure in line]
            path = "L".join(f"{x:.1f} {y:.1f}" for x, y in places)
            parts.append(f'<path d="M{path}" fill="none" stroke="{ink}" stroke-width="2"/>')
            for x, figure in line:
                (px, upper), (_, lower) = at(x, figure.high), at(x, figure.low)
                parts.append(f'<path d="M{px:.1f} {upper:.1f}V{lower:.1f}" stroke="{ink}" stroke-width="3"/>')
            end = places[-1]
            parts.append(
                f'<text x="{end[0] + 8:.1f}" y="{end[1] + 4:.1f}" style="fill:{ink}">{escape(bar.label)}</text>'
            )
    return "".join([*parts, "</svg>"])


def _line(curve: Curve, bar: Bar, found: Found) -> list[tuple[float, Figure]]:
    """Where a line's points are, along the doublings of what the series varies."""
    models = [model.figures for model in found.get(bar.role, ())]
    known = [each for each in models if bar.figure in each and curve.by in each and each[curve.by].value > 0]
    return [(log2(each[curve.by].value), each[bar.figure]) for each in known]

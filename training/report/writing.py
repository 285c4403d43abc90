"""A report as files: ``report.json`` for programs, ``report.md`` for people, with the curves beside them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from aevae_desktop import atomic
from aevae_desktop.bundle import DECODER, ENCODER
from aevae_desktop.errors import BundleError
from training.export.markdown import code, plain
from training.report.figure import BOOTSTRAP_SEED, LEVEL, RESAMPLES, Figure
from training.report.measures import MEASURES, measured
from training.report.subject import Subject

FORMAT, VERSION = "aevae-report", "1.0"
JSON, MARKDOWN = "report.json", "report.md"
ELBO_TERMS = {"reconstruction": "of which reconstruction", "kl": "of which KL"}
GAPS = {
    "amortisation": "Error of the encoder's code over that at the best code",
    "refined_amortisation": "Error of the refined code over that at the best code",
    "searched_mse": "Mean squared error at the code refined by search",
    "searched_amortisation": "Error of the code refined by search over that at the best code",
    "searched_neg_elbo": "Negative ELBO at the code refined by search",
}
CURVES = {
    "rate_distortion": "Squared error a pixel when each coordinate of a code is kept in a few bits; PCA at equal bits.",
    "kl_per_dimension": "What each latent dimension carries, in nats an image.",
    "history": "Losses of the followed training images after each epoch, in nats an image, z = mu.",
}
_TITLES = {row.name: row.title for row in MEASURES} | ELBO_TERMS | GAPS


def report(subject: Subject, folder: Path) -> tuple[Figure, ...]:
    """Measure ``subject`` and write ``report.json``, ``report.md`` and the curves into ``folder``.

    Files of these names are replaced, others are left alone. Raises ``BundleError`` when the folder cannot be written,
    before anything is measured, and ``ModelError`` when a network cannot be run.
    """
    from training.report import curves  # matplotlib, for this command only

    prepare(folder)
    figures = measured(subject)
    write(folder, subject, figures, curves.drawn(subject, figures))
    return figures


def prepare(folder: Path) -> None:
    """Make ``folder``. Raises ``BundleError`` when it cannot be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _refused(folder, error) from error


def write(folder: Path, subject: Subject, figures: Sequence[Figure], curves: Mapping[str, bytes]) -> None:
    """Write both texts and ``curves`` (name without suffix -> PNG) into the existing ``folder``, each in one step.

    Raises ``BundleError`` when the disk refuses.
    """
    about = _about(subject)
    contents = {f"{name}.png": data for name, data in curves.items()}
    contents[JSON] = to_json(about, figures).encode()
    contents[MARKDOWN] = to_markdown(about, figures, curves).encode()
    try:
        for name, data in contents.items():
            atomic.write_file(folder / name, data)
        for name in CURVES.keys() - curves.keys():  # of an earlier model
            (folder / f"{name}.png").unlink(missing_ok=True)
    except OSError as error:
        raise _refused(folder, error) from error


def to_json(about: Mapping[str, Any], figures: Iterable[Figure]) -> str:
    """The text of ``report.json``: what was measured, how sure intervals are, and a list of figures."""
    how = {"level": LEVEL, "method": "percentile bootstrap over images", "resamples": RESAMPLES, "seed": BOOTSTRAP_SEED}
    head = {"format": FORMAT, "format_version": VERSION, **about, "interval": how}
    head["figures"] = [asdict(figure) for figure in figures]
    return json.dumps(head, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def to_markdown(about: Mapping[str, Any], figures: Sequence[Figure], curves: Iterable[str]) -> str:
    """The text of ``report.md``."""
    model, data = about["model"], about["dataset"]
    lines = [
        f"# {plain(model['title'] or model['id'])}",
        "",
        f"`{model['id']}`: {model['kind']}, family {plain(model['family'] or 'unknown')}, "
        f"latent_dim {model['latent_dim']}. Images: {plain(data['name'] or 'unnamed')}. "
        f"Measured on the ONNX files by {code(about['command'])}.",
        "",
        f"Intervals are the central {100 * LEVEL:.0f} % of {RESAMPLES:,} bootstrap resamples of the images (seed "
        f"{BOOTSTRAP_SEED}); they do not hold the chance of training. Every figure is defined in docs/measuring.md.",
        "",
        *_table("figure", [(_title(figure.name), figure) for figure in figures if "." not in figure.name]),
    ]
    for row in MEASURES:
        curve = [(figure.name.rpartition(".")[2], figure) for figure in figures if _of(figure, row.name)]
        if curve and row.name != "rate_distortion_pca":
            lines += ["", f"## {row.title}", "", *_picture(row.name, curves)]
            lines += _rates(figures) if row.name == "rate_distortion" else _table("dimension", curve)
    if "history" in curves:
        lines += ["", "## Training", "", *_picture("history", curves)[:-1]]
    return "\n".join(lines) + "\n"


def _about(subject: Subject) -> dict[str, Any]:
    manifest, data = subject.manifest, subject.images.spec
    names = ("id", "title", "kind", "family", "latent_dim", "prior")
    files = {name: manifest.files[name].sha256 for name in (ENCODER, DECODER) if name in manifest.files}
    return {
        "command": subject.command,
        "model": {name: getattr(manifest, name) for name in names} | {"sha256": files},
        "dataset": {"name": data.name, "sha256": dict(data.sha256)},
    }


def _table(head: str, rows: Iterable[tuple[str, Figure]]) -> list[str]:
    lines = [f"| {head} | value | 95 % | unit | n | seed | |", "|---|---|---|---|---|---|---|"]
    return lines + [
        f"| {title} | {_number(f.value)} | {_interval(f)} | {f.unit} | {_count(f)} | {_seed(f)} | {plain(f.note)} |"
        for title, f in rows
    ]


def _rates(figures: Sequence[Figure]) -> list[str]:
    """Both curves side by side, a row a number of bits."""
    found = {figure.name: figure for figure in figures}
    lines = ["| bits a coordinate | model | 95 % | PCA | 95 % | n |", "|---|---|---|---|---|---|"]
    for figure in figures:
        name, _, bits = figure.name.rpartition(".")
        if name == "rate_distortion":
            pca = found.get(f"rate_distortion_pca.{bits}", Figure("", None))
            cells = (_number(figure.value), _interval(figure), _number(pca.value), _interval(pca), _count(figure))
            lines.append(f"| {bits} | " + " | ".join(cells) + " |")
    return lines


def _picture(name: str, curves: Iterable[str]) -> list[str]:
    return [f"![{CURVES[name]}]({name}.png)", "", CURVES[name], ""] if name in curves else []


def _title(name: str) -> str:
    return f"{_TITLES.get(name, name)} (`{name}`)"


def _of(figure: Figure, name: str) -> bool:
    return figure.name.rpartition(".")[0] == name


def _number(value: float | None) -> str:
    if value is None:
        return "absent"
    if value == round(value) and abs(value) < 1e6:
        return f"{value:.0f}"
    return f"{value:#.4g}" if abs(value) < 100 else f"{value:.2f}"


def _count(figure: Figure) -> str:
    return f"{figure.n:,}" if figure.n else "–"


def _interval(figure: Figure) -> str:
    if figure.interval is None:
        return "–"
    return " to ".join(_number(value) for value in figure.interval)


def _seed(figure: Figure) -> str:
    return "–" if figure.seed is None else str(figure.seed)


def _refused(folder: Path, error: OSError) -> BundleError:
    what = f"cannot write the report: {error.strerror}"
    return BundleError(what, file=folder, remedy="Choose another folder with --report.")

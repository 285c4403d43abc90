"""The pictures of a report, drawn by matplotlib without a display."""

from __future__ import annotations

import io
from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Chart
from matplotlib.ticker import MaxNLocator

from aevae_desktop import bundle
from aevae_desktop.bundle import HISTORY
from training.report.figure import Figure
from training.report.subject import Subject

MODEL, OTHER, INK, LINE = "#2f6fd0", "#c2571a", "#22272f", "#d5dae2"
SIZE, DPI = (6.4, 4.0), 150  # inches


def drawn(subject: Subject, figures: Sequence[Figure]) -> dict[str, bytes]:
    """Name -> PNG of each curve that these figures and the bundle's history have. Raises ``BundleError``."""
    found = {
        "rate_distortion": _rate_distortion(subject, figures),
        "kl_per_dimension": _kl_bars(subject, figures),
        "history": _history(subject),
    }
    return {name: png(chart) for name, chart in found.items() if chart is not None}


def _rate_distortion(subject: Subject, figures: Sequence[Figure]) -> Chart | None:
    if not _curve(figures, "rate_distortion")[0].size:
        return None
    title = f"{subject.manifest.title}: what the bits of a code are worth"
    chart, axes = _chart(title, f"bits a coordinate ({subject.d} coordinates an image)", "squared error a pixel, test")
    rows = (("rate_distortion", "this model", MODEL, "o-"), ("rate_distortion_pca", "PCA", OTHER, "s--"))
    for name, label, colour, style in rows:
        bits, value, low, high = _curve(figures, name)
        axes.fill_between(bits, low, high, color=colour, alpha=0.2, linewidth=0)
        axes.plot(bits, value, style, color=colour, markersize=4, linewidth=1.5, label=label if bits.size else None)
    unquantised = next(figure.value for figure in figures if figure.name == "test_mse")
    if unquantised is not None:
        axes.axhline(unquantised, color=MODEL, linestyle=":", linewidth=1.2, label="this model, not quantised")
    axes.set_ylim(0, 1.08 * axes.get_ylim()[1])
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.legend(frameon=False, labelcolor=INK)
    return chart


def _kl_bars(subject: Subject, figures: Sequence[Figure]) -> Chart | None:
    dimension, value, low, high = _curve(figures, "kl_per_dimension")
    if not dimension.size:
        return None
    chart, axes = _chart(f"{subject.manifest.title}: KL per dimension", "latent dimension", "KL, nats an image")
    few = len(dimension) <= 32
    error = np.stack([value - low, high - value]) if few else None
    axes.bar(dimension, value, width=0.6, color=MODEL, yerr=error, ecolor=INK, capsize=3)
    axes.set_xlim(0.25, len(dimension) + 0.75)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.grid(visible=False, axis="x")
    return chart


def _history(subject: Subject) -> Chart | None:
    """One panel a loss; the untrained network, row 0, is left out, as it would flatten the rest."""
    if HISTORY not in subject.manifest.files:
        return None
    history = bundle.read_history(subject.folder, subject.manifest)
    trained = history.epoch > 0
    if trained.sum() < 2 or not history.losses:
        return None
    names = sorted(history.losses)
    chart = Chart(figsize=(max(SIZE[0], 3.2 * len(names)), 3.4), dpi=DPI, layout="constrained", facecolor="white")
    chart.suptitle(f"{subject.manifest.title}: training", color=INK, fontsize=11, parse_math=False)
    for axes, name in zip(np.ravel(chart.subplots(1, len(names), squeeze=False)), names, strict=True):
        styled(axes, name, "epoch", "nats an image")
        axes.plot(history.epoch[trained], history.losses[name][trained], "o-", color=MODEL, markersize=3, linewidth=1.5)
        axes.xaxis.set_major_locator(MaxNLocator(nbins=6, integer=True))
    return chart


def _curve(figures: Sequence[Figure], name: str) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Place, value and interval of the figures ``NAME.1``, ``NAME.2``, ...: four arrays ``(m,)``."""
    rows = [figure for figure in figures if figure.name.rpartition(".")[0] == name and figure.value is not None]
    places = np.array([int(figure.name.rpartition(".")[2]) for figure in rows])
    values = np.array([figure.value for figure in rows], np.float64)
    bounds = np.array([figure.interval or (figure.value, figure.value) for figure in rows], np.float64).reshape(-1, 2)
    return places, values, bounds[:, 0], bounds[:, 1]


def _chart(title: str, across: str, up: str) -> tuple[Chart, Axes]:
    chart = Chart(figsize=SIZE, dpi=DPI, layout="constrained", facecolor="white")
    return chart, styled(chart.add_subplot(), title, across, up)


def styled(axes: Axes, title: str, across: str, up: str) -> Axes:
    """``axes`` with title and names, as every chart has them."""
    axes.set_title(title, color=INK, fontsize=11, loc="left", wrap=True, parse_math=False)
    axes.set_xlabel(across, color=INK)
    axes.set_ylabel(up, color=INK)
    axes.grid(color=LINE, linewidth=0.6)
    axes.set_axisbelow(True)
    axes.tick_params(colors=INK)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    for side in ("left", "bottom"):
        axes.spines[side].set_color(LINE)
    return axes


def png(chart: Chart) -> bytes:
    """A chart as a PNG, the same bytes each time."""
    stream = io.BytesIO()
    chart.savefig(stream, format="png", metadata={"Software": None})
    return stream.getvalue()

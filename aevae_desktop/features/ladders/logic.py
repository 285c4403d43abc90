"""Which models make a series, which image goes through them, and what each of them makes of it. Pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from aevae_desktop.bundle import ImageSpec
from aevae_desktop.core.images import measure
from aevae_desktop.engine.wire.library import Entry
from aevae_desktop.features.drawing import logic as drawing_logic
from aevae_desktop.features.drawing.state import Drawing
from aevae_desktop.features.ladders.state import Rung
from aevae_desktop.features.models.groups import Row, grouped
from aevae_desktop.features.probe.state import Owner, Preview, Showing
from aevae_desktop.session.model import F32
from aevae_desktop.session.state import SessionState

DRAWN, DECODED = "your digit", "what the decoder shows now"
LEAST = 3  # models of a series


def series(library: Iterable[Entry], dataset: str) -> tuple[Row, ...]:
    """The series of ``LEAST`` or more models of the data set of that name, in the order of the Models card."""
    rows = [row for _, found in grouped(library) for row in found]
    return tuple(row for row in rows if len(row.entries) >= LEAST and row.entries[0].dataset == dataset)


def image(state: SessionState) -> tuple[F32, str] | None:
    """The drawing, while the previews show it, else what the decoder of the leading map shows: values in [0, 1]."""
    pane = state.panes[state.lead]
    if pane.model is None:
        return None
    spec = pane.model.manifest.image
    drawing = state.part(Drawing)
    if state.part(Showing).owner is Owner.DRAWING and drawing.seen is not None:
        drawn = drawing_logic.picture(drawing, spec)
        return None if drawn is None else (drawn, DRAWN)
    preview = pane.get(Preview)
    if preview is None or preview.image is None:
        return None
    return unit(preview.image, spec), DECODED


def made_of(state: SessionState) -> tuple[int, ...]:
    """What ``image`` is made of: equal for two states that have the same."""
    pane = state.panes[state.lead]
    preview = pane.get(Preview)
    drawn = state.part(Showing).owner is Owner.DRAWING
    parts = (pane.model, state.part(Drawing).seen if drawn else preview and preview.image)
    return tuple(map(id, parts))


def unit(values: F32, spec: ImageSpec) -> F32:
    """A decoder's own output brought to [0, 1], clipped."""
    made: F32 = np.clip((values - np.float32(spec.low)) / np.float32(spec.high - spec.low), 0.0, 1.0)
    return made


def rung(x: F32, x_hat: F32 | None, mu: F32 | None, log_var: F32 | None) -> Rung:
    """What one model made of ``x``: all of one image, without its row."""
    if x_hat is None or mu is None:
        return Rung(error="no reconstruction came back")
    kl = None if log_var is None else float(measure.kl_per_dimension(mu, log_var).sum())
    shown: F32 = np.clip(x_hat, 0.0, 1.0)
    return Rung(shown, float(measure.mse(x[None], shown[None])[0]), kl)


def errors_of(row: Row, rungs: Mapping[str, Rung]) -> tuple[Sequence[float], Sequence[float]]:
    """The positions of those models of ``row`` that answered, and their errors."""
    found = [(entry.position or 0.0, rungs.get(str(entry.folder))) for entry in row.entries]
    answered = [(place, rung.mse) for place, rung in found if rung is not None and rung.x_hat is not None]
    return [place for place, _ in answered], [mse for _, mse in answered]

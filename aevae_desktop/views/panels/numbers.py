"""The numbers of the drawing: the posterior, the loss split, the nearest codes."""

from __future__ import annotations

import numpy as np
from PySide6.QtWidgets import QGridLayout

from aevae_desktop.session import drawing
from aevae_desktop.session.model import F64, Model
from aevae_desktop.session.session import Session
from aevae_desktop.session.state import Pane, Reading, SessionState
from aevae_desktop.views import words
from aevae_desktop.views.panels.per_pane import PaneCell, PerPane
from aevae_desktop.views.widgets.text_line import TextLine

ROWS = 7


class NumbersPanel(PerPane):
    """A column of lines per pane. Losses are of this one image, in nats, summed over its pixels."""

    def __init__(self, session: Session, panes: int) -> None:
        super().__init__("Numbers", [_Column() for _ in range(panes)])


class _Column(PaneCell):
    parts = ("model", "reading")

    def __init__(self) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(2)
        self._lines = [TextLine(12, muted=row > 0) for row in range(ROWS)]
        for row, line in enumerate(self._lines):
            grid.addWidget(line, row, 0)

    def render_pane(self, pane: Pane, state: SessionState) -> None:
        lines = [("", "")]
        if pane.model is not None:
            name = words.pane_names(state)[state.panes.index(pane)]
            lines = lines_of(pane.model, pane.reading, name)
        for line, (lead, text) in zip(self._lines, [*lines, *[("", "")] * ROWS], strict=False):
            line.setText(text, lead)


def lines_of(model: Model, reading: Reading | None, name: str) -> list[tuple[str, str]]:
    """The lines of the pane called ``name``, (lead, text): the code or posterior, the losses, the nearest labels."""
    if not drawing.readable(model):
        return [(name, "cannot read the pen"), ("", "it has no encoder")]
    if reading is None:
        return [(name, "draw a digit")]
    nearest = ("", f"nearest {' '.join(_label(model, label) for label in reading.nearest)}")
    error = ("", f"MSE {reading.mse:.4f} a pixel")
    if reading.log_var is None or reading.kl is None:
        loss = [] if reading.nll is None else [("", f"−log p(x|z) {words.number(reading.nll, 1)} nats")]
        code = ("", f"z = {words.code(reading.mu)}")
        return [(name, "code of your digit"), code, error, *loss, ("", "no σ: one image, one code"), nearest]
    sigma = np.exp(0.5 * reading.log_var.astype(np.float64))
    kl = float(reading.kl.sum())
    parts = " + ".join(words.number(float(part), 1) for part in reading.kl[: words.SHOWN])
    rest = " + …" if len(reading.kl) > words.SHOWN else ""
    bound = [] if reading.nll is None else [("", f"−ELBO {words.number(reading.nll + kl, 1)} nats at z = μ")]
    return [
        (name, "posterior of your digit"),
        ("", f"μ = {words.code(reading.mu)}"),
        ("", f"σ = {_sigmas(sigma)}"),
        error,
        ("", f"KL {words.number(kl, 1)} = {parts}{rest} nats"),
        *bound,
        nearest,
    ]


def _sigmas(sigma: F64) -> str:
    parts = [words.tiny(float(value)) for value in sigma[: words.SHOWN]]
    return f"({', '.join(parts)}{', …' if len(sigma) > words.SHOWN else ''})"


def _label(model: Model, label: int) -> str:
    names = model.manifest.classes
    return names[label] if 0 <= label < len(names) else "?"

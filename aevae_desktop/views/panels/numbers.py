"""The numbers of the drawing: the posterior, the loss split, the nearest codes."""

from __future__ import annotations

import numpy as np
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from aevae_desktop.session.session import Session
from aevae_desktop.session.state import F64, Model, Reading, SessionState
from aevae_desktop.views import words
from aevae_desktop.views.panels.panel import Panel
from aevae_desktop.views.widgets.heading import Heading
from aevae_desktop.views.widgets.text_line import TextLine

ROWS = 6


class NumbersPanel(Panel):
    """A column of lines per pane. Losses are of this one image, in nats, summed over its pixels."""

    def __init__(self, session: Session, panes: int) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(Heading("Numbers"))
        row = QHBoxLayout()
        row.setSpacing(12)
        self._cells = [_Column() for _ in range(panes)]
        for cell in self._cells:
            row.addWidget(cell, 1)
        column.addLayout(row)

    def render_state(self, old: SessionState, new: SessionState) -> None:
        """Write the readings out."""
        for i, cell in enumerate(self._cells):
            if old.shown != new.shown:
                cell.setVisible(i in new.shown)
            if old.panes[i].reading is not new.panes[i].reading or old.panes[i].model is not new.panes[i].model:
                cell.write(new.panes[i].model, new.panes[i].reading)


class _Column(QWidget):
    def __init__(self) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(2)
        self._lines = [TextLine(12, muted=row > 0) for row in range(ROWS)]
        for row, line in enumerate(self._lines):
            grid.addWidget(line, row, 0)

    def write(self, model: Model | None, reading: Reading | None) -> None:
        lines = [("", "")] if model is None else lines_of(model, reading)
        for line, (lead, text) in zip(self._lines, [*lines, *[("", "")] * ROWS], strict=False):
            line.setText(text, lead)


def lines_of(model: Model, reading: Reading | None) -> list[tuple[str, str]]:
    """The lines for one pane as (lead, text): the code or posterior, the loss split, the ten nearest labels."""
    name = words.short_name(model.manifest)
    if reading is None:
        return [(name, "draw a digit to read it here")]
    nearest = " ".join(_label(model, label) for label in reading.nearest)
    if reading.log_var is None or reading.kl is None:
        return [
            (name, "code of your digit"),
            ("", f"z = {words.code(reading.mu)}"),
            ("", f"−log p(x|z) {words.number(reading.nll, 1)} nats"),
            ("", "no σ: one image, one code"),
            ("", f"nearest {nearest}"),
        ]
    sigma = np.exp(0.5 * reading.log_var.astype(np.float64))
    kl = float(reading.kl.sum())
    parts = " + ".join(words.number(float(part), 1) for part in reading.kl[: words.SHOWN])
    rest = " + …" if len(reading.kl) > words.SHOWN else ""
    return [
        (name, "posterior of your digit"),
        ("", f"μ = {words.code(reading.mu)}"),
        ("", f"σ = {_sigmas(sigma)}"),
        ("", f"KL {words.number(kl, 1)} = {parts}{rest} nats"),
        ("", f"−ELBO {words.number(reading.nll + kl, 1)} nats at z = μ"),
        ("", f"nearest {nearest}"),
    ]


def _sigmas(sigma: F64) -> str:
    parts = [words.tiny(float(value)) for value in sigma[: words.SHOWN]]
    return f"({', '.join(parts)}{', …' if len(sigma) > words.SHOWN else ''})"


def _label(model: Model, label: int) -> str:
    names = model.manifest.classes
    return names[label] if 0 <= label < len(names) else "?"

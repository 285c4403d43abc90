"""The article's summary as a table: what it says of both kinds of model, with the figures of those that are open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from aevae_desktop.core.claims.figures import Figure
from aevae_desktop.features.article import logic, text
from aevae_desktop.features.article.claims import claim_named
from aevae_desktop.features.article.controller import ArticleController
from aevae_desktop.features.article.panels.result import set_chip
from aevae_desktop.features.article.state import ArticleState, Claim, Role
from aevae_desktop.language import translate
from aevae_desktop.session.session import Session
from aevae_desktop.session.state import SessionState
from aevae_desktop.ui.widgets.controls import label
from aevae_desktop.ui.widgets.layouts import grid, vbox


@dataclass(frozen=True)
class Line:
    """A row of the table: what is compared, the claim that says it, and the figure of both models, or the next best."""

    what: str
    claim: str
    unit: str
    figures: tuple[str, ...]


LINES = (
    Line(translate("article", "A random code gives no digit"), "garbage", "share", ("random.fair",)),
    Line(translate("article", "Draws where no code is"), "no_gaps", "share", ("gaps.mass", "gaps.off_support")),
    Line(translate("article", "Codes from N(0, I), KL"), "normal", "nats", ("regular.kl",)),
    Line(translate("article", "Classes mixed near a code"), "overlap", "nats", ("overlap.entropy",)),
    Line(translate("article", "One image encoded 64 times, variance"), "chance", "", ("chance.variance",)),
    Line(translate("article", "Largest step on a line, times the mean"), "smooth", "", ("smooth.largest",)),
)
AT = Qt.AlignmentFlag.AlignVCenter
HEADS = ("", translate("article", "Autoencoder"), "VAE", translate("article", "What the article says of it"))


class Summary(QWidget):
    """Two columns of figures and the verdicts; what is missing is measured while somebody looks."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("article.summary")
        self._session = session
        self._title = label(
            translate("article", "The article's summary, in your numbers"), "summary.title", quiet=False
        )
        self._title.setProperty("letters", "title")
        self._note = label("", "summary.note")
        heads = [label(head) for head in HEADS]
        rows = [self._row(k, line) for k, line in enumerate(LINES)]
        self._cells = [row[1:] for row in rows]  # of both models, and the verdict
        cells = [[(cell, 1, 1, AT) for cell in row] for row in rows]
        table = grid(heads, *cells, gaps=(22, 14))
        table.setColumnStretch(0, 3)
        for column in (1, 2, 3):
            table.setColumnStretch(column, 2)
        vbox(self._title, self._note, 6, table, None, gap=8, edges=(22, 14, 22, 14), of=self)

    def _row(self, k: int, line: Line) -> tuple[QLabel, ...]:
        cells = [label("", f"summary.{k}.{column}", quiet=False) for column in ("ae", "vae")]
        cells.append(label("", f"summary.{k}.verdict", quiet=False, wrap=False))
        cells[-1].setProperty("chip", True)
        return (label(line.what, quiet=False), *cells)

    def measure(self) -> None:
        """Measure what the table needs, the first row first."""
        for line in reversed(LINES):
            self._session.controller(ArticleController).measure(line.claim)

    def show_state(self, state: SessionState) -> None:
        """Show what is known."""
        known = [self._show_line(k, line, state) for k, line in enumerate(LINES)]
        seed = translate("article", "95 % intervals in brackets; seed {seed}").format(
            seed=state.part(ArticleState).seed
        )
        self._note.setText(
            seed
            if all(known)
            else translate("article", "Measuring: {known} of {lines} rows are there.").format(
                known=sum(known), lines=len(LINES)
            )
        )

    def _show_line(self, k: int, line: Line, state: SessionState) -> bool:
        claim = claim_named(line.claim)
        assert claim is not None
        said, cells = logic.verdict_of(state, claim), self._cells[k]
        for cell, role in zip(cells, (Role.AE, Role.VAE), strict=False):
            found = _figure(state, claim, role, line.figures)
            cell.setText("–" if found is None else " ".join(text.written(found, line.unit)).strip())
        chip = cells[-1]
        chip.setVisible(said is not None)
        if said is not None:
            set_chip(chip, said[0])
            chip.setToolTip(f"{claim.sentence}\n{said[1]}")
        return said is not None


def _figure(state: SessionState, claim: Claim, role: Role, names: Sequence[str]) -> Figure | None:
    found = logic.results_of(state, claim)
    models = () if found is None else found.get(role, ())
    return next((models[0].figures[name] for name in names if name in models[0].figures), None) if models else None

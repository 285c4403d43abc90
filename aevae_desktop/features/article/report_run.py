"""The command ``--article``: measures all claims on some pairs of models, without a window, and writes what came."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from PySide6.QtCore import QBuffer, QCoreApplication, QDeadlineTimer, QEventLoop, QIODevice, QMarginsF, QSizeF, QTimer
from PySide6.QtGui import QPageSize, QPdfWriter, QTextDocument  # noqa: TID251 - our own HTML: see report_html

from aevae_desktop import atomic
from aevae_desktop.core.claims.figures import Measured
from aevae_desktop.engine.wire.protocol import Decode
from aevae_desktop.errors import DataError, LabError
from aevae_desktop.features.article import logic, report, report_html
from aevae_desktop.features.article.claims import CLAIMS
from aevae_desktop.features.article.controller import ArticleController
from aevae_desktop.features.article.report import PairAnswers, Report, Sheet
from aevae_desktop.features.article.state import ArticleState, Role
from aevae_desktop.features.models.controller import ModelsController
from aevae_desktop.session.controller import Context, Controller
from aevae_desktop.session.inference.client import BULK
from aevae_desktop.session.inference.events import Failed, Replied
from aevae_desktop.session.model import F32
from aevae_desktop.session.session import Session

PAIRS = ("ae-mnist-2d", "vae-mnist-2d", "ae-mnist-16d", "vae-mnist-16d")  # what is measured by itself, two a pair
ENDINGS = (".html", ".json", ".pdf")
LOAD_MS, MEASURE_MS = 60_000, 900_000  # how long is waited for models, and for one claim
SHEETS = ("random", "morphs")  # measures whose codes are shown decoded
PREFIX = "report"
MOST = 100  # codes of a sheet
TICK_MS = 50
_DPI = 96


class SheetDecoder(Controller):
    """Decodes the codes of sheets."""

    prefixes = (PREFIX,)

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.sheets: dict[tuple[str, str], Sheet] = {}
        self._asked: dict[str, tuple[tuple[str, str], Decode]] = {}

    @property
    def busy(self) -> bool:
        """Whether a sheet is still to come."""
        return bool(self._asked)

    def ask(self) -> None:
        """Decode the codes of all sheets that were measured on open models, and are not there yet."""
        state = self.context.state
        for role in (Role.AE, Role.VAE):
            for subject in logic.subjects(state, role):
                for measure in SHEETS:
                    found = state.part(ArticleState).results.get((subject.key, measure))
                    name = subject.key, measure
                    z = None if found is None or found.measured is None else _codes(found.measured)
                    if z is not None and name not in self.sheets:
                        job = Decode({subject.key: z}, "uint8")
                        slot = f"{PREFIX}.{measure}:{subject.key}"
                        self._asked[slot] = name, job
                        self.context.submit(slot, job, BULK)

    def on_reply(self, reply: Replied) -> None:
        """A sheet is decoded."""
        name, _ = self._asked.pop(reply.slot)
        measured = self.context.state.part(ArticleState).results[name].measured
        if measured is not None:
            images = reply.frame.arrays[f"x_hat/{name[0]}"]
            none = np.asarray(measured.arrays.get("none", ()), bool).reshape(-1)
            self.sheets[name] = Sheet(Path(name[0]).name, images, none)

    def on_failure(self, failure: Failed) -> None:
        """A sheet that cannot be decoded is left out."""
        self._asked.pop(failure.slot, None)


def _codes(measured: Measured) -> F32 | None:
    """The codes of a sheet, (n, d); None where a measure has none."""
    z = np.asarray(measured.arrays.get("z", ()), np.float32)
    return z[:MOST] if z.ndim == 2 else None


def check(path: Path) -> None:
    """Raises ``DataError`` where no report can be written to a file of that name."""
    if path.suffix.lower() not in ENDINGS:
        raise DataError(file=path, found=path.suffix or "no ending", expected="one of " + ", ".join(ENDINGS))


def run(session: Session, pairs: Sequence[Sequence[Path]], path: Path) -> None:
    """Measure every claim on every pair and write the report. Raises ``LabError``.

    The session has a ``SheetDecoder`` and the program's controllers, and its library is known.
    """
    check(path)
    gathered = Report(session.state.part(ArticleState).seed, tuple(_measured(session, pair) for pair in pairs))
    try:
        atomic.write_file(path, contents(gathered, path.suffix.lower()))
    except OSError as error:
        raise DataError(f"cannot write the report: {error.strerror}", file=path) from error


def contents(gathered: Report, ending: str) -> bytes:
    """The bytes of the report as a file with that ending."""
    if ending == ".json":
        return (json.dumps(report.to_json(gathered), indent=1, ensure_ascii=False, allow_nan=False) + "\n").encode()
    if ending == ".pdf":
        return _pdf(report_html.printed(gathered))
    return report_html.page(gathered).encode()


def _measured(session: Session, pair: Sequence[Path]) -> PairAnswers:
    """What all claims say of one pair. Raises ``LabError`` for a model that cannot be opened."""
    for pane, folder in enumerate(pair):
        session.controller(ModelsController).open(pane, folder)
    _wait(lambda: session.idle, LOAD_MS, "the models were not opened")
    for opened in session.state.panes[: len(pair)]:
        if opened.error is not None:
            raise opened.error
    article = session.controller(ArticleController)
    for claim in CLAIMS:
        article.measure(claim.name)
        _wait(lambda: not article.busy, MEASURE_MS, f"{claim.name} was not measured")
    decoder = session.controller(SheetDecoder)
    decoder.ask()
    _wait(lambda: not decoder.busy, LOAD_MS, "the sheets were not decoded")
    return report.pair_of(session.state, decoder.sheets)


def _wait(done: Callable[[], bool], most_ms: int, what: str) -> None:
    """Let the event loop run until it is ``done``. Raises ``LabError`` where that takes longer than ``most_ms``."""
    end, tick = QDeadlineTimer(most_ms), QTimer(interval=TICK_MS)
    tick.start()  # without it the loop would sleep until something happens
    while not done():
        if end.hasExpired():
            raise LabError(f"{what} within {most_ms // 1000} s", remedy="Try again on a quieter machine.")
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


def _pdf(text: str) -> bytes:
    """HTML of the kind that Qt lays out, as an A4 document."""
    document, buffer = QTextDocument(), QBuffer()
    document.setHtml(text)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF(14, 14, 14, 14))
    writer.setResolution(_DPI)
    writer.setTitle("The article, measured")
    document.setPageSize(QSizeF(writer.width(), writer.height()))
    document.print_(writer)
    del writer  # it ends the file
    return bytes(buffer.data().data())

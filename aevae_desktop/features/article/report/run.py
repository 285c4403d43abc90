"""The command ``--article``: measures all claims on some pairs of models, without a window, and writes what came."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QEventLoop, QTimer

from aevae_desktop import atomic
from aevae_desktop.core.claims.figures import Measured
from aevae_desktop.errors import DataError, LabError
from aevae_desktop.features.article import logic
from aevae_desktop.features.article.claims import CLAIMS
from aevae_desktop.features.article.controller import ArticleController
from aevae_desktop.features.article.report import page
from aevae_desktop.features.article.report.gathered import PairAnswers, Report, Sheet, pair_of, to_json
from aevae_desktop.features.article.sheets import SheetController, Sheets
from aevae_desktop.features.article.state import ArticleState, Role
from aevae_desktop.features.models.controller import ModelsController
from aevae_desktop.session.session import Session
from aevae_desktop.ui.printing import pdf

PAIRS = ("ae-mnist-2d", "vae-mnist-2d", "ae-mnist-16d", "vae-mnist-16d")  # what is measured by itself, two a pair
ENDINGS = (".html", ".json", ".pdf")
LOAD_MS, MEASURE_MS = 60_000, 900_000  # how long is waited for models, and for one claim
SHEETS = ("random", "morphs")  # measures whose codes are shown decoded
MOST = 100  # codes of a sheet
TICK_MS = 50
NO_CODES = np.empty(0, np.float32)


def check(path: Path) -> None:
    """Raises ``DataError`` where no report can be written to a file of that name."""
    if path.suffix.lower() not in ENDINGS:
        raise DataError(file=path, found=path.suffix or "no ending", expected="one of " + ", ".join(ENDINGS))


def run(session: Session, pairs: Sequence[Sequence[Path]], path: Path) -> None:
    """Measure every claim on every pair and write the report. Raises ``LabError``.

    The session has the program's controllers, and its library is known.
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
        return (json.dumps(to_json(gathered), indent=1, ensure_ascii=False, allow_nan=False) + "\n").encode()
    if ending == ".pdf":
        return pdf(lambda _: page.printed(gathered), "The article, measured", sizes=(10.0,))
    return page.page(gathered).encode()


def _measured(session: Session, pair: Sequence[Path]) -> PairAnswers:
    """What all claims say of one pair. Raises ``LabError`` for a model that cannot be opened."""
    for pane, folder in enumerate(pair):
        session.controller(ModelsController).open(pane, folder)
    wait(lambda: session.idle, LOAD_MS, "the models were not opened")
    for opened in session.state.panes[: len(pair)]:
        if opened.error is not None:
            raise opened.error
    article = session.controller(ArticleController)
    for claim in CLAIMS:
        article.measure(claim.name)
        wait(lambda: not article.busy, MEASURE_MS, f"{claim.name} was not measured")
    sheets = {name: sheet for measure in SHEETS for name, sheet in _sheets(session, measure)}
    return pair_of(session.state, sheets)


def _sheets(session: Session, measure: str) -> Iterator[tuple[tuple[str, str], Sheet]]:
    """The codes that ``measure`` has of the open models, decoded, by key and measure; what fails is left out."""
    results, measured = session.state.part(ArticleState).results, dict[str, Measured]()
    for subject in (each for role in (Role.AE, Role.VAE) for each in logic.subjects(session.state, role)):
        found = results.get((subject.key, measure))
        if found is not None and found.measured is not None and found.measured.arrays.get("z", NO_CODES).ndim == 2:
            measured[subject.key] = found.measured
    session.controller(SheetController).show({key: found.arrays["z"][:MOST] for key, found in measured.items()})
    wait(lambda: session.idle, LOAD_MS, "the sheets were not decoded")
    for key, sheet in session.state.part(Sheets).sheets.items():
        if sheet.images is not None and len(sheet.images) == len(sheet.z):
            none = np.asarray(measured[key].arrays.get("none", ()), bool).reshape(-1)
            yield (key, measure), Sheet(Path(key).name, sheet.images, none)


def wait(done: Callable[[], bool], most_ms: int, what: str) -> None:
    """Let the event loop run until it is ``done``. Raises ``LabError`` where that takes longer than ``most_ms``."""
    end, tick = QDeadlineTimer(most_ms), QTimer(interval=TICK_MS)
    tick.start()  # without it the loop would sleep until something happens
    while not done():
        if end.hasExpired():
            raise LabError(f"{what} within {most_ms // 1000} s", remedy="Try again on a quieter machine.")
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)

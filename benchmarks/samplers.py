"""What random codes are worth, sampler by sampler, and how long a hundred of them take.

    python benchmarks/samplers.py [--bundles vae-mnist-2d ae-mnist-2d] [--json FILE]

For each shipped bundle and each row of ``samplers.SAMPLERS``, 1,000 draws of seed 0: the share farther than r
from any code, the entropy of their classes, the mean distance to the nearest code over the codes' own (definitions:
``core.codes.draw_facts``). In a session with its two processes and both bundles on screen: *fit*, in the bulk process;
*sheet*, from asking until a hundred tiles of each are decoded; *facts*, until those of all draws are there; *again*,
the sheet of the next seed. *hover*: a probe becomes a picture, alone and while a mixture of 64 is fitted.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from dataclasses import replace

from aevae_desktop.features.models.library_controller import LibraryController
from aevae_desktop.features.probe.controller import ProbeController
from aevae_desktop.features.probe.state import Preview, Probe
from aevae_desktop.features.samplers.controller import SamplingController
from aevae_desktop.features.samplers.state import Sampling

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
from PySide6.QtCore import QCoreApplication, QEventLoop, QTimer
from report import Figure, parser, quantiles, tell

from aevae_desktop.core.codes.samplers import SAMPLERS
from aevae_desktop.engine.wire.library import shipped_folder
from aevae_desktop.features import CONTROLLERS
from aevae_desktop.features.samplers.state import SHOWN, Draws, Recipe
from aevae_desktop.session.session import Session

N, HOVERS = 1000, 300


def main() -> None:
    options = parser(__doc__)
    options.add_argument("--bundles", nargs=2, default=["ae-mnist-2d", "vae-mnist-2d"])
    arguments = options.parse_args()
    application = QCoreApplication([])
    awake = QTimer(interval=2)  # so that waiting for an event ends, and leaves the processor to the others
    awake.start()
    session = Session(CONTROLLERS)
    session.controller(LibraryController).start([], [shipped_folder() / name for name in arguments.bundles])
    rest(session)
    session.controller(SamplingController).watch(True)
    rest(session)
    figures = [figure for name in SAMPLERS for figure in measured(session, name)]
    figures += quantiles("hover", hovers(session))
    session.controller(SamplingController).set(Recipe("mixture", components=64))
    figures += quantiles("hover.fitting", hovers(session))
    print("still fitting" if any(draws.share < 1.0 for draws in found(session)) else "the fit was over first")
    session.close()
    tell(" beside ".join(arguments.bundles), figures, arguments.json)
    awake.stop()
    del application


def measured(session: Session, name: str) -> Iterator[Figure]:
    """What the sampler ``name`` gives in each bundle, and its times."""
    session.controller(SamplingController).clear()
    recipe = Recipe(name, seed=0, n=N)
    start = time.perf_counter()
    session.controller(SamplingController).set(recipe)
    session.controller(SamplingController).sample()
    sheet, facts = waited(session, start)
    for model, draws in zip((pane.model for pane in session.state.panes), found(session), strict=True):
        assert model is not None
        assert draws.facts is not None
        about, said = f"{name}.{model.manifest.id}", draws.facts
        yield Figure(f"{about}.far", 100 * said.far, "%", said.n)
        yield Figure(f"{about}.coverage", said.entropy or 0.0, "nats", said.n)
        yield Figure(f"{about}.distance", said.distance / said.own, "x", said.n)
        yield Figure(f"{about}.fit_ms", draws.fit_ms, "ms", 1)
    yield Figure(f"{name}.sheet_ms", sheet, "ms", 1)
    yield Figure(f"{name}.facts_ms", facts, "ms", 1)
    start = time.perf_counter()
    session.controller(SamplingController).set(replace(recipe, seed=1))
    yield Figure(f"{name}.again_ms", waited(session, start)[0], "ms", 1)


def waited(session: Session, start: float) -> tuple[float, float]:
    """How long after ``start`` the sheets were full, and the facts there, ms."""
    times: dict[str, float] = {}
    while len(times) < 2:
        turn()
        mine = [draws for draws in found(session) if draws.recipe == session.state.part(Sampling).recipe]
        full = len(mine) == 2 and all(draws.images is not None and len(draws.images) == SHOWN for draws in mine)
        over = len(mine) == 2 and all(draws.share >= 1.0 for draws in mine)
        for what, there in (("sheet", full), ("facts", over)):
            if there:
                times.setdefault(what, 1e3 * (time.perf_counter() - start))
    return times["sheet"], times["facts"]


def hovers(session: Session) -> list[float]:
    """A probe of the left map, until its picture is there, ms."""
    times = []
    for k in range(HOVERS):
        start = time.perf_counter()
        session.controller(ProbeController).probe(0, 0.01 * k, 0.3)
        pane = session.state.panes[0]
        while (
            pane.get(Probe) is None
            or pane.get(Preview) is None
            or not np.array_equal(pane.get(Preview).z, pane.get(Probe).z)
        ):
            turn()
            pane = session.state.panes[0]
        times.append(1e3 * (time.perf_counter() - start))
    return times


def found(session: Session) -> list[Draws]:
    keys = [pane.model.key for pane in session.state.panes if pane.model is not None]
    return [session.state.part(Sampling).draws[key] for key in keys if key in session.state.part(Sampling).draws]


def turn() -> None:
    QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


def rest(session: Session) -> None:
    while not session.idle:
        turn()


if __name__ == "__main__":
    main()

"""The Posterior card: what its loss terms say of the test images, and how long a drag on the pad takes to be seen.

    python benchmarks/posterior.py [--n 400] [--images 1000] [--data-dir DIR] [--json FILE]

*loss terms*: the mean over the 10,000 test images of what the card would show for each, beside the figures that
`training evaluate` wrote into the manifest; with 64 draws of z for the first ``--images`` of them. *encoded*: what
really encoding and drawing 64 times varies, as a share of what the encoder says. *pad*: a mouse move is posted to the
pad; the clock stops when the decode at z = mu + sigma * eps was painted. *draws*: from "draw again" to 64 decodes,
measured.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import Any

from aevae_desktop.features.drawing.controller import DrawingController
from aevae_desktop.features.posterior.controller import PosteriorController
from aevae_desktop.features.posterior.state import PosteriorState

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the program does

import numpy as np
from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication
from report import Figure, parser, quantiles, tell

from aevae_desktop.app import create_window
from aevae_desktop.core.codes.posterior import DRAWS, epsilons, reparameterised, variance
from aevae_desktop.core.images.loss_terms import Objective, terms_of, with_draws
from aevae_desktop.engine.child.model import Model
from aevae_desktop.engine.wire import library
from aevae_desktop.features.posterior.epsilon_pad import EpsilonPad
from aevae_desktop.ui.widgets.picture import Picture

STROKE = (np.array([[80.0, 60.0], [180.0, 60.0], [185.0, 70.0], [150.0, 140.0], [120.0, 220.0]]),)


def term_figures(name: str, x: np.ndarray, count: int) -> list[Figure]:
    """Means over all of ``x`` at mu, and with draws over the first ``count``, beside the manifest's."""
    model = Model(library.shipped_folder() / name)
    objective, metrics = Objective.of(model.manifest.provenance), model.manifest.metrics
    codes = model.encode(x)
    log_var, decoded = codes.log_var, model.decode(codes.mu)
    made = [
        terms_of(objective, codes.mu[i], None if log_var is None else log_var[i], x[i], decoded[i])
        for i in range(len(x))
    ]
    rows = [Figure(f"{name}.nll_at_mu", float(np.mean([one.nll for one in made])), "nats", len(x), "")]
    rows.append(Figure(f"{name}.mse", float(np.mean([one.mse for one in made])), "", len(x), told(metrics, "test_mse")))
    if log_var is None:
        rows.append(Figure(f"{name}.loss", float(np.mean([one.loss() for one in made])), "nats", len(x)))
        return rows + encoded_figures(model, name, x[:count])
    rows[0] = Figure(rows[0].name, rows[0].value, "nats", len(x), told(metrics, "test_bernoulli_nll"))
    rows.append(
        Figure(f"{name}.kl", float(np.mean([one.kl_total for one in made])), "nats", len(x), told(metrics, "kl"))
    )
    few = []
    for i in range(count):
        z = reparameterised(codes.mu[i], log_var[i], epsilons(i, codes.mu.shape[1]))
        few.append(with_draws(made[i], x[i], model.decode(z)))
    drawn, error = (float(np.mean([one.drawn[k] for one in few])) for k in (0, 1))
    elbo = float(np.mean([one.negative_elbo(one.drawn[0]) for one in few]))
    rows.append(Figure(f"{name}.nll_64_draws", drawn, "nats", count, told(metrics, "reconstruction")))
    rows.append(Figure(f"{name}.error_of_64_draws", error, "nats", count))
    rows.append(Figure(f"{name}.neg_elbo", elbo, "nats", count, told(metrics, "neg_elbo")))
    return rows + encoded_figures(model, name, x[:count])


def encoded_figures(model: Model, name: str, x: np.ndarray) -> list[Figure]:
    """Every image encoded 64 times: the variances of mu and of z."""
    mu_worst, ratios = 0.0, []
    for i, image in enumerate(x[:200]):
        codes = model.encode(np.repeat(image[None], DRAWS, axis=0))
        mu_worst = max(mu_worst, float(variance(codes.mu).max()))
        z = reparameterised(codes.mu, codes.log_var, epsilons(i, codes.mu.shape[1]))
        said = 1.0 if codes.log_var is None else np.exp(codes.log_var[0].astype(float))
        ratios.append(variance(z) / said)
    unit = "" if codes.log_var is None else "of exp(log_var)"
    return [
        Figure(f"{name}.variance_of_mu", mu_worst, "", len(ratios), "== 0"),
        Figure(f"{name}.variance_of_z", float(np.mean(ratios)), "", len(ratios), unit),
    ]


def told(metrics: Any, name: str) -> str:
    """What `training evaluate` found."""
    return f"evaluate: {metrics[name]['value']:.6g}" if name in metrics else ""


def pad_figures(n: int) -> list[Figure]:
    """Milliseconds of moves on the pad, each until the decode there is painted; and of drawing 64 again."""
    painted: list[float] = []
    original = Picture.paintEvent  # replaced before there is a window: PySide looks it up once

    def paint(widget: Picture, event: Any) -> None:
        original(widget, event)
        if widget.objectName() == "posterior.preview.1":
            painted.append(time.perf_counter())

    Picture.paintEvent = paint  # type: ignore[method-assign]
    window, app = create_window([]), QApplication.instance()
    assert app is not None
    window.resize(1600, 1000)
    window.show()
    window.wait_idle(60_000)
    desk = window.session.controller(PosteriorController)
    window.session.controller(DrawingController).redraw(STROKE)
    first = time.perf_counter()
    window.toggle_card("posterior")
    QApplication.processEvents()
    opened = 1e3 * (time.perf_counter() - first)
    window.wait_idle(20_000)
    pad, times, cpu = window.findChild(EpsilonPad), [], []
    for i in range(n + n // 10):
        at = QPointF(pad.width() * (0.5 + 0.4 * np.sin(0.31 * i)), pad.height() * (0.5 + 0.4 * np.sin(0.47 * i + 1)))
        before = window.session.state.part(PosteriorState).panes[1].image_z
        painted.clear()
        spent, start = time.process_time(), time.perf_counter()
        left = Qt.MouseButton.LeftButton
        event = QMouseEvent(
            QEvent.Type.MouseMove,
            at,
            pad.mapToGlobal(at),
            Qt.MouseButton.NoButton,
            left,
            Qt.KeyboardModifier.NoModifier,
        )
        QCoreApplication.postEvent(pad, event)
        while window.session.state.part(PosteriorState).panes[1].image_z is before or not painted:
            app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        times.append(1e3 * (painted[-1] - start))
        cpu.append(1e3 * (time.process_time() - spent))
        pane = window.session.state.part(PosteriorState).panes[1]
        if not np.array_equal(pane.image_z, pane.z):
            sys.exit("posterior: another z was painted")
    draws = []
    for _ in range(max(n // 10, 5)):
        before_draws = window.session.state.part(PosteriorState).panes[1].draws
        start = time.perf_counter()
        desk.again()
        desk.settle()
        while window.session.state.part(PosteriorState).panes[1].draws is before_draws:
            app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        draws.append(1e3 * (time.perf_counter() - start))
    window.close()
    return [
        *quantiles("pad", times[n // 10 :]), *quantiles("pad.cpu", cpu[n // 10 :]), *quantiles("draws", draws),
        Figure("card.first_opened_ms", opened, "ms", 1),
    ]  # fmt: skip


def main() -> int:
    options = parser(__doc__)
    options.add_argument("--n", type=int, default=400, help="moves on the pad")
    options.add_argument("--images", type=int, default=1000, help="test images that z is drawn for")
    options.add_argument("--data-dir", type=Path, help="the folder with MNIST's four files; without, $AEVAE_DATA")
    given = options.parse_args()
    figures: list[Figure] = []
    if given.data_dir is not None or "AEVAE_DATA" in os.environ:
        from training.data.publications import MNIST

        x = MNIST.load(given.data_dir).test[:, 0].astype(np.float32) / np.float32(255)
        for name in ("ae-mnist-2d", "vae-mnist-2d", "vae-mnist-16d"):
            figures += term_figures(name, x, given.images)
    figures += pad_figures(given.n)
    tell("the Posterior card", figures, given.json)
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""The best code of a drawing in the window: live, by a button, of a conditional model, and of a decoder alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QToolButton

from aevae_desktop.bundle import ImageSpec
from aevae_desktop.core.images import measure
from aevae_desktop.engine.child.model import Model
from aevae_desktop.engine.wire.protocol import Refine
from aevae_desktop.features.drawing import overlay, readings
from aevae_desktop.features.drawing.controller import DrawingController
from aevae_desktop.features.drawing.panel import PenPad
from aevae_desktop.features.drawing.state import Encoding
from aevae_desktop.features.models.controller import ModelsController
from aevae_desktop.features.previews import logic as previews_logic
from aevae_desktop.features.probe.state import Preview
from aevae_desktop.features.refining import logic
from aevae_desktop.features.refining.panel import RefiningPanel
from aevae_desktop.features.refining.state import Phase, Search
from aevae_desktop.session.state import Mode
from aevae_desktop.ui.widgets.text_line import TextLine
from tests import window_fixtures
from tests.engine.child import test_conditional as conditional

LONG = 64  # numbers of a code: two decodes each in every round, so that a search can be seen and stopped on its way
STROKES = [(40.0, 20.0), (80.0, 90.0), (30.0, 150.0)]


@pytest.fixture
def opened(tiny_bundle: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """``opened(left, right)``: a window in Draw mode on two tiny bundles, each as ``tiny_bundle`` is told of it."""
    monkeypatch.setenv("AEVAE_MODELS", str(tmp_path / "models"))
    windows = []

    def made(*told: dict[str, Any]) -> Any:
        folders = [tiny_bundle(f"m{k}", parent=tmp_path / "models", **each) for k, each in enumerate(told)]
        windows.append(window_fixtures.opened([str(folder) for folder in folders]))
        window = next(windows[-1])
        window.session.set_mode(Mode.DRAW)
        return window

    yield made
    for window in windows:
        next(window, None)


@pytest.fixture
def window(opened: Any) -> Any:
    return opened({"kind": "ae"}, {"seed": 3, "provenance": {"config": {"likelihood": "bernoulli"}}})


def draw(window: Any, hand: Any, *points: tuple[float, float]) -> None:
    pad = window.findChild(PenPad)
    hand.drag(pad, *(points or STROKES))
    assert window.wait_idle(60_000)


def said(window: Any, pane: int) -> str:
    return str(window.findChild(TextLine, f"refining.line.{pane}").text())


def button(window: Any, pane: int) -> Any:
    found = window.findChild(QToolButton, f"refining.button.{pane}")
    assert found is not None
    return found


def click(window: Any, qtbot: Any, pane: int) -> None:
    window.findChild(RefiningPanel).parentWidget().adjustSize()
    qtbot.mouseClick(button(window, pane), Qt.MouseButton.LeftButton)


def reading(window: Any, pane: int) -> Any:
    return window.session.state.panes[pane].get(Encoding)


def model(window: Any, pane: int, label: int = 0) -> Model:
    return Model(Path(window.session.state.panes[pane].model.key), label)


def is_the_decoders_own(window: Any, pane: int, label: int = 0) -> None:
    """What is told of the best code is what its model says of it, asked here."""
    read, own = reading(window, pane), model(window, pane, label)
    x_hat = own.unit(own.decode(read.best.mu[None]))
    assert read.best.mse == pytest.approx(float(measure.mse(read.x[None], x_hat)[0]), rel=1e-6)
    if read.best.nll is None:
        assert read.best.mse < read.mse
    else:
        assert read.best.nll == pytest.approx(float(measure.bernoulli_nll(read.x[None], x_hat)[0]), rel=1e-6)
        start, end = (float((z.astype(float) ** 2).sum()) / 2 for z in (read.mu, read.best.mu))
        assert read.best.nll + end < read.nll + start
        assert read.best.nll + read.best.kl < read.nll + float(read.kl.sum())


def test_both_codes_and_errors_are_shown_live(window: Any, hand: Any) -> None:
    assert not window.findChild(RefiningPanel).isVisible()
    draw(window, hand)
    for pane in (0, 1):
        is_the_decoders_own(window, pane)
        assert said(window, pane).startswith("found in ")
        assert not button(window, pane).isVisible()
        scene = window.canvas(pane).scene()
        assert overlay._best(scene) is not None
        lines = readings.lines_of(window.session.state.panes[pane].model, reading(window, pane), "it")
        assert any(text.startswith("best code (") for _, text in lines)
    assert window.findChild(RefiningPanel).isVisible()
    before = reading(window, 0).best.mu
    draw(window, hand, (100.0, 40.0), (110.0, 150.0))
    assert not np.array_equal(reading(window, 0).best.mu, before)
    is_the_decoders_own(window, 0)
    window.session.controller(DrawingController).clear()
    assert window.wait_idle(60_000)
    assert window.session.state.panes[0].get(Search) is None
    assert not window.findChild(RefiningPanel).isVisible()


def test_a_picture_that_is_opened_is_refined_too(window: Any) -> None:
    image = QImage(90, 90, QImage.Format.Format_Grayscale8)
    image.fill(255)
    for k in range(20, 70):
        for j in range(40, 48):
            image.setPixel(j, k, 0)
    window.session.controller(DrawingController).open_picture(image)
    assert window.wait_idle(60_000)
    is_the_decoders_own(window, 0)


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Any search takes too long to be live, and comes in the smallest pieces."""
    monkeypatch.setattr(logic, "LIVE_MS", -1.0)
    monkeypatch.setattr(logic, "request", lambda *given: replace(REQUEST(*given), budget_ms=1e-6))


@pytest.mark.usefixtures("slow")
def test_a_model_that_takes_long_is_asked_by_a_button(window: Any, hand: Any, qtbot: Any) -> None:
    draw(window, hand)
    assert reading(window, 0).best is None
    assert said(window, 0).endswith(" s of decodes")
    assert button(window, 0).text() == "Refine this code"
    assert button(window, 0).isVisible()
    click(window, qtbot, 0)
    assert window.wait_idle(60_000)
    is_the_decoders_own(window, 0)
    assert reading(window, 1).best is None
    assert not button(window, 0).isVisible()
    draw(window, hand, (100.0, 40.0), (110.0, 150.0))
    assert reading(window, 0).best is None
    assert window.session.state.panes[0].get(Search).phase is Phase.OFFERED
    assert said(window, 0) == "not searched yet"


@pytest.mark.usefixtures("slow")
def test_what_was_asked_by_hand_tells_how_far_it_is_and_can_be_stopped(opened: Any, hand: Any, qtbot: Any) -> None:
    window = opened({"kind": "ae", "latent_dim": LONG}, {"seed": 3})
    draw(window, hand)
    click(window, qtbot, 0)
    qtbot.waitUntil(lambda: " decodes" in said(window, 0) and "%" in said(window, 0), timeout=60_000)
    assert button(window, 0).text() == "Stop"
    click(window, qtbot, 0)
    assert window.wait_idle(60_000)
    assert reading(window, 0).best is None
    assert button(window, 0).text() == "Refine this code"


def test_a_decoder_alone_reads_a_drawing(opened: Any, hand: Any) -> None:
    window = opened({"kind": "ae", "encoder": None}, {"seed": 3})
    assert previews_logic.lack(window.session.state, previews_logic.Owner.DRAWING) == previews_logic.NO_DRAWING
    draw(window, hand)
    read, own = reading(window, 0), model(window, 0)
    assert read.searched
    assert read.best is None
    x_hat = own.decode(read.mu[None])
    np.testing.assert_array_equal(read.decoded, x_hat[0])
    np.testing.assert_array_equal(window.session.state.panes[0].get(Preview).image, x_hat[0])
    side = np.linspace(-4, 4, 81, dtype=np.float32)
    grid = np.stack(np.meshgrid(side, side), axis=-1).reshape(-1, 2)
    errors = measure.mse(np.repeat(read.x[None], len(grid), axis=0), own.decode(grid))
    assert read.mse <= errors.min()  # no code of a dense grid is better
    lines = readings.lines_of(window.session.state.panes[0].model, read, "it")
    assert ("it", "code found by search") in lines
    assert not any("σ" in text for _, text in lines)


@pytest.mark.usefixtures("slow")
def test_a_decoder_alone_that_takes_long_shows_no_code_of_another_drawing(opened: Any, hand: Any, qtbot: Any) -> None:
    window = opened({"kind": "ae", "encoder": None}, {"seed": 3})
    draw(window, hand)
    pane = window.session.state.panes[0]
    assert reading(window, 0) is None
    assert previews_logic.empty(window.session.state, pane) == previews_logic.UNKNOWN
    assert button(window, 0).text() == "Find its code"
    click(window, qtbot, 0)
    assert window.wait_idle(60_000)
    assert reading(window, 0).searched
    draw(window, hand, (100.0, 40.0), (110.0, 150.0))
    assert reading(window, 0) is None
    assert window.session.state.panes[0].get(Preview) is None


def test_a_class_has_a_best_code_of_its_own(opened: Any, hand: Any) -> None:
    how = {"image": ImageSpec(8, 8), "decoder": conditional.decoder("gather"), "encoder": conditional.encoder()}
    window = opened({"kind": "ae", **how}, {"seed": 3})
    draw(window, hand)
    is_the_decoders_own(window, 0, 0)
    before = reading(window, 0).best.mu
    window.session.controller(ModelsController).choose_label(0, 2)
    assert window.wait_idle(60_000)
    assert not np.array_equal(reading(window, 0).best.mu, before)
    is_the_decoders_own(window, 0, 2)


REQUEST: Callable[..., Refine] = logic.request

"""The Diagram card under real events: what it shows against the model's own numbers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from aevae_desktop.core.images import measure
from aevae_desktop.core.images.loss_terms import LossTerms, Objective
from aevae_desktop.engine.child.model import Model
from aevae_desktop.features.diagram import logic, text
from aevae_desktop.features.diagram.controller import DiagramController
from aevae_desktop.features.diagram.flow_view import FlowView
from aevae_desktop.features.diagram.segments_view import SegmentsView
from aevae_desktop.features.diagram.state import DiagramState, Flow, Part, Stage
from aevae_desktop.features.probe.controller import ProbeController
from aevae_desktop.features.probe.state import Preview


def find(window: Any, name: str, kind: type = QWidget) -> Any:
    found = window.findChild(kind, name)
    assert found is not None, name
    return found


def opened(window: Any) -> None:
    window.toggle_card("diagram")
    window.session.controller(ProbeController).hover(0, 0.4, -0.3)
    assert window.wait_idle(60_000)


def move(widget: QWidget, at: QPointF) -> None:
    """A real event: the pointer moves there."""
    none = Qt.MouseButton.NoButton
    moved = QMouseEvent(
        QEvent.Type.MouseMove, at, QPointF(widget.mapToGlobal(at.toPoint())), none, none, Qt.KeyboardModifier.NoModifier
    )
    QApplication.postEvent(widget, moved)
    QApplication.processEvents()


def flow(window: Any, pane: int) -> Flow:
    found = window.session.state.part(DiagramState).flows[pane]
    assert isinstance(found, Flow)
    return found


def kinds(window: Any) -> list[str]:
    return [pane.model.manifest.kind for pane in window.session.state.panes]


def vae(window: Any) -> int:
    return kinds(window).index("vae")


def test_what_goes_through_is_what_the_networks_say(window: Any) -> None:
    opened(window)
    for i, model in window.session.state.shown_models():
        shown, net = flow(window, i), Model(Path(model.key))
        x = net.unit(window.session.state.panes[i].get(Preview).image).clip(0, 1)
        np.testing.assert_array_equal(shown.x, x)
        codes = net.encode(x[None])
        np.testing.assert_allclose(shown.mu, codes.mu[0], rtol=1e-5, atol=1e-6)
        np.testing.assert_allclose(shown.z, codes.mu[0], rtol=1e-5, atol=1e-6)  # eps is 0
        np.testing.assert_allclose(shown.x_hat, net.unit(net.decode(shown.z[None]))[0], atol=1e-6)
        assert shown.terms is not None
        assert shown.terms.mse == pytest.approx(float(measure.mse(x[None], shown.x_hat[None])[0]), rel=1e-4)
        assert np.array_equal(shown.encoder[0].values, x.ravel())


def test_a_click_on_the_die_draws_another_eps_for_z(window: Any) -> None:
    opened(window)
    i = vae(window)
    view = find(window, f"diagram.flow.{i}", FlowView)
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=view.box(Part.EPS).center().toPoint())
    assert window.wait_idle(60_000)
    shown = flow(window, i)
    assert shown.eps is not None
    np.testing.assert_array_equal(shown.eps, logic.eps_of(1, len(shown.z)))
    np.testing.assert_allclose(shown.z, shown.mu + np.exp(shown.log_var / 2) * shown.eps, rtol=1e-5)
    find(window, "diagram.centre").click()
    assert window.wait_idle(60_000)
    np.testing.assert_array_equal(flow(window, i).z, flow(window, i).mu)


def test_pointing_at_a_part_lights_it_everywhere_and_says_what_it_is(window: Any) -> None:
    opened(window)
    i = vae(window)
    view, code = find(window, f"diagram.flow.{i}", FlowView), find(window, f"diagram.code.{i}", SegmentsView)
    before = view.grab().toImage(), code.grab().toImage()
    move(view, view.box(Part.SIGMA).center())
    assert find(window, "diagram.sentence").text() == text.SENTENCES[Part.SIGMA]
    assert view.grab().toImage() != before[0]
    assert code.grab().toImage() != before[1]
    move(view, QPointF(1, view.height() - 1))
    assert view.grab().toImage() == before[0]
    assert code.grab().toImage() == before[1]
    move(code, code.place(Part.MU).center())
    assert find(window, "diagram.sentence").text() == text.SENTENCES[Part.MU]


def test_nothing_moves_under_the_pointer(window: Any) -> None:
    opened(window)
    view, said = find(window, f"diagram.flow.{vae(window)}", FlowView), find(window, "diagram.sentence")
    places = set()
    for sentence in ("x", *text.SENTENCES.values()):
        said.setText(sentence)
        assert window.wait_idle(20_000)
        places.add((view.y(), view.height(), said.height()))
        assert said.height() >= said.fontMetrics().boundingRect(
            said.rect(), Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap, sentence
        ).height()  # fmt: skip
    assert len(places) == 1


def test_the_arrow_keys_go_through_layer_by_layer(window: Any) -> None:
    opened(window)
    view = find(window, f"diagram.flow.{vae(window)}", FlowView)
    view.reach(0.0)
    faint = view.grab().toImage()
    QTest.keyClick(view, Qt.Key.Key_Right)
    assert 0 < view.reached < 1
    for _ in range(40):
        QTest.keyClick(view, Qt.Key.Key_Right)
    assert view.reached == 1.0
    assert view.grab().toImage() != faint
    QTest.keyClick(view, Qt.Key.Key_Left)
    assert view.reached < 1.0


def test_gradients_are_drawn_when_asked_for(window: Any) -> None:
    opened(window)
    view = find(window, f"diagram.flow.{vae(window)}", FlowView)
    before = view.grab().toImage()
    find(window, "diagram.backward").click()
    assert view.grab().toImage() != before


def test_the_sampler_shows_one_dimension_in_numbers(window: Any) -> None:
    opened(window)
    i = vae(window)
    window.session.controller(DiagramController).roll()
    find(window, "diagram.sampler").click()
    assert window.wait_idle(60_000)
    shown, inside = flow(window, i), find(window, f"diagram.inside.{i}")
    assert inside.isVisible()
    find(window, "diagram.dimension").setValue(2)
    mu, sigma, eps, z = inside.numbers()
    assert (mu, eps, z) == (float(shown.mu[1]), float(shown.eps[1]), float(shown.z[1]))
    assert z == pytest.approx(mu + sigma * eps, rel=1e-5)
    ae = kinds(window).index("ae")
    assert not find(window, f"diagram.inside.{ae}").isVisible()


def test_the_drawing_goes_through_while_the_previews_show_it(window: Any) -> None:
    opened(window)
    pen = find(window, "pen")
    for at in (QPoint(60, 40), QPoint(62, 120)):
        (QTest.mousePress if at.y() == 40 else QTest.mouseRelease)(pen, Qt.MouseButton.LeftButton, pos=at)
        QApplication.processEvents()
    assert window.wait_idle(60_000)
    assert {flow(window, i).origin for i in window.session.state.shown} == {"your drawing"}


def test_nothing_is_sent_through_while_nobody_looks(window: Any) -> None:
    opened(window)
    window.toggle_card("diagram")
    window.session.controller(ProbeController).hover(0, 1.0, 1.0)
    assert window.wait_idle(60_000)
    assert window.session.state.part(DiagramState).flows == {}


def test_a_layer_says_its_size_and_the_one_that_undoes_it() -> None:
    nothing = np.empty(0, np.float32)
    down, up = (Stage("fully connected", a, b, 100, (a,), nothing) for a, b in ((7, 3), (3, 7)))
    said = text.stage((down,), (up,), 0, Part.ENCODER)
    assert "7 → 3" in said
    assert "3 → 7" in said
    assert "goes the other way" not in text.stage((down,), (down,), 0, Part.ENCODER)


def said(segments: Any) -> str:
    return "".join(part for part, _ in segments)


def test_the_loss_is_said_as_the_model_was_trained() -> None:
    nothing, code = np.empty((0, 0), np.float32), np.zeros(2, np.float32)

    def of(terms: LossTerms) -> str:
        return said(text.formula(Flow("", code, nothing, (), terms=terms)))

    penalised, plain = (Objective("gaussian", None, weight) for weight in (0.1, 0.0))
    assert of(LossTerms(penalised, nll=173.0, mse=0.0221, penalty=0.7)) == (
        "loss = 173.0 + 0.1 × |z|² = 173.7 nats; mean (x − x̂)² = 0.0221"
    )
    assert of(LossTerms(plain, nll=173.0, mse=0.0221)) == "loss = 173.0 nats; mean (x − x̂)² = 0.0221"
    assert of(LossTerms(Objective(), mse=0.0221)) == "loss: mean (x − x̂)² = 0.0221"
    vae = LossTerms(Objective("bernoulli", 2.0), nll=100.0, kl=np.array([3.0, 1.0]))
    assert of(vae) == "loss = 100.0 + 2 × 4.0 = 108.0 nats (156 bits)"

"""The Posterior card in a real window: the pad under a hand, pixels against the decoder, ellipses measured."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QSpinBox, QToolButton, QWidget

from aevae_desktop.core.codes.posterior import epsilons
from aevae_desktop.core.map.plane import Plane
from aevae_desktop.features import OVERLAYS
from aevae_desktop.features.drawing.controller import DrawingController
from aevae_desktop.features.drawing.state import Encoding
from aevae_desktop.features.layers.controller import LayersController
from aevae_desktop.features.models.controller import ModelsController
from aevae_desktop.features.planes.controller import PlaneController
from aevae_desktop.features.posterior.controller import PosteriorController
from aevae_desktop.features.posterior.epsilon_pad import EpsilonPad
from aevae_desktop.features.posterior.state import PosteriorState
from aevae_desktop.features.probe.controller import ProbeController
from aevae_desktop.session.model import PlaneChoice
from aevae_desktop.session.state import EMPTY, Layer
from aevae_desktop.ui.widgets.flip_book import FlipBook
from aevae_desktop.ui.widgets.picture import Picture
from aevae_desktop.ui.widgets.table import Equations, NumberTable
from tests.window_fixtures import pixels

STROKE = (np.array([[80.0, 60.0], [180.0, 60.0], [185.0, 70.0], [150.0, 140.0], [120.0, 220.0]]),)


def find(window: Any, name: str, kind: type = QWidget) -> Any:
    found = window.findChild(kind, name)
    assert found is not None, name
    return found


def decode(window: Any, z: np.ndarray) -> np.ndarray:
    """What the right pane's decoder says about one ``z: (d,)``, from onnxruntime itself."""
    from aevae_desktop.runtime import ort

    options = ort.SessionOptions()
    options.intra_op_num_threads = 1
    path = str(Path(window.session.state.panes[1].model.key) / "decoder.onnx")
    net = ort.InferenceSession(path, options, providers=["CPUExecutionProvider"])
    return np.asarray(net.run(None, {"z": z[None]})[0][0, 0])


def pane(window: Any, i: int = 1) -> Any:
    return window.session.state.part(PosteriorState).panes[i]


@pytest.fixture
def card(shipped: Any) -> Iterator[Any]:
    """The shipped models with a drawing and the card open."""
    shipped.session.controller(DrawingController).redraw(STROKE)
    shipped.toggle_card("posterior")
    assert shipped.wait_idle(60_000)
    yield shipped
    if find(shipped, "posterior").isVisible():
        shipped.toggle_card("posterior")
    shipped.session.controller(DrawingController).clear()
    shipped.session.set_state(shipped.session.state.with_part(PosteriorState()))
    assert shipped.wait_idle(60_000)


def test_draws_lie_under_the_numbers_of_the_rings(qapp: Any) -> None:
    pad = EpsilonPad()
    looks = []
    for dots in (None, np.random.default_rng(0).uniform(-3.5, 3.5, (4000, 2))):
        pad.setAxes(("ε1", "ε2"), dots, line=False)
        looks.append(pixels(pad))
    assert (looks[0] != looks[1]).mean() > 0.5
    for ring in (1, 2, 3):
        x, y = pad.to_px(ring, 0).toTuple()
        number = np.s_[round(y) - 10 : round(y) - 3, round(x) - 8 : round(x) - 3]
        assert len(np.unique(looks[0][number])) > 1  # its strokes
        assert (looks[0][number] == looks[1][number]).all()


def test_dragging_the_pad_shows_the_decoders_output_at_mu_plus_sigma_eps(card: Any, hand: Any) -> None:
    pad, preview = find(card, "posterior.pad", EpsilonPad), find(card, "posterior.preview.1", Picture)
    own = pane(card).subject
    hand.press(pad, 84, 84)
    for x, y in ((90.0, 80.0), (120.0, 60.0), (133.0, 47.0)):
        hand.move(pad, x, y, held=True)
    hand.release(pad, 133, 47)
    assert card.wait_idle(60_000)
    eps = np.array([49, 37]) / ((pad.width() / 2 - 4) / 3.5)
    z = (own.mu.astype(float) + np.exp(0.5 * own.log_var.astype(float)) * eps).astype(np.float32)
    assert (pane(card).z == z).all()
    assert (preview.image() == decode(card, z)).all()
    ae = pane(card, 0)
    assert (ae.z == ae.subject.mu).all()
    lines = find(card, "posterior.equations.1", Equations).text().splitlines()
    assert lines[0] == f"z1 = {own.mu[0]:.3f} + {np.exp(0.5 * own.log_var[0]):.3f} × {eps[0]:.2f} = {z[0]:.3f}".replace(
        "-", "−"
    )


def test_the_keyboard_moves_the_pad_and_home_is_mu_bit_for_bit(card: Any) -> None:
    pad, preview = find(card, "posterior.pad", EpsilonPad), find(card, "posterior.preview.1", Picture)
    assert pad.hasFocus()  # where the card's key leads
    for key, modifier in (
        (Qt.Key.Key_Right, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Up, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier),
    ):
        QTest.keyClick(pad, key, modifier)
    assert card.session.state.part(PosteriorState).eps == pytest.approx((0.09, 0.1))
    QTest.keyClick(pad, Qt.Key.Key_Home)
    assert card.wait_idle(60_000)
    assert (pane(card).z == pane(card).subject.mu).all()
    assert (preview.image() == decode(card, pane(card).subject.mu)).all()


def test_an_autoencoder_varies_exactly_not_at_all_and_a_vae_as_it_says(card: Any) -> None:
    """Both encoders really encode the one image 64 times."""
    ae, vae = pane(card, 0).settled, pane(card, 1).settled
    assert (ae.mu_variance == 0).all()
    assert (ae.z_variance == 0).all()
    assert (ae.deviation == 0).all()
    assert (ae.images == ae.images[0]).all()
    assert (vae.mu_variance == 0).all()
    ratio = 63 * vae.z_variance / np.exp(pane(card).subject.log_var.astype(float))
    assert ((ratio > 32) & (ratio < 105)).all()  # chi-square, 63 degrees of freedom
    assert vae.deviation.max() > 0.01
    rows = {row.name: row.cells for row in find(card, "posterior.variances", NumberTable).rows()}
    assert rows["variance of z1"][0] == rows["variance of a pixel"][0] == "0"
    assert float(rows["variance of z1"][1].replace("−", "-")) == pytest.approx(vae.z_variance[0], rel=0.01)


def test_mean_and_deviation_are_those_of_the_64_pictures(card: Any) -> None:
    draws = pane(card).settled
    sheet = find(card, "posterior.sheet.1", FlipBook)
    assert sheet.images() is draws.images
    np.testing.assert_allclose(draws.images[7], decode(card, draws.z[7]), atol=1e-6)
    exact = draws.images.astype(float)
    np.testing.assert_allclose(find(card, "posterior.mean.1", Picture).image(), exact.mean(axis=0), atol=1e-6)
    heat = find(card, "posterior.deviation.1", Picture).image()
    np.testing.assert_allclose(heat, exact.std(axis=0, ddof=1), atol=1e-6)


def test_a_tile_takes_its_eps_and_the_seed_gives_the_sheet_again(card: Any, hand: Any) -> None:
    sheet, first = find(card, "posterior.sheet.1", FlipBook), pane(card).settled.images.tobytes()
    at = sheet.box(10).center()
    hand.click(sheet, at.x(), at.y())
    assert card.wait_idle(60_000)
    assert card.session.state.part(PosteriorState).draw == 10
    assert card.session.state.part(PosteriorState).eps == tuple(epsilons(1, 2)[10])
    find(card, "posterior.again", QToolButton).click()
    assert card.wait_idle(60_000)
    seed = find(card, "posterior.seed", QSpinBox)
    assert seed.value() == 2
    assert pane(card).settled.images.tobytes() != first
    seed.setValue(1)
    assert card.wait_idle(60_000)
    assert pane(card).settled.images.tobytes() == first


def test_the_loss_terms_are_those_of_the_drawing(card: Any) -> None:
    reading = card.session.state.panes[1].get(Encoding)
    rows = {row.name: row.cells for row in find(card, "posterior.ledger", NumberTable).rows()}
    assert rows["reconstruction at μ"][1] == f"{reading.nll:.1f}"
    assert rows["KL"] == ("–", f"{reading.kl.sum():.2f}")
    assert rows["−ELBO at μ"][1] == f"{reading.nll + reading.kl.sum():.1f}"
    assert rows["MSE per pixel at μ"][1] == f"{reading.mse:.4f}"
    drawn = pane(card).terms.drawn
    assert rows["training loss"][1] == f"{drawn[0] + reading.kl.sum():.1f}"
    mu = card.session.state.panes[0].get(Encoding).mu.astype(float)
    assert rows["code penalty (L2)"][0] == f"{0.1 * (mu @ mu):.2f}"


def test_every_part_can_be_reached_with_tab_and_says_what_it_is(card: Any) -> None:
    seen, names = set(), {QApplication.focusWidget().objectName()}
    for _ in range(12):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        seen.add(QApplication.focusWidget())
        names.add(QApplication.focusWidget().objectName())
    assert {"posterior.pad", "posterior.zoom", "posterior.zero", "posterior.seed", "posterior.again", "posterior.flip",
            "posterior.sheet.0", "posterior.sheet.1"} <= names  # fmt: skip
    for part in find(card, "posterior").findChildren(QToolButton):
        assert part.toolTip(), part.objectName()


def test_zoom_brings_the_ellipse_into_view(card: Any) -> None:
    canvas, own = card.canvas(1), pane(card).subject
    before = card.canvas(0).view()
    find(card, "posterior.zoom", QToolButton).click()
    sigma = np.exp(0.5 * own.log_var.astype(float)).max()
    assert canvas.view().scale * 6 * sigma == pytest.approx(min(canvas.width(), canvas.height()), rel=1e-3)
    assert (canvas.view().cx, canvas.view().cy) == pytest.approx(tuple(own.mu), abs=1e-6)
    assert card.canvas(0).view() == before  # an autoencoder has nothing to look at
    canvas.fit()


def test_a_second_card_draws_all_of_it_from_the_state(card: Any) -> None:
    posterior = find(card, "posterior")
    rows = find(card, "posterior.ledger", NumberTable).rows()
    posterior._draw(EMPTY)
    assert find(card, "posterior.ledger", NumberTable).rows() == ()
    assert not find(card, "posterior.sheet.1").isVisible()
    posterior._draw(card.session.state)
    assert find(card, "posterior.ledger", NumberTable).rows() == rows


# ------------------------------------------------------------ the map


def extents(look: Any, canvas: Any) -> tuple[float, float]:
    """How far the ellipse's bright lines reach, across and up, px, but for their width of 1: all else is less red."""
    red = (look(canvas) >> 16) & 0xFF
    red = red[4:-4, 4:-4]
    rows, columns = np.flatnonzero((red > 90).any(axis=1)), np.flatnonzero((red > 90).any(axis=0))
    return float(columns[-1] - columns[0]), float(rows[-1] - rows[0])


@pytest.mark.parametrize("tilted", [False, True])
def test_the_ellipse_of_a_sample_is_to_scale(window: Any, look: Any, tiny_bundle: Any, tilted: bool) -> None:
    """Lit pixels reach 2 sigma of the marginal to each side, on both axes, at two zooms, on any plane."""
    session = window.session
    if tilted:
        session.controller(ModelsController).open(1, tiny_bundle("vae-3", kind="vae", latent_dim=3))
        assert window.wait_idle(60_000)
        basis = np.linalg.qr(np.array([[1.0, 0.3, 0.5], [-0.2, 1.0, 0.7]]).T)[0].T
        session.controller(PlaneController).see(1, (Plane(np.zeros(3), basis), PlaneChoice("pca")))
    session.show(1)
    state = session.state
    codes = state.panes[1].model.codes
    wide = np.resize([-1.0, -2.5, 0.3], codes.mu.shape[1]).astype(np.float32)
    codes = replace(codes, log_var=np.tile(wide, (len(codes.mu), 1)))
    session.set_state(state.with_pane(1, model=replace(state.panes[1].model, codes=codes)))
    session.controller(ProbeController).probe_sample(23)
    session.controller(PosteriorController).watch(True)
    assert window.wait_idle(60_000)
    for overlay in OVERLAYS:
        session.controller(LayersController).set_layer(overlay.name, Layer(on=overlay.name == "epsilon"))
    canvas, model = window.canvas(1), session.state.panes[1].model
    covariance = model.plane.basis @ np.diag(np.exp(wide.astype(float))) @ model.plane.basis.T
    x, y = (float(v) for v in model.plane.project(codes.mu[23:24])[0])
    for scale in (40.0, 71.0):
        canvas.set_view(type(canvas.view())(x, y, scale, canvas.width(), canvas.height()))
        wanted = 4 * np.sqrt(np.diag(covariance)) * scale
        assert extents(look, canvas) == pytest.approx(tuple(wanted), abs=1.25)


def test_the_map_shows_z_and_the_way_to_it(window: Any, look: Any) -> None:
    session, canvas = window.session, window.canvas(1)
    session.controller(ProbeController).probe_sample(23)
    session.controller(PosteriorController).watch(True)
    assert window.wait_idle(60_000)
    for overlay in OVERLAYS:
        session.controller(LayersController).set_layer(overlay.name, Layer(on=overlay.name == "epsilon"))
    before = look(canvas)
    session.controller(PosteriorController).set_pad((0, 3.0), (1, 2.0))
    assert window.wait_idle(60_000)
    after = look(canvas)
    x, y = np.rint(canvas.to_widget(pane(window).z[None].astype(float))[0]).astype(int)
    assert (after != before)[y - 1 : y + 2, x - 1 : x + 2].any()
    changed = np.argwhere(after != before)
    middle = canvas.to_widget(pane(window).subject.mu[None].astype(float))[0]
    low, high = np.minimum(middle, (x, y)) - 9, np.maximum(middle, (x, y)) + 9
    assert (changed[:, ::-1] >= low).all()
    assert (changed[:, ::-1] <= high).all()
    assert (look(canvas) == after).all()
    session.controller(PosteriorController).watch(False)
    assert len(np.unique(look(canvas)[8:-8, 8:-8])) == 1


def test_nothing_with_a_sigma_says_so_and_closing_stops_all(window: Any) -> None:
    window.session.show(0)
    QTest.keyClick(window.canvas(0), "P", Qt.KeyboardModifier.ShiftModifier)
    assert window.wait_idle(60_000)
    assert not find(window, "posterior.pad").isEnabled()
    labels = [label.text() for label in find(window, "posterior").findChildren(QLabel) if label.isVisible()]
    assert any("No model here has a σ" in text for text in labels)
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert find(window, "posterior").isHidden()
    assert not window.session.state.part(PosteriorState).open
    assert not window.session.state.part(PosteriorState).panes


def test_it_says_how_many_numbers_of_its_code_the_vae_uses(card: Any) -> None:
    said = find(card, "posterior.active", QLabel)
    assert said.isVisible()
    assert said.text() == "VAE uses 2 of the 2 numbers of its code: over the images their means vary."

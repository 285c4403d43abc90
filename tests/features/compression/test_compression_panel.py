"""The Compression card in a real window: against the models' own codes and decodes, rounded by hand."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from aevae_desktop import bundle
from aevae_desktop.core.codes.latent_measure import quantise
from aevae_desktop.engine.child.model import Model
from aevae_desktop.errors import DataError
from aevae_desktop.features.compression.controller import CompressionController
from aevae_desktop.features.compression.state import MOST_BITS, CompressionState
from aevae_desktop.features.drawing.controller import DrawingController
from aevae_desktop.features.models.controller import ModelsController
from aevae_desktop.features.probe.controller import ProbeController
from aevae_desktop.ui.charts.interval_curve import IntervalCurve


@pytest.fixture
def card(window: Any) -> Any:
    """A window with the card open and a decode on show."""
    window.toggle_card("compression")
    window.session.controller(ProbeController).hover(0, 0.3, 0.2)
    assert window.wait_idle(60_000)
    return window


def part(window: Any) -> CompressionState:
    found: CompressionState = window.session.state.part(CompressionState)
    return found


def said(window: Any, name: str) -> str:
    return window.findChild(QLabel, f"compression.{name}").text()


def test_what_is_shown_is_the_decode_of_the_rounded_code(card: Any) -> None:
    shown = part(card)
    assert set(shown.coded) == {model.key for _, model in card.session.state.shown_models()}
    for _, model in card.session.state.shown_models():
        net, made = Model(Path(model.key)), shown.coded[model.key]
        mu, spec = net.encode(shown.x[None]).mu, model.manifest.image
        train = model.codes.mu[model.codes.split == bundle.TRAIN]
        low, high = train.min(axis=0), train.max(axis=0)
        for bits in range(1, MOST_BITS + 1):
            z = quantise(mu, low, high, bits).astype(np.float32)
            x_hat = (net.decode(z)[0] - spec.low) / (spec.high - spec.low)
            np.testing.assert_allclose(made.x_hat[bits - 1], x_hat, atol=1e-5)
            assert made.mse[bits - 1] == pytest.approx(float(np.mean((x_hat - shown.x) ** 2)), abs=1e-6)
            assert len(made.written[bits - 1]) == -(-bits * model.manifest.latent_dim // 8)
        np.testing.assert_allclose(made.x_hat[-1], net.unit(net.decode(mu))[0], atol=1e-5)


def test_the_slider_by_keys_says_how_many_bytes_and_draws_what_is_left(card: Any) -> None:
    bits, stills = card.findChild(QWidget, "compression.bits"), card.findChild(QWidget, "compression.stills")
    before = stills.grab().toImage()
    for _ in range(MOST_BITS - 2):
        QTest.keyClick(bits, Qt.Key.Key_Left)
    assert card.wait_idle(20_000)
    assert part(card).bits == 2
    assert said(card, "kept") == "2 bits per number"
    for (_, model), line in zip(card.session.state.shown_models(), said(card, "said").splitlines(), strict=True):
        data = part(card).coded[model.key].written[1]
        assert f"× 2 bits = {len(data)} byte" in line
        assert line.endswith(data.hex(" ").upper())
    assert stills.grab().toImage() != before
    assert "784 bytes" in stills.accessibleDescription()
    lines = card.findChild(IntervalCurve, "compression.curve").lines()
    assert [line.values for line in lines] == [
        part(card).coded[model.key].mse[:MOST_BITS] for _, model in card.session.state.shown_models()
    ]


def test_another_image_is_coded_anew_and_a_drawing_is_said_to_be_one(card: Any) -> None:
    before = part(card)
    card.session.controller(ProbeController).hover(0, -1.0, 1.4)
    assert card.wait_idle(60_000)
    assert part(card).x is not before.x
    assert all(made.x is part(card).x for made in part(card).coded.values())
    card.session.controller(DrawingController).redraw((np.array([[60.0, 40.0], [130.0, 200.0]]),))
    assert card.wait_idle(60_000)
    assert said(card, "image") == "The image is your drawing."


def test_a_model_without_encoder_or_codes_says_why(card: Any, tiny_bundle: Any) -> None:
    card.session.controller(ModelsController).open(0, tiny_bundle("blind", encoder=None))
    assert card.wait_idle(60_000)
    assert "has no encoder" in said(card, "said")
    card.session.controller(ModelsController).open(0, tiny_bundle("empty", n=0))
    assert card.wait_idle(60_000)
    assert "stores no codes" in said(card, "said")


def test_closed_it_asks_for_nothing_and_bits_are_bounded(card: Any) -> None:
    card.toggle_card("compression")
    card.session.controller(ProbeController).hover(0, -1.0, 1.4)
    assert card.wait_idle(60_000)
    assert part(card).coded == {}
    for bits in (0, MOST_BITS + 1):
        with pytest.raises(DataError, match="1 to 8"):
            card.session.controller(CompressionController).set_bits(bits)


def test_pca_of_the_stored_images_stands_beside_them_at_equal_bytes(card: Any, tiny_bundle: Any) -> None:
    rng = np.random.default_rng(0)
    basis = rng.uniform(0, 1, (4, 28 * 28)) * np.array([9, 4, 1, 0.1])[:, None]
    images = np.clip(rng.uniform(0, 9, (200, 4)) @ basis, 0, 255).astype(np.uint8).reshape(200, 28, 28)
    pixels = io.BytesIO()
    np.save(pixels, images)
    folder = tiny_bundle("pictured", latent_dim=2, more={bundle.IMAGES: pixels.getvalue()})
    card.session.controller(ModelsController).open(0, folder)
    assert card.wait_idle(60_000)
    shown, model = part(card), card.session.state.panes[0].model
    made = shown.by_pca[model.key]
    train = images[model.codes.split == bundle.TRAIN].reshape(-1, 28 * 28) / 255.0
    mean, axes = train.mean(axis=0), np.linalg.svd(train - train.mean(axis=0), full_matrices=False)[2][:2].T
    x_hat = np.clip(mean + (shown.x.ravel() - mean) @ axes @ axes.T, 0, 1)
    np.testing.assert_allclose(made.x_hat[-1].ravel(), x_hat, atol=1e-4)
    assert made.mse[-1] == pytest.approx(float(np.mean((x_hat - shown.x.ravel()) ** 2)), abs=1e-5)
    assert [len(each) for each in made.written] == [len(each) for each in shown.coded[model.key].written]
    names = [line.name for line in card.findChild(IntervalCurve, "compression.curve").lines()]
    assert "PCA" in names
    assert not card.findChild(QLabel, "compression.pca").isVisible()
    card.session.controller(ProbeController).hover(0, -1.0, 1.4)
    assert card.wait_idle(60_000)
    assert part(card).by_pca[model.key].x is part(card).x


def test_without_stored_images_a_line_says_so_and_what_is_known(card: Any, tiny_bundle: Any) -> None:
    metrics = {"pca_mse": {"value": 0.0557}}
    card.session.controller(ModelsController).open(0, tiny_bundle("bare", metrics=metrics))
    assert card.wait_idle(60_000)
    assert said(card, "pca") == (
        "PCA's picture is missing: it needs images, and this model stores none. "
        "Its mean error on test images with 2 numbers, not rounded: .0557."
    )
    assert part(card).by_pca == {}

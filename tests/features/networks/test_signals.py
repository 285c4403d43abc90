"""Networks whose outputs are signals or rows of a table open, and are shown as lines; the pen says why it is off."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from onnx import TensorProto, helper
from PySide6.QtWidgets import QComboBox, QLabel, QWidget

from aevae_desktop.bundle import ImageSpec
from aevae_desktop.core.images.line_plot import plotted
from aevae_desktop.engine.child.jobs import halves
from aevae_desktop.engine.child.model import Model
from aevae_desktop.features.drawing.panel import PenPad
from aevae_desktop.features.encoding.controller import EncodingController
from aevae_desktop.features.encoding.state import Encoding
from aevae_desktop.features.models.controller import ModelsController
from aevae_desktop.features.networks.controller import NetworksController
from aevae_desktop.features.probe.controller import ProbeController
from aevae_desktop.features.probe.state import Preview
from aevae_desktop.session.state import Mode
from aevae_desktop.ui import imaging
from aevae_desktop.ui.theme import DARK
from aevae_desktop.ui.widgets.picture import Picture
from aevae_desktop.ui.widgets.text_line import TextLine
from tests.conftest import _model, tiny_decoder, tiny_encoder
from tests.window_fixtures import drop_on_map

N = 90


def decoder(shape: tuple[int, ...]) -> bytes:
    """x_hat = tanh(z W): waves of two frequencies, of the item ``shape``."""
    at = np.linspace(0, 2 * np.pi, N)
    weights = {"w": np.stack([np.sin(at), np.cos(2 * at)]).astype(np.float32), "s": np.array([-1, *shape])}
    nodes = [
        helper.make_node("MatMul", ["z", "w"], ["a"]),
        helper.make_node("Tanh", ["a"], ["p"]),
        helper.make_node("Reshape", ["p", "s"], ["x_hat"]),
    ]
    z = helper.make_tensor_value_info("z", TensorProto.FLOAT, ["n", 2])
    return _model(nodes, [z], [helper.make_tensor_value_info("x_hat", TensorProto.FLOAT, ["n", *shape])], weights)


def encoder() -> bytes:
    """mu = x W."""
    w = (np.random.default_rng(0).standard_normal((N, 2)) / N).astype(np.float32)
    x = helper.make_tensor_value_info("x", TensorProto.FLOAT, ["n", N])
    mu = helper.make_tensor_value_info("mu", TensorProto.FLOAT, ["n", 2])
    return _model([helper.make_node("MatMul", ["x", "w"], ["mu"])], [x], [mu], {"w": w})


@pytest.mark.parametrize(("shape", "expected"), [
    ((N,), ImageSpec(1, N)), ((1, N), ImageSpec(1, N)), ((N, 1), ImageSpec(N, 1)), ((1, 256), ImageSpec(1, 256)),
    ((3 * 32 * 32,), None), ((28, 28), None), ((3, 28, 28), None), ((1,), None),
])  # fmt: skip
def test_which_shapes_are_signals(shape: tuple[int, ...], expected: ImageSpec | None) -> None:
    assert halves.signal_size(shape) == expected


@pytest.mark.parametrize("shape", [(784,), (1, 28, 28), (28, 28), (3, 28, 28)])
def test_images_stay_images(shape: tuple[int, ...]) -> None:
    size = halves.image_size(shape)
    assert size is not None
    assert not size.is_signal


@pytest.mark.parametrize("shape", [(N,), (1, N), (N, 1)])
def test_a_signal_opens_and_its_preview_is_the_line_of_its_values(
    window: Any, tmp_path: Path, shape: tuple[int, ...]
) -> None:
    (tmp_path / "decoder.onnx").write_bytes(decoder(shape))
    (tmp_path / "encoder.onnx").write_bytes(encoder())
    drop_on_map(window, 0, tmp_path / "decoder.onnx", tmp_path / "encoder.onnx")
    session = window.session
    spec = session.state.panes[0].model.manifest.image
    assert spec.is_signal
    assert (spec.low, spec.high) == (-1.0, 1.0)
    session.controller(ProbeController).probe(0, 0.4, -0.7)
    assert window.wait_idle(60_000)
    image = session.state.panes[0].get(Preview).image
    at = np.linspace(0, 2 * np.pi, N)
    np.testing.assert_allclose(image.reshape(-1), np.tanh(0.4 * np.sin(at) - 0.7 * np.cos(2 * at)), atol=1e-5)
    picture = window.findChild(Picture, "decoder.0")
    side = min(picture.width(), picture.height())
    drawn = imaging.pixels_of(picture._scaled(side))
    assert drawn.shape == (side, side)
    ink = plotted(image[None], side, side, -1.0, 1.0)[0]
    np.testing.assert_array_equal(drawn, imaging.grey_ramp(DARK).take(np.rint(ink * 255).astype(np.uint8)))
    for k in (0, 30, 60, N - 1):  # and by its values, not by the plot's own word
        column = round(k * (side - 1) / (N - 1))
        brightest = (drawn[:, column] & 0xFF).argmax()
        assert abs(brightest - (0.5 - image.reshape(-1)[k] * 0.44) * (side - 1)) < 0.06 * side


def test_rows_of_a_table_are_encoded_as_signals(window: Any, tmp_path: Path, qtbot: Any) -> None:
    """In the model's own units, from the Own images card: one row and many."""
    (tmp_path / "decoder.onnx").write_bytes(decoder((N,)))
    (tmp_path / "encoder.onnx").write_bytes(encoder())
    drop_on_map(window, 0, tmp_path / "decoder.onnx", tmp_path / "encoder.onnx")
    key = window.session.state.panes[0].model.key
    for rows in (7, 1):
        x = np.random.default_rng(rows).uniform(-1, 1, (rows, N)).astype(np.float32)
        np.savetxt(tmp_path / f"r{rows}.csv", x, delimiter=",")
        window.session.controller(ModelsController).open(0, Path(key))
        assert window.wait_idle(60_000)
        window.session.controller(EncodingController).start(tmp_path / f"r{rows}.csv")
        qtbot.waitUntil(lambda: not window.session.state.part(Encoding).running, timeout=120_000)
        assert window.session.state.part(Encoding).error == ""
        assert window.wait_idle(60_000)
        mu = window.session.state.panes[0].model.codes.mu
        np.testing.assert_allclose(mu, Model(Path(key)).encode((x.reshape(rows, 1, N) + 1) / 2).mu, atol=0.02)


def words(window: Any) -> str:
    """All that the Open models card says, now and by its tips."""
    card = window.card("networks")
    lines = [each.text() for kind in (QLabel, TextLine) for each in card.findChildren(kind) if each.isVisible()]
    shown = [each for each in card.findChildren(QWidget) if each.isVisible()]
    choices = [each.itemText(k) for each in shown if isinstance(each, QComboBox) for k in range(each.count())]
    return "\n".join([*lines, *choices, *(each.accessibleName() for each in shown)])


@pytest.mark.parametrize("signals", [True, False])
def test_the_card_speaks_of_what_the_images_are(window: Any, tmp_path: Path, signals: bool) -> None:
    (tmp_path / "decoder.onnx").write_bytes(decoder((N,)) if signals else tiny_decoder(2, 1))
    (tmp_path / "encoder.onnx").write_bytes(encoder() if signals else tiny_encoder(2, 1, True))
    drop_on_map(window, 0, tmp_path / "decoder.onnx", tmp_path / "encoder.onnx")
    window.open_card("networks")
    window.session.controller(NetworksController).look(0)
    assert window.wait_idle(60_000)
    said = words(window)
    of_images = {word: word in said for word in ("Ink", "light on dark", "ixel", "Drawn digits")}
    assert of_images == dict.fromkeys(of_images, not signals)
    assert ("Waves, and what comes back of them" in said, "a signal of 90 numbers" in said) == (signals, signals)


def test_the_pen_says_why_it_is_off(window: Any, tmp_path: Path) -> None:
    (tmp_path / "decoder.onnx").write_bytes(decoder((1, N)))
    (tmp_path / "encoder.onnx").write_bytes(encoder())
    for pane in (0, 1):
        drop_on_map(window, pane, tmp_path / "decoder.onnx", tmp_path / "encoder.onnx")
    window.session.set_mode(Mode.DRAW)
    assert window.wait_idle(60_000)
    assert window.findChild(PenPad)._hint == "No model on screen reads drawings: its images are signals"


def test_a_page_of_signals_is_a_page_of_lines() -> None:
    values = np.random.default_rng(0).integers(0, 256, (4, 1, 30)).astype(np.uint8)
    whole = imaging.mosaic(values, 2)
    assert whole.shape == (2 * imaging.PLOT, 2 * imaging.PLOT)
    lines = plotted(values, imaging.PLOT, imaging.PLOT, 0.0, 255.0) * 255
    np.testing.assert_array_equal(whole[: imaging.PLOT, imaging.PLOT :], lines[1].astype(np.uint8))
    pages = imaging.many(values, 40, imaging.grey_ramp(DARK))
    assert pages.shape == (4, 40, 40)
    assert len(np.unique(pages[0])) > 2

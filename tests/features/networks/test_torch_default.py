"""PyTorch's export with no options: the decoder dropped alone is hovered; with encoder and a folder it is a map.

The newest exporter fixes the batch at the example's and keeps the weights in a file beside.
"""

from __future__ import annotations

import os
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from aevae_desktop import bundle
from aevae_desktop.features.encoding.state import Encoding, Phase
from aevae_desktop.features.probe.controller import ProbeController
from aevae_desktop.features.probe.state import Preview
from tests.features.encoding.test_encoding_panel import drop as drop_on_card
from tests.window_fixtures import drop_on_map, opened

torch = pytest.importorskip("torch")
pytest.importorskip("onnxscript")
image = pytest.importorskip("PIL.Image")

SIDE, D = 20, 2


@pytest.fixture(scope="module")
def networks(tmp_path_factory: pytest.TempPathFactory) -> tuple[Any, Any, Path]:
    """An encoder and a decoder, and the folder that they were exported to, each with a file of weights beside."""
    torch.manual_seed(0)
    nn = torch.nn
    encoder = nn.Sequential(nn.Flatten(), nn.Linear(SIDE * SIDE, 64), nn.ReLU(), nn.Linear(64, D)).eval()
    decoder = nn.Sequential(
        nn.Linear(D, 64), nn.ReLU(), nn.Linear(64, SIDE * SIDE), nn.Sigmoid(), nn.Unflatten(1, (1, SIDE, SIDE))
    ).eval()
    folder = tmp_path_factory.mktemp("exported")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # PyTorch's own, of what is to come
        torch.onnx.export(decoder, (torch.zeros(1, D),), folder / "decoder.onnx")
        torch.onnx.export(encoder, (torch.zeros(1, 1, SIDE, SIDE),), folder / "encoder.onnx")
    assert (folder / "decoder.onnx.data").exists()
    return encoder, decoder, folder


def hovered(window: Any, hand: Any) -> Any:
    """What the preview shows of the place that a pointer goes to, and its code."""
    canvas = window.canvas(0)
    hand.move(canvas, canvas.width() * 0.4, canvas.height() * 0.6)
    assert window.wait_idle(60_000)
    preview = window.session.state.panes[0].get(Preview)
    assert preview is not None
    return preview


def test_a_decoder_is_hovered_as_soon_as_it_is_dropped(window: Any, networks: Any, hand: Any) -> None:
    _, decoder, folder = networks
    drop_on_map(window, 0, folder / "decoder.onnx")
    assert window.session.state.panes[0].model.manifest.provenance["opened_from"] == ["decoder.onnx"]
    preview = hovered(window, hand)
    with torch.no_grad():
        expected = decoder(torch.from_numpy(preview.z)[None]).numpy()[0, 0]
    np.testing.assert_allclose(preview.image, expected, atol=1e-5)


def test_with_its_encoder_and_a_folder_it_is_a_map_whose_codes_come_again(
    window: Any, networks: Any, tmp_path: Path, qtbot: Any
) -> None:
    encoder, _, folder = networks
    rng, names = np.random.default_rng(3), ("Futurama", "Greek", "Latin")
    for k in range(300):
        place = tmp_path / "alphabets" / names[k % 3] / f"character{k % 7:02}"
        place.mkdir(parents=True, exist_ok=True)
        image.fromarray(rng.integers(0, 256, (SIDE, SIDE), dtype=np.uint8)).save(place / f"{k:03}.png")
    drop_on_map(window, 0, folder / "decoder.onnx", folder / "encoder.onnx")
    window.session.controller(ProbeController).probe(0, 0.1, 0.1)  # this map leads now
    assert window.wait_idle(60_000)
    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ShiftModifier)
    assert window.findChild(QWidget, "encoding").isVisible()
    drop_on_card(window, tmp_path / "alphabets")
    qtbot.waitUntil(lambda: not window.session.state.part(Encoding).running, timeout=120_000)
    assert window.session.state.part(Encoding).phase is Phase.DONE
    assert window.wait_idle(60_000)
    model = window.session.state.panes[0].model
    assert Path(model.key).parent == Path(os.environ["AEVAE_MODELS"])
    assert model.manifest.classes == names
    files = [path for name in names for path in sorted((tmp_path / "alphabets" / name).rglob("*.png"))]
    x = torch.from_numpy(np.stack([np.asarray(image.open(path), np.float32) for path in files])[:, None] / 255)
    with torch.no_grad():
        np.testing.assert_allclose(model.codes.mu, encoder(x).numpy(), atol=1e-5)
    np.testing.assert_array_equal(model.codes.label, np.repeat([0, 1, 2], 100))
    stored = bundle.read_points(Path(model.key), bundle.validate(Path(model.key)))
    assert stored.mu.tobytes() == model.codes.mu.tobytes()
    for later in opened([model.key]):
        assert later.session.state.panes[0].model.codes.mu.tobytes() == model.codes.mu.tobytes()

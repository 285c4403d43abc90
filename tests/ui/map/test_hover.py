"""The heart: what the pointer touches is what the decoder says, exactly."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from aevae_desktop.core.images.grey_levels import to_uint8
from aevae_desktop.features.probe.state import Probe
from aevae_desktop.ui import words


def decoder_of(window: Any, pane: int) -> Any:
    from aevae_desktop.runtime import ort

    folder = Path(window.session.state.panes[pane].model.key)
    options = ort.SessionOptions()
    options.intra_op_num_threads = 1
    return ort.InferenceSession(str(folder / "decoder.onnx"), options, providers=["CPUExecutionProvider"])


def find(window: Any, name: str) -> Any:
    from PySide6.QtWidgets import QWidget

    found = window.findChild(QWidget, name)
    assert found is not None, name
    return found


@pytest.mark.parametrize("pane", [0, 1])
def test_preview_is_the_decoders_output_at_200_random_probes(shipped: Any, hand: Any, pane: int) -> None:
    canvas, preview = find(shipped, f"map.{pane}"), find(shipped, f"decoder.{pane}")
    decoder = decoder_of(shipped, pane)
    rng = np.random.default_rng(pane)
    for x, y in rng.uniform((0, 0), (canvas.width(), canvas.height()), (200, 2)):
        hand.move(canvas, x, y)
        assert shipped.wait_idle(60_000)
        z = canvas.to_map(np.array([[x, y]])).astype(np.float32)
        expected = decoder.run(None, {"z": z})[0][0, 0]
        assert (preview.image() == expected).all()
        assert (to_uint8(preview.image()) == to_uint8(expected)).all()


@pytest.mark.parametrize("pane", [0, 1])
def test_the_other_pane_decodes_the_same_samples_code(shipped: Any, hand: Any, pane: int) -> None:
    other = 1 - pane
    canvas, preview = find(shipped, f"map.{pane}"), find(shipped, f"decoder.{other}")
    decoder = decoder_of(shipped, other)
    models = [shipped.session.state.panes[i].model for i in (0, 1)]
    rng = np.random.default_rng(10 + pane)
    for x, y in rng.uniform((0, 0), (canvas.width(), canvas.height()), (20, 2)):
        hand.move(canvas, x, y)
        assert shipped.wait_idle(60_000)
        xy = canvas.to_map(np.array([[x, y]]))[0]
        sample = int(np.argmin(np.square(models[pane].codes.xy.astype(np.float64) - xy).sum(axis=1)))
        assert shipped.session.state.panes[other].get(Probe).sample == sample
        expected = decoder.run(None, {"z": models[other].codes.mu[sample : sample + 1]})[0][0, 0]
        assert (preview.image() == expected).all()


def test_the_status_line_speaks_plainly(shipped: Any, hand: Any) -> None:
    canvas = find(shipped, "map.1")
    hand.move(canvas, 100.25, 80.5)
    assert shipped.wait_idle(60_000)
    pane = shipped.session.state.panes[1]
    text = find(shipped, "status").text()
    assert text.startswith(f"z = {words.code(pane.get(Probe).z)}")
    label = pane.model.manifest.classes[pane.model.codes.label[pane.get(Probe).sample]]
    assert f" {label} at {words.tiny(pane.get(Probe).distance)}" in text
    assert "decode" in text
    assert "vae-mnist-2d" in text


def test_a_probe_repaints_the_cross_and_leaves_the_rest_alone(shipped: Any, hand: Any, look: Any) -> None:
    canvas = find(shipped, "map.0")
    hand.move(canvas, 60, 60)
    assert shipped.wait_idle(60_000)
    before = look(canvas)
    hand.move(canvas, 200, 150)
    assert shipped.wait_idle(60_000)
    changed = np.argwhere(before != look(canvas))
    near = np.minimum(np.abs(changed - [60, 60]).max(axis=1), np.abs(changed - [150, 200]).max(axis=1))
    assert len(changed)
    assert near.max() <= 48  # an arm that goes around a label begins up to 34 px away


def test_scaling_shows_the_pixels_themselves(shipped: Any, hand: Any, look: Any) -> None:
    from aevae_desktop.ui import imaging
    from aevae_desktop.ui.theme import DARK

    canvas, preview = find(shipped, "map.1"), find(shipped, "decoder.1")
    hand.move(canvas, 120, 120)
    assert shipped.wait_idle(60_000)
    preview.setSmooth(False)
    try:
        seen = look(preview)
    finally:
        preview.setSmooth(True)
    side = min(preview.width(), preview.height())
    top, left = (preview.height() - side) // 2, (preview.width() - side) // 2
    centres = ((np.arange(4, 24) + 0.5) * side / 28).astype(int)  # away from the rounded corners
    expected = imaging.grey_ramp(DARK)[to_uint8(preview.image())][4:24, 4:24]
    assert (seen[top + centres[:, None], left + centres] == expected).all()

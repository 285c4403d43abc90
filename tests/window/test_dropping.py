"""What is dropped on the window: a wrong drop changes nothing and says why."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from aevae_desktop.bundle import DECODER, ENCODER, MANIFEST, POINTS
from aevae_desktop.features.probe.controller import ProbeController
from aevae_desktop.ui.widgets.text_line import TextLine
from tests.window_fixtures import drop_on_map


def _empty(good: Path) -> Path:
    (good.parent / "empty").mkdir()
    return good.parent / "empty"


def _encoder_alone(good: Path) -> Path:
    for path in (good / MANIFEST, good / POINTS, good / DECODER):
        path.unlink()
    assert {path.name for path in good.iterdir()} == {ENCODER}
    return good


def _pointer(good: Path) -> Path:
    (good.parent / "pointer.onnx").write_text("version https://git-lfs.github.com/spec/v1\n")
    return good.parent / "pointer.onnx"


def _text(good: Path) -> Path:
    (good.parent / "notes.txt").write_text("a text")
    return good.parent / "notes.txt"


def _broken_decoder(good: Path) -> Path:
    (good / DECODER).write_bytes((good / DECODER).read_bytes()[:-10])
    return good


def _broken_codes(good: Path) -> Path:
    (good / POINTS).write_bytes(b"PK" + (good / POINTS).read_bytes()[2:-10])
    return good


def _missing(good: Path) -> Path:
    return good.parent / "not-there"


@pytest.mark.parametrize("wrong", [_empty, _encoder_alone, _pointer, _text, _broken_decoder, _broken_codes, _missing])
def test_a_wrong_drop_leaves_the_map_as_it_was_and_says_why(
    window: Any, look: Any, tiny_bundle: Callable[..., Path], tmp_path: Path, wrong: Callable[[Path], Path]
) -> None:
    window.session.controller(ProbeController).probe_sample(5)
    assert window.wait_idle(60_000)
    before, seen = window.session.state, [look(window.canvas(i)) for i in range(2)]
    path = wrong(tiny_bundle("wrong", parent=tmp_path / "elsewhere"))
    drop_on_map(window, 1, path)
    now = window.session.state
    assert [(p.model, p.wanted, p.error) for p in now.panes] == [(p.model, p.wanted, None) for p in before.panes]
    assert path.name in now.notice
    assert "\n" not in now.notice
    for i in range(2):
        np.testing.assert_array_equal(look(window.canvas(i)), seen[i])


def test_the_status_says_nothing_of_it_after_a_good_drop(
    window: Any, tiny_bundle: Callable[..., Path], tmp_path: Path
) -> None:
    good = tiny_bundle("good", parent=tmp_path / "elsewhere")
    drop_on_map(window, 0, _empty(good))
    assert "empty" in window.findChild(TextLine, "status").text()
    drop_on_map(window, 0, good)
    assert window.session.state.panes[0].model.key == str(good)
    assert "empty" not in window.findChild(TextLine, "status").text()


def test_what_a_menu_opens_comes_into_the_map_in_hand(window: Any, tiny_bundle: Callable[..., Path]) -> None:
    window.session.controller(ProbeController).probe(1, 0.0, 0.0)
    good = tiny_bundle("good")
    window.open_path(good)
    assert window.wait_idle(60_000)
    assert window.session.state.panes[1].model.key == str(good)
    assert window.session.settings.texts("recent", 10)[0] == str(good)

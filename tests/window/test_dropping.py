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


def _onnx(good: Path, nodes: list[Any], takes: dict[str, list[Any]], **weights: Any) -> Path:
    """A network of its own beside the bundle: what it takes, by name, to ``out``."""
    from onnx import TensorProto, helper, numpy_helper

    value = helper.make_tensor_value_info
    tensors = [numpy_helper.from_array(np.asarray(each), name) for name, each in weights.items()]
    inputs = [value(name, TensorProto.FLOAT, shape) for name, shape in takes.items()]
    graph = helper.make_graph(nodes, "net", inputs, [value("out", TensorProto.FLOAT, ["n", "m"])], tensors)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    (good.parent / "odd.onnx").write_bytes(model.SerializeToString())
    return good.parent / "odd.onnx"


def _two_inputs(good: Path) -> Path:
    from onnx import helper

    nodes = [helper.make_node("Add", ["z", "t2"], ["a"]), helper.make_node("MatMul", ["a", "w"], ["out"])]
    return _onnx(good, nodes, {"z": ["n", 2], "t2": ["n", 2]}, w=np.ones((2, 64), np.float32))


def _no_numbers(good: Path) -> Path:
    from onnx import helper

    return _onnx(
        good, [helper.make_node("MatMul", ["z", "w"], ["out"])], {"z": ["n", 0]}, w=np.ones((0, 64), np.float32)
    )


def _changing(good: Path) -> Path:
    """As many numbers as the first of z says."""
    from onnx import helper

    nodes = [
        helper.make_node("Exp", ["z"], ["e"]), helper.make_node("ReduceSum", ["e"], ["s"], keepdims=0),
        helper.make_node("Cast", ["s"], ["i"], to=7), helper.make_node("Reshape", ["i", "one"], ["k"]),
        helper.make_node("Concat", ["two", "k"], ["shape"], axis=0),
        helper.make_node("Expand", ["zero", "shape"], ["out"]),
    ]  # fmt: skip
    weights = {"one": np.array([1]), "two": np.array([2]), "zero": np.zeros((1, 1), np.float32)}
    return _onnx(good, nodes, {"z": ["n", 2]}, **weights)


def _gigantic(good: Path) -> Path:
    """A thousand million numbers of one code."""
    from onnx import helper

    nodes = [
        helper.make_node("ReduceSum", ["z", "ax"], ["s"], keepdims=1), helper.make_node("Expand", ["s", "k"], ["out"]),
    ]  # fmt: skip
    return _onnx(good, nodes, {"z": ["n", 2]}, ax=np.array([1]), k=np.array([1, 10**9]))


def _torch_alone(good: Path) -> Path:
    (good.parent / "torch").mkdir()
    (good.parent / "torch" / "net.pt").write_bytes(b"\x80\x02" + bytes(90))
    return good.parent / "torch"


def _missing(good: Path) -> Path:
    return good.parent / "not-there"


@pytest.mark.parametrize(
    "wrong",
    [
        _empty, _encoder_alone, _pointer, _text, _broken_decoder, _broken_codes, _missing, _two_inputs, _no_numbers,
        _changing, _gigantic, _torch_alone,
    ],
)  # fmt: skip
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


def test_of_many_bundles_the_first_are_opened_and_the_others_told(
    window: Any, tiny_bundle: Callable[..., Path], tmp_path: Path
) -> None:
    bundles = [tiny_bundle(f"many-{k}", parent=tmp_path / "elsewhere") for k in range(4)]
    drop_on_map(window, 0, *bundles)
    assert window.session.state.panes[0].model.key in map(str, bundles[:2])
    assert "2 were opened, and 2 left" in window.session.state.notice


def test_networks_of_one_model_are_one_however_many_files_they_are(
    window: Any, tiny_bundle: Callable[..., Path], tmp_path: Path
) -> None:
    good = tiny_bundle("good", parent=tmp_path / "elsewhere")
    for name in (MANIFEST, POINTS):
        (good / name).unlink()
    (good / "decoder.onnx.data").write_bytes(b"")
    drop_on_map(window, 1, good / ENCODER, good / "decoder.onnx.data", good / DECODER)
    assert window.session.state.panes[1].model.manifest.provenance["opened_from"] == [DECODER, ENCODER]

"""A network whose weights lie beside it becomes one file, the same network."""

from __future__ import annotations

from pathlib import Path

import pytest
from onnx import load_model_from_string, numpy_helper, save_model
from onnx.external_data_helper import convert_model_to_external_data

from aevae_desktop import inspector
from aevae_desktop.inspector import gathering
from aevae_desktop.inspector.wire import WireError
from tests.conftest import tiny_decoder


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    """A decoder whose weights are in ``w.data`` beside it."""
    model = load_model_from_string(tiny_decoder(2, 1))
    convert_model_to_external_data(model, location="w.data", size_threshold=0)
    save_model(model, tmp_path / "d.onnx")
    assert (tmp_path / "w.data").is_file()
    return tmp_path / "d.onnx"


def beside(path: Path) -> dict[str, bytes]:
    return {"w.data": (path.parent / "w.data").read_bytes()}


def test_the_weights_come_inside(outside: Path) -> None:
    data = outside.read_bytes()
    assert gathering.places(data) == ("w.data",)
    whole = gathering.gathered(data, beside(outside).__getitem__)
    assert inspector.inspect(whole, outside).external == ()
    plain = load_model_from_string(tiny_decoder(2, 1)).graph.initializer
    found = load_model_from_string(whole).graph.initializer
    assert {t.name: numpy_helper.to_array(t).tolist() for t in found} == {
        t.name: numpy_helper.to_array(t).tolist() for t in plain
    }


def test_a_network_that_is_whole_stays_as_it_is() -> None:
    data = tiny_decoder(2, 1)
    assert gathering.places(data) == ()
    assert gathering.gathered(data, {}.__getitem__) == data


def test_weights_beyond_their_file_are_refused(outside: Path) -> None:
    short = {"w.data": beside(outside)["w.data"][:-1]}
    with pytest.raises(WireError, match="beyond the end"):
        gathering.gathered(outside.read_bytes(), short.__getitem__)


@pytest.mark.parametrize("place", ["../x.data", "/etc/passwd"])
def test_a_place_outside_is_not_among_those_to_read(outside: Path, place: str) -> None:
    model = load_model_from_string(outside.read_bytes())
    for tensor in model.graph.initializer:
        for entry in tensor.external_data:
            if entry.key == "location":
                entry.value = place
    assert gathering.places(model.SerializeToString()) == ()


def test_what_is_no_network_is_left_to_the_inspector() -> None:
    assert gathering.places(b"\xff\xff") == ()
    assert gathering.gathered(b"\xff\xff", {}.__getitem__) == b"\xff\xff"

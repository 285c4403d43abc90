"""A file that is something else is called by its name, with what to do."""

from __future__ import annotations

import io
import json
import pickle
import zipfile

import numpy as np
import pytest

from aevae_desktop import inspector
from aevae_desktop.errors import ModelError
from aevae_desktop.reading.first_bytes import impostor
from tests.conftest import tiny_decoder


def zipped(name: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(name, "x")
    return buffer.getvalue()


def array() -> bytes:
    buffer = io.BytesIO()
    np.save(buffer, np.zeros(3))
    return buffer.getvalue()


HEADER = json.dumps({"w": {"dtype": "F32", "shape": [1], "data_offsets": [0, 4]}}).encode()
FILES = {
    "Git LFS": b"version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 12\n",
    "PyTorch": zipped("archive/data.pkl"),
    "Keras model": zipped("model.weights.h5"),
    "NumPy archive": zipped("w.npy"),
    "zip archive": zipped("decoder.onnx"),
    "HDF5": b"\x89HDF\r\n\x1a\n" + bytes(32),
    "pickle": pickle.dumps({"w": 1}, protocol=2),
    "NumPy array": array(),
    "TensorFlow Lite": b"\x1c\0\0\0TFL3" + bytes(32),
    "ORT format": b"\x1c\0\0\0ORTM" + bytes(32),
    "gzip": b"\x1f\x8b\x08" + bytes(32),
    "RAR": b"Rar!\x1a\x07\x01\x00" + bytes(32),
    "tar": bytes(257) + b"ustar\x0000" + bytes(32),
    "PyTorch program": zipped("model/data/weights/weight_0"),
    "PDF": b"%PDF-1.7\n" + bytes(32),
    "PNG": b"\x89PNG\r\n\x1a\n" + bytes(32),
    "GGUF": b"GGUF" + bytes(32),
    "Core ML": b"\x08\x04\x12\x10\n\x0c\n\x05image\x1a\x03" + bytes(9),
    "SavedModel": b'\x08\x01\x12\x86\x01\n\x10\n\x04\n\x02v1"\x05serve' + bytes(9),
    "a text, which begins 'Entry not found'": b"Entry not found\n",
    "a web page": b"<!-- saved -->\n<html>",
    "web page": b"\n<!DOCTYPE html><html>404</html>",
    "TensorFlow.js": json.dumps({"modelTopology": {}}).encode(),
    "a TensorFlow.js model": json.dumps({"format": "layers-model", "generatedBy": "keras"}).encode(),
    "JSON": json.dumps({"a": 1}).encode(),
    "XML": b"<?xml version='1.0'?><net/>",
    "safetensors": len(HEADER).to_bytes(8, "little") + HEADER + bytes(4),
    "empty file": b"",
    "zeros": bytes(100),
}


@pytest.mark.parametrize("name", FILES)
def test_it_is_called_by_its_name(name: str) -> None:
    with pytest.raises(ModelError) as caught:
        inspector.inspect(FILES[name], "folder/decoder.onnx")
    line = str(caught.value)
    assert name in line
    assert "expected an ONNX network" in line
    assert line.startswith("folder/decoder.onnx: ")
    assert caught.value.remedy


def test_a_pointer_is_told_how_to_get_the_file() -> None:
    with pytest.raises(ModelError, match="git lfs pull"):
        inspector.inspect(FILES["Git LFS"], "decoder.onnx")


def test_other_bytes_are_no_network_either() -> None:
    for data in (b"\x00\x01\x02", bytes(range(256)), b"\x08"):
        with pytest.raises(ModelError, match="cannot be read as an ONNX network"):
            inspector.inspect(data, "decoder.onnx")


def test_a_network_is_none_of_them() -> None:
    for data in (tiny_decoder(2, 0), b"\x08\x0a\x12\x07pytorch\x1a\x062.13.0"):
        assert impostor(data) is None


def test_of_a_long_file_its_beginning_and_its_size_are_enough() -> None:
    header = b"{" + b" " * 9000 + b"}"
    start = len(header).to_bytes(8, "little") + header[:4088]
    assert impostor(start, 9010) is not None
    assert impostor(start) is None

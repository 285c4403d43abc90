"""Jobs as requests and replies."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from aevae_desktop.engine.wire import protocol
from aevae_desktop.engine.wire.frames import Frame, FrameReader, ProtocolError
from aevae_desktop.engine.wire.protocol import (
    Decode,
    Load,
    ReadPoints,
    Reconstruct,
    Unload,
    error_in,
    error_reply,
    parse_request,
    request,
)
from aevae_desktop.errors import BundleError, ModelError


def read_one(data: bytes) -> Frame:
    (frame,) = FrameReader().feed(data)
    return frame


@pytest.mark.parametrize("job", [Load("ae", "/a b/ü"), Unload("ae"), ReadPoints("vae", "/c")])
def test_plain_jobs_come_back_equal(job: Any) -> None:
    assert parse_request(read_one(request(5, job))) == (5, job)


def test_a_relative_folder_is_made_absolute_for_a_process_that_stands_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert parse_request(read_one(request(5, Load("ae", "models/ae")))) == (5, Load("ae", f"{tmp_path}/models/ae"))


def test_a_decode_comes_back_with_float32_rows_of_every_model() -> None:
    z = {"ae": np.array([[0.5, -1.25]]), "vae": np.zeros((0, 3), np.float32)}
    number, job = parse_request(read_one(request(9, Decode(z, "uint8"))))
    assert isinstance(job, Decode)
    assert (number, job.dtype, list(job.z)) == (9, "uint8", ["ae", "vae"])
    assert job.z["ae"].dtype == np.float32
    np.testing.assert_array_equal(job.z["ae"], z["ae"])
    assert job.z["vae"].shape == (0, 3)


def test_a_reconstruct_comes_back_equal() -> None:
    rng = np.random.default_rng(0)
    x = {"ae": rng.random((2, 28, 28), np.float32), "vae": rng.random((2, 16, 12, 3), np.float32)}
    _, job = parse_request(read_one(request(1, Reconstruct(x, refine=True))))
    assert isinstance(job, Reconstruct)
    assert (job.unit, job.refine) == (False, True)
    assert list(job.x) == ["ae", "vae"]
    for key, images in x.items():
        np.testing.assert_array_equal(job.x[key], images)


@pytest.mark.parametrize(
    "header",
    [
        {},
        {"id": 1},
        {"id": 1, "job": "format the disk"},
        {"id": "x", "job": "unload", "key": "a"},
        {"id": 1, "job": "decode", "keys": ["a"], "dtype": "uint8"},
        {"id": 1, "job": "load", "key": "a"},
    ],
)
def test_requests_with_a_part_missing_are_refused(header: Any) -> None:
    with pytest.raises(ProtocolError):
        parse_request(Frame(header))


def test_errors_keep_their_type_and_their_line() -> None:
    error = BundleError(file="/x/decoder.onnx", field="size", found="3 bytes", expected="9 bytes", remedy="Copy it.")
    back = error_in(read_one(error_reply(4, error)))
    assert isinstance(back, BundleError)
    assert str(back) == str(error) == "/x/decoder.onnx: size: found 3 bytes, expected 9 bytes. Copy it."


def test_a_result_holds_no_error() -> None:
    assert error_in(Frame({"id": 1})) is None
    assert isinstance(error_in(Frame({"error": {"type": "ModelError", "what": "x"}})), ModelError)


@pytest.mark.parametrize(
    "job",
    [
        protocol.Neighbours({"a": "x", "b": "y"}, np.array([3, 1], np.int32), 10),
        protocol.WriteCodes("a", "x", np.zeros(0, np.int32)),
    ],
)
def test_jobs_on_samples_cross_the_wire(job: Any) -> None:
    number, there = parse_request(read_one(request(5, job)))
    assert number == 5
    assert type(there) is type(job)
    np.testing.assert_array_equal(there.rows, job.rows)
    folders = {"folder": job.folder} if hasattr(job, "folder") else job.folders
    back = {"folder": there.folder} if hasattr(there, "folder") else there.folders
    assert back == {key: str(Path(folder).absolute()) for key, folder in folders.items()}
    assert getattr(there, "k", None) == getattr(job, "k", None)


def test_places_to_look_around_cross_the_wire() -> None:
    z = {"a": np.array([[0.5, 1.0]], np.float32), "b": np.zeros((2, 3), np.float32)}
    number, there = parse_request(read_one(request(5, protocol.NearestTo({"a": "x", "b": "y"}, z, 7))))
    assert isinstance(there, protocol.NearestTo)
    assert (number, there.k, list(there.folders)) == (5, 7, ["a", "b"])
    assert there.folders["a"] == str(Path("x").absolute())
    for key, places in z.items():
        np.testing.assert_array_equal(there.z[key], places)


def test_a_draw_crosses_the_wire() -> None:
    job = protocol.Draw("a", str(Path("x").absolute()), "kde", 0.1, 7, 2**31 - 1, 1000)
    assert parse_request(read_one(request(5, job))) == (5, job)


@pytest.mark.parametrize("rows", [np.zeros((1, 2), np.int32), np.zeros(2, np.float32)])
def test_rows_of_another_kind_are_refused(rows: Any) -> None:
    frame = read_one(request(5, protocol.WriteCodes("a", "x", np.zeros(1, np.int32))))
    with pytest.raises(ProtocolError):
        parse_request(Frame(frame.header, {"rows": rows}))

from __future__ import annotations

import itertools
import struct
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from aevae_desktop.engine import protocol
from aevae_desktop.engine.protocol import (
    Decode,
    Frame,
    FrameReader,
    Load,
    ProtocolError,
    ReadPoints,
    Reconstruct,
    Unload,
    error_in,
    error_reply,
    pack,
    parse_request,
    request,
    unpack,
)
from aevae_desktop.errors import BundleError, ModelError

json_objects = st.dictionaries(
    st.text(max_size=8).filter(lambda key: key != "arrays"),
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(max_size=20),
    max_size=5,
)
some_arrays = st.dictionaries(
    st.text(max_size=6),
    st.sampled_from(protocol.DTYPES).flatmap(
        lambda dtype: hnp.arrays(dtype, hnp.array_shapes(min_dims=1, max_dims=4, min_side=0, max_side=5))
    ),
    max_size=4,
)


def read_one(data: bytes) -> Frame:
    (frame,) = FrameReader().feed(data)
    return frame


@settings(max_examples=60, deadline=None)
@given(json_objects, some_arrays, st.data())
def test_frames_survive_the_way_however_they_are_chopped(header: Any, arrays: Any, data: st.DataObject) -> None:
    stream = pack(header, arrays) * 2
    cuts = sorted(data.draw(st.lists(st.integers(0, len(stream)), max_size=6)))
    reader = FrameReader()
    edges = [0, *cuts, len(stream)]
    frames = [f for a, b in itertools.pairwise(edges) for f in reader.feed(stream[a:b])]
    assert len(frames) == 2
    for frame in frames:
        assert frame.header == header
        assert list(frame.arrays) == list(arrays)
        for name, array in arrays.items():
            assert frame.arrays[name].dtype == array.dtype
            assert frame.arrays[name].shape == array.shape
            assert frame.arrays[name].tobytes() == array.tobytes()


def test_arrays_that_are_not_contiguous_travel_in_c_order() -> None:
    array = np.arange(24, dtype=np.float32).reshape(4, 6)[::2, ::-3]
    np.testing.assert_array_equal(read_one(pack({}, {"a": array})).arrays["a"], array)


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=200))
def test_nonsense_is_a_protocol_error_and_nothing_else(data: bytes) -> None:
    try:
        frame = unpack(data)
    except ProtocolError:
        return
    assert isinstance(frame.header, dict)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_damaged_frame_is_a_protocol_error_or_a_frame(data: st.DataObject) -> None:
    whole = bytearray(request(7, Decode({"ae": np.ones((2, 2), np.float32)})))
    whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    try:
        for frame in FrameReader().feed(bytes(whole)):
            parse_request(frame)
    except ProtocolError:
        pass


def test_a_length_above_the_limit_is_refused_before_anything_is_kept() -> None:
    with pytest.raises(ProtocolError, match="limit"):
        FrameReader().feed(struct.pack("<I", protocol.MAX_FRAME + 1))


@pytest.mark.parametrize(
    "listing",
    [
        [["a", "object", [1]]],
        [["a", "float32", [1 << 62, 1 << 62]]],
        [["a", "float32", [-1]]],
        [["a", "float32", [2]]],  # more than there is
        [["a", "uint8", [1]]],  # less than there is
        [["a", "float32", [True]]],
        [["a", "float32"]],
        "a",
    ],
)
def test_array_lists_that_lie_are_refused(listing: Any) -> None:
    import json

    text = json.dumps({"arrays": listing}).encode()
    text += b" " * (-(len(text) + 4) % 8)
    with pytest.raises(ProtocolError):
        unpack(struct.pack("<I", len(text)) + text + bytes(16 if listing[0][1:2] == ["uint8"] else 4))


@pytest.mark.parametrize("array", [np.array([object()]), np.zeros(2, np.complex64), np.zeros(2, ">f4")])
def test_other_dtypes_do_not_travel(array: Any) -> None:
    with pytest.raises(ProtocolError, match="do not travel"):
        pack({}, {"a": array})


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
    _, job = parse_request(read_one(request(1, Reconstruct(x))))
    assert isinstance(job, Reconstruct)
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
        protocol.ReadImages("a", "x", np.array([3, 1], np.int32)),
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


@pytest.mark.parametrize("rows", [np.zeros((1, 2), np.int32), np.zeros(2, np.float32)])
def test_rows_of_another_kind_are_refused(rows: Any) -> None:
    frame = read_one(request(5, protocol.ReadImages("a", "x", np.zeros(1, np.int32))))
    with pytest.raises(ProtocolError):
        parse_request(Frame(frame.header, {"rows": rows}))

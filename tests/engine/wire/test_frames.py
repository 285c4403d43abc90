"""Frames: whatever the pipe does to them, they come through or are refused."""

from __future__ import annotations

import itertools
import struct
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from aevae_desktop.engine.wire import framing
from aevae_desktop.engine.wire.frames import Frame, FrameReader, ProtocolError, pack, unpack
from aevae_desktop.engine.wire.protocol import (
    Decode,
    parse_request,
    request,
)

json_objects = st.dictionaries(
    st.text(max_size=8).filter(lambda key: key != "arrays"),
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(max_size=20),
    max_size=5,
)
some_arrays = st.dictionaries(
    st.text(max_size=6),
    st.sampled_from(list(framing.SIZES)).flatmap(
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
        FrameReader().feed(struct.pack("<I", framing.MAX_FRAME + 1))


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

"""What the reader makes of a file is what ONNX's own parser makes of it, or nothing at all."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from onnx import AttributeProto, ModelProto, NodeProto, TensorProto

from aevae_desktop.inspector import wire
from aevae_desktop.inspector.messages import Attribute, Network, Node, Tensor
from aevae_desktop.inspector.wire import Reader, Span, WireError

int64 = st.integers(-(2**63), 2**63 - 1)
int32 = st.integers(-(2**31), 2**31 - 1)
names = st.text(max_size=20)
several = st.lists(int64, max_size=5)


@st.composite
def tensors(draw: st.DrawFn) -> TensorProto:
    tensor = TensorProto(name=draw(names), dims=draw(several), data_type=draw(int32))
    if draw(st.booleans()):
        tensor.raw_data = draw(st.binary(max_size=40))
    tensor.int64_data.extend(draw(several))
    tensor.int32_data.extend(draw(st.lists(int32, max_size=5)))
    tensor.float_data.extend(draw(st.lists(st.floats(width=32, allow_nan=False), max_size=5)))
    for key, value in draw(st.lists(st.tuples(names, names), max_size=2)):
        tensor.external_data.add(key=key, value=value)
    return tensor


@st.composite
def attributes(draw: st.DrawFn) -> AttributeProto:
    made = AttributeProto(name=draw(names), ints=draw(several), i=draw(int64), ref_attr_name=draw(names))
    made.t.CopyFrom(draw(tensors()))
    made.s = draw(st.binary(max_size=9))
    return made


@st.composite
def models(draw: st.DrawFn) -> ModelProto:
    model = ModelProto(ir_version=draw(int64), producer_name=draw(names), doc_string=draw(names))
    model.opset_import.add(domain=draw(names), version=draw(int64))
    model.graph.initializer.extend(draw(st.lists(tensors(), max_size=2)))
    for _ in range(draw(st.integers(0, 2))):
        node = NodeProto(op_type=draw(names), domain=draw(names), input=draw(st.lists(names, max_size=3)))
        node.attribute.extend(draw(st.lists(attributes(), max_size=2)))
        model.graph.node.append(node)
    return model


def same_tensor(reader: Reader, mine: Tensor, theirs: TensorProto) -> None:
    assert (mine.name, mine.dims, mine.data_type) == (theirs.name, list(theirs.dims), theirs.data_type)
    raw = reader.data[slice(*mine.raw)] if mine.raw else b""
    assert raw == theirs.raw_data
    assert [v for span in mine.int64s for v in reader.varints(span)] == list(theirs.int64_data)
    assert [v for span in mine.int32s for v in reader.varints(span)] == list(theirs.int32_data)
    assert sum(reader.count_varints(span) for span in mine.int64s) == len(theirs.int64_data)
    assert sum(span.size for span in mine.floats) == 4 * len(theirs.float_data)
    assert [(e.key, e.value) for e in mine.external] == [(e.key, e.value) for e in theirs.external_data]


def same_attribute(reader: Reader, mine: Attribute, theirs: AttributeProto) -> None:
    assert (mine.name, mine.ints, mine.i) == (theirs.name, list(theirs.ints), theirs.i)
    assert mine.refers_to == theirs.ref_attr_name
    assert mine.t is not None
    same_tensor(reader, mine.t, theirs.t)


@given(models())
def test_it_reads_what_onnx_reads(model: ModelProto) -> None:
    data = model.SerializeToString()
    reader = Reader(data)
    network = reader.message(Network)
    assert (network.ir_version, network.producer) == (model.ir_version, model.producer_name)
    assert [(s.domain, s.version) for s in network.operator_sets] == [(s.domain, s.version) for s in model.opset_import]
    graph = network.graph
    assert (graph is not None) == model.HasField("graph")
    if graph is None:
        return
    for mine, theirs in zip(graph.weights, model.graph.initializer, strict=True):
        same_tensor(reader, mine, theirs)
    for node, their_node in zip(graph.nodes, model.graph.node, strict=True):
        assert (node.op, node.domain, node.inputs) == (their_node.op_type, their_node.domain, list(their_node.input))
        for attribute, their_attribute in zip(node.attributes, their_node.attribute, strict=True):
            same_attribute(reader, attribute, their_attribute)


@given(models(), st.data())
def test_a_file_that_is_cut_off_or_changed_ends_in_its_own_error(model: ModelProto, data: Any) -> None:
    whole = bytearray(model.SerializeToString())
    if not whole:
        return
    place = data.draw(st.integers(0, len(whole) - 1))
    whole[place] = data.draw(st.integers(0, 255))
    for damaged in (bytes(whole), bytes(whole[:place])):
        try:
            Reader(damaged).message(Network)
        except WireError:
            continue


def field(number: int, payload: bytes) -> bytes:
    return bytes([number << 3 | 2, len(payload)]) + payload


def test_packed_and_single_numbers_are_the_same() -> None:
    assert Reader(b"\x08\x03\x08\x04").message(Tensor).dims == [3, 4]
    assert Reader(b"\x0a\x02\x03\x04").message(Tensor).dims == [3, 4]


@pytest.mark.parametrize(
    ("data", "message", "why"),
    [
        (field(7, b"\x0a\x00") + field(7, b"\x0a\x00"), Network, "written more than once"),  # protobuf merges them
        (b"\x70\x81\x80\x80\x80\x10", Tensor, "beyond 32 bits"),  # data_location 2**32 + 1: protobuf reads 1, EXTERNAL
        (b"\x08" + b"\xff" * 10 + b"\x01", Network, "cut off or damaged"),  # a varint of 11 bytes
        (b"\x3a\xff\xff\xff\xff\x0f\x00", Network, "cut off or damaged"),  # a length of 4 GiB
        (b"\x3a\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01", Network, "cut off or damaged"),  # of -1
        (b"\x0b\x0c", Network, "cut off or damaged"),  # a group
        (b"\x38\x01", Network, "graph of another type"),
        (b"\x00\x00", Network, "no field"),
        (field(4, b"\xff"), Node, "no text"),
        (field(1, b"\x80"), Tensor, "cut off or damaged"),
    ],
)  # fmt: skip
def test_what_two_readers_could_take_for_two_things_is_refused(data: bytes, message: type[Any], why: str) -> None:
    with pytest.raises(WireError, match=why):
        Reader(data).message(message)


def nested(depth: int) -> bytes:
    """A graph with a node with a graph ... as bytes, ``depth`` graphs deep."""
    graph = b""
    for _ in range(depth):
        for number in (6, 5, 1):  # into an attribute, a node, a graph
            size, payload = len(graph), graph
            length = bytes([size & 127 | 128, size >> 7 & 127 | 128, size >> 14])
            graph = bytes([number << 3 | 2]) + length + payload
    return graph


def test_depth_length_and_number_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    from aevae_desktop.inspector.messages import Graph

    assert Reader(nested(10)).message(Graph).nodes
    with pytest.raises(WireError, match="nested"):
        Reader(nested(1000)).message(Graph)
    with pytest.raises(WireError, match="longer than"):
        Reader(b"\x22\x91\x4e" + b"a" * 10_001).message(Node)
    monkeypatch.setattr(wire, "MAX_FIELDS", 100)
    with pytest.raises(WireError, match="more than 100 parts"):
        Reader(b"\x0a\x00" * 101).message(Node)
    with pytest.raises(WireError, match="more than 100 parts"):
        Reader(field(1, b"\x01" * 120)).message(Tensor)


def test_packed_numbers_are_counted_in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "_PIECE", 3)
    data = TensorProto(int64_data=[1, -1, 300, 0]).SerializeToString()
    [span] = Reader(data).message(Tensor).int64s
    assert Reader(data).count_varints(span) == 4
    assert list(Reader(data).varints(span)) == [1, -1, 300, 0]
    assert Reader(data).count_varints(Span(0, 0)) == 0

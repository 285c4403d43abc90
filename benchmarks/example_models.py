"""ONNX's own example of each operator, with one to three things changed: what gets past an operator's first checks.

The examples are those that the `onnx` package tests runtimes with, so everything fits but what was changed: a setting,
or an input, which then stands in the file. Model number ``k`` depends on ``k`` and the version of `onnx` alone.
"""

from __future__ import annotations

import warnings
from functools import cache
from typing import Any

import numpy as np
from numpy.random import Generator
from one_op_models import HUGE, REALS, SMALL, OneOp, text
from onnx import AttributeProto, ModelProto, ValueInfoProto, helper, numpy_helper

WHOLE = (*HUGE, *SMALL)
LARGEST = 60_000  # bytes of an example


@cache
def examples() -> list[tuple[bytes, list[Any]]]:
    """Every example of one operator: the file, and a value for each of its inputs."""
    from onnx.backend.test.case.node import collect_testcases

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        cases = collect_testcases(None)
    found = ((case.model, case.data_sets) for case in cases if case.model is not None and case.data_sets)
    small = ((model, data) for model, data in found if len(model.graph.node) == 1 and model.ByteSize() < LARGEST)
    return [(model.SerializeToString(), list(data[0][0])) for model, data in small]


def make(number: int) -> OneOp | None:
    """Model ``number``; None where a change cannot be written down."""
    data, values = examples()[number % len(examples())]
    rng, model = np.random.default_rng([20261129, number]), ModelProto.FromString(data)
    try:
        with np.errstate(all="ignore"), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            feeds = _changed(model, values, rng)
    except (ValueError, TypeError, OverflowError):  # of what NumPy has no type for
        return None
    node = model.graph.node[0]
    version = next((used.version for used in model.opset_import if used.domain == node.domain), 0)
    return OneOp(number, f"{node.domain}:{node.op_type}-{version}", model.SerializeToString(), feeds, text(model))


def _changed(model: ModelProto, values: list[Any], rng: Generator) -> dict[str, Any]:
    """Change ``model`` in place; what is still to be fed."""
    graph, node = model.graph, model.graph.node[0]
    folded = rng.random() < 0.4  # everything known when the model is opened
    places = [*range(len(node.attribute)), *(value.name for value in graph.input)]
    chosen = {places[k] for k in rng.integers(0, len(places), int(rng.choice((1, 1, 2, 3))))} if places else set()
    for place in sorted(place for place in chosen if isinstance(place, int)):
        _change_attribute(node.attribute[place], rng)
    feeds: dict[str, Any] = {}
    for entry, value in zip(list(graph.input), values, strict=False):
        if isinstance(value, np.ndarray | np.generic) and (folded or entry.name in chosen):
            array = _change_array(np.asarray(value), rng) if entry.name in chosen else np.asarray(value)
            graph.initializer.append(numpy_helper.from_array(array, entry.name))
        else:
            feeds[entry.name] = value
    _declare(model, [entry for entry in graph.input if entry.name in feeds], rng)
    return feeds


def _declare(model: ModelProto, inputs: list[ValueInfoProto], rng: Generator) -> None:
    """Half the models leave the sizes of what is fed open; the types of outputs are worked out."""
    kept = [ValueInfoProto.FromString(entry.SerializeToString()) for entry in inputs]
    shapes = [entry.type.tensor_type.shape for entry in kept if entry.type.HasField("tensor_type")]
    if rng.random() < 0.5:
        for k, size in enumerate(size for shape in shapes for size in shape.dim):
            size.dim_param = f"d{k}"
    outputs = [helper.make_empty_tensor_value_info(output.name) for output in model.graph.output]
    for field, entries in (("input", kept), ("output", outputs)):
        model.graph.ClearField(field)
        getattr(model.graph, field).extend(entries)


def _change_attribute(attribute: AttributeProto, rng: Generator) -> None:
    if attribute.type == AttributeProto.INT:
        attribute.i = _whole(rng)
    elif attribute.type == AttributeProto.FLOAT:
        attribute.f = float(rng.choice(REALS))
    elif attribute.type == AttributeProto.INTS:
        _change_list(attribute.ints, _whole(rng), rng)
    elif attribute.type == AttributeProto.FLOATS:
        _change_list(attribute.floats, float(rng.choice(REALS)), rng)
    elif attribute.type == AttributeProto.STRINGS:
        _change_list(attribute.strings, b"", rng)
    elif attribute.type == AttributeProto.STRING:
        attribute.s = b""
    elif attribute.type == AttributeProto.TENSOR:
        array = _change_array(numpy_helper.to_array(attribute.t), rng)
        attribute.t.CopyFrom(numpy_helper.from_array(array, attribute.t.name))


def _change_list(values: Any, value: Any, rng: Generator) -> None:
    """One more, one less, or another one."""
    kind = int(rng.integers(0, 3))
    if kind == 0 or not values:
        values.append(value)
    elif kind == 1:
        values.pop()
    else:
        values[int(rng.integers(0, len(values)))] = value


def _change_array(array: np.ndarray[Any, Any], rng: Generator) -> np.ndarray[Any, Any]:
    """Without elements, of another shape, shorter, or with other numbers in it."""
    kind = int(rng.integers(0, 6))
    if kind == 0:
        shape = [*array.shape] or [0]
        shape[int(rng.integers(0, len(shape)))] = 0
        return np.zeros(shape, array.dtype)
    if kind == 1:
        shape = [int(size) for size in rng.choice((0, 1, 2, 3, 5), int(rng.integers(0, 6)))]
        return np.resize(array, shape) if array.size and np.prod(shape) else np.zeros(shape, array.dtype)
    flat = array.reshape(-1).copy()
    if kind == 5:
        return flat[: int(rng.integers(0, flat.size + 1))]
    if flat.size and array.dtype.kind in "iuf":
        for k in rng.choice(flat.size, int(rng.integers(1, flat.size + 1)) if kind < 4 else 1, replace=False):
            flat[k] = float(rng.choice(REALS)) if array.dtype.kind == "f" else _fitting(_whole(rng), array.dtype)
    return flat.reshape(array.shape)


def _whole(rng: Generator) -> int:
    return int(WHOLE[int(rng.integers(0, len(WHOLE)))])


def _fitting(value: int, dtype: np.dtype[Any]) -> int:
    """``value`` cut off to the bits of ``dtype``."""
    bits = 8 * dtype.itemsize
    value &= (1 << bits) - 1
    return value - (1 << bits) if dtype.kind == "i" and value >> (bits - 1) else value

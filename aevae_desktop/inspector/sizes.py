"""Whether a tensor holds what it declares: as many values as its shape and type say."""

from __future__ import annotations

import math

from aevae_desktop.inspector.messages import SparseTensor, Tensor
from aevae_desktop.inspector.wire import Reader

MAX_BYTES = 1 << 30  # of all weights together, unpacked
MAX_RANK = 32

FLOAT, INT64, STRING = 1, 7, 8  # TensorProto.DataType
# How many bits a value of each type takes; of 6 bits, each may have a byte of its own.
BITS = {FLOAT: 32, 2: 8, 3: 8, 4: 16, 5: 16, 6: 32, INT64: 64, 9: 8, 10: 16, 11: 64, 12: 32, 13: 64, 14: 64, 15: 128}
BITS |= {16: 16, 17: 8, 18: 8, 19: 8, 20: 8, 21: 4, 22: 4, 23: 4, 24: 8, 25: 2, 26: 2, 27: 6, 28: 6}
# The types whose values are looked at, as `struct` calls them.
NUMBERS = {FLOAT: "f", 11: "d", 2: "B", 3: "b", 4: "H", 5: "h", 6: "i", INT64: "q", 9: "?", 12: "I", 13: "Q"}


def misfit(tensor: Tensor, reader: Reader) -> tuple[str, str] | None:
    """What was found and what was expected, if the tensor does not hold what it declares."""
    if any(size < 0 for size in tensor.dims) or len(tensor.dims) > MAX_RANK:
        return f"a tensor of shape {tensor.dims}", f"at most {MAX_RANK} sizes, none below 0"
    if tensor.data_type not in BITS and tensor.data_type != STRING:
        return f"a tensor of type {tensor.data_type}", f"a type of ONNX (1 to {max(BITS)})"
    count = math.prod(tensor.dims)
    if tensor.raw is not None:
        sizes = _raw_sizes(tensor, count)
        if tensor.raw.size not in sizes or _typed(tensor, reader):
            return f"{tensor.raw.size:,} bytes for shape {tensor.dims}", f"{sizes[0]:,} bytes"
        return None
    found, wanted = _typed(tensor, reader), _typed_count(tensor.data_type, count)
    return None if found == wanted else (f"{found:,} values for shape {tensor.dims}", f"{wanted:,} values")


def unpacked(tensor: Tensor) -> int:
    """Bytes that the tensor takes in memory."""
    return math.prod(tensor.dims) * BITS.get(tensor.data_type, 256) // 8


def sparse_misfit(sparse: SparseTensor) -> tuple[str, str] | None:
    """As ``misfit``: whether values and their places fit each other and the shape."""
    values, indices = sparse.values, sparse.indices
    if values is None or indices is None or len(values.dims) != 1 or indices.data_type != INT64:
        return "sparse weights without values and places", "both"
    if any(size < 1 for size in sparse.dims) or not 1 <= len(sparse.dims) <= MAX_RANK:
        return f"sparse weights of shape {sparse.dims}", f"1 to {MAX_RANK} sizes above 0"
    count = values.dims[0]
    if indices.dims not in ([count], [count, len(sparse.dims)]):
        return f"places of shape {indices.dims} for {count:,} values", "one for each"
    return None


def sparse_unpacked(sparse: SparseTensor) -> int:
    """Bytes that sparse weights take in memory, where they are not sparse."""
    return math.prod(sparse.dims) * BITS.get(sparse.values.data_type if sparse.values else FLOAT, 256) // 8


def _raw_sizes(tensor: Tensor, count: int) -> tuple[int, ...]:
    bits = BITS.get(tensor.data_type, 0)  # text is never raw
    return (-(-count * bits // 8), count) if bits == 6 else (-(-count * bits // 8),)


def _typed_count(data_type: int, count: int) -> int:
    """How many entries a typed field has for ``count`` values: small types share one, complex numbers take two."""
    bits = BITS.get(data_type, 8)
    return 2 * count if data_type in (14, 15) else -(-count * bits // 8) if bits < 6 else count


def _typed(tensor: Tensor, reader: Reader) -> int:
    """How many entries the typed fields have, all together: only the one of the tensor's type should have any."""
    packed = sum(
        reader.count_varints(span) for spans in (tensor.int32s, tensor.int64s, tensor.uint64s) for span in spans
    )
    return (
        packed
        + sum(span.size for span in tensor.floats) // 4
        + sum(span.size for span in tensor.doubles) // 8
        + len(tensor.strings)
    )

"""What is asked of a whole file: its versions, other files it would read, whose operators it uses, sizes of weights."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import NamedTuple

from aevae_desktop.inspector import sizes
from aevae_desktop.inspector.contents import STANDARD, Contents
from aevae_desktop.inspector.messages import EXTERNAL, Network, Tensor
from aevae_desktop.inspector.versions import ML, newest
from aevae_desktop.inspector.wire import Reader

_INSIDE = "Export it again with its weights inside (torch: external_data=False)."
_DAMAGED = "The file is damaged or was made to deceive; export the network again."
_NEWER = "Export it for an older operator set, or install a newer onnxruntime."
_FUSED = "Export it without custom or fused operators."
_QUANTISED = "Quantise it with quant_format=QuantFormat.QDQ, whose operators are those of ONNX."
_MICROSOFT = "com.microsoft"
# Of ONNX Runtime's own operators, those that converters and its optimizer write into files.
_CONTRIBUTED = frozenset(
    {"BiasGelu", "CDist", "FastGelu", "FusedConv", "FusedGemm", "FusedMatMul", "Gelu", "QuickGelu"}
)


class Finding(NamedTuple):
    """Why a file is refused: the parts of a ``ModelError``."""

    field: str
    found: str
    expected: str
    remedy: str


def versions(network: Network, runtime: str) -> Iterator[Finding]:
    """Operator sets and file versions that ONNX Runtime ``runtime`` does not read; what was not measured passes."""
    known = newest(runtime)
    if known is not None and network.ir_version > known.ir:
        yield Finding("ir_version", str(network.ir_version), f"at most {known.ir} for onnxruntime {runtime}", _NEWER)
    for used in network.operator_sets:
        most = None if known is None else known.standard if used.domain in STANDARD else known.ml
        if used.domain not in (*STANDARD, ML):
            continue
        if most is not None and used.version > most:
            expected = f"at most {most} for onnxruntime {runtime}"
            yield Finding("operator set", f"version {used.version}", expected, _NEWER)


def external(contents: Contents, beside: Collection[str]) -> Iterator[Finding]:
    """Weights that are not in the file and not among the files ``beside`` it, whose bytes the caller has."""
    for tensor in _every_tensor(contents):
        if tensor.location not in (0, EXTERNAL):
            yield Finding(tensor.name, f"data location {tensor.location}", "0 or 1", _DAMAGED)
        place = location(tensor)
        if place is not None and place not in beside:
            yield _outside(tensor, place) if leads_out(place) else _elsewhere(tensor, place)


def location(tensor: Tensor) -> str | None:
    """The name of the file that holds the weights, if this one does not; "" when it is not told."""
    if tensor.location != EXTERNAL and not tensor.external:
        return None
    return next((entry.value for entry in reversed(tensor.external) if entry.key == "location"), "")


def operators(contents: Contents) -> Iterator[Finding]:
    """Operators of nobody that ONNX Runtime or the file knows."""
    for use in contents.uses:
        node = use.node
        if node.domain in (*STANDARD, ML) or (node.domain, node.op, node.overload) in contents.functions:
            continue
        if node.domain != _MICROSOFT or node.op not in _CONTRIBUTED:
            remedy = _QUANTISED if node.op.startswith(("QLinear", "QGemm")) else _FUSED
            yield Finding(use.label, f"an operator of {node.domain!r}", "operators of ONNX", remedy)


def weights(contents: Contents, reader: Reader) -> Iterator[Finding]:
    """Tensors that do not hold what they declare, and more of them than fit into memory."""
    total = 0
    for tensor in _every_tensor(contents):
        misfit = sizes.misfit(tensor, reader) if location(tensor) is None else None
        if misfit:
            yield Finding(tensor.name or "a constant", *misfit, _DAMAGED)
        total += sizes.unpacked(tensor)
    for sparse in contents.sparse:
        misfit = sizes.sparse_misfit(sparse)
        if misfit:
            yield Finding("sparse weights", *misfit, _DAMAGED)
        total += sizes.sparse_unpacked(sparse)
    if total > sizes.MAX_BYTES:
        most = f"at most {sizes.MAX_BYTES >> 20:,} MiB"
        yield Finding("weights", f"{total >> 20:,} MiB", most, "Export a smaller network, or its weights as float16.")


def inputs(contents: Contents) -> Iterator[Finding]:
    """Inputs that nothing can be fed to, for they hold no number."""
    graph = contents.network.graph
    given = {tensor.name for tensor in graph.weights} if graph else set()
    for value in graph.inputs if graph else []:
        if 0 in value.sizes() and value.name not in given:
            shape = " × ".join("?" if size is None else str(size) for size in value.sizes())
            batch = "Export it with an open batch dimension."
            remedy = batch if 0 not in value.sizes()[1:] else "Export it with a code of one number at least."
            yield Finding(value.name, f"an input of {shape}", "sizes above 0", remedy)


def _every_tensor(contents: Contents) -> Iterator[Tensor]:
    yield from contents.tensors
    for sparse in contents.sparse:
        yield from (tensor for tensor in (sparse.values, sparse.indices) if tensor is not None)


def leads_out(place: str) -> bool:
    """Whether a location is not a plain name or path inside the folder, on any system."""
    parts = place.replace("\\", "/").split("/")
    return not place or ".." in parts or not parts[0] or ":" in place or "*" in parts or "\0" in place


def _outside(tensor: Tensor, place: str) -> Finding:
    found = f"weights outside the folder, in {place!r}" if place else "weights in a file without a name"
    remedy = f"No network needs that: be wary of this file. {_INSIDE}"
    return Finding(tensor.name or "a constant", found, "weights inside the file", remedy)


def _elsewhere(tensor: Tensor, place: str) -> Finding:
    found = f"this network keeps its weights in another file, {place!r}"
    return Finding(tensor.name or "a constant", found, "weights inside the file", _INSIDE)

"""A look at an ONNX file before ONNX Runtime sees it: bounded, and without running or importing anything of it.

ONNX Runtime trusts what it opens: a file of 150 bytes can make it read another file, reserve gigabytes or end the
process. ``inspect`` reads the same bytes by the same rules (``wire``, ``messages``), lays out what they would become
(``contents``) and asks the rules (``file_rules``, ``operator_rules``, ``made_sizes``) in turn. It sees what stands in
the file, not what the network works out as it runs: that is bounded where it runs.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from aevae_desktop.errors import ModelError
from aevae_desktop.inspector import file_rules, operator_rules, sizes
from aevae_desktop.inspector.contents import Contents
from aevae_desktop.inspector.file_rules import Finding
from aevae_desktop.inspector.messages import Network
from aevae_desktop.inspector.wire import Reader, WireError
from aevae_desktop.reading.first_bytes import impostor

__all__ = ["Summary", "inspect"]


@dataclass(frozen=True)
class Summary:
    """What a file that passed holds: its versions, how many operators and bytes of weights, and where else it looks.

    ``external`` names the files that hold weights of its; each is one that the caller said to have.
    """

    ir_version: int
    operator_sets: tuple[tuple[str, int], ...]
    operators: int
    weight_bytes: int
    external: tuple[str, ...]


def inspect(data: bytes, file: object, *, runtime: str = "", beside: Collection[str] = ()) -> Summary:
    """Read the ONNX network ``data`` and refuse what ONNX Runtime must not be given; ``file`` is for the message.

    ``runtime`` is the version of ONNX Runtime that will open it ("1.32.0"; without it, versions are not judged);
    ``beside`` names the files with weights that the caller will hand over in memory. Raises ``ModelError``.
    """
    other = impostor(data)
    if other is not None:
        raise ModelError(file=file, found=other.found, expected="an ONNX network", remedy=other.remedy)
    reader = Reader(data)
    try:
        network = reader.message(Network)
        contents = Contents(network, reader)
        finding = next(_findings(contents, reader, runtime, beside), None)
    except WireError as error:
        remedy = "Copy or export the network again."
        raise ModelError(f"cannot be read as an ONNX network: {error}", file=file, remedy=remedy) from None
    if finding is not None:
        raise ModelError(file=file, **finding._asdict())
    return _summary(contents)


def _findings(contents: Contents, reader: Reader, runtime: str, beside: Collection[str]) -> Iterator[Finding]:
    """All that is wrong, what matters most first; lazily, so that the first ends the search."""
    yield from file_rules.external(contents, beside)
    yield from file_rules.versions(contents.network, runtime)
    yield from file_rules.operators(contents)
    yield from file_rules.weights(contents, reader)
    yield from file_rules.inputs(contents)
    yield from operator_rules.findings(contents)


def _summary(contents: Contents) -> Summary:
    network = contents.network
    places = {file_rules.location(tensor) for tensor in contents.tensors} - {None}
    return Summary(
        ir_version=network.ir_version,
        operator_sets=tuple((used.domain, used.version) for used in network.operator_sets),
        operators=len(contents.uses),
        weight_bytes=sum(sizes.unpacked(tensor) for tensor in contents.tensors),
        external=tuple(sorted(place for place in places if place)),
    )

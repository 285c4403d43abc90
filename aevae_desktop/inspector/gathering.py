"""One ONNX file out of a network whose weights lie beside it: what is read, hashed and handed over is then whole.

``torch.onnx.export`` writes ``decoder.onnx`` and ``decoder.onnx.data``. Where such weights lie is told by each tensor
(onnx.proto, ``external_data``: location, offset, length). Only those of the graph itself are brought in; others stay
as they are, and ``inspect`` says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from aevae_desktop.inspector.file_rules import leads_out, location
from aevae_desktop.inspector.messages import Tensor
from aevae_desktop.inspector.wire import Reader, Span, WireError, written

_GRAPH, _WEIGHTS, _RAW, _EXTERNAL, _LOCATION = 7, 5, 9, 13, 14  # field numbers of onnx.proto


def places(data: bytes) -> tuple[str, ...]:
    """The files that hold weights of the network ``data``, as it names them, but no path that leads out of its folder.

    Nothing where it cannot be read: ``inspect`` says why.
    """
    reader = Reader(data)
    try:
        found = {location(reader.message(Tensor, place)) or "" for _, _, place in _weights(reader)}
    except WireError:
        return ()
    return tuple(sorted(place for place in found if place and not leads_out(place)))


def gathered(data: bytes, beside: Callable[[str], bytes]) -> bytes:
    """The network ``data`` with the weights inside that ``beside(location)`` holds, for each of ``places(data)``.

    Raises ``WireError`` where a tensor says that its weights lie where that file has no bytes.
    """
    names = places(data)
    if not names:
        return data
    files, reader = {name: beside(name) for name in names}, Reader(data)
    pieces = []
    for number, whole, place in reader.parts():
        if number == _GRAPH:
            pieces.append(written(_GRAPH, b"".join(_graph(reader, place, files))))
        else:
            pieces.append(data[whole.start : whole.end])
    return b"".join(pieces)


def _graph(reader: Reader, graph: Span, files: dict[str, bytes]) -> Iterator[bytes]:
    for number, whole, place in reader.parts(graph):
        tensor = reader.message(Tensor, place) if number == _WEIGHTS else None
        name = None if tensor is None else location(tensor)
        if tensor is None or name not in files:
            yield reader.data[whole.start : whole.end]
            continue
        kept = [
            reader.data[part.start : part.end]
            for field, part, _ in reader.parts(place)
            if field not in (_RAW, _EXTERNAL, _LOCATION)
        ]
        yield written(_WEIGHTS, b"".join([*kept, written(_RAW, _bytes(tensor, files[name]))]))


def _bytes(tensor: Tensor, data: bytes) -> bytes:
    said = {entry.key: entry.value for entry in tensor.external}
    try:
        start = int(said.get("offset", "0"))
        end = start + int(said["length"]) if "length" in said else len(data)
    except ValueError:
        raise WireError(f"the weights {tensor.name!r:.60} lie at no place of their file") from None
    if not 0 <= start <= end <= len(data):
        place, name = location(tensor), f"the weights {tensor.name!r:.60}"
        raise WireError(
            f"{name} lie beyond the end of {place!r:.80}, at byte {end:,} of {len(data):,}: it is cut short"
        )
    return data[start:end]


def _weights(reader: Reader) -> Iterator[tuple[int, Span, Span]]:
    graphs = [place for number, _, place in reader.parts() if number == _GRAPH]
    for graph in graphs:
        yield from (part for part in reader.parts(graph) if part[0] == _WEIGHTS)

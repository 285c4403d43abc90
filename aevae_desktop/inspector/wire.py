"""Reading protobuf's wire format within bounds: every length is checked, weights are left where they are.

A message is a dataclass whose fields say their number and kind (``one``, ``many``); fields it does not name are
skipped, as protobuf does. Work and memory grow with what is named, not with the weights: bytes that may be large are
kept as ``Span``, their place in the file. Where protobuf would merge two copies of a part, that is refused, so that
nothing read here can differ from what another reader makes of the same bytes.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import field, fields
from enum import Enum, auto
from typing import Any, NamedTuple, TypeVar

MAX_DEPTH = 60  # messages inside messages; protobuf itself stops at 100
MAX_FIELDS = 1_000_000  # fields and packed numbers of a whole file
PARTS_A_MESSAGE = 5  # what a message counts as, beside its fields: it takes more memory than a number
MAX_TEXT = 10_000  # bytes of one name
MAX_TEXTS = 32 << 20  # bytes of all names

_VARINT, _FIXED64, _LENGTH, _FIXED32 = 0, 1, 2, 5
_PIECE = 1 << 20  # bytes looked at in one step when packed numbers are counted
_CONTINUED = bytes(range(128, 256))  # bytes of a varint that are not its last

M = TypeVar("M")


class WireError(ValueError):
    """Bytes that are no such message, or more of them than is read."""


class Span(NamedTuple):
    """Where some bytes lie in the file: from ``start`` to before ``end``."""

    start: int
    end: int

    @property
    def size(self) -> int:
        """How many bytes."""
        return self.end - self.start


class Kind(Enum):
    """What a field holds, and what is kept of it."""

    INT = auto()  # a signed number of 64 bits
    INT32 = auto()  # one of 32 bits, or an enum
    FLOAT = auto()  # the place of its 4 bytes
    TEXT = auto()  # a name
    BYTES = auto()  # their place
    VARINTS = auto()  # places of packed or single numbers
    FIXED32 = auto()  # places of 4 bytes each, packed or single
    FIXED64 = auto()  # of 8


_WIRES = {
    Kind.INT: (_VARINT, _LENGTH),
    Kind.INT32: (_VARINT,),
    Kind.FLOAT: (_FIXED32,),
    Kind.TEXT: (_LENGTH,),
    Kind.BYTES: (_LENGTH,),
    Kind.VARINTS: (_VARINT, _LENGTH),
    Kind.FIXED32: (_FIXED32, _LENGTH),
    Kind.FIXED64: (_FIXED64, _LENGTH),
}


class _Rule(NamedTuple):
    name: str
    kind: Kind | type[Any]
    many: bool


def one(number: int, kind: Kind | str, default: Any = None) -> Any:
    """A field that occurs once; of scalars written twice the last one holds. ``kind`` may name a message."""
    return field(default=default, metadata={"wire": (number, kind, False)})


def many(number: int, kind: Kind | str) -> Any:
    """A field that occurs any number of times: a list."""
    return field(default_factory=list, metadata={"wire": (number, kind, True)})


_TABLES: dict[Any, dict[int, _Rule]] = {}


def _table(message: type[Any]) -> dict[int, _Rule]:
    """The rules of a message by field number; messages are named by the class in the same module."""
    if message not in _TABLES:
        names, found = vars(sys.modules[message.__module__]), dict[int, _Rule]()
        for entry in fields(message):
            number, kind, repeated = entry.metadata["wire"]
            found[number] = _Rule(entry.name, names[kind] if isinstance(kind, str) else kind, repeated)
        _TABLES[message] = found
    return _TABLES[message]


class Reader:
    """Reads messages out of ``data``, and stops with ``WireError`` where they are damaged or beyond the bounds."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self._fields_left = MAX_FIELDS
        self._text_left = MAX_TEXTS

    def message(self, kind: type[M], span: Span | None = None, depth: int = 0) -> M:
        """The message of class ``kind`` that fills ``span``, else the whole file."""
        if depth > MAX_DEPTH:
            raise WireError(f"parts nested more than {MAX_DEPTH} deep")
        self._spend(PARTS_A_MESSAGE)
        at, end = span or (0, len(self.data))
        made, known = kind(), _table(kind)
        while at < end:
            number, wire, value, place = self._field(at, end)
            at = place.end
            if number in known:
                self._put(made, known[number], wire, value, place, depth)
        return made

    def parts(self, span: Span | None = None) -> Iterator[tuple[int, Span, Span]]:
        """Of each field in ``span``, else in the whole file: its number, where it lies, and where its value does."""
        at, end = span or (0, len(self.data))
        while at < end:
            number, _, _, place = self._field(at, end)
            yield number, Span(at, place.end), place
            at = place.end

    def varints(self, span: Span) -> Iterator[int]:
        """The packed numbers of ``span``, signed, 64 bits each."""
        at = span.start
        while at < span.end:
            value, at = self._varint(at, span.end)
            yield value

    def count_varints(self, span: Span) -> int:
        """How many packed numbers ``span`` holds."""
        pieces = (self.data[at : min(at + _PIECE, span.end)] for at in range(span.start, span.end, _PIECE))
        return sum(len(piece.translate(None, _CONTINUED)) for piece in pieces)

    def _field(self, at: int, end: int) -> tuple[int, int, int, Span]:
        """Number, wire type, value (of a varint) and place of the field at ``at``."""
        self._spend(1)
        tag, at = self._varint(at, end)
        number, wire = tag >> 3, tag & 7
        if not 0 < number < 1 << 29:
            raise WireError(f"no field at byte {at}")
        if wire == _VARINT:
            value, stop = self._varint(at, end)
            return number, wire, value, Span(at, stop)
        if wire == _LENGTH:
            size, at = self._varint(at, end)
        else:
            size = {_FIXED32: 4, _FIXED64: 8}.get(wire, -1)
        if not 0 <= size <= end - at:
            raise WireError(f"cut off or damaged at byte {at}")
        return number, wire, 0, Span(at, at + size)

    def _varint(self, at: int, end: int) -> tuple[int, int]:
        """The signed number at ``at`` and where it ends."""
        data, value = self.data, 0
        for shift in range(0, 70, 7):
            if at >= end:
                break
            byte = data[at]
            at += 1
            value |= (byte & 127) << shift
            if byte < 128:
                value &= (1 << 64) - 1
                return (value - (1 << 64) if value >> 63 else value), at
        raise WireError(f"cut off or damaged at byte {at}")

    def _spend(self, count: int) -> None:
        self._fields_left -= count
        if self._fields_left < 0:
            raise WireError(f"more than {MAX_FIELDS:,} parts")

    # ------------------------------------------------------------ one field into its message

    def _put(self, made: object, rule: _Rule, wire: int, value: int, place: Span, depth: int) -> None:
        if isinstance(rule.kind, Kind):
            if wire not in _WIRES[rule.kind]:
                raise WireError(f"{rule.name} of another type at byte {place.start}")
            values = _READ[rule.kind](self, wire, value, place)
        else:
            if wire != _LENGTH:
                raise WireError(f"{rule.name} of another type at byte {place.start}")
            values = [self.message(rule.kind, place, depth + 1)]
        if rule.many:
            getattr(made, rule.name).extend(values)
        elif len(values) != 1 or (not isinstance(rule.kind, Kind) and getattr(made, rule.name) is not None):
            raise WireError(f"{rule.name} is written more than once, at byte {place.start}")
        else:
            setattr(made, rule.name, values[0])

    def _ints(self, wire: int, value: int, place: Span) -> list[int]:
        if wire == _VARINT:
            return [value]
        self._spend(self.count_varints(place))
        return list(self.varints(place))

    def _int32(self, wire: int, value: int, place: Span) -> list[int]:
        if not -(1 << 31) <= value < 1 << 31:  # protobuf would cut it off and read another number
            raise WireError(f"a number beyond 32 bits at byte {place.start}")
        return [value]

    def _text(self, wire: int, value: int, place: Span) -> list[str]:
        self._text_left -= place.size
        if place.size > MAX_TEXT or self._text_left < 0:
            raise WireError(f"names longer than {MAX_TEXT:,} bytes at byte {place.start}")
        try:
            return [self.data[place.start : place.end].decode()]
        except UnicodeDecodeError:
            raise WireError(f"a name that is no text at byte {place.start}") from None

    def _place(self, wire: int, value: int, place: Span) -> list[Span]:
        return [place]


def written(number: int, data: bytes) -> bytes:
    """A field of bytes in protobuf's wire format."""
    return _varint(number << 3 | _LENGTH) + _varint(len(data)) + data


def number_written(number: int, value: int) -> bytes:
    """A field of a whole number that is not negative."""
    return _varint(number << 3 | _VARINT) + _varint(value)


def _varint(number: int) -> bytes:
    found = bytearray()
    while number > 127:
        found.append(number & 127 | 128)
        number >>= 7
    found.append(number)
    return bytes(found)


_READ: dict[Kind, Callable[[Reader, int, int, Span], list[Any]]] = {
    Kind.INT: Reader._ints,
    Kind.INT32: Reader._int32,
    Kind.FLOAT: Reader._place,
    Kind.TEXT: Reader._text,
    Kind.BYTES: Reader._place,
    Kind.VARINTS: Reader._place,
    Kind.FIXED32: Reader._place,
    Kind.FIXED64: Reader._place,
}

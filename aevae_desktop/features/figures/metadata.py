"""The files that carry a figure's record: where in each it stands, written and found without decoding the rest.

PNG: an iTXt chunk, or the tEXt or zTXt that another program made of it (a figure that was pasted and saved); SVG: a
<metadata> element; NPZ: a member ``figure.json``; CSV: the first line, a comment. Films: APNG as PNG; GIF: a comment
extension; WebP: an XMP packet; MP4: a ``uuid`` box at the end.
"""

from __future__ import annotations

import json
import re
import struct
import zlib
from collections.abc import Callable, Sequence
from html import escape, unescape
from pathlib import Path
from typing import BinaryIO, cast

from aevae_desktop.errors import DataError
from aevae_desktop.features.figures import reading
from aevae_desktop.features.figures.record import FORMAT, FigureRecord
from aevae_desktop.reading import regular
from aevae_desktop.reading.zipped import Archive
from aevae_desktop.session.saved import Saved

MEMBER = "figure.json"
COMMENT = f"# {FORMAT} "
PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
MOST = 4 << 20  # bytes a record may have
MOST_READS = 200_000  # pieces of a file that are looked at: blocks of a GIF, chunks of a PNG
MOST_READ = 64 << 20  # bytes that are looked at
MOST_MEMBERS = 1024  # of an NPZ
NONE = "was not exported by this program"
REMEDY = "Open a PNG, SVG, CSV, NPZ, GIF, WebP, APNG or MP4 that was."
BOX = b"aevae-figure-1.0"  # the type of the box in an MP4, 16 bytes
XMP_PROPERTY = "a:record"
_TEXT = re.compile(r'"(?:[^"\\]|\\.)*"')  # of JSON
_LEAD = re.compile(r"(?<![A-Za-z0-9])[=+@-]")


def read(path: Path, saved: Sequence[Saved]) -> FigureRecord:
    """The record of the parts ``saved`` in a file. Raises ``DataError``: no figure, damaged, or not to be read."""
    try:
        found = _found(path)
        text = None if found is None else found.decode()
    except ValueError as error:
        raise DataError(
            f"is damaged, or was not exported by this program ({error})", file=path, remedy=REMEDY
        ) from error
    if text is None:
        raise DataError(NONE, file=path, remedy=REMEDY)
    return reading.record(text, saved, path)


def carries(path: Path) -> bool:
    """Whether a file of this name can carry a figure; a folder never does."""
    return path.suffix.lower() in _FINDERS and not regular.is_folder(path)


def is_marked(path: Path) -> bool:
    """Whether the file carries a record, be it damaged. Never raises."""
    try:
        return _found(path) is not None
    except (DataError, ValueError):
        return False


def _found(path: Path) -> bytes | None:
    """The record's bytes; None without one. Raises ``DataError`` where it cannot be read, ``ValueError``: damaged."""
    find = _FINDERS.get(path.suffix.lower())
    if find is None:
        raise DataError(NONE, file=path, remedy=REMEDY)
    with regular.errors_as(DataError, path, other=REMEDY), regular.open_regular(path) as stream:
        return find(cast(BinaryIO, _Bounded(stream)))


def png_chunk(kind: bytes, data: bytes) -> bytes:
    """One chunk of a PNG: length, kind, data, checksum."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png_text(record: FigureRecord) -> bytes:
    """The chunk that carries ``record``."""
    return _png_text(record.to_json())


def svg_metadata(record: FigureRecord) -> str:
    """The element that carries ``record``."""
    return f'<metadata id="{FORMAT}">{escape(record.to_json(), quote=False)}</metadata>'


def csv_comment(record: FigureRecord) -> str:
    """The line that carries ``record``. A spreadsheet cuts it into cells, none of which begins like a formula."""
    return f"{COMMENT}{_TEXT.sub(_no_formula, record.to_json())}\n"


def _no_formula(text: re.Match[str]) -> str:
    """A JSON text in which what starts a formula, but for one within a word, stands as its code."""
    return _LEAD.sub(lambda lead: f"\\u{ord(lead[0]):04x}", text[0])


def mark(kind: str, record: FigureRecord, **more: object) -> bytes:
    """What a film of ``kind`` (a row of ``formats.FORMATS``) is given to carry: ``record``, and ``more`` beside it."""
    text = json.dumps(json.loads(record.to_json()) | more, ensure_ascii=True, allow_nan=False)
    return _MARKS[kind](text)


def _png_text(text: str) -> bytes:
    return png_chunk(b"iTXt", FORMAT.encode() + b"\0\0\0\0\0" + text.encode())


def _gif_comment(text: str) -> bytes:
    data = f"{FORMAT} {text}".encode()
    blocks = (data[k : k + 255] for k in range(0, len(data), 255))
    return b"\x21\xfe" + b"".join(bytes([len(block)]) + block for block in blocks) + b"\0"


def _xmp(text: str) -> bytes:
    """A packet (ISO 16684-1) with one property of our own."""
    rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    inner = f"<{XMP_PROPERTY}>{escape(text, quote=False)}</{XMP_PROPERTY}>"
    about = f'<rdf:Description rdf:about="" xmlns:a="urn:{FORMAT}">{inner}</rdf:Description>'
    return f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="{rdf}">{about}</rdf:RDF></x:xmpmeta>'.encode()


_MARKS: dict[str, Callable[[str], bytes]] = {
    "png": _png_text,
    "apng": _png_text,
    "gif": _gif_comment,
    "webp": _xmp,
    "mp4": lambda text: BOX + text.encode(),
    "npz": str.encode,
}


class _Bounded:
    """A stream that is read in at most ``MOST_READS`` pieces and ``MOST_READ`` bytes, wherever they lie."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream, self._reads, self._bytes = stream, 0, 0
        self.seek, self.tell = stream.seek, stream.tell

    def read(self, size: int = -1) -> bytes:
        return self._count(self._stream.read(MOST_READ + 1 if size < 0 else size))

    def readline(self, size: int) -> bytes:
        return self._count(self._stream.readline(size))

    def seekable(self) -> bool:
        return True

    def _count(self, data: bytes) -> bytes:
        self._reads, self._bytes = self._reads + 1, self._bytes + len(data)
        if self._reads > MOST_READS or self._bytes > MOST_READ:
            raise ValueError("too many parts before its record")
        return data


def _in_png(stream: BinaryIO) -> bytes | None:
    if stream.read(8) != PNG_SIGNATURE:
        raise ValueError("no PNG")
    while len(head := stream.read(8)) == 8:
        size, kind = struct.unpack(">I4s", head)
        if kind in (b"IDAT", b"IEND"):
            return None
        if kind not in _TEXTS or size > MOST:
            stream.seek(size + 4, 1)
            continue
        data, check = stream.read(size), stream.read(4)
        if len(check) < 4 or struct.unpack(">I", check)[0] != zlib.crc32(kind + data):
            break
        key, _, rest = data.partition(b"\0")
        if key == FORMAT.encode():
            return _TEXTS[kind](rest)
    raise ValueError("truncated")


def _unzipped(rest: bytes) -> bytes | None:
    if rest[:1] != b"\0":
        return None
    unzip = zlib.decompressobj()
    try:
        data = unzip.decompress(rest[1:], MOST)
    except zlib.error as error:
        raise ValueError("its record cannot be unpacked") from error
    if not unzip.eof:
        raise ValueError("its record is cut short or too large")
    return data


_TEXTS: dict[bytes, Callable[[bytes], bytes | None]] = {
    b"iTXt": lambda rest: rest[4:] if rest[:4] == b"\0\0\0\0" else None,
    b"tEXt": lambda rest: rest,
    b"zTXt": _unzipped,
}


def _in_svg(stream: BinaryIO) -> bytes | None:
    found = re.search(rb'<metadata id="%s">([^<]*)</metadata>' % FORMAT.encode(), stream.read(MOST))
    return None if found is None else unescape(found[1].decode()).encode()


def _in_csv(stream: BinaryIO) -> bytes | None:
    line = stream.readline(MOST)
    return line.removeprefix(COMMENT.encode()).strip() if line.startswith(COMMENT.encode()) else None


def _in_npz(stream: BinaryIO) -> bytes | None:
    archive = Archive(stream, MOST_MEMBERS)
    return archive.read(MEMBER, MOST) if MEMBER in archive.sizes else None


def _in_gif(stream: BinaryIO) -> bytes | None:
    head = _exactly(stream, 13)
    if head[:6] not in (b"GIF87a", b"GIF89a"):
        raise ValueError("no GIF")
    _skip_table(stream, head[10])
    while (kind := _exactly(stream, 1)) != b";":
        if kind == b"\x21":
            comment = _exactly(stream, 1) == b"\xfe"
            text = _blocks(stream)
            if comment and text.startswith(FORMAT.encode() + b" "):
                return text.removeprefix(FORMAT.encode()).strip()
        elif kind == b"\x2c":
            _skip_table(stream, _exactly(stream, 9)[8])
            _exactly(stream, 1)
            _blocks(stream)
        else:
            raise ValueError("an unknown block")
    return None


def _skip_table(stream: BinaryIO, flags: int) -> None:
    if flags & 0x80:
        _exactly(stream, 3 << ((flags & 7) + 1))


def _blocks(stream: BinaryIO) -> bytes:
    """Blocks until one of no length; what is beyond ``MOST`` bytes is passed over."""
    parts, size = [], 0
    while length := _exactly(stream, 1)[0]:
        block = _exactly(stream, length)
        size += length
        if size <= MOST:
            parts.append(block)
    return b"".join(parts)


def _in_webp(stream: BinaryIO) -> bytes | None:
    head = _exactly(stream, 12)
    if head[:4] != b"RIFF" or head[8:] != b"WEBP":
        raise ValueError("no WebP")
    while len(chunk := stream.read(8)) == 8:
        kind, size = struct.unpack("<4sI", chunk)
        if kind != b"XMP " or size > MOST:
            stream.seek(size + size % 2, 1)
            continue
        found = re.search(rb"<%b>([^<]*)</%b>" % ((XMP_PROPERTY.encode(),) * 2), _exactly(stream, size))
        if found is not None:
            return unescape(found[1].decode()).encode()
    return None


def _in_mp4(stream: BinaryIO) -> bytes | None:
    if _exactly(stream, 12)[4:8] != b"ftyp":
        raise ValueError("no MP4")
    stream.seek(0)
    while len(head := stream.read(8)) == 8:
        size, kind = struct.unpack(">I4s", head)
        if size < 8:
            raise ValueError("a box without a size")
        if kind == b"uuid" and 24 <= size <= MOST and _exactly(stream, 16) == BOX:
            return _exactly(stream, size - 24)
        stream.seek(size - (24 if kind == b"uuid" and 24 <= size <= MOST else 8), 1)
    return None


def _exactly(stream: BinaryIO, count: int) -> bytes:
    data = stream.read(count)
    if len(data) < count:
        raise ValueError("truncated")
    return data


_FINDERS: dict[str, Callable[[BinaryIO], bytes | None]] = {
    ".png": _in_png,
    ".svg": _in_svg,
    ".csv": _in_csv,
    ".npz": _in_npz,
    ".gif": _in_gif,
    ".webp": _in_webp,
    ".apng": _in_png,
    ".mp4": _in_mp4,
}

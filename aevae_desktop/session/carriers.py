"""The files that carry a figure's record: where in each it stands, written and found without decoding the rest.

PNG: an iTXt chunk, or the tEXt or zTXt that another program made of it (a figure that was pasted and saved); SVG: a
<metadata> element; NPZ: a member ``figure.json``; CSV: the first line, a comment.
"""

from __future__ import annotations

import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable
from html import escape, unescape
from pathlib import Path
from typing import BinaryIO

from aevae_desktop.errors import DataError
from aevae_desktop.session.figure import FORMAT, FigureRecord

MEMBER = "figure.json"
COMMENT = f"# {FORMAT} "
PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
MOST = 8 << 20  # bytes a record may have
NONE = "carries no view of this program"
REMEDY = "Open a PNG, SVG, CSV or NPZ that was exported by it."


def read(path: Path) -> FigureRecord:
    """The record in the file at ``path``. Raises ``DataError``: no figure, damaged, or not to be read."""
    find = _FINDERS.get(path.suffix.lower())
    if find is None:
        raise DataError(NONE, file=path, remedy=REMEDY)
    try:
        if not stat.S_ISREG(path.stat().st_mode):  # reading a pipe could wait for ever
            raise DataError("not a regular file", file=path, remedy=REMEDY)
        with path.open("rb") as stream:
            found = find(stream)
        text = None if found is None else found.decode()
    except OSError as error:
        raise DataError(f"cannot be read: {error.strerror or error}", file=path) from error
    except ValueError as error:
        raise DataError(f"is damaged or none of this program's figures ({error})", file=path, remedy=REMEDY) from error
    if text is None:
        raise DataError(NONE, file=path, remedy=REMEDY)
    return FigureRecord.from_json(text, path)


def carries(path: Path) -> bool:
    """Whether a file of this name can carry a figure; a folder never does."""
    return path.suffix.lower() in _FINDERS and not path.is_dir()


def png_chunk(kind: bytes, data: bytes) -> bytes:
    """One chunk of a PNG: length, kind, data, checksum."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png_text(record: FigureRecord) -> bytes:
    """The chunk that carries ``record``."""
    return png_chunk(b"iTXt", FORMAT.encode() + b"\0\0\0\0\0" + record.to_json().encode())


def svg_metadata(record: FigureRecord) -> str:
    """The element that carries ``record``."""
    return f'<metadata id="{FORMAT}">{escape(record.to_json(), quote=False)}</metadata>'


def csv_comment(record: FigureRecord) -> str:
    """The line that carries ``record``."""
    return f"{COMMENT}{record.to_json()}\n"


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
    try:
        return zlib.decompressobj().decompress(rest[1:], MOST)
    except zlib.error as error:
        raise ValueError("its record cannot be unpacked") from error


_TEXTS: dict[bytes, Callable[[bytes], bytes | None]] = {
    b"iTXt": lambda rest: rest[4:] if rest[:4] == b"\0\0\0\0" else None,
    b"tEXt": lambda rest: rest,
    b"zTXt": _unzipped,
}


def _in_svg(stream: BinaryIO) -> bytes | None:
    found = re.search(rb'<metadata id="%s">([^<]*)</metadata>' % FORMAT.encode(), stream.read(MOST))
    return None if found is None else unescape(found[1].decode("utf-8", "replace")).encode()


def _in_csv(stream: BinaryIO) -> bytes | None:
    line = stream.readline(MOST)
    return line.removeprefix(COMMENT.encode()).strip() if line.startswith(COMMENT.encode()) else None


def _in_npz(stream: BinaryIO) -> bytes | None:
    try:
        with zipfile.ZipFile(stream) as archive:
            if MEMBER not in archive.namelist():
                return None
            if archive.getinfo(MEMBER).file_size > MOST:
                raise ValueError("its record is too large")
            return archive.read(MEMBER)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError) as error:
        raise ValueError(str(error)) from error


_FINDERS: dict[str, Callable[[BinaryIO], bytes | None]] = {
    ".png": _in_png,
    ".svg": _in_svg,
    ".csv": _in_csv,
    ".npz": _in_npz,
}

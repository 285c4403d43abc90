"""Zip archives that anybody may have made: what they hold is known before anything of it is unpacked.

Only members that are stored or deflated, each name once, no encryption, no more than a directory of a known size. A
member is unpacked up to the size that the directory says, and no further.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from typing import BinaryIO

MOST_DIRECTORY = 1 << 18  # bytes of the list of members
_END = struct.Struct("<4s4H2LH")  # the last record: signature, disks, members, size and place of the list, comment
_LOCAL = struct.Struct("<4s22x2H")  # before each member: signature, and how long its name and what follows that are
_LOCATOR = 20  # bytes of what stands before that in an archive beyond 4 GB
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    NotImplementedError,
    RuntimeError,
    EOFError,
    OSError,
    OverflowError,
)


class Archive:
    """The zip file in ``stream``, which can seek, with at most ``most`` members. Everything raises ``ValueError`` only.

    ``sizes``: how many bytes each member unpacks to, by name.
    """

    def __init__(self, stream: BinaryIO, most: int) -> None:
        try:
            _check_end(stream)
            self._zip = zipfile.ZipFile(stream)
            members = self._zip.infolist()
        except _DAMAGE as error:
            raise ValueError(str(error) or type(error).__name__) from error
        if len(members) > most:
            raise ValueError(f"{len(members)} members, at most {most} are read")
        for member in members:
            _check_member(member)
        self.sizes = {member.filename: member.file_size for member in members}
        if len(self.sizes) != len(members):
            raise ValueError("two members of one name")

    def start(self, name: str, count: int) -> bytes:
        """The first ``count`` bytes of a member, or all that it has; no more is unpacked."""
        return self._read(name, min(count, self.sizes[name]))

    def read(self, name: str, most: int) -> bytes:
        """All of a member, which the directory says is ``most`` bytes or fewer; its checksum is compared."""
        size = self.sizes[name]
        if size > most:
            raise ValueError(f"{name} is too large: {size} bytes unpacked, at most {most} are read")
        data = self._read(name, size)
        if len(data) != size:
            raise ValueError(f"{name} is cut short")
        return data

    def place(self, name: str) -> int | None:
        """Where in the file the bytes of a member lie as they are; None where they are packed."""
        member, stream = self._zip.getinfo(name), self._zip.fp
        if member.compress_type != zipfile.ZIP_STORED or stream is None:
            return None
        try:
            stream.seek(member.header_offset)
            signature, name_size, more = _LOCAL.unpack(stream.read(_LOCAL.size))
        except _DAMAGE as error:
            raise ValueError(str(error) or type(error).__name__) from error
        if signature != b"PK\3\4":
            raise ValueError(f"{name} is not where the list of members says")
        start: int = member.header_offset + _LOCAL.size + name_size + more
        return start if start + member.file_size <= stream.seek(0, 2) else None

    def _read(self, name: str, count: int) -> bytes:
        try:
            with self._zip.open(name) as member:
                data = member.read(count)
                if count == self.sizes[name]:
                    member.read(1)  # at the end the checksum is compared
                return data
        except _DAMAGE as error:
            raise ValueError(str(error) or type(error).__name__) from error
        except MemoryError as error:
            raise ValueError("it does not fit into memory") from error


def _check_end(stream: BinaryIO) -> None:
    """Before the list of members is read: that it is one of a size that can be meant."""
    size = stream.seek(0, 2)
    stream.seek(max(size - _END.size - _LOCATOR, 0))
    tail = stream.read(_END.size + _LOCATOR)
    if len(tail) < _END.size:
        raise ValueError("File is not a zip file")
    signature, *_, listing, place, comment = _END.unpack(tail[-_END.size :])
    if signature != b"PK\5\6" or comment:
        raise ValueError("File is not a zip file, or has a comment")
    if tail.startswith(b"PK\6\7"):
        raise ValueError("an archive beyond 4 GB")
    if listing > MOST_DIRECTORY or place + listing > size:
        raise ValueError(f"a list of members of {listing} bytes, at most {MOST_DIRECTORY} are read")
    stream.seek(0)


def _check_member(member: zipfile.ZipInfo) -> None:
    if member.flag_bits & 0x41:
        raise ValueError("a member that is encrypted")
    if member.compress_type not in _METHODS:
        raise ValueError(f"a member packed by method {member.compress_type}, not stored or deflated")

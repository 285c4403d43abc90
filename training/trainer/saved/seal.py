"""A zip archive that carries the sha256 of its own bytes, as the comment at its end.

Any zip reader, torch's too, opens a sealed archive as it is. One changed bit anywhere shows, those of the seal and of
the comment's length included. This finds damage; it is no signature: whoever writes a file can seal it.
"""

from __future__ import annotations

import hashlib
from typing import Literal

_TAG = b"aevae-sha256 "
_LENGTH = len(_TAG) + 2 * hashlib.sha256().digest_size
_END, _END_SIZE = b"PK\x05\x06", 22  # the record a zip archive ends with; its last two bytes: length of the comment


def sealed(archive: bytes) -> bytes:
    """``archive``, a zip archive without a comment, with its seal."""
    assert _is_bare(archive)
    length = _LENGTH.to_bytes(2, "little")
    rest = memoryview(archive)[:-2]
    return b"".join((rest, length, _comment(rest, length)))


def state_of(data: bytes) -> Literal["whole", "bare", "damaged"]:
    """Whether ``data`` is as it was sealed; "bare" is an archive that never was: damage cannot make one of a sealed."""
    if _is_bare(data):
        return "bare"
    return "whole" if data[-_LENGTH:] == _comment(memoryview(data)[:-_LENGTH]) else "damaged"


def _comment(*parts: bytes | memoryview) -> bytes:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part)
    return _TAG + digest.hexdigest().encode()


def _is_bare(data: bytes) -> bool:
    return data[-_END_SIZE:][:4] == _END and data[-2:] == b"\0\0" and len(data) >= _END_SIZE

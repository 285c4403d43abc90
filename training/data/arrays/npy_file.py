"""One array in a .npy file, or a member of an archive: its header first, and nothing is ever unpickled."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from aevae_desktop.reading import npy

MAPPED_FROM = 64 << 20  # bytes
KNOWN = re.compile(r"[<>|=]?([fiu][1248]|b1|c8|c16|[SU]\d{1,5})")  # complex numbers and bytes: refused by name
LAST = 0x10FFFF  # of the characters there are


def is_large(header: npy.Header) -> bool:
    """Whether an array is worth being left in its file, and made of bytes, which can be."""
    return np.dtype(header.dtype) == np.uint8 and header.items >= MAPPED_FROM


def mapped(path: Path, start: int, header: npy.Header) -> NDArray[Any]:
    """The bytes of the array that begins at ``start`` of the file ``path``."""
    order: Literal["F", "C"] = "F" if header.fortran else "C"
    return np.memmap(path, np.uint8, "r", start + header.length, header.shape, order)


def header_of(name: str, start: bytes, size: int) -> npy.Header:
    """The header of an array of ``size`` bytes that begins so. Raises ``ValueError``."""
    header = npy.read_header(io.BytesIO(start))
    if not KNOWN.fullmatch(header.dtype):
        raise ValueError(f"{name} holds {header.dtype} values, neither numbers nor texts")
    if header.length + header.items * np.dtype(header.dtype).itemsize != size:
        raise ValueError(f"{name} is not as long as its header says")
    return header


def array(name: str, data: bytes) -> NDArray[Any]:
    """The array that ``data`` holds. Raises ``ValueError``."""
    header = header_of(name, data[: npy.LONGEST_HEADER + 12], len(data))
    dtype = np.dtype(header.dtype)
    if dtype.kind == "U" and np.frombuffer(data, dtype.str[0] + "u4", offset=header.length).max(initial=0) > LAST:
        raise ValueError(f"{name} holds something that is no text")
    flat = np.frombuffer(data, dtype, header.items, header.length)
    return flat.reshape(header.shape, order="F" if header.fortran else "C")

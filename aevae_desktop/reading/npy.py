"""The header of a ``.npy`` file, read without numpy and without evaluating it: dtype, order and shape, nothing else."""

from __future__ import annotations

import re
from math import prod
from typing import BinaryIO, NamedTuple

MAGIC = b"\x93NUMPY"
LONGEST_HEADER = 4096  # bytes
MOST_AXES = 8
MOST_ITEMS = 1 << 40  # of an array, an axis without length counted as one
_NAMES = {"f": "float", "i": "int", "u": "uint"}
_DTYPE = re.compile(r"[<>|=]?([fiu][1248]|b1)")
_DESCR = re.compile(r"""['"]descr['"]\s*:\s*['"]([^'"]{1,40})['"]""")
_ORDER = re.compile(r"""['"]fortran_order['"]\s*:\s*(True|False)\b""")
_SHAPE = re.compile(r"""['"]shape['"]\s*:\s*\(([\d\s,]{0,200})\)""")


class Header(NamedTuple):
    """What an array is: ``dtype`` as numpy writes it (``<f4``), and how many bytes its header takes."""

    dtype: str
    fortran: bool
    shape: tuple[int, ...]
    length: int
    version: tuple[int, int]

    @property
    def size(self) -> int:
        """Bytes of the whole file: header and numbers."""
        return self.length + self.items * int(self.dtype[-1])

    @property
    def items(self) -> int:
        """How many numbers there are."""
        return prod(self.shape)

    @property
    def name(self) -> str:
        """The dtype as people say it: ``float32``, or as it stands where the byte order is not the usual one."""
        code = self.dtype.lstrip("<|=")
        if not _DTYPE.fullmatch(code) or code.startswith(">"):
            return self.dtype
        return "bool" if code == "b1" else f"{_NAMES[code[0]]}{8 * int(code[1])}"

    @property
    def of_shape(self) -> str:
        """Dtype and shape, for an error."""
        return f"{self.name} of shape {self.shape}"

    @property
    def numbers(self) -> bool:
        """Whether it is an array of numbers of at most 8 bytes, and so of a known size."""
        return _DTYPE.fullmatch(self.dtype) is not None


def read_header(stream: BinaryIO) -> Header:
    """The header at the start of ``stream``, which then stands at the first number. Raises ``ValueError``."""
    start = stream.read(8)
    if len(start) < 8 or start[:6] != MAGIC:
        raise ValueError("no .npy file")
    wide = 2 if start[6] == 1 else 4
    length = int.from_bytes(stream.read(wide), "little")
    if start[6] not in (1, 2, 3) or length > LONGEST_HEADER:
        raise ValueError(f"a header of version {start[6]}.{start[7]} and {length} bytes")
    data = stream.read(length)
    if len(data) < length:
        raise ValueError("a header that is cut short")
    return _parsed(data.decode("latin-1"), 8 + wide + length, (start[6], start[7]))


def _parsed(text: str, length: int, version: tuple[int, int]) -> Header:
    descr, order, shape = (pattern.findall(text) for pattern in (_DESCR, _ORDER, _SHAPE))
    if not len(descr) == len(order) == len(shape) == 1:
        raise ValueError("a header without dtype, order and shape")
    if "O" in descr[0]:
        raise ValueError("Object arrays cannot be loaded: they are pickles")
    axes = tuple(int(axis) for axis in re.findall(r"\d{1,18}", shape[0]))
    if len(axes) > MOST_AXES or prod(max(axis, 1) for axis in axes) > MOST_ITEMS:
        raise ValueError(f"a shape of {len(axes)} axes, {shape[0].strip()[:40]}")
    return Header(descr[0], order[0] == "True", axes, length, version)

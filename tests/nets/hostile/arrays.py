"""Codes and histories that are not what they say, or more than anybody asked for."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable
from random import Random
from typing import Any

import numpy as np

from aevae_desktop import bundle
from tests import conftest as tiny
from tests.nets.hostile.draft import Draft
from tests.nets.hostile.faults import Fault, bad

Arrays = dict[str, Any]


def sound(draft: Draft, n: int = 60) -> Arrays:
    """The arrays of a points file as they should be."""
    points = tiny.tiny_points(draft.d, n, 1, draft.vae)
    arrays = {"mu": points.mu, "label": points.label, "split": points.split}
    return arrays | ({"log_var": points.log_var} if draft.vae else {})


def packed(arrays: Arrays, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An .npz of arrays, or of bytes as they are."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, array in arrays.items():
            _write(archive, name, array if isinstance(array, bytes) else npy(array))
    return stream.getvalue()


def _write(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    """A member without the time of day: the same bundle has the same bytes at any time."""
    member = zipfile.ZipInfo(f"{name}.npy")
    member.compress_type = archive.compression
    archive.writestr(member, data)


def npy(array: Any) -> bytes:
    """The bytes of an .npy file."""
    stream = io.BytesIO()
    np.lib.format.write_array(stream, np.asarray(array), allow_pickle=True)
    return stream.getvalue()


def header(shape: str, dtype: str = "<f4", fortran: str = "False", body: bytes = b"") -> bytes:
    """An .npy file that says whatever it likes about itself."""
    text = f"{{'descr': '{dtype}', 'fortran_order': {fortran}, 'shape': {shape}, }}".encode()
    text += b" " * (-(len(text) + 11) % 64) + b"\n"
    return b"\x93NUMPY\x01\x00" + struct.pack("<H", len(text)) + text + body


def _with(change: Callable[[Draft, Random, Arrays], Any]) -> Callable[[Draft, Random], None]:
    def apply(draft: Draft, rng: Random) -> None:
        arrays = sound(draft)
        made = change(draft, rng, arrays)
        draft.files[bundle.POINTS] = made if isinstance(made, bytes) else packed(arrays)

    return apply


def _set(name: str, make: Callable[[Draft, Random, Arrays], Any]) -> Callable[[Draft, Random], None]:
    def change(draft: Draft, rng: Random, arrays: Arrays) -> None:
        arrays[name] = make(draft, rng, arrays)

    return _with(change)


def _spoiled(number: float) -> Callable[[Draft, Random], None]:
    def make(draft: Draft, rng: Random, arrays: Arrays) -> Any:
        mu = arrays["mu"].copy()
        mu[rng.randrange(len(mu)) :: rng.choice((1, 7, 1000)), rng.randrange(draft.d)] = number
        return mu

    return _set("mu", make)


def _bomb(draft: Draft, rng: Random, arrays: Arrays) -> bytes:
    """Gigabytes of zeros in a small file."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, array in arrays.items():
            _write(archive, name, npy(array))
        with archive.open(rng.choice(("column.bomb.npy", "bomb.npy")), "w", force_zip64=True) as member:
            member.write(header("(134217728,)"))
            for _ in range(rng.choice((64, 512))):
                member.write(bytes(1 << 20))
    return stream.getvalue()


def _lying_size(draft: Draft, rng: Random, arrays: Arrays) -> bytes:
    """The directory of the archive says another size than what is there."""
    data = bytearray(packed(arrays))
    at = data.find(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<I", rng.choice((1, 100, 0xFFFFFFF0)))
    return bytes(data)


def _huge_codes(draft: Draft, rng: Random, arrays: Arrays) -> None:
    n = rng.choice((200_000, 600_000)) // draft.d
    arrays |= {"mu": np.zeros((n, draft.d), np.float32), "label": np.zeros(n, np.int16), "split": np.zeros(n, np.uint8)}
    if draft.vae:
        arrays["log_var"] = np.zeros((n, draft.d), np.float32)


def _few(draft: Draft, rng: Random, arrays: Arrays) -> None:
    n = rng.choice((0, 1, 2))
    arrays |= {name: array[:n] for name, array in arrays.items()}


def _scale(draft: Draft, rng: Random, arrays: Arrays) -> None:
    scale = rng.choice((1e30, 1e18, 1e-30, 1e-44, 0.0, 3e38))
    arrays["mu"] = np.clip(arrays["mu"].astype(np.float64) * scale, -3e38, 3e38).astype(np.float32)


def _wild_variance(draft: Draft, rng: Random, arrays: Arrays) -> None:
    if draft.vae:
        arrays["log_var"] = np.full_like(arrays["log_var"], rng.choice((1e38, -1e38, 80, 700, -700)))


def _many_columns(draft: Draft, rng: Random, arrays: Arrays) -> None:
    n = len(arrays["mu"])
    arrays |= {f"column.c{k}": np.zeros(n, np.float32) for k in range(3_000)}


def _odd_column(draft: Draft, rng: Random, arrays: Arrays) -> None:
    n = len(arrays["mu"])
    name = rng.choice(("<b>", "../x", "class", "", "=1+1", "a b", "x" * 300, "é"))
    arrays[f"column.{name}"] = np.zeros(n, np.float32)


def _wild_column(draft: Draft, rng: Random, arrays: Arrays) -> None:
    n = len(arrays["mu"])
    arrays["column.error"] = rng.choice((
        np.full(n, np.nan), np.full(n, np.inf), np.where(np.arange(n) % 2, -1e308, 1e308),
        np.full(n, 5e-324), np.arange(n) * 1e300,
    ))  # fmt: skip


def _pickled(draft: Draft, rng: Random, arrays: Arrays) -> Any:
    return np.array([{"a": 1}, None], dtype=object)


def _repeated(draft: Draft, rng: Random, arrays: Arrays) -> bytes:
    """Many members of one name and one body."""
    stream = io.BytesIO()
    import warnings

    with warnings.catch_warnings(), zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        warnings.simplefilter("ignore")
        for _ in range(500):
            for name, array in arrays.items():
                _write(archive, name, npy(array))
    return stream.getvalue()


def _damaged(draft: Draft, rng: Random, arrays: Arrays) -> bytes:
    data = bytearray(packed(arrays))
    for _ in range(rng.choice((1, 4, 30))):
        data[rng.randrange(len(data))] = rng.randrange(256)
    return bytes(data)


def _cut(draft: Draft, rng: Random, arrays: Arrays) -> bytes:
    data = packed(arrays)
    return data[: rng.randrange(len(data))]


def _huge_shape(draft: Draft, rng: Random, arrays: Arrays) -> bytes:
    shape = rng.choice(("(1000000000000, 2)", "(-1, 2)", "(4611686018427387904, 4)", f"({10**30}, 2)", "(60,)", "()",
                        "(0, 0, 0, 0)", f"({'1, ' * 60})", "(True, 2)", "'x'", "(2.5, 2)", "((((", "None"))  # fmt: skip
    arrays["mu"] = header(shape, body=bytes(480))
    return packed(arrays)


def _odd_dtype(draft: Draft, rng: Random, arrays: Arrays) -> bytes:
    dtype = rng.choice(("<f8", ">f4", "|O", "<c8", "|S9", "|V8", "<M8[s]", "<U5", "|b1", "f4,f4", "x", "<f2", "<f16"))
    arrays["mu"] = header(f"(60, {draft.d})", dtype, body=bytes(480 * 4))
    return packed(arrays)


def _method(method: int) -> Callable[[Draft, Random], None]:
    return _with(lambda draft, rng, arrays: packed(arrays, method))


def _encrypted(draft: Draft, rng: Random, arrays: Arrays) -> bytes:
    data = bytearray(packed(arrays))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        data[at + place] |= 1
    return bytes(data)


def _history(make: Callable[[Draft, Random], bytes]) -> Callable[[Draft, Random], None]:
    def apply(draft: Draft, rng: Random) -> None:
        draft.files[bundle.HISTORY] = make(draft, rng)

    return apply


def _played(draft: Draft, rng: Random) -> Arrays:
    e, k = 3, 4
    return {
        "epoch": np.arange(e, dtype=np.int32),
        "index": np.arange(k, dtype=np.int32),
        "codes": np.zeros((e, k, draft.d), np.float32),
        "tiles": np.zeros((e, 2, 2, 28, 28), np.uint8),
        "extent": np.zeros((e, 4), np.float32),
    }


def _wild_history(draft: Draft, rng: Random) -> bytes:
    arrays = _played(draft, rng)
    name = rng.choice(list(arrays))
    arrays[name] = rng.choice((header("(1000000000000,)"), npy(_pickled(draft, rng, {})), npy(np.full((3, 4), np.nan))))
    return packed(arrays)


def _broken_history(draft: Draft, rng: Random) -> bytes:
    return _damaged(draft, rng, _played(draft, rng))


def _bombed_history(draft: Draft, rng: Random) -> bytes:
    return _bomb(draft, rng, _played(draft, rng))


def _other_images(draft: Draft, rng: Random) -> None:
    """Originals of another shape, or of a header that lies."""
    draft.files[bundle.IMAGES] = rng.choice((
        header("(60, 28, 28)", "|u1", body=bytes(100)), header("(1000000000000, 28, 28)", "|u1"), b"", b"hello" * 99,
        npy(np.zeros((60, 29, 28), np.uint8)), npy(_pickled(draft, rng, {})), npy(np.zeros((3, 28, 28), np.uint8)),
    ))  # fmt: skip


POINTS = (
    bad("NaN in codes", _spoiled(float("nan"))),
    bad("infinite codes", _spoiled(float("inf"))),
    Fault("codes of 3e38", _spoiled(3.4e38)),
    Fault("codes of any scale", _with(_scale)),
    Fault("wild variances", _with(_wild_variance)),
    Fault("a bomb", _with(_bomb)),
    bad("sizes that lie", _with(_lying_size)),
    Fault("hundreds of thousands of codes", _with(_huge_codes)),
    Fault("hardly any codes", _with(_few)),
    Fault("thousands of columns", _with(_many_columns)),
    bad("a column of an odd name", _with(_odd_column)),
    Fault("a column of wild numbers", _with(_wild_column)),
    bad("pickled codes", _set("mu", _pickled)),
    bad("other dimensions", _set("mu", lambda d, r, a: np.zeros((60, d.d + 1), np.float32))),
    bad("fewer labels", _set("label", lambda d, r, a: np.zeros(3, np.int16))),
    bad("labels beyond", _set("label", lambda d, r, a: np.full(60, r.choice((10, -2, -32768, 32767)), np.int16))),
    bad("splits beyond", _set("split", lambda d, r, a: np.full(60, 9, np.uint8))),
    bad("no labels", _with(lambda d, r, a: packed({"mu": a["mu"]}))),
    Fault("members again and again", _with(_repeated)),
    Fault("changed bytes", _with(_damaged)),
    bad("cut short", _with(_cut)),
    Fault("a shape beyond all bounds", _with(_huge_shape)),
    Fault("another type", _with(_odd_dtype)),
    Fault("LZMA", _method(zipfile.ZIP_LZMA)),
    Fault("BZIP2", _method(zipfile.ZIP_BZIP2)),
    bad("encrypted", _with(_encrypted)),
    bad("no archive", _with(lambda d, r, a: r.choice((b"", b"PK", b"x" * 99, r.randbytes(999))))),
    Fault("originals that are none", _other_images),
)
HISTORY = (
    Fault("a history of other shapes", _history(_wild_history)),
    Fault("a damaged history", _history(_broken_history)),
    Fault("a bomb of a history", _history(_bombed_history)),
    Fault("no history", _history(lambda draft, rng: rng.randbytes(50))),
)

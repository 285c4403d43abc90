"""What a file is that is no ONNX network, told from its first bytes: people mix these up, and copies go wrong."""

from __future__ import annotations

from typing import NamedTuple

_EXPORT = "Export the network to ONNX and put that file here."
_AGAIN = "Download or copy the file again."
LOOKED_AT = 4096  # bytes


class Impostor(NamedTuple):
    """What the file is, and what to do about it."""

    found: str
    remedy: str


_STARTS = (
    (b"version https://git-lfs", Impostor("a Git LFS pointer", "Run `git lfs pull` in its folder to get the file.")),
    (b"\x89HDF\r\n\x1a\n", Impostor("an HDF5 file, as Keras saves weights", _EXPORT)),
    (b"\x93NUMPY", Impostor("a NumPy array", _EXPORT)),
    (b"\x1f\x8b", Impostor("a gzip archive", "Unpack it and put the .onnx file here.")),
    (b"BZh", Impostor("a bzip2 archive", "Unpack it and put the .onnx file here.")),
    (b"\xfd7zXZ\x00", Impostor("an xz archive", "Unpack it and put the .onnx file here.")),
    (b"7z\xbc\xaf\x27\x1c", Impostor("a 7z archive", "Unpack it and put the .onnx file here.")),
    *((bytes((0x80, k)), Impostor("a Python pickle, as torch.save wrote once", _EXPORT)) for k in range(2, 6)),
)
_TAGS = {b"TFL3": Impostor("a TensorFlow Lite model", _EXPORT), b"ORTM": Impostor("a model in ORT format", _EXPORT)}
_ZIPPED = (
    (b"data.pkl", Impostor("a PyTorch checkpoint", _EXPORT)),
    (b"model.weights.h5", Impostor("a Keras model", _EXPORT)),
    (b".npy", Impostor("a NumPy archive", _EXPORT)),
    (b"", Impostor("a zip archive", "Unpack it and put the .onnx file here; of a PyTorch or Keras model, export it.")),
)


def impostor(data: bytes, size: int | None = None) -> Impostor | None:
    """What ``data`` is if it is plainly something else than ONNX, else None; ``size``: of the file that it begins."""
    start = data[:LOOKED_AT]
    if not start.strip(b"\0"):
        return Impostor("nothing but zeros" if start else "an empty file", _AGAIN)
    for magic, what in _STARTS:
        if start.startswith(magic):
            return what
    if start.startswith(b"PK\x03\x04"):
        return next(what for name, what in _ZIPPED if name in start)
    return (
        _TAGS.get(start[4:8])
        or _safetensors(data, len(data) if size is None else size)
        or _text(start.lstrip(b"\xef\xbb\xbf \t\r\n").lower())
    )


def _safetensors(data: bytes, size: int) -> Impostor | None:
    """A safetensors file begins with the length of its JSON header."""
    fits = 8 + int.from_bytes(data[:8], "little") <= size
    return Impostor("a safetensors file", _EXPORT) if fits and data[8:9] == b"{" else None


def _text(start: bytes) -> Impostor | None:
    if start.startswith((b"<!doctype", b"<html", b"<head")):
        return Impostor("a web page", "Download the file itself, not the page that shows it.")
    if start.startswith(b"<?xml"):
        return Impostor("an XML file", _EXPORT)
    if start.startswith((b'{"', b"{\n", b"{ ", b"{\r", b"[")):
        known = any(word in start for word in (b'"modeltopology"', b'"layers-model"', b'"graph-model"'))
        return Impostor("a TensorFlow.js model" if known else "a JSON file", _EXPORT)
    return None

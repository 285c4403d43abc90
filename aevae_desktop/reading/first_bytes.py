"""What a file is that is no ONNX network, told from its first bytes: people mix these up, and copies go wrong."""

from __future__ import annotations

from typing import NamedTuple

_EXPORT = "Export the network to ONNX and put that file here."
_TORCH = 'Load the module that it belongs to, and torch.onnx.export(model.decoder.eval(), (z,), "decoder.onnx").'
_KERAS = 'Load it in Keras, and model.export("decoder.onnx", format="onnx") for the decoder and the encoder.'
_UNPACK = "Unpack it and put the .onnx file here."
_AGAIN = "Download or copy the file again."
# what networks are kept in that is not ONNX: they are read, and told what they are
ENDINGS = frozenset((
    ".pt", ".pth", ".pt2", ".ckpt", ".h5", ".hdf5", ".keras", ".safetensors", ".pkl", ".pickle", ".tflite", ".pb",
    ".json", ".ort", ".mlmodel", ".msgpack", ".gguf", ".zip", ".tar", ".gz", ".tgz", ".7z", ".rar",
))  # fmt: skip
LOOKED_AT = 4096  # bytes
_PLAIN, _SAID = 256, 40  # bytes of a text that are looked at; of them said


class Impostor(NamedTuple):
    """What the file is, and what to do about it."""

    found: str
    remedy: str


LFS_POINTER = b"version https://git-lfs"
LFS = Impostor("a Git LFS pointer", "Run `git lfs pull` in its folder to get the file.")
_STARTS = (
    (LFS_POINTER, LFS),
    (b"\x89HDF\r\n\x1a\n", Impostor("an HDF5 file, as Keras saves weights", _KERAS)),
    (b"\x93NUMPY", Impostor("a NumPy array", _EXPORT)),
    (b"\x1f\x8b", Impostor("a gzip archive", _UNPACK)),
    (b"BZh", Impostor("a bzip2 archive", _UNPACK)),
    (b"\xfd7zXZ\x00", Impostor("an xz archive", _UNPACK)),
    (b"7z\xbc\xaf\x27\x1c", Impostor("a 7z archive", _UNPACK)),
    (b"Rar!\x1a\x07", Impostor("a RAR archive", _UNPACK)),
    (b"%PDF-", Impostor("a PDF document", _EXPORT)),
    (b"\x89PNG\r\n", Impostor("a PNG picture", _EXPORT)),
    (b"\xff\xd8\xff", Impostor("a JPEG picture", _EXPORT)),
    (b"GGUF", Impostor("a GGUF model", _EXPORT)),
    *((bytes((0x80, k)), Impostor("a Python pickle, as torch.save wrote once", _TORCH)) for k in range(2, 6)),
)
_TAGS = {b"TFL3": Impostor("a TensorFlow Lite model", _EXPORT), b"ORTM": Impostor("a model in ORT format", _EXPORT)}
_ZIPPED = (
    (b"data.pkl", Impostor("a PyTorch checkpoint", _TORCH)),
    (b"/data/", Impostor("a PyTorch program", _TORCH)),  # TorchScript, torch.export
    (b"model.weights.h5", Impostor("a Keras model", _KERAS)),
    (b".npy", Impostor("a NumPy archive", _EXPORT)),
    (b"", Impostor("a zip archive", f"{_UNPACK[:-1]}; of a PyTorch or Keras model, export it.")),
)


def impostor(data: bytes, size: int | None = None, *, texts: bool = True) -> Impostor | None:
    """What ``data`` is if it is plainly something else than ONNX, else None; ``size``: of the file that it begins.

    ``texts``: whether a text that is none of the known kinds is told, too.
    """
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
        or (Impostor("a tar archive", _UNPACK) if start[257:262] == b"ustar" else None)
        or _other_protobuf(start)
        or _safetensors(data, len(data) if size is None else size)
        or _markup(start.lstrip(b"\xef\xbb\xbf \t\r\n"))
        or (_text(start) if texts else None)
    )


def _safetensors(data: bytes, size: int) -> Impostor | None:
    """A safetensors file begins with the length of its JSON header."""
    fits = 8 + int.from_bytes(data[:8], "little") <= size
    return Impostor("a safetensors file", _EXPORT) if fits and data[8:9] == b"{" else None


def _other_protobuf(start: bytes) -> Impostor | None:
    """ONNX begins as these do, with a version (field 1); its field 2 is a name, theirs a message."""
    if len(start) < 5 or start[0] != 8 or start[1] > 127 or start[2] != 0x12:
        return None
    inside = start[5:] if start[3] > 127 else start[4:]
    if not inside.startswith(b"\n"):
        return None
    known = b"serve" in start or b"tensorflow" in start.lower()
    return Impostor("a TensorFlow SavedModel" if known else "a Core ML model", _EXPORT)


def _markup(text: bytes) -> Impostor | None:
    start = text.lower()
    if start.startswith((b"<!doctype", b"<html", b"<head", b"<!--")):
        return Impostor("a web page", "Download the file itself, not the page that shows it.")
    if start.startswith(b"<?xml"):
        return Impostor("an XML file", _EXPORT)
    if start.startswith((b'{"', b"{\n", b"{ ", b"{\r", b"[")):
        known = any(word in start for word in (b'"modeltopology"', b'"layers-model"', b'"graph-model"'))
        return Impostor("a TensorFlow.js model" if known else "a JSON file", _EXPORT)
    return None


def _text(start: bytes) -> Impostor | None:
    plain = start[:_PLAIN].decode(errors="replace").replace("\ufffd", "", 1)  # a character may be cut off
    if not all(letter.isprintable() or letter in "\t\r\n" for letter in plain):
        return None
    return Impostor(f"a text, which begins {' '.join(plain.split())[:_SAID]!r}", _AGAIN)

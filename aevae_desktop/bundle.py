"""The contract between training and the app: one folder a model, readable by anyone.

``manifest.json`` says what the model is and the sha256 of every other file; ``decoder.onnx`` is required,
``encoder.onnx``, ``points.npz`` and ``history.npz`` are optional. docs/bundle_format.md is the full text.
Nothing here unpickles, follows a path out of the folder, or trusts a size it has not checked.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from aevae_desktop import atomic
from aevae_desktop.errors import BundleError

FORMAT = "aevae-bundle"
VERSION = "1.0"
MANIFEST, ENCODER, DECODER = "manifest.json", "encoder.onnx", "decoder.onnx"
POINTS, HISTORY = "points.npz", "history.npz"
KINDS = ("ae", "vae")
PRIORS = ("none", "standard_normal")
TRAIN, TEST = 0, 1  # the values of Points.split
MAX_UNPACKED = 4 << 30  # bytes an .npz may unpack to: far above 1M points, far below a zip bomb
_PLAIN_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")


@dataclass(frozen=True)
class ImageSpec:
    """Size and value range of the images, ``x: (n, channels, height, width) float32 in [low, high]``."""

    height: int
    width: int
    channels: int = 1
    low: float = 0.0
    high: float = 1.0


@dataclass(frozen=True)
class TensorNames:
    """What the ONNX inputs and outputs are called; ``log_var`` is None for a plain autoencoder."""

    x: str = "x"
    mu: str = "mu"
    log_var: str | None = None
    z: str = "z"
    x_hat: str = "x_hat"


@dataclass(frozen=True)
class DatasetSpec:
    """The images a model was trained on: ``sha256`` maps file names to digests of their decompressed bytes."""

    name: str
    licence: str = ""
    source: str = ""
    n_train: int = 0
    n_test: int = 0
    sha256: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class FileRecord:
    """What a file of the bundle must be: lower-case hex sha256, and size in bytes."""

    sha256: str
    size: int


@dataclass(frozen=True)
class Manifest:
    """Everything about a bundle that is not an array. ``metrics`` and ``provenance`` are free-form JSON.

    ``metrics`` maps a name to ``{"value", "unit", "n", "command"}``; ``provenance`` holds the whole RunConfig,
    the seed and the library versions.
    """

    id: str
    title: str
    kind: str
    family: str
    image: ImageSpec
    latent_dim: int
    prior: str = "none"
    tensors: TensorNames = TensorNames()
    classes: tuple[str, ...] = ()
    dataset: DatasetSpec = DatasetSpec("")
    metrics: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    provenance: Mapping[str, Any] = field(default_factory=dict)
    files: Mapping[str, FileRecord] = field(default_factory=dict)

    def to_json(self) -> str:
        """The text of ``manifest.json``."""
        head = {"format": FORMAT, "format_version": VERSION}
        return json.dumps(head | asdict(self), indent=2, ensure_ascii=False, allow_nan=False) + "\n"


@dataclass(frozen=True, eq=False)
class Points:
    """The codes of a data set, row i being sample i (all training images first, then all test images).

    ``mu, log_var: (n, d) float32, latent units``; ``label: (n,) int16``, an index into ``Manifest.classes`` or
    -1; ``split: (n,) uint8``, TRAIN or TEST. Two bundles of one data set are linked by the row number.
    """

    mu: NDArray[np.float32]
    log_var: NDArray[np.float32] | None
    label: NDArray[np.int16]
    split: NDArray[np.uint8]


@dataclass(frozen=True, eq=False)
class History:
    """What an epoch scrubber plays: one row an epoch (``e`` of them).

    ``epoch: (e,) int32``; ``losses``: name -> (e,) float32, nats an image unless the name says otherwise;
    ``codes: (e, k, d) float32`` of the samples ``index: (k,) int32``; ``tiles: (e, rows, cols, h, w) uint8``
    decoded on a grid of z, top row first, over the rectangle ``extent: (e, 4) float32`` (x0, y0, x1, y1) of the
    first two latent axes.
    """

    epoch: NDArray[np.int32]
    losses: Mapping[str, NDArray[np.float32]]
    index: NDArray[np.int32]
    codes: NDArray[np.float32]
    tiles: NDArray[np.uint8]
    extent: NDArray[np.float32]


# ---------------------------------------------------------------- reading


def read(folder: Path) -> Manifest:
    """Read and check ``manifest.json`` and that each file it names has its size. Raises ``BundleError``."""
    path = folder / MANIFEST
    manifest = parse(_read_bytes(path), path)
    for name, record in manifest.files.items():
        _check_size(folder / name, record)
    return manifest


def validate(folder: Path) -> Manifest:
    """``read``, then check the hash of every file and the shapes of its arrays. Raises ``BundleError``."""
    manifest = read(folder)
    for name in manifest.files:
        read_file(folder, manifest, name)
    if POINTS in manifest.files:
        read_points(folder, manifest)
    if HISTORY in manifest.files:
        read_history(folder, manifest)
    return manifest


def read_file(folder: Path, manifest: Manifest, name: str) -> bytes:
    """The bytes of one file of the bundle, hash-checked: use these, not the file. Raises ``BundleError``."""
    path = folder / name
    record = manifest.files.get(name)
    if record is None:
        raise BundleError(
            f"the bundle has no {name}", file=folder / MANIFEST, field="files", remedy="Export the model again."
        )
    _check_size(path, record)
    data = _read_bytes(path)
    digest = hashlib.sha256(data).hexdigest()
    if digest != record.sha256:
        raise BundleError(
            file=path,
            field="sha256",
            found=digest[:12] + "…",
            expected=record.sha256[:12] + "…",
            remedy="The file was changed or damaged; copy or export the bundle again.",
        )
    return data


def read_points(folder: Path, manifest: Manifest) -> Points:
    """The codes stored in ``points.npz``. Raises ``BundleError`` when an array is missing or misshapen."""
    arrays = _Arrays(read_file(folder, manifest, POINTS), folder / POINTS)
    mu = arrays.take("mu", np.float32, (None, manifest.latent_dim))
    n = len(mu)
    log_var = None
    if manifest.kind == "vae":
        log_var = arrays.take("log_var", np.float32, (n, manifest.latent_dim))
    label = arrays.take("label", np.int16, (n,))
    top = len(manifest.classes)
    if n and (int(label.min()) < -1 or int(label.max()) >= max(top, 1)):
        raise BundleError(
            file=folder / POINTS,
            field="label",
            found=f"{label.min()} to {label.max()}",
            expected=f"-1 to {top - 1} (the manifest names {top} classes)",
        )
    split = arrays.take("split", np.uint8, (n,))
    if n and int(split.max()) > TEST:
        raise BundleError(
            file=folder / POINTS, field="split", found=int(split.max()), expected=f"{TRAIN} (training) or {TEST} (test)"
        )
    for name, codes in (("mu", mu), ("log_var", log_var)):
        if codes is not None and not np.isfinite(codes).all():
            raise BundleError(file=folder / POINTS, field=name, found="NaN or infinity", expected="finite codes")
    return Points(mu, log_var, label, split)


def read_history(folder: Path, manifest: Manifest) -> History:
    """The training history in ``history.npz``. Raises ``BundleError`` when an array is missing or misshapen."""
    arrays = _Arrays(read_file(folder, manifest, HISTORY), folder / HISTORY)
    epoch = arrays.take("epoch", np.int32, (None,))
    e = len(epoch)
    names = [name for name in arrays.names if name.startswith("loss.")]
    losses = {name.removeprefix("loss."): arrays.take(name, np.float32, (e,)) for name in names}
    index = arrays.take("index", np.int32, (None,))
    codes = arrays.take("codes", np.float32, (e, len(index), manifest.latent_dim))
    tiles = arrays.take("tiles", np.uint8, (e, None, None, manifest.image.height, manifest.image.width))
    return History(epoch, losses, index, codes, tiles, arrays.take("extent", np.float32, (e, 4)))


# ---------------------------------------------------------------- writing


def write(folder: Path, manifest: Manifest, contents: Mapping[str, bytes]) -> Manifest:
    """Write a whole bundle in one step; returns the manifest with the file records filled in.

    ``contents`` maps plain file names to bytes. Raises ``BundleError`` when the manifest does not hold
    together or the disk refuses; the bundle that stood in ``folder`` is then untouched.
    """
    files = {name: FileRecord(hashlib.sha256(data).hexdigest(), len(data)) for name, data in contents.items()}
    manifest = replace(manifest, files=files)
    text = manifest.to_json().encode()
    parse(text, folder / MANIFEST)
    try:
        atomic.write_folder(folder, {MANIFEST: text, **contents})
    except OSError as error:
        raise BundleError(
            f"cannot write the bundle: {error.strerror}",
            file=folder,
            remedy="Free some space or choose another folder; nothing was changed.",
        ) from error
    return manifest


def pack_points(points: Points) -> bytes:
    """The bytes of ``points.npz``."""
    arrays: dict[str, NDArray[Any]] = {"mu": points.mu, "label": points.label, "split": points.split}
    if points.log_var is not None:
        arrays["log_var"] = points.log_var
    return _pack(arrays)


def pack_history(history: History) -> bytes:
    """The bytes of ``history.npz``."""
    losses = {f"loss.{name}": values for name, values in history.losses.items()}
    rest: dict[str, NDArray[Any]] = {
        "epoch": history.epoch,
        "index": history.index,
        "codes": history.codes,
        "tiles": history.tiles,
        "extent": history.extent,
    }
    return _pack({**rest, **losses})


def _pack(arrays: Mapping[str, NDArray[Any]]) -> bytes:
    # numpy stamps every member with a fixed date, so equal arrays give equal bytes
    stream = io.BytesIO()
    np.savez_compressed(stream, allow_pickle=False, **arrays)
    return stream.getvalue()


# ---------------------------------------------------------------- parsing


def parse(text: bytes, path: Path) -> Manifest:
    """Check the text of a manifest and turn it into one; ``path`` is named in errors. Raises ``BundleError``.

    Unknown keys are ignored, an unknown major version is refused.
    """
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BundleError(
            f"not readable as JSON ({error})", file=path, remedy="Copy or export the bundle again."
        ) from error
    top = _Fields(data, path)
    if top.text("format") != FORMAT:
        raise top.wrong("format", f'"{FORMAT}"', "This folder is not a bundle of this program.")
    if top.text("format_version").split(".")[0] != VERSION.split(".")[0]:
        raise top.wrong("format_version", f"{VERSION.split('.')[0]}.x", "Update aevae-desktop to open it.")
    kind = top.choice("kind", KINDS)
    return Manifest(
        id=top.plain_name("id"),
        title=top.text("title"),
        kind=kind,
        family=top.text("family", ""),
        image=_image(top.child("image")),
        latent_dim=top.integer("latent_dim", 1, 65536),
        prior=top.choice("prior", PRIORS, "none"),
        tensors=_tensors(top.child("tensors", {}), kind),
        classes=top.texts("classes"),
        dataset=_dataset(top.child("dataset", {})),
        metrics=top.child("metrics", {}).objects(),
        provenance=top.child("provenance", {}).data,
        files=_files(top.child("files")),
    )


def _image(fields: _Fields) -> ImageSpec:
    image = ImageSpec(
        fields.integer("height", 1, 4096),
        fields.integer("width", 1, 4096),
        fields.integer("channels", 1, 3, 1),
        fields.number("low", 0.0),
        fields.number("high", 1.0),
    )
    if image.channels == 2:
        raise fields.wrong("channels", "1 (grey) or 3 (colour)")
    if not image.low < image.high:
        raise fields.wrong("high", f"more than low, which is {image.low:g}")
    return image


def _tensors(fields: _Fields, kind: str) -> TensorNames:
    log_var = fields.text("log_var", "log_var") if kind == "vae" else None
    x, mu = fields.text("x", "x"), fields.text("mu", "mu")
    return TensorNames(x, mu, log_var, fields.text("z", "z"), fields.text("x_hat", "x_hat"))


def _dataset(fields: _Fields) -> DatasetSpec:
    return DatasetSpec(
        fields.text("name", ""),
        fields.text("licence", ""),
        fields.text("source", ""),
        fields.integer("n_train", 0, 1 << 62, 0),
        fields.integer("n_test", 0, 1 << 62, 0),
        fields.child("sha256", {}).strings(),
    )


def _files(fields: _Fields) -> dict[str, FileRecord]:
    records = {}
    for name in fields.data:
        if not _PLAIN_NAME.fullmatch(name):
            raise BundleError(file=fields.path, field="files", found=name, expected="plain file names")
        entry = fields.child(name)
        if not re.fullmatch("[0-9a-f]{64}", entry.text("sha256")):
            raise entry.wrong("sha256", "64 hexadecimal digits")
        records[name] = FileRecord(entry.text("sha256"), entry.integer("size", 0, 1 << 62))
    if DECODER not in records:
        raise BundleError(
            f"names no {DECODER}", file=fields.path, field="files", remedy="A bundle needs at least a decoder."
        )
    return records


_REQUIRED: Any = object()


class _Fields:
    """One JSON object, read with types; every complaint names the file, the field and what was found."""

    def __init__(self, data: object, path: Path, prefix: str = "") -> None:
        self.path, self.prefix = path, prefix
        if not isinstance(data, dict):
            raise BundleError(file=path, field=prefix.rstrip(".") or None, found=_kind(data), expected="an object")
        self.data: dict[str, Any] = data

    def wrong(self, key: str, expected: str, remedy: str | None = None) -> BundleError:
        found = repr(self.data[key]) if key in self.data else "nothing"
        return BundleError(file=self.path, field=self.prefix + key, found=found, expected=expected, remedy=remedy)

    def _get(self, key: str, default: Any) -> Any:
        value = self.data.get(key, default)
        if value is _REQUIRED:
            raise self.wrong(key, "a value")
        return value

    def text(self, key: str, default: str = _REQUIRED) -> str:
        value = self._get(key, default)
        if not isinstance(value, str):
            raise self.wrong(key, "a text")
        return value

    def plain_name(self, key: str) -> str:
        value = self.text(key)
        if not _PLAIN_NAME.fullmatch(value):
            raise self.wrong(key, "letters, digits, '.', '_' and '-', at most 100")
        return value

    def choice(self, key: str, options: tuple[str, ...], default: str = _REQUIRED) -> str:
        value = self._get(key, default)
        if value not in options:
            raise self.wrong(key, " or ".join(options))
        return str(value)

    def integer(self, key: str, low: int, high: int, default: int = _REQUIRED) -> int:
        value = self._get(key, default)
        if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
            raise self.wrong(key, f"an integer from {low} to {high}")
        return value

    def number(self, key: str, default: float = _REQUIRED) -> float:
        value = self._get(key, default)
        if not isinstance(value, int | float) or isinstance(value, bool) or not np.isfinite(value):
            raise self.wrong(key, "a finite number")
        return float(value)

    def texts(self, key: str) -> tuple[str, ...]:
        value = self._get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise self.wrong(key, "a list of texts")
        return tuple(value)

    def child(self, key: str, default: object = _REQUIRED) -> _Fields:
        return _Fields(self._get(key, default), self.path, f"{self.prefix}{key}.")

    def objects(self) -> dict[str, dict[str, Any]]:
        return {key: self.child(key).data for key in self.data}

    def strings(self) -> dict[str, str]:
        return {key: self.text(key) for key in self.data}


class _Arrays:
    """An .npz held in memory, its members taken with dtype and shape checked, never unpickled."""

    def __init__(self, data: bytes, path: Path) -> None:
        self.path = path
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                unpacked = sum(info.file_size for info in archive.infolist())
            if unpacked > MAX_UNPACKED:
                raise BundleError(file=path, found=f"{unpacked} bytes unpacked", expected=f"at most {MAX_UNPACKED}")
            self.archive = np.load(io.BytesIO(data), allow_pickle=False)
            self.names = list(self.archive.files)
        except (ValueError, OSError, zipfile.BadZipFile) as error:
            raise BundleError(f"not readable as .npz ({error})", file=path) from error

    def take(self, name: str, dtype: Any, shape: tuple[int | None, ...]) -> NDArray[Any]:
        wanted = f"{np.dtype(dtype).name} of shape ({', '.join('n' if k is None else str(k) for k in shape)})"
        if name not in self.names:
            raise BundleError(file=self.path, field=name, found="nothing", expected=wanted)
        try:
            array = self.archive[name]
        except (ValueError, OSError, EOFError, zipfile.BadZipFile, zipfile.zlib.error) as error:  # type: ignore[attr-defined]
            raise BundleError(f"not readable ({error})", file=self.path, field=name) from error
        fits = len(array.shape) == len(shape) and all(
            k is None or k == m for k, m in zip(shape, array.shape, strict=True)
        )
        if array.dtype != dtype or not fits:
            found = f"{array.dtype} of shape {array.shape}"
            raise BundleError(file=self.path, field=name, found=found, expected=wanted)
        return np.ascontiguousarray(array)


def _read_bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise BundleError("missing", file=path, remedy="Copy or export the bundle again.") from error
    except OSError as error:
        raise BundleError(
            f"cannot be read: {error.strerror}", file=path, remedy="Check the permissions of the folder."
        ) from error


def _check_size(path: Path, record: FileRecord) -> None:
    try:
        size = path.stat().st_size
    except FileNotFoundError as error:
        raise BundleError("missing", file=path, remedy="Copy or export the bundle again.") from error
    except OSError as error:
        raise BundleError(
            f"cannot be read: {error.strerror}", file=path, remedy="Check the permissions of the folder."
        ) from error
    if size != record.size:
        raise BundleError(
            file=path,
            field="size",
            found=f"{size} bytes",
            expected=f"{record.size} bytes",
            remedy="The file is truncated or was changed; copy or export the bundle again.",
        )


def _kind(data: object) -> str:
    names = {list: "a list", str: "a text", int: "a number", float: "a number", type(None): "null", bool: "a boolean"}
    return names.get(type(data), type(data).__name__)

"""``points.npz`` and ``history.npz``: packed without pickle, unpacked with every dtype and shape checked before.

What an array takes is known from the archive's directory and from the header of each member; both must agree before
its numbers are unpacked.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from aevae_desktop.bundle.fields import PLAIN_NAME
from aevae_desktop.bundle.files import read_file
from aevae_desktop.bundle.model import (
    HISTORY,
    MOST_POINTS,
    POINTS,
    TAKEN,
    TEST,
    TRAIN,
    History,
    Manifest,
    Points,
)
from aevae_desktop.errors import BundleError
from aevae_desktop.reading import npy
from aevae_desktop.reading.json_object import FARTHEST
from aevae_desktop.reading.zipped import Archive

MAX_UNPACKED = 1 << 30  # bytes an .npz may unpack to: far above 1M points, far below a zip bomb
MOST_SHOWN = 250_000_000  # bytes the points take on their way to the window: every number as float32
MOST_COLUMNS = 64
MOST_LOG_VAR = 100.0  # that the log of a variance may be from 0: standard deviations from 1e-22 to 1e22
MOST_ARRAYS = 128  # of an .npz
COLUMN = "column."  # what the name of an array begins with that is one number a sample


def read_points(folder: Path, manifest: Manifest) -> Points:
    """The codes stored in ``points.npz``. Raises ``BundleError`` when an array is missing or misshapen."""
    return points_from(read_file(folder, manifest, POINTS), manifest, folder / POINTS)


def points_from(data: bytes, manifest: Manifest, path: Path) -> Points:
    """The codes in the bytes of a ``points.npz``; ``path`` is named in errors. Raises ``BundleError``."""
    arrays = Arrays(data, path)
    n, columns = _counts(arrays, manifest)
    mu = arrays.take("mu", np.float32, (n, manifest.latent_dim))
    log_var = None
    if manifest.kind == "vae":
        log_var = arrays.take("log_var", np.float32, (n, manifest.latent_dim))
    label, split = arrays.take("label", np.int16, (n,)), arrays.take("split", np.uint8, (n,))
    _check_labels(label, len(manifest.classes), path)
    if n and int(split.max()) > TEST:
        raise BundleError(
            file=path, field="split", found=int(split.max()), expected=f"{TRAIN} (training) or {TEST} (test)"
        )
    _check_range(mu, "mu", FARTHEST, path)
    if log_var is not None:
        _check_range(log_var, "log_var", MOST_LOG_VAR, path)
    return Points(mu, log_var, label, split, {name: arrays.take_numbers(COLUMN + name, n) for name in columns})


def read_history(folder: Path, manifest: Manifest) -> History:
    """The training history in ``history.npz``. Raises ``BundleError`` when an array is missing or misshapen."""
    return history_from(read_file(folder, manifest, HISTORY), manifest, folder / HISTORY)


def history_from(data: bytes, manifest: Manifest, path: Path) -> History:
    """The history in the bytes of a ``history.npz``; ``path`` is named in errors. Raises ``BundleError``."""
    arrays = Arrays(data, path)
    epoch = arrays.take("epoch", np.int32, (None,))
    e = len(epoch)
    names = [name for name in arrays.names if name.startswith("loss.")]
    for name in names:
        if not PLAIN_NAME.fullmatch(name):
            raise BundleError(
                file=path, field="loss", found=name, expected="loss.NAME of letters, digits, '.', '_' and '-'"
            )
    losses = {name.removeprefix("loss."): arrays.take(name, np.float32, (e,)) for name in names}
    index = arrays.take("index", np.int32, (None,))
    codes = arrays.take("codes", np.float32, (e, len(index), manifest.latent_dim))
    tiles = arrays.take("tiles", np.uint8, (e, None, None, manifest.image.height, manifest.image.width))
    return History(epoch, losses, index, codes, tiles, arrays.take("extent", np.float32, (e, 4)))


def pack_points(points: Points) -> bytes:
    """The bytes of ``points.npz``."""
    arrays: dict[str, NDArray[Any]] = {"mu": points.mu, "label": points.label, "split": points.split}
    if points.log_var is not None:
        arrays["log_var"] = points.log_var
    return _pack(arrays | {COLUMN + name: values for name, values in points.columns.items()})


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


def shown_numbers(manifest: Manifest, columns: int) -> int:
    """How many numbers belong to each code on its way to the window."""
    return manifest.latent_dim * (2 if manifest.kind == "vae" else 1) + columns


def shown_bytes(n: int, numbers: int) -> int:
    """Bytes that ``n`` codes take there with so many ``numbers`` each, all as float32, their labels and splits."""
    return n * (4 * numbers + 3)


def _counts(arrays: Arrays, manifest: Manifest) -> tuple[int, list[str]]:
    """How many points there are, and the names of their columns, both within what can be shown."""
    n = arrays.shape("mu", np.float32, (None, manifest.latent_dim))[0]
    columns = [_column(name, arrays.path) for name in arrays.names if name.startswith(COLUMN)]
    if n > MOST_POINTS:
        raise BundleError(file=arrays.path, field="mu", found=f"{n} codes", expected=f"at most {MOST_POINTS}")
    if len(columns) > MOST_COLUMNS:
        raise BundleError(file=arrays.path, field="column", found=len(columns), expected=f"at most {MOST_COLUMNS}")
    floats = shown_numbers(manifest, len(columns))
    if (size := shown_bytes(n, floats)) > MOST_SHOWN:
        found = f"{n} codes with {floats} numbers each, {size} bytes"
        raise BundleError(file=arrays.path, field="mu", found=found, expected=f"at most {MOST_SHOWN}")
    return n, columns


def _column(array: str, path: Path) -> str:
    name = array.removeprefix(COLUMN)
    if not PLAIN_NAME.fullmatch(name) or name in TAKEN:
        rule = f"column.NAME of letters, digits, '.', '_' and '-', at most 100, none of {', '.join(TAKEN)}"
        raise BundleError(file=path, field="column", found=array, expected=rule)
    return name


def _check_labels(label: NDArray[np.int16], top: int, path: Path) -> None:
    if len(label) and (int(label.min()) < -1 or int(label.max()) >= max(top, 1)):
        raise BundleError(
            file=path,
            field="label",
            found=f"{label.min()} to {label.max()}",
            expected=f"-1 to {top - 1} (the manifest names {top} classes)",
        )


def _check_range(codes: NDArray[np.float32], name: str, most: float, path: Path) -> None:
    if not np.isfinite(codes).all():
        raise BundleError(file=path, field=name, found="NaN or infinity", expected="finite codes")
    farthest = max(float(codes.max(initial=0.0)), -float(codes.min(initial=0.0)))
    if farthest > most:
        expected, remedy = f"numbers from {-most:g} to {most:g}", f"Scale or clamp {name} where the model is exported."
        raise BundleError(file=path, field=name, found=f"{farthest:g}", expected=expected, remedy=remedy)


class Arrays:
    """An .npz held in memory, its members taken with dtype and shape checked, never unpickled."""

    def __init__(self, data: bytes, path: Path) -> None:
        self.path = path
        try:
            self._archive = Archive(io.BytesIO(data), MOST_ARRAYS)
        except ValueError as error:
            raise BundleError(f"not readable as .npz ({error})", file=path) from error
        unpacked = sum(self._archive.sizes.values())
        if unpacked > MAX_UNPACKED:
            raise BundleError(file=path, found=f"{unpacked} bytes unpacked", expected=f"at most {MAX_UNPACKED}")
        self.names = [name.removesuffix(".npy") for name in self._archive.sizes if name.endswith(".npy")]

    def shape(self, name: str, dtype: Any, shape: tuple[int | None, ...]) -> tuple[int, ...]:
        """The shape of an array of that dtype, where ``shape`` has None of any length; nothing is unpacked."""
        return self._checked(name, dtype, shape).shape

    def take(self, name: str, dtype: Any, shape: tuple[int | None, ...]) -> NDArray[Any]:
        """The array ``name`` of that dtype and shape, C-ordered."""
        return self._array(name, self._checked(name, dtype, shape))

    def take_numbers(self, name: str, n: int) -> NDArray[np.float32]:
        """The numbers of any type under ``name``, ``(n,)``, as float32; those beyond its range become infinite."""
        head = self._header(name)
        if not head.numbers or head.shape != (n,):
            raise BundleError(file=self.path, field=name, found=head.of_shape, expected=f"numbers of shape ({n})")
        with np.errstate(over="ignore"):
            return np.ascontiguousarray(self._array(name, head), np.float32)

    def _checked(self, name: str, dtype: Any, shape: tuple[int | None, ...]) -> npy.Header:
        wanted = f"{np.dtype(dtype).name} of shape ({', '.join('n' if k is None else str(k) for k in shape)})"
        if name not in self.names:
            raise BundleError(file=self.path, field=name, found="nothing", expected=wanted)
        head = self._header(name)
        fits = len(head.shape) == len(shape) and all(k in (None, m) for k, m in zip(shape, head.shape, strict=True))
        if head.name != np.dtype(dtype).name or not fits:
            raise BundleError(file=self.path, field=name, found=head.of_shape, expected=wanted)
        return head

    def _header(self, name: str) -> npy.Header:
        try:
            start = self._archive.start(f"{name}.npy", npy.LONGEST_HEADER + 12)
            head = npy.read_header(io.BytesIO(start))
            declared = self._archive.sizes[f"{name}.npy"]
            if head.numbers and head.size != declared:
                raise ValueError(f"{declared} bytes, {head.size} for {head.of_shape}")
        except ValueError as error:
            raise BundleError(f"not readable ({error})", file=self.path, field=name) from error
        return head

    def _array(self, name: str, head: npy.Header) -> NDArray[Any]:
        try:
            data = self._archive.read(f"{name}.npy", head.size)
            flat = np.frombuffer(data, np.dtype(head.dtype), head.items, head.length)
            array = flat.reshape(head.shape, order="F" if head.fortran else "C")
        except (ValueError, MemoryError) as error:
            raise BundleError(f"not readable ({error})", file=self.path, field=name) from error
        return np.ascontiguousarray(array)

"""``points.npz`` and ``history.npz``: packed without pickle, unpacked with every dtype and shape checked."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from aevae_desktop.bundle.fields import PLAIN_NAME
from aevae_desktop.bundle.files import read_file
from aevae_desktop.bundle.model import HISTORY, POINTS, TAKEN, TEST, TRAIN, History, Manifest, Points
from aevae_desktop.errors import BundleError

MAX_UNPACKED = 4 << 30  # bytes an .npz may unpack to: far above 1M points, far below a zip bomb
COLUMN = "column."  # what the name of an array begins with that is one number a sample


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
    return Points(mu, log_var, label, split, _columns(arrays, n))


def _columns(arrays: _Arrays, n: int) -> dict[str, NDArray[np.float32]]:
    found = {}
    for array in arrays.names:
        if array.startswith(COLUMN):
            name = array.removeprefix(COLUMN)
            if not PLAIN_NAME.fullmatch(name) or name in TAKEN:
                rule = f"column.NAME of letters, digits, '.', '_' and '-', at most 100, none of {', '.join(TAKEN)}"
                raise BundleError(file=arrays.path, field="column", found=array, expected=rule)
            found[name] = arrays.take_numbers(array, n)
    return found


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
        except BundleError:
            raise
        except Exception as error:  # zipfile, zlib and numpy raise a dozen kinds over damaged bytes
            raise BundleError(f"not readable as .npz ({error})", file=path) from error

    def take(self, name: str, dtype: Any, shape: tuple[int | None, ...]) -> NDArray[Any]:
        wanted = f"{np.dtype(dtype).name} of shape ({', '.join('n' if k is None else str(k) for k in shape)})"
        if name not in self.names:
            raise BundleError(file=self.path, field=name, found="nothing", expected=wanted)
        array = self._array(name)
        fits = len(array.shape) == len(shape) and all(
            k is None or k == m for k, m in zip(shape, array.shape, strict=True)
        )
        if array.dtype != dtype or not fits:
            found = f"{array.dtype} of shape {array.shape}"
            raise BundleError(file=self.path, field=name, found=found, expected=wanted)
        return np.ascontiguousarray(array)

    def take_numbers(self, name: str, n: int) -> NDArray[np.float32]:
        """The numbers of any type under ``name``, ``(n,)``, as float32; those beyond its range become infinite."""
        array = self._array(name)
        if array.dtype.kind not in "fiub" or array.shape != (n,):
            found = f"{array.dtype} of shape {array.shape}"
            raise BundleError(file=self.path, field=name, found=found, expected=f"numbers of shape ({n})")
        with np.errstate(over="ignore"):
            return np.ascontiguousarray(array, np.float32)

    def _array(self, name: str) -> NDArray[Any]:
        try:
            return np.asarray(self.archive[name])
        except Exception as error:  # as above, and MemoryError for a header that lies about its shape
            raise BundleError(f"not readable ({error})", file=self.path, field=name) from error

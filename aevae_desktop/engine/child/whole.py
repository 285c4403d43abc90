"""A whole autoencoder in one file, from an image to an image, cut in two at its code where its graph allows that.

The code is the last of the fewest numbers that all of the image is made of, or as many as two other outputs have, which
then are mu and the posterior's width. Whether the halves do as the whole does is measured.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from aevae_desktop.bundle import MOST_DIMENSIONS
from aevae_desktop.engine.child.network import Net, Trial
from aevae_desktop.errors import ModelError
from aevae_desktop.inspector import cutting, extending, splitting

_TYPES = {"float32": 1, "float16": 10, "float64": 11}  # TensorProto.DataType
_SLACK, _SEED = 1e-3, 0


@dataclass(frozen=True)
class Halves:
    """The networks, and ``said``: where the whole was cut."""

    encoder: bytes
    decoder: bytes
    said: str


def parted(data: bytes, trial: Trial) -> Halves | None:
    """The halves of the network ``data``, which was tried; None where it is no whole autoencoder or cannot be cut."""
    rows = {name: int(np.prod(shape)) for name, shape in trial.item_shapes.items() if trial.is_float(name)}
    takes = int(np.prod(trial.shape))
    images = [name for name, count in rows.items() if count == takes]
    if len(images) != 1 or trial.net.label_input:
        return None
    values = _values(data, trial, images[0])
    cut = _code(values, rows, takes)
    if cut is None:
        return None
    decoder = _decoder(data, trial, cut, values[cut], images[0])
    if decoder is None or not _same(data, decoder, trial, cut, images[0]):
        return None
    left = [name for name in rows if name != images[0]]
    whole = data if left else extending.with_value(data, cut)
    size = trial.net.file.name
    numbers = int(np.prod(values[cut].shape[1:]))
    said = f"{size} is a whole autoencoder: it is cut in two at {cut}, {numbers} numbers."
    return Halves(cutting.without_outputs(whole, [images[0]]), decoder, said)


def _values(data: bytes, trial: Trial, image: str) -> dict[str, NDArray[Any]]:
    """What the values that the image is made of are, for the images of the trial, in their order."""
    names = splitting.cuts(data, image)
    inner = [name for name in names if name not in trial.net.outputs]
    net = Net(data, trial.net.file, inner)
    net.main = trial.net.main
    found = net.run(names, trial.name, np.zeros((trial.rows, *trial.shape), trial.dtype)) if names else []
    return {
        name: value for name, value in zip(names, found, strict=True)
        if isinstance(value, np.ndarray) and value.dtype.name in _TYPES and value.shape[:1] == (trial.rows,)
    }  # fmt: skip


def _code(values: Mapping[str, NDArray[Any]], rows: Mapping[str, int], takes: int) -> str | None:
    """Which value is the code."""
    counts = {name: int(np.prod(value.shape[1:])) for name, value in values.items()}
    few = {name: count for name, count in counts.items() if count <= min(takes // 2, MOST_DIMENSIONS)}
    twice = [count for count, times in Counter(rows.values()).items() if times > 1]  # as mu and log_var have
    alike = [name for name, count in few.items() if count in twice or name in rows]
    least = min(few.values(), default=0)
    found = alike or [name for name, count in few.items() if count == least]
    return found[-1] if found else None


def _decoder(data: bytes, trial: Trial, cut: str, value: NDArray[Any], image: str) -> bytes | None:
    batch: int | str = trial.rows if trial.step == trial.rows else "n"
    return splitting.above(data, cut, image, [batch, *value.shape[1:]], _TYPES[value.dtype.name])


def _same(data: bytes, decoder: bytes, trial: Trial, cut: str, image: str) -> bool:
    """Whether the decoder makes of the code of some images what the whole makes of them."""
    net = Net(data, trial.net.file, [] if cut in trial.net.outputs else [cut])
    x = np.random.default_rng(_SEED).random((trial.rows, *trial.shape))
    x = (255 * x if trial.dtype is np.uint8 else x).astype(trial.dtype)
    code, wanted = net.run([cut, image], trial.name, x)
    try:
        half = Net(decoder, trial.net.file)
        (got,) = half.run([image], half.input("")[0], code)
    except ModelError:
        return False
    room = _SLACK * max(float(np.ptp(wanted)), 1e-6)
    return got.shape == wanted.shape and bool(np.abs(got.astype(float) - wanted).max() <= room)


def parted_file(data: bytes, file: Path, shapes: list[tuple[int, ...]]) -> Halves | None:
    """``parted`` of a file that takes images of one of ``shapes``; None for any other."""
    try:
        net = Net(data, file)
        return parted(data, net.try_shapes("", shapes))
    except ModelError:
        return None

"""What is asked of the process that reads images, what is believed of its replies, and the bundle that comes of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from aevae_desktop.bundle import ERROR, LONGEST_CLASS_NAME, MOST_CLASSES, ONNX, TEST, DatasetSpec, Manifest, Points
from aevae_desktop.bundle.arrays import MOST_SHOWN, shown_bytes, shown_numbers
from aevae_desktop.engine.wire.frames import Frame, ProtocolError
from aevae_desktop.errors import DataError
from aevae_desktop.features.encoding.state import Encoding, SomeCodes
from aevae_desktop.language import translate
from aevae_desktop.reading import plain_text
from aevae_desktop.session.model import F32, U8, Model

# that training knows, without PyTorch
SETS = ("digits", "mnist", "fashion-mnist", "kmnist", "emnist-letters", "emnist-balanced", "omniglot")
MOST = 1_000_000  # images
AT_ONCE = 200  # images that are read and encoded at a time
MOST_SHOWN_CODES = 5000  # that the maps show while they come, and one of each piece
MOST_KEPT = 64 << 20  # bytes of images that are kept in the bundle, so that they can be shown
MOST_NOTES, LONGEST_NOTE, LONGEST_ID, LONGEST_SET = 20, 400, 90, 40
VALUE = "value"  # the column of a number that belongs to each image
I16 = NDArray[np.int16]


@dataclass(frozen=True)
class Opened:
    """What the reading process has said of the images: how many, names of classes, and what it assumed."""

    n: int
    classes: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Piece:
    """Some images ``x: (k, h, w) or (k, h, w, 3) uint8``, their ``label: (k,)`` and ``value: (k,)`` or None.

    ``left``: how many are still to be read; ``skipped``: how many could not be, and ``why`` of the first.
    """

    x: U8
    label: I16
    value: F32 | None
    left: int
    skipped: int
    why: str


@dataclass(eq=False)
class Collected:
    """The codes so far, in pieces."""

    mu: list[F32] = field(default_factory=list)
    log_var: list[F32] = field(default_factory=list)
    label: list[I16] = field(default_factory=list)
    value: list[F32] = field(default_factory=list)
    error: list[F32] = field(default_factory=list)
    images: list[U8] = field(default_factory=list)

    @property
    def n(self) -> int:
        """How many."""
        return sum(map(len, self.label))

    def add(self, piece: Piece, key: str, frame: Frame, keep: bool) -> None:
        """Add what a ``Reconstruct`` made of ``piece``; ``keep``: its images, too."""
        x_hat = frame.arrays[f"x_hat/{key}"].reshape(len(piece.x), -1)
        self.mu.append(frame.arrays[f"mu/{key}"].copy())  # not a part of the reply, which holds images and would stay
        if (log_var := frame.arrays.get(f"log_var/{key}")) is not None:
            self.log_var.append(log_var.copy())
        self.label.append(piece.label.copy())
        if piece.value is not None:
            self.value.append(piece.value.copy())
        self.error.append(np.square(x_hat - unit(piece.x).reshape(len(piece.x), -1)).mean(axis=1, dtype=np.float32))
        if keep:
            self.images.append(piece.x)

    def points(self) -> Points:
        """All of them; no model was trained on them."""
        columns = {ERROR: np.concatenate(self.error)}
        if self.value:
            columns[VALUE] = np.concatenate(self.value)
        log_var = np.concatenate(self.log_var) if self.log_var else None
        split = np.full(self.n, TEST, np.uint8)
        return Points(np.concatenate(self.mu), log_var, np.concatenate(self.label), split, columns)

    def some(self) -> SomeCodes:
        """Some of them, spread over all."""
        step = -(-self.n // MOST_SHOWN_CODES)
        z = np.concatenate([mu[::step] for mu in self.mu])
        return SomeCodes(z, np.concatenate([label[::step] for label in self.label]))


def request(model: Model, part: Encoding) -> dict[str, Any]:
    """What the reading process is asked first."""
    image, config = model.manifest.image, model.manifest.provenance.get("config")
    ink = config.get("ink") if isinstance(config, dict) else None
    return {
        "place": part.place, "known": part.known, "class_folders": part.class_folders,
        "ink": "dark" if image.dark_ink else "as-is" if ink == "as-is" else "light",
        "image": [image.height, image.width, image.channels], "span": [image.low, image.high],
    }  # fmt: skip


def lack(model: Model | None) -> str:
    """Why nothing can be encoded by ``model``; "" where it can."""
    if model is None:
        return translate("encoding", "There is no model in the active map.")
    return "" if model.has_encoder else translate("encoding", "The model in the active map has no encoder.")


def opened(frame: Frame) -> Opened:
    """What a first reply says. Raises ``ProtocolError``."""
    n, classes, notes = _count(frame, "n"), _texts(frame, "classes"), _texts(frame, "notes")
    if n < 1 or len(classes) > MOST_CLASSES:
        raise ProtocolError("no images")
    if any(plain_text.wrong_in_line(name, LONGEST_CLASS_NAME) is not None for name in classes):
        raise ProtocolError("a class without a name")
    return Opened(n, tuple(classes), tuple(plain_text.clean(note, LONGEST_NOTE) for note in notes[:MOST_NOTES]))


def piece(frame: Frame, model: Model, classes: int) -> Piece:
    """What another reply hands over. Raises ``ProtocolError`` for anything that was not asked for."""
    x, label, value = (frame.arrays.get(name) for name in ("x", "label", "value"))
    why = _texts(frame, "why")
    if x is None or x.dtype != np.uint8 or x.shape[1:] != model.manifest.image.shape or len(x) > AT_ONCE:
        raise ProtocolError("images of another kind")
    if label is None or label.dtype != np.int16 or label.shape != (len(x),):
        raise ProtocolError("labels of another kind")
    if len(x) and not -1 <= int(label.min()) <= int(label.max()) < max(classes, 0):
        raise ProtocolError("a label without a class")
    if value is not None and (value.dtype != np.float32 or value.shape != (len(x),)):
        raise ProtocolError("numbers of another kind")
    first = plain_text.clean(why[0], LONGEST_NOTE) if why else ""
    return Piece(x, label, value, _count(frame, "left"), _count(frame, "skipped"), first)


def _texts(frame: Frame, name: str) -> list[str]:
    found = frame.header.get(name)
    if not isinstance(found, list) or not all(isinstance(text, str) for text in found):
        raise ProtocolError(f"{name} that are no texts")
    return found


def _count(frame: Frame, name: str) -> int:
    found = frame.header.get(name)
    if not isinstance(found, int) or isinstance(found, bool) or not 0 <= found <= MOST:
        raise ProtocolError(f"{name} that is no count")
    return found


def unit(x: U8) -> F32:
    """Pixels 0..255 as float32 in [0, 1]."""
    return x.astype(np.float32) / np.float32(255)


def check_size(model: Model, found: Opened) -> None:
    """Raises ``DataError`` where a bundle could not show so many codes, with a column of errors and one of numbers."""
    if (size := shown_bytes(found.n, shown_numbers(model.manifest, columns=2))) > MOST_SHOWN:
        raise DataError(found=f"{found.n:,} codes of {size:,} bytes", expected=f"at most {MOST_SHOWN:,} bytes")


def bundle_id(model: Model, place: Path) -> str:
    """What the bundle of these images is called, unless something is called so."""
    name = re.sub(r"[^A-Za-z0-9_-]+", "-", place.stem).strip("-_")[:LONGEST_SET] or "images"
    return f"{model.manifest.id}-{name}"[:LONGEST_ID].rstrip(".-_")


def manifest(model: Model, name: str, place: Path, found: Opened, n: int) -> Manifest:
    """The manifest of ``model`` with the codes of these ``n`` images; measures of other images are none of it."""
    called = plain_text.clean(place.name, LONGEST_SET)
    kept = {key: value for key, value in model.manifest.provenance.items() if key in ("config", "seed", "assumed")}
    images = {"place": called, "assumed": "; ".join(found.notes)}
    return replace(
        model.manifest, id=name, title=plain_text.clean(f"{model.manifest.title}: {called}", 100),
        classes=found.classes, dataset=DatasetSpec("own", "not stated", f"own: {called}", 0, n), metrics={},
        provenance={**kept, "networks_of": model.manifest.id, "images": images}, series="", position=None, files={},
    )  # fmt: skip


def networks(model: Model, given: Sequence[str]) -> list[str]:
    """Those of the files ``given`` that are the networks of ``model``."""
    return [name for name in given if name in model.manifest.files and name.endswith(ONNX)]

"""A judge's folder: a classifier with one class more, "none of the classes", that says which decodes are digits.

``judge.json`` says what it was trained on and how often it errs; ``judge.onnx`` is the network. docs/judge.md is the
full text. A judge is read as a bundle is: bounded, checked, and never trusted. Nothing here needs numpy.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import Any

from aevae_desktop import atomic
from aevae_desktop.bundle.fields import Fields
from aevae_desktop.bundle.files import AGAIN
from aevae_desktop.bundle.model import JUDGES, MOST_CLASSES, MOST_MANIFEST, DatasetSpec, FileRecord, ImageSpec, Manifest
from aevae_desktop.bundle.parsing import LONGEST_CLASS_NAME, dataset_from, image_from, record_from
from aevae_desktop.errors import BundleError
from aevae_desktop.reading import json_text, regular

FORMAT, VERSION = "aevae-judge", "1.0"
CARD, NETWORK = "judge.json", "judge.onnx"
MOST_NETWORK = 1 << 26  # bytes of judge.onnx
MOST_ERRORS = 100  # rows of measured errors
MOST_JUDGES = 100  # of one place
INPUT, OUTPUT = "x", "probability"


@dataclass(frozen=True)
class Rate:
    """A measured share with its 95 % interval from ``low`` to ``high``, over ``n`` images."""

    value: float
    low: float
    high: float
    n: int


@dataclass(frozen=True)
class Errors:
    """How a judge does on held-out test images that were softened as ``images`` says in words.

    ``real_as_none``: the share of real images that it calls none of the classes; ``ghosts_missed``: of ghosts that it
    takes for one; ``class_right``: of real images whose class it names.
    """

    images: str
    real_as_none: Rate
    ghosts_missed: Rate
    class_right: Rate


@dataclass(frozen=True)
class JudgeCard:
    """What ``judge.json`` says. The network gives ``len(classes) + 1`` probabilities, the last one of "none".

    ``image``: the size it takes, and the range of the values. ``provenance`` is free: settings, seed, versions.
    """

    id: str
    classes: tuple[str, ...]
    image: ImageSpec
    dataset: DatasetSpec
    network: FileRecord
    errors: tuple[Errors, ...] = ()
    provenance: Mapping[str, Any] = field(default_factory=dict)

    def to_json(self) -> str:
        """The text of ``judge.json``."""
        data = {"format": FORMAT, "format_version": VERSION} | asdict(self)
        if not self.image.dark_ink:
            del data["image"]["dark_ink"]
        return json.dumps(data, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def parse(text: bytes, path: Path) -> JudgeCard:
    """Check the text of a ``judge.json`` and turn it into a card; ``path`` is named in errors. Raises ``BundleError``.

    The rules are those of a manifest: unknown keys are ignored, texts can be shown as they are.
    """
    top = Fields(json_text.load(text, path, BundleError, "not readable as JSON", AGAIN), path)
    if top.text("format") != FORMAT:
        raise top.wrong("format", f'"{FORMAT}"', "This folder is not a judge of this program.")
    major = VERSION.split(".")[0]
    if top.text("format_version").split(".")[0] != major:
        raise top.wrong("format_version", f"{major}.x", "Update aevae-desktop to open it.")
    classes = top.texts("classes", MOST_CLASSES, LONGEST_CLASS_NAME)
    if not classes:
        raise top.wrong("classes", "at least one class")
    return JudgeCard(
        id=top.plain_name("id"),
        classes=classes,
        image=image_from(top.child("image")),
        dataset=dataset_from(top.child("dataset", {})),
        network=record_from(top.child("network"), MOST_NETWORK),
        errors=tuple(_errors(row) for row in top.children("errors", MOST_ERRORS)),
        provenance=top.child("provenance", {}).data,
    )


def read(folder: Path) -> tuple[JudgeCard, bytes]:
    """The judge in ``folder``: its card, and the hash-checked bytes of its network. Raises ``BundleError``."""
    card = parse(_bytes(folder, CARD, MOST_MANIFEST), folder / CARD)
    data = _bytes(folder, NETWORK, card.network.size)
    check(data, card, folder / NETWORK)
    return card, data


def check(network: bytes, card: JudgeCard, path: Path) -> None:
    """Raises ``BundleError`` unless these are the bytes that the card names; ``path`` is named in it."""
    if len(network) != card.network.size:
        raise BundleError(
            file=path, field="size", found=f"{len(network)} bytes", expected=f"{card.network.size}", remedy=AGAIN
        )
    found = hashlib.sha256(network).hexdigest()
    if found != card.network.sha256:
        raise BundleError(file=path, field="sha256", found=found, expected=card.network.sha256, remedy=AGAIN)


def folders(place: Path) -> Iterator[Path]:
    """The folders of judges in ``place``, a folder of bundles, by name. Never raises."""
    try:
        with os.scandir(place / JUDGES) as inside:
            names = [entry.name for entry in islice(inside, MOST_JUDGES) if not entry.name.startswith((".", "_"))]
    except (OSError, ValueError):
        return
    yield from (place / JUDGES / name for name in sorted(names) if regular.is_file(place / JUDGES / name / CARD))


def misfit(card: JudgeCard, manifest: Manifest) -> str:
    """Why this judge cannot judge what that model decodes, in a sentence; empty when it can."""
    mine, other = card.dataset, manifest.dataset
    if not mine.name or mine.name != other.name:
        return f"This judge was trained on {mine.name or 'images without a name'}, not on {other.name or 'these'}."
    if card.image.shape != manifest.image.shape:
        return f"This judge takes images of {_size(card.image)}; this model decodes {_size(manifest.image)}."
    if card.image.dark_ink != manifest.image.dark_ink:
        return "This judge and this model do not have the same ink: one is dark on light, the other light on dark."
    shared = mine.sha256.keys() & other.sha256.keys()
    if any(mine.sha256[name] != other.sha256[name] for name in shared) or (mine.sha256 and other.sha256 and not shared):
        return f"This judge was trained on other images that are called {mine.name} too: their checksums differ."
    return ""


def write(folder: Path, card: JudgeCard, network: bytes, readme: str) -> JudgeCard:
    """Write a judge's folder in one step; returns the card with the record of the network filled in.

    Raises ``BundleError`` when ``parse`` would refuse the card or the disk refuses; what stood there is untouched.
    """
    record = FileRecord(hashlib.sha256(network).hexdigest(), len(network))
    card = replace(card, network=record)
    text = card.to_json().encode()
    parse(text, folder / CARD)
    try:
        atomic.write_folder(folder, {CARD: text, NETWORK: network, "README.md": readme.encode()})
    except OSError as error:
        remedy = "Free some space or choose another folder; nothing was changed."
        raise BundleError(f"cannot write the judge: {error.strerror}", file=folder, remedy=remedy) from error
    return card


def _bytes(folder: Path, name: str, most: int) -> bytes:
    path = folder / name
    with regular.errors_as(BundleError, path, other=AGAIN, allow="Check the permissions of the folder."):
        return regular.read_at_most(path, most, folder)


def _errors(row: Fields) -> Errors:
    real, missed, right = (_rate(row.child(name)) for name in ("real_as_none", "ghosts_missed", "class_right"))
    return Errors(row.text("images"), real, missed, right)


def _rate(fields: Fields) -> Rate:
    value, low, high = (fields.number(name) for name in ("value", "low", "high"))
    if not 0.0 <= low <= value <= high <= 1.0:
        raise fields.wrong("value", "0 <= low <= value <= high <= 1")
    return Rate(value, low, high, fields.integer("n", 1, 1 << 53))


def _size(image: ImageSpec) -> str:
    return f"{image.height} × {image.width}" + (" in colour" if image.channels == 3 else "")

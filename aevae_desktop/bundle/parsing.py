"""From the text of ``manifest.json`` to a ``Manifest``, or one readable line."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from aevae_desktop.bundle.fields import LINE, PLAIN_NAME, Fields
from aevae_desktop.bundle.model import (
    DECODER,
    ENCODER,
    FORMAT,
    HISTORY,
    KINDS,
    MOST_CLASSES,
    MOST_DIMENSIONS,
    POINTS,
    PRIORS,
    VERSION,
    Condition,
    DatasetSpec,
    FileRecord,
    ImageSpec,
    Manifest,
    Refined,
    TensorNames,
)
from aevae_desktop.errors import BundleError
from aevae_desktop.reading import json_text

HALVES = ("decoder", "encoder")
MOST_FILES = 100  # that a bundle may name
MOST_NUMBERS = 1 << 22  # of one image: 2048 x 2048 in grey, 1182 x 1182 in colour
MOST_ENTRIES = 1000  # metrics, digests of a data set's files
LONGEST_CLASS_NAME = 255  # characters: a class may be called as a folder is
MOST_STEPS = 100  # that refine a code
MOST_STARTS = 1000  # codes around it that are tried first
LONGEST_SERIES = 40  # characters: its name stands before a number
FARTHEST = 1e6  # that a pixel's value may be from 0
LARGEST = {DECODER: 1 << 30, ENCODER: 1 << 30, POINTS: 1 << 28, HISTORY: 1 << 30}  # bytes of what is read whole
LARGEST_OTHER = 1 << 42  # bytes of any other file: read in part or not at all


def parse(text: bytes, path: Path) -> Manifest:
    """Check the text of a manifest and turn it into one; ``path`` is named in errors. Raises ``BundleError``.

    Unknown keys are ignored, an unknown major version is refused. What is returned can be shown as it is: texts are
    short lines without control characters, numbers finite and of a size that the program can use; ``metrics`` and
    ``provenance`` are free, but no deeper than ``json_text.DEEPEST``.
    """
    data = json_text.load(text, path, BundleError, "not readable as JSON", "Copy or export the bundle again.")
    top = Fields(data, path)
    if top.text("format") != FORMAT:
        raise top.wrong("format", f'"{FORMAT}"', "This folder is not a bundle of this program.")
    if top.text("format_version").split(".")[0] != VERSION.split(".")[0]:
        raise top.wrong("format_version", f"{VERSION.split('.')[0]}.x", "Update aevae-desktop to open it.")
    kind = top.choice("kind", KINDS)
    series = top.text("series", "", LONGEST_SERIES)
    return Manifest(
        id=top.plain_name("id"),
        title=top.text("title"),
        kind=kind,
        family=top.text("family", ""),
        image=image_from(top.child("image")),
        latent_dim=top.integer("latent_dim", 1, MOST_DIMENSIONS),
        prior=top.choice("prior", PRIORS, "none"),
        series=series,
        position=top.number("position", farthest=FARTHEST) if series else None,
        tensors=_tensors(top.child("tensors", {}), kind),
        refined=_refined(top.child("refined"), kind) if "refined" in top.data else None,
        condition=_condition(top),
        classes=top.texts("classes", MOST_CLASSES, LONGEST_CLASS_NAME),
        dataset=dataset_from(top.child("dataset", {})),
        metrics=_metrics(top.child("metrics", {})),
        provenance=top.child("provenance", {}).data,
        files=_files(top.child("files")),
    )


def image_from(fields: Fields) -> ImageSpec:
    """The object ``image`` of a manifest. Raises ``BundleError``."""
    image = ImageSpec(
        fields.integer("height", 1, 4096),
        fields.integer("width", 1, 4096),
        fields.integer("channels", 1, 3, 1),
        fields.number("low", 0.0, FARTHEST),
        fields.number("high", 1.0, FARTHEST),
        fields.flag("dark_ink", False),
    )
    if image.channels == 2:
        raise fields.wrong("channels", "1 (grey) or 3 (colour)")
    if image.numbers > MOST_NUMBERS:
        found = f"{image.height} x {image.width} x {image.channels}"
        field = fields.prefix.rstrip(".")
        raise BundleError(
            file=fields.path, field=field, found=found, expected=f"at most {MOST_NUMBERS} numbers an image"
        )
    if not image.low < image.high:
        raise fields.wrong("high", f"more than low, which is {image.low:g}")
    return image


def _tensors(fields: Fields, kind: str) -> TensorNames:
    log_var = fields.text("log_var", "log_var") if kind == "vae" else None
    x, mu = fields.text("x", "x"), fields.text("mu", "mu")
    return TensorNames(x, mu, log_var, fields.text("z", "z"), fields.text("x_hat", "x_hat"))


def _refined(fields: Fields, kind: str) -> Refined:
    log_var = fields.text("log_var") if kind == "vae" else None
    steps = fields.integer("steps", 1, MOST_STEPS)
    damping = fields.number("damping", farthest=FARTHEST)
    starts = fields.integer("starts", 0, MOST_STARTS, 0)
    return Refined(fields.text("mu"), log_var, steps, damping, starts, fields.number("reach", 0.0, FARTHEST))


def _condition(top: Fields) -> Condition | None:
    if "condition" not in top.data:
        return None
    fields = top.child("condition")
    joined = fields.texts("joined", len(HALVES), LINE)
    if not set(joined) <= set(HALVES):
        raise fields.wrong("joined", " and ".join(HALVES))
    return Condition(fields.integer("classes", 1, MOST_CLASSES), joined)


def dataset_from(fields: Fields) -> DatasetSpec:
    """The object ``dataset`` of a manifest. Raises ``BundleError``."""
    return DatasetSpec(
        fields.text("name", ""),
        fields.text("licence", ""),
        fields.text("source", ""),
        fields.integer("n_train", 0, 1 << 62, 0),
        fields.integer("n_test", 0, 1 << 62, 0),
        fields.child("sha256", {}).strings(MOST_ENTRIES),
    )


def _metrics(fields: Fields) -> dict[str, dict[str, Any]]:
    return {name: fields.child(name).data for name in fields.entries(MOST_ENTRIES)}


def _files(fields: Fields) -> dict[str, FileRecord]:
    records = {}
    for name in fields.entries(MOST_FILES):
        if not PLAIN_NAME.fullmatch(name):
            raise BundleError(file=fields.path, field="files", found=name, expected="plain file names")
        entry = fields.child(name)
        records[name] = record_from(entry, LARGEST.get(name, LARGEST_OTHER))
    if DECODER not in records:
        raise BundleError(
            f"names no {DECODER}", file=fields.path, field="files", remedy="A bundle needs at least a decoder."
        )
    return records


def record_from(fields: Fields, most: int) -> FileRecord:
    """What is said of a file of at most ``most`` bytes. Raises ``BundleError``."""
    sha256 = fields.text("sha256")
    if not re.fullmatch("[0-9a-f]{64}", sha256):
        raise fields.wrong("sha256", "64 hexadecimal digits")
    return FileRecord(sha256, fields.integer("size", 0, most))

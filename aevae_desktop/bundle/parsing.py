"""From the text of ``manifest.json`` to a ``Manifest``, or one readable line."""

from __future__ import annotations

import json
import re
from pathlib import Path

from aevae_desktop.bundle.fields import PLAIN_NAME, Fields
from aevae_desktop.bundle.model import (
    DECODER,
    FORMAT,
    KINDS,
    PRIORS,
    VERSION,
    DatasetSpec,
    FileRecord,
    ImageSpec,
    Manifest,
    TensorNames,
)
from aevae_desktop.errors import BundleError


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
    top = Fields(data, path)
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


def _image(fields: Fields) -> ImageSpec:
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


def _tensors(fields: Fields, kind: str) -> TensorNames:
    log_var = fields.text("log_var", "log_var") if kind == "vae" else None
    x, mu = fields.text("x", "x"), fields.text("mu", "mu")
    return TensorNames(x, mu, log_var, fields.text("z", "z"), fields.text("x_hat", "x_hat"))


def _dataset(fields: Fields) -> DatasetSpec:
    return DatasetSpec(
        fields.text("name", ""),
        fields.text("licence", ""),
        fields.text("source", ""),
        fields.integer("n_train", 0, 1 << 62, 0),
        fields.integer("n_test", 0, 1 << 62, 0),
        fields.child("sha256", {}).strings(),
    )


def _files(fields: Fields) -> dict[str, FileRecord]:
    records = {}
    for name in fields.data:
        if not PLAIN_NAME.fullmatch(name):
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

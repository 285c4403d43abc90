"""The contract between training and the app: one folder a model, readable by anyone.

``manifest.json`` says what the model is and the sha256 of every other file; ``decoder.onnx`` is required,
``encoder.onnx``, ``points.npz``, ``images.npy`` and ``history.npz`` are optional. docs/bundle_format.md is the full
text. Nothing here unpickles, follows a path out of the folder, or trusts a size it has not checked.

Whoever reads manifests and bytes alone does not import numpy: what makes arrays of them is imported when first used.
"""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import TYPE_CHECKING

from aevae_desktop.bundle.files import (
    ONNX,
    bare_folders,
    check_hash,
    digest,
    is_bare,
    read,
    read_file,
    read_files,
    write,
)
from aevae_desktop.bundle.images import images_from, pack_images, read_image_rows, read_images
from aevae_desktop.bundle.model import (
    DECODER,
    ENCODER,
    ERROR,
    FORMAT,
    HISTORY,
    IMAGES,
    JUDGES,
    KINDS,
    MANIFEST,
    MOST_CLASSES,
    MOST_DIMENSIONS,
    MOST_MANIFEST,
    MOST_POINTS,
    PCA,
    POINTS,
    PRIORS,
    RECONSTRUCTION,
    TAKEN,
    TEST,
    TRAIN,
    VERSION,
    Condition,
    DatasetSpec,
    FileRecord,
    History,
    ImageSpec,
    Manifest,
    Points,
    Refined,
    TensorNames,
)
from aevae_desktop.bundle.parsing import LONGEST_CLASS_NAME, parse
from aevae_desktop.places import data_folder, user_folder
from aevae_desktop.reading.json_object import FARTHEST

if TYPE_CHECKING:
    from aevae_desktop.bundle.arrays import (
        MAX_UNPACKED,
        history_from,
        pack_history,
        pack_points,
        points_from,
        read_history,
        read_points,
    )

__all__ = [
    "DECODER", "ENCODER", "ERROR", "FARTHEST", "FORMAT", "HISTORY", "IMAGES", "JUDGES", "KINDS", "LONGEST_CLASS_NAME",
    "MANIFEST", "MAX_UNPACKED", "MOST_CLASSES", "MOST_DIMENSIONS", "MOST_MANIFEST", "MOST_POINTS", "ONNX", "PCA",
    "POINTS", "PRIORS", "RECONSTRUCTION", "TAKEN", "TEST", "TRAIN", "VERSION", "Condition", "DatasetSpec", "FileRecord",
    "History", "ImageSpec", "Manifest", "Points", "Refined", "TensorNames", "bare_folders", "check_hash", "data_folder",
    "digest", "history_from", "images_from", "is_bare", "pack_history", "pack_images", "pack_points", "parse",
    "points_from", "read", "read_file", "read_files", "read_history", "read_image_rows", "read_images", "read_points",
    "user_folder", "validate", "write",
]  # fmt: skip

_ARRAYS = ("MAX_UNPACKED", "history_from", "pack_history", "pack_points", "points_from", "read_history", "read_points")


def __getattr__(name: str) -> object:
    """What needs numpy, imported when it is first asked for (PEP 562)."""
    if name not in _ARRAYS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.arrays"), name)


def validate(folder: Path) -> Manifest:
    """``read``, then check the hash of every file and the shapes of its arrays. Raises ``BundleError``."""
    from aevae_desktop.bundle.arrays import read_history, read_points

    manifest = read(folder)
    for name in manifest.files:
        check_hash(folder, manifest, name)
    if POINTS in manifest.files:
        read_points(folder, manifest)
    if HISTORY in manifest.files:
        read_history(folder, manifest)
    if IMAGES in manifest.files:
        read_images(folder, manifest, ())
    return manifest

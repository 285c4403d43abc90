"""The contract between training and the app: one folder a model, readable by anyone.

``manifest.json`` says what the model is and the sha256 of every other file; ``decoder.onnx`` is required,
``encoder.onnx``, ``points.npz``, ``images.npy`` and ``history.npz`` are optional. docs/bundle_format.md is the full
text. Nothing here unpickles, follows a path out of the folder, or trusts a size it has not checked.
"""

from __future__ import annotations

from pathlib import Path

from aevae_desktop.bundle.arrays import MAX_UNPACKED, pack_history, pack_points, read_history, read_points
from aevae_desktop.bundle.files import read, read_file, write
from aevae_desktop.bundle.images import pack_images, read_images
from aevae_desktop.bundle.model import (
    DECODER,
    ENCODER,
    ERROR,
    FORMAT,
    HISTORY,
    IMAGES,
    KINDS,
    MANIFEST,
    POINTS,
    PRIORS,
    TAKEN,
    TEST,
    TRAIN,
    VERSION,
    DatasetSpec,
    FileRecord,
    History,
    ImageSpec,
    Manifest,
    Points,
    TensorNames,
)
from aevae_desktop.bundle.parsing import parse
from aevae_desktop.bundle.places import data_folder, user_folder

__all__ = [
    "DECODER",
    "ENCODER",
    "ERROR",
    "FORMAT",
    "HISTORY",
    "IMAGES",
    "KINDS",
    "MANIFEST",
    "MAX_UNPACKED",
    "POINTS",
    "PRIORS",
    "TAKEN",
    "TEST",
    "TRAIN",
    "VERSION",
    "DatasetSpec",
    "FileRecord",
    "History",
    "ImageSpec",
    "Manifest",
    "Points",
    "TensorNames",
    "data_folder",
    "pack_history",
    "pack_images",
    "pack_points",
    "parse",
    "read",
    "read_file",
    "read_history",
    "read_images",
    "read_points",
    "user_folder",
    "validate",
    "write",
]


def validate(folder: Path) -> Manifest:
    """``read``, then check the hash of every file and the shapes of its arrays. Raises ``BundleError``."""
    manifest = read(folder)
    for name in manifest.files:
        read_file(folder, manifest, name)
    if POINTS in manifest.files:
        read_points(folder, manifest)
    if HISTORY in manifest.files:
        read_history(folder, manifest)
    if IMAGES in manifest.files:
        read_images(folder, manifest, ())
    return manifest

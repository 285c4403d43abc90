"""The files of a bundle: read with their size and hash checked, written in one step."""

from __future__ import annotations

import hashlib
import stat
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from aevae_desktop import atomic
from aevae_desktop.bundle.model import MANIFEST, FileRecord, Manifest
from aevae_desktop.bundle.parsing import parse
from aevae_desktop.errors import BundleError


def read(folder: Path) -> Manifest:
    """Read and check ``manifest.json`` and that each file it names has its size. Raises ``BundleError``."""
    path = folder / MANIFEST
    manifest = parse(_read_bytes(path), path)
    for name, record in manifest.files.items():
        _check_size(folder / name, record)
    return manifest


def read_file(folder: Path, manifest: Manifest, name: str) -> bytes:
    """The bytes of one file of the bundle, hash-checked: use these, not the file. Raises ``BundleError``."""
    path, record = locate(folder, manifest, name), manifest.files[name]
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


def locate(folder: Path, manifest: Manifest, name: str) -> Path:
    """Where a file of the bundle lies, of the size it should have; what it holds is not looked at. ``BundleError``."""
    record = manifest.files.get(name)
    if record is None:
        raise BundleError(
            f"the bundle has no {name}", file=folder / MANIFEST, field="files", remedy="Export the model again."
        )
    _check_size(folder / name, record)
    return folder / name


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


def _read_bytes(path: Path) -> bytes:
    try:
        _size(path)
        return path.read_bytes()
    except OSError as error:
        raise _unreadable(path, error) from error


def _check_size(path: Path, record: FileRecord) -> None:
    try:
        size = _size(path)
    except OSError as error:
        raise _unreadable(path, error) from error
    if size != record.size:
        raise BundleError(
            file=path,
            field="size",
            found=f"{size} bytes",
            expected=f"{record.size} bytes",
            remedy="The file is truncated or was changed; copy or export the bundle again.",
        )


def _size(path: Path) -> int:
    info = path.stat()
    if not stat.S_ISREG(info.st_mode):  # reading a pipe or a device could wait for ever
        raise BundleError("not a regular file", file=path, remedy="Copy or export the bundle again.")
    return info.st_size


def _unreadable(path: Path, error: OSError) -> BundleError:
    if isinstance(error, FileNotFoundError):
        return BundleError("missing", file=path, remedy="Copy or export the bundle again.")
    return BundleError(f"cannot be read: {error.strerror}", file=path, remedy="Check the permissions of the folder.")

"""The files of a bundle: read with their size and hash checked, written in one step. Nothing here needs numpy."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from aevae_desktop import atomic
from aevae_desktop.bundle.model import DECODER, ENCODER, MANIFEST, MOST_MANIFEST, FileRecord, Manifest
from aevae_desktop.bundle.parsing import LARGEST, parse
from aevae_desktop.errors import BundleError
from aevae_desktop.reading import first_bytes, regular

AGAIN = "Copy or export the bundle again."
MOST_READ = max(LARGEST.values())  # bytes of a file that is read whole
ONNX = ".onnx"
_PIECE = 1 << 20
_FOLDERS = 100  # within a folder, that are looked into for networks
_LOOKED_AT = 10_000  # names in a folder
_TOLD = 20  # files whose first bytes are looked at


def read(folder: Path) -> Manifest:
    """Read and check ``manifest.json`` and that each file it names has its size. Raises ``BundleError``."""
    path = folder / MANIFEST
    try:
        with _readable(path):
            data = regular.read_at_most(path, MOST_MANIFEST, folder)
    except BundleError as error:
        missing = isinstance(error.__cause__, FileNotFoundError | NotADirectoryError)
        raise (_no_bundle(folder) if missing else None) or error from error.__cause__
    manifest = parse(data, path)
    for name, record in manifest.files.items():
        _check_size(folder, name, record)
    return manifest


def is_bare(folder: Path) -> bool:
    """Whether ONNX networks lie in ``folder`` and no manifest, so that it is no bundle. Never raises."""
    return bool(bare_folders(folder))


def bare_folders(folder: Path) -> list[Path]:
    """``folder`` if networks lie in it and no manifest; if none do, those folders in it of which that holds."""
    names, folders = _names(folder)
    if MANIFEST in names:
        return []
    if _networks(names):
        return [folder]
    inside = {folder / name: _names(folder / name)[0] for name in sorted(folders)[:_FOLDERS]}
    return [place for place, held in inside.items() if _networks(held) and MANIFEST not in held]


def _names(folder: Path) -> tuple[set[str], set[str]]:
    """The names of what lies in ``folder``, and those of its folders, but none that are hidden."""
    try:
        with os.scandir(folder) as entries:
            found = [(entry.name, entry.is_dir()) for entry in islice(entries, _LOOKED_AT)]
    except (OSError, ValueError):
        return set(), set()
    return {name for name, _ in found}, {name for name, is_folder in found if is_folder and not name.startswith(".")}


def _networks(names: set[str]) -> bool:
    return any(name.lower().endswith(ONNX) for name in names)


def digest(manifest: Manifest) -> str:
    """One sha256 for a whole bundle: that of its files' own, as ``sha256sum`` lists them, sorted by name."""
    lines = (f"{record.sha256}  {name}\n" for name, record in sorted(manifest.files.items()))
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def read_file(folder: Path, manifest: Manifest, name: str) -> bytes:
    """The bytes of one file of the bundle, hash-checked: use these, not the file. Raises ``BundleError``."""
    path, record = locate(folder, manifest, name), manifest.files[name]
    if record.size > MOST_READ:
        raise BundleError(file=path, field="size", found=f"{record.size} bytes", expected=f"at most {MOST_READ}")
    with opened(folder, name) as stream:
        data = stream.read(record.size + 1)
    _check(path, record, len(data), hashlib.sha256(data).hexdigest())
    return data


def read_files(folder: Path, manifest: Manifest, names: Iterable[str]) -> dict[str, bytes]:
    """The hash-checked bytes of those of ``names`` that the bundle has: all that a process needs which opens no file.

    Raises ``BundleError``.
    """
    return {name: read_file(folder, manifest, name) for name in names if name in manifest.files}


def check_hash(folder: Path, manifest: Manifest, name: str) -> None:
    """Compare a file of any size with its hash, piece by piece. Raises ``BundleError``."""
    path, record = locate(folder, manifest, name), manifest.files[name]
    hashed, size = hashlib.sha256(), 0
    with opened(folder, name) as stream:
        while size <= record.size and (piece := stream.read(_PIECE)):
            hashed.update(piece)
            size += len(piece)
    _check(path, record, size, hashed.hexdigest())


@contextmanager
def opened(folder: Path, name: str) -> Iterator[BinaryIO]:
    """A file of the bundle, to be read in part; its size is not looked at. Raises ``BundleError``, in the block too."""
    path = folder / name
    with _readable(path), regular.open_regular(path, folder) as stream:
        yield stream


def locate(folder: Path, manifest: Manifest, name: str) -> Path:
    """Where a file of the bundle lies, of the size it should have; what it holds is not looked at. ``BundleError``."""
    record = manifest.files.get(name)
    if record is None:
        raise BundleError(
            f"the bundle has no {name}", file=folder / MANIFEST, field="files", remedy="Export the model again."
        )
    _check_size(folder, name, record)
    return folder / name


def write(folder: Path, manifest: Manifest, contents: Mapping[str, bytes]) -> Manifest:
    """Write a whole bundle in one step; returns the manifest with the file records filled in.

    ``contents`` maps plain file names to bytes. Raises ``BundleError`` when ``read`` would refuse the manifest or the
    disk refuses; the bundle that stood in ``folder`` is then untouched.
    """
    files = {name: FileRecord(hashlib.sha256(data).hexdigest(), len(data)) for name, data in contents.items()}
    manifest = replace(manifest, files=files)
    text = _text(manifest, folder / MANIFEST)
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


def _text(manifest: Manifest, path: Path) -> bytes:
    try:
        text = manifest.to_json().encode()
    except (ValueError, TypeError, RecursionError) as error:  # NaN, half a surrogate pair, what is no JSON
        raise BundleError(f"cannot be written as JSON ({error})", file=path) from error
    if len(text) > MOST_MANIFEST:
        raise BundleError(file=path, field="size", found=f"{len(text)} bytes", expected=f"at most {MOST_MANIFEST}")
    return text


def _readable(path: Path) -> AbstractContextManager[None]:
    return regular.errors_as(BundleError, path, other=AGAIN, allow="Check the permissions of the folder.")


def _no_bundle(folder: Path) -> BundleError | None:
    """What lies where no manifest does, for whoever has never seen one; None where nothing is known."""
    if regular.is_file(folder):
        found = _other(folder)
        what, remedy = (f"{found.found}, and", found.remedy) if found else ("a file, and", "Name its folder.")
        return BundleError(f"is {what} no model's folder", file=folder, remedy=remedy)
    names = [name for name in (ENCODER, DECODER) if regular.is_file(folder / name)]
    if names:
        lack = f"this folder has {' and '.join(names)} but no {MANIFEST}, which says what the networks take and give"
        remedy = (
            "Open it with aevae-desktop, which measures them and makes a bundle, or write one: docs/bundle_format.md."
        )
        return BundleError(lack, file=folder, remedy=remedy)
    for path in _files_in(folder):
        if (found := _other(path)) is not None:
            return BundleError(
                f"no {MANIFEST} in it, and {path.name} is {found.found}", file=folder, remedy=found.remedy
            )
    if not regular.is_folder(folder):
        return None
    lack, remedy = f"no {MANIFEST} and no {ONNX} file in it", f"Put the decoder there, as {DECODER}, or open a model."
    return BundleError(lack, file=folder, remedy=remedy)


def _files_in(folder: Path) -> list[Path]:
    """A few files of a folder, in the order of their names."""
    try:
        with os.scandir(folder) as entries:
            names = sorted(entry.name for entry in islice(entries, _LOOKED_AT))
    except (OSError, ValueError):
        return []
    return [folder / name for name in names if not name.startswith(".")][:_TOLD]


def _other(path: Path) -> first_bytes.Impostor | None:
    """What a file is by its first bytes, if it plainly is a model of another kind, or stands for one."""
    try:
        with regular.open_regular(path) as stream:
            start, size = stream.read(first_bytes.LOOKED_AT), os.fstat(stream.fileno()).st_size
    except OSError:
        return None
    return first_bytes.impostor(start, size, texts=False) if start else None


def _check_size(folder: Path, name: str, record: FileRecord) -> None:
    with _readable(folder / name):
        size = regular.size_of(folder / name, folder)
    if size != record.size:
        raise _wrong_size(folder / name, size, record)


def _check(path: Path, record: FileRecord, size: int, digest: str) -> None:
    if size != record.size:  # it changed after its size was looked at
        raise _wrong_size(path, size, record)
    if digest != record.sha256:
        raise BundleError(
            file=path,
            field="sha256",
            found=digest[:12] + "…",
            expected=record.sha256[:12] + "…",
            remedy="The file was changed or damaged; copy or export the bundle again.",
        )


def _wrong_size(path: Path, size: int, record: FileRecord) -> BundleError:
    return BundleError(
        file=path,
        field="size",
        found=f"{size} bytes",
        expected=f"{record.size} bytes",
        remedy="The file is truncated or was changed; copy or export the bundle again.",
    )

"""Downloads with mirrors and checksums.

A mirror is a folder, ending in a slash, or ``ARCHIVE.zip!FOLDER/``: a folder inside an archive.
"""

from __future__ import annotations

import hashlib
import logging
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

from aevae_desktop import atomic
from aevae_desktop.errors import DataError
from training.data import idx

OFFLINE = "Connect to the network, give --data-dir, or train on the built-in digits with --dataset digits."
ARCHIVE = ".download.archive-"


def cache_folder(name: str) -> Path:
    """The per-user cache folder of a data set."""
    import pooch

    return Path(pooch.os_cache("aevae-desktop")) / name


def download(folder: Path, mirrors: tuple[str, ...], sha256: Mapping[str, str]) -> Path:
    """Fetch every file of ``sha256`` into ``folder``, decompressed and checked. Raises ``DataError``."""
    return _download(
        folder,
        mirrors,
        sha256,
        lambda mirror, name: _get(f"{mirror}{name}.gz", folder),
        lambda data: hashlib.sha256(data).hexdigest(),
    )


def download_packed(folder: Path, mirrors: tuple[str, ...], md5: Mapping[str, str]) -> Path:
    """Fetch every file of ``md5`` into ``folder`` as it is, gzipped, and check it. Raises ``DataError``.

    For sets whose publishers give checksums of the packed files: those are kept, so that they can be checked again.
    """
    try:
        return _download(folder, mirrors, md5, lambda mirror, name: _packed(mirror, name, folder), packed_digest)
    finally:
        for part in folder.glob(f"{ARCHIVE}*"):
            part.unlink(missing_ok=True)


def packed_digest(data: bytes) -> str:
    """The MD5 by which publishers name their files: it tells files apart and finds damage, not forgery."""
    return hashlib.md5(data, usedforsecurity=False).hexdigest()


def _download(
    folder: Path,
    mirrors: tuple[str, ...],
    sums: Mapping[str, str],
    get: Callable[[str, str], bytes],
    digest: Callable[[bytes], str],
) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, wanted in sums.items():
            if not (folder / name).is_file():
                atomic.write_file(folder / name, _first_good(name, wanted, mirrors, get, digest))
    except OSError as error:
        raise DataError(f"cannot store the download: {error.strerror}", file=folder, remedy=OFFLINE) from error
    return folder


def _first_good(
    name: str,
    wanted: str,
    mirrors: tuple[str, ...],
    get: Callable[[str, str], bytes],
    digest: Callable[[bytes], str],
) -> bytes:
    reasons = []
    for mirror in mirrors:
        try:
            data = get(mirror, name)
        except (OSError, ValueError) as error:
            reasons.append(f"{mirror}: {type(error).__name__}")
            continue
        if digest(data) == wanted:
            return data
        reasons.append(f"{mirror}: wrong checksum")
    raise DataError(f"{name} was not found and cannot be downloaded ({'; '.join(reasons)})", remedy=OFFLINE)


def _get(url: str, folder: Path) -> bytes:
    """The decompressed bytes behind ``url``; the .gz is not kept. Raises ``OSError`` (also when offline)."""
    part = folder / f".download.{url.rsplit('/', 1)[-1]}"
    try:
        _retrieve(url, part)
        return idx.read_bytes(part)
    except DataError as error:
        raise ValueError(str(error)) from error
    finally:
        part.unlink(missing_ok=True)


def _packed(mirror: str, name: str, folder: Path) -> bytes:
    """The file ``name`` of a mirror as it is. Raises ``OSError`` or ``ValueError``."""
    archive, inside, prefix = mirror.partition("!")
    part = folder / (f"{ARCHIVE}{packed_digest(archive.encode())}" if inside else f".download.{name}")
    try:
        if not inside:
            _retrieve(f"{mirror}{name}", part)
            return part.read_bytes()
        if not part.is_file():  # one archive for all files of a set
            _retrieve(archive, part)
        with zipfile.ZipFile(part) as members:
            return members.read(prefix + name)
    except (zipfile.BadZipFile, KeyError) as error:
        raise ValueError(str(error)) from error
    finally:
        if not inside:
            part.unlink(missing_ok=True)


def _retrieve(url: str, part: Path) -> None:
    import pooch

    pooch.get_logger().setLevel(logging.ERROR)
    part.unlink(missing_ok=True)
    fetcher = pooch.HTTPDownloader(progressbar=True, timeout=20)
    pooch.retrieve(url, known_hash=None, fname=part.name, path=part.parent, downloader=fetcher)

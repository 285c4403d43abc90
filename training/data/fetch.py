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

OFFLINE = "Connect to the network, give --data-dir, or train on the built-in digits with --dataset digits."
ARCHIVE = ".download.archive-"


def cache_folder(name: str) -> Path:
    """The per-user cache folder of a data set."""
    import pooch

    return Path(pooch.os_cache("aevae-desktop")) / name


def download(folder: Path, mirrors: tuple[str, ...], sums: Mapping[str, str], digest: Callable[[bytes], str]) -> None:
    """Fetch every file of ``sums`` into ``folder`` as it is published, if ``digest`` of its bytes is the sum there.

    Raises ``DataError`` when no mirror has it, or when it cannot be stored.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, wanted in sums.items():
            atomic.write_file(folder / name, _first_good(folder, mirrors, name, wanted, digest))
    except OSError as error:
        raise DataError(f"cannot store the download: {error.strerror}", file=folder, remedy=OFFLINE) from error
    finally:
        for part in folder.glob(f"{ARCHIVE}*"):
            part.unlink(missing_ok=True)


def _first_good(
    folder: Path, mirrors: tuple[str, ...], name: str, wanted: str, digest: Callable[[bytes], str]
) -> bytes:
    reasons = []
    for mirror in mirrors:
        try:
            data = _fetched(mirror, name, folder)
            if digest(data) == wanted:
                return data
            reasons.append(f"{mirror}: wrong checksum")
        except (OSError, ValueError, DataError) as error:
            reasons.append(f"{mirror}: {type(error).__name__}")
    raise DataError(f"{name} was not found and cannot be downloaded ({'; '.join(reasons)})", remedy=OFFLINE)


def _fetched(mirror: str, name: str, folder: Path) -> bytes:
    """The file ``name`` of a mirror as it is. Raises ``OSError`` or ``ValueError``."""
    archive, inside, prefix = mirror.partition("!")
    part = folder / (f"{ARCHIVE}{hashlib.sha256(archive.encode()).hexdigest()}" if inside else f".download.{name}")
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

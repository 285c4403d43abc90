"""Downloads with mirrors and a checksum of the decompressed bytes."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Mapping
from pathlib import Path

from aevae_desktop import atomic
from aevae_desktop.errors import DataError
from training.data import idx

OFFLINE = "Connect to the network, give --data-dir, or train on the built-in digits with --dataset digits."


def cache_folder(name: str) -> Path:
    """The per-user cache folder of a data set."""
    import pooch

    return Path(pooch.os_cache("aevae-desktop")) / name


def download(folder: Path, mirrors: tuple[str, ...], sha256: Mapping[str, str]) -> Path:
    """Fetch every file of ``sha256`` into ``folder``, decompressed and checked. Raises ``DataError``."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, digest in sha256.items():
            if not (folder / name).is_file():
                atomic.write_file(folder / name, _fetch(name, digest, mirrors, folder))
    except OSError as error:
        raise DataError(f"cannot store the download: {error.strerror}", file=folder, remedy=OFFLINE) from error
    return folder


def _fetch(name: str, digest: str, mirrors: tuple[str, ...], folder: Path) -> bytes:
    reasons = []
    for mirror in mirrors:
        try:
            data = _get(f"{mirror}{name}.gz", folder)
        except (OSError, ValueError) as error:
            reasons.append(f"{mirror}: {type(error).__name__}")
            continue
        if hashlib.sha256(data).hexdigest() == digest:
            return data
        reasons.append(f"{mirror}: wrong checksum")
    raise DataError(f"{name} was not found and cannot be downloaded ({'; '.join(reasons)})", remedy=OFFLINE)


def _get(url: str, folder: Path) -> bytes:
    """The decompressed bytes behind ``url``; the .gz is not kept. Raises ``OSError`` (also when offline)."""
    import pooch

    pooch.get_logger().setLevel(logging.ERROR)
    part = f".download.{url.rsplit('/', 1)[-1]}"
    (folder / part).unlink(missing_ok=True)
    try:
        fetcher = pooch.HTTPDownloader(progressbar=True, timeout=20)
        pooch.retrieve(url, known_hash=None, fname=part, path=folder, downloader=fetcher)
        return idx.read_bytes(folder / part)
    except DataError as error:
        raise ValueError(str(error)) from error
    finally:
        (folder / part).unlink(missing_ok=True)

"""Which bundles there are: the shipped ones and the user's own. Broken ones are listed too, with the reason."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from aevae_desktop import bundle
from aevae_desktop.bundle import DECODER, ENCODER, user_folder
from aevae_desktop.engine.wire.framing import join_files
from aevae_desktop.errors import BundleError, LabError
from aevae_desktop.reading import plain_text

FAVOURITES = ("ae-mnist-2d", "vae-mnist-2d")  # what the two maps open with, where they exist
NETWORKS = (DECODER, ENCODER)  # what is read first of a bundle that is opened
MOST_LISTED = 1000  # bundles of one place
MOST_LOOKED_AT = 100_000  # names in one place
LONGEST_NAME = 255  # characters of a folder's name, where it stands for a bundle that says nothing
_PACKAGE = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Entry:
    """One bundle folder as its manifest describes it; a broken one has ``error`` and only its folder's name.

    ``sha256``: of the whole bundle, ``bundle.digest``.
    """

    folder: Path
    id: str
    title: str
    kind: str = ""
    latent_dim: int = 0
    error: LabError | None = None
    shipped: bool = False
    sha256: str = ""


def shipped_folder() -> Path:
    """Where the bundles of this program lie: inside the package when installed, beside it in a checkout."""
    inside = _PACKAGE / "models_onnx"
    return inside if inside.is_dir() else _PACKAGE.parent / "models_onnx"


def folders() -> tuple[Path, ...]:
    """The folders to scan and to watch: shipped, then the user's."""
    return shipped_folder(), user_folder()


def ahead(places: Iterable[Path], bundles: Iterable[Path]) -> bytes:
    """What asks a reading process to do at once what it will be asked for first.

    Nothing is replied; the results wait for one use each.
    """
    where = {"places": [str(place) for place in places], "bundles": [str(folder) for folder in bundles]}
    return join_files({"id": 0, "job": "ahead", **where}, {})


def scan(places: Iterable[Path]) -> tuple[Entry, ...]:
    """Every bundle in ``places``, in their order, sorted by folder name. Never raises.

    Reads manifests and file sizes only; hashes are checked when a bundle is opened. A place that does not exist
    holds nothing; one that cannot be read, or holds more than ``MOST_LISTED`` folders, is an entry that says so. Hidden
    folders (``.name``, which is how a half-written bundle looks) are passed over.
    """
    entries: list[Entry] = []
    seen: set[Path] = set()
    for place in places:
        try:
            found = _folders_in(place)
        except FileNotFoundError:
            continue
        except (OSError, ValueError) as error:
            entries.append(_unreadable(place, error))
            continue
        shipped = place == shipped_folder()
        entries += [entry(path, shipped) for path in found[:MOST_LISTED] if path not in seen]
        if len(found) > MOST_LISTED:
            entries.append(_crowded(place, shipped))
        seen.update(found)
    return tuple(entries)


def entry(folder: Path, shipped: bool = False) -> Entry:
    """What the bundle in ``folder`` says about itself, or why it cannot be used. Never raises."""
    try:
        manifest = bundle.read(folder)
    except LabError as error:
        return _broken(folder, error, shipped)
    except (OSError, ValueError, RecursionError, MemoryError) as error:  # one folder must not keep the others away
        return _unreadable(folder, error, shipped)
    about = (manifest.id, manifest.title, manifest.kind, manifest.latent_dim)
    return Entry(folder, *about, None, shipped, bundle.digest(manifest))


def _folders_in(place: Path) -> list[Path]:
    """The folders in ``place`` that may be bundles, by name; of more than ``MOST_LISTED`` some, one more than that."""
    with os.scandir(place) as inside:
        names = [item.name for item in islice(inside, MOST_LOOKED_AT) if item.name[0] not in "._" and _is_folder(item)]
    return [place / name for name in sorted(names)[: MOST_LISTED + 1]]


def _is_folder(item: os.DirEntry[str]) -> bool:
    try:
        return item.is_dir()
    except OSError:  # a link to where nobody may look
        return False


def _crowded(place: Path, shipped: bool) -> Entry:
    what = f"holds more than {MOST_LISTED} folders: only the first {MOST_LISTED} by name are listed"
    return _broken(place, BundleError(what, file=place, remedy="Move some of them elsewhere."), shipped)


def _unreadable(folder: Path, error: Exception, shipped: bool = False) -> Entry:
    why = (error.strerror if isinstance(error, OSError) else None) or str(error) or type(error).__name__
    reason = BundleError(f"cannot be read: {why}", file=folder, remedy="Check the permissions of the folder.")
    return _broken(folder, reason, shipped)


def _broken(folder: Path, error: LabError, shipped: bool) -> Entry:
    name = plain_text.clean(folder.name, LONGEST_NAME)
    return Entry(folder, name, name, error=error, shipped=shipped)

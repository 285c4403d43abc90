"""Which bundles there are: the shipped ones and the user's own. Broken ones are listed too, with the reason."""

from __future__ import annotations

import math
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import Any

from aevae_desktop import bundle
from aevae_desktop.bundle import DECODER, ENCODER, JUDGES, Manifest, user_folder
from aevae_desktop.engine.wire.framing import join_files
from aevae_desktop.errors import BundleError, LabError
from aevae_desktop.reading import plain_text

FAVOURITES = ("ae-mnist-2d", "vae-mnist-2d")  # what the two maps open with, where they exist
NETWORKS = (DECODER, ENCODER)  # what is read first of a bundle that is opened
NO_JUDGE = "there is no judge for this data set: `aevae-train judge` trains one"
MOST_LISTED = 1000  # bundles of one place
MOST_LOOKED_AT = 100_000  # names in one place
FACTS = ("test_mse", "test_images", "pca_mse", "beta", "epochs", "seed")  # numbers that a manifest may tell
NOTES = ("assumed", "warnings")  # lists of lines in a manifest's provenance
MOST_NOTES, LONGEST_NOTES = 20, 600  # lines of each; characters of all together
MOST_TOLD = 1e15  # how large such a number may be
LONGEST_NAME = 255  # characters of a folder's name, where it stands for a bundle that says nothing
_PACKAGE = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Entry:
    """One bundle folder as its manifest describes it; a broken one has ``error`` and only its folder's name.

    ``sha256``: of the whole bundle, ``bundle.digest``. ``facts``: those of ``FACTS`` that the manifest tells.
    ``notes``: what was assumed of it and what looked wrong at the end of its training, in one text, from the manifest.
    """

    folder: Path
    id: str
    title: str
    kind: str = ""
    latent_dim: int = 0
    error: LabError | None = None
    shipped: bool = False
    sha256: str = ""
    family: str = ""
    dataset: str = ""
    series: str = ""
    position: float | None = None
    facts: Mapping[str, float] = field(default_factory=dict, hash=False)
    notes: str = ""


def shipped_folder() -> Path:
    """Where the bundles of this program lie: inside the package when installed, beside it in a checkout."""
    inside = _PACKAGE / "models_onnx"
    return inside if inside.is_dir() else _PACKAGE.parent / "models_onnx"


def folders() -> tuple[Path, ...]:
    """The folders to scan and to watch: shipped, then the user's."""
    return shipped_folder(), user_folder()


def judge_places() -> tuple[str, ...]:
    """Where judges may lie, besides beside the bundle that they judge."""
    return tuple(str(place.absolute()) for place in folders())


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
    folders (``.name``, which is how a half-written bundle looks) and the folder of judges are passed over.
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
    entry = Entry(folder, *about, None, shipped, bundle.digest(manifest), manifest.family, manifest.dataset.name)
    facts, notes = _facts(manifest), _notes(manifest)
    return replace(entry, series=manifest.series, position=manifest.position, facts=facts, notes=notes)


def _facts(manifest: Manifest) -> dict[str, float]:
    """What can be told of a model in numbers; ``metrics`` and ``provenance`` are free, so all else is passed over."""
    error, pca = _object(manifest.metrics, "test_mse"), _object(manifest.metrics, "pca_mse")
    run = _object(manifest.provenance, "config")
    measured = error.get("value"), error.get("n"), pca.get("value")
    found: tuple[Any, ...] = (*measured, *(run.get(name) for name in FACTS[len(measured) :]))
    return {name: value for name, value in zip(FACTS, found, strict=True) if is_fact(value)}


def _notes(manifest: Manifest) -> str:
    """The lines of ``NOTES`` and what was assumed of the images, as plain text of at most ``LONGEST_NOTES``."""
    given = [line for key in NOTES for line in _list(manifest.provenance.get(key))]
    images = _object(manifest.provenance, "images").get("assumed")
    lines = [line for line in (*given, images) if isinstance(line, str)]
    return plain_text.clean(" ".join(line[:LONGEST_NOTES] for line in lines), LONGEST_NOTES)


def _list(value: object) -> list[Any]:
    return value[:MOST_NOTES] if isinstance(value, list) else []


def _object(data: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    value = data.get(key)
    return value if isinstance(value, Mapping) else {}


def is_fact(value: object) -> bool:
    """Whether this is a number that can be told."""
    plain = isinstance(value, int | float) and not isinstance(value, bool)
    return plain and math.isfinite(value) and abs(value) <= MOST_TOLD  # type: ignore[arg-type]


def _folders_in(place: Path) -> list[Path]:
    """The folders in ``place`` that may be bundles, by name; of more than ``MOST_LISTED`` some, one more than that."""
    with os.scandir(place) as inside:
        names = [item.name for item in islice(inside, MOST_LOOKED_AT) if item.name[0] not in "._" and _is_folder(item)]
    return [place / name for name in sorted(names)[: MOST_LISTED + 1] if name != JUDGES]


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

"""Which bundles there are: the shipped ones and the user's own. Broken ones are listed too, with the reason."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from aevae_desktop import bundle
from aevae_desktop.bundle import user_folder
from aevae_desktop.errors import BundleError, LabError

_PACKAGE = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Entry:
    """One bundle folder as its manifest describes it; a broken one has ``error`` and only its folder's name."""

    folder: Path
    id: str
    title: str
    kind: str = ""
    latent_dim: int = 0
    error: LabError | None = None
    shipped: bool = False


def shipped_folder() -> Path:
    """Where the bundles of this program lie: inside the package when installed, beside it in a checkout."""
    inside = _PACKAGE / "models_onnx"
    return inside if inside.is_dir() else _PACKAGE.parent / "models_onnx"


def folders() -> tuple[Path, ...]:
    """The folders to scan and to watch: shipped, then the user's."""
    return shipped_folder(), user_folder()


def scan(places: Iterable[Path]) -> tuple[Entry, ...]:
    """Every bundle in ``places``, in their order, sorted by folder name. Never raises.

    Reads manifests and file sizes only; hashes are checked when a bundle is opened. A place that does not exist
    holds nothing; one that cannot be read is an entry with an error. Hidden folders (``.name``, which is how
    a half-written bundle looks) are passed over.
    """
    entries: list[Entry] = []
    seen: set[Path] = set()
    for place in places:
        try:
            found = sorted(path for path in place.iterdir() if path.is_dir() and path.name[0] not in "._")
        except FileNotFoundError:
            continue
        except OSError as error:
            entries.append(_unreadable(place, error))
            continue
        shipped = place == shipped_folder()
        entries += [entry(path, shipped) for path in found if path not in seen]
        seen.update(found)
    return tuple(entries)


def entry(folder: Path, shipped: bool = False) -> Entry:
    """What the bundle in ``folder`` says about itself, or why it cannot be used. Never raises."""
    try:
        manifest = bundle.read(folder)
    except LabError as error:
        return Entry(folder, folder.name, folder.name, error=error, shipped=shipped)
    except OSError as error:
        return _unreadable(folder, error, shipped)
    return Entry(folder, manifest.id, manifest.title, manifest.kind, manifest.latent_dim, None, shipped)


def _unreadable(folder: Path, error: OSError, shipped: bool = False) -> Entry:
    reason = BundleError(
        f"cannot be read: {error.strerror}", file=folder, remedy="Check the permissions of the folder."
    )
    return Entry(folder, folder.name, folder.name, error=reason, shipped=shipped)

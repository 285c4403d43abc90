"""Reading ONNX files that are no bundle yet, with the weights that lie beside them: for the reading process."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from pathlib import Path

from aevae_desktop import bundle
from aevae_desktop.bundle import DECODER, ENCODER, HISTORY, MANIFEST, POINTS, Manifest
from aevae_desktop.bundle.parsing import LARGEST
from aevae_desktop.engine.wire.framing import MAX_REPLY, Header
from aevae_desktop.errors import BundleError, ModelError
from aevae_desktop.inspector import gathering
from aevae_desktop.inspector.cutting import without_refined
from aevae_desktop.inspector.wire import WireError
from aevae_desktop.reading import regular
from aevae_desktop.reading.first_bytes import LFS, LFS_POINTER, impostor

MOST = 16  # files that are looked at together, as in the protocol, which needs numpy
_ENDING = ".onnx"
_LOOKED_AT = 10_000  # names in a folder
_ROOM = MAX_REPLY // 2  # bytes of all of them: they are handed over once more


def read(paths: Sequence[Path]) -> tuple[Header, dict[str, bytes]]:
    """The bytes of the ONNX files among ``paths``, and of those in folders among them, by name. ``LabError``."""
    found = [file for path in paths for file in (_inside(path) if regular.is_folder(path) else [path])]
    if len(found) > MOST:
        what, remedy = f"{len(found)} networks", "Open a decoder, or an encoder and its decoder."
        raise BundleError(file=found[0].parent, found=what, expected=f"at most {MOST}", remedy=remedy)
    files: dict[str, bytes] = {}
    for path in found:
        files[_free(path, files)] = _whole(path)
        if sum(map(len, files.values())) > _ROOM:
            raise ModelError("is too large to be opened together with the others", file=path)
    return {"folder": str(found[0].parent)}, files


def read_bundle(folder: Path) -> tuple[Header, dict[str, bytes]]:
    """Of a bundle the networks, weights that lie beside them inside, the manifest, codes and history. ``LabError``."""
    manifest = bundle.read(folder)
    files = bundle.read_files(folder, manifest, (DECODER, ENCODER, POINTS, HISTORY))
    for name in (DECODER, ENCODER):
        if name in files:
            files[name] = whole(folder, manifest, name, without_refined(files[name]))
    if sum(map(len, files.values())) > _ROOM:
        raise ModelError("is too large to be read anew", file=folder)
    return {"folder": str(folder)}, {MANIFEST: manifest.to_json().encode(), **files}


def whole(folder: Path, manifest: Manifest, name: str, data: bytes) -> bytes:
    """The network ``data``, the file ``name`` of a bundle, with its weights inside that lie beside, hash-checked.

    As it is where the manifest does not name their file: nothing says what is in it, and the inspector refuses that.
    Raises ``BundleError`` for a file that is not what the manifest says.
    """
    if not manifest.files.keys() >= set(gathering.places(data)):
        return data
    try:
        return gathering.gathered(data, lambda place: bundle.read_file(folder, manifest, place))
    except WireError as error:
        raise BundleError(str(error), file=folder / name, remedy="Export the network again.") from error


def _inside(folder: Path) -> list[Path]:
    """The ONNX files in ``folder``, if there are none those in its folders. Raises ``BundleError``."""
    try:
        places = bundle.bare_folders(folder) or [folder]
        names = [path for place in places for path in sorted(islice(place.iterdir(), _LOOKED_AT))]
    except OSError as error:
        raise BundleError(f"cannot be read: {error.strerror}", file=folder) from error
    found = [path for path in names if path.name.lower().endswith(_ENDING) and not path.name.startswith(".")]
    if not found:
        raise BundleError("no .onnx file in it", file=folder, remedy="Export the decoder to ONNX and put it there.")
    return found


def _free(path: Path, taken: dict[str, bytes]) -> str:
    """The file's name; with that of its folder where two files have the same."""
    return path.name if path.name not in taken else f"{path.parent.name}/{path.name}"


def _whole(path: Path) -> bytes:
    with regular.errors_as(ModelError, path):
        data = regular.read_at_most(path, LARGEST[DECODER])
    other = impostor(data)
    if other is not None:
        raise ModelError(file=path, found=other.found, expected="an ONNX network", remedy=other.remedy)
    data = without_refined(data)
    try:
        return gathering.gathered(data, lambda name: _beside(path, name))
    except WireError as error:
        remedy = "Copy both files again, or export the network again."
        raise ModelError(str(error), file=path, remedy=remedy) from error


def _beside(path: Path, name: str) -> bytes:
    """The file ``name`` in the folder of the network ``path``, or below it; no link leads out."""
    remedy = f"{path.name} keeps its weights in it: put it back, or export again with external_data=False."
    with regular.errors_as(ModelError, path.parent / name, remedy, remedy):
        data = regular.read_at_most(path.parent / name, LARGEST[DECODER], path.parent)
    if data.startswith(LFS_POINTER):
        raise ModelError(file=path.parent / name, found=LFS.found, expected="weights", remedy=LFS.remedy)
    return data

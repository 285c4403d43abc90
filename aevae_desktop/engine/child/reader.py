"""The reading process: the only one that opens the user's files for the window, which so never waits for a disk.

It starts in some tens of milliseconds, without numpy, and interprets nothing but manifests: the library's, and those
that say which bytes to hand over. It writes nothing, and leaves when its stdin closes. A folder that does not answer
costs this process, never the window.

The requests are ``Scan``, ``ReadBundle``, ``ReadNetworks``, ``ReadImages`` and ``FindJudge`` of ``protocol``, which
itself cannot be imported here: it needs numpy.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from aevae_desktop import bundle
from aevae_desktop.bundle import DECODER, ENCODER, HISTORY, IMAGES, MANIFEST, ONNX, POINTS, Manifest
from aevae_desktop.bundle import judge as judges
from aevae_desktop.engine.child import confined
from aevae_desktop.engine.wire import library
from aevae_desktop.engine.wire.framing import MAX_REPLY, Header, ProtocolError, join_files, split
from aevae_desktop.engine.wire.library import NETWORKS, NO_JUDGE, Entry
from aevae_desktop.errors import BundleError, LabError
from aevae_desktop.reading import regular

PLAIN = {DECODER, ENCODER, POINTS, HISTORY, IMAGES, "README.md"}  # what most bundles hold, and no weights beside
_ROOM = 1 << 20  # bytes of a reply that are not files
Files = dict[str, bytes]
Result = tuple[Header, Files]
_done: dict[str, Result] = {}  # what was done ahead, by folder


def answer(body: bytes) -> bytes:
    """The reply to the request whose frame is ``body``. Raises ``ProtocolError`` on nonsense."""
    head, _ = split(body)
    try:
        header, files = _do(head)
    except Exception as error:
        problem = confined.lab_error(error, BundleError("does not fit into memory"), "reading failed")
        header, files = {"error": problem.to_json()}, {}
    return join_files({"id": head.get("id"), **header}, files)


def _do(head: Mapping[str, Any]) -> Result:
    match head.get("job"):
        case "scan":
            done = None if head["alone"] else _done.pop(head["place"], None)
            return done or (_scan(Path(head["place"]), bool(head["alone"])), {})
        case "bundle":
            done = _done.pop(head["folder"], None) if tuple(head["names"]) == NETWORKS else None
            return done or _bundle(Path(head["folder"]), [str(name) for name in head["names"]])
        case "networks":
            from aevae_desktop.engine.child import onnx_files  # imports the inspector, which no bundle needs

            paths = [Path(path) for path in head["paths"]]
            header, files = onnx_files.read_bundle(paths[0]) if head["whole"] else onnx_files.read(paths)
            return {**header, "digest": _digest(files)}, files
        case "images":
            return _pixels(Path(head["folder"]), [int(row) for row in head["rows"]])
        case "judge":
            return _judge(Path(head["folder"]), [Path(place) for place in head["places"]])
    raise ProtocolError(f"no job is called {head.get('job')!r}")


def _prepare(head: Mapping[str, Any]) -> None:
    """Do ahead what ``ahead`` asks for."""
    for folder in head["bundles"]:
        if regular.is_folder(Path(folder)):
            _done[folder] = _bundle(Path(folder), list(NETWORKS))
    for place in head["places"]:
        _done[place] = _scan(Path(place), False), {}


def _scan(place: Path, alone: bool) -> Header:
    """The bundles in ``place``, or the one that it is (``alone``)."""
    entries = (library.entry(place),) if alone else library.scan([place])
    watch = {str(entry.folder) for entry in entries if regular.is_folder(entry.folder)}
    if not alone:
        watch.add(str(_nearest_folder(place)))
    return {"entries": [_plain(entry) for entry in entries], "watch": sorted(watch)}


def _plain(entry: Entry) -> Header:
    error = None if entry.error is None else entry.error.to_json()
    return {**vars(entry), "folder": str(entry.folder), "error": error}


def _bundle(folder: Path, names: list[str]) -> Result:
    """The hash-checked bytes of those of ``names`` that the bundle has; an error stands for those it should have."""
    files: Files = {}
    errors: dict[str, Any] = {}
    try:
        manifest = bundle.read(folder)
    except LabError as error:
        return {"errors": {MANIFEST: error.to_json()}}, {}
    files[MANIFEST] = manifest.to_json().encode()
    room = MAX_REPLY - _ROOM - len(files[MANIFEST])
    for name in (name for name in names if name in manifest.files):
        try:
            if manifest.files[name].size > room:
                most = f"at most {room} bytes of what is opened together"
                raise BundleError(file=folder / name, found=f"{manifest.files[name].size} bytes", expected=most)
            files[name] = _whole(folder, manifest, name)
        except LabError as error:
            errors[name] = error.to_json()
        room -= len(files.get(name, b""))
    return {"errors": errors}, files


def _whole(folder: Path, manifest: Manifest, name: str) -> bytes:
    """A file of the bundle; a network with the weights inside that the manifest says to lie beside."""
    data = bundle.read_file(folder, manifest, name)
    if name not in NETWORKS or manifest.files.keys() <= PLAIN:
        return data
    from aevae_desktop.engine.child import onnx_files  # imports the inspector, which few bundles need

    return onnx_files.whole(folder, manifest, name, data)


def _digest(files: Mapping[str, bytes]) -> str:
    """Of the networks among ``files``, whatever they are called."""
    found = sorted(hashlib.sha256(data).hexdigest() for name, data in files.items() if name.lower().endswith(ONNX))
    return hashlib.sha256(" ".join(found).encode()).hexdigest()


def _pixels(folder: Path, rows: list[int]) -> Result:
    manifest = bundle.read(folder)
    return {"shape": manifest.image.shape}, {"pixels": bundle.read_image_rows(folder, manifest, rows)}


def _judge(folder: Path, places: list[Path]) -> Result:
    """The first judge beside the bundle in ``folder``, or in ``places``, that fits it; or why the last one does not."""
    manifest, why = bundle.read(folder), NO_JUDGE
    for place in dict.fromkeys((folder.parent, *places)):
        for found in judges.folders(place):
            try:
                card, network = judges.read(found)
            except LabError as error:
                why = str(error)
                continue
            misfit = judges.misfit(card, manifest)
            if not misfit:
                files = {judges.CARD: card.to_json().encode(), judges.NETWORK: network}
                return {"judge": str(found), "why": ""}, files
            why = misfit
    return {"judge": "", "why": why}, {}


def _nearest_folder(folder: Path) -> Path:
    """``folder``, or the nearest one above it that exists: there it will appear."""
    return next((place for place in (folder, *folder.parents) if regular.is_folder(place)), folder)


def main(patient: bool = False) -> int:
    """The whole life of the process; returns its exit code."""

    def do(body: bytes, outbox: int) -> None:
        head, _ = split(body)
        if head.get("job") == "ahead":
            _prepare(head)
        else:
            confined.write(outbox, answer(body))

    return confined.life(confined.READING, "reading process", patient, do)

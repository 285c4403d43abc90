"""Files that are not what a file of a bundle should be: links, pipes, devices, holes, wrong sizes and sums."""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Callable
from pathlib import Path
from random import Random

from aevae_desktop import bundle
from tests.nets.hostile.draft import Draft
from tests.nets.hostile.faults import Fault, bad, told

FILES = (bundle.MANIFEST, bundle.DECODER, bundle.ENCODER, bundle.POINTS)
TB = 1 << 40


def _instead(make: Callable[[Path, Draft, Random], object], *names: str) -> Callable[[Draft, Random], None]:
    """``make(path, ...)`` puts something else in the place of one of ``names`` once the bundle is written."""

    def apply(draft: Draft, rng: Random) -> None:
        name = rng.choice(names or FILES)

        def step(folder: Path) -> None:
            (folder / name).unlink()
            make(folder / name, draft, rng)

        draft.after.append(step)

    return apply


def _link_to(*targets: str) -> Callable[[Path, Draft, Random], None]:
    return lambda path, draft, rng: path.symlink_to(rng.choice(targets))


def _moved_out(path: Path, draft: Draft, rng: Random) -> None:
    """The right bytes, but outside: the link says where."""
    draft.outside.mkdir(parents=True, exist_ok=True)
    target = draft.outside / f"{draft.name}-{path.name}"
    target.write_bytes(draft.files[path.name])
    path.symlink_to(target)


def _hard(path: Path, draft: Draft, rng: Random) -> None:
    draft.outside.mkdir(parents=True, exist_ok=True)
    target = draft.outside / f"{draft.name}-{path.name}.hard"
    target.write_bytes(draft.files[path.name])
    os.link(target, path)


def _device(path: Path, draft: Draft, rng: Random) -> None:
    try:
        os.mknod(path, 0o20644, os.makedev(1, rng.choice((3, 5, 8))))  # null, zero, random
    except OSError:  # only root makes devices
        path.symlink_to("/dev/zero")


def _socket(path: Path, draft: Draft, rng: Random) -> None:
    made = socket.socket(socket.AF_UNIX)
    here = Path.cwd()
    try:
        os.chdir(path.parent)  # a socket's name has 108 bytes
        made.bind(path.name)
    finally:
        os.chdir(here)
        made.close()


def _sparse(path: Path, draft: Draft, rng: Random) -> None:
    with path.open("wb") as stream:
        stream.truncate(TB)


def _recorded_sparse(draft: Draft, rng: Random) -> None:
    """A hole of a terabyte whose size is what the manifest says."""
    name = rng.choice(FILES[1:])
    draft.records[name] = {"size": TB}
    _instead(_sparse, name)(draft, rng)


def _wrong_size(draft: Draft, rng: Random) -> None:
    name = rng.choice(list(draft.files))
    draft.records[name] = {"size": len(draft.files[name]) + rng.choice((-1, 1, 1000))}


def _wrong_sum(draft: Draft, rng: Random) -> None:
    draft.records[rng.choice((bundle.DECODER, bundle.POINTS))] = {"sha256": f"{rng.getrandbits(256):064x}"}


def _no_sum(draft: Draft, rng: Random) -> None:
    draft.records[bundle.DECODER] = {"sha256": rng.choice(("", "x" * 64, "A" * 64, "0" * 63))}


def _names(draft: Draft, rng: Random) -> None:
    """The manifest names files elsewhere."""
    name = rng.choice(("../../../etc/passwd", "/etc/passwd", "a/b", "..", ".", "", "a\\b", "nul\x00", "x" * 300, "é"))
    record = {"sha256": "0" * 64, "size": 10}
    draft.manifest["files"] = {name: record, bundle.DECODER: record}


def _no_decoder(draft: Draft, rng: Random) -> None:
    del draft.files[bundle.DECODER]


def _more_files(draft: Draft, rng: Random) -> None:
    def step(folder: Path) -> None:
        for k in range(2_000):
            (folder / f"{k}.bin").touch()

    draft.after.append(step)


def _many_records(draft: Draft, rng: Random) -> None:
    """Thousands of files in the manifest, all of them the same."""
    record = {"sha256": "0" * 64, "size": 0}
    draft.files |= {f"f{k}": b"" for k in range(2_000)}
    draft.records |= {f"f{k}": record for k in range(2_000)}


def _folder_for_file(path: Path, draft: Draft, rng: Random) -> None:
    path.mkdir()


def _linked_folder(draft: Draft, rng: Random) -> None:
    """The bundle's folder is itself a link to a sound bundle elsewhere, which is fine."""

    def step(folder: Path) -> None:
        draft.outside.mkdir(parents=True, exist_ok=True)
        target = draft.outside / f"{draft.name}-folder"
        shutil.rmtree(target, ignore_errors=True)
        shutil.move(folder, target)
        folder.symlink_to(target)

    draft.after.append(step)


def _round(path: Path, draft: Draft, rng: Random) -> None:
    path.symlink_to(path.name)


def _gone(draft: Draft, rng: Random) -> None:
    draft.after.append(lambda folder: shutil.rmtree(folder))


def _dangling(draft: Draft, rng: Random) -> None:
    def step(folder: Path) -> None:
        shutil.rmtree(folder)
        folder.symlink_to("/nowhere/at/all")

    draft.after.append(step)


FAULTS = (
    told("a link to a device", _instead(_link_to("/dev/zero", "/dev/random", "/dev/tty"))),
    told("a link out", _instead(_moved_out, *FILES[1:])),
    told("a link to a secret", _instead(_link_to("/etc/passwd", "/proc/self/environ", "/proc/kmsg"))),
    Fault("a hard link", _instead(_hard, *FILES[1:])),
    told("a pipe", _instead(lambda path, draft, rng: os.mkfifo(path))),
    told("a device", _instead(_device)),
    told("a socket", _instead(_socket)),
    told("a folder for a file", _instead(_folder_for_file)),
    told("a missing file", _instead(lambda path, draft, rng: None)),
    told("a link to itself", _instead(_round)),
    told("a manifest of a terabyte", _instead(_sparse, bundle.MANIFEST)),
    bad("a hole of a terabyte", _recorded_sparse),
    told("another size", _wrong_size),
    bad("another sum", _wrong_sum),
    told("no sum", _no_sum),
    told("names elsewhere", _names),
    told("no decoder", _no_decoder),
    Fault("two thousand files more", _more_files),
    Fault("two thousand records", _many_records),
    Fault("a linked folder", _linked_folder),
    told("no folder at all", _gone),
    told("a link to nowhere", _dangling),
)

"""Every writer on a full disk: one line says so, the old file is as it was, and nothing half is left.

    python -m tests.nets.full_disk

A limit of the size of files stands for the full disk (``RLIMIT_FSIZE``: a write beyond it fails); with ``--tmpfs``, and
where root may mount one, a file system in memory of 512 kB is truly filled.
"""

from __future__ import annotations

import argparse
import compileall
import os
import resource
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from aevae_desktop.errors import LabError
from aevae_desktop.features.figures.controller import FigureController
from aevae_desktop.features.selection.controller import SelectionController
from tests.nets import inside

LIMITS = (0, 1, 4_096)  # bytes a file may have: none, one, one block
OLD = b"what was there before"
WAIT_MS = 30_000

Writing = Callable[[Any, Path], str]  # writes, and gives what was told


def _figure(kind: str) -> Writing:
    def write(window: Any, path: Path) -> str:
        window.export.save_to(path)
        assert window.wait_idle(WAIT_MS)
        return str(window.session.state.notice)

    write.__name__ = f"figure.{kind}"
    return write


def _film(kind: str) -> Writing:
    def write(window: Any, path: Path) -> str:
        card = window.dock.cards["film"]
        card.choose(format=kind, tile=64, grid=False)
        card.save_to(path)
        assert window.wait_idle(WAIT_MS)
        return str(window.session.state.notice)

    write.__name__ = f"film.{kind}"
    return write


def _views(window: Any, path: Path) -> str:
    os.environ["AEVAE_VIEWS"] = str(path)
    window.session.controller(FigureController).save_view("dark", "a view")
    return str(window.session.state.notice)


def _bundle(window: Any, path: Path) -> str:
    from aevae_desktop import bundle
    from tests.nets import library

    folder = path.with_suffix("")
    draft = library.sound("ae-2d", 2, False)
    manifest = window.session.state.panes[0].model.manifest
    try:
        bundle.write(folder, manifest, draft.files)
    except LabError as error:
        return str(error)
    return "written"


def _checkpoint(window: Any, path: Path) -> str:
    import torch

    from training.trainer.saved import checkpoint

    folder = path.with_suffix("")
    folder.mkdir(exist_ok=True)
    try:
        checkpoint.save(folder, {"w": torch.zeros(5_000)}, 3)
    except LabError as error:
        return str(error)
    return "written"


def _codes(window: Any, path: Path) -> str:
    """The selection's CSV, as its card writes it."""
    window.session.controller(SelectionController).everything()
    panel = window.dock.cards["selection"]
    done: list[bytes] = []
    window.session.controller(SelectionController).codes(0, done.append)
    assert window.wait_idle(WAIT_MS)
    write = next((getattr(panel, name) for name in ("write_to", "_write") if hasattr(panel, name)), None)
    if write is None or not done:
        return "skipped: the card has no such method"
    write(path, done[0])
    return str(window.session.state.notice)


WRITERS: dict[str, Writing] = {
    **{f"figure.{kind}": _figure(kind) for kind in ("png", "svg", "csv", "npz")},
    **{f"film.{kind}": _film(kind) for kind in ("gif", "webp", "apng", "npz")},
    "views.json": _views,
    "bundle.x": _bundle,
    "checkpoint.x": _checkpoint,
    "codes.csv": _codes,
}


def run(place: Path) -> tuple[int, list[str]]:
    """Every writer under every limit: how many were tried, and the faults."""
    from tests.nets import exports
    from tests.nets.monkey_window import open_window

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    problems = inside.Problems()
    inside.without_shipped_models()
    window = open_window(place)
    exports.lively(window)
    tried, faults = 0, []
    for limit in LIMITS:
        for name, write in WRITERS.items():
            tried += 1
            faults += [
                f"{name}, {limit} bytes: {fault}"
                for fault in _limited(window, write, place / f"disk-{limit}", name, limit)
            ]
    faults += problems.take()
    window.close()
    return tried, faults


def _limited(window: Any, write: Writing, folder: Path, name: str, limit: int) -> list[str]:
    """One writer under one limit."""
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_bytes(OLD)
    before = set(folder.rglob("*"))
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, hard))
    try:
        told = write(window, path)
    except Exception as error:  # this is what is looked for
        told = ""
        caught = f"{type(error).__name__}: {error}"
    else:
        caught = ""
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    return [*([f"raised {caught}"] if caught else _said(told)), *_left(folder, before, path, told)]


def _said(told: str) -> list[str]:
    if _fitted(told):
        return []
    return [] if told and "\n" not in told else [f"told {told!r}"]


def _fitted(told: str) -> bool:
    return told.startswith(("Saved", "skipped")) or ("written" in told and "cannot be written" not in told)


def _left(folder: Path, before: set[Path], path: Path, told: str) -> list[str]:
    faults = []
    if path.is_file() and not _fitted(told) and path.read_bytes() != OLD:
        faults.append("the old file was changed")
    halves = [other.name for other in set(folder.rglob("*")) - before if other.name.endswith(".part")]
    return faults + [f"{half} is left" for half in halves]


def filled(place: Path) -> tuple[int, list[str]] | str:
    """The same on a file system in memory that is full; why not, where there is none."""
    disk = place / "tmpfs"
    disk.mkdir()
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=512k,nr_inodes=4096", "tmpfs", str(disk)],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        return f"no file system can be mounted here: {done.stderr.strip()}"
    try:
        return _on(disk, place)
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=False)


def _on(disk: Path, place: Path) -> tuple[int, list[str]]:
    from tests.nets.monkey_window import open_window

    problems = inside.Problems()
    inside.without_shipped_models()
    window = open_window(place)
    faults = []
    for name in WRITERS:
        (disk / name).write_bytes(OLD)
    _fill(disk / "ballast")
    for name, write in WRITERS.items():
        before = set(disk.rglob("*"))
        try:
            told = write(window, disk / name)
        except Exception as error:  # this is what is looked for
            faults.append(f"{name}, full: raised {type(error).__name__}: {error}")
            continue
        faults += [f"{name}, full: {fault}" for fault in (*_said(told), *_left(disk, before, disk / name, told))]
    faults += problems.take()
    window.close()
    return len(WRITERS), faults


def _fill(path: Path) -> None:
    """Write until there is no more room."""
    try:
        with path.open("wb", buffering=0) as stream:
            while stream.write(bytes(4_096)):
                pass
    except OSError:
        return


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.nets.full_disk", description=__doc__.split("\n")[0])
    parser.add_argument("--tmpfs", action="store_true", help="the true full disk instead of the limit")
    options = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    compileall.compile_dir("aevae_desktop", quiet=1)  # or a limited child keeps half of a .pyc, which no start can read
    with tempfile.TemporaryDirectory(prefix="nets-", ignore_cleanup_errors=True) as folder:
        place = Path(folder)
        os.environ |= {"AEVAE_MODELS": str(place / "models"), "AEVAE_VIEWS": str(place / "views.json"), "HOME": folder}
        result = filled(place) if options.tmpfs else run(place)
    if isinstance(result, str):
        print(f"skipped: {result}")
        return 0
    print(f"{result[0]} writers on a full disk; faults: {len(result[1])}")
    print("\n".join(result[1]))
    return 1 if result[1] else 0


if __name__ == "__main__":
    sys.exit(main())

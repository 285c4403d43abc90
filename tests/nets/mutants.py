"""Damaged files of every kind that the program reads.

    python -m tests.nets.mutants --count 10000 --seed 7
    python -m tests.nets.mutants --kind views --seed 7 --start 1234 --count 1    # that one again, with its traceback

What comes out of a reader is what it reads, or a ``LabError`` in one line: nothing else, not after seconds, and not at
the price of the memory. A process a kind, of limited memory. Exit code 1 if any of that fails.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
import traceback
import warnings
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from aevae_desktop.errors import LabError
from aevae_desktop.features import SAVED
from aevae_desktop.features.figures import reading as figures_reading
from aevae_desktop.features.figures.controller import FigureController
from tests.mutants import mutate
from tests.nets import library
from tests.nets.watched import ROOT, own_environment

MEMORY = 4 << 30  # bytes of address space a reader may use
SLOW_S, HANG_S = 2.0, 20
MOST_MB = 500.0  # beyond what the reader held before


@dataclass
class Outcome:
    """``uncaught``: what it was -> the numbers of the mutants that it came out of."""

    kind: str
    count: int = 0
    accepted: int = 0
    refused: int = 0
    uncaught: dict[str, list[int]] = field(default_factory=dict)
    slowest: float = 0.0
    slow: int = -1
    peak: float = 0.0
    large: int = -1
    child_deaths: int = 0

    @property
    def faults(self) -> list[str]:
        """A line a fault."""
        lines = [
            f"{self.kind}: {len(numbers)} times {what}, first {numbers[:3]}" for what, numbers in self.uncaught.items()
        ]
        if self.slowest > SLOW_S:
            lines.append(f"{self.kind}: number {self.slow} took {self.slowest:.1f} s")
        if self.peak > MOST_MB:
            lines.append(f"{self.kind}: number {self.large} took {self.peak:.0f} MB")
        return lines


class Reader:
    """Originals to damage, and ``read(data)``, which raises what the program's own reader raises."""

    limited = True  # it may run with little memory
    alone = False  # only in a process of its own

    def __init__(self, place: Path) -> None:
        self.place = place
        self.originals = self.prepare()

    def prepare(self) -> list[bytes]:
        """Sound files."""
        raise NotImplementedError

    def read(self, data: bytes) -> None:
        """Read damaged ones as the program does."""
        raise NotImplementedError

    def mutated(self, data: bytes, rng: Random) -> bytes:
        """Damage ``data``."""
        return mutate(data, rng)


class _Part(Reader):
    """A file of a bundle: the manifest knows its new size and sum, so that its reader is reached."""

    name = ""

    def prepare(self) -> list[bytes]:
        from aevae_desktop import bundle
        from tests.nets.hostile import arrays

        self._drafts = [library.sound("vae-2d", 2, True), library.sound("ae-16d", 16, False)]
        for draft in self._drafts:
            draft.files[bundle.HISTORY] = arrays.packed(arrays._played(draft, Random(0)))
            draft.files[bundle.IMAGES] = _images(60)
        return [draft.files[self.name] for draft in self._drafts]

    def mutated(self, data: bytes, rng: Random) -> bytes:
        self._which = self.originals.index(data)
        return mutate(data, rng)

    def read(self, data: bytes) -> None:
        from aevae_desktop import bundle

        draft = self._drafts[self._which]
        folder = self.place / "bundle"
        if not (folder / f".{self._which}").exists():
            _empty(folder)
            draft.write(folder)
            (folder / f".{self._which}").touch()
            (folder / self.name).unlink()
        (folder / self.name).write_bytes(data)
        manifest = json.loads((folder / bundle.MANIFEST).read_bytes())
        manifest["files"][self.name] = {"sha256": hashlib.sha256(data).hexdigest(), "size": len(data)}
        (folder / bundle.MANIFEST).write_text(json.dumps(manifest))
        self.take(folder)

    def take(self, folder: Path) -> None:
        """Read the part."""
        raise NotImplementedError


class Manifests(Reader):
    """``manifest.json``, and the entry that the library makes of it."""

    def prepare(self) -> list[bytes]:
        made = []
        for name, d, vae in library.SORTS[:3]:
            library.sound(name, d, vae).write(self.place / name)
            made.append((self.place / name / "manifest.json").read_bytes())
        return made

    def read(self, data: bytes) -> None:
        from aevae_desktop import bundle
        from aevae_desktop.engine.wire import library as shelf

        folder = self.place / library.SORTS[0][0]
        (folder / "manifest.json").write_bytes(data)
        entry = shelf.entry(folder)
        if entry.error is not None:
            raise entry.error
        bundle.read(folder).to_json().encode()


class PointsFiles(_Part):
    """``points.npz``, and the map that the window makes of it."""

    name = "points.npz"

    def take(self, folder: Path) -> None:
        from aevae_desktop import bundle
        from aevae_desktop.core.map.plane import Plane
        from aevae_desktop.engine.wire.frames import Frame
        from aevae_desktop.features.models import logic as models_logic
        from aevae_desktop.session.model import Model

        manifest = bundle.read(folder)
        points = bundle.read_points(folder, manifest)
        arrays: dict[str, Any] = {"mu": points.mu, "label": points.label, "split": points.split}
        if points.log_var is not None:
            arrays["log_var"] = points.log_var
        model = Model(str(folder), manifest, True, Plane.axes(manifest.latent_dim))
        models_logic.with_codes(model, Frame({}, arrays))


class Histories(_Part):
    """``history.npz``."""

    name = "history.npz"

    def take(self, folder: Path) -> None:
        from aevae_desktop import bundle

        bundle.read_history(folder, bundle.read(folder))


class Originals(_Part):
    """``images.npy``."""

    name = "images.npy"

    def take(self, folder: Path) -> None:
        from aevae_desktop import bundle

        bundle.read_images(folder, bundle.read(folder), [0, 1, 59])


class Networks(_Part):
    """``decoder.onnx``, opened in a process of its own: deaths of the runtime are counted, not faults of the reader."""

    name = "decoder.onnx"
    limited = False

    def __init__(self, place: Path) -> None:
        super().__init__(place)
        self.deaths = 0
        import aevae_desktop.engine.child.model  # noqa: F401  # once, before the forks

    def take(self, folder: Path) -> None:
        inbox, outbox = os.pipe()
        child = os.fork()
        if not child:
            os.write(outbox, _opened(folder).encode()[:4000])
            os._exit(0)
        os.close(outbox)
        text = b""
        while data := os.read(inbox, 4096):
            text += data
        os.close(inbox)
        _, status = os.waitpid(child, 0)
        if status:
            self.deaths += 1
            raise LabError("the process died")
        if text.startswith(b"!"):
            raise AssertionError(text.decode(errors="replace")[1:200])
        if text:
            raise LabError(text.decode(errors="replace"))


def _opened(folder: Path) -> str:
    """Open the networks: nothing, the error's line, or ``!`` and what came uncaught."""
    from aevae_desktop.engine.child.model import Model

    signal.alarm(5)  # a network may run for ever; the process would kill it
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    devnull = os.open(os.devnull, os.O_WRONLY)
    os.dup2(devnull, 2)
    try:
        Model(folder)
    except LabError as error:
        return str(error)
    except MemoryError:
        return "memory"
    except Exception as error:  # this is what is looked for
        return f"!{type(error).__name__}: {error}"
    return ""


class _FromWindow(Reader):
    """Files that a real window has written: made once, then read without it."""

    pattern = ""

    def prepare(self) -> list[bytes]:
        made = written(self.place)
        self._suffixes = {}
        found = []
        for path in made:
            if path.match(self.pattern):
                data = path.read_bytes()
                self._suffixes[data[:4096]] = path.suffix
                found.append(data)
        return found

    def mutated(self, data: bytes, rng: Random) -> bytes:
        self._suffix = self._suffixes[data[:4096]]
        return mutate(data, rng)

    def read(self, data: bytes) -> None:
        from aevae_desktop.features.figures import metadata

        path = self.place / f"mutant{self._suffix}"
        path.write_bytes(data)
        _record(metadata.read(path, SAVED))


class Figures(_FromWindow):
    """PNG, SVG, CSV and NPZ with a record."""

    pattern = "figure.*"


class Films(_FromWindow):
    """GIF, WebP, APNG, MP4, strips and NPZ with a record."""

    pattern = "film-*"


class Records(_FromWindow):
    """The record alone, as JSON: its container would refuse most of what is done to it."""

    pattern = "record.json"

    def read(self, data: bytes) -> None:

        _record(figures_reading.record(data.decode("utf-8", "surrogateescape"), SAVED, "figure.png"))


class Views(_FromWindow):
    """``views.json``."""

    pattern = "views.json"

    def read(self, data: bytes) -> None:
        from aevae_desktop.features.figures import view_book

        path = self.place / "views.json"
        path.write_bytes(data)
        for view in view_book.read(path):
            try:
                _record(figures_reading.record(view.record, SAVED, view.name))
            except LabError:
                continue  # said when it is chosen
        view_book.write(self.place / "again.json", view_book.read(path))


class Restored(Records):
    """The record again, shown by a real window: what a dropped figure does."""

    limited, alone = False, True

    def prepare(self) -> list[bytes]:
        from tests.nets import inside
        from tests.nets.monkey_window import open_window

        self._problems = inside.Problems()
        inside.without_shipped_models()
        originals = super().prepare()
        self._window = open_window(self.place.parent / "writer")
        return originals

    def read(self, data: bytes) -> None:

        record = figures_reading.record(data.decode("utf-8", "surrogateescape"), SAVED, "figure.png")
        self._window.session.controller(FigureController).restore(record)
        rested = self._window.wait_idle(60_000)
        if problems := self._problems.take():
            raise AssertionError(problems[0])
        if not rested:
            raise AssertionError("the window does not come to rest")


class Drawings(Reader):
    """Strokes for ``--draw``."""

    def prepare(self) -> list[bytes]:
        return [
            b"[[[10, 20], [30, 40.5]], [[50, 60]]]",
            json.dumps([[[k, k * k % 200] for k in range(99)]]).encode(),
            b"[]",
        ]

    def read(self, data: bytes) -> None:
        import numpy as np

        from aevae_desktop import capture
        from aevae_desktop.core.images import strokes
        from aevae_desktop.features.drawing.panel import on_pen_area

        path = self.place / "strokes.json"
        path.write_bytes(data)
        drawn = on_pen_area(capture._read_strokes(path))
        strokes.render([np.asarray(stroke) for stroke in drawn])


class Checkpoints(Reader):
    """A damaged checkpoint with a sound one before it. What is loaded must be the one or the other, to the bit."""

    limited = False

    def prepare(self) -> list[bytes]:
        import torch

        from training.trainer.saved import checkpoint

        self._folder = self.place / "run"
        self._folder.mkdir()
        for step in (1, 2):
            state = {"step": step, "model": {"w": torch.full((40, 3), float(step)), "b": torch.arange(7)}, "best": 0.5}
            checkpoint.save(self._folder, state, step)
        self._newest = sorted(self._folder.glob("checkpoint-*.pt"))[-1]
        return [self._newest.read_bytes()]

    def read(self, data: bytes) -> None:
        import torch

        from training.trainer.saved import checkpoint

        self._newest.write_bytes(data)
        state = checkpoint.load(self._folder)
        step = state.get("step") if isinstance(state, dict) else None
        right = step in (1, 2) and torch.equal(state["model"]["w"], torch.full((40, 3), float(step)))
        if not (right and torch.equal(state["model"]["b"], torch.arange(7)) and state["best"] == 0.5):
            raise AssertionError("other weights than were saved were loaded")


READERS: dict[str, type[Reader]] = {
    "manifest": Manifests,
    "points": PointsFiles,
    "history": Histories,
    "images": Originals,
    "onnx": Networks,
    "figures": Figures,
    "films": Films,
    "record": Records,
    "restored": Restored,
    "views": Views,
    "drawing": Drawings,
    "checkpoint": Checkpoints,
}


def _record(record: Any) -> None:
    """What the session does with a record before it changes anything."""
    from aevae_desktop.core.codes import packing

    if record.parts["selection"]:
        packing.unpacked(record.parts["selection"])
    for pane in record.panes:
        if pane is not None:
            pane.parts["plane"].plane(2)
            pane.view2d.framed(300, 200)
    record.to_json()


def _images(n: int) -> bytes:
    import numpy as np

    from aevae_desktop import bundle

    return bundle.pack_images(np.zeros((n, 28, 28), np.uint8))


def _empty(folder: Path) -> None:
    import shutil

    shutil.rmtree(folder, ignore_errors=True)


def written(place: Path) -> list[Path]:
    """What a window writes, in ``place / "written"``; made in a process of its own, once."""
    folder = place.parent / "written"
    if not folder.is_dir():
        subprocess.run([sys.executable, "-m", "tests.nets.mutants", "--write", str(folder)], cwd=ROOT, check=True,
                       env=own_environment(place.parent / "writer"))  # fmt: skip
    return sorted(folder.iterdir())


def _write(folder: Path) -> int:
    from tests.nets import exports, inside
    from tests.nets.monkey_window import open_window

    inside.without_shipped_models()
    part = folder.with_suffix(".part")
    part.mkdir(parents=True)
    window = open_window(folder.parent / "writer")
    exports.lively(window)
    exports.write_all(window, part)
    from aevae_desktop.features.figures import record as figures_record
    from aevae_desktop.features.figures import view_book

    window.session.controller(FigureController).save_view("dark", "one")
    window.session.controller(FigureController).save_view("light", "two")
    (part / "views.json").write_bytes(view_book.book_path().read_bytes())
    record = figures_record.taken(window.session.state, window.session.views, SAVED, "dark", size=(500, 400))
    (part / "record.json").write_text(record.to_json())
    window.close()
    part.rename(folder)
    return 0


def run(kind: str, count: int, seed: int, place: Path, start: int = 0) -> Outcome:
    """Read ``count`` mutants of a kind, from number ``start`` on."""
    from tests.nets import inside

    place.mkdir(parents=True, exist_ok=True)
    reader, outcome = READERS[kind](place), Outcome(kind)
    inside.reset_peak()
    before = inside.memory()
    for number in range(start, start + count):
        rng = Random(f"{seed}/{kind}/{number}")
        data = reader.mutated(reader.originals[rng.randrange(len(reader.originals))], rng)
        begun = time.monotonic()
        _one(reader, data, number, outcome)
        if (taken := time.monotonic() - begun) > outcome.slowest:
            outcome.slowest, outcome.slow = taken, number
        if (peak := inside.memory("VmHWM") - before) > outcome.peak + 1:
            outcome.peak, outcome.large = peak, number
    outcome.count, outcome.child_deaths = count, getattr(reader, "deaths", 0)
    return outcome


def _one(reader: Reader, data: bytes, number: int, outcome: Outcome) -> None:
    signal.signal(signal.SIGALRM, _hangs)
    signal.alarm(HANG_S)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            reader.read(data)
        outcome.accepted += 1
    except LabError as error:
        outcome.refused += 1
        if "\n" in str(error) or not str(error):
            outcome.uncaught.setdefault("an error that is not one line", []).append(number)
    except BaseException as error:  # this is what is looked for
        if isinstance(error, KeyboardInterrupt):
            raise
        ours = [
            f
            for f in traceback.extract_tb(error.__traceback__)
            if "aevae_desktop" in f.filename or "training" in f.filename
        ]
        place = f"{Path(ours[-1].filename).name}:{ours[-1].lineno}" if ours else ""
        text = str(error)[:160] if isinstance(error, AssertionError | Warning) else ""
        outcome.uncaught.setdefault(f"{type(error).__name__} {text} ({place})", []).append(number)
    finally:
        signal.alarm(0)


def _hangs(number: int, frame: object) -> None:
    raise TimeoutError(f"more than {HANG_S} s")


def _alone(options: argparse.Namespace) -> int:
    """One kind, in this process, with its result as JSON at the end."""
    if READERS[options.kind].limited:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    outcome = run(options.kind, options.count, options.seed, options.place / options.kind, options.start)
    print(json.dumps(vars(outcome)))
    return 0


def _again(options: argparse.Namespace, place: Path) -> int:
    """One mutant, with its traceback."""
    reader = READERS[options.kind](place / options.kind)
    rng = Random(f"{options.seed}/{options.kind}/{options.start}")
    data = reader.mutated(reader.originals[rng.randrange(len(reader.originals))], rng)
    print(len(data), "bytes:", data[:300])
    reader.read(data)
    print("read")
    return 0


def table(outcomes: list[Outcome]) -> str:
    """A line a kind, then every fault."""
    head = ("mutants", "read", "refused", "uncaught", "slowest s", "peak MB", "deaths")
    lines = [f"{'kind':11} " + " ".join(f"{name:>9}" for name in head), *map(_row, outcomes)]
    return "\n".join([*lines, *(fault for o in outcomes for fault in o.faults)])


def _row(o: Outcome) -> str:
    uncaught = sum(map(len, o.uncaught.values()))
    counts = " ".join(f"{n:9d}" for n in (o.count, o.accepted, o.refused, uncaught))
    return f"{o.kind:11} {counts} {o.slowest:9.2f} {o.peak:9.0f} {o.child_deaths:9d}"


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.nets.mutants", description=__doc__.split("\n")[0])
    parser.add_argument("--count", type=int, default=1000, help="mutants of each kind (%(default)s)")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--start", type=int, default=0)
    parser.add_argument("--kind", choices=tuple(READERS))
    parser.add_argument("--place", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--write", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.write:
        return _write(options.write)
    if options.place:
        return _alone(options)
    outcomes = []
    with tempfile.TemporaryDirectory(prefix="nets-", ignore_cleanup_errors=True) as folder:
        place = Path(folder)
        if options.kind and options.count == 1:
            return _again(options, place)
        for kind in [options.kind] if options.kind else READERS:
            outcomes.append(apart(kind, options.count, options.seed, place, options.start))
            print(table(outcomes).splitlines()[len(outcomes)], flush=True)
    print(table(outcomes))
    return 1 if any(outcome.faults for outcome in outcomes) else 0


def apart(kind: str, count: int, seed: int, place: Path, start: int = 0) -> Outcome:
    """``run`` in a process of its own."""
    command = [sys.executable, "-m", "tests.nets.mutants", "--kind", kind, "--count", str(count), "--seed", str(seed),
               "--start", str(start), "--place", str(place)]  # fmt: skip
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=False, env=own_environment(place / "env")
    )
    if done.returncode:
        outcome = Outcome(kind, count)
        outcome.uncaught[f"DEATH, exit status {done.returncode}: {done.stderr[-300:]}"] = [start]
        return outcome
    return Outcome(**json.loads(done.stdout.splitlines()[-1]))


if __name__ == "__main__":
    sys.exit(main())

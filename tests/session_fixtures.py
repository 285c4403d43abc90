"""What the tests of the session share: a listener that keeps what it is told, and a session without processes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar, TypeVar

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from aevae_desktop import bundle
from aevae_desktop.core.claims.figures import Figure
from aevae_desktop.core.map.fields import FIELDS
from aevae_desktop.engine.child import provided, reader
from aevae_desktop.engine.child.jobs.samples import Samples
from aevae_desktop.engine.child.jobs.sampling import Sampling
from aevae_desktop.engine.child.provided import Bundles, Provided
from aevae_desktop.engine.wire.frames import Frame, unpack
from aevae_desktop.engine.wire.protocol import (
    Decode,
    Doubt,
    Draw,
    Evaluate,
    FindJudge,
    Job,
    JudgeCodes,
    Load,
    Measure,
    NearestTo,
    Neighbours,
    ReadImages,
    ReadPoints,
    Reconstruct,
    Refine,
    Scan,
    Survey,
    Trace,
    WriteCodes,
    request,
)
from aevae_desktop.errors import LabError
from aevae_desktop.features import CONTROLLERS, SAVED
from aevae_desktop.features.models.library_controller import LibraryController
from aevae_desktop.session.inference.events import Event, Failed, Replied, Restarted
from aevae_desktop.session.session import Session

E = TypeVar("E", Replied, Failed, Restarted)


class Log:
    """A listener that keeps what it is told."""

    def __init__(self, qtbot: QtBot) -> None:
        self.events: list[Event] = []
        self.qtbot = qtbot

    def __call__(self, event: Event) -> None:
        self.events.append(event)

    def of(self, kind: type[E]) -> list[E]:
        return [event for event in self.events if isinstance(event, kind)]

    def wait(self, kind: type[E], count: int = 1) -> E:
        """The ``count``-th event of that kind, waited for."""
        self.qtbot.waitUntil(lambda: len(self.of(kind)) >= count, timeout=60_000)
        return self.of(kind)[count - 1]


@pytest.fixture
def log(qtbot: QtBot) -> Log:
    return Log(qtbot)


class FromDisk(Bundles):
    """Bundles that nobody needs to hand over."""

    def get(self, folder: str | Path) -> Provided:
        return provided.read(Path(folder))


SAMPLES = Samples(FromDisk())
SAMPLING = Sampling(FromDisk())


class FakeClient:
    """Keeps what was asked for, latest wins in each slot; ``flush`` answers with images that spell out z."""

    def __init__(self, listener: Callable[[Event], None]) -> None:
        self.listener = listener
        self.waiting: dict[str, Job] = {}
        self.asked: list[Job] = []
        self.numbers: dict[str, int] = {}
        self.loaded: set[str] = set()
        self.borrowed: list[str] = []

    confined: ClassVar[dict[str, bool]] = {"files": True, "network": False}

    def start(self) -> None: ...

    def close(self) -> None:
        self.waiting.clear()

    @property
    def busy(self) -> bool:
        return bool(self.waiting)

    def load(self, key: str, folder: str) -> int:
        self.loaded.add(key)
        return self.submit(f"load:{key}", Load(key, folder))

    def keys(self) -> set[str]:
        return set(self.loaded)

    def unload(self, key: str) -> None:
        self.loaded.discard(key)

    def borrow(self, folder: str, by: str) -> None:
        self.borrowed.append(folder)

    def give_back(self, folder: str, by: str) -> None:
        self.borrowed = [other for other in self.borrowed if other != folder]

    def submit(self, slot: str, job: Job, process: str = "interactive") -> int:
        self.waiting[slot] = job
        self.asked.append(job)
        self.numbers[slot] = len(self.asked)
        return len(self.asked)

    def drop(self, slot: str, process: str = "interactive") -> None:
        self.waiting.pop(slot, None)

    def flush(self, *slots: str) -> None:
        """Answer what waits in ``slots``, or everything until nothing waits."""
        while names := [name for name in (slots or self.waiting) if name in self.waiting]:
            slot = next(iter(names))
            job = self.waiting.pop(slot)
            try:
                event: Event = Replied("interactive", self.numbers[slot], slot, job, answer(job))
            except LabError as error:
                event = Failed("interactive", self.numbers[slot], slot, job, error)
            self.listener(event)

    def restart(self) -> None:
        self.listener(Restarted("interactive", "The inference process was killed (SIGKILL) and is started again."))


def picture(z: Any) -> Any:
    """(n, 28, 28): the first pixels are z itself."""
    images = np.zeros((len(z), 28, 28), np.float32)
    images[:, 0, : z.shape[1]] = z
    return images


def answer(job: Job) -> Frame:
    match job:
        case Load(key, folder):
            bundle.read(Path(folder))
            text = (Path(folder) / bundle.MANIFEST).read_text()
            return Frame({"manifest": text, "has_encoder": True, "image": [28, 28, 1], "decode_ms": 0.1})
        case ReadPoints(key, folder):
            points = bundle.read_points(Path(folder), bundle.read(Path(folder)))
            arrays = {"mu": points.mu, "label": points.label, "split": points.split}
            arrays |= {f"column/{name}": values for name, values in points.columns.items()}
            return Frame({"key": key}, arrays | ({} if points.log_var is None else {"log_var": points.log_var}))
        case Decode(z, dtype):
            images = {f"x_hat/{key}": picture(codes).astype(dtype) for key, codes in z.items()}
            return Frame({"ms": {key: 0.1 * len(codes) for key, codes in z.items()}}, images)
        case Reconstruct(x):
            arrays = {}
            for key, image in x.items():
                d = bundle.read(Path(key)).latent_dim
                rows = [np.resize([one.mean(), one.max()], d) for one in image]
                arrays[f"mu/{key}"] = np.stack(rows).astype(np.float32)
                arrays[f"x_hat/{key}"] = np.full(image.shape, 0.25, np.float32)
                if "vae" in key:
                    arrays[f"log_var/{key}"] = np.full((len(image), d), -4.0, np.float32)
            return Frame({"ms": dict.fromkeys(x, 0.1)}, arrays)
        case Evaluate(field, key, xy=xy):
            kind = FIELDS[field]
            values = np.resize(np.asarray(xy, np.float32).sum(axis=1), (kind.channels, len(xy))).T
            return Frame({"ms": 0.02 * len(xy)}, {"values": values})
        case Neighbours(folders, rows, k):
            near = {f"near/{key}": SAMPLES.nearest(Path(folder), rows, k) for key, folder in folders.items()}
            return Frame({"ms": dict.fromkeys(folders, 20.0)}, near)
        case NearestTo(folders, z, k):
            near = {}
            for key, folder in folders.items():
                near |= SAMPLES.nearest_to(key, Path(folder), z[key], k)
            return Frame({"ms": dict.fromkeys(folders, 2.0)}, near)
        case ReadImages(key, folder, rows):
            return Frame({}, {"images": bundle.read_images(Path(folder), bundle.read(Path(folder)), rows)})
        case Scan():
            return unpack(reader.answer(request(1, job)[4:])[4:])
        case WriteCodes(key, folder, rows):
            return Frame({"key": key}, {"text": np.frombuffer(SAMPLES.csv(Path(folder), rows), np.uint8)})
        case Draw():
            return Frame(*SAMPLING.draw(job))
        case Doubt():
            return Frame({"said": []})
        case FindJudge():
            return Frame({"judge": "", "why": "There is no judge for these images."})
        case JudgeCodes(z=z):
            none = {f"none/{key}": (codes[:, 0] > 0).astype(np.uint8) for key, codes in z.items()}
            return Frame({"ms": {key: 0.5 * len(codes) for key, codes in z.items()}}, none)
        case Measure(key=key, measure=measure, seed=seed):
            found = Figure(float(len(measure)), len(measure) - 0.5, len(measure) + 0.5, 100 + seed)
            return Frame(
                {"key": key, "share": 1.0, "figures": {"letters": found.to_json()}, "notes": []},
                {"z": np.zeros((2, 2))},
            )
        case Trace(z=z):
            return Frame({"length": 1.0, "done": True, "ms": 1.0}, {"z": z.copy()})
        case Refine(key=key, x=x, z=z):
            d = bundle.read(Path(key)).latent_dim
            mu = z if len(z) else np.full((1, d), 0.5, np.float32)
            head = {"key": key, "share": 1.0, "ms": 1.0, "left_ms": 0.0, "decodes": 9}
            return Frame(head, {"mu": mu.copy(), "x_hat": np.full(x.shape, 0.25, np.float32)})
        case Survey(z=z):
            step = np.linalg.norm(np.diff(z, axis=0), axis=1).astype(np.float32)
            near = {"distance": np.zeros(len(z), np.float32), "label": np.zeros(len(z), np.int16)}
            return Frame({"ms": 1.0}, {"step": step, **near})
    raise AssertionError(job)


@pytest.fixture
def library(tiny_bundle: Callable[..., Path], tmp_path: Path) -> Path:
    """A folder with an AE and a VAE of one data set."""
    dataset = bundle.DatasetSpec("tiny", n_train=160, n_test=40, sha256={"images": "0" * 64})
    tiny_bundle("ae-tiny", kind="ae", dataset=dataset, parent=tmp_path / "models")
    tiny_bundle("vae-tiny", kind="vae", dataset=dataset, seed=3, parent=tmp_path / "models")
    return tmp_path / "models"


@pytest.fixture
def session(qapp: object, library: Path) -> Any:
    """A session whose models are open; ``session.fake`` is its client."""
    made = Session(CONTROLLERS, FakeClient, saved=SAVED)  # type: ignore[arg-type]
    made.fake = made.client  # type: ignore[attr-defined]
    made.controller(LibraryController).start([library])
    made.fake.flush()  # type: ignore[attr-defined]
    yield made
    made.close()

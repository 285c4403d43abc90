"""``make``: the bundle of a seed and an index."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from random import Random

from tests.nets.hostile import arrays, disks, jsons, numbers, onnxes, texts
from tests.nets.hostile.draft import start
from tests.nets.hostile.faults import Fault

TABLES: dict[str, tuple[Fault, ...]] = {
    "text": texts.FAULTS,
    "json": jsons.FAULTS,
    "files": disks.FAULTS,
    "numbers": numbers.FAULTS,
    "points": arrays.POINTS,
    "onnx": onnxes.FAULTS,
    "history": arrays.HISTORY,
}
SLOW_EVERY = 50  # one bundle in so many may cost its whole deadline
_QUICK = {kind: [fault for fault in table if not fault.slow] for kind, table in TABLES.items()}
_SLOW = [(kind, fault) for kind, table in TABLES.items() for fault in table if fault.slow]
_SHARES = (
    "onnx",
    "points",
    "text",
    "json",
    "onnx",
    "files",
    "numbers",
    "points",
    "onnx",
    "files",
    "text",
    "json",
    "history",
)


@dataclass(frozen=True)
class Case:
    """A bundle that was made: where it lies (``folder`` may be a link, or not there at all), and what is the matter."""

    index: int
    kind: str
    fault: Fault
    folder: Path

    @property
    def what(self) -> str:
        """Kind and fault in a few words."""
        return f"{self.kind}: {self.fault.name}"


def chosen(index: int) -> tuple[str, Fault]:
    """Kinds and faults take turns, so that few bundles have them all."""
    if index % SLOW_EVERY == SLOW_EVERY - 1:
        return _SLOW[index // SLOW_EVERY % len(_SLOW)]
    kind = _SHARES[index % len(_SHARES)]
    before = sum(_SHARES[k % len(_SHARES)] == kind for k in range(index % (len(_SHARES) * 1000)))
    table = _QUICK[kind]
    return kind, table[before % len(table)]


def make(seed: int, index: int, parent: Path) -> Case:
    """Write bundle ``index`` of ``seed`` below ``parent``: the same bytes each time."""
    kind, fault = chosen(index)
    rng = Random(f"{seed}/{index}")
    name = f"{index:05d}-{kind}"
    draft = start(name, rng, parent.parent / f"{parent.name}-outside")
    fault.apply(draft, rng)
    before = set(parent.iterdir()) if parent.is_dir() else set()
    draft.write(parent / name)
    made = set(parent.iterdir()) - before
    return Case(index, kind, fault, made.pop() if made else parent / name)


def benign(index: int, parent: Path) -> Path:
    """A sound bundle, for a control run."""
    draft = start(f"good-{index:05d}", Random(f"good/{index}"), parent)
    draft.write(parent / draft.name)
    return parent / draft.name

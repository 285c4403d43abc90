"""A training in words and as curves."""

from __future__ import annotations

import re
from pathlib import Path

from aevae_desktop.bundle.snapshot import Snapshot
from aevae_desktop.features.train.state import Epoch, OwnImages, PastRun, PastRuns, Phase, Training
from aevae_desktop.ui import words
from aevae_desktop.ui.charts.interval_curve import Line

MOST_PLACES = 12  # of a curve, whose epochs are written under it
ANSWERS = (
    ("stop", "Stop it", "Stop after this step; it can go on later"),
    ("go_on", "Go on without the window", "It trains to its end, and its model is then in the library"),
)
OWN_FOLDER, OWN_FILE = "A folder of your own pictures", "A file of your own images: NPZ, NPY, IDX"
FILTERS = ("Arrays (*.npz *.npy *ubyte *ubyte.gz)", "All files (*)")
FOLDERS = ("Outer folders", "Inner folders")
FOLDER_TIPS = ("The outer folders are the classes", "The inner folders are the classes")
FLAGS = re.compile(r" \(--[^)]*\)")  # what a note says of the command line
MINUTE, HOUR = 60, 3600  # s


def own_name(own: OwnImages) -> str:
    """What a person's own images are called in the list of sets."""
    return f"{Path(own.place).name}: your own"


def own(found: OwnImages) -> str:
    """What a person's own images are, and what is assumed of them."""
    if found.looking:
        return "Looking at the images…"
    if found.error:
        return f"It does not work: {found.error}"
    channels, high, wide = found.shape
    colour = "grey" if channels == 1 else "colour"
    parts = [f"{found.train:,} images to train on and {found.test:,} to test, {high} × {wide} {colour}"]
    if found.nested is not None:
        parts.append(f"{found.nested[0]:,} outer and {found.nested[1]:,} inner folders")
    elif found.classes:
        parts.append(f"{found.classes:,} classes")
    notes = [FLAGS.sub("", note) for note in found.notes]
    return ", ".join(parts) + "." + "".join(f"\n{note[:1].upper()}{note[1:]}." for note in notes)


def size(encoder: int, decoder: int) -> str:
    """How many weights there will be."""
    return f"{encoder + decoder:,} parameters: encoder {encoder:,}, decoder {decoder:,}"


def said(training: Training) -> str:
    """What is going on, or how it ended."""
    match training.phase:
        case Phase.IDLE:
            return ""
        case Phase.TRAINING:
            share = f"{100 * (training.share or 0.0):.0f} %"
            return f"{training.name}: {share}{_left(training.left)}"
        case Phase.STOPPED:
            rest = "It can go on, or be kept as it is." if training.kept else "Nothing was trained yet."
            return f"{training.name} was stopped. {rest}"
        case Phase.FAILED:
            return f"It did not work: {training.error}"
        case Phase.DONE:
            return "\n".join([f"{training.name} is trained, and among your models.", *training.warnings])
        case _:
            return f"{training.name}: {training.phase.value}"


def closing(training: Training) -> tuple[str, str]:
    """What is asked when the window closes, and what the answers mean."""
    asked = f"{training.name} is still in training. Stop it?"
    return asked, "What is trained so far is kept either way. A run that goes on is found in the Train card again."


def _left(seconds: float | None) -> str:
    if seconds is None:
        return ""
    if seconds < MINUTE:
        return f", {max(round(seconds), 1)} s left"
    return f", {seconds / MINUTE:.0f} min left" if seconds < HOUR else f", {seconds / HOUR:.1f} h left"


def losses(training: Training) -> str:
    """The last epoch's losses."""
    if not training.epochs:
        return ""
    row = training.epochs[-1]
    parts = [f"Epoch {row.epoch}: reconstruction {words.figure(row.reconstruction)}"]
    if training.kind == "vae":
        parts.append(f"KL {words.figure(row.kl)}")
    if row.validation_reconstruction is not None:
        held = f"of images held out {words.figure(row.validation_reconstruction)}"
        kl = row.validation_kl
        parts.append(held + (f" and KL {words.figure(kl)}" if training.kind == "vae" and kl is not None else ""))
    return ", ".join(parts) + " nats an image"


def shot(found: Snapshot) -> str:
    """What the two pictures of the map are."""
    when = f"after epoch {found.epoch:,}" if found.epoch else "before training"
    low, high = found.extent[:2].tolist(), found.extent[2:].tolist()
    axes = [k for k in (0, 1) if k == 0 or low[k] < high[k]]  # a code may be one number
    where = " and ".join(f"z{k + 1} from {low[k]:.2g} to {high[k]:.2g}" for k in axes)
    return f"{len(found.codes):,} images {when}: their codes, and what is decoded at {where}."


NO_RUN = "No other run"


def past(run: PastRun) -> str:
    """A run of before, and how it ended."""
    last = run.epochs[-1]
    nll, kl = _ends(last)
    figures = f"{nll:,.1f}" + (f" + {kl:,.1f}" if run.kind == "vae" else "")
    how = "" if run.trained else ", stopped"
    return f"{run.name}: {last.epoch:,} epochs{how}, {figures} nats"


def _ends(row: Epoch) -> tuple[float, float]:
    """Reconstruction and KL of the images that were held out, else of those of training."""
    held = row.validation_reconstruction
    if held is None:
        return row.reconstruction, row.kl
    return held, row.validation_kl or 0.0


def curves(training: Training, runs: PastRuns) -> tuple[str, list[Line]]:
    """What is drawn over the epochs: the losses of the run, or with another beside it the sum of each one's losses."""
    other = runs.beside
    if other is None or other.name == training.name:
        return "Loss, nats an image", lines(training)
    both = (("this run", "warm", training.epochs), (other.name, "accent", other.epochs))
    made = [_line(name, tone, [(row.epoch, sum(_ends(row))) for row in _some(epochs)]) for name, tone, epochs in both]
    return "Reconstruction and KL together, nats an image", [line for line in made if line.x]


def lines(training: Training) -> list[Line]:
    """The losses over the epochs: those of training, and those of the images that were held out."""
    rows = _some(training.epochs)
    vae = training.kind == "vae"
    made = [_line("reconstruction", "warm", [(row.epoch, row.reconstruction) for row in rows])]
    held = [(row.epoch, row.validation_reconstruction) for row in rows]
    made.append(_line("held out", "accent", held))
    if vae:
        made.append(_line("KL", "muted", [(row.epoch, row.kl) for row in rows]))
    return [line for line in made if line.x]


def _some(epochs: tuple[Epoch, ...]) -> list[Epoch]:
    """Not more than ``MOST_PLACES`` of them, in even steps."""
    step = -(-len(epochs) // MOST_PLACES) or 1
    return [row for row in epochs if step == 1 or row.epoch % step == 0]


def _line(name: str, tone: str, points: list[tuple[int, float]] | list[tuple[int, float | None]]) -> Line:
    there = [(float(x), value) for x, value in points if value is not None]
    x, values = tuple(x for x, _ in there), tuple(value for _, value in there)
    return Line(name, tone, x, values, values, values)

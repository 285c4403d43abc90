"""A training in words and as curves."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from aevae_desktop.bundle.snapshot import Snapshot
from aevae_desktop.features.train.state import Epoch, OwnImages, PastRun, PastRuns, Phase, Training
from aevae_desktop.language import translate
from aevae_desktop.ui import words
from aevae_desktop.ui.charts.interval_curve import Line

MOST_PLACES = 12  # of a curve, whose epochs are written under it
ANSWERS = (
    ("stop", translate("train", "Stop it"), translate("train", "Stop after this step; it can go on later")),
    (
        "go_on",
        translate("train", "Go on without the window"),
        translate("train", "It trains to its end, and its model is then in the library"),
    ),
)
OWN_FOLDER, OWN_FILE = (
    translate("train", "A folder of your own pictures"),
    translate("train", "A file of your own images: NPZ, NPY, IDX"),
)
FILTERS = (translate("train", "Arrays (*.npz *.npy *ubyte *ubyte.gz)"), translate("train", "All files (*)"))
FOLDERS = (translate("train", "Outer folders"), translate("train", "Inner folders"))
FOLDER_TIPS = (
    translate("train", "The outer folders are the classes"),
    translate("train", "The inner folders are the classes"),
)
FLAGS = re.compile(r" \(--[^)]*\)")  # what a note says of the command line
MINUTE, HOUR = 60, 3600  # s


def own_name(own: OwnImages) -> str:
    """What a person's own images are called in the list of sets."""
    return translate("train", "{name}: your own").format(name=Path(own.place).name)


def own(found: OwnImages) -> str:
    """What a person's own images are, and what is assumed of them."""
    if found.looking:
        return translate("train", "Looking at the images…")
    if found.error:
        return translate("train", "It does not work: {error}").format(error=found.error)
    channels, high, wide = found.shape
    colour = translate("train", "grey") if channels == 1 else translate("train", "colour")
    parts = [
        translate("train", "{train:,} images to train on and {test:,} to test, {high} × {wide} {colour}").format(
            train=found.train, test=found.test, high=high, wide=wide, colour=colour
        )
    ]
    if found.nested is not None:
        parts.append(
            translate("train", "{outer:,} outer and {inner:,} inner folders").format(
                outer=found.nested[0], inner=found.nested[1]
            )
        )
    elif found.classes:
        parts.append(translate("train", "{classes:,} classes").format(classes=found.classes))
    return "\n".join([", ".join(parts) + ".", *assumed(found.notes)])


def assumed(notes: Sequence[str]) -> list[str]:
    """What was assumed of a person's own images, a sentence each, without what it says of the command line."""
    plain = (FLAGS.sub("", note).removesuffix(".") for note in notes)
    return [f"{note[:1].upper()}{note[1:]}." for note in plain]


def size(encoder: int, decoder: int) -> str:
    """How many weights there will be."""
    return translate("train", "{all:,} parameters: encoder {encoder:,}, decoder {decoder:,}").format(
        all=encoder + decoder, encoder=encoder, decoder=decoder
    )


def said(training: Training) -> str:
    """What is going on, or how it ended."""
    match training.phase:
        case Phase.IDLE:
            return ""
        case Phase.TRAINING:
            share = f"{100 * (training.share or 0.0):.0f} %"
            return f"{training.name}: {share}{_left(training.left)}"
        case Phase.STOPPED:
            rest = (
                translate("train", "It can go on, or be kept as it is.")
                if training.kept
                else translate("train", "Nothing was trained yet.")
            )
            return translate("train", "{name} was stopped. {rest}").format(name=training.name, rest=rest)
        case Phase.FAILED:
            return translate("train", "It did not work: {error}").format(error=training.error)
        case Phase.DONE:
            return "\n".join(
                [
                    translate("train", "{name} is trained, and among your models.").format(name=training.name),
                    *training.warnings,
                ]
            )
        case _:
            return f"{training.name}: {training.phase.value}"


def closing(training: Training) -> tuple[str, str]:
    """What is asked when the window closes, and what the answers mean."""
    asked = translate("train", "{name} is still in training. Stop it?").format(name=training.name)
    return asked, translate(
        "train", "What is trained so far is kept either way. A run that goes on is found in the Train card again."
    )


def _left(seconds: float | None) -> str:
    if seconds is None:
        return ""
    if seconds < MINUTE:
        return translate("train", ", {seconds} s left").format(seconds=max(round(seconds), 1))
    return (
        translate("train", ", {seconds:.0f} min left").format(seconds=seconds / MINUTE)
        if seconds < HOUR
        else translate("train", ", {seconds:.1f} h left").format(seconds=seconds / HOUR)
    )


def losses(training: Training) -> str:
    """The last epoch's losses."""
    if not training.epochs:
        return ""
    row = training.epochs[-1]
    parts = [
        translate("train", "Epoch {epoch}: reconstruction {reconstruction}").format(
            epoch=row.epoch, reconstruction=words.figure(row.reconstruction)
        )
    ]
    if training.kind == "vae":
        parts.append(translate("train", "KL {kl}").format(kl=words.figure(row.kl)))
    if row.validation_reconstruction is not None:
        held = translate("train", "of images held out {error}").format(
            error=words.figure(row.validation_reconstruction)
        )
        kl = row.validation_kl
        parts.append(
            held
            + (
                translate("train", " and KL {kl}").format(kl=words.figure(kl))
                if training.kind == "vae" and kl is not None
                else ""
            )
        )
    return ", ".join(parts) + translate("train", " nats an image")


def shot(found: Snapshot) -> str:
    """What the two pictures of the map are."""
    when = (
        translate("train", "after epoch {epoch:,}").format(epoch=found.epoch)
        if found.epoch
        else translate("train", "before training")
    )
    low, high = found.extent[:2].tolist(), found.extent[2:].tolist()
    axes = [k for k in (0, 1) if k == 0 or low[k] < high[k]]  # a code may be one number
    where = translate("train", " and ").join(
        translate("train", "z{k} from {low:.2g} to {high:.2g}").format(k=k + 1, low=low[k], high=high[k]) for k in axes
    )
    return translate("train", "{codes:,} images {when}: their codes, and what is decoded at {where}.").format(
        codes=len(found.codes), when=when, where=where
    )


NO_RUN = translate("train", "No other run")


def past(run: PastRun) -> str:
    """A run of before, and how it ended."""
    last = run.epochs[-1]
    nll, kl = _ends(last)
    figures = f"{nll:,.1f}" + (f" + {kl:,.1f}" if run.kind == "vae" else "")
    how = "" if run.trained else translate("train", ", stopped")
    return translate("train", "{name}: {epoch:,} epochs{how}, {figures} nats").format(
        name=run.name, epoch=last.epoch, how=how, figures=figures
    )


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
        return translate("train", "Loss, nats an image"), lines(training)
    both = ((translate("train", "this run"), "warm", training.epochs), (other.name, "accent", other.epochs))
    made = [_line(name, tone, [(row.epoch, sum(_ends(row))) for row in _some(epochs)]) for name, tone, epochs in both]
    return translate("train", "Reconstruction and KL together, nats an image"), [line for line in made if line.x]


def lines(training: Training) -> list[Line]:
    """The losses over the epochs: those of training, and those of the images that were held out."""
    rows = _some(training.epochs)
    vae = training.kind == "vae"
    made = [_line("reconstruction", "warm", [(row.epoch, row.reconstruction) for row in rows])]
    held = [(row.epoch, row.validation_reconstruction) for row in rows]
    made.append(_line(translate("train", "held out"), "accent", held))
    if vae:
        made.append(_line(translate("train", "KL"), "muted", [(row.epoch, row.kl) for row in rows]))
    return [line for line in made if line.x]


def _some(epochs: tuple[Epoch, ...]) -> list[Epoch]:
    """Not more than ``MOST_PLACES`` of them, in even steps."""
    step = -(-len(epochs) // MOST_PLACES) or 1
    return [row for row in epochs if step == 1 or row.epoch % step == 0]


def _line(name: str, tone: str, points: list[tuple[int, float]] | list[tuple[int, float | None]]) -> Line:
    there = [(float(x), value) for x, value in points if value is not None]
    x, values = tuple(x for x, _ in there), tuple(value for _, value in there)
    return Line(name, tone, x, values, values, values)

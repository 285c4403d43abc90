"""Images that are being encoded, in words."""

from __future__ import annotations

import re
from pathlib import Path

from aevae_desktop.features.encoding.state import Encoding, Phase
from aevae_desktop.language import translate

FOLDER, FILE = (
    translate("encoding", "A folder of your own pictures"),
    translate("encoding", "A file of your own images: NPZ, NPY, IDX"),
)
SETS = translate("encoding", "Images of a known data set, if its files are on this machine")
FILTERS = (translate("encoding", "Arrays (*.npz *.npy *ubyte *ubyte.gz)"), translate("encoding", "All files (*)"))
FOLDERS = (translate("encoding", "Outer folders"), translate("encoding", "Inner folders"))
FOLDER_TIPS = (
    translate("encoding", "Of nested folders the outer are the classes"),
    translate("encoding", "Of nested folders the inner are the classes"),
)
FLAGS = re.compile(r" \(--[^)]*\)")  # what a note says of the command line


def said(part: Encoding) -> str:
    """What is going on, or how it ended."""
    name = Path(part.place).name
    match part.phase:
        case Phase.IDLE:
            return ""
        case Phase.LOOKING:
            return translate("encoding", "Looking at {name}…").format(name=name)
        case Phase.ENCODING:
            return translate("encoding", "{done:,} of {n:,} images of {name}, by {model}").format(
                done=part.done, n=part.n, name=name, model=part.model
            )
        case Phase.WRITING:
            return translate("encoding", "Writing the codes of {done:,} images…").format(done=part.done)
        case Phase.DONE:
            return translate(
                "encoding", "{done:,} images of {name} are encoded: {bundle} is among your models."
            ).format(done=part.done, name=name, bundle=Path(part.folder).name)
        case Phase.CANCELLED:
            return translate("encoding", "Cancelled.")
        case Phase.FAILED:
            return translate("encoding", "It does not work: {error}").format(error=part.error)


def notes(part: Encoding) -> str:
    """What was assumed of the images, and what was left out."""
    lines = [FLAGS.sub("", note) for note in part.notes]
    if part.skipped and part.phase is not Phase.FAILED:
        lines.append(
            translate("encoding", "{skipped:,} could not be read; the first: {why}").format(
                skipped=part.skipped, why=part.why
            )
        )
    return "\n".join(f"{line[:1].upper()}{line[1:]}" for line in lines)

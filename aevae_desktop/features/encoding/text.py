"""Images that are being encoded, in words."""

from __future__ import annotations

import re
from pathlib import Path

from aevae_desktop.features.encoding.state import Encoding, Phase

FOLDER, FILE = "A folder of your own pictures", "A file of your own images: NPZ, NPY, IDX"
SETS = "Images of a known data set, if its files are on this machine"
FILTERS = ("Arrays (*.npz *.npy *ubyte *ubyte.gz)", "All files (*)")
FOLDERS = ("Outer folders", "Inner folders")
FOLDER_TIPS = ("Of nested folders the outer are the classes", "Of nested folders the inner are the classes")
FLAGS = re.compile(r" \(--[^)]*\)")  # what a note says of the command line


def said(part: Encoding) -> str:
    """What is going on, or how it ended."""
    name = Path(part.place).name
    match part.phase:
        case Phase.IDLE:
            return ""
        case Phase.LOOKING:
            return f"Looking at {name}…"
        case Phase.ENCODING:
            return f"{part.done:,} of {part.n:,} images of {name}, by {part.model}"
        case Phase.WRITING:
            return f"Writing the codes of {part.done:,} images…"
        case Phase.DONE:
            return f"{part.done:,} images of {name} are encoded: {Path(part.folder).name} is among your models."
        case Phase.CANCELLED:
            return "Cancelled."
        case Phase.FAILED:
            return f"It does not work: {part.error}"


def notes(part: Encoding) -> str:
    """What was assumed of the images, and what was left out."""
    lines = [FLAGS.sub("", note) for note in part.notes]
    if part.skipped and part.phase is not Phase.FAILED:
        lines.append(f"{part.skipped:,} could not be read; the first: {part.why}")
    return "\n".join(f"{line[:1].upper()}{line[1:]}" for line in lines)

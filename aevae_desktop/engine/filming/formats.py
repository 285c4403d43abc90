"""The formats of a film in one table, and which of them this machine can write. Nothing heavy is imported."""

from __future__ import annotations

import importlib.util
import shutil
from dataclasses import dataclass
from pathlib import Path

from aevae_desktop.errors import DataError
from aevae_desktop.language import translate


@dataclass(frozen=True)
class Format:
    """A row: ``encode(job, tell)`` is in the module ``name`` beside this one.

    ``suffix`` is a file's ending; ``note`` is for the card. A ``moving`` format plays, the others hold tiles or numbers
    and may hold a grid. It ``needs`` pillow, Pillow's webp, or ffmpeg. ``most_fps`` is what viewers play in time;
    ``side`` px the format can say, and a film of more than ``most`` px, all frames together, is refused.
    """

    name: str
    title: str
    note: str
    needs: str = "pillow"
    moving: bool = True
    most_fps: int = 60
    side: int = 16_000
    most: int = 400_000_000

    @property
    def suffix(self) -> str:
        """The ending of a file of this format, with its dot."""
        return f".{self.name}"


FORMATS: tuple[Format, ...] = (
    Format("gif", "GIF", translate("engine", "Plays everywhere. Exact in grey, 256 colours a frame."), most_fps=50),
    Format(
        "webp", translate("engine", "WebP"), translate("engine", "Plays on the web; small and exact."), needs="webp"
    ),
    Format("apng", "APNG", translate("engine", "An animated PNG, exact; some viewers show it still.")),
    Format("mp4", "MP4", translate("engine", "A video for slides and messages; close, not exact."), needs="ffmpeg"),
    Format("png", "PNG", translate("engine", "Tiles in one picture, exact."), moving=False),
    Format(
        "npz", "NPZ", translate("engine", "The images as decoded and their codes, for numpy."), needs="", moving=False
    ),
)
REMEDIES = {
    "pillow": (translate("engine", "Pillow is not installed"), translate("engine", "Install it: pip install pillow")),
    "webp": (
        translate("engine", "this Pillow cannot write WebP"),
        translate("engine", "Choose another format, or install a Pillow that can."),
    ),
    "ffmpeg": (
        translate("engine", "MP4 is written by ffmpeg, which is not on this machine"),
        translate("engine", "Install ffmpeg, or choose another format."),
    ),
}


def named(name: str) -> Format:
    """The row of that name. Raises ``DataError``."""
    found = next((row for row in FORMATS if row.name == name), None)
    if found is None:
        endings = ", ".join(row.suffix for row in FORMATS)
        raise DataError("no format of a film", found=f".{name}" if name else "no ending", expected=endings)
    return found


def offered() -> tuple[Format, ...]:
    """The formats that can be written here and now."""
    return tuple(row for row in FORMATS if lack(row) is None)


def lack(row: Format) -> DataError | None:
    """Why a format cannot be written here; None where it can. Pillow is looked for, never imported."""
    folders = _pillow()
    have = row.needs == "" or bool(folders)
    if row.needs == "webp":
        have = any(next(folder.glob("_webp.*"), None) for folder in folders)
    elif row.needs == "ffmpeg":
        have = have and shutil.which("ffmpeg") is not None
    if have:
        return None
    what, remedy = REMEDIES[row.needs if folders else "pillow"]
    return DataError(what, remedy=remedy)


def _pillow() -> list[Path]:
    spec = importlib.util.find_spec("PIL")
    return [Path(folder) for folder in (spec.submodule_search_locations or ())] if spec is not None else []

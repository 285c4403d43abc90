"""The export of a film as the state holds it: what is asked for, and how far it is."""

from __future__ import annotations

from dataclasses import dataclass

from aevae_desktop.errors import LabError


@dataclass(frozen=True)
class FilmOptions:
    """What a person may choose.

    ``format``: a row of ``formats.FORMATS``. ``grid``: decodes all over the map rather than the path's film. ``alone``:
    the map in hand rather than all on screen. ``tile`` px an image's longer side, ``smooth`` or by nearest pixel.
    ``fps`` and ``repeat`` (of ``frame_schedule.REPEATS``) are for moving formats, ``tiles`` in a row for the others.
    """

    format: str = "gif"
    grid: bool = False
    alone: bool = False
    tile: int = 224
    smooth: bool = False
    fps: int = 30
    repeat: str = "ping-pong"
    tiles: int = 11


@dataclass(frozen=True)
class Filming:
    """The export to ``path`` that is under way, or was the last: ``share`` of it is done, None once it is over.

    ``error`` says why there is no file.
    """

    path: str = ""
    share: float | None = None
    error: LabError | None = None

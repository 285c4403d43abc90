"""What the filming process is asked, how large that becomes, and what it answers. For both sides; no Pillow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from aevae_desktop.core.paths import frame_schedule
from aevae_desktop.engine.filming.formats import named
from aevae_desktop.engine.wire.frames import MAX_REPLY, Arrays, Frame, ProtocolError, pack
from aevae_desktop.errors import DataError, LabError

_ROOM = 4096  # bytes of the last reply that are not the file
FRAMES = ".frames"  # how the name of an array of images ends
TILE_LEAST, TILE_MOST = 8, 2048  # px
FPS_LEAST, FPS_MOST = 1, 60
SMALLER = "Make the tiles smaller, or fewer."
U8 = NDArray[np.uint8]


@dataclass(frozen=True, eq=False)
class FilmJob:
    """One file to make.

    ``arrays``: what an NPZ holds; those whose names end in ``.frames`` are the images of one map each, ``(n, h, w)`` or
    ``(n, h, w, 3) uint8``. ``rows``: which of them are shown, by the array's name; all where it has none. They are as
    many in all, and become the images on the other side. ``mark``: the record's bytes, as ``metadata.mark`` makes them.
    ``tile``: px of an image's longer side. Moving formats play ``fps`` images a second, ``repeat``ed; the others put
    ``columns`` tiles in a row, the maps below each other (``down``) or side by side.
    """

    format: str
    arrays: Mapping[str, NDArray[Any]]
    mark: bytes = b""
    tile: int = 224
    smooth: bool = False
    fps: int = 30
    repeat: str = "ping-pong"
    closed: bool = False
    columns: int = 1
    down: bool = True
    rows: Mapping[str, list[int]] = field(default_factory=dict)

    @property
    def counts(self) -> tuple[int, ...]:
        """How many images of each map are shown."""
        return tuple(len(self.rows.get(name, array)) for name, array in self.arrays.items() if name.endswith(FRAMES))

    @property
    def films(self) -> tuple[U8, ...]:
        """The images of each map."""
        return tuple(array for name, array in self.arrays.items() if name.endswith(FRAMES))


@dataclass(frozen=True)
class Extent:
    """What comes out: px, pictures in one round (of a still: its tiles, or the images), and seconds (0 for a still)."""

    width: int
    height: int
    count: int
    seconds: float = 0.0


def layout(job: FilmJob) -> frame_schedule.Layout:
    """Where each map's frame, or block of tiles, stands in the picture."""
    sizes = [frame_schedule.scaled(film.shape[1], film.shape[2], job.tile) for film in job.films]
    if named(job.format).moving:
        return frame_schedule.laid(sizes, job.tile)
    rows = [-(-count // job.columns) for count in job.counts]
    blocks = [(h * r, w * job.columns) for (h, w), r in zip(sizes, rows, strict=True)]
    return frame_schedule.laid(blocks, job.tile, job.down)


def extent(job: FilmJob) -> Extent:
    """What ``job`` would make. Raises ``DataError`` where that cannot be, in one line that says what to change."""
    kind, made = named(job.format), layout(job)
    count = len(frame_schedule.order(job.counts[0], job.repeat, job.closed)) if kind.moving else sum(job.counts)
    size = f"{made.width:,} × {made.height:,} px"
    if not TILE_LEAST <= job.tile <= TILE_MOST:
        raise DataError(field="tile", found=f"{job.tile} px", expected=f"{TILE_LEAST} to {TILE_MOST} px")
    if kind.moving and not FPS_LEAST <= job.fps <= kind.most_fps:
        most = f"{FPS_LEAST} to {kind.most_fps} for {kind.title}: viewers slow down what is faster"
        raise DataError(field="frames a second", found=job.fps, expected=most)
    if kind.name != "npz" and max(made.width, made.height) > kind.side:
        raise DataError(f"{size} is too large for {kind.title}", remedy=SMALLER)
    if kind.name != "npz" and made.width * made.height * (count if kind.moving else 1) > kind.most:
        each = f"{count} frames of " if kind.moving else ""
        raise DataError(f"{each}{size} is too much for an export", remedy=SMALLER)
    return Extent(made.width, made.height, count, count / job.fps if kind.moving else 0.0)


def request(job: FilmJob) -> bytes:
    """The bytes that ask for ``job``. Raises ``DataError`` for more than may travel."""
    header = {name: getattr(job, name) for name in (*_PLAIN, "rows")}
    arrays = {**job.arrays, "mark": np.frombuffer(job.mark, np.uint8)}
    try:
        return pack(header, arrays)
    except ProtocolError as error:
        raise DataError("these are more images than an export may have", remedy="Take fewer tiles.") from error


def parsed(frame: Frame) -> FilmJob:
    """The job in a request. Raises ``ProtocolError`` on nonsense."""
    arrays: Arrays = dict(frame.arrays)
    try:
        mark = arrays.pop("mark").tobytes()
        arrays |= {name: arrays[name][rows] for name, rows in frame.header["rows"].items()}
        return FilmJob(arrays=arrays, mark=mark, **{name: frame.header[name] for name in _PLAIN})
    except (KeyError, TypeError) as error:
        raise ProtocolError(f"a request that is incomplete: {error!r}") from error


def progress(share: float) -> bytes:
    """So much is done, 0 to 1."""
    return pack({"share": share})


def finished(data: bytes) -> bytes:
    """The file is made. Raises ``MemoryError`` for one that is larger than the window takes."""
    if len(data) > MAX_REPLY - _ROOM:
        raise MemoryError(f"a film of {len(data)} bytes, the limit is {MAX_REPLY - _ROOM}")
    return pack({"done": True}, {"data": np.frombuffer(data, np.uint8)})


def failed(error: LabError) -> bytes:
    """It cannot be made."""
    return pack({"error": error.to_json()})


_PLAIN = ("format", "tile", "smooth", "fps", "repeat", "closed", "columns", "down")

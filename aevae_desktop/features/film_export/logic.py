"""Films as files: what a person may choose, and what of the state becomes the images of a job. Pure functions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from aevae_desktop.core.map.lattice import Lattice
from aevae_desktop.core.map.view2d import View2D
from aevae_desktop.core.paths import frame_schedule
from aevae_desktop.engine.filming.formats import FORMATS, lack, named
from aevae_desktop.engine.filming.job import FRAMES, TILE_LEAST, TILE_MOST, Extent, FilmJob, extent
from aevae_desktop.errors import DataError
from aevae_desktop.features.figures import metadata
from aevae_desktop.features.figures.record import taken
from aevae_desktop.features.film_export.state import FilmOptions
from aevae_desktop.features.path.state import Curves, FrameSequence, PathState
from aevae_desktop.language import translate
from aevae_desktop.session.model import U8, Model
from aevae_desktop.session.saved import Saved
from aevae_desktop.session.state import SessionState

TILES = (1, 100)  # the least and the most in a row
MOST_BYTES = 400_000_000  # of decoded images, before they are scaled
Arrays = dict[str, NDArray[Any]]


@dataclass(frozen=True, eq=False)
class Grid:
    """Places of one map that are decoded for a grid: ``z: (n, d) float32``, row by row from the top."""

    model: Model
    lattice: Lattice
    z: NDArray[np.float32]


def check(path: Path, options: FilmOptions) -> None:
    """Raises ``DataError`` if a file of this name cannot be such a film, or not here."""
    row = named(options.format)
    if path.suffix.lower() != row.suffix:
        raise DataError(file=path, found=f"the ending {path.suffix!r}", expected=row.suffix)
    if (missing := lack(row)) is not None:
        raise missing
    if options.grid and row.moving:
        stills = " or ".join(other.title for other in FORMATS if not other.moving)
        raise DataError(translate("film_export", "a grid does not move"), found=row.title, expected=stills)
    try:
        there = path.parent.is_dir()
    except OSError as error:  # a folder that may not be looked into, or a name that cannot be one
        raise DataError(
            translate("film_export", "cannot write the film: {strerror}").format(strerror=error.strerror),
            file=path.parent,
        ) from error
    if not there:
        raise DataError(translate("film_export", "cannot write the film: no such folder"), file=path.parent)


def panes(state: SessionState, options: FilmOptions) -> tuple[int, ...]:
    """The maps that can be filmed as they are asked for, left to right. Raises ``DataError`` where there is none."""
    wanted = (state.lead,) if options.alone else state.shown
    found = tuple(i for i in wanted if state.panes[i].model is not None)
    if not found:
        raise DataError(
            translate("film_export", "there is no map to film"), remedy=translate("film_export", "Open a model first.")
        )
    if not options.grid:
        found = tuple(i for i in found if state.panes[i].get(FrameSequence) is not None)
        if not found:
            raise DataError(
                translate("film_export", "there is no path to film"),
                remedy=translate("film_export", "Press P, then click on a map for two way-points."),
            )
    return found


def film_job(state: SessionState, options: FilmOptions, which: tuple[int, ...], mark: bytes = b"") -> FilmJob:
    """The film of the path in the maps ``which``, as far as it is decoded. Raises ``DataError`` where it is gone."""
    films = {i: film for i in which if (film := state.panes[i].get(FrameSequence)) is not None}
    if len(films) < len(which):
        raise DataError(
            translate("film_export", "the path was taken away meanwhile"),
            remedy=translate("film_export", "Nothing was written."),
        )
    moving = named(options.format).moving
    longest = max(len(film.frames) for film in films.values())
    count = longest if moving or options.format == "npz" else options.tiles
    rows = {i: frame_schedule.picked(len(film.frames), count) for i, film in films.items()}
    arrays: Arrays = {f"map{i + 1}{FRAMES}": film.frames for i, film in films.items()}
    shown = {f"map{i + 1}{FRAMES}": rows[i].tolist() for i, film in films.items() if len(rows[i]) != len(film.frames)}
    if options.format == "npz":
        arrays |= {f"map{i + 1}.z": film.z[rows[i]].astype(np.float32) for i, film in films.items()}
        arrays["t"] = np.linspace(0.0, 1.0, count)
    closed = all(np.array_equal(film.z[0], film.z[-1]) for film in films.values())
    return replace(_job(options, arrays, mark, columns=count, down=True, closed=closed), rows=shown)


def ready(state: SessionState, which: tuple[int, ...]) -> float:
    """The share of the frames of ``which`` that are decoded; 0 while a curve is traced, whose film is another then."""
    if not all(_settled(state, i) for i in which):
        return 0.0
    films = [film for i in which if (film := state.panes[i].get(FrameSequence)) is not None]
    return float(np.mean([film.ready.mean() for film in films])) if films else 0.0


def grids(
    state: SessionState, views: Mapping[int, View2D], options: FilmOptions, which: tuple[int, ...]
) -> dict[int, Grid]:
    """``options.tiles`` places across what each map shows, and as many rows as fit. Raises ``DataError``."""
    if not TILES[0] <= options.tiles <= TILES[1]:
        raise DataError(field="tiles", found=options.tiles, expected=f"{TILES[0]} to {TILES[1]}")
    made, size = {}, 0
    for i in which:
        model, view = state.panes[i].model, views.get(i)
        if model is None or view is None:
            raise DataError(
                translate("film_export", "there is no map to film"),
                remedy=translate("film_export", "Open a model first."),
            )
        lattice = spread(view, options.tiles)
        image = model.manifest.image
        size += len(lattice) * image.height * image.width * image.channels
        made[i] = Grid(model, lattice, model.plane.lift(lattice.places()).astype(np.float32))
    if size > MOST_BYTES:
        raise DataError(
            translate("film_export", "these are more images than an export may have"),
            remedy=translate("film_export", "Take fewer tiles."),
        )
    return made


def spread(view: View2D, across: int) -> Lattice:
    """A lattice of ``across`` columns over what ``view`` shows, its rows in the middle."""
    x0, y0, x1, y1 = view.bounds()
    step = (x1 - x0) / across
    rows = max(1, round((y1 - y0) / step))
    top = (y0 + y1) / 2 + (rows - 1) / 2 * step
    return Lattice(x0 + step / 2, top, step, rows, across)


def grid_job(options: FilmOptions, made: Mapping[int, Grid], images: Mapping[int, U8], mark: bytes = b"") -> FilmJob:
    """The tiles of a grid: ``images[i]``, those of map i in the order of its places."""
    arrays: Arrays = {f"map{i + 1}{FRAMES}": images[i] for i in made}
    if options.format == "npz":
        for i, grid in made.items():
            arrays |= {f"map{i + 1}.z": grid.z, f"map{i + 1}.xy": grid.lattice.places()}
            arrays[f"map{i + 1}.shape"] = np.array((grid.lattice.rows, grid.lattice.columns))
    return _job(options, arrays, mark, columns=options.tiles, down=False, closed=False)


def outlook(state: SessionState, views: Mapping[int, View2D], options: FilmOptions) -> Extent:
    """How large, how long and of how many pictures the file would be. Raises ``DataError`` where it cannot be."""
    which = panes(state, options)
    if not options.grid:
        return extent(film_job(state, options, which))
    made = grids(state, views, options, which)
    return extent(grid_job(options, made, {i: _blank(grid) for i, grid in made.items()}))


def mark(
    state: SessionState,
    views: Mapping[int, View2D],
    saved: Sequence[Saved],
    theme: str,
    options: FilmOptions,
    which: tuple[int, ...],
    what: str = "",
) -> bytes:
    """The record that the file carries: that of a figure of these maps, and how it was filmed; ``what``: what else."""
    record = taken(state, views, saved, theme, which)
    names = {f"map{i + 1}": model.manifest.id for i in which if (model := state.panes[i].model) is not None}
    how = {
        "what": what or ("grid" if options.grid else "path"),
        "maps": names,
        "tile": options.tile,
        "smooth": options.smooth,
    }
    moving = named(options.format).moving
    how |= {"fps": options.fps, "repeat": options.repeat} if moving else {"tiles": options.tiles}
    return metadata.mark(options.format, record, film=how)


def words(options: FilmOptions, made: Extent) -> str:
    """``240 frames · 8.0 s · 452 × 224 px``, or what else the file would hold."""
    if options.format == "npz":
        return translate("film_export", "{count:,} images as they were decoded, and their codes").format(
            count=made.count
        )
    size = f"{made.width:,} × {made.height:,} px"
    if not named(options.format).moving:
        return translate("film_export", "{count:,} tiles · {size}").format(count=made.count, size=size)
    if made.count == 1:
        return translate("film_export", "1 frame · {seconds:.1f} s · {size}").format(seconds=made.seconds, size=size)
    said = translate("film_export", "{n:,} frames · {seconds:.1f} s · {size}")
    return said.format(n=made.count, seconds=made.seconds, size=size)


def remark(state: SessionState, options: FilmOptions) -> str:
    """What is not quite as asked for: squares of two sizes, or frames of two lengths; otherwise nothing."""
    if options.format == "npz":
        return ""
    sides = [max(m.manifest.image.height, m.manifest.image.width) for _, m in state.shown_models()]
    side = next((side for side in sides if options.tile % side), None)
    if side is not None and not options.smooth:
        return translate(
            "film_export", "{tile} px is not a multiple of {side}: some squares are 1 px larger than others."
        ).format(tile=options.tile, side=side)
    if options.format == "gif" and frame_schedule.HUNDREDTHS % options.fps:
        least = frame_schedule.HUNDREDTHS // options.fps
        return translate(
            "film_export", "A frame lasts {least} or {more} hundredths of a second: the film keeps its time."
        ).format(least=least, more=least + 1)
    return ""


def _job(options: FilmOptions, arrays: Arrays, mark: bytes, columns: int, down: bool, closed: bool) -> FilmJob:
    if not TILE_LEAST <= options.tile <= TILE_MOST:
        raise DataError(field="tile", found=f"{options.tile} px", expected=f"{TILE_LEAST} to {TILE_MOST} px")
    if not TILES[0] <= options.tiles <= TILES[1]:
        raise DataError(field="tiles", found=options.tiles, expected=f"{TILES[0]} to {TILES[1]}")
    return FilmJob(
        options.format,
        arrays,
        mark,
        options.tile,
        options.smooth,
        options.fps,
        options.repeat,
        closed,
        columns,
        down,
    )


def _settled(state: SessionState, pane: int) -> bool:
    """Whether the path in ``pane`` is where it stays: traced, and its steps made even where they should be."""
    spec = state.part(PathState).spec
    curve = state.panes[pane].part(Curves).get(spec.kind)
    if curve is None or curve.error:
        return True
    return curve.done and not (spec.even and curve.survey is None)


def _blank(grid: Grid) -> U8:
    """Images that are not there yet, without their memory."""
    image = grid.model.manifest.image
    shape = (len(grid.lattice), image.height, image.width) + ((3,) if image.channels == 3 else ())
    blank: U8 = np.broadcast_to(np.zeros(1, np.uint8), shape)
    return blank

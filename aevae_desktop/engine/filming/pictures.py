"""Frames side by side in one picture, scaled by Pillow."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from aevae_desktop.core.images.grey_levels import to_uint8
from aevae_desktop.core.images.line_plot import is_signal, plotted
from aevae_desktop.core.paths import frame_schedule
from aevae_desktop.engine.filming.job import U8, FilmJob, layout

GREY = 128  # of a seam: seen beside black and beside white
Tell = Callable[[float], None]
Patch = tuple[int, int, U8]


def frames(job: FilmJob, tell: Tell) -> Iterator[U8]:
    """The pictures of one round, ``(h, w)`` or ``(h, w, 3) uint8``, the maps side by side; all of one kind."""
    count, made, colour = len(job.films[0]), layout(job), _coloured(job)
    rows = frame_schedule.order(count, job.repeat, job.closed)
    for k, row in enumerate(rows.tolist()):
        picture = np.full((made.height, made.width, 3) if colour else (made.height, made.width), GREY, np.uint8)
        for film, box in zip(job.films, made.boxes, strict=True):
            picture[box.slices] = _matched(resized(film[row], box.height, box.width, job.smooth), colour)
        yield picture
        tell((k + 1) / len(rows))


def contact_sheet(job: FilmJob, tell: Tell) -> U8:
    """All images as tiles in one picture, row by row; where a row is not full it stays grey."""
    made, colour = layout(job), _coloured(job)
    picture = np.full((made.height, made.width, 3) if colour else (made.height, made.width), GREY, np.uint8)
    for k, (film, box) in enumerate(zip(job.films, made.boxes, strict=True)):
        block = picture[box.slices]
        high, wide = frame_schedule.scaled(film.shape[1], film.shape[2], job.tile)
        for i, image in enumerate(film):
            row, column = divmod(i, job.columns)
            at = frame_schedule.Box(row * high, column * wide, high, wide)
            block[at.slices] = _matched(resized(image, high, wide, job.smooth), colour)
        tell((k + 1) / (len(job.films) + 1))
    return picture


def resized(image: U8, height: int, width: int, smooth: bool) -> U8:
    """``image`` at another size: nearest pixel, or smooth (bicubic). At whole multiples the nearest is exact.

    A signal is drawn as a line.
    """
    if is_signal(image.shape):
        return to_uint8(plotted(image[None], height, width, 0.0, 255.0)[0])
    if image.shape[:2] == (height, width):
        return image
    how = Image.Resampling.BICUBIC if smooth else Image.Resampling.NEAREST
    return np.asarray(Image.fromarray(np.ascontiguousarray(image)).resize((width, height), how))


def changes(pictures: Iterator[U8], even: bool = False) -> Iterator[Patch]:
    """Of each picture the part that differs from the one before it: top, left, and its pixels.

    Where nothing differs that is one pixel, since every frame must be there. ``even``: at even places only.
    """
    before: U8 | None = None
    for picture in pictures:
        top, left, bottom, right = (
            (0, 0, *picture.shape[:2]) if before is None else _frame(np.not_equal(picture, before))
        )
        if even:
            top, left = top - top % 2, left - left % 2
        yield top, left, np.ascontiguousarray(picture[top:bottom, left:right])
        before = picture


def _frame(differs: NDArray[np.bool_]) -> tuple[int, int, int, int]:
    flat: NDArray[np.bool_] = np.any(differs, axis=2) if differs.ndim == 3 else differs
    rows, columns = np.flatnonzero(np.any(flat, axis=1)), np.flatnonzero(np.any(flat, axis=0))
    return (int(rows[0]), int(columns[0]), int(rows[-1]) + 1, int(columns[-1]) + 1) if len(rows) else (0, 0, 1, 1)


def _coloured(job: FilmJob) -> bool:
    return any(film.ndim == 4 for film in job.films)


def _matched(image: U8, colour: bool) -> U8:
    return image[..., None].repeat(3, axis=2) if colour and image.ndim == 2 else image

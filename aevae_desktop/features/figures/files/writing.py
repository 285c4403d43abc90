"""From a layout to a file: the formats in one table, written in one step."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from aevae_desktop import atomic
from aevae_desktop.errors import DataError, LabError
from aevae_desktop.features.figures.files import numbers, png, svg
from aevae_desktop.features.figures.files.figure_layout import FigureLayout
from aevae_desktop.language import translate
from aevae_desktop.ui import theme as themes

FORMATS: dict[str, Callable[[FigureLayout], Iterator[bytes]]] = {
    "png": png.pieces,
    "svg": svg.pieces,
    "csv": numbers.csv_pieces,
    "npz": numbers.npz_pieces,
}


def pieces(path: Path, layout: FigureLayout) -> Iterator[bytes]:
    """What belongs into ``path``, whose ending says how. Raises ``DataError`` for another ending."""
    made = FORMATS.get(path.suffix.lower().removeprefix("."))
    if made is None:
        names = ", ".join(f".{name}" for name in FORMATS)
        raise DataError(file=path, found=f"the ending {path.suffix!r}", expected=names)
    return _of_own_size(made(layout))


def _of_own_size(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """``pieces``, whose text is as large as the figure says, not as the window shows it while they are made."""
    while True:
        with themes.text_scaled(1.0):
            piece = next(pieces, None)
        if piece is None:
            return
        yield piece


def collected(pieces: Iterator[bytes]) -> Iterator[bytes | LabError | None]:
    """None after each of ``pieces``, at last all of them in one, or the error of the world that ended them."""
    got = []
    try:
        for piece in pieces:
            got.append(piece)
            yield None
    except LabError as error:
        yield error
    else:
        yield b"".join(got)


def write(path: Path, data: bytes) -> None:
    """Replace ``path`` by ``data``. Raises ``DataError``, and then the old file is untouched."""
    try:
        atomic.write_file(path, data)
    except OSError as error:
        raise DataError(
            translate("figures", "cannot write the figure: {strerror}").format(strerror=error.strerror), file=path
        ) from error

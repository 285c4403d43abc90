"""Real files that the program writes, for the nets that damage them or kill their writer."""

from __future__ import annotations

import struct
from pathlib import Path
from typing import Any

from aevae_desktop.features import OVERLAYS, SAVED
from aevae_desktop.features.drawing.controller import DrawingController
from aevae_desktop.features.film_export.controller import FilmExportController
from aevae_desktop.features.path.controller import PathController
from aevae_desktop.features.probe.controller import ProbeController
from aevae_desktop.features.selection.controller import SelectionController

FIGURES = ("png", "svg", "csv", "npz")
FILMS = ("gif", "webp", "apng", "png", "npz")  # and MP4, which ffmpeg writes where there is one
WAIT_MS = 60_000


def lively(window: Any) -> None:
    """Give a window something of everything a record holds: a drawing, a path, a selection, a pinned probe."""
    import numpy as np

    session = window.session
    session.controller(DrawingController).redraw(
        (np.array([[60.0, 40.0], [90.0, 120.0], [140.0, 150.0]]), np.array([[20.0, 30.0], [40.0, 30.0]]))
    )
    session.controller(PathController).join(0, (-1.0, 0.3), (1.2, 1.1))
    session.controller(PathController).set_frames(5)
    session.controller(SelectionController).box(0, (-5.0, -5.0, 0.5, 5.0))
    session.controller(ProbeController).probe(0, 0.4, 0.2)
    session.controller(ProbeController).pin(True)
    assert window.wait_idle(WAIT_MS)


def write_all(window: Any, place: Path) -> list[Path]:
    """Every kind of figure and film of what ``window`` shows, and its saved views."""
    from aevae_desktop.features.figures.files import writing
    from aevae_desktop.features.figures.files.figure_layout import Order, lay_out
    from aevae_desktop.features.film_export.state import FilmOptions

    made = []
    for kind in FIGURES:
        sheet = lay_out(window.session.state, window.session.views, SAVED, window.theme, Order(500, 400), OVERLAYS)
        path = place / f"figure.{kind}"
        writing.write(path, b"".join(writing.pieces(path, sheet)))
        made.append(path)
    for kind in FILMS:
        path = place / f"film-{kind}.{kind}"
        window.session.controller(FilmExportController).start(
            path, FilmOptions(format=kind, tile=16, tiles=3, fps=10), "dark"
        )
        assert window.wait_idle(WAIT_MS)
        assert path.exists(), window.session.state.notice
        made.append(path)
    made.append(mp4(window, place / "film-mp4.mp4"))
    return made


def mp4(window: Any, path: Path) -> Path:
    """A film without pictures that carries the record of ``window``, where there is no ffmpeg to make one."""
    from aevae_desktop.features.figures import metadata
    from aevae_desktop.features.figures import record as figures_record

    record = figures_record.taken(window.session.state, window.session.views, SAVED, "dark")
    mark = metadata.mark("mp4", record)
    boxes = ((b"ftyp", b"isom\0\0\2\0isomiso2mp41"), (b"free", b""), (b"mdat", bytes(64)), (b"uuid", mark))
    path.write_bytes(b"".join(struct.pack(">I", 8 + len(body)) + kind + body for kind, body in boxes))
    return path

"""A picture without a display: the real window does what the command line says a person did, and is saved."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from PySide6.QtCore import QBuffer, QIODevice

from aevae_desktop import atomic
from aevae_desktop.errors import DataError, LabError
from aevae_desktop.features.article.claims import CLAIMS, claim_named
from aevae_desktop.features.article.controller import ArticleController
from aevae_desktop.features.drawing.controller import DrawingController
from aevae_desktop.features.drawing.panel import on_pen_area
from aevae_desktop.features.drawing.record import STROKES, as_arrays, strokes_of
from aevae_desktop.features.drawing.state import Strokes
from aevae_desktop.features.figures.files import figure_layout, writing
from aevae_desktop.features.figures.files.figure_layout import Order
from aevae_desktop.features.film_export import logic as film_export_logic
from aevae_desktop.features.film_export.controller import FilmExportController
from aevae_desktop.features.film_export.state import Filming, FilmOptions
from aevae_desktop.features.layers.controller import LayersController
from aevae_desktop.features.path.controller import PathController
from aevae_desktop.features.path.play_controller import PlayController
from aevae_desktop.features.planes.controller import PlaneController
from aevae_desktop.features.probe.controller import ProbeController
from aevae_desktop.reading import json_text, regular
from aevae_desktop.session.state import Mode
from aevae_desktop.window.window import Window

SIZE = (1600, 1000)  # px, of a picture
RESULTS_MS = 60_000  # how long a picture waits for its models
MOST_DRAWING = 8 << 20  # bytes of a file of strokes
FILM_MS = 1_800_000  # how long the largest film may take


def check(options: argparse.Namespace) -> None:
    """Raises ``DataError`` for a film that no file of its name can be, before anything is opened for it."""
    if options.export_film is not None:
        film_export_logic.check(options.export_film, _film_options(options))


def save(window: Window, options: argparse.Namespace) -> None:
    """Show ``window``, act, wait for every result, and write it to ``options.screenshot``, or its maps as a figure.

    Or as the film of their path, to ``options.export_film``. Raises ``LabError`` for a model, a drawing or a file that
    cannot be used; then no picture is written.
    """
    if options.screenshot is not None:
        window.resize(*(options.size or SIZE))
    window.session.controller(ProbeController).dismiss_guidance()  # nobody is there who would begin
    window.show()
    _settle(window)
    if options.record is not None and window.session.state.notice:
        print(f"aevae-desktop: {window.session.state.notice}", file=sys.stderr)  # noqa: T201
    _act(window, options)
    _settle(window)
    if options.figure is not None:
        _save_figure(window, options)
    if options.export_film is not None:
        _save_film(window, options)
    if options.screenshot is not None:
        _save_picture(window, options.screenshot)


def _save_figure(window: Window, options: argparse.Namespace) -> None:
    session = window.session
    width, height = options.size or (None if options.record is None else options.record.size) or SIZE
    order = Order(width, height, options.scale or (1.0 if options.record is None else options.record.scale))
    made = figure_layout.lay_out(session.state, session.views, session.saved, window.theme, order, window.overlays)
    writing.write(options.figure, b"".join(writing.pieces(options.figure, made)))


def _film_options(options: argparse.Namespace) -> FilmOptions:
    given = {name: getattr(options, name) for name in ("fps", "tile", "repeat", "tiles")}
    given |= {"smooth": None if options.filter is None else options.filter == "smooth"}
    chosen: dict[str, Any] = {name: value for name, value in given.items() if value is not None}
    return FilmOptions(format=options.export_film.suffix.lower().removeprefix("."), grid=options.grid, **chosen)


def _save_film(window: Window, options: argparse.Namespace) -> None:
    window.session.controller(FilmExportController).start(
        options.export_film, _film_options(options), window.theme.name
    )
    done = window.wait_idle(FILM_MS)
    error = window.session.state.part(Filming).error
    if error is not None:
        raise error
    if not done:
        window.session.controller(FilmExportController).cancel()
        raise LabError(f"the film was not made within {FILM_MS // 60_000} minutes", remedy="Make it smaller.")


def _save_picture(window: Window, path: Path) -> None:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    window.grab().save(buffer, "PNG")
    try:
        atomic.write_file(path, bytes(buffer.data().data()))
    except OSError as error:
        raise DataError(f"cannot write the picture: {error.strerror}", file=path) from error


def _settle(window: Window) -> None:
    if not window.wait_idle(RESULTS_MS):
        raise LabError(f"no result came within {RESULTS_MS // 1000} s", remedy="Try again on a quieter machine.")
    failed = next((pane.error for pane in window.session.state.panes if pane.error is not None), None)
    if failed is not None:
        raise failed


def _act(window: Window, options: argparse.Namespace) -> None:
    session = window.session
    pane = session.state.lead if options.hover is None else _pane("--hover", options.hover[0], session.state.shown)
    for name in options.layers or ():
        if name not in session.state.layers:
            raise DataError(field="--layers", found=name, expected=f"some of {', '.join(session.state.layers)}")
        session.controller(LayersController).toggle_layer(name)
    if options.draw is not None:
        session.controller(DrawingController).redraw(on_pen_area(_read_strokes(options.draw)))
    if options.path is not None:
        x0, y0, x1, y1 = options.path
        session.controller(PathController).join(pane, (x0, y0), (x1, y1))
    if options.at is not None:
        _settle(window)
        session.controller(PlayController).seek(options.at)
    if options.hover is not None:
        session.controller(ProbeController).probe(pane, *options.hover[1:])
    if options.plane is not None:
        _cut(window, options.plane)
    if options.mode is not None:
        session.set_mode(Mode(options.mode.title()))
    if options.claim is not None:
        _show_claim(window, options.claim)
    if options.card is not None:
        if options.card not in window.dock.cards:
            raise DataError(field="--card", found=options.card, expected=f"one of {', '.join(window.dock.cards)}")
        window.toggle_card(options.card)


def _show_claim(window: Window, name: str) -> None:
    if claim_named(name) is None:
        raise DataError(field="--claim", found=name, expected=f"one of {', '.join(claim.name for claim in CLAIMS)}")
    window.session.set_mode(Mode.ARTICLE)
    window.session.controller(ArticleController).open(name)
    window.session.controller(ArticleController).reveal(name)


def _cut(window: Window, text: str) -> None:
    """``0,pca`` or ``1,3x7``: the plane along z3 and z7 in the right map."""
    pane, _, which = text.partition(",")
    axes = [int(part) - 1 for part in which.split("x")] if which.replace("x", "", 1).isdigit() else []
    index = _pane("--plane", int(pane) if pane.isdigit() else -1, window.session.state.shown)
    model = window.session.state.panes[index].model
    if which == "pca":
        window.session.controller(PlaneController).principal(index)
    elif model is None or len(axes) != 2 or axes[0] == axes[1] or not all(0 <= axis < model.plane.d for axis in axes):
        raise DataError(field="--plane", found=text, expected="a map and pca, or a map and two dimensions: 0,3x7")
    else:
        window.session.controller(PlaneController).axes(index, *axes)


def _pane(field: str, number: float, shown: tuple[int, ...]) -> int:
    if number not in shown:
        maps = " or ".join(map(str, shown))
        raise DataError(field=field, found=f"{number:g}", expected=f"a map on screen: {maps}")
    return int(number)


def _read_strokes(path: Path) -> Strokes:
    with regular.errors_as(DataError, path):
        data = regular.read_at_most(path, MOST_DRAWING)
    value = json_text.load(data, path, DataError, "not readable as JSON", f"Expected {STROKES}.")
    strokes = strokes_of(value)
    if strokes is None:
        raise DataError(file=path, found="something else", expected=STROKES)
    return as_arrays(strokes)

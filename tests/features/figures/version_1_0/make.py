"""The files of this folder: what the program of format 1.0 wrote before each feature had its own part of a record.

They are here to be opened, so they are made once: ``pytest tests/features/figures/version_1_0/make.py`` writes those
that are missing. ``one``, ``two`` and ``three`` are sessions with everything in them that a record holds, each with
another plane, probe and path; ``expected.json`` says in other words than the record's what they showed.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from aevae_desktop import bundle
from aevae_desktop.features import SAVED
from aevae_desktop.features.drawing.controller import DrawingController
from aevae_desktop.features.drawing.logic import Drawing
from aevae_desktop.features.figures import metadata, view_book
from aevae_desktop.features.figures import record as figures_record
from aevae_desktop.features.figures.controller import FigureController
from aevae_desktop.features.figures.files import writing
from aevae_desktop.features.figures.files.figure_layout import Order, lay_out
from aevae_desktop.features.film_export.controller import FilmExportController
from aevae_desktop.features.film_export.logic import FilmOptions
from aevae_desktop.features.layers.controller import LayersController
from aevae_desktop.features.path.controller import PathController
from aevae_desktop.features.path.play_controller import PlayController
from aevae_desktop.features.path.state import PathState
from aevae_desktop.features.planes.controller import PlaneController
from aevae_desktop.features.points.controller import PointsController
from aevae_desktop.features.points.logic import Filter, PointLook
from aevae_desktop.features.probe.controller import ProbeController
from aevae_desktop.features.probe.logic import Frozen, Probe
from aevae_desktop.features.recovery import work
from aevae_desktop.features.samplers.controller import SamplingController
from aevae_desktop.features.samplers.state import Recipe, Sampling
from aevae_desktop.features.selection.controller import SelectionController
from aevae_desktop.features.selection.state import Selecting
from aevae_desktop.features.tiles.manifold_controller import ManifoldController
from aevae_desktop.features.tiles.state import TileLook
from aevae_desktop.session.state import Layer, Mode, SessionState

FOLDER = Path(__file__).parent
NAMES = ("one", "two", "three")
FIGURES = {"one": "png", "two": "svg", "three": "csv"}
FILMS = {"one": "gif", "two": "apng", "three": "webp"}
STROKES = ((60.0, 40.0), (90.5, 120.25), (140.0, 150.0)), ((20.0, 30.0), (40.0, 30.0))


def models(tiny_bundle: Callable[..., Path], parent: Path) -> tuple[Path, Path]:
    """The two bundles that the files speak of; of one data set, the second of four latent dimensions."""
    data = bundle.DatasetSpec("tiny", n_train=48, n_test=12, sha256={"images": "0" * 64})
    one = tiny_bundle("ae-tiny", kind="ae", n=60, dataset=data, parent=parent)
    return one, tiny_bundle("vae-tiny", latent_dim=4, n=60, seed=3, dataset=data, parent=parent)


def fill(session: Any, name: str, settle: Callable[[], object]) -> None:
    """Make ``session`` the one that is called ``name``."""
    session.controller(DrawingController).redraw(tuple(map(np.array, STROKES)))
    settle()
    _paint(session, name)
    _plane(session, name)
    settle()
    _way(session, name)
    if name == "three":
        session.controller(ProbeController).probe(1, 0.31, -0.2)
    elif name == "two":
        session.controller(ProbeController).probe(0, 0.4, 0.25)
        session.controller(ProbeController).pin(True)
    else:
        session.controller(ProbeController).probe_sample(12)
        session.controller(ProbeController).pin(True)
    session.set_mode({"one": Mode.PATH, "two": Mode.DRAW, "three": Mode.EXPLORE}[name])
    settle()


def _paint(session: Any, name: str) -> None:
    """Colours, filters, layers, tiles, selection and draws."""
    points, layers = session.controller(PointsController), session.controller(LayersController)
    points.colour_by("class" if name == "one" else "sigma")
    points.set_size(1.5)
    points.toggle_class(4)
    points.toggle_class(7)
    points.show_splits(frozenset({0}) if name == "two" else None)
    points.keep_range("sigma", 0.1, {"one": 0.9, "two": float("inf"), "three": 0.5}[name])
    session.controller(SelectionController).numbers("3-9, 20" if name == "one" else "0-20")
    if name == "three":
        session.controller(SelectionController).clear()
    layers.set_layer("points", Layer(True, 0.7))
    layers.set_layer("prior", Layer(name == "one", 0.25))
    session.controller(ManifoldController).set_tiles(TileLook(48, name == "two"))
    recipe = Recipe("kde" if name == "two" else "prior", bandwidth=0.7, components=9, seed=5)
    session.controller(SamplingController).set(recipe)
    if name != "three":
        session.controller(SamplingController).sample()


def _plane(session: Any, name: str) -> None:
    """The plane of the second map, and what is frozen on it."""
    planes, probe = session.controller(PlaneController), session.controller(ProbeController)
    if name == "one":
        planes.principal(1)
    elif name == "two":
        for sample in (3, 5, 8):
            probe.probe_sample(sample)
            planes.add_corner(1)
    else:
        planes.axes(1, 3, 1)
        planes.set_value(1, 0, 0.5)
        planes.freeze(1, 0, True)
        planes.freeze(1, 2, True)


def _way(session: Any, name: str) -> None:
    """A path through a place, a class, the drawing and the selection."""
    path, play = session.controller(PathController), session.controller(PlayController)
    path.join(0, (0.1, 0.2), (-1.0, 0.7))
    path.add_class(3)
    path.add_drawing()
    session.controller(ProbeController).probe_sample(9)
    path.add()
    if name != "three":
        path.add_selection()
    path.set_kind({"one": "slerp", "two": "spline", "three": "linear"}[name])
    for kind in ("linear", "slerp"):
        path.compare(kind, name != "two")
    path.set_closed(name == "one")
    path.set_even(name == "two")
    path.set_weight(3.5)
    path.set_frames(5)
    play.seek({"one": 0.4, "two": 1.0, "three": 0.0}[name])
    play.set_onion(2)


def described(state: SessionState) -> dict[str, Any]:
    """What a session shows, as JSON could say it; by other ways than a record's."""
    path, chosen, kept = state.part(PathState), state.part(Selecting).selection, state.part(Filter)
    probe, spec = state.panes[state.lead].get(Probe), path.spec
    recipe = state.part(Sampling).recipe
    return {
        "strokes": [stroke.tolist() for stroke in state.part(Drawing).strokes],
        "kind": spec.kind, "compared": sorted(spec.compared), "closed": spec.closed, "even": spec.even,
        "weight": spec.weight, "frames": spec.frames, "t": path.t, "onion": path.onion,
        "way": [[way.name, way.sample, way.drawn is not None, [None if z is None else z.tolist() for z in way.z]]
                for way in spec.waypoints],
        "selected": None if chosen is None else chosen.samples.tolist(),
        "recipe": [recipe.sampler, recipe.bandwidth, recipe.components, recipe.seed, recipe.n],
        "on": state.part(Sampling).on,
        "colour": state.part(PointLook).colour, "size": state.part(PointLook).size,
        "splits": None if kept.splits is None else sorted(kept.splits),
        "range": [str(part) for part in kept.range or ()],
        "hidden": sorted(state.hidden), "tiles": [state.part(TileLook).px, state.part(TileLook).smooth],
        "layers": {name: [layer.on, layer.opacity] for name, layer in state.layers.items()},
        "frozen": [sorted(pane.part(Frozen).values.items()) for pane in state.panes],
        "planes": [[pane.model.plane.origin.tolist(), pane.model.plane.basis.tolist()]
                   for pane in state.panes if pane.model is not None],
        "cuts": [[cut.kind, cut.i, cut.j, cut.share, list(cut.corners)]
                 for cut in (pane.model.plane_choice for pane in state.panes if pane.model is not None)],
        "probe": None if probe is None else [state.lead, list(probe.xy), probe.sample, state.pinned],
        "shown": list(state.shown),
        "models": [pane.model.manifest.id for pane in state.panes if pane.model is not None],
    }  # fmt: skip


def test_what_is_missing_is_made(
    qapp: Any, tiny_bundle: Callable[..., Path], tmp_path: Path, monkeypatch: Any, own_views: Path
) -> None:
    from aevae_desktop.app import create_window

    monkeypatch.setenv("AEVAE_MODELS", str(tmp_path / "models"))
    expected = {}
    for name in NAMES:
        window = create_window([*map(str, models(tiny_bundle, tmp_path / "models")), "--theme", "dark"])
        window.resize(800, 600)
        window.show()
        window.wait_idle(60_000)
        fill(window.session, name, lambda now=window: now.wait_idle(60_000))  # type: ignore[misc]
        _write(window, name)
        window.session.controller(FigureController).save_view("light" if name == "two" else "dark", name)
        expected[name] = described(window.session.state)
        window.close()
    _keep("views.json", view_book.book_path().read_bytes())
    _keep("expected.json", json.dumps(expected, indent=1).encode())


def _write(window: Any, name: str) -> None:
    """A figure, its numbers, a film, and what autosave keeps."""
    session = window.session
    layout = lay_out(session.state, session.views, SAVED, window.theme, Order(200, 150, 0.5), window.overlays)
    for kind in (FIGURES[name], "npz"):
        data = b"".join(writing.pieces(Path(f"{name}.{kind}"), layout))
        head, end, _ = data.partition(b"</metadata>")  # of an SVG, whose picture would be the largest part of all this
        _keep(f"{name}.{kind}", head + end + b"</svg>" if end else data)
    kept = "".join(work.pieces(session.state, dict(session.views), SAVED, "dark"))
    where = Path(session.state.panes[0].wanted).parent.parent
    _keep(f"{name}.work.json", kept.replace(str(where), "").encode())
    film = FOLDER / f"{name}.film.{FILMS[name]}"
    if not film.exists():
        options = FilmOptions(format=FILMS[name], tile=16, fps=10, repeat="once")
        session.controller(FilmExportController).start(film, options, "dark")
        window.wait_idle(60_000)
    record = figures_record.taken(session.state, session.views, SAVED, "dark")
    boxes = ((b"ftyp", b"isom\0\0\2\0isomiso2mp41"), (b"uuid", metadata.mark("mp4", record)))  # no picture in it
    _keep(f"{name}.film.mp4", b"".join(struct.pack(">I", 8 + len(body)) + kind + body for kind, body in boxes))


def _keep(name: str, data: bytes) -> None:
    if not (FOLDER / name).exists():
        (FOLDER / name).write_bytes(data)

"""A figure or a saved view becomes what the window shows, and the list of saved views."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice
from pathlib import Path

import numpy as np
from PySide6.QtCore import QTimer

from aevae_desktop import bundle
from aevae_desktop.bundle import digest
from aevae_desktop.core.map.plane import Plane
from aevae_desktop.core.map.view2d import View2D
from aevae_desktop.core.paths.interpolation import PATHS
from aevae_desktop.errors import DataError, LabError
from aevae_desktop.features.drawing.controller import DrawingController
from aevae_desktop.features.drawing.state import Drawing
from aevae_desktop.features.figures import metadata, reading, view_book
from aevae_desktop.features.figures.record import EndRecord, FigureRecord, LookRecord, Numbers, PaneRecord, taken
from aevae_desktop.features.figures.view_book import SavedView, SavedViews
from aevae_desktop.features.models.controller import ModelsController
from aevae_desktop.features.models.logic import rows_of
from aevae_desktop.features.path.controller import PathController
from aevae_desktop.features.path.play_controller import PlayController
from aevae_desktop.features.path.state import PathSpec, Waypoint
from aevae_desktop.features.planes import logic as planes_logic
from aevae_desktop.features.planes.controller import PlaneController
from aevae_desktop.features.points.state import Filter, PointLook
from aevae_desktop.features.probe.controller import ProbeController
from aevae_desktop.features.probe.state import Frozen
from aevae_desktop.features.samplers.controller import SamplingController
from aevae_desktop.features.selection import packing
from aevae_desktop.features.selection.controller import SelectionController
from aevae_desktop.features.selection.state import Selection
from aevae_desktop.features.tiles.state import TileLook
from aevae_desktop.reading import plain_text
from aevae_desktop.session.controller import Context, Controller
from aevae_desktop.session.model import F32, Model, PlaneChoice
from aevae_desktop.session.state import Layer, Pose, SessionState

LONGEST_NAME = 100  # characters of a saved view's
MOST_READ = 4  # manifests of bundles with the name that is looked for: the window waits for them


@dataclass(frozen=True)
class _Found:
    """A bundle for a pane: its folder, and the digest of what is in there."""

    folder: Path
    sha256: str


@dataclass(frozen=True)
class _Restoring:
    """A record on its way: the bundle whose codes each pane waits for, and what must be said in the end.

    ``before`` is what the panes held when it was begun: files may change again before they are read.
    """

    record: FigureRecord
    found: Mapping[int, _Found]
    before: tuple[Model | None, ...]
    notes: tuple[str, ...]
    done: str
    turned: bool = False  # whether the planes of the record were asked for


class FigureController(Controller):
    """``restore`` opens what a record names and, once the codes are there, puts everything as it was."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._restoring: _Restoring | None = None
        self._soon = QTimer(context, singleShot=True, interval=0)
        self._soon.timeout.connect(self._go_on)

    @property
    def busy(self) -> bool:
        """True while a view is being restored."""
        return self._restoring is not None

    def close(self) -> None:
        """Restore nothing any more."""
        self._soon.stop()

    def open(self, path: Path) -> None:
        """Show what the figure at ``path`` shows; what is wrong with it is one line in the status bar."""
        try:
            self.restore(metadata.read(path), f"The view of {path.name}.")
        except LabError as error:
            self.context.notify(str(error))

    def restore(self, record: FigureRecord, done: str = "", folders: Sequence[Path] = ()) -> None:
        """Show what ``record`` describes; says ``done`` in the end, or what could not be had.

        Its bundles are looked for in ``folders`` too. Raises ``DataError`` if none of them is there.
        """
        if max(record.shown) >= len(self.context.state.panes):
            last, room = f"map {max(record.shown) + 1}", f"at most {len(self.context.state.panes)} maps"
            raise DataError(field="shown", found=last, expected=room)
        found, notes = self._find(record, folders)
        if not found:
            raise DataError(" ".join(notes).rstrip("."), remedy="Nothing was changed.")
        before = tuple(pane.model for pane in self.context.state.panes)
        self._restoring = _Restoring(record, found, before, notes, done)
        for i, one in found.items():
            pane = self.context.state.panes[i]
            other = pane.model is not None and digest(pane.model.manifest) != one.sha256  # trained again since
            if pane.wanted != str(one.folder) or pane.error is not None or other:
                self.context.controller(ModelsController).open(i, one.folder)
        self.context.show(*found)
        self._soon.start()

    # ------------------------------------------------------------ saved views

    def load(self) -> None:
        """Read the list of saved views."""
        try:
            self._show_list(view_book.read(view_book.book_path()))
        except LabError as error:
            self.context.notify(str(error))

    def save_view(self, theme: str, name: str = "") -> None:
        """Keep what the maps show now under ``name``, or the next number; a view of that name is replaced."""
        state = self.context.state
        try:
            record = taken(state, self.context.views, theme)
            title = plain_text.clean(name, LONGEST_NAME) or _next_name(state.part(SavedViews).views)
            rest = tuple(view for view in state.part(SavedViews).views if view.name != title)
            self._keep((SavedView(title, record.to_json()), *rest)[: view_book.MOST])
            self.context.notify(f"Saved as “{title}”. Views (V) lists what is saved.")
        except LabError as error:
            self.context.notify(str(error))

    def recall(self, view: SavedView) -> None:
        """Show a saved view."""
        try:
            self.restore(reading.record(view.record, view.name), f"“{view.name}”.")
        except LabError as error:
            self.context.notify(str(error))

    def forget(self, view: SavedView) -> None:
        """Take a view off the list."""
        try:
            self._keep(tuple(other for other in self.context.state.part(SavedViews).views if other is not view))
        except LabError as error:
            self.context.notify(str(error))

    def _keep(self, views: tuple[SavedView, ...]) -> None:
        view_book.write(view_book.book_path(), views)
        self._show_list(views)

    # ------------------------------------------------------------ restoring

    def _find(self, record: FigureRecord, folders: Sequence[Path]) -> tuple[dict[int, _Found], tuple[str, ...]]:
        """The bundle of each map, and a sentence for each that is missing."""
        found, notes = {}, []
        for i in record.shown:
            pane = record.panes[i]
            assert pane is not None
            one = self._bundle(pane, folders)
            if one is None:
                notes.append(f"{pane.bundle} (sha256 {pane.sha256[:12]}…) is not among the models.")
            else:
                found[i] = one
        return found, tuple(notes)

    def _bundle(self, pane: PaneRecord, folders: Sequence[Path]) -> _Found | None:
        """The bundle of a map: the very files, wherever they are, or else one of the same name."""
        named = None
        for one, name in chain(self._known(), self._read(pane.bundle, folders)):
            if one.sha256 == pane.sha256:
                return one
            if name == pane.bundle and named is None:
                named = one
        return named

    def _known(self) -> Iterator[tuple[_Found, str]]:
        """What is open, and what the library said of itself when it was read: no disk is asked."""
        for pane in self.context.state.panes:
            if pane.model is not None and pane.wanted == pane.model.key:
                yield _Found(Path(pane.model.key), digest(pane.model.manifest)), pane.model.manifest.id
        for entry in self.context.state.library:
            if entry.error is None:
                yield _Found(entry.folder, entry.sha256), entry.id

    def _read(self, name: str, folders: Sequence[Path]) -> Iterator[tuple[_Found, str]]:
        """What ``folders``, and a few bundles of the library called ``name``, say now: they may be others by now."""
        same = (entry.folder for entry in self.context.state.library if entry.error is None and entry.id == name)
        for folder in (*folders, *islice(same, MOST_READ)):
            try:
                manifest = bundle.read(folder)
                yield _Found(folder, digest(manifest)), manifest.id
            except (LabError, OSError):  # it went away since the library was read
                continue

    def on_state_changed(self, old: SessionState, new: SessionState) -> None:
        """The state has changed: what a view that is being restored waits for may have come."""
        if self._restoring is not None:
            self._soon.start()  # once for all changes of one event

    def _go_on(self) -> None:
        job = self._restoring
        if job is None:
            return
        panes = self.context.state.panes
        waiting = [i for i, one in job.found.items() if panes[i].wanted == str(one.folder) and panes[i].error is None]
        if not all(_arrived(panes[i].model, job.found[i], job.before[i]) for i in waiting):
            return
        if not job.turned:
            self._restoring = replace(job, turned=True)
            self._turn(job.record, tuple(waiting))
        if self.context.controller(PlaneController).cutting:
            self._soon.start()
            return
        self._restoring = None
        self._apply(job, tuple(waiting))

    def _apply(self, job: _Restoring, panes: tuple[int, ...]) -> None:
        record, context = job.record, self.context
        layers = {**context.state.layers}
        layers |= {name: Layer(*value) for name, value in record.layers.items() if name in layers}
        self._freeze(record, panes)
        views: dict[int, View2D] = {i: pane.view2d for i in panes if (pane := record.panes[i]) is not None}
        tiles = TileLook(*record.tiles) if record.tiles is not None else context.state.part(TileLook)
        if record.look is not None:
            look = PointLook(record.look.colour, record.look.size)
            context.set_state(context.state.with_part(look, _filter(record.look)))
        state = context.state.with_part(tiles)
        hidden, pose = frozenset(record.hidden), Pose(views, record.theme)
        context.set_state(replace(state, layers=layers, hidden=hidden, pose=pose))
        if record.strokes is not None:
            context.controller(DrawingController).redraw(
                tuple(np.array(stroke, np.float64).reshape(-1, 2) for stroke in record.strokes)
            )
        self._select(record, panes)
        if record.draws is not None:
            context.controller(SamplingController).restore(record.draws)
        self._lay_path(record, panes)
        self._place_probe(record, panes)
        if text := " ".join((*job.notes, *self._doubts(job, panes))) or job.done:
            context.notify(text if text == job.done else f"{text} The rest is as it was.")

    def _doubts(self, job: _Restoring, panes: tuple[int, ...]) -> Iterator[str]:
        """A sentence for each map that cannot be opened, or whose model is another than it was."""
        for i in job.found:
            pane, model = job.record.panes[i], self.context.state.panes[i].model
            assert pane is not None
            if i not in panes:
                yield f"{pane.bundle} cannot be opened."
            elif model is None or digest(model.manifest) != pane.sha256:
                yield f"{pane.bundle} is not the one of the figure (sha256 {pane.sha256[:12]}…)."

    def _turn(self, record: FigureRecord, panes: tuple[int, ...]) -> None:
        """Begin to see each model through the plane of the record; overtakes planes that are being shown."""
        planes = self.context.controller(PlaneController)
        for i in panes:
            pane, model = record.panes[i], self.context.state.panes[i].model
            plane = None if pane is None or model is None else pane.plane(model.manifest.latent_dim)
            if pane is None or model is None or plane is None:
                continue
            if planes.cutting or not _equal(model.plane, plane):
                planes.see(i, (plane, pane.cut or PlaneChoice()))

    def _freeze(self, record: FigureRecord, panes: tuple[int, ...]) -> None:
        """Freeze the dimensions that the record says, and no others."""
        state = self.context.state
        for i in panes:
            pane, model = record.panes[i], state.panes[i].model
            if pane is not None and pane.frozen is not None and model is not None:
                kept = {k: value for k, value in pane.frozen if k < model.manifest.latent_dim}
                state = planes_logic.freeze(state, i, kept, state.panes[i].part(Frozen).values.keys() - kept)
        self.context.set_state(state)

    def _select(self, record: FigureRecord, panes: tuple[int, ...]) -> None:
        """The selection of the record, in the first map that has as many samples."""
        if record.selection is None:
            return
        found = packing.unpacked(record.selection)
        models = [self.context.state.panes[i].model for i in panes]
        model = next((m for m in models if m and m.codes and found and len(m.codes.mu) == found[0]), None)
        chosen = None if model is None or found is None else Selection(rows_of(model), found[1])
        self.context.controller(SelectionController).choose(chosen)

    def _lay_path(self, record: FigureRecord, panes: tuple[int, ...]) -> None:
        if record.path is None or record.path.kind not in PATHS:
            return
        self.context.controller(PlayController).close()
        self.context.set_state(replace(self.context.state, screen="probe"))
        way, told = tuple(self._waypoint(point, panes) for point in record.path.points), record.path
        how = {name: getattr(told, name) for name in ("kind", "closed", "even", "weight", "frames")}
        compared = frozenset(told.compared) & PATHS.keys() - {told.kind}
        self.context.controller(PathController).restore(PathSpec(way, compared=compared, **how), told.t)
        self.context.controller(PlayController).set_onion(told.onion)

    def _waypoint(self, end: EndRecord, panes: tuple[int, ...]) -> Waypoint:
        state = self.context.state
        shown = [pane.model if i in panes else None for i, pane in enumerate(state.panes)]
        given = (*end.z, *[None] * len(shown))
        codes = tuple(_code_in(model, z) for model, z in zip(shown, given, strict=False))
        keys = tuple(None if pane.model is None else pane.model.key for pane in state.panes)
        model = next((m for m in shown if m is not None), None)
        n = 0 if model is None or model.codes is None else len(model.codes.mu)
        rows = rows_of(model) if model is not None and end.sample in range(n) else None
        drawn = state.part(Drawing).seen if end.drawn else None
        return Waypoint(end.name, codes, keys, None if rows is None else end.sample, rows, drawn)

    def _place_probe(self, record: FigureRecord, panes: tuple[int, ...]) -> None:
        probe, controller = record.probe, self.context.controller(ProbeController)
        if probe is None or probe.pane not in panes:
            return
        self.context.set_state(replace(self.context.state, lead=probe.pane))
        if probe.sample is None:
            controller.probe(probe.pane, probe.xy[0], probe.xy[1])
        else:
            controller.probe_sample(probe.sample)
        controller.pin(probe.pinned)

    def _show_list(self, views: tuple[SavedView, ...]) -> None:
        self.context.set_state(self.context.state.with_part(SavedViews(views)))


def _arrived(model: Model | None, wanted: _Found, before: Model | None) -> bool:
    """Whether ``model`` is the one that was ``wanted``, or what its folder holds instead by now, with its codes."""
    if model is None or model.codes is None or model.key != str(wanted.folder):
        return False
    return digest(model.manifest) == wanted.sha256 or before is None or model.manifest is not before.manifest


def _code_in(model: Model | None, z: Numbers | None) -> F32 | None:
    """The code ``z`` of a record as one of ``model``; None where it cannot be one."""
    if model is None or z is None or len(z) != model.manifest.latent_dim:
        return None
    with np.errstate(over="ignore"):
        code = np.array(z).astype(np.float32)
    return code if np.isfinite(code).all() else None


def _filter(look: LookRecord) -> Filter:
    splits = None if look.splits is None else frozenset(look.splits)
    if look.range is None:
        return Filter(splits)
    name, low, high = look.range
    return Filter(splits, (name, -np.inf if low is None else low, np.inf if high is None else high))


def _equal(one: Plane, other: Plane) -> bool:
    pairs = ((one.origin, other.origin), (one.basis, other.basis), (one.centre, other.centre))
    return all(np.array_equal(mine, theirs) for mine, theirs in pairs if mine is not None and theirs is not None)


def _next_name(saved: tuple[SavedView, ...]) -> str:
    """``View 1``, or the first number that is free."""
    taken_names = {view.name for view in saved}
    return next(name for k in range(1, len(saved) + 2) if (name := f"View {k}") not in taken_names)

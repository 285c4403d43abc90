"""The figure desk: a figure or a saved view becomes what the window shows, and the list of saved views."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject, QTimer

from aevae_desktop import bundle
from aevae_desktop.bundle import Manifest
from aevae_desktop.core.paths import PATHS
from aevae_desktop.core.plane import Plane
from aevae_desktop.core.view2d import View2D
from aevae_desktop.errors import DataError, LabError
from aevae_desktop.session import carriers, opening, selection_text, slicing, view_book
from aevae_desktop.session.figure import EndRecord, FigureRecord, LookRecord, PaneRecord, digest, taken
from aevae_desktop.session.opening import rows_of
from aevae_desktop.session.selection import Selection
from aevae_desktop.session.state import Anchor, Cut, Filter, Layer, PointLook, Pose, SavedView, SessionState, TileLook

if TYPE_CHECKING:
    from aevae_desktop.session.session import Session


@dataclass(frozen=True)
class _Restoring:
    """A record on its way: the folder whose codes each pane waits for, and what must be said in the end."""

    record: FigureRecord
    folders: Mapping[int, str]
    notes: tuple[str, ...]
    done: str


class FigureDesk(QObject):
    """``restore`` opens what a record names and, once the codes are there, puts everything as it was."""

    def __init__(self, session: Session, put: Callable[[SessionState], None]) -> None:
        super().__init__(session)
        self._session, self._replace = session, put
        self._restoring: _Restoring | None = None
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._go_on)
        session.changed.connect(self._look)

    @property
    def busy(self) -> bool:
        """True while a view is being restored."""
        return self._restoring is not None

    def open(self, path: Path) -> None:
        """Show what the figure at ``path`` shows. Raises ``DataError`` for a file that is none."""
        self.restore(carriers.read(path), f"The view of {path.name}.")

    def restore(self, record: FigureRecord, done: str = "") -> None:
        """Show what ``record`` describes; says ``done`` in the end, or what could not be had.

        Raises ``DataError`` if none of its bundles is there.
        """
        if max(record.shown) >= len(self._session.state.panes):
            found, room = f"map {max(record.shown) + 1}", f"at most {len(self._session.state.panes)} maps"
            raise DataError(field="shown", found=found, expected=room)
        folders, notes = self._find(record)
        if not folders:
            raise DataError(" ".join(notes).rstrip("."), remedy="Nothing was changed.")
        self._restoring = _Restoring(record, {i: str(folder) for i, folder in folders.items()}, notes, done)
        for i, folder in folders.items():
            pane = self._session.state.panes[i]
            if pane.wanted != str(folder) or pane.error is not None:
                self._session.open(i, folder)
        self._session.show(*folders)
        self._soon.start()

    # ------------------------------------------------------------ saved views

    def load(self) -> None:
        """Read the list of saved views."""
        try:
            self._put(saved=view_book.read(view_book.book_path()))
        except LabError as error:
            self._session.notify(str(error))

    def save_view(self, theme: str, name: str = "") -> None:
        """Keep what the maps show now under ``name``, or the next number; a view of that name is replaced."""
        state = self._session.state
        try:
            record = taken(state, self._session.views, theme)
            title = name.strip() or _next_name(state.saved)
            rest = tuple(view for view in state.saved if view.name != title)
            self._keep((SavedView(title, record.to_json()), *rest)[: view_book.MOST])
            self._session.notify(f"Saved as “{title}”. Views (V) lists what is saved.")
        except LabError as error:
            self._session.notify(str(error))

    def recall(self, view: SavedView) -> None:
        """Show a saved view."""
        try:
            self.restore(FigureRecord.from_json(view.record, view.name), f"“{view.name}”.")
        except LabError as error:
            self._session.notify(str(error))

    def forget(self, view: SavedView) -> None:
        """Take a view off the list."""
        try:
            self._keep(tuple(other for other in self._session.state.saved if other is not view))
        except LabError as error:
            self._session.notify(str(error))

    def _keep(self, views: tuple[SavedView, ...]) -> None:
        view_book.write(view_book.book_path(), views)
        self._put(saved=views)

    # ------------------------------------------------------------ restoring

    def _find(self, record: FigureRecord) -> tuple[dict[int, Path], tuple[str, ...]]:
        """The folder of each map's bundle, and a sentence for each that is missing or another than it was."""
        folders, notes = {}, []
        for i in record.shown:
            pane = record.panes[i]
            assert pane is not None
            folder, same = self._folder(pane)
            if folder is None:
                notes.append(f"{pane.bundle} (sha256 {pane.sha256[:12]}…) is not among the models.")
            else:
                folders[i] = folder
                if not same:
                    notes.append(f"{pane.bundle} is not the one of the figure (sha256 {pane.sha256[:12]}…).")
        return folders, tuple(notes)

    def _folder(self, pane: PaneRecord) -> tuple[Path | None, bool]:
        """Where the bundle of a map is: the very files, wherever they are, or else one of the same name."""
        named = None
        for folder, manifest in self._manifests(pane.bundle):
            if digest(manifest) == pane.sha256:
                return folder, True
            if manifest.id == pane.bundle and named is None:
                named = folder
        return named, False

    def _manifests(self, first: str) -> Iterator[tuple[Path, Manifest]]:
        """What is open, then the library, bundles called ``first`` before the others."""
        for pane in self._session.state.panes:
            if pane.model is not None and pane.wanted == pane.model.key:
                yield Path(pane.model.key), pane.model.manifest
        good = [entry for entry in self._session.state.library if entry.error is None]
        for entry in sorted(good, key=lambda entry: entry.id != first):
            try:
                yield entry.folder, bundle.read(entry.folder)
            except (LabError, OSError):  # it went away since the library was read
                continue

    def _look(self, old: SessionState, new: SessionState) -> None:
        if self._restoring is not None:
            self._soon.start()  # later: whoever else hears of this change must not hear of the next one first

    def _go_on(self) -> None:
        job = self._restoring
        if job is None:
            return
        panes = self._session.state.panes
        waiting = [i for i, key in job.folders.items() if panes[i].wanted == key and panes[i].error is None]
        if any(panes[i].model is None or not _arrived(self._session.state, i, job.folders[i]) for i in waiting):
            return
        self._restoring = None
        self._apply(job, tuple(waiting))

    def _apply(self, job: _Restoring, panes: tuple[int, ...]) -> None:
        record, session = job.record, self._session
        layers = {**session.state.layers}
        layers |= {name: Layer(*value) for name, value in record.layers.items() if name in layers}
        self._turn(record, panes)
        views: dict[int, View2D] = {i: pane.view2d for i in panes if (pane := record.panes[i]) is not None}
        tiles = TileLook(*record.tiles) if record.tiles is not None else session.state.tiles
        if record.look is not None:
            self._put(look=PointLook(record.look.colour, record.look.size), filter=_filter(record.look))
        self._put(layers=layers, hidden=frozenset(record.hidden), tiles=tiles, pose=Pose(views, record.theme))
        if record.strokes is not None:
            session.redraw(tuple(np.array(stroke, np.float64).reshape(-1, 2) for stroke in record.strokes))
        self._select(record, panes)
        self._lay_path(record, panes)
        self._place_probe(record, panes)
        failed = [f"{record.panes[i].bundle} cannot be opened." for i in job.folders if i not in panes]  # type: ignore[union-attr]
        if text := " ".join((*job.notes, *failed)) or job.done:
            session.notify(text if text == job.done else f"{text} The rest is as it was.")

    def _turn(self, record: FigureRecord, panes: tuple[int, ...]) -> None:
        """See each model through the plane of the record."""
        state = self._session.state
        for i in panes:
            pane, model = record.panes[i], state.panes[i].model
            plane = None if pane is None or model is None else pane.plane(model.manifest.latent_dim)
            if pane is not None and model is not None and plane is not None and not _equal(model.plane, plane):
                *_, seen = opening.seen_through(model, plane, pane.cut or Cut())
                state = slicing.recut(state, i, seen) if seen is not None else state
        self._replace(state)

    def _select(self, record: FigureRecord, panes: tuple[int, ...]) -> None:
        """The selection of the record, in the first map that has as many samples."""
        found = None if record.selection is None else selection_text.unpacked(record.selection)
        models = [self._session.state.panes[i].model for i in panes]
        model = next((m for m in models if m and m.codes and found and len(m.codes.mu) == found[0]), None)
        chosen = None if model is None or found is None else Selection(rows_of(model), found[1])
        self._session.selection.choose(chosen)

    def _lay_path(self, record: FigureRecord, panes: tuple[int, ...]) -> None:
        if record.path is None or record.path.kind not in PATHS:
            return
        a, b = (self._anchor(end, panes) for end in (record.path.a, record.path.b))
        path = replace(self._session.state.path, a=a, b=b, kind=record.path.kind, t=record.path.t, playing=False)
        self._session.path.close()
        self._session.path.relay(replace(self._session.state, path=path, screen="probe"))

    def _anchor(self, end: EndRecord | None, panes: tuple[int, ...]) -> Anchor | None:
        if end is None:
            return None
        state = self._session.state
        codes = [None if z is None or i not in panes else np.array(z, np.float32) for i, z in enumerate(end.z)]
        codes += [None] * (len(state.panes) - len(codes))
        keys = tuple(None if pane.model is None else pane.model.key for pane in state.panes)
        model = next((m for i in panes if (m := state.panes[i].model) is not None), None)
        rows = None if end.sample is None or model is None else rows_of(model)
        drawn = state.drawing.seen if end.drawn else None
        return Anchor(end.name, tuple(codes[: len(keys)]), keys, end.sample, rows, drawn)

    def _place_probe(self, record: FigureRecord, panes: tuple[int, ...]) -> None:
        probe, session = record.probe, self._session
        if probe is None or probe.pane not in panes:
            return
        self._put(lead=probe.pane)
        if probe.sample is None:
            session.probe(probe.pane, probe.xy[0], probe.xy[1])
        else:
            session.probe_sample(probe.sample)
        session.pin(probe.pinned)

    def _put(self, **changes: object) -> None:
        self._replace(replace(self._session.state, **changes))  # type: ignore[arg-type]


def _arrived(state: SessionState, i: int, key: str) -> bool:
    model = state.panes[i].model
    return model is not None and model.key == key and model.codes is not None


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

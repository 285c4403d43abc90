"""A figure or a saved view becomes what the window shows, and the list of saved views."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice
from pathlib import Path

from PySide6.QtCore import QTimer

from aevae_desktop import bundle
from aevae_desktop.bundle import digest
from aevae_desktop.errors import DataError, LabError
from aevae_desktop.features.figures import metadata, reading, view_book
from aevae_desktop.features.figures.record import FigureRecord, PaneRecord, taken
from aevae_desktop.features.figures.view_book import SavedView, SavedViews
from aevae_desktop.features.models.controller import ModelsController
from aevae_desktop.features.models.library_controller import LibraryController
from aevae_desktop.language import translate
from aevae_desktop.reading import plain_text
from aevae_desktop.session.controller import Context, Controller
from aevae_desktop.session.model import Model
from aevae_desktop.session.saved import Panes
from aevae_desktop.session.state import Pose, SessionState

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
    begun: Sequence[Callable[[], bool]] | None = None  # whether what takes a while still goes on


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
            self.restore(
                metadata.read(path, self.context.saved),
                translate("figures", "The view of {name}.").format(name=path.name),
            )
            self.context.controller(LibraryController).remember(path)
        except LabError as error:
            self.context.notify(error)

    def restore(self, record: FigureRecord, done: str = "", folders: Sequence[Path] = ()) -> None:
        """Show what ``record`` describes; says ``done`` in the end, or what could not be had.

        Its bundles are looked for in ``folders`` too. Raises ``DataError`` if none of them is there.
        """
        if max(record.shown) >= len(self.context.state.panes):
            last = translate("figures", "map {number}").format(number=max(record.shown) + 1)
            room = translate("figures", "at most {count} maps").format(count=len(self.context.state.panes))
            raise DataError(field="shown", found=last, expected=room)
        found, notes = self._find(record, folders)
        if not found:
            raise DataError(" ".join(notes).rstrip("."), remedy=translate("figures", "Nothing was changed."))
        self._begin(record, found, notes, done)

    def resume(self, record: FigureRecord, folders: Mapping[int, Path]) -> None:
        """Open with ``record``, whose maps show the bundles in ``folders``: they are opened without a look at them.

        Where one is gone it is looked for among the models.
        """
        for i in folders.keys() - set(record.shown):  # a map beside the one on screen
            self.context.controller(ModelsController).open(i, folders[i])
        shown = {i: record.panes[i] for i in record.shown if i in folders}
        found = {i: _Found(folders[i], pane.sha256) for i, pane in shown.items() if pane is not None}
        if found:
            self._begin(record, found, (), "")

    def _begin(self, record: FigureRecord, found: dict[int, _Found], notes: tuple[str, ...], done: str) -> None:
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
            self.context.notify(error)

    def save_view(self, theme: str, name: str = "") -> None:
        """Keep what the maps show now under ``name``, or the next number; a view of that name is replaced."""
        state = self.context.state
        try:
            record = taken(state, self.context.views, self.context.saved, theme)
            title = plain_text.clean(name, LONGEST_NAME) or _next_name(state.part(SavedViews).views)
            rest = tuple(view for view in state.part(SavedViews).views if view.name != title)
            self._keep((SavedView(title, record.to_json()), *rest)[: view_book.MOST])
            self.context.notify(
                translate("figures", "Saved as “{title}”. Views (V) lists what is saved.").format(title=title)
            )
        except LabError as error:
            self.context.notify(error)

    def recall(self, view: SavedView) -> None:
        """Show a saved view."""
        try:
            self.restore(reading.record(view.record, self.context.saved, view.name), f"“{view.name}”.")
        except LabError as error:
            self.context.notify(error)

    def forget(self, view: SavedView) -> None:
        """Take a view off the list."""
        try:
            self._keep(tuple(other for other in self.context.state.part(SavedViews).views if other is not view))
        except LabError as error:
            self.context.notify(error)

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
                notes.append(
                    translate("figures", "{bundle} (sha256 {sha256}…) is not among the models.").format(
                        bundle=pane.bundle, sha256=pane.sha256[:12]
                    )
                )
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
        if not (job := self._elsewhere(job)):
            return
        panes = self.context.state.panes
        waiting = [i for i, one in job.found.items() if panes[i].wanted == str(one.folder) and panes[i].error is None]
        if not all(_arrived(panes[i].model, job.found[i], job.before[i]) for i in waiting):
            return
        if job.begun is None:
            rows = [(row, row.begin) for row in self.context.saved]
            begun = [begin(self.context, job.record.part(row), tuple(waiting)) for row, begin in rows if begin]
            job = self._restoring = replace(job, begun=begun)
        if any(goes_on() for goes_on in job.begun or ()):
            self._soon.start()
            return
        self._restoring = None
        self._apply(job, tuple(waiting))

    def _elsewhere(self, job: _Restoring) -> _Restoring | None:
        """``job`` with another folder for each map whose own is gone; None where one may be found a moment later."""
        panes, models = self.context.state.panes, self.context.controller(ModelsController)
        gone = [i for i, one in job.found.items() if panes[i].model is None and panes[i].error is not None]
        if gone and not self.context.controller(LibraryController).complete:
            return None
        for i in gone:
            pane = job.record.panes[i]
            other = None if pane is None else self._bundle(pane, ())
            if other is not None and other.folder != job.found[i].folder:
                job = self._restoring = replace(job, found={**job.found, i: other})
                models.open(i, other.folder)
        return job

    def _apply(self, job: _Restoring, panes: Panes) -> None:
        record, context = job.record, self.context
        views = {i: pane.view2d for i in panes if (pane := record.panes[i]) is not None}
        context.set_state(replace(context.state, pose=Pose(views, record.theme)))
        for row in sorted(context.saved, key=lambda row: row.rank):
            if (value := record.part(row)) is not None:
                row.restore(context, value, panes)
        if text := " ".join((*job.notes, *self._doubts(job, panes))) or job.done:
            context.notify(
                text if text == job.done else translate("figures", "{text} The rest is as it was.").format(text=text)
            )

    def _doubts(self, job: _Restoring, panes: Panes) -> Iterator[str]:
        """A sentence for each map that cannot be opened, or whose model is another than it was."""
        for i in job.found:
            pane, model = job.record.panes[i], self.context.state.panes[i].model
            assert pane is not None
            if i not in panes:
                yield translate("figures", "{bundle} cannot be opened.").format(bundle=pane.bundle)
            elif model is None or digest(model.manifest) != pane.sha256:
                yield translate("figures", "{bundle} is not the one of the figure (sha256 {sha256}…).").format(
                    bundle=pane.bundle, sha256=pane.sha256[:12]
                )

    def _show_list(self, views: tuple[SavedView, ...]) -> None:
        self.context.set_state(self.context.state.with_part(SavedViews(views)))


def _arrived(model: Model | None, wanted: _Found, before: Model | None) -> bool:
    """Whether ``model`` is the one that was ``wanted``, or what its folder holds instead by now, with its codes."""
    if model is None or model.codes is None or model.key != str(wanted.folder):
        return False
    return digest(model.manifest) == wanted.sha256 or before is None or model.manifest is not before.manifest


def _next_name(saved: tuple[SavedView, ...]) -> str:
    """``View 1``, or the first number that is free."""
    taken_names = {view.name for view in saved}
    return next(name for k in range(1, len(saved) + 2) if (name := f"View {k}") not in taken_names)

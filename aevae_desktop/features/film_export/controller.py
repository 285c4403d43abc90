"""Films as files: waits for the frames, has a process of its own make the file, and writes it in one step."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

from aevae_desktop import atomic
from aevae_desktop.core.pacing import Pacer
from aevae_desktop.engine.filming.job import FilmJob, extent, request
from aevae_desktop.engine.wire.protocol import Decode
from aevae_desktop.errors import DataError, LabError
from aevae_desktop.features.film_export import logic
from aevae_desktop.features.film_export.logic import Grid
from aevae_desktop.features.film_export.process import FilmChild
from aevae_desktop.features.film_export.state import Filming, FilmOptions
from aevae_desktop.features.path import frame_sequence
from aevae_desktop.features.path.curve_controller import FramesController
from aevae_desktop.language import translate
from aevae_desktop.session.controller import Context, Controller
from aevae_desktop.session.inference.client import BULK
from aevae_desktop.session.inference.events import Failed, Replied
from aevae_desktop.session.state import SessionState
from aevae_desktop.session.streams import ImageStream

SLOT = "film_export"
PACE = Pacer(30.0, first=16, most=512)  # ms of decoding tiles in one request
DECODING = 0.3  # of the progress bar: the rest is for the file


@dataclass(eq=False)
class _Order:
    """A file that is being made: where it goes, of which maps, and for a grid what is decoded so far."""

    path: Path
    options: FilmOptions
    which: tuple[int, ...]
    theme: str
    mark: bytes = b""
    grids: dict[int, Grid] = field(default_factory=dict)
    tiles: dict[int, ImageStream] = field(default_factory=dict)


class FilmExportController(Controller):
    """Exports one film at a time. What becomes of it is in the part ``Filming``."""

    prefixes = (SLOT,)

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        context.controller(FramesController).on_lost.append(self._on_lost)
        self._order: _Order | None = None
        self._child: FilmChild | None = None

    @property
    def busy(self) -> bool:
        """True while a file is being made."""
        return self._order is not None

    @property
    def pid(self) -> int:
        """The process number of the filming process, 0 while there is none."""
        return 0 if self._child is None else self._child.pid

    # ------------------------------------------------------------ commands

    def start(self, path: Path, options: FilmOptions, theme: str) -> None:
        """Make the file; ``theme`` is the name of the window's, for the record. What is wrong is said in one line."""
        if self._is_taken():
            return
        try:
            logic.check(path, options)
            logic.outlook(self.context.state, self.context.views, options)
            which = logic.panes(self.context.state, options)
            order = self._order = _Order(path, options, which, theme)
            self._show(Filming(str(path), 0.0))
            if options.grid:
                self._begin_grid(order)
            else:
                self._wait(order, first=True)
        except LabError as error:
            self._fail(error, path)

    def can_make(self, path: Path) -> bool:
        """Whether a film can be written there, in the format of its ending; why not is said in one line."""
        if self._is_taken():
            return False
        try:
            logic.check(path, FilmOptions(path.suffix[1:].lower()))
        except LabError as error:
            self._fail(error, path)
            return False
        return True

    def make(self, path: Path, job: FilmJob, which: tuple[int, ...], theme: str, what: str) -> None:
        """Make a file of pictures that another feature has painted of the maps ``which``; ``what`` they show."""
        if self._is_taken():
            return
        options = FilmOptions(job.format, tile=job.tile, fps=job.fps, repeat=job.repeat)
        try:
            logic.check(path, options)
            now = self.context
            order = self._order = _Order(path, options, which, theme)
            order.mark = logic.mark(now.state, now.views, now.saved, theme, options, which, what)
            self._show(Filming(str(path), 0.0))
            self._launch(order, job)
        except LabError as error:
            self._fail(error, path)

    def _is_taken(self) -> bool:
        """Whether a film is being made, which is said then."""
        if self.busy:
            text = translate("film_export", "A film is being exported: wait for it, or cancel it first.")
            self.context.notify(text, so_long=lambda _: self.busy)
        return self.busy

    def cancel(self) -> None:
        """Make no file after all; nothing of it was written."""
        if self._order is not None:
            self._drop()
            self._show(Filming())
            self.context.notify(translate("film_export", "The export was cancelled; nothing was written."))

    def close(self) -> None:
        """End the process; nothing is written any more."""
        self._drop()

    # ------------------------------------------------------------ what happens around it

    def on_state_changed(self, old: SessionState, new: SessionState) -> None:
        """The state has changed: frames may have come, or a map may show something else."""
        order = self._order
        if order is None or self._child is not None or (old.panes is new.panes and old.shown == new.shown):
            return
        try:
            if not order.options.grid:
                self._wait(order)
            elif any(_key(new, i) != grid.model.key for i, grid in order.grids.items()):
                raise DataError(
                    translate("film_export", "the model was switched meanwhile"),
                    remedy=translate("film_export", "Nothing was written."),
                )
        except LabError as error:
            self._fail(error, order.path)

    def on_reply(self, reply: Replied) -> None:
        """Tiles of a grid have come."""
        order = self._order
        if order is not None and any(tiles.put(reply.job, reply.frame) for tiles in order.tiles.values()):
            self._go_on(order)

    def on_failure(self, failure: Failed) -> None:
        """Tiles of a grid cannot be had."""
        order = self._order
        if order is not None and any(tiles.lose(failure.job) for tiles in order.tiles.values()):
            self._fail(failure.error, order.path)

    def _on_lost(self, failure: Failed) -> None:
        """Frames of the path cannot be had: that ends the wait for them."""
        order = self._order
        if order is not None and self._child is None and not order.options.grid and self._speaks_of(failure.job, order):
            self._fail(failure.error, order.path)

    def _speaks_of(self, job: object, order: _Order) -> bool:
        return isinstance(job, Decode) and not job.z.keys().isdisjoint(_key(self.context.state, i) for i in order.which)

    # ------------------------------------------------------------ the path

    def _wait(self, order: _Order, first: bool = False) -> None:
        """Begin once all frames are there."""
        state = self.context.state
        share = logic.ready(state, order.which)
        job = logic.film_job(state, order.options, order.which)
        if share == 1.0:
            self._launch(order, job)
        elif not set(order.which) <= set(state.shown):
            raise DataError(
                translate("film_export", "a map was taken off the screen before its frames were decoded"),
                remedy=translate("film_export", "Try again."),
            )
        else:
            self._progress(DECODING * share)
            if first:
                self.context.controller(FramesController).ask()

    # ------------------------------------------------------------ the grid

    def _begin_grid(self, order: _Order) -> None:
        order.mark = self._mark(order)
        order.grids = logic.grids(self.context.state, self.context.views, order.options, order.which)
        order.tiles = {i: _tiles(grid) for i, grid in order.grids.items()}
        self._next_tiles(order)

    def _mark(self, order: _Order) -> bytes:
        now = self.context
        return logic.mark(now.state, now.views, now.saved, order.theme, order.options, order.which)

    def _next_tiles(self, order: _Order) -> None:
        job = next((job for tiles in order.tiles.values() if (job := tiles.request()) is not None), None)
        if job is not None:
            self.context.client.submit(SLOT, job, BULK)
            return
        images = {i: tiles.found[order.grids[i].model.key] for i, tiles in order.tiles.items()}
        self._launch(order, logic.grid_job(order.options, order.grids, images))

    def _go_on(self, order: _Order) -> None:
        streams = order.tiles.values()
        self._progress(DECODING * sum(tiles.done for tiles in streams) / sum(tiles.rows for tiles in streams))
        try:
            self._next_tiles(order)
        except LabError as error:
            self._fail(error, order.path)

    # ------------------------------------------------------------ the file

    def _launch(self, order: _Order, job: FilmJob) -> None:
        mark = order.mark or self._mark(order)
        job = replace(job, mark=mark)
        extent(job)
        begun = self.context.state.part(Filming).share or 0.0
        self._child = FilmChild(
            request(job),
            lambda share: self._progress(begun + (1.0 - begun) * share),
            self._finish,
            lambda error: self._fail(error, order.path),
            self.context,
        )

    def _finish(self, data: bytes) -> None:
        order = self._order
        assert order is not None
        self._child = None
        try:
            atomic.write_file(order.path, data)
        except OSError as error:
            self._fail(
                DataError(
                    translate("film_export", "cannot write the film: {strerror}").format(strerror=error.strerror),
                    file=order.path,
                ),
                order.path,
            )
            return
        self._order = None
        size = f"{len(data) / 1e6:.1f} MB" if len(data) >= 1e6 else f"{len(data) / 1e3:.0f} kB"
        self._show(Filming(str(order.path)))
        self.context.notify(
            translate("film_export", "Saved {path} ({size}). Opened again, it shows this view.").format(
                path=order.path, size=size
            )
        )

    def _fail(self, error: LabError, path: Path) -> None:
        self._drop()
        self._show(Filming(str(path), error=error.anew()))
        self.context.notify(error)

    def _drop(self) -> None:
        child, self._child, order, self._order = self._child, None, self._order, None
        if child is not None:
            child.end()
        if order is not None:
            self.context.client.drop(SLOT, BULK)

    def _progress(self, share: float) -> None:
        filming = self.context.state.part(Filming)
        if filming.share is None or share - filming.share >= 0.01:
            self._show(replace(filming, share=share))

    def _show(self, filming: Filming) -> None:
        self.context.set_state(self.context.state.with_part(filming))


def _tiles(grid: Grid) -> ImageStream:
    most = max(frame_sequence.CHUNK_BYTES // frame_sequence.size(grid.model.manifest.image), 1)
    return ImageStream({grid.model.key: grid.z}, replace(PACE, most=min(PACE.most, most)))


def _key(state: SessionState, pane: int) -> str | None:
    model = state.panes[pane].model
    return None if model is None else model.key

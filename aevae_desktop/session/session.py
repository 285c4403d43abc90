"""The session: commands in, one signal out. It alone replaces the state and talks to the inference process."""

from __future__ import annotations

import os
import random
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QEventLoop, QObject, QTimer, Signal

from aevae_desktop.core.view2d import View2D
from aevae_desktop.engine.frames import Frame
from aevae_desktop.engine.library import FAVOURITES, Entry
from aevae_desktop.engine.protocol import Decode, Job, Load, ReadPoints, Reconstruct
from aevae_desktop.errors import each_hears
from aevae_desktop.session import drawing, film, looks, probing, slicing
from aevae_desktop.session.arithmetic_desk import ArithmeticDesk
from aevae_desktop.session.client import Client
from aevae_desktop.session.course import PathState
from aevae_desktop.session.desk import Desk
from aevae_desktop.session.events import Event, Failed, Listener, Replied, Restarted
from aevae_desktop.session.field_desk import FieldDesk
from aevae_desktop.session.figure_desk import FigureDesk
from aevae_desktop.session.film_export_desk import FilmExportDesk
from aevae_desktop.session.manifold_desk import ManifoldDesk
from aevae_desktop.session.model import Model
from aevae_desktop.session.model_desk import ModelDesk
from aevae_desktop.session.path_desk import PathDesk
from aevae_desktop.session.pen_desk import PenDesk
from aevae_desktop.session.plane_desk import PlaneDesk
from aevae_desktop.session.play_desk import PlayDesk
from aevae_desktop.session.points_desk import PointsDesk
from aevae_desktop.session.posterior_desk import PosteriorDesk
from aevae_desktop.session.sampling_desk import SamplingDesk
from aevae_desktop.session.selection_desk import SelectionDesk
from aevae_desktop.session.shelf import Shelf
from aevae_desktop.session.state import EMPTY, TILE_SIZES, Layer, Mode, SessionState, TileLook
from aevae_desktop.session.trail_desk import TrailDesk

NOTICE_MS = 8000
HASTE_MS = 80  # at the start, while only the outline is on the screen
LIBRARY_MS = 10_000  # for what cannot go on without the library; nothing in the window is such
_NO_HAND = QEventLoop.ProcessEventsFlag.WaitForMoreEvents | QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents


class Session(QObject):
    """The model behind the window. ``changed(old, new)`` carries two ``SessionState``; views draw the difference."""

    changed = Signal(object, object)

    def __init__(
        self,
        folders: Sequence[Path],
        layers: Mapping[str, Layer],
        client: Callable[[Listener], Client] = Client,
    ) -> None:
        super().__init__()
        self.state = replace(EMPTY, layers=dict(layers))
        self._news: deque[tuple[SessionState, SessionState]] = deque()  # changes that nobody was told of yet
        self._telling = False
        self._client = client(lambda event: each_hears([self._heard], event))
        self.views: dict[int, View2D] = {}  # where each map looks; not in the state: nothing else draws it
        get = lambda: self.state  # noqa: E731
        self.models = ModelDesk(get, self._set, self._client, self._arrived, self.notify)
        self.trails = TrailDesk(get, self._set, self._client, self._ask_film, self.notify)
        self.path = PathDesk(get, self._set, self.trails.relay, self.notify)
        self.player = PlayDesk(get, self._set, self)
        self.pen = PenDesk(get, self._set, self._ask_reading)
        self.points = PointsDesk(get, self._set, self.notify)
        self.manifold = ManifoldDesk(get, self._set, self._client, self.views, self.notify, self)
        self.fields = FieldDesk(get, self._set, self._client, self.views, self)
        self.planes = PlaneDesk(get, self._set, self._ask_probe, self._in_bulk, self.notify, self)
        self.figures = FigureDesk(self, self._set)
        self.selection = SelectionDesk(get, self._set, self._client, self.notify, self.probe_sample)
        self.films = FilmExportDesk(get, self._set, self._client, self.views, self._ask_film, self.notify, self)
        self.posterior = PosteriorDesk(get, self._set, self._client, self.views, self)
        self.sampling = SamplingDesk(get, self._set, self._client, self.notify, self._ask_probe)
        self.arithmetic = ArithmeticDesk(get, self._set, self._client, self.path, self.notify)
        self._desks: tuple[Desk, ...] = tuple(part for part in vars(self).values() if isinstance(part, Desk))
        self._shelf = Shelf(folders, self._client.submit, self._library_read, self)
        self._choosing = False  # whether the panes still wait for the first bundles that are found
        self._random = random.Random()
        self._unclicked: tuple[PathState, bool] | None = None  # path and pin before the last click
        self._placed = False  # whether anybody has put the probe where it is
        self._quiet = QTimer(self, singleShot=True, interval=NOTICE_MS)
        self._quiet.timeout.connect(lambda: self._set(replace(self.state, notice="")))

    # ------------------------------------------------------------ life

    def start(self, wanted: Sequence[Path] = ()) -> None:
        """Look for bundles and open the ``wanted`` folders, left map first; without any, an AE beside a VAE.

        Nothing is waited for: the library comes in the event loop, and the choice with it.
        """
        self._client.start()
        guests = [_absolute(folder) for folder in wanted][: len(self.state.panes)]
        for pane, folder in enumerate(guests):
            self.open(pane, folder)
        self._choosing = not guests
        self._shelf.invite(*guests)
        self._shelf.look()
        if len(guests) == 1:
            self.show(0)

    def hasten(self, most_ms: int = HASTE_MS) -> None:
        """Before there is a window: get the first models on their way, without the event loop, for a moment."""
        self._client.hasten(most_ms)

    def await_library(self, most_ms: int = LIBRARY_MS) -> None:
        """Let the event loop run, without a hand's doings, until the library is known, or for ``most_ms``."""
        end = QDeadlineTimer(most_ms)
        while not (self._shelf.complete or end.hasExpired()):
            QCoreApplication.processEvents(_NO_HAND, 50)

    @property
    def confined(self) -> Mapping[str, bool]:
        """What holds of the inference process's confinement, by layer, as it found out; empty until it has said so."""
        return self._client.confined

    @property
    def idle(self) -> bool:
        """True once nothing that was asked for is still to come."""
        return not (self._client.busy or any(desk.busy for desk in self._desks))

    def close(self) -> None:
        """End the inference process; the session is of no use afterwards."""
        for desk in self._desks:
            desk.close()
        self._quiet.stop()
        self._shelf.close()
        self._client.close()

    def notify(self, text: str) -> None:
        """Say one line in the status bar for a while."""
        self._set(replace(self.state, notice=text))
        self._quiet.start()

    # ------------------------------------------------------------ models

    def open(self, pane: int, folder: Path) -> None:
        """Open the bundle in ``folder`` in ``pane``; what is there stays until the new one is ready."""
        self._choosing = False
        self.models.open(pane, folder)

    def invite(self, *folders: Path) -> None:
        """List these bundles among the others from now on."""
        self._shelf.invite(*folders)
        self._shelf.look()

    def open_guest(self, pane: int, folder: Path) -> None:
        """Open a bundle from anywhere; it is listed among the others from now on."""
        folder = _absolute(folder)
        self.open(pane, folder)
        self.invite(folder)

    def show(self, *panes: int) -> None:
        """Show these panes, side by side in this order."""
        lead = self.state.lead if self.state.lead in panes else panes[0]
        self._set(replace(self.state, shown=panes, lead=lead))
        self._reprobe()
        self._ask_reading()
        self._ask_film()
        self.trails.measure()

    # ------------------------------------------------------------ maps

    def look(self, pane: int, view: View2D) -> None:
        """The map of ``pane`` shows ``view`` now, widget px."""
        self.views[pane] = view
        self.manifold.look(pane)
        self.fields.look(pane)

    # ------------------------------------------------------------ probe

    def hover(self, pane: int, x: float, y: float) -> None:
        """The pointer is at map point (x, y) of ``pane``: probe it, unless the probe is pinned."""
        if self.state.pinned:
            return
        self.probe(pane, x, y)

    def probe(self, pane: int, x: float, y: float) -> None:
        """Probe (x, y) of ``pane``, pinned or not."""
        self._placed = True
        state = probing.move(self.state, pane, (x, y))
        self._submit(probing.SLOT, probing.request(state))  # the child works while the views draw the cross
        self._set(state if state.screen == "probe" else replace(state, screen="probe"))

    def leave(self) -> None:
        """The pointer left the maps: the previews belong to the path again while it plays."""
        if self.state.path.playing:
            self._set(replace(self.state, screen="path"))

    def pin(self, on: bool) -> None:
        """Hold the probe where it is, or let it follow the pointer again."""
        self._set(replace(self.state, pinned=on))

    def probe_sample(self, sample: int) -> None:
        """Probe exactly the code of one stored sample."""
        self._placed = True
        self._set(replace(probing.to_sample(self.state, sample), screen="probe"))
        self._ask_probe()

    def random_sample(self) -> None:
        """Probe one of the codes that are shown, picked at random, and hold it."""
        rows = looks.samples(self.state, self.state.lead)
        if len(rows):
            self.pin(True)
            self.probe_sample(int(rows[self._random.randrange(len(rows))]))
        else:
            self.notify("There are no codes on this map to pick from.")

    # ------------------------------------------------------------ undo

    def undo(self) -> None:
        """Take back the last edit, of the drawing or of the path."""
        drawn, laid = self.state.drawing.edits.last, self.state.path.edits.last
        self.pen.undo() if drawn > laid else self.path.undo()

    def redo(self) -> None:
        """Do again what was taken back last."""
        drawn, laid = self.state.drawing.edits.next, self.state.path.edits.next
        self.pen.redo() if drawn and not (laid and laid < drawn) else self.path.redo()

    # ------------------------------------------------------------ path

    def click(self, pane: int, x: float, y: float) -> None:
        """A click on a map: in path mode it adds a way-point, otherwise it pins the probe or lets it go."""
        self._unclicked = self.state.path, self.state.pinned
        pinned = self.state.pinned
        self.probe(pane, x, y)
        if self.state.mode is Mode.PATH:
            self.path.click(pane)
        else:
            self.pin(not pinned)

    def unclick(self) -> None:
        """Take back what the last ``click`` did to the path and the pin: it was half of a double click."""
        before, self._unclicked = self._unclicked, None
        if before is not None:
            self.path.take_back(before[0])
            self.pin(before[1])

    # ------------------------------------------------------------ looks

    def set_mode(self, mode: Mode) -> None:
        """What a click on a map means."""
        self._set(replace(self.state, mode=mode))
        self.trails.measure()

    def toggle_class(self, index: int) -> None:
        """Take a class off the maps, or put it back."""
        self._set(replace(self.state, hidden=self.state.hidden ^ {index}))

    def show_only_class(self, index: int) -> None:
        """Show one class alone; a second time, all again."""
        count = max((len(m.manifest.classes) for _, m in self.state.shown_models()), default=0)
        others = frozenset(range(count)) - {index}
        self._set(replace(self.state, hidden=frozenset() if self.state.hidden == others else others))

    def set_layer(self, name: str, layer: Layer) -> None:
        """Show an overlay or not, and how opaque."""
        self._set(replace(self.state, layers={**self.state.layers, name: layer}))

    def toggle_layer(self, name: str) -> None:
        """Show an overlay, or take it away."""
        layer = self.state.layers[name]
        self.set_layer(name, replace(layer, on=not layer.on))

    def set_tiles(self, look: TileLook) -> None:
        """Lay the living manifold in another way; sizes beyond ``TILE_SIZES`` are cut."""
        look = replace(look, px=min(max(look.px, TILE_SIZES[0]), TILE_SIZES[1]))
        if look != self.state.tiles:
            self._set(replace(self.state, tiles=look))

    # ------------------------------------------------------------ what comes back

    def _heard(self, event: Event) -> None:
        if self._shelf.heard(event):
            return
        if not isinstance(event, Restarted) and any(desk.heard(event) for desk in self._desks):
            return
        match event:
            case Replied(job=Load(key), frame=frame):
                self.models.loaded(key, frame)
            case Replied(job=ReadPoints(key), frame=frame):
                self.models.codes_came(key, frame)
            case Replied(slot=probing.SLOT, job=Decode() as job, frame=frame):
                if self.state.screen == "probe":
                    self._set(probing.decoded(self.state, job, frame))
            case Replied(slot=film.SLOT, job=Decode() as job, frame=frame):
                self._frames_came(job, frame)
            case Replied(slot=slicing.SLOT, job=Decode() as job, frame=frame):
                self.planes.came(job, frame)
            case Replied(job=Reconstruct() as job, frame=frame):
                self._set(drawing.reconstructed(self.state, job, frame))
                self.path.reread()
            case Failed(job=Load(key) | ReadPoints(key), error=error):
                self.models.refused(key, error)
            case Failed(error=error):
                self.notify(str(error))
            case Restarted(reason=reason):
                self.notify(reason)

    def _library_read(self, entries: tuple[Entry, ...]) -> None:
        self._set(replace(self.state, library=entries))
        if self._choosing:
            for pane, folder in enumerate(_opening_choice(self.state, self._shelf.complete)):
                self.open(pane, folder)

    def _arrived(self, panes: Sequence[int], fresh: bool) -> None:
        """A model has come into ``panes``, or (not ``fresh``) the codes of one."""
        leads = self.state.lead in panes
        self._placed = self._placed and not (fresh and leads)
        self._reprobe(home=not fresh and leads and not self._placed)
        self._ask_reading()  # with codes there are nearest ones to find
        if self._model(panes[0]).codes is not None:
            self.path.begin()

    def _frames_came(self, job: Decode, frame: Frame) -> None:
        state = film.decoded(self.state, job, frame)
        if state is self.state:
            return  # frames of a path that was replaced: those of the new one are on their way
        self._set(film.screened(state) if state.screen == "path" else state)
        self._ask_film()

    # ------------------------------------------------------------ small steps

    def _set(self, new: SessionState) -> None:
        """Replace the state. Everybody hears of every change once and in order.

        The state is the new one at once; a listener that changes it again has that told after all have heard of this.
        """
        old, self.state = self.state, new
        if new is not old:
            self._news.append((old, new))
            self._tell_all()

    def _tell_all(self) -> None:
        if self._telling:
            return  # from within a listener: the round that is going on tells it
        self._telling = True
        try:
            while self._news:
                each_hears((self.changed.emit, *(desk.follow for desk in self._desks)), *self._news.popleft())
        finally:
            self._telling = False

    def _submit(self, slot: str, job: Job | None) -> None:
        if job is not None:
            self._client.submit(slot, job)

    def _in_bulk(self, slot: str, job: Job | None) -> None:
        if job is None:
            self._client.drop(slot, "bulk")
        else:
            self._client.submit(slot, job, lane="bulk")

    def _ask_probe(self) -> None:
        self._submit(probing.SLOT, probing.request(self.state))

    def _ask_reading(self) -> None:
        self._submit(drawing.SLOT, drawing.request(self.state))

    def _ask_film(self) -> None:
        self._submit(film.SLOT, film.request(self.state))

    def _reprobe(self, home: bool = False) -> None:
        """Probe again where the leading pane was probed, or at ``home``: after models or panes have changed."""
        shown = [i for i, _ in self.state.shown_models()]
        if not shown:
            return
        lead = self.state.lead if self.state.lead in shown else shown[0]
        model, probe = self._model(lead), self.state.panes[lead].probe
        if probe is not None and probe.sample is not None and not home and probing.on_sample(model, probe):
            self._set(probing.to_sample(replace(self.state, lead=lead), probe.sample))
        else:
            stays = probe is not None and not home
            self._set(probing.stay(self.state, lead) if stays else probing.move(self.state, lead, probing.home(model)))
        self._ask_probe()

    def _model(self, i: int) -> Model:
        model = self.state.panes[i].model
        assert model is not None
        return model


def _absolute(folder: Path) -> Path:
    """``folder`` from the root, without a look at the disk: that might not answer."""
    return Path(os.path.abspath(folder))  # noqa: PTH100 - resolve would follow links, which takes a look


def _opening_choice(state: SessionState, complete: bool) -> tuple[Path, ...]:
    """What to open first; nothing yet where better may be found, unless the library is ``complete``."""
    good = [entry for entry in state.library if entry.error is None]
    ids = {entry.id: entry.folder for entry in good}
    if all(name in ids for name in FAVOURITES):
        return tuple(ids[name] for name in FAVOURITES)
    if not complete:
        return ()
    kinds = [next((entry.folder for entry in good if entry.kind == kind), None) for kind in ("ae", "vae")]
    found = [folder for folder in kinds if folder is not None]
    return tuple((found * 2)[:2])

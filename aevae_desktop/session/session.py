"""The session: commands in, one signal out. It alone replaces the state and talks to the inference process."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from aevae_desktop.engine.library import Entry
from aevae_desktop.engine.protocol import Decode, Frame, Job, Load, ReadPoints, Reconstruct
from aevae_desktop.errors import LabError
from aevae_desktop.session import drawing, film, opening, probing
from aevae_desktop.session.client import Client
from aevae_desktop.session.events import Event, Failed, Listener, Replied, Restarted
from aevae_desktop.session.path_desk import PathDesk
from aevae_desktop.session.shelf import Shelf
from aevae_desktop.session.state import EMPTY, F64, Drawing, Layer, Mode, Model, SessionState, Strokes

NOTICE_MS = 8000
FAVOURITES = ("ae-mnist-2d", "vae-mnist-2d")  # what the two panes open with, where they exist


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
        self._client = client(self._heard)
        self.path = PathDesk(lambda: self.state, self._set, self._ask_film, self.notify, self)
        self._shelf = Shelf(folders, self._library_read, self)
        self._random = random.Random()
        self._unclicked = self.state
        self._early: dict[str, Frame] = {}  # codes that came before their networks
        self._quiet = QTimer(self, singleShot=True, interval=NOTICE_MS)
        self._quiet.timeout.connect(lambda: self._set(replace(self.state, notice="")))

    # ------------------------------------------------------------ life

    def start(self, wanted: Sequence[Path] = ()) -> None:
        """Look for bundles and open the ``wanted`` folders, left map first; without any, an AE beside a VAE."""
        self._client.start()
        self._shelf.look()
        choice = [folder.resolve() for folder in wanted] or _opening_choice(self.state)
        for pane, folder in zip(range(len(self.state.panes)), choice, strict=False):
            self.open(pane, folder)

    @property
    def idle(self) -> bool:
        """True once nothing that was asked for is still to come."""
        return not self._client.busy

    def close(self) -> None:
        """End the inference process; the session is of no use afterwards."""
        self.path.close()
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
        key = str(folder)
        self._set(self.state.with_pane(pane, wanted=key, error=None))
        self._client.load(key, key)
        self._client.submit(f"points:{key}", ReadPoints(key, key), lane="bulk")

    def show(self, *panes: int) -> None:
        """Show these panes, side by side in this order."""
        lead = self.state.lead if self.state.lead in panes else panes[0]
        self._set(replace(self.state, shown=panes, lead=lead))
        self._reprobe()
        self._ask_reading()
        self._ask_film()

    # ------------------------------------------------------------ probe

    def hover(self, pane: int, x: float, y: float) -> None:
        """The pointer is at map point (x, y) of ``pane``: probe it, unless the probe is pinned."""
        if self.state.pinned:
            return
        self.probe(pane, x, y)

    def probe(self, pane: int, x: float, y: float) -> None:
        """Probe (x, y) of ``pane``, pinned or not."""
        state = replace(probing.move(self.state, pane, (x, y)), pointing=True)
        self._set(state)
        self._ask_probe()

    def leave(self) -> None:
        """The pointer left the maps: the previews belong to the path again while it plays."""
        if self.state.pointing:
            self._set(replace(self.state, pointing=False))

    def pin(self, on: bool) -> None:
        """Hold the probe where it is, or let it follow the pointer again."""
        self._set(replace(self.state, pinned=on))

    def probe_sample(self, sample: int) -> None:
        """Probe exactly the code of one stored sample."""
        self._set(probing.to_sample(self.state, sample))
        self._ask_probe()

    def random_sample(self) -> None:
        """Probe a stored code picked at random, and hold it."""
        rows = max((len(m.codes.mu) for _, m in self.state.shown_models() if m.codes is not None), default=0)
        if rows:
            self._set(replace(self.state, pinned=True, pointing=True))
            self.probe_sample(self._random.randrange(rows))

    # ------------------------------------------------------------ pen

    def sketch(self, half: F64) -> None:
        """The stroke under the pen so far, ``(k, 2) px``: every model reads the drawing as it grows."""
        self._draw(drawing.sketch(self.state.drawing, half))

    def finish_stroke(self) -> None:
        """The pen was lifted."""
        self._draw(drawing.finish(self.state.drawing))

    def redraw(self, strokes: Strokes) -> None:
        """Replace the whole drawing."""
        self._draw(drawing.redraw(self.state.drawing, strokes))

    def clear(self) -> None:
        """Wipe the drawing; undo brings it back."""
        self._draw(drawing.redraw(self.state.drawing, ()))

    def undo(self) -> None:
        """Take back the last stroke or wipe."""
        self._draw(drawing.undo(self.state.drawing))

    def redo(self) -> None:
        """Do again what was taken back."""
        self._draw(drawing.redo(self.state.drawing))

    # ------------------------------------------------------------ path

    def click(self, pane: int, x: float, y: float) -> None:
        """A click on a map: in path mode it sets an end of the path, otherwise it pins the probe or lets it go."""
        self._unclicked = self.state
        if self.state.mode is Mode.PATH:
            self._set(probing.move(self.state, pane, (x, y)))
            self.path.anchor_probe(self.state.path.next_end, pane)
        elif self.state.pinned:
            self.pin(False)
            self.probe(pane, x, y)
        else:
            self.probe(pane, x, y)
            self.pin(True)

    def unclick(self) -> None:
        """Take back what the last ``click`` did to the path and the pin: it was half of a double click."""
        before = self._unclicked
        if before.path.a is not self.state.path.a or before.path.b is not self.state.path.b:
            self.path.relay(replace(self.state, path=before.path))
        self.pin(before.pinned)

    # ------------------------------------------------------------ looks

    def set_mode(self, mode: Mode) -> None:
        """What a click on a map means."""
        self._set(replace(self.state, mode=mode))

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

    # ------------------------------------------------------------ what comes back

    def _heard(self, event: Event) -> None:
        match event:
            case Replied(job=Load(key), frame=frame):
                self._loaded(key, frame)
            case Replied(job=ReadPoints(key), frame=frame):
                self._codes_came(key, frame)
            case Replied(slot=probing.SLOT, job=Decode() as job, frame=frame):
                # while the path plays and nobody points, the previews are the path's
                if self.state.pointing or not self.state.path.playing:
                    self._set(probing.decoded(self.state, job, frame))
            case Replied(slot=film.SLOT, job=Decode() as job, frame=frame):
                self._frames_came(job, frame)
            case Replied(job=Reconstruct() as job, frame=frame):
                self._set(drawing.reconstructed(self.state, job, frame))
            case Failed(job=Load(key) | ReadPoints(key), error=error):
                self._refused(key, error)
            case Failed(error=error):
                self.notify(str(error))
            case Restarted(reason=reason):
                self.notify(reason)

    def _loaded(self, key: str, frame: Frame) -> None:
        try:
            model = opening.model_of(key, frame)
        except LabError as error:
            self._refused(key, error)
            return
        for i, pane in enumerate(self.state.panes):
            if pane.wanted == key:
                self._put(i, model)
        if key in self._early:
            self._codes_came(key, self._early.pop(key))

    def _library_read(self, entries: tuple[Entry, ...]) -> None:
        self._set(replace(self.state, library=entries))

    def _put(self, i: int, model: Model) -> None:
        old = self.state.panes[i].model
        if old is not None and old.key == model.key:
            model = replace(model, codes=old.codes)
        self._set(self.state.with_pane(i, model=model, error=None, probe=None, preview=None, reading=None, film=None))
        self._reprobe()
        self._ask_reading()

    def _codes_came(self, key: str, frame: Frame) -> None:
        fresh: Model | None = None
        for i, pane in enumerate(self.state.panes):
            if pane.model is not None and pane.model.key == key:
                fresh = fresh or opening.with_codes(pane.model, frame)
                self._set(self.state.with_pane(i, model=replace(pane.model, codes=fresh.codes)))
        if fresh is None:
            self._early[key] = frame  # the networks are still on their way
            return
        self._reprobe(home=True)
        self._first_path()

    def _refused(self, key: str, error: LabError) -> None:
        for i, pane in enumerate(self.state.panes):
            if pane.wanted == key:
                self._set(self.state.with_pane(i, error=error))
        self.notify(str(error))

    def _frames_came(self, job: Decode, frame: Frame) -> None:
        state = film.decoded(self.state, job, frame)
        if not state.pointing and state.path.t > 0:
            state = film.screened(state)
        self._set(state)
        self._ask_film()

    # ------------------------------------------------------------ small steps

    def _set(self, new: SessionState) -> None:
        old, self.state = self.state, new
        if new is not old:
            self.changed.emit(old, new)

    def _submit(self, slot: str, job: Job | None) -> None:
        if job is not None:
            self._client.submit(slot, job)

    def _ask_probe(self) -> None:
        self._submit(probing.SLOT, probing.request(self.state))

    def _ask_reading(self) -> None:
        self._submit(drawing.SLOT, drawing.request(self.state))

    def _ask_film(self) -> None:
        self._submit(film.SLOT, film.request(self.state))

    def _reprobe(self, home: bool = False) -> None:
        """Probe again where the leading pane was probed, or in its middle: after models or panes have changed."""
        model = self.state.panes[self.state.lead].model
        probe = self.state.panes[self.state.lead].probe
        if model is None:
            return
        xy = probing.home(model) if probe is None or (home and not self.state.pointing) else probe.xy
        self._set(probing.move(self.state, self.state.lead, xy))
        self._ask_probe()

    def _draw(self, new: Drawing) -> None:
        state = replace(self.state, drawing=new)
        self._set(drawing.forgotten(state) if new.seen is None else state)
        self._ask_reading()

    def _first_path(self) -> None:
        """Lay a path to begin with, once; later models get the path that is there, where samples allow it."""
        ends = film.anchors_again(self.state) if self.path.laid else film.first_path(self.state)
        if ends is not None:
            self.path.lay(*ends)


def _opening_choice(state: SessionState) -> tuple[Path, ...]:
    good = [entry for entry in state.library if entry.error is None]
    ids = {entry.id: entry.folder for entry in good}
    if all(name in ids for name in FAVOURITES):
        return tuple(ids[name] for name in FAVOURITES)
    kinds = [next((entry.folder for entry in good if entry.kind == kind), None) for kind in ("ae", "vae")]
    found = [folder for folder in kinds if folder is not None]
    return tuple((found * 2)[:2])

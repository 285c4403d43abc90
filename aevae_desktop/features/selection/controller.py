"""What a hand catches on a map, and what is made of it. Commands only; the state is the session's."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from numpy.typing import ArrayLike

from aevae_desktop.bundle import IMAGES
from aevae_desktop.core.codes import ranges
from aevae_desktop.core.codes.agreement import label_agreement, overlap
from aevae_desktop.core.map.selecting import inside_box, inside_polygon, rim
from aevae_desktop.engine.wire.protocol import Decode, Job, Neighbours, ReadImages, WriteCodes
from aevae_desktop.errors import DataError
from aevae_desktop.features.models import logic as models_logic
from aevae_desktop.features.probe.controller import ProbeController
from aevae_desktop.features.probe.state import Probe
from aevae_desktop.features.selection import logic
from aevae_desktop.features.selection.logic import Bools
from aevae_desktop.features.selection.searching import BY_CELLS, BY_MATRICES, Search
from aevae_desktop.features.selection.sheet import SheetWork
from aevae_desktop.features.selection.state import How, Report, Rows, Selecting, Selection, Tool
from aevae_desktop.language import translate
from aevae_desktop.session.controller import Context, Controller
from aevae_desktop.session.inference.client import BULK
from aevae_desktop.session.inference.events import Failed, Replied
from aevae_desktop.session.model import Model
from aevae_desktop.session.state import SessionState, panes_differ

PREFIX = "selection"
GROW, REPORT, SHEET, ORIGINALS, CODES = (
    f"{PREFIX}.{name}" for name in ("grow", "report", "sheet", "originals", "codes")
)
K = 10  # neighbours
N = 2000  # samples that a report looks at
PAST = 16  # selections that undo remembers


class SelectionController(Controller):
    """Selects samples, and has them shown, compared and written."""

    prefixes = (PREFIX,)

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._sheet = SheetWork()
        self._searches: dict[str, Search] = {}
        self._codes: tuple[Job, Callable[[bytes], None]] | None = None

    # ------------------------------------------------------------ the tool, and what it catches

    def set_tool(self, tool: Tool) -> None:
        """What a drag on a map does."""
        self._change(tool=tool)

    def polygon(self, pane: int, xy: ArrayLike, how: How = How.NEW) -> None:
        """Catch what is shown within ``xy: (k, 2)``, map units, of ``pane``; a loop that closes itself."""
        if (model := self._codes_of(pane)) is not None and model.codes is not None:
            self._catch(model, inside_polygon(model.codes.cells, len(model.codes.mu), xy), how)

    def box(self, pane: int, box: tuple[float, float, float, float], how: How = How.NEW) -> None:
        """Catch what is shown in ``box = (x0, y0, x1, y1)``, map units, of ``pane``."""
        if (model := self._codes_of(pane)) is not None and model.codes is not None:
            self._catch(model, inside_box(model.codes.xy, box), how)

    def everything(self) -> None:
        """Select all that is shown."""
        if (model := self._model()) is not None and model.codes is not None:
            self._catch(model, np.ones(len(model.codes.mu), bool), How.NEW)
            if self.context.state.part(Selecting).selection is None:
                self.context.notify(translate("selection", "No codes are shown, so there are none to select."))

    def same_class(self, how: How = How.NEW) -> None:
        """Select the class of the sample that is probed."""
        state, model = self.context.state, self._model()
        probe = state.panes[state.lead].get(Probe)
        if model is None or model.codes is None or probe is None or probe.sample is None:
            self.context.notify(translate("selection", "Point at a map first: there is no sample at the probe."))
        else:
            self._catch(model, model.codes.label == model.codes.label[probe.sample], how)

    def numbers(self, text: str, how: How = How.NEW) -> None:
        """Select samples by number (``17``, ``100-120``, ``3, 5``) and probe the first."""
        model = self._model()
        if model is None or model.codes is None:
            self.context.notify(translate("selection", "This model stores no codes to select."))
            return
        try:
            rows = ranges.parse(text, len(model.codes.mu))
        except DataError as error:
            self.context.notify(error)
            return
        seen = logic.shown(self.context.state, model)
        found = rows if seen is None else rows[seen[rows]]
        if not len(found):
            self.context.notify(
                translate("selection", "That sample is hidden.")
                if len(rows) == 1
                else translate("selection", "All of these samples are hidden.")
            )
            return
        member = np.zeros(len(model.codes.mu), bool)
        member[found] = True
        self._catch(model, member, how)
        self.context.controller(ProbeController).probe_sample(int(found[0]))

    # ------------------------------------------------------------ from one selection to the next

    def invert(self) -> None:
        """Select all that is shown and not selected."""
        if (model := self._model()) is not None:
            self.choose(logic.inverted(self.context.state, model))

    def clear(self) -> None:
        """Select nothing."""
        if self.context.state.part(Selecting).selection is not None:
            self.choose(None)

    def undo(self) -> None:
        """Go back to the selection before."""
        part = self.context.state.part(Selecting)
        if part.past:
            future = (self.context.state.part(Selecting).selection, *part.future)
            self._swap(part.past[-1], past=part.past[:-1], future=future)

    def redo(self) -> None:
        """Take back what ``undo`` did."""
        part = self.context.state.part(Selecting)
        if part.future:
            past = (*part.past, self.context.state.part(Selecting).selection)
            self._swap(part.future[0], past=past, future=part.future[1:])

    def grow(self, k: int = K) -> None:
        """Add the ``k`` nearest neighbours, in the latent space of the leading map, of every selected sample."""
        now, model = self.context.state.part(Selecting).selection, self._model()
        if now is None or model is None or model.codes is None or not logic.belongs(now, model):
            self.context.notify(translate("selection", "Select something on this map first."))
            return
        codes, member = model.codes, logic.mask(now, model)
        # the cells are those of the map: only where d = 2 are its distances those of the latent space
        rows = rim(codes.cells, member, k) if model.manifest.latent_dim == 2 else now.samples
        pace = BY_CELLS if model.manifest.latent_dim <= 2 else BY_MATRICES
        self._search(GROW, Search("growing", [model.key], rows, k, pace, (now, model, member)))

    # ------------------------------------------------------------ what is made of it

    def watch(self, on: bool) -> None:
        """Whether anybody looks at the contact sheet: it is decoded only then."""
        self._sheet.watched = on
        self._ask_sheet()

    def turn(self, step: int) -> None:
        """Go ``step`` pages on in the contact sheet."""
        self._sheet.page += step
        self._ask_sheet()

    def report(self, k: int = K, n: int = N) -> None:
        """Look at the ``k`` nearest codes of up to ``n`` selected samples, or of all where nothing is selected."""
        state, model = self.context.state, self._model()
        if model is None or model.codes is None or len(model.codes.mu) < 2:
            self.context.notify(translate("selection", "This model stores no codes to compare."))
            return
        now = state.part(Selecting).selection if logic.belongs(state.part(Selecting).selection, model) else None
        peers = [m for _, m in state.shown_models() if m is model or _same_rows(m, model)]
        rows = logic.sample_of(now, len(model.codes.mu), n)
        pace = BY_CELLS if all(m.manifest.latent_dim <= 2 for m in peers) else BY_MATRICES
        self._search(REPORT, Search("comparing", [m.key for m in peers], rows, k, pace, (now, peers)))

    def codes(self, pane: int, done: Callable[[bytes], None]) -> None:
        """Write the selected codes of ``pane``'s model as CSV; ``done`` gets the text, UTF-8."""
        now, model = self.context.state.part(Selecting).selection, self._codes_of(pane)
        if now is None or model is None or not logic.belongs(now, model):
            self.context.notify(translate("selection", "Select something on this map first."))
            return
        job = WriteCodes(model.key, model.key, now.samples)
        self._codes = job, done
        self.context.client.submit(CODES, job, BULK)

    # ------------------------------------------------------------ what happens around it

    def on_state_changed(self, old: SessionState, new: SessionState) -> None:
        """The state has changed: another selection, or other models, want another sheet."""
        models = panes_differ(old, new, "model") and any(
            _mu(a.model) is not _mu(b.model) for a, b in zip(old.panes, new.panes, strict=True)
        )
        if old.part(Selecting).selection is not new.part(Selecting).selection:
            self._sheet.page = 0
        if self._sheet.watched and (
            models or old.part(Selecting).selection is not new.part(Selecting).selection or old.shown != new.shown
        ):
            self._ask_sheet()

    def on_reply(self, reply: Replied) -> None:
        """A piece of a search, pictures for the sheet, or the text of the codes."""
        match reply:
            case Replied(job=Neighbours()):
                self._found(reply.slot, reply)
            case Replied(slot=slot, job=Decode() | ReadImages() as job, frame=frame):
                if self._sheet.take(job, frame):
                    self._change(sheet=self._sheet.sheet)
                    self.context.submit(SHEET, self._sheet.job() if slot == SHEET else None, BULK)
            case Replied(job=WriteCodes() as job, frame=frame):
                if self._codes is not None and self._codes[0] is job:
                    self._codes[1](frame.arrays["text"].tobytes())

    def on_failure(self, failure: Failed) -> None:
        """Tell it, and end the search that it belonged to."""
        super().on_failure(failure)
        search = self._searches.get(failure.slot)
        if search is not None and search.lose(failure.job):
            self._stop(failure.slot)  # one that came in part has asked for the next piece

    # ------------------------------------------------------------ small steps

    def _model(self) -> Model | None:
        """The leading model if it stores codes, else any on screen that does."""
        state = self.context.state
        models = [model for _, model in sorted(state.shown_models(), key=lambda pair: pair[0] != state.lead)]
        return next((model for model in models if model.codes is not None and len(model.codes.mu)), None)

    def _codes_of(self, pane: int) -> Model | None:
        model = self.context.state.panes[pane].model
        return model if model is not None and model.codes is not None and len(model.codes.mu) else None

    def _catch(self, model: Model, caught: Bools, how: How) -> None:
        self.choose(logic.combined(self.context.state, model, caught, how))

    def choose(self, new: Selection | None) -> None:
        """Make ``new`` the selection; undo brings back the one before. None for none never makes a step."""
        old = self.context.state.part(Selecting).selection
        if old is None and new is None:
            return
        part = self.context.state.part(Selecting)
        self._swap(new, past=(*part.past, old)[-PAST:], future=())

    def _swap(self, new: Selection | None, **changes: tuple[Selection | None, ...]) -> None:
        self._searches.pop(GROW, None)
        part = replace(self.context.state.part(Selecting), sheet=None, busy="", share=0.0, **changes)  # type: ignore[arg-type]
        self.context.set_state(self.context.state.with_part(replace(part, selection=new)))

    def _change(self, **changes: object) -> None:
        state = self.context.state
        self.context.set_state(state.with_part(replace(state.part(Selecting), **changes)))  # type: ignore[arg-type]

    def _ask_sheet(self) -> None:
        state = self.context.state
        models = [model for _, model in logic.linked(state)]
        source = next((model for model in models if IMAGES in model.manifest.files), None)
        self.context.submit(SHEET, self._sheet.begin(state.part(Selecting).selection, models), BULK)
        self.context.submit(ORIGINALS, self._sheet.originals(None if source is None else source.key), BULK)

    def _search(self, slot: str, search: Search) -> None:
        self._searches[slot] = search
        self._go_on(slot, search)

    def _found(self, slot: str, event: Replied) -> None:
        search = self._searches.get(slot)
        if search is not None and search.put(event.job, event.frame):
            self._go_on(slot, search)

    def _go_on(self, slot: str, search: Search) -> None:
        job = search.request()
        if job is None:
            self._finish(slot, search)
        else:
            self._change(busy=search.what, share=search.share)
            self.context.submit(slot, job, BULK)

    def _stop(self, slot: str) -> None:
        del self._searches[slot]
        self._change(busy="", share=0.0)

    def _finish(self, slot: str, search: Search) -> None:
        self._stop(slot)
        if slot == GROW:
            self._grown(search)
        else:
            self._change(report=_reported(search))

    def _grown(self, search: Search) -> None:
        now, model, member = search.purpose
        near: Rows = search.near(model.key)
        if self.context.state.part(Selecting).selection is now:
            caught = member.copy()
            caught[near[near >= 0]] = True
            grown = logic.combined(self.context.state, model, caught, How.ADD)
            self.choose(grown)
            more = 0 if grown is None or now is None else len(grown.samples) - len(now.samples)
            self.context.notify(
                translate("selection", "{more:,} neighbours were added.").format(more=more)
                if more
                else translate("selection", "All neighbours are selected or hidden.")
            )


def _reported(search: Search) -> Report:
    now, models = search.purpose
    near = {model.key: search.near(model.key) for model in models}
    agreement = {
        model.key: label_agreement(model.codes.label, search.samples, near[model.key])
        for model in models
        if len(near[model.key])
    }
    both = [found for found in near.values() if len(found)]
    n, of = len(search.samples), len(models[0].codes.mu) if now is None else len(now.samples)
    return Report(now, search.k, n, of, agreement, overlap(*both[:2]) if len(both) > 1 else None)


def _mu(model: Model | None) -> object:
    """What changes when other codes come; another plane of the same shows the same pictures."""
    return None if model is None or model.codes is None else model.codes.mu


def _same_rows(a: Model, b: Model) -> bool:
    return a.codes is not None and models_logic.linked(a, b)

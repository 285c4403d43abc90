"""Which plane a map shows, the sliders, their traversals. Commands only; the state is the session's."""

from __future__ import annotations

from PySide6.QtCore import QTimer

from aevae_desktop.core.pacing import Pacer
from aevae_desktop.engine.wire.protocol import Decode, models_of
from aevae_desktop.errors import DataError
from aevae_desktop.features.models import logic as models_logic
from aevae_desktop.features.planes import logic
from aevae_desktop.features.planes.state import Corner, Slicing
from aevae_desktop.features.probe import logic as probe_logic
from aevae_desktop.features.probe.controller import ProbeController
from aevae_desktop.language import translate
from aevae_desktop.session.controller import Context, Controller
from aevae_desktop.session.in_parts import InParts
from aevae_desktop.session.inference.client import BULK
from aevae_desktop.session.inference.events import Failed, Replied
from aevae_desktop.session.model import F32, Model
from aevae_desktop.session.state import SessionState

REST_MS = 80  # the probe has come to rest when it stayed so long
PACE = Pacer(8.0, first=1, most=logic.IN_SIGHT)  # ms of decoding strips in one request


class PlaneController(Controller):
    """Chooses planes, moves the probe by sliders, and has traversals decoded."""

    prefixes = (logic.SLOT,)

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._watched: tuple[int, tuple[int, ...]] | None = None
        self._asked: tuple[Decode, int, F32, list[int]] | None = None
        self._lost: set[str] = set()  # models whose strips were given up: they are asked again once nobody has looked
        self._pace = PACE
        self._cuts: InParts[Model] = InParts()
        self._rest = QTimer(context, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self.settle)

    @property
    def busy(self) -> bool:
        """Whether a plane is still to be shown, or something waits for the probe to rest."""
        return self._rest.isActive() or self.cutting

    @property
    def cutting(self) -> bool:
        """Whether the codes of a map are being sorted for another plane."""
        return self._cuts.busy

    def close(self) -> None:
        """Wait for nothing any more."""
        self._rest.stop()
        self._cuts.close()

    # ------------------------------------------------------------ planes

    def axes(self, pane: int, i: int, j: int) -> None:
        """Show dimension ``i`` to the right and ``j`` upwards."""
        model = self.context.state.panes[pane].model
        if model is None or model.plane.d < 2:
            return
        if i == j or not (0 <= i < model.plane.d and 0 <= j < model.plane.d):
            self.context.notify(
                translate("planes", "Choose two different dimensions, z1 to z{d}.").format(d=model.plane.d)
            )
            return
        self.see(pane, logic.along_axes(self.context.state.panes[pane], i, j))

    def principal(self, pane: int) -> None:
        """Show the plane of the codes' two leading principal directions."""
        model = self.context.state.panes[pane].model
        if model is None or model.codes is None or not len(model.codes.mu):
            self.context.notify(translate("planes", "This model stores no codes to find principal directions of."))
        elif model.plane.d > 1:
            self.see(pane, logic.along_principal(self.context.state.panes[pane]))

    def add_corner(self, pane: int) -> None:
        """The probed sample as the next corner of a plane; with the third, show the plane through all three."""
        corner = logic.probed_corner(self.context.state.panes[pane])
        if corner is None:
            self.context.notify(translate("planes", "There is nothing to start from yet: point at a map first."))
            return
        held = self.context.state.panes[pane].part(Slicing).corners
        self._try_corners(pane, (*(held if len(held) < logic.CORNERS else ()), corner))

    def path_and_probe(self, pane: int) -> None:
        """Show the plane through A, B and the probe."""
        corners = logic.path_corners(self.context.state, pane)
        if len(corners) < logic.CORNERS:
            self.context.notify(translate("planes", "Set way-points of a path and point at a map first."))
            return
        self._try_corners(pane, corners)

    def clear_corners(self, pane: int) -> None:
        """Choose the corners anew."""
        self.context.set_state(logic.with_corners(self.context.state, pane, ()))

    def to_probe(self, pane: int) -> None:
        """Move the plane to the parallel one through the probed code."""
        z = logic.here(self.context.state, pane)
        if z is not None:
            self.context.set_state(logic.carried(self.context.state, pane, z))

    def see(self, pane: int, choice: logic.Choice | None) -> None:
        """See the pane through another plane: at once, or if it has many codes part by part between other events."""
        model = self.context.state.panes[pane].model
        if model is None or choice is None:
            return
        few = model.codes is None or len(model.codes.mu) <= models_logic.FEW
        parts = models_logic.seen_through(model, *choice)
        self._cuts.begin(pane, parts, lambda seen: self._show(pane, model, seen), at_once=few)

    def _try_corners(self, pane: int, corners: tuple[Corner, ...]) -> None:
        try:
            choice = logic.through_corners(corners) if len(corners) == logic.CORNERS else None
        except DataError as error:
            self.context.notify(translate("planes", "No plane: {error}").format(error=error))
            return
        self.context.set_state(logic.with_corners(self.context.state, pane, corners))
        self.see(pane, choice)

    def _show(self, pane: int, begun: Model, seen: Model) -> None:
        """Show ``seen``, a cut of ``begun``, unless another model was opened meanwhile."""
        now = self.context.state.panes[pane].model
        if now is not None and _codes(now) is _codes(begun):
            self.context.set_state(self.context.state.with_plane(pane, seen))

    # ------------------------------------------------------------ sliders

    def set_value(self, pane: int, k: int, value: float) -> None:
        """Put dimension ``k`` of the probed code at ``value``."""
        self._go(logic.with_value(self.context.state, pane, k, value))

    def freeze(self, pane: int, k: int, on: bool) -> None:
        """Let dimension ``k`` keep its value wherever the probe goes, or let it go."""
        z = logic.here(self.context.state, pane)
        if z is not None:
            kept = {k: float(z[k])} if on else {}
            self.context.set_state(logic.freeze(self.context.state, pane, kept, () if on else (k,)))

    def reset(self, pane: int) -> None:
        """Probe the mean of the codes; frozen dimensions stay."""
        shown = self.context.state.panes[pane]
        if shown.model is not None and shown.model.codes is not None:
            mean = shown.model.codes.dims.mean
            self._go(logic.moved(self.context.state, pane, probe_logic.held(shown, mean)))

    def _go(self, state: SessionState) -> None:
        self.context.set_state(state)
        self.context.controller(ProbeController).ask()

    # ------------------------------------------------------------ at rest

    def watch(self, pane: int, rows: tuple[int, ...]) -> None:
        """The strips of dimensions ``rows`` of ``pane`` are in sight: decode them. Without rows, none are."""
        self._watched = (pane, rows) if rows else None
        if not rows:
            self._lost.clear()
        if rows and not self._rest.isActive():
            self._ask()

    def on_state_changed(self, old: SessionState, new: SessionState) -> None:
        """What depends on where the probe rests is made anew once it does."""
        self._lost -= models_logic.changed(old, new)
        watched = -1 if self._watched is None else self._watched[0]
        for i, (a, b) in enumerate(zip(old.panes, new.panes, strict=True)):
            if (i == watched and logic.is_elsewhere(old, new, i)) or (
                a.model is not b.model and models_logic.moved_on(b.model)
            ):
                self._rest.start()
                return

    def settle(self) -> None:
        """The probe rests: fade the codes by their distance from the plane, and decode the strips in sight."""
        self._rest.stop()
        state = self.context.state
        for i, pane in enumerate(state.panes):
            if pane.model is not None and (model := models_logic.faded(pane.model)) is not pane.model:
                state = state.with_pane(i, model=model)
        self.context.set_state(state)
        self._ask()

    def on_reply(self, reply: Replied) -> None:
        """Strips came back; those that were asked for before the probe moved on are dropped."""
        if self._asked is None or self._asked[0] is not reply.job:
            return
        (_, pane, z, rows), self._asked = self._asked, None
        self._pace = self._pace.learned(len(rows), sum(reply.frame.header["ms"].values()))
        self.context.set_state(logic.decoded(self.context.state, pane, z, rows, reply.frame))
        if not self._rest.isActive():
            self._ask()

    def on_failure(self, failure: Failed) -> None:
        """Note whose strips were given up, and tell it."""
        if failure.given_up:
            self._lost.update(models_of(failure.job))
            self.context.client.drop(logic.SLOT, BULK)
        super().on_failure(failure)

    def _ask(self) -> None:
        if self._watched is None:
            return
        (pane, watched), state = self._watched, self.context.state
        rows = logic.missing(state, pane, watched)[: self._pace.size]
        job, z = logic.request(state, pane, rows), logic.here(state, pane)
        if job is not None and z is not None and self._lost.isdisjoint(job.z):
            self._asked = job, pane, z, rows
            self.context.client.submit(logic.SLOT, job, BULK)


def _codes(model: Model) -> object:
    """What tells two models apart but not the planes that they are seen through."""
    return model.manifest if model.codes is None else model.codes.mu

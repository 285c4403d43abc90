"""The plane desk: which plane a map shows, the sliders, their traversals. Commands only; the state is the session's."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from aevae_desktop.engine.frames import Frame
from aevae_desktop.engine.protocol import Decode, models_of
from aevae_desktop.errors import DataError
from aevae_desktop.session import opening, probing, slicing
from aevae_desktop.session.desk import Desk
from aevae_desktop.session.events import Failed, Replied
from aevae_desktop.session.in_parts import InParts
from aevae_desktop.session.model import F32, Model
from aevae_desktop.session.state import Corner, SessionState

REST_MS = 80  # the probe has come to rest when it stayed so long
CHUNK_MS = 8.0  # one request's share of the lane


class PlaneDesk(Desk):
    """Reads the state with ``state``, replaces it with ``put``, asks for the previews with ``probe``.

    ``bulk`` sends a job down the bulk lane (None: takes back what waits there), ``tell`` speaks to the user.
    """

    def __init__(
        self,
        state: Callable[[], SessionState],
        put: Callable[[SessionState], None],
        probe: Callable[[], None],
        bulk: Callable[[str, Decode | None], None],
        tell: Callable[[str], None],
        parent: QObject,
    ) -> None:
        self._state, self._put, self._probe, self._bulk, self._tell = state, put, probe, bulk, tell
        self._watched: tuple[int, tuple[int, ...]] | None = None
        self._asked: tuple[Decode, int, F32, list[int]] | None = None
        self._lost: set[str] = set()  # models whose strips were given up: they are asked again once nobody has looked
        self._strip_ms = 0.0  # of the last strip decoded; 0: none was
        self._cuts: InParts[Model] = InParts()
        self._rest = QTimer(parent, singleShot=True, interval=REST_MS)
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
        model = self._state().panes[pane].model
        if model is None or model.plane.d < 2:
            return
        if i == j or not (0 <= i < model.plane.d and 0 <= j < model.plane.d):
            self._tell(f"Choose two different dimensions, z1 to z{model.plane.d}.")
            return
        self.see(pane, slicing.along_axes(self._state().panes[pane], i, j))

    def principal(self, pane: int) -> None:
        """Show the plane of the codes' two leading principal directions."""
        model = self._state().panes[pane].model
        if model is None or model.codes is None or not len(model.codes.mu):
            self._tell("This model stores no codes to find principal directions of.")
        elif model.plane.d > 1:
            self.see(pane, slicing.along_principal(self._state().panes[pane]))

    def add_corner(self, pane: int) -> None:
        """The probed sample as the next corner of a plane; with the third, show the plane through all three."""
        corner = slicing.probed_corner(self._state().panes[pane])
        if corner is None:
            self._tell("There is nothing to start from yet: point at a map first.")
            return
        held = self._state().panes[pane].slicing.corners
        self._try_corners(pane, (*(held if len(held) < slicing.CORNERS else ()), corner))

    def path_and_probe(self, pane: int) -> None:
        """Show the plane through A, B and the probe."""
        corners = slicing.path_corners(self._state(), pane)
        if len(corners) < slicing.CORNERS:
            self._tell("Set way-points of a path and point at a map first.")
            return
        self._try_corners(pane, corners)

    def clear_corners(self, pane: int) -> None:
        """Choose the corners anew."""
        self._put(slicing.with_corners(self._state(), pane, ()))

    def to_probe(self, pane: int) -> None:
        """Move the plane to the parallel one through the probed code."""
        z = slicing.here(self._state().panes[pane])
        if z is not None:
            self._put(slicing.carried(self._state(), pane, z))

    def see(self, pane: int, choice: slicing.Choice | None) -> None:
        """See the pane through another plane: at once, or if it has many codes part by part between other events."""
        model = self._state().panes[pane].model
        if model is None or choice is None:
            return
        few = model.codes is None or len(model.codes.mu) <= opening.FEW
        parts = opening.seen_through(model, *choice)
        self._cuts.begin(pane, parts, lambda seen: self._show(pane, model, seen), at_once=few)

    def _try_corners(self, pane: int, corners: tuple[Corner, ...]) -> None:
        try:
            choice = slicing.through_corners(corners) if len(corners) == slicing.CORNERS else None
        except DataError as error:
            self._tell(f"No plane: {error}")
            return
        self._put(slicing.with_corners(self._state(), pane, corners))
        self.see(pane, choice)

    def _show(self, pane: int, begun: Model, seen: Model) -> None:
        """Show ``seen``, a cut of ``begun``, unless another model was opened meanwhile."""
        now = self._state().panes[pane].model
        if now is not None and _codes(now) is _codes(begun):
            self._put(slicing.recut(self._state(), pane, seen))

    # ------------------------------------------------------------ sliders

    def set_value(self, pane: int, k: int, value: float) -> None:
        """Put dimension ``k`` of the probed code at ``value``."""
        self._go(slicing.with_value(self._state(), pane, k, value))

    def freeze(self, pane: int, k: int, on: bool) -> None:
        """Let dimension ``k`` keep its value wherever the probe goes, or let it go."""
        z = slicing.here(self._state().panes[pane])
        if z is not None:
            kept = {k: float(z[k])} if on else {}
            self._put(slicing.freeze(self._state(), pane, kept, () if on else (k,)))

    def reset(self, pane: int) -> None:
        """Probe the mean of the codes; frozen dimensions stay."""
        shown = self._state().panes[pane]
        if shown.model is not None and shown.model.codes is not None:
            mean = shown.model.codes.dims.mean
            self._go(slicing.moved(self._state(), pane, probing.held(shown, mean)))

    def _go(self, state: SessionState) -> None:
        self._put(state)
        self._probe()

    # ------------------------------------------------------------ at rest

    def watch(self, pane: int, rows: tuple[int, ...]) -> None:
        """The strips of dimensions ``rows`` of ``pane`` are in sight: decode them. Without rows, none are."""
        self._watched = (pane, rows) if rows else None
        if not rows:
            self._lost.clear()
        if rows and not self._rest.isActive():
            self._ask()

    def follow(self, old: SessionState, new: SessionState) -> None:
        """What depends on where the probe rests is made anew once it does."""
        self._lost -= opening.changed(old, new)
        watched = -1 if self._watched is None else self._watched[0]
        for i, (a, b) in enumerate(zip(old.panes, new.panes, strict=True)):
            if (i == watched and a.probe is not b.probe) or (a.model is not b.model and opening.moved_on(b.model)):
                self._rest.start()
                return

    def settle(self) -> None:
        """The probe rests: fade the codes by their distance from the plane, and decode the strips in sight."""
        self._rest.stop()
        state = self._state()
        for i, pane in enumerate(state.panes):
            if pane.model is not None and (model := opening.faded(pane.model)) is not pane.model:
                state = state.with_pane(i, model=model)
        self._put(state)
        self._ask()

    def heard(self, event: Replied | Failed) -> bool:
        """Note whose strips were given up; who else has failed is told by the session."""
        if isinstance(event, Failed) and event.given_up and event.slot == slicing.SLOT:
            self._lost.update(models_of(event.job))
            self._bulk(slicing.SLOT, None)
        return False

    def came(self, job: Decode, frame: Frame) -> None:
        """Strips came back; those that were asked for before the probe moved on are dropped."""
        if self._asked is None or self._asked[0] is not job:
            return
        (_, pane, z, rows), self._asked = self._asked, None
        self._strip_ms = sum(frame.header["ms"].values()) / max(len(rows), 1)
        self._put(slicing.decoded(self._state(), pane, z, rows, frame))
        if not self._rest.isActive():
            self._ask()

    def _ask(self) -> None:
        if self._watched is None:
            return
        pane, shown = self._watched[0], self._state().panes[self._watched[0]]
        rows = slicing.missing(shown, self._watched[1])
        rows = rows[: max(1, int(CHUNK_MS / self._strip_ms)) if self._strip_ms else 1]
        job, z = slicing.request(shown, rows), slicing.here(shown)
        if job is not None and z is not None and self._lost.isdisjoint(job.z):
            self._asked = job, pane, z, rows
            self._bulk(slicing.SLOT, job)


def _codes(model: Model) -> object:
    """What tells two models apart but not the planes that they are seen through."""
    return model.manifest if model.codes is None else model.codes.mu

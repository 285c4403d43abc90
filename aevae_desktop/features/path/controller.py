"""The path: way-points, and how it goes between them. Commands only; the state is the session's.

Every edit is a step that undo takes back; a drag, or one slider moved again and again, is one step.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from aevae_desktop.features.drawing.state import Encoding
from aevae_desktop.features.path import text, waypoints
from aevae_desktop.features.path.curve_controller import CurveController
from aevae_desktop.features.path.state import (
    FRAME_COUNTS,
    LETTERS,
    MOST_WAYPOINTS,
    WEIGHTS,
    PathSpec,
    PathState,
    Waypoint,
)
from aevae_desktop.features.points import logic as points_logic
from aevae_desktop.features.probe.controller import ProbeController
from aevae_desktop.language import translate
from aevae_desktop.session.controller import Context
from aevae_desktop.session.history import History
from aevae_desktop.session.model import F32
from aevae_desktop.session.state import SessionState
from aevae_desktop.session.undo import Undoable
from aevae_desktop.ui import keys

NOTHING = translate("path", "There is nothing to start from yet: point at a map or draw first.")
UNSELECTED = translate("path", "Nothing is selected on a map with codes: draw a lasso first (Q).")
FULL = translate("path", "A path has at most {most} way-points, {first} to {last}.").format(
    most=MOST_WAYPOINTS, first=LETTERS[0], last=LETTERS[-1]
)


class PathController(Undoable):
    """Edits the path. ``laid`` is true once any path was laid."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._random = random.Random()
        self._merging = ""  # what the last edit changed, if the next one of it is part of the same step
        self._held: PathState | None = None  # the path before the drag that is going on
        self._unclicked: PathState | None = None  # the path before the last click
        self.laid = False

    # ------------------------------------------------------------ way-points

    def add(self, pane: int | None = None) -> None:
        """A way-point where ``pane`` (or the leading one) is probed, after the current one or at the end."""
        state = self.context.state
        self.insert(waypoints.at_probe(state, state.lead if pane is None else pane))

    @property
    def opening(self) -> bool:
        """Whether the path is the one to begin with, which nobody has asked for."""
        spec = self.context.state.part(PathState).spec
        return spec.given and bool(spec.waypoints)

    def click(self, pane: int, x: float, y: float, *, keep: bool = False) -> None:
        """A click on a map: probe there and add it as a way-point.

        The path that was there to begin with makes room for one's own, unless it is to be kept.
        """
        self._unclicked = self.context.state.part(PathState)
        self.context.controller(ProbeController).probe(pane, x, y)
        if self._unclicked.spec.given and not keep:
            self._edit("click", waypoints=(), current=None)
        self.insert(waypoints.at_probe(self.context.state, pane), "click")
        self._merging = ""

    def unclick(self) -> None:
        """Take back the way-point of the last ``click``: it was half of a double click."""
        before, self._unclicked = self._unclicked, None
        if before is not None:
            self._take_back(before)

    def add_drawing(self) -> None:
        """A way-point where each model puts the drawing."""
        self.insert(waypoints.of_drawing(self.context.state))

    def add_class(self, k: int) -> None:
        """A way-point on the mean code of class ``k``."""
        self.insert(waypoints.of_class(self.context.state, k))

    def add_selection(self) -> None:
        """A way-point on the mean code of what is selected."""
        waypoint = waypoints.of_selection(self.context.state)
        self.context.notify(keys.said(UNSELECTED)) if waypoint is None else self.insert(waypoint)

    def add_codes(self, name: str, z: tuple[F32 | None, ...]) -> None:
        """A way-point on the code ``z[i]: (d,)`` in each pane i."""
        self.insert(waypoints.of_codes(self.context.state, name, z))

    def insert(self, waypoint: Waypoint | None, merge: str = "") -> None:
        """Put a way-point after the current one, or at the end; it is the current one then."""
        path = self.context.state.part(PathState)
        if waypoint is None:
            self.context.notify(NOTHING)
        elif len(path.waypoints) >= MOST_WAYPOINTS:
            self.context.notify(FULL)
        else:
            at = len(path.waypoints) if path.current is None else path.current + 1
            self._edit(merge, waypoints=(*path.waypoints[:at], waypoint, *path.waypoints[at:]), current=at)

    def anchor_probe(self, end: str, pane: int | None = None) -> None:
        """Set the first (``a``) or the last (``b``) way-point where ``pane`` (or the leading one) is probed."""
        pane = self.context.state.lead if pane is None else pane
        self._waypoint(end, waypoints.at_probe(self.context.state, pane))

    def anchor_drawing(self, end: str) -> None:
        """Set the first or the last way-point where each model puts the drawing."""
        self._waypoint(end, waypoints.of_drawing(self.context.state))

    def drag(self, index: int, pane: int, xy: tuple[float, float]) -> None:
        """Carry a way-point to map point ``xy`` of ``pane``; all moves until ``drop`` are one step for undo."""
        state = self.context.state
        if not 0 <= index < len(state.part(PathState).waypoints):
            return
        waypoint = waypoints.moved(state, state.part(PathState).waypoints[index], pane, xy)
        if waypoint is not None:
            self._held = self._held if self._merging == f"drag {index}" else state.part(PathState)
            self._edit(
                f"drag {index}", waypoints=_swapped(state.part(PathState).waypoints, index, waypoint), current=index
            )

    def drop(self) -> None:
        """The hand let go of what it dragged."""
        self._merging, self._held = "", None

    def give_up(self) -> None:
        """Put back what is being dragged, as if it had never been touched."""
        held = self._held
        self.drop()
        if held is not None:
            self._step((held.edits, held.spec), held.current)

    def put_at_probe(self, index: int) -> None:
        """Move a way-point to where the leading pane is probed."""
        state = self.context.state
        waypoint = waypoints.at_probe(state, state.lead)
        if waypoint is None:
            self.context.notify(NOTHING)
        elif 0 <= index < len(state.part(PathState).waypoints):
            self._edit(waypoints=_swapped(state.part(PathState).waypoints, index, waypoint), current=index)

    def reorder(self, index: int, to: int) -> None:
        """Move a way-point to another place in the order."""
        given = list(self.context.state.part(PathState).waypoints)
        if index != to and 0 <= index < len(given) and 0 <= to < len(given):
            given.insert(to, given.pop(index))
            self._edit(waypoints=tuple(given), current=to)

    def shift(self, by: int) -> None:
        """Move the current way-point so many places on, or back."""
        current = self.context.state.part(PathState).current
        if current is not None:
            self.reorder(current, current + by)

    def remove(self, index: int | None = None) -> None:
        """Take a way-point away: the current one, or the last."""
        path = self.context.state.part(PathState)
        index = path.current if index is None else index
        index = len(path.waypoints) - 1 if index is None else index
        if 0 <= index < len(path.waypoints):
            left = (*path.waypoints[:index], *path.waypoints[index + 1 :])
            near = None if path.current is None or not left else min(index, len(left) - 1)
            self._edit(waypoints=left, current=near)

    def clear(self) -> None:
        """Take all way-points away."""
        if self.context.state.part(PathState).waypoints:
            self._edit(waypoints=(), current=None)

    def choose(self, index: int | None) -> None:
        """Let the keys speak to a way-point, or to none."""
        count = len(self.context.state.part(PathState).waypoints)
        if index is None or 0 <= index < count:
            self.context.set_state(
                self.context.state.with_part(replace(self.context.state.part(PathState), current=index))
            )

    def next(self, by: int = 1) -> None:
        """Let the keys speak to the next way-point, or the one before."""
        path = self.context.state.part(PathState)
        if path.waypoints:
            first = 0 if by > 0 else -1
            self.choose((first if path.current is None else path.current + by) % len(path.waypoints))

    # ------------------------------------------------------------ whole paths

    def surprise(self) -> None:
        """A morph between two samples of different classes that are shown, picked at random."""
        state = self.context.state
        pane, model = next(iter(state.shown_models()), (0, None))
        rows = points_logic.samples(state, pane)
        if model is None or model.codes is None or len(rows) < 2:
            self.context.notify(
                translate("path", "There are no codes on this map to pick from: set way-points yourself.")
            )
            return
        label = model.codes.label[rows]
        first = self._random.randrange(len(rows))
        others = np.flatnonzero(label != label[first])
        second = int(self._random.choice(others)) if len(others) else self._random.randrange(len(rows))
        self.lay(*(waypoints.of_sample(state, pane, int(rows[row])) for row in (first, second)))

    def join(self, pane: int, a: tuple[float, float], b: tuple[float, float]) -> None:
        """A morph between two map points of ``pane``."""
        ends = [waypoints.at_place(self.context.state, pane, xy) for xy in (a, b)]
        self.lay(*(end for end in ends if end is not None))

    def swap(self) -> None:
        """The same path backwards."""
        path = self.context.state.part(PathState)
        if len(path.waypoints) > 1:
            current = None if path.current is None else len(path.waypoints) - 1 - path.current
            self._edit(waypoints=path.waypoints[::-1], current=current)

    def lay(self, *way: Waypoint) -> None:
        """A path through these way-points in place of the one that is there."""
        self._edit(waypoints=way, current=None)

    def restore(self, spec: PathSpec, t: float) -> None:
        """The path of a figure, its playhead at ``t``; undo leads back to the one that is there."""
        self._merging = ""
        path = self.context.state.part(PathState)
        self._lay(self.context.state, spec, edits=path.edits.remember(path.spec), current=None, t=t, playing=False)

    # ------------------------------------------------------------ how it goes

    def set_kind(self, kind: str) -> None:
        """How the path goes: a key of ``core.paths.interpolation.PATHS``."""
        spec = self.context.state.part(PathState).spec
        self._edit(kind=kind, compared=spec.compared - {kind})

    def compare(self, kind: str, on: bool) -> None:
        """Draw another kind beside the path, or no more."""
        spec = self.context.state.part(PathState).spec
        self._edit(compared=spec.compared | {kind} if on and kind != spec.kind else spec.compared - {kind})

    def set_closed(self, on: bool) -> None:
        """End where it began, or at the last way-point."""
        self._edit(closed=on)

    def set_even(self, on: bool) -> None:
        """Change the picture equally in every step, or go evenly through the latent space."""
        self._edit(even=on)

    def toggle_closed(self) -> None:
        """Closed, or open."""
        self.set_closed(not self.context.state.part(PathState).spec.closed)

    def toggle_even(self) -> None:
        """At constant speed, or not."""
        self.set_even(not self.context.state.part(PathState).spec.even)

    def set_weight(self, weight: float) -> None:
        """How much a path that follows the data pays for leaving them, ``WEIGHTS``."""
        self._edit("weight", weight=min(max(weight, WEIGHTS[0]), WEIGHTS[1]))

    def set_frames(self, frames: int) -> None:
        """How many frames the film has: the nearest of ``FRAME_COUNTS``."""
        self._edit("frames", frames=min(FRAME_COUNTS, key=lambda count: abs(count - frames)))

    def more_frames(self, steps: int) -> None:
        """So many of ``FRAME_COUNTS`` on, or back."""
        at = FRAME_COUNTS.index(self.context.state.part(PathState).spec.frames) + steps
        self.set_frames(FRAME_COUNTS[min(max(at, 0), len(FRAME_COUNTS) - 1)])

    # ------------------------------------------------------------ undo

    @property
    def edits(self) -> History[PathSpec]:
        """What undo takes back."""
        return self.context.state.part(PathState).edits

    @property
    def value(self) -> PathSpec:
        """Where the path goes, and how."""
        return self.context.state.part(PathState).spec

    def words(self, before: PathSpec, after: PathSpec) -> str:
        """What an edit did."""
        return text.edited(before, after)

    def undo(self) -> None:
        """Take back the last edit."""
        path = self.context.state.part(PathState)
        self._step(path.edits.back(path.spec))

    def redo(self) -> None:
        """Do again what was taken back."""
        path = self.context.state.part(PathState)
        self._step(path.edits.forth(path.spec))

    def _take_back(self, before: PathState) -> None:
        """The way-points of ``before``, as if nothing had been added since; the playhead stays where it is."""
        path = self.context.state.part(PathState)
        if before.spec is not path.spec:
            self._lay(self.context.state, before.spec, edits=before.edits, current=before.current)

    # ------------------------------------------------------------ laying

    def on_model_arrived(self, panes: Sequence[int], fresh: bool) -> None:
        """Lay the path for the new model too, once its codes are there."""
        model = self.context.state.panes[panes[0]].model
        if model is not None and model.codes is not None:
            self._begin()

    def on_state_changed(self, old: SessionState, new: SessionState) -> None:
        """A way-point that was drawn waits for the reading of a model that was opened after it."""
        for before, after in zip(old.panes, new.panes, strict=True):
            if before.get(Encoding) is not after.get(Encoding):
                self._reread()
                return

    def _begin(self) -> None:
        """Lay a path to begin with, once; later models get the path that is there, as far as they can place it."""
        state = self.context.state
        way = state.part(PathState).waypoints
        way = tuple(waypoints.again(state, waypoint) for waypoint in way) if self.laid else waypoints.first_path(state)
        if way or self.laid:
            self._lay(
                state,
                replace(
                    state.part(PathState).spec, waypoints=way, given=state.part(PathState).spec.given or not self.laid
                ),
            )

    def _reread(self) -> None:
        state = self.context.state
        if any(waypoints.awaits_encoding(state, waypoint) for waypoint in state.part(PathState).waypoints):
            self._begin()

    # ------------------------------------------------------------ small steps

    def _waypoint(self, end: str, waypoint: Waypoint | None) -> None:
        if waypoint is None:
            self.context.notify(NOTHING)
            return
        way = self.context.state.part(PathState).waypoints
        others = way[1:] if end == "a" else way[:-1] or way
        self._edit(waypoints=(waypoint, *others) if end == "a" else (*others, waypoint))

    def _edit(self, merge: str = "", *, current: Any = ..., **changes: Any) -> None:
        """Change the course as one step for undo; a step of the same ``merge`` as the last one is part of it.

        What would change nothing is no step.
        """
        state = self.context.state
        path = state.part(PathState)
        if current in (..., path.current) and all(getattr(path.spec, k) == v for k, v in changes.items()):
            return
        apart = not merge or merge != self._merging
        edits = path.edits.remember(path.spec) if apart else path.edits
        self._merging = merge
        spec = replace(path.spec, **{"given": False, **changes})
        self._lay(state, spec, edits=edits, current=path.current if current is ... else current)

    def _step(self, step: tuple[History[PathSpec], PathSpec] | None, current: int | None = None) -> None:
        if step is None:
            return
        self.drop()
        edits, spec = step
        way = tuple(waypoints.again(self.context.state, waypoint) for waypoint in spec.waypoints)
        self._lay(self.context.state, replace(spec, waypoints=way), edits=edits, current=current)

    def _lay(self, state: SessionState, spec: PathSpec, **changes: Any) -> None:
        self.context.controller(CurveController).recompute(
            state.with_part(replace(state.part(PathState), spec=spec, **changes))
        )
        self.laid = True


def _swapped(way: tuple[Waypoint, ...], index: int, waypoint: Waypoint) -> tuple[Waypoint, ...]:
    return (*way[:index], waypoint, *way[index + 1 :])

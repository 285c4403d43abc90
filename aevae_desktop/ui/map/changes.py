"""Which overlays of a map must be painted again when the state changes: those that read something else now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from operator import is_

from aevae_desktop.session.model import Model
from aevae_desktop.session.state import SHOWN, Layer, SessionState
from aevae_desktop.ui.map.overlay import Overlay, Read, Reads

SMALL = (bool, int, float, str, tuple, frozenset)  # compared by what they say, all else by which object it is


class Changes:
    """What ``overlays`` of map ``pane`` drew from last. What all draw from (model, layers) is looked at here."""

    def __init__(self, pane: int, overlays: Sequence[Overlay]) -> None:
        self._pane, self._overlays = pane, overlays
        self._resting = frozenset(o.reads for o in overlays if o.reads and (o.ground or o.raster or o.baked))
        self._live = [overlay for overlay in overlays if overlay.region]
        self._layers: Mapping[str, Layer] | None = None
        self._asked: tuple[Reads, ...] = ()  # those of the layers that are on, each once
        self._read: dict[Reads, Read] = {}

    def between(self, old: SessionState, new: SessionState) -> tuple[bool, Iterable[Overlay]]:
        """Whether all must be painted again; and if not, which live overlays. To be asked at every change."""
        changed = self._changed(new)
        a, b = old.panes[self._pane], new.panes[self._pane]
        moved = a.model is not b.model
        noted = old.layers is not new.layers or a.error is not b.error or a.wanted != b.wanted
        if noted or not changed.isdisjoint(self._resting) or (moved and _redrawn(a.model, b.model)):
            return True, ()
        return False, self._live if moved else [o for o in self._live if o.reads in changed] if changed else ()

    def _changed(self, state: SessionState) -> set[Reads]:
        if state.layers is not self._layers:
            self._layers, self._read = state.layers, {}  # nothing is kept of what is off: it may be large
            shown = (o.reads for o in self._overlays if o.reads and state.layers.get(o.name, SHOWN).on)
            self._asked = tuple(dict.fromkeys(shown))
        changed = set()
        for reads in self._asked:
            before, now = self._read.get(reads, ...), reads(state, self._pane)
            self._read[reads] = now
            if before is ... or len(before) != len(now) or not (all(map(is_, before, now)) or _equal(before, now)):
                changed.add(reads)
        return changed


def map_changed(before: Model | None, after: Model | None) -> bool:
    """Whether there are other points to fit to: another model's, or a model's own, come or seen from elsewhere."""
    if before is after:
        return False
    places = [None if model is None or model.codes is None else model.codes.xy for model in (before, after)]
    return places[0] is not places[1]


def _redrawn(before: Model | None, after: Model | None) -> bool:
    """Whether a model's resting picture is another: not where only its plane was moved to a parallel one."""
    if before is None or after is None:
        return before is not after
    return before.key != after.key or before.codes is not after.codes


def _equal(before: Read, now: Read) -> bool:
    for a, b in zip(before, now, strict=True):
        if a is not b and not (isinstance(a, SMALL) and isinstance(b, SMALL) and a == b):
            return False
    return True

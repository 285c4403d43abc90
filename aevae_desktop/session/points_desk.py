"""The points desk: what the codes are coloured by, how large they are, and which are shown. Commands only."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from aevae_desktop.bundle import TEST, TRAIN
from aevae_desktop.session import looks
from aevae_desktop.session.desk import Desk
from aevae_desktop.session.state import Filter, SessionState

BOTH = frozenset({TRAIN, TEST})


class PointsDesk(Desk):
    """Reads the state with ``state``, replaces it with ``put``, speaks with ``tell``."""

    def __init__(
        self,
        state: Callable[[], SessionState],
        put: Callable[[SessionState], None],
        tell: Callable[[str], None],
    ) -> None:
        self._state, self._put, self._tell = state, put, tell

    def colour_by(self, name: str) -> None:
        """Colour the codes by ``name``, a key of ``looks.choices``; a map without it keeps its classes and says so."""
        state = self._state()
        self._put(replace(state, look=replace(state.look, colour=name)))
        lacks = [(model.manifest.id, why) for _, model in state.shown_models() if (why := looks.lack(model, name))]
        if lacks:
            self._tell("; ".join(f"{model} keeps its classes: {why}" for model, why in lacks) + ".")

    def set_size(self, size: float) -> None:
        """How large a code is drawn, 1 being the usual."""
        state = self._state()
        self._put(replace(state, look=replace(state.look, size=size)))

    def show_splits(self, splits: frozenset[int] | None) -> None:
        """Show the training images, the test images, or (None) all."""
        self._sieve(splits=None if splits == BOTH else splits)

    def toggle_split(self, split: int) -> None:
        """Take the training or the test images off the maps, or put them back."""
        now = self._state().filter.splits
        self.show_splits((BOTH if now is None else now) ^ {split})

    def keep_range(self, name: str, low: float, high: float) -> None:
        """Show only codes whose number ``name`` lies from ``low`` to ``high``; from -inf to inf shows all."""
        everything = low == float("-inf") and high == float("inf")
        self._sieve(range=None if everything else (name, low, high))

    def show_all(self) -> None:
        """Take back every filter: classes, split and range."""
        self._put(replace(self._state(), hidden=frozenset(), filter=Filter()))

    def _sieve(self, **changes: object) -> None:
        state = self._state()
        new = replace(state.filter, **changes)  # type: ignore[arg-type]
        if new != state.filter:
            self._put(replace(state, filter=new))

"""What the codes are coloured by, how large they are, and which are shown. Commands only."""

from __future__ import annotations

from dataclasses import replace

from aevae_desktop.bundle import TEST, TRAIN
from aevae_desktop.features.points import logic
from aevae_desktop.features.points.state import Filter, PointLook
from aevae_desktop.session.controller import Controller

BOTH = frozenset({TRAIN, TEST})


class PointsController(Controller):
    """Changes how codes look, and which are shown."""

    def colour_by(self, name: str) -> None:
        """Colour the codes by ``name``, a key of ``logic.choices``; a map without it keeps its classes and says so."""
        state = self.context.state
        self.context.set_state(state.with_part(replace(state.part(PointLook), colour=name)))
        lacks = [(model.manifest.id, why) for _, model in state.shown_models() if (why := logic.lack(model, name))]
        if lacks:
            self.context.notify("; ".join(f"{model} keeps its classes: {why}" for model, why in lacks) + ".")

    def set_size(self, size: float) -> None:
        """How large a code is drawn, 1 being the usual."""
        state = self.context.state
        self.context.set_state(state.with_part(replace(state.part(PointLook), size=size)))

    def toggle_class(self, index: int) -> None:
        """Take a class off the maps, or put it back."""
        state = self.context.state
        self.context.set_state(replace(state, hidden=state.hidden ^ {index}))

    def show_only_class(self, index: int) -> None:
        """Show one class alone; a second time, all again."""
        state = self.context.state
        count = max((len(model.manifest.classes) for _, model in state.shown_models()), default=0)
        others = frozenset(range(count)) - {index}
        self.context.set_state(replace(state, hidden=frozenset() if state.hidden == others else others))

    def show_splits(self, splits: frozenset[int] | None) -> None:
        """Show the training images, the test images, or (None) all."""
        self._sieve(splits=None if splits == BOTH else splits)

    def toggle_split(self, split: int) -> None:
        """Take the training or the test images off the maps, or put them back."""
        now = self.context.state.part(Filter).splits
        self.show_splits((BOTH if now is None else now) ^ {split})

    def keep_range(self, name: str, low: float, high: float) -> None:
        """Show only codes whose number ``name`` lies from ``low`` to ``high``; from -inf to inf shows all."""
        everything = low == float("-inf") and high == float("inf")
        self._sieve(range=None if everything else (name, low, high))

    def show_all(self) -> None:
        """Take back every filter: classes, split and range."""
        self.context.set_state(replace(self.context.state.with_part(Filter()), hidden=frozenset()))

    def _sieve(self, **changes: object) -> None:
        state = self.context.state
        new = replace(state.part(Filter), **changes)  # type: ignore[arg-type]
        if new != state.part(Filter):
            self.context.set_state(state.with_part(new))

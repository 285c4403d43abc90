"""The path desk: the ends of the path, how it goes, and the player. Commands only; the state is the session's."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

import numpy as np
from PySide6.QtCore import QObject

from aevae_desktop.session import film, looks, probing
from aevae_desktop.session.player import Player
from aevae_desktop.session.state import Anchor, Repeat, SessionState


class PathDesk:
    """Reads the state with ``state``, replaces it with ``put``, asks for frames with ``ask``, speaks with ``tell``.

    ``laid`` is true once any path was laid.
    """

    def __init__(
        self,
        state: Callable[[], SessionState],
        put: Callable[[SessionState], None],
        ask: Callable[[], None],
        tell: Callable[[str], None],
        parent: QObject,
    ) -> None:
        self._state, self._put, self._ask, self._tell = state, put, ask, tell
        self._player = Player(self._play_on, parent)
        self._random = random.Random()
        self.laid = False

    def close(self) -> None:
        """Stop the player."""
        self._player.pause()

    def anchor_probe(self, end: str, pane: int | None = None) -> None:
        """Set an end (``a`` or ``b``) of the path where ``pane`` (or the leading one) is probed."""
        pane = self._state().lead if pane is None else pane
        self._anchor(end, film.anchor_at(self._state(), pane, end.upper()))

    def anchor_drawing(self, end: str) -> None:
        """Set an end of the path where each model puts the drawing."""
        self._anchor(end, film.anchor_of_drawing(self._state(), end.upper()))

    def surprise(self) -> None:
        """A morph between two samples of different classes that are shown, picked at random."""
        state = self._state()
        pane, model = next(iter(state.shown_models()), (0, None))
        rows = looks.samples(state, pane)
        if model is None or model.codes is None or len(rows) < 2:
            self._tell("There are no codes on this map to pick from: set A and B yourself.")
            return
        label = model.codes.label[rows]
        first = self._random.randrange(len(rows))
        others = np.flatnonzero(label != label[first])
        second = int(self._random.choice(others)) if len(others) else self._random.randrange(len(rows))
        a, b = int(rows[first]), int(rows[second])
        ends = (film.anchor_of_sample(state, pane, row, name) for row, name in ((a, "A"), (b, "B")))
        self.lay(*ends)

    def join(self, pane: int, a: tuple[float, float], b: tuple[float, float]) -> None:
        """A morph between two map points of ``pane``."""
        one = film.anchor_at(probing.move(self._state(), pane, a), pane, "A")
        two = film.anchor_at(probing.move(self._state(), pane, b), pane, "B")
        self.lay(one, two)

    def swap(self) -> None:
        """The path from B to A."""
        path = self._state().path
        if path.a is not None and path.b is not None:
            self.lay(_renamed(path.b, "A"), _renamed(path.a, "B"))

    def set_kind(self, kind: str) -> None:
        """How the path goes from A to B: a key of ``core.paths.PATHS``."""
        self.relay(replace(self._state(), path=replace(self._state().path, kind=kind)))

    def play(self, on: bool) -> None:
        """Let the playhead run, or hold it."""
        path = self._state().path
        if on and not any(pane.film for pane in self._state().panes):
            return
        if on:
            self._player.play(path.t, path.speed, path.repeat)
        else:
            self._player.pause()
        self._put(replace(self._state(), path=replace(path, playing=on), screen="path" if on else self._state().screen))

    def toggle(self) -> None:
        """Play, or pause."""
        self.play(not self._state().path.playing)

    def seek(self, t: float) -> None:
        """Put the playhead at ``t`` in [0, 1] by hand; it stops playing."""
        self._player.pause()
        path = replace(self._state().path, t=min(max(t, 0.0), 1.0), playing=False)
        self._put(film.screened(replace(self._state(), path=path, screen="path")))

    def set_speed(self, speed: float) -> None:
        """How fast the playhead runs, 1 being four seconds from A to B."""
        self._player.retime(speed, self._state().path.repeat)
        self._put(replace(self._state(), path=replace(self._state().path, speed=speed)))

    def set_repeat(self, repeat: Repeat) -> None:
        """What happens at B."""
        self._player.retime(self._state().path.speed, repeat)
        self._put(replace(self._state(), path=replace(self._state().path, repeat=repeat)))

    def _anchor(self, end: str, anchor: Anchor | None) -> None:
        if anchor is None:
            self._tell("There is nothing to start from yet: point at a map or draw a digit first.")
            return
        path = self._state().path
        new = replace(path, a=anchor, next_end="b") if end == "a" else replace(path, b=anchor, next_end="a")
        self.relay(replace(self._state(), path=new))

    def lay(self, a: Anchor | None, b: Anchor | None) -> None:
        """A path between two ends; without one of them there is no film."""
        self.relay(replace(self._state(), path=replace(self._state().path, a=a, b=b, next_end="a")))

    def relay(self, state: SessionState) -> None:
        """Take over ``state`` with its path laid anew."""
        self.laid = True
        self._put(film.laid(state))
        self._ask()

    def _play_on(self, t: float, moving: bool) -> None:
        path = replace(self._state().path, t=t, playing=moving)
        state = replace(self._state(), path=path)
        self._put(film.screened(state) if state.screen == "path" else state)


def _renamed(anchor: Anchor, end: str) -> Anchor:
    return replace(anchor, name=f"{end}{anchor.name[1:]}")

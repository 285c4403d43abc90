"""What a person does for a while, one way at a time: each makes the child processes work in another way."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

from aevae_desktop.features.drawing.controller import DrawingController
from aevae_desktop.features.drawing.state import Drawing
from aevae_desktop.features.film_export.controller import FilmExportController
from aevae_desktop.features.layers.controller import LayersController
from aevae_desktop.features.path.controller import PathController
from aevae_desktop.features.path.play_controller import PlayController
from aevae_desktop.features.probe.controller import ProbeController
from aevae_desktop.features.samplers.controller import SamplingController
from tests.nets import hands


class Doings:
    """``step(name)`` does a little more of one thing; ``out`` takes what is exported."""

    def __init__(self, window: Any, out: Path) -> None:
        self.window, self.session, self.out = window, window.session, out
        self._k = 0

    def step(self, name: str) -> None:
        """One small step."""
        self._k += 1
        DOINGS[name](self)

    def hover(self) -> None:
        """The pointer goes round over the map in hand."""
        canvas = self.window.canvas(self.session.state.shown[0])
        angle = self._k * 0.37
        wide, high = canvas.width(), canvas.height()
        hands.move(canvas, (wide * (0.5 + 0.3 * math.cos(angle)), high * (0.5 + 0.3 * math.sin(1.3 * angle))))

    def draw(self) -> None:
        """Strokes, and now and then an empty sheet."""
        import numpy as np

        if self._k % 9 == 0:
            self.session.controller(DrawingController).clear()
        start = 30.0 + self._k % 90
        stroke = np.array([[start, 20.0], [start + 40, 90.0], [start, 160.0]])
        self.session.controller(DrawingController).redraw((*self.session.state.part(Drawing).strokes, stroke))
        self.hover()

    def path(self) -> None:
        """Another path, played."""
        x = math.sin(self._k)
        self.session.controller(PathController).join(0, (x, -1.0), (-x, 1.0 + x / 2))
        self.session.controller(PlayController).play(True)
        self.hover()

    def fields(self) -> None:
        """The living manifold and a field, while the map is turned over."""
        layers = ("manifold", "stretch", "flow")
        if self._k % 6 == 0:
            self.session.controller(LayersController).toggle_layer(layers[self._k // 6 % len(layers)])
        canvas = self.window.canvas(self.session.state.shown[0])
        hands.wheel(canvas, (canvas.width() / 2, canvas.height() / 2), 0, 120 if self._k % 2 else -120)
        self.hover()

    def export(self) -> None:
        """A figure or a film, while the pointer moves."""
        if self._k % 5 == 0:
            self.window.export.save_to(self.out / f"figure-{self._k % 3}.png")
        elif not self.session.controller(FilmExportController).busy:
            card = self.window.dock.cards["film"]
            card.choose(format="gif", tile=28)
            card.save_to(self.out / "film.gif")
        self.hover()

    def sample(self) -> None:
        """Random codes, of another seed each time."""
        self.session.controller(SamplingController).sample()
        self.hover()

    def posterior(self) -> None:
        """The Posterior card, and other codes under the probe."""
        card = self.window.dock.cards["posterior"]
        if card.isHidden():
            self.window.toggle_card("posterior")
        self.session.controller(ProbeController).random_sample()

    def rest(self) -> None:
        """Everything is put away again."""
        self.window.dock.close_all(self.window.canvas())
        self.session.controller(PlayController).play(False)
        self.session.controller(ProbeController).pin(False)
        for name, layer in self.session.state.layers.items():
            if name in ("manifold", "stretch", "flow") and layer.on:
                self.session.controller(LayersController).toggle_layer(name)


DOINGS: dict[str, Callable[[Doings], None]] = {
    "hover": Doings.hover,
    "draw": Doings.draw,
    "path": Doings.path,
    "fields": Doings.fields,
    "export": Doings.export,
    "sample": Doings.sample,
    "posterior": Doings.posterior,
}

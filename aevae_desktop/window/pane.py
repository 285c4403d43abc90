"""One pane: a map, and over it what the features say of it."""

from __future__ import annotations

from collections.abc import Iterable

from aevae_desktop.language import translate
from aevae_desktop.session.state import SessionState
from aevae_desktop.ui.map.canvas import MapCanvas
from aevae_desktop.ui.widgets.layouts import vbox
from aevae_desktop.ui.widgets.panel import Panel

KEYS = translate("window", "The arrow keys move the probe, with Shift finely; + and − zoom, 0 shows all.")


class MapPane(Panel):
    """The map of pane ``index`` with its ``titles`` over it."""

    def __init__(self, index: int, canvas: MapCanvas, titles: Iterable[Panel]) -> None:
        super().__init__()
        self._index, self._titles, self.canvas = index, tuple(titles), canvas
        self.canvas.setObjectName(f"map.{index}")
        self.canvas.setAccessibleName(translate("window", "Latent map {index}").format(index=index + 1))
        self.canvas.setAccessibleDescription(KEYS)
        vbox(*self._titles, (self.canvas, 1), gap=4, of=self)

    def render_state(self, old: SessionState, new: SessionState) -> None:
        """Draw the map and what is over it."""
        if old.shown != new.shown:
            self.setVisible(self._index in new.shown)
        for title in self._titles:
            title.render_state(old, new)
        self.canvas.render_state(old, new)

"""The probe under the hand: the pointer and the arrow keys move it, a click holds it."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QKeyEvent

from aevae_desktop.features.probe import logic, text
from aevae_desktop.features.probe.controller import ProbeController
from aevae_desktop.features.probe.note import MapNote
from aevae_desktop.features.probe.state import Probe
from aevae_desktop.language import translate
from aevae_desktop.session.session import Session
from aevae_desktop.ui import words
from aevae_desktop.ui.map.tool import MapSurface, MapTool

STEP, FINE = 8.0, 1.0  # px an arrow key moves the probe, and with Shift
ARROWS = {
    Qt.Key.Key_Left: (-1.0, 0.0),
    Qt.Key.Key_Right: (1.0, 0.0),
    Qt.Key.Key_Up: (0.0, -1.0),
    Qt.Key.Key_Down: (0.0, 1.0),
}


class ProbeTool(MapTool):
    """Reads the map where the pointer is."""

    rank = 40

    def __init__(self, session: Session, index: int, surface: MapSurface) -> None:
        super().__init__(session, index, surface)
        MapNote(session, index, surface)

    @property
    def busy(self) -> bool:
        """Whether the decode of the probe is still to come."""
        return self._session.client.interactive.works_on(logic.SLOT)

    def hover(self, at: QPointF) -> bool:
        """Probe here, unless the probe is held."""
        self._session.controller(ProbeController).hover(self._index, *self._surface.map_point(at))
        return True

    def click(self, at: QPointF) -> bool:
        """Hold the probe here, or let it go."""
        self._session.controller(ProbeController).click(self._index, *self._surface.map_point(at))
        return True

    def unclick(self) -> None:
        """Hold it, or not, as before."""
        self._session.controller(ProbeController).unclick()

    def key(self, event: QKeyEvent) -> bool:
        """Arrows move the probe, with Shift finely."""
        arrow, pane = ARROWS.get(Qt.Key(event.key())), self._session.state.panes[self._index]
        if arrow is None or pane.model is None or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return False
        start = self.zoom_centre() or logic.start_xy(pane.model)
        step = FINE if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else STEP
        px = self._surface.to_widget(np.array([start]))[0] + np.array(arrow) * step
        there = self._surface.map_point(QPointF(*px))
        self._session.controller(ProbeController).probe(self._index, *there)
        return True

    def zoom_centre(self) -> tuple[float, float] | None:
        """Where the probe is."""
        probe = self._session.state.panes[self._index].get(Probe)
        return None if probe is None else probe.xy

    def said(self) -> str:
        """The code that is probed, and the nearest stored one."""
        return text.spoken(self._session.state.panes[self._index])

    def tip(self, at: QPointF) -> str:
        """While the probe is held, what the pointer is on meanwhile; else the captions say it already."""
        if not self._session.state.pinned:
            return ""
        there = logic.move(self._session.state, self._index, self._surface.map_point(at)).panes[self._index]
        probe, model = there.get(Probe), there.model
        if probe is None or model is None or probe.sample is None or probe.distance is None:
            return ""
        return translate("probe", "Under the pointer: {sample}").format(
            sample=words.sample(model, probe.sample, probe.distance)
        )

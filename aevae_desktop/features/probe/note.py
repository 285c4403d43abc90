"""The line over the lower edge of a map: how to begin, until somebody has; and that a click has frozen the pointer."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLayout, QWidget

from aevae_desktop.features.probe import text
from aevae_desktop.features.probe.controller import ProbeController
from aevae_desktop.features.probe.state import Guidance
from aevae_desktop.language import translate
from aevae_desktop.session.session import Session
from aevae_desktop.session.state import EMPTY, SessionState, panes_differ
from aevae_desktop.ui.widgets.controls import button, label
from aevae_desktop.ui.widgets.layouts import hbox, vbox

TIP = translate("probe", "Close this line")
WIDE, BESIDE = 440, 24  # px: at most, and of it beside the text
SIDE, FOOT = 30, 36  # px on either side and below, which belong to the axes; legends stand above


class MapNote(QFrame):
    """Hidden while there is nothing to say over the map of pane ``index``, which is ``surface``."""

    def __init__(self, session: Session, index: int, surface: QWidget) -> None:
        super().__init__(surface)
        self._session, self._index, self._surface = session, index, surface
        self.setObjectName(f"note.{index}")
        self.setProperty("card", True)
        self._text = label(name=f"note.{index}.text", quiet=False)
        self._text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        close = partial(session.controller(ProbeController).close_guidance, index)
        self._close = button("×", f"note.{index}.close", TIP, close, flat=True, compact=True)
        hbox((self._text, 1), self._close, gap=8, edges=(12, 5, 8, 5), of=self)
        for widget in (self, self._text):
            widget.setMouseTracking(True)  # what it does not take is the map's
        self.setMaximumWidth(WIDE)
        above = vbox(None, hbox(None, (self, 100), None), edges=(SIDE, 8, SIDE, FOOT), of=surface)
        above.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)  # the map is as large as it is without
        self.hide()
        session.changed.connect(self.render_state)
        self.render_state(EMPTY, session.state)

    def render_state(self, old: SessionState, new: SessionState) -> None:
        """Say what there is to say now."""
        guided = new.part(Guidance)
        reads = (new.pinned, new.lead, new.shown, new.mode, guided)
        if reads != (old.pinned, old.lead, old.shown, old.mode, old.part(Guidance)) or (
            not guided.dismissed and panes_differ(old, new, "model")
        ):
            self._say(new)

    def _say(self, state: SessionState) -> None:
        held = state.pinned and state.lead == self._index
        said = text.held(state) if held else text.guidance(state, self._index)
        room = self._surface.width() - 2 * SIDE - BESIDE
        self._text.setWordWrap(self._text.fontMetrics().horizontalAdvance(said) > min(room, WIDE - BESIDE))
        self._text.setText(said)
        self._close.setVisible(not held)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, held)  # the next click goes to the map
        self.setVisible(bool(said))

"""A card and a side panel that say how many marks there are."""

from __future__ import annotations

from aevae_desktop.session.session import Session
from aevae_desktop.session.state import SessionState
from aevae_desktop.ui.widgets.layouts import vbox
from aevae_desktop.ui.widgets.panel import Card, Panel
from aevae_desktop.ui.widgets.text_line import Heading, TextLine
from tests.features.dummy.state import Marks


class MarksCard(Card):
    def __init__(self, session: Session) -> None:
        super().__init__(session, "marks", "Marks", "Places that were marked.")
        self._line = TextLine(name="marks.count")
        self.lay_out(self._line)

    def render_state(self, old: SessionState, new: SessionState) -> None:
        self._line.setText(f"{len(new.part(Marks).places)} marks")


class MarksPanel(Panel):
    def __init__(self, session: Session) -> None:
        super().__init__()
        self._line = TextLine(name="marks.side")
        vbox(Heading("Marks"), self._line, of=self)

    def render_state(self, old: SessionState, new: SessionState) -> None:
        self._line.setText(f"{len(new.part(Marks).places)} marks")

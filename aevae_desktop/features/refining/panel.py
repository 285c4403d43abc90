"""What becomes of the search for the best code, and the button that starts one which takes long."""

from __future__ import annotations

from aevae_desktop.features.refining.controller import RefiningController
from aevae_desktop.features.refining.state import Phase, Search
from aevae_desktop.language import translate
from aevae_desktop.session.session import Session
from aevae_desktop.session.state import Pane, SessionState
from aevae_desktop.ui import words
from aevae_desktop.ui.widgets.controls import button
from aevae_desktop.ui.widgets.layouts import vbox
from aevae_desktop.ui.widgets.per_pane import PaneCell, PerPane
from aevae_desktop.ui.widgets.text_line import TextLine

REFINE = translate("refining", "Refine this code")
FIND = translate("refining", "Find its code")
STOP = translate("refining", "Stop")


class RefiningPanel(PerPane):
    """Per pane: how the search for the best code of the drawing goes; hidden while no pane has one."""

    lazy = True

    def __init__(self, session: Session) -> None:
        cells = [_Cell(session, index) for index in range(len(session.state.panes))]
        super().__init__(translate("refining", "Best code, by search"), cells)

    def render_state(self, old: SessionState, new: SessionState) -> None:
        """Draw the cells."""
        super().render_state(old, new)
        self.setVisible(any(new.panes[i].get(Search) is not None for i in new.shown))


class _Cell(PaneCell):
    parts = (Search,)

    def __init__(self, session: Session, index: int) -> None:
        super().__init__()
        self._session, self._index = session, index
        self._line = TextLine(12, name=f"refining.line.{index}", muted=True)
        tip = translate("refining", "Look for the code whose decode is nearest to the drawing, through decodes alone")
        self._button = button(REFINE, f"refining.button.{index}", tip, self._pressed, compact=True)
        vbox(self._line, self._button, gap=4, of=self)

    def render_pane(self, pane: Pane, state: SessionState) -> None:
        search, model = pane.get(Search), pane.model
        self._button.setVisible(search is not None and _has_button(search))
        if search is None or model is None:
            self._line.setText("")
            return
        text = _said(search)
        if text or not self._line.text():  # a live one says nothing until it is done: its line stays as it was
            self._line.setText(text or "…")
        stops = search.phase is Phase.RUNNING
        self._button.setText(STOP if stops else REFINE if model.has_encoder else FIND)

    def _pressed(self) -> None:
        controller = self._session.controller(RefiningController)
        search = self._session.state.panes[self._index].get(Search)
        if search is not None and search.phase is Phase.RUNNING:
            controller.stop(self._index)
        else:
            controller.refine(self._index)


def _has_button(search: Search) -> bool:
    return search.phase is Phase.OFFERED or (search.phase is Phase.RUNNING and search.by_hand)


def _said(search: Search) -> str:
    """In a few words, how it goes; empty while a live one runs."""
    if search.phase is Phase.FAILED:
        return search.why
    if search.phase is Phase.OFFERED:
        seconds = max(search.left_ms / 1000, 0.1)
        told = words.number(seconds, 0 if seconds >= 10 else 1)
        long = translate("refining", "up to {seconds} s of decodes").format(seconds=told)
        return long if search.left_ms else translate("refining", "not searched yet")
    if search.phase is Phase.RUNNING:
        said = translate("refining", "{share:.0%}, {n:,} decodes").format(share=search.share, n=search.decodes)
        return said if search.by_hand else ""
    if not search.moved:
        return translate("refining", "no better one in {n:,} decodes").format(n=search.decodes)
    return translate("refining", "found in {n:,} decodes").format(n=search.decodes)

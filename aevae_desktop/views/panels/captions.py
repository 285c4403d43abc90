"""What is written under the decoders: the code, and what is stored near it."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from aevae_desktop.session.session import Session
from aevae_desktop.session.state import Pane, SessionState
from aevae_desktop.views import words
from aevae_desktop.views.panels.per_pane import PaneCell, PerPane
from aevae_desktop.views.widgets.text_line import TextLine


class CaptionsPanel(PerPane):
    """Two lines per pane. Nobody reads a thousand a second: the window draws them at its leisure."""

    lazy = True

    def __init__(self, session: Session, panes: int) -> None:
        super().__init__("", [_Cell() for _ in range(panes)])


class _Cell(PaneCell):
    parts = ("model", "probe", "preview")

    def __init__(self) -> None:
        super().__init__()
        self._code, self._near = TextLine(12), TextLine(12, muted=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        column.addWidget(self._code)
        column.addWidget(self._near)

    def stale(self, old: SessionState, new: SessionState) -> bool:
        """Whether other frames shine through."""
        return old.path.onion != new.path.onion

    def render_pane(self, pane: Pane, state: SessionState) -> None:
        name = words.pane_names(state)[state.panes.index(pane)]
        preview = pane.preview
        self._code.setText("" if preview is None else f"z = {words.code(preview.z)}", name)
        on_path = preview is not None and preview.source == "path"
        skins = f", ± {state.path.onion} frames" if state.path.onion else ""
        self._near.setText(f"on the path{skins}" if on_path else words.where(pane))

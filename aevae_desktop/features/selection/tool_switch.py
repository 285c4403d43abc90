"""Hand, lasso, box: what a drag on a map does."""

from __future__ import annotations

from functools import partial

from aevae_desktop.features.selection.controller import SelectionController
from aevae_desktop.features.selection.state import Selecting, Tool
from aevae_desktop.language import translate
from aevae_desktop.session.session import Session
from aevae_desktop.session.state import SessionState
from aevae_desktop.ui import icons
from aevae_desktop.ui import theme as themes
from aevae_desktop.ui.widgets.controls import Segmented, button
from aevae_desktop.ui.widgets.layouts import hbox
from aevae_desktop.ui.widgets.panel import Panel

TIPS = {
    Tool.HAND: translate(
        "selection", "Hand: a drag pans; Shift+drag adds by a lasso, Alt+drag removes, Ctrl+drag is a box (H)"
    ),
    Tool.LASSO: translate("selection", "Lasso: a drag selects; Shift adds, Alt or Ctrl removes (Q)"),
    Tool.BOX: translate("selection", "Box: a drag selects; Shift adds, Alt or Ctrl removes (W)"),
}
ICONS = {Tool.HAND: icons.hand, Tool.LASSO: icons.lasso, Tool.BOX: icons.box}


class ToolSwitch(Panel):
    """A button a tool; one is down. Beside them one that opens the selection card."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._tools = list(Tool)
        names, tips = [f"tool.{tool.value.lower()}" for tool in self._tools], [TIPS[tool] for tool in self._tools]
        self._switch = Segmented([""] * len(self._tools), tips, names, title=translate("selection", "Selecting tool"))
        self._switch.setIndex(0)
        self._switch.chosen.connect(lambda index: session.controller(SelectionController).set_tool(self._tools[index]))
        tip = translate("selection", "What is selected: images, numbers, codes (K)")
        card = partial(self.trigger, "selection")
        opener = button(translate("selection", "Selection"), "selection.button", tip, card, flat=True, compact=True)
        hbox(self._switch, opener, gap=4, of=self)

    def apply_theme(self, theme: themes.Theme) -> None:
        """Draw the icons in the colours of ``theme``."""
        for index, tool in enumerate(self._tools):
            self._switch.button(index).setIcon(icons.two_way(ICONS[tool], theme.muted, theme.on_accent))

    def render_state(self, old: SessionState, new: SessionState) -> None:
        """Put the right button down."""
        if new.part(Selecting).tool is not old.part(Selecting).tool:
            self._switch.setIndex(self._tools.index(new.part(Selecting).tool))

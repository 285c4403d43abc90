"""The bar along the top: the menus, the mode, one map or two, and the cards that open."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenuBar, QToolButton

from aevae_desktop.features.feature import CardRow
from aevae_desktop.language import translate
from aevae_desktop.session.session import Session
from aevae_desktop.session.state import Mode, SessionState, panes_differ
from aevae_desktop.ui import icons, words
from aevae_desktop.ui import theme as themes
from aevae_desktop.ui.shell import TOP
from aevae_desktop.ui.widgets.controls import Segmented, button
from aevae_desktop.ui.widgets.layouts import hbox
from aevae_desktop.ui.widgets.panel import Panel

MODE_TIPS = {
    Mode.EXPLORE: translate("window", "Move over a map to decode what lives there; a click freezes the pointer (E)"),
    Mode.DRAW: translate("window", "Room for the pen: draw, and see where each model puts it (D)"),
    Mode.PATH: translate("window", "Clicks on a map add way-points; drag one to move it (P)"),
    Mode.ARTICLE: translate(
        "window", "The article, claim by claim: predict, then see the picture, the number and the verdict (Shift+A)"
    ),
}
PANE_TIPS = (translate("window", "Only the active map (S)"), translate("window", "Both maps side by side (S)"))


class TopBar(Panel):
    """Menus, mode, panes; at the right the ``cards`` that have a button, as many as fit, theme and help."""

    def __init__(self, session: Session, menus: QMenuBar, cards: Sequence[CardRow]) -> None:
        super().__init__()
        self.setObjectName("topbar")
        self.setFixedHeight(TOP)
        self._modes = list(Mode)
        rows = [row for row in cards if row.button]
        self._cards = {row: self._opener(row) for row in rows}
        self._folding = sorted(rows, key=lambda row: row.fold or len(rows))  # the first to go first
        self._reduced = False  # to the modes and the maps
        modes = [words.MODES[mode] for mode in self._modes]
        self._mode = Segmented(
            modes, [MODE_TIPS[mode] for mode in self._modes], title=translate("window", "Mode"), small=False
        )
        self._mode.setIndex(0)
        self._mode.chosen.connect(lambda index: session.set_mode(self._modes[index]))
        self._panes = Segmented(
            (translate("window", "One map"), "AE | VAE"),
            PANE_TIPS,
            title=translate("window", "Maps"),
            small=False,
        )
        self._panes.setIndex(1)
        self._panes.chosen.connect(lambda index: session.set_single(index == 0))
        self._theme = button(
            "", "theme", translate("window", "Light or dark (T)"), partial(self.trigger, "theme"), flat=True
        )
        themes.fix(self._theme, icon=17)
        self._menus = menus
        self._help = button(
            "?", "help.button", translate("window", "Mouse and keys (?)"), partial(self.trigger, "help"), flat=True
        )
        right = (*self._cards.values(), self._theme, self._help)
        hbox(menus, 10, self._mode, 10, self._panes, None, *right, gap=2, edges=(6, 0, 8, 0), of=self)

    def apply_theme(self, theme: themes.Theme) -> None:
        """Show the icon of the theme that comes next."""
        draw = icons.moon if themes.next_theme(theme) is themes.DARK else icons.sun
        self._theme.setIcon(draw(theme.muted))
        self._make_room()

    def _name_maps(self, names: Sequence[str]) -> None:
        text = words.literal(" | ".join(names)) if max(map(len, names)) < 12 else translate("window", "Two maps")
        if all(names) and text != self._panes.button(1).text():
            self._panes.button(1).setText(text)
            self._panes.updateGeometry()  # else it is still as wide as before when room is made
            self._make_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow window has some of the cards in its menus only."""
        self._make_room()

    def reduce(self, on: bool) -> None:
        """Show the modes and the maps alone, or everything again."""
        self._reduced = on
        self._make_room()

    def _make_room(self) -> None:
        folding = (*(self._cards[row] for row in self._folding), self._help, self._theme)
        for widget in (self._menus, *folding):
            widget.setVisible(not self._reduced)
        self._panes.show()
        for widget in (*folding, self._panes):
            if self._needs() <= self.width():
                return
            widget.hide()

    def _needs(self) -> int:
        """How wide all that is shown is, px."""
        layout = self.layout()
        assert layout is not None
        layout.invalidate()
        return layout.sizeHint().width()

    def _opener(self, row: CardRow) -> QToolButton:
        return button(row.button, f"{row.name}.button", row.tip, partial(self.trigger, row.name), flat=True)

    def render_state(self, old: SessionState, new: SessionState) -> None:
        """Put the right buttons down, and name the two maps."""
        if new.mode is not old.mode:
            self._mode.setIndex(self._modes.index(new.mode))
        if new.shown != old.shown:
            self._panes.setIndex(0 if len(new.shown) == 1 else 1)
        if panes_differ(old, new, "model"):
            self._name_maps(words.pane_names(new))

"""The bar along the top: the mode, one map or two, and the cards that open."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton

from aevae_desktop.session.session import Session
from aevae_desktop.session.state import Mode, SessionState
from aevae_desktop.views import icons, words
from aevae_desktop.views import theme as themes
from aevae_desktop.views.panels.panel import Panel
from aevae_desktop.views.shell import TITLE, TOP
from aevae_desktop.views.widgets.controls import button
from aevae_desktop.views.widgets.segmented import Segmented
from aevae_desktop.views.widgets.text_line import TextLine

TIGHT = 1200  # px: a narrower window has less room around each word
MODE_TIPS = {
    Mode.EXPLORE: "A click on a map holds the probe there (E)",
    Mode.DRAW: "Room for the pen: draw a digit and see where each model puts it (D)",
    Mode.PATH: "Clicks on a map set A, then B (P)",
}


class TopBar(Panel):
    """Title, mode, panes; at the right the cards, theme and help."""

    def __init__(self, session: Session, single: Callable[[bool], None], open_card: Callable[[str], None],
                 turn_theme: Callable[[], None]) -> None:  # fmt: skip
        super().__init__()
        self.setObjectName("topbar")
        self.setFixedHeight(TOP)
        self._modes = list(Mode)
        self._wanted = 0  # px, with the title
        self._tight = False
        self._title = title = TextLine(15, strong=True)
        title.setText(TITLE)
        title.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._mode = Segmented([mode.value for mode in self._modes])
        for index, mode in enumerate(self._modes):
            self._mode.button(index).setToolTip(MODE_TIPS[mode])
        self._mode.setIndex(0)
        self._mode.chosen.connect(lambda index: session.set_mode(self._modes[index]))
        self._panes = Segmented(("One map", "AE | VAE"))
        self._panes.setIndex(1)
        self._panes.chosen.connect(lambda index: single(index == 0))
        self._panes.button(0).setToolTip("The map that was probed last, alone (S)")
        self._panes.button(1).setToolTip("Both maps side by side (S)")
        self._theme = button("", "theme", "Light or dark (T)", turn_theme, flat=True)
        self._theme.setIconSize(QSize(17, 17))
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 8, 0)
        row.setSpacing(2)
        row.addWidget(title)
        row.addSpacing(14)
        row.addWidget(self._mode)
        row.addSpacing(10)
        row.addWidget(self._panes)
        row.addStretch(1)
        tip = "Colours, size and filters of the codes (C)"
        row.addWidget(button("Points", "points.button", tip, lambda: open_card("points"), flat=True))
        row.addWidget(
            button("Layers", "layers.button", "What the maps draw (L)", lambda: open_card("layers"), flat=True)
        )
        tip = "Planes of a latent space of any dimension, a slider for each (Z)"
        row.addWidget(button("Planes", "planes.button", tip, lambda: open_card("planes"), flat=True))
        tip = "Codes drawn at random, and what each model makes of them (Shift+S)"
        row.addWidget(button("Samplers", "samplers.button", tip, lambda: open_card("samplers"), flat=True))
        tip = "The posterior of one image: draw z = μ + σ × ε yourself, and its losses (Shift+P)"
        row.addWidget(button("Posterior", "posterior.button", tip, lambda: open_card("posterior"), flat=True))
        row.addWidget(
            button("Models", "models.button", "Choose other models (M)", lambda: open_card("models"), flat=True)
        )
        row.addWidget(button("Views", "views.button", "Saved views (V)", lambda: open_card("views"), flat=True))
        tip = "A figure, or the numbers, as a file; and figures opened again (Ctrl+E)"
        row.addWidget(button("Export", "export.button", tip, lambda: open_card("export"), flat=True))
        row.addWidget(self._theme)
        row.addWidget(button("?", "help.button", "Mouse and keys (?)", lambda: open_card("help"), flat=True))

    def dress(self, theme: themes.Theme) -> None:
        """Show the icon of the other theme."""
        self._theme.setIcon(icons.sun(theme.muted) if theme.name == "dark" else icons.moon(theme.muted))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow window has its name in its frame only, and its buttons closer together."""
        if not self._title.isHidden():
            self._wanted = self.sizeHint().width()
        self._title.setVisible(self.width() >= self._wanted)
        if (tight := self.width() < TIGHT) != self._tight:
            self._tight = tight
            self.setProperty("tight", tight)
            for made in self.findChildren(QToolButton):  # the style sheet speaks of them
                made.style().unpolish(made)
                made.style().polish(made)

    def render_state(self, old: SessionState, new: SessionState) -> None:
        """Put the right buttons down, and name the two maps."""
        if new.mode is not old.mode:
            self._mode.setIndex(self._modes.index(new.mode))
        if new.shown != old.shown:
            self._panes.setIndex(0 if len(new.shown) == 1 else 1)
        names = words.pane_names(new)
        if all(names):
            self._panes.button(1).setText(" | ".join(names) if max(map(len, names)) < 12 else "Two maps")

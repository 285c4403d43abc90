"""The window: lays the views out, hands the session's one signal down to them, and dresses them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QDeadlineTimer, QEventLoop, QSize, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from aevae_desktop.session.session import Session
from aevae_desktop.session.state import EMPTY, Mode, SessionState
from aevae_desktop.views import actions, icons
from aevae_desktop.views import theme as themes
from aevae_desktop.views.map.canvas import MapCanvas
from aevae_desktop.views.map.pane import MapPane
from aevae_desktop.views.panels.decoder import DecoderPanel
from aevae_desktop.views.panels.help import HelpPanel
from aevae_desktop.views.panels.layers import LayersPanel
from aevae_desktop.views.panels.legend import Legend
from aevae_desktop.views.panels.models import ModelsPanel
from aevae_desktop.views.panels.numbers import NumbersPanel
from aevae_desktop.views.panels.panel import Panel
from aevae_desktop.views.panels.path import PathPanel
from aevae_desktop.views.panels.pen import PenPanel
from aevae_desktop.views.panels.readings import ReadingsPanel
from aevae_desktop.views.panels.status import StatusBar
from aevae_desktop.views.topbar import TopBar

SIDE_WIDTH, SIDE_WIDE = 380, 540  # px: the side panels, and with room for the pen
POPOVERS: dict[str, Callable[[Session], Panel]] = {"layers": LayersPanel, "models": ModelsPanel, "help": HelpPanel}
TALL = 880  # px: from this height on the filmstrip has large tiles
TITLE = "AE · VAE Desktop"


class Window(QWidget):
    """The whole window. ``wait_idle`` is for whoever drives it from a program."""

    def __init__(self, session: Session, theme: themes.Theme, *, follow_system: bool = True) -> None:
        super().__init__()
        self.session: Session = session
        session.setParent(self)
        self.theme, self._follow = theme, follow_system
        self.setWindowTitle(TITLE)
        self.setWindowIcon(icons.app_icon())
        panes = len(session.state.panes)
        self._maps = [MapPane(session, index) for index in range(panes)]
        self._top = TopBar(session, self.set_single, self.toggle_popover, self.toggle_theme)
        self._legend, self._path, self._status = Legend(session), PathPanel(session), StatusBar(session)
        self._side: tuple[Panel, ...] = (
            DecoderPanel(session, panes),
            PenPanel(session),
            ReadingsPanel(session, panes),
            NumbersPanel(session, panes),
        )
        self._popovers: dict[str, Panel] = {name: card(session) for name, card in POPOVERS.items()}
        rest = (*self._side, *self._popovers.values())
        self._views: list[Panel] = [*self._maps, self._top, self._legend, self._path, self._status, *rest]
        self._lay_out()
        self._actions = actions.install(self)
        self.setMinimumSize(QSize(980, 640))
        self.resize(1440, 900)
        self.dress(theme)
        for view in self._views:
            view.render_state(EMPTY, session.state)
        session.changed.connect(self._render)
        QApplication.styleHints().colorSchemeChanged.connect(self._system_theme)
        self.canvas().setFocus()

    # ------------------------------------------------------------ for programs

    def wait_idle(self, timeout_ms: int) -> bool:
        """Run the event loop until nothing that was asked for is still to come; False after ``timeout_ms``."""
        deadline = QDeadlineTimer(timeout_ms)
        while not self.session.idle and not deadline.hasExpired():
            loop = QEventLoop()
            QTimer.singleShot(5, loop.quit)
            loop.exec()
        QApplication.processEvents()
        return self.session.idle

    def canvas(self, index: int | None = None) -> MapCanvas:
        """The map of a pane; of the leading one, or the only one on screen, without an index."""
        state = self.session.state
        lead = state.lead if state.lead in state.shown else state.shown[0]
        return self._maps[lead if index is None else index].canvas

    # ------------------------------------------------------------ commands

    def set_single(self, single: bool) -> None:
        """One map, the one that was probed last, or all."""
        everything = tuple(range(len(self._maps)))
        self.session.show(*((self.session.state.lead,) if single else everything))

    def toggle_single(self) -> None:
        """One map or all."""
        self.set_single(len(self.session.state.shown) > 1)

    def toggle_theme(self) -> None:
        """Light or dark, from now on whatever the system says."""
        self._follow = False
        self.dress(themes.LIGHT if self.theme is themes.DARK else themes.DARK)

    def toggle_full_screen(self) -> None:
        """Full screen, and back."""
        self.showNormal() if self.isFullScreen() else self.showFullScreen()

    def toggle_popover(self, name: str) -> None:
        """Open a card at the upper right, or close it; one is open at a time."""
        card = self._popovers[name]
        show = card.isHidden()
        self._close_popovers()
        if show:
            card.show()
            self._place_popovers()
            card.raise_()
            card.setFocus()

    def escape(self) -> None:
        """Close the open card; without one, let the probe go."""
        if any(not card.isHidden() for card in self._popovers.values()):
            self._close_popovers()
        else:
            self.session.pin(False)

    def close_soon(self) -> None:
        """Close once the key that asked for it has been handled."""
        QTimer.singleShot(0, self.close)

    def dress(self, theme: themes.Theme) -> None:
        """Show everything in ``theme``."""
        self.theme = theme
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        themes.apply(app, theme)
        for widget in [self, *self.findChildren(QWidget)]:
            if widget is not self and hasattr(widget, "dress"):
                widget.dress(theme)

    # ------------------------------------------------------------ layout

    def _lay_out(self) -> None:
        maps = QHBoxLayout()
        maps.setSpacing(12)
        for pane in self._maps:
            maps.addWidget(pane, 1)
        left = QVBoxLayout()
        left.setContentsMargins(12, 6, 12, 10)
        left.setSpacing(8)
        left.addLayout(maps, 1)
        left.addWidget(self._legend)
        left.addWidget(self._path)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addLayout(left, 1)
        middle.addWidget(self._make_side())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._top)
        column.addLayout(middle, 1)
        column.addWidget(self._status)
        for card in self._popovers.values():
            card.setParent(self)
            card.hide()

    def _make_side(self) -> QFrame:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(18)
        for panel in self._side:
            column.addWidget(panel)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inner)
        self._side_frame = QFrame()
        self._side_frame.setObjectName("side")
        outer = QVBoxLayout(self._side_frame)
        outer.setContentsMargins(1, 0, 0, 0)
        outer.addWidget(scroll)
        self._side_frame.setFixedWidth(SIDE_WIDTH)
        return self._side_frame

    def _close_popovers(self) -> None:
        for card in self._popovers.values():
            card.hide()

    def _place_popovers(self) -> None:
        for card in self._popovers.values():
            card.adjustSize()
            card.move(self.width() - card.width() - 12, self._top.height() + 6)

    # ------------------------------------------------------------ events

    def _render(self, old: SessionState, new: SessionState) -> None:
        for view in self._views:
            view.render_state(old, new)
        if new.mode is not old.mode:
            self._side_frame.setFixedWidth(SIDE_WIDE if new.mode is Mode.DRAW else SIDE_WIDTH)

    def _system_theme(self) -> None:
        if self._follow:
            self.dress(themes.system_theme())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cards keep their corner; a low window gets smaller tiles, so that the maps stay large."""
        self._place_popovers()
        self._path.set_tile(56 if self.height() >= TALL else 44)

    def closeEvent(self, event: QCloseEvent) -> None:
        """End the inference process with the window."""
        self.session.close()
        super().closeEvent(event)

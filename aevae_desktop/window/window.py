"""The window: lays the views out, hands the session's one signal down to them, and gives them their colours."""

from __future__ import annotations

from operator import attrgetter

from PySide6.QtCore import QDeadlineTimer, QEventLoop, QRect, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QWidget

from aevae_desktop.errors import each_hears
from aevae_desktop.features.drawing.panel import PenPanel
from aevae_desktop.features.drawing.readings import NumbersPanel, ReadingsPanel
from aevae_desktop.features.figures.panel import ExportPanel
from aevae_desktop.features.models.controller import ModelsController
from aevae_desktop.features.path.panels.panel import PathPanel
from aevae_desktop.features.points.legend import Legend
from aevae_desktop.features.previews.panel import CaptionsPanel, DecoderPanel
from aevae_desktop.features.probe.controller import ProbeController
from aevae_desktop.features.recovery.strip import RecoveryStrip
from aevae_desktop.features.selection.panel import SelectionPanel
from aevae_desktop.features.selection.tool_switch import ToolSwitch
from aevae_desktop.session.session import Session
from aevae_desktop.session.state import EMPTY, Mode, SessionState
from aevae_desktop.ui import focus, icons, shell
from aevae_desktop.ui import theme as themes
from aevae_desktop.ui.map.canvas import MapCanvas
from aevae_desktop.ui.widgets.controls import scrolled
from aevae_desktop.ui.widgets.latest import Latest
from aevae_desktop.ui.widgets.layouts import hbox, vbox
from aevae_desktop.ui.widgets.panel import Panel
from aevae_desktop.window import actions
from aevae_desktop.window.cards import Cards
from aevae_desktop.window.dropping import DropTarget
from aevae_desktop.window.pane import MapPane
from aevae_desktop.window.status import StatusBar
from aevae_desktop.window.topbar import TopBar

SIDE_WIDE = 520  # px: the side panels with room for the pen
SIDE_FRACTION = 0.2375  # of the window's width, for the side panels
DOCK = 260  # px, the least height of a docked card
TALL = 880  # px: from this height on the filmstrip has large tiles
LEISURE_MS = 30  # how long the lazy views may lag behind
_RENDER = attrgetter("render_state")


class Window(QWidget):
    """The whole window. ``wait_idle`` is for whoever drives it from a program."""

    def __init__(self, session: Session, theme: themes.Theme, *, follow_system: bool = True) -> None:
        super().__init__()
        self.session: Session = session
        session.setParent(self)
        self.theme: themes.Theme = theme
        self._follow = follow_system
        themes.apply(_application(), theme)  # before there is anything: each widget is then styled once
        self.setWindowTitle(shell.TITLE)
        self.setWindowIcon(icons.app_icon())
        self.setMinimumSize(shell.LEAST)
        self.resize(shell.SIZE)
        self._make_views(session)
        self._lay_out()
        actions.install(self)
        themes.apply_below(self, self.theme)
        self._notified = EMPTY  # what the lazy views have drawn
        self._leisure = QTimer(self)
        self._leisure.setSingleShot(True)
        self._leisure.setInterval(LEISURE_MS)
        self._leisure.timeout.connect(self._render_lazy)
        self._render(EMPTY, session.state)
        self._render_lazy()
        session.changed.connect(self._render)
        QApplication.styleHints().colorSchemeChanged.connect(self._system_theme)
        canvases = [pane.canvas for pane in self._maps]
        DropTarget(self, session, canvases, self.export.open)
        focus.chain(canvases)
        self.setFocusProxy(canvases[0])
        self.canvas().setFocus()

    def _make_views(self, session: Session) -> None:
        panes = len(session.state.panes)
        self._maps = [MapPane(session, index) for index in range(panes)]
        self.recovery_strip = RecoveryStrip()
        self._top = TopBar(session, self.set_single, self.toggle_popover, self.toggle_theme)
        self._legend, self._path, self._status = (
            Legend(session, ToolSwitch(session, self.toggle_popover)),
            PathPanel(session),
            StatusBar(session),
        )
        self._side: tuple[Panel, ...] = (
            DecoderPanel(session, panes),
            CaptionsPanel(session, panes),
            PenPanel(session),
            ReadingsPanel(session, panes),
            NumbersPanel(session, panes),
        )
        self.cards = Cards(session, self._room, self._dock)
        cards = self.cards.panels.values()
        self.export: ExportPanel = next(card for card in cards if isinstance(card, ExportPanel))
        for card in cards:
            if isinstance(card, SelectionPanel):
                card.wants.connect(self.toggle_popover)
        around = (self._top, self._legend, self._path, self._status)
        views: list[Panel] = [*self._maps, *around, *self._side, *cards]
        self._views = [view for view in views if not view.lazy]
        self._lazy = [view for view in views if view.lazy]

    # ------------------------------------------------------------ for programs

    def wait_idle(self, timeout_ms: int) -> bool:
        """Run the event loop until nothing that was asked for is still to come; False after ``timeout_ms``."""
        deadline = QDeadlineTimer(timeout_ms)
        QApplication.processEvents()
        for latest in self.findChildren(Latest):
            latest.flush()
        for pane in self._maps:
            pane.canvas.settle()
        while not (self.session.idle and not self.export.busy) and not deadline.hasExpired():
            loop = QEventLoop()
            QTimer.singleShot(5, loop.quit)
            loop.exec()
        self._render_lazy()
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
        self.session.controller(ModelsController).show(*((self.session.state.lead,) if single else everything))

    def toggle_single(self) -> None:
        """One map or all."""
        self.set_single(len(self.session.state.shown) > 1)

    def toggle_theme(self) -> None:
        """Light or dark, from now on whatever the system says."""
        self._follow = False
        self.apply_theme(themes.LIGHT if self.theme is themes.DARK else themes.DARK)

    def toggle_full_screen(self) -> None:
        """Full screen, and back."""
        top = self.window()
        top.showNormal() if top.isFullScreen() else top.showFullScreen()

    def toggle_popover(self, name: str) -> None:
        """Open a card of ``cards.CARDS``, or close it; one is open at a time."""
        self.cards.toggle(name, otherwise=self.canvas())

    def nudge(self, dx: float, dy: float) -> None:
        """Move the current way-point by so many px, on the leading map or another that shows it."""
        maps = [self.canvas(), *(self.canvas(i) for i in self.session.state.shown)]
        if not any(canvas.tools.rings.nudge(dx, dy) for canvas in maps):
            self.session.notify("Choose a way-point first: , and . go through them.")

    def ask_way(self) -> None:
        """Ask what the next way-point is to be."""
        self.session.set_mode(Mode.PATH)
        self._path.ways.ask_what()

    def escape(self) -> None:
        """Drop the lasso in hand, else close the open card; without either, let the probe go."""
        if any(pane.canvas.tools.cancel() for pane in self._maps):
            return
        if not self.cards.close(otherwise=self.canvas()):
            self.session.controller(ProbeController).pin(False)

    def close_soon(self) -> None:
        """Close once the key that asked for it has been handled."""
        QTimer.singleShot(0, self.window().close)

    def apply_theme(self, theme: themes.Theme) -> None:
        """Show everything in ``theme``."""
        self.theme = theme
        themes.apply(_application(), theme)
        themes.apply_below(self, self.theme)

    # ------------------------------------------------------------ layout

    def _lay_out(self) -> None:
        maps = hbox(*((pane, 1) for pane in self._maps), gap=12)
        left = vbox((maps, 1), self._legend, self._path, edges=(12, 6, 12, 10))
        middle = hbox((left, 1), self._make_side(), gap=0)
        vbox(self._top, self.recovery_strip, (middle, 1), self._status, gap=0, of=self)
        self.cards.lay(self)

    def _make_side(self) -> QFrame:
        inner = QWidget()
        self._side_column = vbox(gap=0, edges=(15, 13, 15, 13), of=inner)  # and 1 px for the ring of the focus
        scroll = scrolled(inner, "side.scroll", "Previews, pen and numbers")
        scroll.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click on a picture does not put a ring around all of them
        self._side_frame = QFrame()
        self._side_frame.setObjectName("side")
        vbox(scroll, edges=(1, 0, 0, 0), of=self._side_frame)
        self._arrange_side(Mode.EXPLORE)
        return self._side_frame

    def _arrange_side(self, mode: Mode) -> None:
        """Order and width of the side panels: who draws sees the sheet and what becomes of it first."""
        first = 2 if mode is Mode.DRAW else 0
        layout = self._side_column
        while layout.count():
            layout.takeAt(0)
        for panel in (*self._side[first:], *self._side[:first]):
            layout.addSpacing(0 if layout.isEmpty() else 5 if panel.lazy else 18)
            layout.addWidget(panel)
        layout.addStretch(1)
        self._widen_side(mode)

    def _widen_side(self, mode: Mode) -> None:
        """A wide window gives some of its width to the previews; drawing takes more."""
        usual = min(max(shell.SIDE, round(self.width() * SIDE_FRACTION)), SIDE_WIDE)
        self._side_frame.setFixedWidth(SIDE_WIDE if mode is Mode.DRAW else usual)

    def _room(self) -> QRect:
        """What the bar at the top and the status line leave, px."""
        top = self._top.height() + (0 if self.recovery_strip.isHidden() else self.recovery_strip.height())
        return QRect(0, top, self.width(), self.height() - top - self._status.height())

    def _dock(self) -> QRect:
        """The side panels but for the previews: there a card hides nothing that its sliders change."""
        side, captions = self._side_frame, self._side[1]
        under = captions.mapTo(self, captions.rect().bottomLeft()).y() + 10
        top = under if self.session.state.mode is not Mode.DRAW else self._top.height() + 6
        bottom = self.height() - self._status.height()
        top = min(top, bottom - DOCK)
        return QRect(side.x(), top, side.width(), bottom - top)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes round inside an open card that has the keyboard, and round the whole window otherwise.

        Qt's own way round leads from the last widget to the window's focus proxy, a map, and past the bar at the top.
        """
        card = self.cards.opened
        if card is not None and card.isAncestorOf(QApplication.focusWidget() or self):
            return focus.cycle(card, forward)
        return focus.cycle(self, forward)

    # ------------------------------------------------------------ events

    def _render(self, old: SessionState, new: SessionState) -> None:
        each_hears(map(_RENDER, self._views), old, new)
        if not self._leisure.isActive():
            self._leisure.start()
        if new.mode is not old.mode:
            self._arrange_side(new.mode)
        if new.pose is not None and new.pose is not old.pose and new.pose.theme in themes.THEMES:
            self._follow = False
            self.apply_theme(themes.THEMES[new.pose.theme])

    def _render_lazy(self) -> None:
        self._leisure.stop()
        old, self._notified = self._notified, self.session.state
        each_hears(map(_RENDER, self._lazy), old, self._notified)
        self.cards.follow_dock()

    def _system_theme(self) -> None:
        if self._follow:
            self.apply_theme(themes.system_theme())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that no focused widget wanted."""
        action = actions.late_action(QKeySequence(event.keyCombination()))
        if action is None or (event.isAutoRepeat() and not action.repeats):
            super().keyPressEvent(event)
        else:
            action.run(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cards keep their corner; a low window gets smaller tiles, so that the maps stay large."""
        self.cards.place()
        self._path.set_tile(56 if self.height() >= TALL else 44)
        self._widen_side(self.session.state.mode)

    def closeEvent(self, event: QCloseEvent) -> None:
        """End the inference process with the window."""
        self.session.close()
        super().closeEvent(event)


def _application() -> QApplication:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app

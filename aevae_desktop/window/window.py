"""The window: lays the views out, hands the session's one signal down to them, and gives them their colours."""

from __future__ import annotations

import pkgutil
from collections.abc import Sequence
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QDeadlineTimer, QEventLoop, QRect, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QWidget

from aevae_desktop.errors import call_all
from aevae_desktop.features import FEATURES
from aevae_desktop.features.feature import CardRow, Feature, PanelRow, Place, all_actions, panels, rows
from aevae_desktop.session.session import Session
from aevae_desktop.session.state import EMPTY, Mode, SessionState
from aevae_desktop.ui import focus, icons, shell
from aevae_desktop.ui import theme as themes
from aevae_desktop.ui.action import MainWindow
from aevae_desktop.ui.map.canvas import MapCanvas
from aevae_desktop.ui.map.overlay_card import OverlayCard
from aevae_desktop.ui.map.tool import MapTool
from aevae_desktop.ui.widgets.controls import scrolled
from aevae_desktop.ui.widgets.latest import Latest
from aevae_desktop.ui.widgets.layouts import hbox, vbox
from aevae_desktop.ui.widgets.panel import Card, Panel
from aevae_desktop.window import actions
from aevae_desktop.window.cards import Cards
from aevae_desktop.window.dropping import DropTarget
from aevae_desktop.window.help import HelpPanel
from aevae_desktop.window.menus import MenuBar
from aevae_desktop.window.pane import MapPane
from aevae_desktop.window.topbar import TopBar

if TYPE_CHECKING:
    from aevae_desktop.window.presentation import Presentation

SIDE_WIDE = 520  # px: the side panels with room for the pen
SIDE_FRACTION = 0.2375  # of the window's width, for the side panels
SIDE_MOST = 0.4  # of it, at most, as text grows
DOCK = 260  # px, the least height of a docked card
BEFORE_TOOLS = 6  # px
LEISURE_MS = 30  # how long the lazy views may lag behind
_RENDER = attrgetter("render_state")
T = TypeVar("T", bound=MapTool)
W = TypeVar("W", bound=QWidget)


class Window(MainWindow):
    """The whole window, of what the ``features`` bring. ``wait_idle`` is for whoever drives it from a program."""

    def __init__(
        self,
        session: Session,
        theme: themes.Theme,
        features: Sequence[Feature] = FEATURES,
        *,
        follow_system: bool = True,
        text_scale: float | None = None,
    ) -> None:
        super().__init__()
        self.session = session
        session.setParent(self)
        self.theme = theme
        self._follow = follow_system
        self.text_scale = text_scale or themes.system_text_scale()
        themes.set_text_scale(self.text_scale)
        themes.apply(_application(), theme)  # before there is anything: each widget is then styled once
        self.setWindowTitle(shell.TITLE)
        self.setWindowIcon(icons.app_icon())
        self.setMinimumSize(shell.within_screens(shell.LEAST))
        self.resize(shell.SIZE)
        self.overlays = rows(features, lambda feature: feature.overlays)
        self.offers = [feature.offer for feature in features if feature.offer is not None]
        self._presented: Presentation | None = None  # made when it is first asked for
        self.commands = rows((actions.OWN, *features), all_actions)
        self._actions = actions.install(self, self.commands, lambda row: row.run(self))
        self._make_views(session, features)
        self._lay_out()
        themes.apply_below(self, self.theme)
        self._notified = EMPTY  # what the lazy views have drawn
        self._leisure = QTimer(self)
        self._leisure.setSingleShot(True)
        self._leisure.setInterval(LEISURE_MS)
        self._leisure.timeout.connect(self._render_lazy)
        self._render(EMPTY, session.state)
        self._render_lazy()
        session.changed.connect(self._render)
        hints = QApplication.styleHints()
        hints.colorSchemeChanged.connect(self._system_theme)
        hints.accessibility().contrastPreferenceChanged.connect(self._system_theme)
        canvases = [pane.canvas for pane in self._maps]
        self._drops = DropTarget(self, session, canvases, features)
        focus.chain(canvases)
        self.setFocusProxy(canvases[0])
        self.canvas().setFocus()

    def _make_views(self, session: Session, features: Sequence[Feature]) -> None:
        self._maps = [self._made_map(session, features, index) for index in range(len(session.state.panes))]
        menus = MenuBar(self, self.commands, self._actions)
        self._top = TopBar(session, menus, rows(features, lambda feature: feature.cards))
        self._placed: dict[Place, dict[PanelRow, Panel]] = {
            place: {row: _made(row, session) for row in panels(features, place)}
            for place in Place
            if place is not Place.OVER_MAP
        }
        self.cards = Cards(self._made_cards(session, features), self._room, self._dock)
        placed = [panel for place in self._placed.values() for panel in place.values()]
        views: list[Panel] = [*self._maps, self._top, *placed, *self.cards.panels.values()]
        self._views = [view for view in views if not view.lazy]
        self._lazy = [view for view in views if view.lazy]

    def _made_map(self, session: Session, features: Sequence[Feature], index: int) -> MapPane:
        titles = [_made(row, session, index) for row in panels(features, Place.OVER_MAP)]
        tools = rows(features, lambda feature: feature.tools)
        return MapPane(index, MapCanvas(session, index, self.overlays, tools), titles)

    def _made_cards(self, session: Session, features: Sequence[Feature]) -> dict[str, Card]:
        cards = rows(features, lambda feature: feature.cards)
        made: dict[str, Card] = {row.name: _made(row, session) for row in cards}
        for card in made.values():
            if isinstance(card, OverlayCard):
                card.overlays = self.overlays
        return {**made, "help": HelpPanel(session, self.commands)}

    # ------------------------------------------------------------ for programs

    def wait_idle(self, timeout_ms: int) -> bool:
        """Run the event loop until nothing that was asked for is still to come; False after ``timeout_ms``."""
        deadline = QDeadlineTimer(timeout_ms)
        QApplication.processEvents()
        for latest in self.findChildren(Latest):
            latest.flush()
        for pane in self._maps:
            pane.canvas.settle()
        while self._busy and not deadline.hasExpired():
            loop = QEventLoop()
            QTimer.singleShot(5, loop.quit)
            loop.exec()
        self._render_lazy()
        QApplication.processEvents()
        return self.session.idle

    @property
    def _busy(self) -> bool:
        return not self.session.idle or any(view.busy for view in (*self._views, *self._lazy))

    @property
    def export(self) -> Any:
        """The card that exports figures."""
        return self.cards.panels["export"]

    def panel(self, kind: type[W]) -> W:
        """The panel or card of that class."""
        found = self.findChild(kind)
        assert isinstance(found, kind)
        return found

    def canvas(self, index: int | None = None) -> MapCanvas:
        """The map of a pane; of the leading one, or the only one on screen, without an index."""
        state = self.session.state
        lead = state.lead if state.lead in state.shown else state.shown[0]
        return self._maps[lead if index is None else index].canvas

    # ------------------------------------------------------------ commands

    def toggle_theme(self) -> None:
        """The next theme, from now on whatever the system says."""
        self._follow = False
        self.apply_theme(themes.next_theme(self.theme))
        self.session.settings.put("theme", self.theme.name)

    def set_text_scale(self, scale: float) -> None:
        """Make text that many times as large as it was drawn for, within ``themes.TEXT_SCALES``."""
        scale = min(max(scale, themes.TEXT_SCALES[0]), themes.TEXT_SCALES[-1])
        if scale != self.text_scale:
            self.text_scale = scale
            themes.set_text_scale(scale)
            self.apply_theme(self.theme)
            self._fit_panels()

    def step_text(self, steps: int) -> None:
        """Make text larger by so many ``steps``, or smaller; 0: as large as the system has it."""
        step = themes.TEXT_SCALES[1] - themes.TEXT_SCALES[0]
        self.set_text_scale(self.text_scale + steps * step if steps else themes.system_text_scale())
        self.session.settings.put("text_scale", self.text_scale if steps else None)

    @property
    def presenting(self) -> bool:
        """Whether it is shown to a room."""
        return self._presented is not None and self._presented.on

    def toggle_presentation(self) -> None:
        """Show the maps and the previews large, without what is around them, or everything as it was."""
        from aevae_desktop.window.presentation import Presentation

        placed = [panel for panels in self._placed.values() for panel in panels.values()]
        if self._presented is None:
            canvases = [pane.canvas for pane in self._maps]
            self._presented = Presentation(self._top, [*self._placed[Place.BOTTOM].values()], canvases)
        if self._presented.on:
            self._presented.end(self.text_scale)
        else:
            self._presented.begin(self.theme, self.text_scale)
        for panel in placed:
            panel.present(self._presented.on)
        self.apply_theme(self.theme)
        self._fit_panels()

    def toggle_popover(self, name: str) -> None:
        """Open a card, or close it; one is open at a time."""
        self.cards.toggle(name, otherwise=self.canvas())

    def open_card(self, name: str) -> None:
        """Show a card; it stays where it is open."""
        if self.cards.panels[name].isHidden():
            self.toggle_popover(name)

    def open_path(self, path: Path) -> None:
        """Open a bundle's folder or a figure, as if it were dropped on the leading map."""
        self._drops.take(path)

    def fit(self) -> None:
        """Show all of the leading map."""
        self.canvas().fit()

    def zoom(self, factor: float) -> None:
        """Show the leading map that many times as large."""
        self.canvas().zoom(factor)

    def tools(self, kind: type[T]) -> list[T]:
        """That tool of every map on screen, the leading one's first."""
        maps = [self.canvas(), *(self.canvas(i) for i in self.session.state.shown)]
        return [canvas.tool(kind) for canvas in dict.fromkeys(maps)]

    def escape(self) -> bool:
        """Drop the gesture on a map, else close the open card, else end the presentation; False where there is none."""
        dropped = any(pane.canvas.cancel() for pane in self._maps)
        if dropped or self.cards.close(otherwise=self.canvas()):
            return True
        if self.presenting:
            self.toggle_presentation()
            return True
        return False

    def apply_theme(self, theme: themes.Theme) -> None:
        """Show everything in ``theme``."""
        self.theme = theme
        themes.apply(_application(), theme)
        themes.apply_below(self, self.theme)

    # ------------------------------------------------------------ layout

    def _lay_out(self) -> None:
        maps = hbox(*((pane, 1) for pane in self._maps), gap=12)
        legend, *under = self._placed[Place.UNDER_MAPS].values()
        tools = self._placed[Place.BESIDE_LEGEND].values()
        row = hbox((legend, 1), BEFORE_TOOLS, *tools, edges=(0, 0, 2, 0))
        left = vbox((maps, 1), row, *under, edges=(12, 6, 12, 10))
        middle = hbox((left, 1), self._make_side(), gap=0)
        above, below = (self._placed[place].values() for place in (Place.UNDER_BAR, Place.BOTTOM))
        vbox(self._top, *above, (middle, 1), *below, gap=0, of=self)
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
        layout, side = self._side_column, self._placed[Place.SIDE]
        while layout.count():
            layout.takeAt(0)
        for panel in (side[row] for row in sorted(side, key=lambda row: row.first_in is not mode)):
            layout.addSpacing(0 if layout.isEmpty() else 5 if panel.lazy else 18)
            layout.addWidget(panel)
        layout.addStretch(1)
        self._widen_side(mode)

    def _widen_side(self, mode: Mode) -> None:
        """A wide window gives some of its width to the previews; drawing takes more."""
        usual = min(max(shell.SIDE, round(self.width() * SIDE_FRACTION)), SIDE_WIDE)
        wide = SIDE_WIDE if mode is Mode.DRAW else usual
        self._side_frame.setFixedWidth(max(wide, min(themes.px(wide), round(self.width() * SIDE_MOST))))

    def _room(self) -> QRect:
        """What the bar at the top and the status line leave, px."""
        top = self._top.height() + self._height(Place.UNDER_BAR)
        return QRect(0, top, self.width(), self.height() - top - self._height(Place.BOTTOM))

    def _height(self, place: Place) -> int:
        """How high the panels of a place are that are shown, px."""
        return sum(panel.height() for panel in self._placed[place].values() if not panel.isHidden())

    def _dock(self) -> QRect:
        """The side panels but for those kept in sight: there a card hides nothing that its sliders change."""
        frame, side = self._side_frame, self._placed[Place.SIDE]
        seen = [panel for row, panel in side.items() if row.in_sight]
        others_first = any(row.first_in is self.session.state.mode for row in side)
        under = max((panel.mapTo(self, panel.rect().bottomLeft()).y() + 10 for panel in seen), default=0)
        top = self._top.height() + 6 if others_first else under
        bottom = self.height() - self._height(Place.BOTTOM)
        top = min(top, bottom - DOCK)
        return QRect(frame.x(), top, frame.width(), bottom - top)

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
        call_all(map(_RENDER, self._views), old, new)
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
        call_all(map(_RENDER, self._lazy), old, self._notified)
        self.cards.follow_dock()

    def _system_theme(self) -> None:
        if self._follow:
            self.apply_theme(themes.system_theme())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that no focused widget wanted."""
        action = actions.late_action(self.commands, QKeySequence(event.keyCombination()))
        if action is None or (event.isAutoRepeat() and not action.repeats):
            super().keyPressEvent(event)
        else:
            action.run(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cards keep their corner, and panels take what there is."""
        self._fit_panels()

    def _fit_panels(self) -> None:
        self.cards.place()
        for placed in self._placed.values():
            for panel in placed.values():
                panel.fit()
        self._widen_side(self.session.state.mode)

    def closeEvent(self, event: QCloseEvent) -> None:
        """End the inference process with the window."""
        self.session.close()
        super().closeEvent(event)


def _made(row: PanelRow | CardRow, session: Session, *index: int) -> Any:
    return pkgutil.resolve_name(row.panel)(session, *index)


def _application() -> QApplication:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app

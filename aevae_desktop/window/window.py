"""The window: lays the views out, hands the session's one signal down to them, and gives them their colours."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QDeadlineTimer, QEventLoop, QTimer
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QApplication, QSplitter, QWidget

from aevae_desktop.errors import call_all
from aevae_desktop.features import FEATURES
from aevae_desktop.features.feature import Feature, Place, all_actions, rows
from aevae_desktop.session.session import Session
from aevae_desktop.session.state import EMPTY, Mode, SessionState
from aevae_desktop.ui import accessible, focus, icons, shell
from aevae_desktop.ui import theme as themes
from aevae_desktop.ui.action import MainWindow
from aevae_desktop.ui.map.canvas import MapCanvas
from aevae_desktop.ui.map.tool import MapTool
from aevae_desktop.ui.widgets.latest import Latest
from aevae_desktop.ui.widgets.layouts import vbox
from aevae_desktop.ui.widgets.panel import Card
from aevae_desktop.window import actions, closing
from aevae_desktop.window.announcer import Announcer
from aevae_desktop.window.dropping import DropTarget
from aevae_desktop.window.keymap import Keymap
from aevae_desktop.window.views import Views

if TYPE_CHECKING:
    from aevae_desktop.window.presentation import Presentation

MOST_DOCK = 1200  # px
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
        self._presented: Presentation | None = None  # made when it is first asked for
        self._prepare()
        self.overlays = rows(features, lambda feature: feature.overlays)
        self.offers = [feature.offer for feature in features if feature.offer is not None]
        self._keymap = Keymap(self, rows((actions.OWN, *features), all_actions))
        self._made = Views(self, features, self._keymap, self._welcome)
        self.dock = self._made.dock
        self._lay_out()
        themes.apply_below(self, self.theme)
        self._drops = DropTarget(self, session, self._made.canvases, features)
        self._listen()
        focus.chain(self._made.canvases)
        self.setFocusProxy(self._made.canvases[0])
        self.canvas().setFocus()

    def _prepare(self) -> None:
        """What the window itself is like."""
        asked = self.session.settings.value("dock")  # px: how wide a person wants the dock; 0: nobody has said
        self._asked = asked if isinstance(asked, int) and shell.SIDE <= asked <= MOST_DOCK else 0
        accessible.install()
        themes.set_text_scale(self.text_scale)
        themes.apply(_application(), self.theme)  # before there is anything: later, text would be drawn otherwise
        self.setWindowTitle(shell.TITLE)
        self.setWindowIcon(icons.app_icon())
        self.setMinimumSize(shell.within_screens(shell.LEAST))
        self.resize(shell.SIZE)

    def _listen(self) -> None:
        """Draw what there is, and from now on what changes."""
        self._notified = EMPTY  # what the lazy views have drawn
        self._again = QTimer(self, singleShot=True, interval=0)  # what other text needs is known once it is laid out
        self._again.timeout.connect(self._fit_now)
        widen = QTimer(self, singleShot=True, interval=0)  # once for all that is laid out together
        widen.timeout.connect(self._widen_dock)
        self.dock.needs_changed.connect(widen.start)
        self._leisure = QTimer(self, singleShot=True, interval=LEISURE_MS)
        self._leisure.timeout.connect(self._render_lazy)
        self._announcer = Announcer(self.canvas, self)
        self._render(EMPTY, self.session.state)
        self._render_lazy()
        self.session.changed.connect(self._render)
        hints = QApplication.styleHints()
        hints.colorSchemeChanged.connect(self._system_theme)
        hints.accessibility().contrastPreferenceChanged.connect(self._system_theme)

    # ------------------------------------------------------------ for programs

    def wait_idle(self, timeout_ms: int) -> bool:
        """Run the event loop until nothing that was asked for is still to come; False after ``timeout_ms``."""
        deadline = QDeadlineTimer(timeout_ms)
        QApplication.processEvents()
        for latest in self.findChildren(Latest):
            latest.flush()
        self._settle_maps()
        while True:
            while self._busy and not deadline.hasExpired():
                loop = QEventLoop()
                QTimer.singleShot(5, loop.quit)
                loop.exec()
            self._render_lazy()  # what is laid out anew may ask for more
            QApplication.processEvents()
            if not self._busy or deadline.hasExpired():
                self._settle_maps()  # labels make room for what has come
                return self.session.idle

    def _settle_maps(self) -> None:
        for canvas in self._made.canvases:
            canvas.settle()

    @property
    def _busy(self) -> bool:
        return not self.session.idle or any(view.busy for view in (*self._made.eager, *self._made.lazy))

    @property
    def export(self) -> Any:
        """The card that exports figures."""
        return self.card("export")

    def card(self, name: str) -> Any:
        """The card of that name, open or not."""
        return self.dock.cards[name]

    def panel(self, kind: type[W]) -> W:
        """The panel of that class, or an open card."""
        found = self.findChild(kind)
        assert isinstance(found, kind)
        return found

    def canvas(self, index: int | None = None) -> MapCanvas:
        """The map of a pane; of the leading one, or the only one on screen, without an index."""
        state = self.session.state
        lead = state.lead if state.lead in state.shown else state.shown[0]
        return self._made.canvases[lead if index is None else index]

    # ------------------------------------------------------------ commands

    def toggle_theme(self) -> None:
        """Light or dark, from now on whatever the system says."""
        self._choose_theme(themes.next_theme(self.theme))

    def toggle_contrast(self) -> None:
        """High contrast, or dark."""
        self._choose_theme(themes.DARK if self.theme is themes.CONTRAST else themes.CONTRAST)

    def _choose_theme(self, theme: themes.Theme) -> None:
        self._follow = False
        self.apply_theme(theme)
        self.session.settings.put("theme", theme.name)

    def set_text_scale(self, scale: float) -> None:
        """Make text that many times as large as it was drawn for, within ``themes.TEXT_SCALES``."""
        scale = min(max(scale, themes.TEXT_SCALES[0]), themes.TEXT_SCALES[-1])
        if scale != self.text_scale:
            self.text_scale = scale
            themes.set_text_scale(scale if self._presented is None else self._presented.text_scale(scale))
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

        if self._presented is None:
            bottom = [*self._made.placed[Place.BOTTOM].values()]
            self._presented = Presentation(self._made.top, bottom, self._made.canvases)
        if self._presented.on:
            self._presented.end(self.text_scale)
        else:
            self._presented.begin(self.theme, self.text_scale)
        for panel in (*self._made.panels, self._made.stage):
            panel.present(self._presented.on)
        self.apply_theme(self.theme)
        self._fit_panels()

    def toggle_card(self, name: str) -> None:
        """Open a card above those that are open, or close it."""
        self.dock.toggle(name, otherwise=self.canvas())
        self._widen_dock()
        self._again.start()

    def open_card(self, name: str) -> None:
        """Show a card; it stays where it is open."""
        if self.card(name).isHidden():
            self.toggle_card(name)

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

    def step_region(self, steps: int) -> None:
        """Give the keyboard to the next of bar, maps, what is below them, and dock, or to the one before."""
        maps, page = self._made.canvases, self._made.stage.page
        below = [*self._made.placed[Place.UNDER_MAPS].values()][1:] if page is None else page.regions
        focus.step_region(self, [self._made.top, *maps, *below, self.dock], steps)
        self.dock.reveal(QApplication.focusWidget())

    def escape(self) -> bool:
        """Drop the gesture on a map, else close the card opened last, else end the presentation; False: none of it."""
        if any(canvas.cancel() for canvas in self._made.canvases):
            return True
        if self.dock.close_last(otherwise=self.canvas()):
            self._widen_dock()
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
        self._middle = self._split()
        above, below = (self._made.placed[place].values() for place in (Place.UNDER_BAR, Place.BOTTOM))
        vbox(self._made.top, *above, (self._middle, 1), *below, gap=0, of=self)

    def _split(self) -> QSplitter:
        """The maps, or a page, and the dock, with a line between them that can be dragged."""
        made = QSplitter()
        made.setObjectName("middle")
        made.setChildrenCollapsible(False)
        made.setHandleWidth(1)
        for widget, stretch in ((self._made.stage, 1), (self.dock, 0)):
            made.addWidget(widget)
            made.setStretchFactor(made.count() - 1, stretch)
        made.splitterMoved.connect(lambda *_: self._keep_width())
        return made

    def _keep_width(self) -> None:
        """The dock was dragged to a width, which it keeps from now on."""
        self._asked = self.dock.width()
        self.session.settings.put("dock", self._asked)

    def _widen_dock(self) -> None:
        """As wide as a person wants it, else as it wants to be in a window of this width."""
        wide = max(self._asked or self.dock.wanted(self.width()), self.dock.least)
        self._middle.setSizes([self.width() - wide - self._middle.handleWidth(), wide])

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes round the whole window, and the dock scrolls along.

        Qt's own way round leads from the last widget to the window's focus proxy, a map, and past the bar at the top.
        """
        moved = focus.cycle(self, forward, self.dock.rank)
        self.dock.reveal(QApplication.focusWidget())
        return moved

    # ------------------------------------------------------------ events

    def _render(self, old: SessionState, new: SessionState) -> None:
        call_all(map(_RENDER, self._made.eager), old, new)
        for row in self._made.coming:
            if row.comes is not None and row.comes(old, new):
                self.open_card(row.name)
        if not self._leisure.isActive():
            self._leisure.start()
        if new.mode is not old.mode:
            self._turn_to(new.mode)
        if new.pose is not None and new.pose is not old.pose and new.pose.theme in themes.THEMES:
            self._follow = False
            self.apply_theme(themes.THEMES[new.pose.theme])

    def _render_lazy(self) -> None:
        self._leisure.stop()
        old, self._notified = self._notified, self.session.state
        call_all(map(_RENDER, self._made.lazy), old, self._notified)
        self._announcer.changed()

    def _welcome(self, card: Card) -> None:
        """Give a card that is new its colours, and have it draw what there is; from now on it is told of changes."""
        card.apply_theme(self.theme)
        themes.apply_below(card, self.theme)
        self._render_lazy()  # so that a lazy one has drawn what the others have
        card.render_state(EMPTY, self.session.state)

    def _turn_to(self, mode: Mode) -> None:
        """Scroll the dock to what the mode is about; nothing changes its place."""
        panel = next((panel for row, panel in self._made.placed[Place.SIDE].items() if row.mode is mode), None)
        if panel is not None:
            self.dock.show_from(panel)

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
        """Panels take what there is."""
        self._fit_now()

    def _fit_panels(self) -> None:
        """The same for text of another size, and once more when it is laid out."""
        self._fit_now()
        self._again.start()

    def _fit_now(self) -> None:
        for panel in self._made.panels:
            panel.fit()
        self._made.stage.fit()
        self._widen_dock()

    def closeEvent(self, event: QCloseEvent) -> None:
        """End the inference process with the window, unless there is something to ask before."""
        question = None if _application().isSavingSession() else self.session.question()
        if question is not None:
            closing.ask(self, question, self.window().close)
            event.ignore()
            return
        self.session.close()
        super().closeEvent(event)


def _application() -> QApplication:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app

"""The path: its way-points, how it goes between them, its transport, the film, and what is measured along it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QToolButton

from aevae_desktop.core.paths.interpolation import PATHS
from aevae_desktop.features.drawing.state import Drawing
from aevae_desktop.features.path.controller import PathController
from aevae_desktop.features.path.panels.filmstrip import Filmstrip
from aevae_desktop.features.path.panels.kind_table import KindTable
from aevae_desktop.features.path.panels.path_plot import AROUND, PathPlot
from aevae_desktop.features.path.panels.path_ways import PathWays
from aevae_desktop.features.path.panels.transport import Transport
from aevae_desktop.features.path.play_controller import PlayController
from aevae_desktop.features.path.state import Curves, PathState, lettered
from aevae_desktop.language import translate
from aevae_desktop.session.session import Session
from aevae_desktop.session.state import EMPTY, Mode, SessionState, panes_differ
from aevae_desktop.ui import theme as themes
from aevae_desktop.ui import words
from aevae_desktop.ui.widgets.controls import button, choice, menu_button
from aevae_desktop.ui.widgets.keyed_tip import show_tip
from aevae_desktop.ui.widgets.layouts import hbox, vbox
from aevae_desktop.ui.widgets.panel import Panel

END_NAMES = 24, 12, 8  # characters of an end's name, the less, the less room there is
ROOMY, CLOSE, TIGHT, TINY = 1060, 600, 520, 300  # px at 100 %: below each of these widths there is less in the rows
LOW = 420  # px at 100 %: a window that is lower shows no film until it is asked for
ROOM_FOR_BOTH = 560  # px at 100 %: in a lower window the table of other paths takes the place of the plots
TALL = 880  # px: from this height of the window on the filmstrip has large tiles
PATIENCE_MS = 150  # that the last figures stay while those of a path that was moved are measured
LEAST_TILE = 24  # px
TILES = {True: (44, 58), False: (28, 42)}  # px in Path mode, in a tall window or not: a tile, a plot


class PathPanel(Panel):
    """In one row the ends and the kind of the path and its transport, then the film.

    In Path mode also a row for the way-points, and under the film what was measured.
    """

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setProperty("card", True)
        self._session = session
        self._kinds = list(PATHS)
        self._tile, self._mode = 44, Mode.EXPLORE
        self._chosen: bool | None = None  # whether a person has hidden the film
        self._before: bool | None = None  # the same, before a presentation
        self._low = self._compares = False
        self._ends = [self._end_button(end) for end in ("a", "b")]
        self._transport = Transport(session)
        self._kind = choice("path.kind", translate("path", "Path type"), [PATHS[name].label for name in self._kinds], 0)
        for index, name in enumerate(self._kinds):
            self._kind.setItemData(index, PATHS[name].hint, Qt.ItemDataRole.ToolTipRole)
        self._kind.activated.connect(lambda index: session.controller(PathController).set_kind(self._kinds[index]))
        self.ways = PathWays(session)
        self._film = Filmstrip(session.controller(PlayController))
        self._film.sought.connect(session.controller(PlayController).seek)
        self._plot, self._table = PathPlot(self._film.span), KindTable()
        self._plot.sought.connect(session.controller(PlayController).seek)
        self._waiting = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._waiting.timeout.connect(self._show_measured)
        self._lay_out()
        self._show_path(PathState())
        self._show_mode(Mode.EXPLORE, EMPTY)

    def apply_theme(self, _theme: themes.Theme) -> None:
        """Take the size that text has."""
        self._resize_rows()
        self._fit_rows()

    def fit(self) -> None:
        """A low window gets smaller tiles, so that the maps stay large; a very low one gets none."""
        high = self.window().height()
        self._low = high < themes.px(LOW)
        self._tile = 56 if high >= TALL else 44
        self._resize_rows()
        self._show_rows()

    @property
    def collapsed(self) -> bool:
        """Whether the film, and what is measured under it, is hidden: as a person chose, else in a low window."""
        return self._low if self._chosen is None else self._chosen

    @property
    def _replaced(self) -> bool:
        """Whether the table of other paths takes the place of the plots."""
        return self._compares and self.window().height() < themes.px(ROOM_FOR_BOTH)

    def collapse(self, on: bool | None) -> None:
        """Hide the film and what is measured under it, or show it; None: as the window has room."""
        self._chosen = on
        self._show_rows()

    def present(self, on: bool) -> None:
        """Hide the film, or show it as before."""
        before, self._chosen = (self._chosen, True) if on else (None, self._before)
        self._before = before
        self._show_rows()

    def _show_rows(self) -> None:
        inside, hidden = self._mode is Mode.PATH, self.collapsed
        self._film.setVisible(not hidden)
        self._plot.setVisible(inside and not hidden and not self._replaced)
        self._table.setVisible(inside and not hidden and self._compares)
        self._fold.setText("▴" if hidden else "▾")
        name = translate("path", "Show the film") if hidden else translate("path", "Hide the film")
        self._fold.setAccessibleName(name)
        show_tip(self._fold, f"{name} (Shift+H)")

    def render_state(self, old: SessionState, new: SessionState) -> None:
        """Show the path and its films."""
        self._transport.render_state(old, new)
        self._film.render_state(old, new)
        if new.part(PathState) is not old.part(PathState):
            self._show_path(new.part(PathState))
        fresh = new.mode is not old.mode
        if fresh:
            self._show_mode(new.mode, new)
        if new.mode is Mode.PATH:
            self._show_inside(EMPTY if fresh else old, new)

    def _show_measured(self) -> None:
        """Show what is known of the path now."""
        self._waiting.stop()
        state = self._session.state
        self._plot.render_state(EMPTY, state)
        self._compares = bool(state.part(PathState).spec.compared)
        self._resize_rows()
        self._show_rows()
        if self._compares:
            self._table.render_state(EMPTY, state)

    def _show_mode(self, mode: Mode, state: SessionState) -> None:
        """Another mode, other rows."""
        inside, self._mode = mode is Mode.PATH, mode
        self.ways.setVisible(inside)
        self._fit_rows()
        self._compares = bool(state.part(PathState).spec.compared)
        self._show_rows()
        if not inside:
            self._waiting.stop()
        self._resize_rows()

    def _show_inside(self, old: SessionState, new: SessionState) -> None:
        if (
            new.part(PathState) is old.part(PathState)
            and new.panes is old.panes
            and new.shown is old.shown
            and new.part(Drawing) is old.part(Drawing)
        ):
            return
        self.ways.render_state(old, new)
        self._plot.show_playhead(new.part(PathState).t)
        if old is not EMPTY and new.part(PathState).spec is old.part(PathState).spec and _same_curves(old, new):
            return
        if old is EMPTY or _measured(new):
            self._show_measured()
        elif not self._waiting.isActive():
            self._waiting.start()

    def _resize_rows(self) -> None:
        tall, inside = self._tile > 50, self._mode is Mode.PATH
        tile, plot = TILES[tall]
        tile = LEAST_TILE if self._replaced else tile
        self._film.set_tile(tile if inside else self._tile)
        self._plot.set_row(plot + themes.px(AROUND) - AROUND)
        self._column.setSpacing((7 if tall else 4) if inside else 9)
        edge = 6 if inside and not tall else 10
        self._column.setContentsMargins(12, edge, 12, edge)

    def _lay_out(self) -> None:
        self._swap = button(
            "⇄",
            "path.swap",
            translate("path", "Reverse the path"),
            self._session.controller(PathController).swap,
            flat=True,
        )
        tip = translate("path", "A morph between two samples picked at random (Shift+R)")
        surprise = button(
            translate("path", "Surprise me"), "path.surprise", tip, self._session.controller(PathController).surprise
        )
        self._roomy = (surprise,)
        self._more = self._more_button()
        self._fold = button(
            "▾",
            "path.fold",
            translate("path", "Hide the film"),
            partial(self.trigger, "fold_film"),
            flat=True,
            compact=True,
        )
        ends = (self._ends[0], self._swap, self._ends[1])
        self._top = hbox(*ends, (self._transport, 1), self._kind, surprise, self._more, self._fold, gap=8)
        self._column = vbox(self._top, self.ways, self._film, self._plot, self._table, of=self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room, what is seldom used goes into one menu, and the slider stays long."""
        self._fit_rows()

    def _fit_rows(self) -> None:
        roomy, tight = self.width() >= themes.px(ROOMY), self.width() < themes.px(TIGHT)
        self._transport.set_roomy(roomy)
        close = self.width() < themes.px(CLOSE)
        self.ways.set_roomy(roomy, close=close, tight=tight)
        for control in self._roomy:
            control.setVisible(roomy)
        self._more.setVisible(not roomy)
        self._kind.setVisible(not tight)
        ends = self._mode is not Mode.PATH and self.width() >= themes.px(TINY)
        for made in self._ends:
            made.setVisible(ends)
        self._swap.setVisible(ends and not close)
        self._name_ends()

    def _name_ends(self) -> None:
        margins = self._column.contentsMargins()
        for most in END_NAMES:
            for made, name in zip(self._ends, self._names, strict=True):
                made.setText(f"{words.literal(name, most)} ▾")
            self._top.invalidate()
            if self._top.minimumSize().width() <= self.width() - margins.left() - margins.right():
                return

    def _more_button(self) -> QToolButton:
        controller = self._session.controller(PathController)
        entries = (
            (translate("path", "Surprise me"), controller.surprise),
            (translate("path", "Reverse the path"), controller.swap),
        )
        return menu_button("⋯", "path.more", translate("path", "A random path, and the path reversed"), entries)

    def _end_button(self, end: str) -> QToolButton:
        controller, tip = (
            self._session.controller(PathController),
            translate("path", "The path begins here") if end == "a" else translate("path", "The path ends here"),
        )
        entries = (
            (translate("path", "At the probe"), partial(controller.anchor_probe, end)),
            (translate("path", "From your drawing"), partial(controller.anchor_drawing, end)),
        )
        return menu_button(f"{end.upper()} ▾", f"path.{end}", tip, entries)

    def _show_path(self, path: PathState) -> None:
        way = [lettered(i, waypoint) for i, waypoint in enumerate(path.waypoints)]
        self._names = way[0] if way else "A –", way[-1] if len(way) > 1 else "B –"
        self._name_ends()
        between = len(way) - 2
        self._swap.setText("⇄" if between < 1 else f"⇄ {between}")
        said = translate("path", "Reverse the path")
        if between >= 1:
            said = translate("path", "Reverse the path; {n} way-points between the ends, seen in Path mode (P)")
        self._swap.setToolTip(said.format(n=between))
        self._kind.setCurrentIndex(self._kinds.index(path.spec.kind))


def _measured(state: SessionState) -> bool:
    """Whether all curves on screen are measured, or cannot be."""
    curves = [curve for i, _ in state.shown_models() for curve in state.panes[i].part(Curves).values()]
    return all(curve.survey is not None or curve.error for curve in curves)


def _same_curves(old: SessionState, new: SessionState) -> bool:
    return old.shown == new.shown and not panes_differ(old, new, Curves)

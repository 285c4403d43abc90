"""The path: from A to B, played, scrubbed, and seen as a film."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QVBoxLayout

from aevae_desktop.core.paths import PATHS
from aevae_desktop.session.session import Session
from aevae_desktop.session.state import PathState, Repeat, SessionState
from aevae_desktop.views import icons, words
from aevae_desktop.views import theme as themes
from aevae_desktop.views.panels.filmstrip import Filmstrip
from aevae_desktop.views.panels.panel import Panel
from aevae_desktop.views.widgets.controls import button, choice, slider
from aevae_desktop.views.widgets.segmented import Segmented
from aevae_desktop.views.widgets.text_line import TextLine

SPEEDS = (0.25, 0.5, 1.0, 2.0, 4.0)
STEPS = 1000  # of the scrubber
ROOMY = 860  # px: a card that is narrower hides what is seldom used


class PathPanel(Panel):
    """Transport, kind of path, and the filmstrip."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setProperty("card", True)
        self._session = session
        self._kinds = list(PATHS)
        self._play = button("", "path.play", "Play", session.path.toggle)
        self._play.setFixedSize(QSize(30, 30))
        self._play.setProperty("round", True)
        self._ends = [self._end_button(end) for end in ("a", "b")]
        self._scrub = slider("path.scrub", "Playhead", 0, STEPS, 0)
        self._scrub.valueChanged.connect(lambda value: session.path.seek(value / STEPS))
        self._time = TextLine(12, muted=True)
        self._time.setRoom(54)
        self._kind = Segmented([PATHS[name].label for name in self._kinds], small=True)
        for index, name in enumerate(self._kinds):
            self._kind.button(index).setToolTip(f"{PATHS[name].label}: {PATHS[name].hint}")
        self._kind.setIndex(0)
        self._kind.chosen.connect(lambda index: session.path.set_kind(self._kinds[index]))
        self._speed = choice("path.speed", "Speed", [f"{speed:g}×" for speed in SPEEDS], SPEEDS.index(1.0))
        self._speed.activated.connect(lambda index: session.path.set_speed(SPEEDS[index]))
        repeats = list(Repeat)
        self._repeat = choice("path.repeat", "At the end", [r.value for r in repeats], repeats.index(Repeat.PING_PONG))
        self._repeat.activated.connect(lambda index: session.path.set_repeat(repeats[index]))
        self._film = Filmstrip()
        self._film.sought.connect(session.path.seek)
        self._lay_out()
        self._show_path(PathState(), ready=False)

    def dress(self, theme: themes.Theme) -> None:
        """Take the colours of ``theme``."""
        self._icons = (icons.play(theme.on_accent), icons.pause(theme.on_accent))
        self._play.setIcon(self._icons[self._session.state.path.playing])

    def set_tile(self, side: int) -> None:
        """How large a tile of the filmstrip is, px."""
        self._film.set_tile(side)

    def render_state(self, old: SessionState, new: SessionState) -> None:
        """Show the path and its films."""
        self._film.render_state(old, new)
        if new.path is not old.path or any(a.film is not b.film for a, b in zip(old.panes, new.panes, strict=True)):
            self._show_path(new.path, ready=any(pane.film for pane in new.panes))

    def _lay_out(self) -> None:
        swap = button("⇄", "path.swap", "Swap A and B", self._session.path.swap, flat=True)
        tip = "A morph between two samples picked at random (Shift+R)"
        surprise = button("Surprise me", "path.surprise", tip, self._session.path.surprise)
        self._roomy = (self._time, self._speed, self._repeat, surprise)
        self._more = self._more_button()
        row = QHBoxLayout()
        row.setSpacing(8)
        for widget in (self._play, self._ends[0], swap, self._ends[1]):
            row.addWidget(widget)
        row.addWidget(self._scrub, 1)
        for control in (self._time, self._kind, self._speed, self._repeat, surprise, self._more):
            row.addWidget(control)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(9)
        column.addLayout(row)
        column.addWidget(self._film)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room, what is seldom used goes into one menu, and the slider stays long."""
        narrow = event.size().width() < ROOMY
        for control in self._roomy:
            control.setVisible(not narrow)
        self._more.setVisible(narrow)

    def _more_button(self) -> QToolButton:
        made = button("⋯", "path.more", "Speed, what happens at the end, a random path", lambda: None)
        made.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu, desk = QMenu(made), self._session.path
        menu.addAction("Surprise me").triggered.connect(desk.surprise)
        menu.addSeparator()
        for speed in SPEEDS:
            menu.addAction(f"Speed {speed:g}×").triggered.connect(lambda _=False, speed=speed: desk.set_speed(speed))
        menu.addSeparator()
        for repeat in Repeat:
            menu.addAction(repeat.value).triggered.connect(lambda _=False, repeat=repeat: desk.set_repeat(repeat))
        made.setMenu(menu)
        return made

    def _end_button(self, end: str) -> QToolButton:
        tip = f"Set {end.upper()}; in Path mode a click on a map does it too"
        made = button(f"{end.upper()} ▾", f"path.{end}", tip, lambda: None)
        made.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(made)
        menu.addAction(f"{end.upper()} at the probe").triggered.connect(lambda: self._session.path.anchor_probe(end))
        menu.addAction(f"{end.upper()} from your digit").triggered.connect(
            lambda: self._session.path.anchor_drawing(end)
        )
        made.setMenu(menu)
        return made

    def _show_path(self, path: PathState, ready: bool) -> None:
        self._play.setEnabled(ready)
        self._scrub.setEnabled(ready)
        self._play.setAccessibleName("Pause" if path.playing else "Play")
        self._play.setToolTip("Pause (Space)" if path.playing else "Play the morph from A to B (Space)")
        if hasattr(self, "_icons"):
            self._play.setIcon(self._icons[path.playing])
        for made, end, anchor in zip(self._ends, "AB", (path.a, path.b), strict=True):
            made.setText(f"{anchor.name if anchor else f'{end} –'} ▾")
        if not self._scrub.isSliderDown():
            with QSignalBlocker(self._scrub):
                self._scrub.setValue(round(path.t * STEPS))
        self._time.setText(f"t = {words.number(path.t)}")
        self._kind.setIndex(self._kinds.index(path.kind))
        self._speed.setCurrentIndex(SPEEDS.index(path.speed) if path.speed in SPEEDS else -1)
        self._repeat.setCurrentIndex(list(Repeat).index(path.repeat))

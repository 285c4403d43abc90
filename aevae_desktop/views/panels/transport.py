"""The transport of a path: play, the playhead, and how it runs."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, QSize
from PySide6.QtWidgets import QHBoxLayout

from aevae_desktop.session.course import PathState, Repeat
from aevae_desktop.session.session import Session
from aevae_desktop.session.state import SessionState
from aevae_desktop.views import icons, words
from aevae_desktop.views import theme as themes
from aevae_desktop.views.panels.panel import Panel
from aevae_desktop.views.widgets.controls import button, choice, slider
from aevae_desktop.views.widgets.text_line import TextLine

SPEEDS = (0.25, 0.5, 1.0, 2.0, 4.0)
STEPS = 1000  # of the scrubber


class Transport(Panel):
    """A row: play or pause, the scrubber, t, speed, and what happens at the end. In little room the last two go."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        player = session.player
        self._play = button("", "path.play", "Play", player.toggle)
        self._play.setFixedSize(QSize(30, 30))
        self._play.setProperty("round", True)
        self._scrub = slider("path.scrub", "Playhead", 0, STEPS, 0)
        self._scrub.valueChanged.connect(lambda value: player.seek(value / STEPS))
        self._time = TextLine(12, muted=True)
        self._time.setRoom(54)
        self._speed = choice("path.speed", "Speed", [f"{speed:g}×" for speed in SPEEDS], SPEEDS.index(1.0))
        self._speed.activated.connect(lambda index: player.set_speed(SPEEDS[index]))
        repeats = list(Repeat)
        self._repeat = choice("path.repeat", "At the end", [r.value for r in repeats], repeats.index(Repeat.PING_PONG))
        self._repeat.activated.connect(lambda index: player.set_repeat(repeats[index]))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._play)
        row.addWidget(self._scrub, 1)
        for control in (self._time, self._speed, self._repeat):
            row.addWidget(control)
        self._show_path(PathState(), ready=False)

    def dress(self, theme: themes.Theme) -> None:
        """Take the colours of ``theme``."""
        self._icons = (icons.play(theme.on_accent), icons.pause(theme.on_accent))
        self._play.setIcon(self._icons[self._session.state.path.playing])

    def set_roomy(self, roomy: bool) -> None:
        """Whether there is room for what is seldom used."""
        for control in (self._time, self._speed, self._repeat):
            control.setVisible(roomy)

    def render_state(self, old: SessionState, new: SessionState) -> None:
        """Show where the playhead is, and how it runs."""
        if new.path is not old.path or any(a.film is not b.film for a, b in zip(old.panes, new.panes, strict=True)):
            self._show_path(new.path, ready=any(pane.film for pane in new.panes))

    def _show_path(self, path: PathState, ready: bool) -> None:
        self._play.setEnabled(ready)
        self._scrub.setEnabled(ready)
        self._play.setAccessibleName("Pause" if path.playing else "Play")
        self._play.setToolTip("Pause (Space)" if path.playing else "Play the morph (Space)")
        if hasattr(self, "_icons"):
            self._play.setIcon(self._icons[path.playing])
        if not self._scrub.isSliderDown():
            with QSignalBlocker(self._scrub):
                self._scrub.setValue(round(path.t * STEPS))
        self._time.setText(f"t = {words.number(path.t)}")
        self._speed.setCurrentIndex(SPEEDS.index(path.speed) if path.speed in SPEEDS else -1)
        self._repeat.setCurrentIndex(list(Repeat).index(path.repeat))

"""The transport of a path: play, the playhead, and how it runs."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, QSize
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QToolButton

from aevae_desktop.session.course import PathState, Repeat
from aevae_desktop.session.play_controller import MOST_ONION, PlayController
from aevae_desktop.session.session import Session
from aevae_desktop.session.state import SessionState, panes_differ
from aevae_desktop.views import icons, words
from aevae_desktop.views import theme as themes
from aevae_desktop.views.panels import frame_keys
from aevae_desktop.views.panels.panel import Panel
from aevae_desktop.views.panels.play_menu import PlayMenu
from aevae_desktop.views.widgets.controls import button, choice
from aevae_desktop.views.widgets.slider import Slider
from aevae_desktop.views.widgets.text_line import TextLine

STEPS = 1000  # of the scrubber
TALL = 30  # px
HOW = (
    "How it plays: speed (Alt+, and Alt+.), what happens at the end (J), pace (Shift+J), onion skin (O), "
    "number of frames (Alt+Up, Alt+Down)"
)
ONION = (
    "Frames that shine through the one that is shown (O): mixed after the decoder has spoken, for the eye only. "
    "Off, a preview is the model's own output, bit for bit"
)


class Scrubber(Slider):
    """The playhead as a slider whose keys move by frames."""

    def __init__(self, player: PlayController) -> None:
        super().__init__()
        self._player = player
        self.setObjectName("path.scrub")
        self.setAccessibleName("Playhead")
        self.setAccessibleDescription(frame_keys.HELP)
        self.setToolTip("Playhead: arrows move it by a frame, with Shift by ten")
        self.setRange(0, STEPS)
        self.valueChanged.connect(lambda value: player.seek(value / STEPS))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows, Home and End."""
        if not frame_keys.act(event, self._player):
            super().keyPressEvent(event)


class Transport(Panel):
    """A row: a frame back, play, a frame on, the scrubber, t, and how it plays: in little room one menu says it all."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        player, self._repeats = session.controller(PlayController), list(Repeat)
        self._back = _step(player, "‹", "path.back", "A frame back (Alt+Left)", -1)
        self._on = _step(player, "›", "path.on", "A frame on (Alt+Right)", 1)
        self._play = button("", "path.play", "Play", player.toggle)
        self._play.setFixedSize(QSize(TALL, TALL))
        self._play.setProperty("round", True)
        self._scrub = Scrubber(player)
        self._time = TextLine(12, muted=True)
        self._time.setRoom(54)
        self._repeat = choice("path.repeat", "At the end (J)", [repeat.value for repeat in Repeat], 0)
        self._repeat.activated.connect(lambda index: player.set_repeat(self._repeats[index]))
        onions = ["No onion skin", *(f"Onion ± {k}" for k in range(1, MOST_ONION + 1))]
        self._onion = choice("path.onion", ONION, onions, 0)
        self._onion.activated.connect(player.set_onion)
        self._how = self._how_button(session)
        self._roomy = (self._back, self._on, self._time, self._repeat, self._onion)
        self._lay_out()
        self._show_path(PathState(), ready=False)

    def apply_theme(self, theme: themes.Theme) -> None:
        """Take the colours of ``theme``."""
        self._icons = (icons.play(theme.on_accent), icons.pause(theme.on_accent))
        self._play.setIcon(self._icons[self._session.state.path.playing])

    def set_roomy(self, roomy: bool) -> None:
        """Whether there is room for what is seldom used."""
        for control in self._roomy:
            control.setVisible(roomy)

    def render_state(self, old: SessionState, new: SessionState) -> None:
        """Show where the playhead is, and how it runs."""
        if new.path is not old.path or panes_differ(old, new, "film"):
            self._show_path(new.path, ready=any(pane.film for pane in new.panes))

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for control in (self._back, self._play, self._on):
            row.addWidget(control)
        row.addWidget(self._scrub, 1)
        for last in (self._time, self._how, self._repeat, self._onion):
            row.addWidget(last)

    def _how_button(self, session: Session) -> QToolButton:
        made = button("1× ▾", "path.speed", HOW, lambda: None, compact=True)
        made.setMinimumHeight(TALL)
        made.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        made.setMenu(PlayMenu(session, made))
        return made

    def _show_path(self, path: PathState, ready: bool) -> None:
        for control in (self._play, self._scrub, self._back, self._on):
            if control.isEnabled() is not ready:
                control.setEnabled(ready)
        self._show_playing(path.playing)
        if not self._scrub.isSliderDown():
            with QSignalBlocker(self._scrub):
                self._scrub.setValue(round(path.t * STEPS))
        self._time.setText(f"t = {words.number(path.t)}")
        self._how.setText(f"{path.speed:g}× ▾")
        self._repeat.setCurrentIndex(self._repeats.index(path.repeat))
        self._onion.setCurrentIndex(path.onion)

    def _show_playing(self, playing: bool) -> None:
        name = "Pause" if playing else "Play"
        if name == self._play.accessibleName() and self._play.toolTip() != name:
            return  # 60 times a second nothing of it changes
        self._play.setAccessibleName(name)
        self._play.setToolTip("Pause (Space)" if playing else "Play the morph (Space)")
        if hasattr(self, "_icons"):
            self._play.setIcon(self._icons[playing])


def _step(player: PlayController, text: str, name: str, tip: str, frames: int) -> QToolButton:
    made = button(text, name, tip, lambda: player.step(frames), flat=True, compact=True)
    made.setAutoRepeat(True)
    return made

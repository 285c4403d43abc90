"""The transport of a path: play, the playhead and its keys, and the menu of how it runs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QActionGroup, QKeyEvent
from PySide6.QtWidgets import QMenu, QToolButton

from aevae_desktop.features.path.controller import PathController
from aevae_desktop.features.path.play_controller import MOST_ONION, SPEEDS, PlayController
from aevae_desktop.features.path.state import FRAME_COUNTS, Ease, FrameSequence, PathState, Repeat
from aevae_desktop.language import translate
from aevae_desktop.session.session import Session
from aevae_desktop.session.state import SessionState, panes_differ
from aevae_desktop.ui import icons, words
from aevae_desktop.ui import theme as themes
from aevae_desktop.ui.widgets.controls import Slider, button, choice, menu_button, named
from aevae_desktop.ui.widgets.keyed_tip import show_tip
from aevae_desktop.ui.widgets.layouts import hbox
from aevae_desktop.ui.widgets.panel import Panel
from aevae_desktop.ui.widgets.text_line import muted

STEPS = 1000  # of the scrubber
TALL = 30  # px
FAR = 10  # frames, with Shift
KEYS = translate("path", "Left and Right move by a frame, with Shift by ten; Home and End go to the ends.")
HOW = translate(
    "path",
    "How it plays: speed (Alt+. and Alt+,), repeat (J), easing (Shift+J), onion skin (O), "
    "number of frames (Alt+Up, Alt+Down)",
)
REPEATS = {
    Repeat.ONCE: translate("path", "Once"),
    Repeat.LOOP: translate("path", "Loop"),
    Repeat.PING_PONG: translate("path", "Ping-pong"),
}
EASES = {Ease.NONE: translate("path", "Steady"), Ease.IN_OUT: translate("path", "Ease in and out")}
ONION = translate(
    "path",
    "Frames that shine through the one that is shown (O): blended for display only. Off, a "
    "preview is the model's own output, bit for bit",
)

_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Down: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: 1}
_ENDS = {Qt.Key.Key_Home: 0.0, Qt.Key.Key_End: 1.0}
_OURS = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier


def move_playhead(event: QKeyEvent, player: PlayController) -> bool:
    """Do what a key asks for, on the filmstrip or the scrubber; False if it means nothing here."""
    key, modifiers = Qt.Key(event.key()), event.modifiers()
    if modifiers & ~_OURS:
        return False
    if key in _ENDS:
        player.seek(_ENDS[key])
        return True
    if key in _STEPS:
        player.step(_STEPS[key] * (FAR if modifiers & Qt.KeyboardModifier.ShiftModifier else 1))
        return True
    return False


class Scrubber(Slider):
    """The playhead as a slider whose keys move by frames."""

    def __init__(self, player: PlayController) -> None:
        super().__init__()
        self._player = player
        named(
            self, "path.scrub", translate("path", "Playhead: arrows move it by a frame, with Shift by ten")
        ).setAccessibleName(translate("path", "Playhead"))
        self.setAccessibleDescription(KEYS)
        self.setRange(0, STEPS)
        self.valueChanged.connect(lambda value: player.seek(value / STEPS))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows, Home and End."""
        if not move_playhead(event, self._player):
            super().keyPressEvent(event)


class Transport(Panel):
    """A row: a frame back, play, a frame on, the scrubber, t, and how it plays: in little room one menu says it all."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        player, self._repeats = session.controller(PlayController), list(Repeat)
        self._back = _step(player, "‹", "path.back", translate("path", "Previous frame (Alt+Left)"), -1)
        self._on = _step(player, "›", "path.on", translate("path", "Next frame (Alt+Right)"), 1)
        self._play = button("", "path.play", translate("path", "Play"), player.toggle)
        themes.fix(self._play, wide=TALL, high=TALL, icon=16)
        self._play.setProperty("round", True)
        self._scrub = Scrubber(player)
        self._time = muted(room=54)
        self._repeat = choice("path.repeat", translate("path", "Repeat (J)"), [*REPEATS.values()], 0)
        self._repeat.activated.connect(lambda index: player.set_repeat(self._repeats[index]))
        onions = [
            translate("path", "No onion skin"),
            *(translate("path", "Onion ± {k}").format(k=k) for k in range(1, MOST_ONION + 1)),
        ]
        self._onion = choice("path.onion", ONION, onions, 0)
        self._onion.activated.connect(player.set_onion)
        self._how = menu_button("1× ▾", "path.speed", HOW, PlayMenu(session), compact=True)
        self._how.setMinimumHeight(TALL)
        self._roomy = (self._back, self._on, self._time, self._repeat, self._onion)
        self._lay_out()
        self._show_path(PathState(), ready=False)

    def apply_theme(self, theme: themes.Theme) -> None:
        """Take the colours of ``theme``."""
        self._icons = (icons.play(theme.on_accent), icons.pause(theme.on_accent))
        self._play.setIcon(self._icons[self._session.state.part(PathState).playing])

    def set_roomy(self, roomy: bool) -> None:
        """Whether there is room for what is seldom used."""
        for control in self._roomy:
            control.setVisible(roomy)

    def render_state(self, old: SessionState, new: SessionState) -> None:
        """Show where the playhead is, and how it runs."""
        if new.part(PathState) is not old.part(PathState) or panes_differ(old, new, FrameSequence):
            self._show_path(new.part(PathState), ready=any(pane.get(FrameSequence) for pane in new.panes))

    def _lay_out(self) -> None:
        last = (self._time, self._how, self._repeat, self._onion)
        hbox(self._back, self._play, self._on, (self._scrub, 1), *last, of=self)

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
        name = translate("path", "Pause") if playing else translate("path", "Play")
        if name == self._play.accessibleName() and self._play.toolTip() != name:
            return  # 60 times a second nothing of it changes
        self._play.setAccessibleName(name)
        show_tip(
            self._play, translate("path", "Pause (Space)") if playing else translate("path", "Play the morph (Space)")
        )
        if hasattr(self, "_icons"):
            self._play.setIcon(self._icons[playing])


def _step(player: PlayController, text: str, name: str, tip: str, frames: int) -> QToolButton:
    made = button(text, name, tip, lambda: player.step(frames), flat=True, compact=True)
    made.setAutoRepeat(True)
    return made


def onion_name(skins: int) -> str:
    """``off``, ``± 1 frame``, ``± 2 frames``."""
    if not skins:
        return translate("path", "off")
    return translate("path", "± 1 frame") if skins == 1 else translate("path", "± {n} frames").format(n=skins)


@dataclass(frozen=True)
class Setting:
    """One list: its choices, what each is called, which is chosen, and what choosing does."""

    title: str
    choices: Sequence[Any]
    name: Callable[[Any], str]
    chosen: Callable[[PathState], Any]
    choose: Callable[[Any], None]


def settings(session: Session) -> tuple[Setting, ...]:
    """All that can be set about playing."""
    player = session.controller(PlayController)
    return (
        Setting(
            translate("path", "Speed"), SPEEDS, lambda speed: f"{speed:g}×", lambda path: path.speed, player.set_speed
        ),
        Setting(
            translate("path", "Repeat"),
            list(Repeat),
            REPEATS.__getitem__,
            lambda path: path.repeat,
            player.set_repeat,
        ),
        Setting(
            translate("path", "Easing"),
            list(Ease),
            EASES.__getitem__,
            lambda path: path.ease,
            player.set_ease,
        ),
        Setting(
            translate("path", "Onion skin"),
            range(MOST_ONION + 1),
            onion_name,
            lambda path: path.onion,
            player.set_onion,
        ),
        Setting(
            translate("path", "Frames"),
            FRAME_COUNTS,
            str,
            lambda path: path.spec.frames,
            session.controller(PathController).set_frames,
        ),
    )


class PlayMenu(QMenu):
    """One list a setting; what is chosen has a mark."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._lists = [(setting, self._list(setting)) for setting in settings(session)]
        self.aboutToShow.connect(self.refresh)

    def refresh(self) -> None:
        """Say what is chosen now."""
        path = self._session.state.part(PathState)
        for setting, menu in self._lists:
            menu.setTitle(f"{setting.title}: {setting.name(setting.chosen(path))}")
            for action, value in zip(menu.actions(), setting.choices, strict=True):
                action.setChecked(value == setting.chosen(path))

    def _list(self, setting: Setting) -> QMenu:
        menu = QMenu(setting.title, self)
        group = QActionGroup(menu)
        for value in setting.choices:
            action = menu.addAction(setting.name(value))
            action.setCheckable(True)
            group.addAction(action)
            action.triggered.connect(lambda _=False, value=value: setting.choose(value))
        self.addMenu(menu)
        return menu

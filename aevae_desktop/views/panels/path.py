"""The path: its way-points, how it goes between them, its transport, and the film."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QVBoxLayout

from aevae_desktop.core.paths import PATHS
from aevae_desktop.session.course import PathState, Repeat, lettered
from aevae_desktop.session.session import Session
from aevae_desktop.session.state import SessionState
from aevae_desktop.views.panels.filmstrip import Filmstrip
from aevae_desktop.views.panels.panel import Panel
from aevae_desktop.views.panels.transport import SPEEDS, Transport
from aevae_desktop.views.widgets.controls import button, choice

ROOMY = 1060  # px: a card that is narrower hides what is seldom used


class PathPanel(Panel):
    """The ends and the kind of the path, the transport, and the filmstrip."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setProperty("card", True)
        self._session = session
        self._kinds = list(PATHS)
        self._ends = [self._end_button(end) for end in ("a", "b")]
        self._transport = Transport(session)
        self._kind = choice("path.kind", "How the path goes", [PATHS[name].label for name in self._kinds], 0)
        for index, name in enumerate(self._kinds):
            self._kind.setItemData(index, PATHS[name].hint, Qt.ItemDataRole.ToolTipRole)
        self._kind.activated.connect(lambda index: session.path.set_kind(self._kinds[index]))
        self._film = Filmstrip(session.player)
        self._film.sought.connect(session.player.seek)
        self._lay_out()
        self._show_path(PathState())

    def set_tile(self, side: int) -> None:
        """How large a tile of the filmstrip is, px."""
        self._film.set_tile(side)

    def render_state(self, old: SessionState, new: SessionState) -> None:
        """Show the path and its films."""
        self._transport.render_state(old, new)
        self._film.render_state(old, new)
        if new.path is not old.path:
            self._show_path(new.path)

    def _lay_out(self) -> None:
        swap = button("⇄", "path.swap", "The path backwards", self._session.path.swap, flat=True)
        tip = "A morph between two samples picked at random (Shift+R)"
        surprise = button("Surprise me", "path.surprise", tip, self._session.path.surprise)
        self._roomy = (surprise,)
        self._more = self._more_button()
        row = QHBoxLayout()
        row.setSpacing(8)
        for widget in (self._ends[0], swap, self._ends[1]):
            row.addWidget(widget)
        row.addWidget(self._transport, 1)
        for control in (self._kind, surprise, self._more):
            row.addWidget(control)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(9)
        column.addLayout(row)
        column.addWidget(self._film)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room, what is seldom used goes into one menu, and the slider stays long."""
        roomy = event.size().width() >= ROOMY
        self._transport.set_roomy(roomy)
        for control in self._roomy:
            control.setVisible(roomy)
        self._more.setVisible(not roomy)

    def _more_button(self) -> QToolButton:
        made = button("⋯", "path.more", "Speed, what happens at the end, a random path", lambda: None)
        made.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu, desk, player = QMenu(made), self._session.path, self._session.player
        menu.addAction("Surprise me").triggered.connect(desk.surprise)
        menu.addSeparator()
        for speed in SPEEDS:
            menu.addAction(f"Speed {speed:g}×").triggered.connect(lambda _=False, speed=speed: player.set_speed(speed))
        menu.addSeparator()
        for repeat in Repeat:
            menu.addAction(repeat.value).triggered.connect(lambda _=False, repeat=repeat: player.set_repeat(repeat))
        made.setMenu(menu)
        return made

    def _end_button(self, end: str) -> QToolButton:
        tip = "The path begins here" if end == "a" else "The path ends here"
        made = button(f"{end.upper()} ▾", f"path.{end}", tip, lambda: None)
        made.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu, desk = QMenu(made), self._session.path
        menu.addAction("At the probe").triggered.connect(lambda: desk.anchor_probe(end))
        menu.addAction("From your digit").triggered.connect(lambda: desk.anchor_drawing(end))
        made.setMenu(menu)
        return made

    def _show_path(self, path: PathState) -> None:
        way = [lettered(i, anchor) for i, anchor in enumerate(path.anchors)]
        for made, name in zip(self._ends, (way[0] if way else "A –", way[-1] if len(way) > 1 else "B –"), strict=True):
            made.setText(f"{name} ▾")
        self._kind.setCurrentIndex(self._kinds.index(path.course.kind))

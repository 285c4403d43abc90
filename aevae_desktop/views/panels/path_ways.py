"""What Path mode adds to the path's row: the way-points themselves, and how the path goes between them."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSignalBlocker
from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton

from aevae_desktop.core.paths import PATHS
from aevae_desktop.session.course import FRAME_COUNTS, WEIGHTS
from aevae_desktop.session.path_controller import PathController
from aevae_desktop.session.session import Session
from aevae_desktop.session.state import SessionState
from aevae_desktop.session.undo_controller import UndoController
from aevae_desktop.views import words
from aevae_desktop.views.panels.panel import Panel
from aevae_desktop.views.panels.way_strip import WayStrip
from aevae_desktop.views.widgets.controls import button, choice, slider
from aevae_desktop.views.widgets.text_line import TextLine
from aevae_desktop.views.widgets.ticks import Ticks

FINE = 10  # steps of the slider to a unit of the weight
WORTH = (24, 64)  # px for the weight as a number, and with its name
FILM = "action.film"  # of the window, where it can export a film


class PathWays(Panel):
    """A row: the strip of way-points and its menu, compared kinds, closed, constant speed, weight, frames, undo."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        controller = session.controller(PathController)
        self._strip = WayStrip(session)
        self._add = self._add_button()
        self._compare = self._compare_button()
        self._closed = self._switch("Closed", "path.closed", "The path ends where it began (Ctrl+L)")
        self._closed.clicked.connect(controller.set_closed)
        tip = "Constant speed: the picture changes equally in every step (Y)"
        self._even = self._switch("Even", "path.even", tip)
        self._even.clicked.connect(controller.set_even)
        tip = "Weight: how much a data-following path pays for leaving the codes; 0 is the shortest path"
        self._weight = slider("path.weight", tip, round(FINE * WEIGHTS[0]), round(FINE * WEIGHTS[1]), 0)
        self._weight.setFixedWidth(64)
        self._weight.valueChanged.connect(lambda value: controller.set_weight(value / FINE))
        self._weight.sliderReleased.connect(controller.drop)
        self._worth = TextLine(12, muted=True)
        self._named = False  # there is room for what the number is
        self._frames = choice("path.frames", "Frames of the film", [f"{n} frames" for n in FRAME_COUNTS], 0)
        self._frames.activated.connect(lambda index: controller.set_frames(FRAME_COUNTS[index]))
        self._undo = button(
            "↶", "path.undo", "Undo (Ctrl+Z)", session.controller(UndoController).undo, flat=True, compact=True
        )
        self._redo = button(
            "↷", "path.redo", "Redo (Ctrl+Shift+Z)", session.controller(UndoController).redo, flat=True, compact=True
        )
        tip = "Save the film: GIF, WebP, APNG, MP4 or numbers (Shift+E)"
        self._film = button("Export film …", "path.export", tip, self._export, compact=True)
        self._lay_out()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self._strip)
        row.addWidget(self._add)
        row.addStretch(1)
        for made in (self._compare, self._closed, self._even, self._weight, self._worth, self._frames):
            row.addWidget(made)
        for made in (self._undo, self._redo, self._film):
            row.addWidget(made)

    def set_roomy(self, roomy: bool) -> None:
        """Whether there is room for what is seldom used."""
        for made in (self._frames, self._undo, self._redo):
            made.setVisible(roomy)
        self._named = roomy
        self._worth.setRoom(WORTH[roomy])
        self._show_worth()
        self._film.setText("Export film …" if roomy else "Export …")

    def ask_what(self) -> None:
        """Open the menu of what can become a way-point."""
        menu = self._add.menu()
        menu.popup(self._add.mapToGlobal(QPoint(0, -menu.sizeHint().height())))
        menu.setActiveAction(menu.actions()[0])

    def showEvent(self, event: QShowEvent) -> None:
        """The button for the film is there where the window can export one."""
        self._film.setVisible(self._film_action() is not None)

    def render_state(self, old: SessionState, new: SessionState) -> None:
        """Show how the path goes."""
        if new.path is old.path and new.drawing is old.drawing:
            return
        self._strip.render_state(old, new)
        course, edits = new.path.course, (new.path.edits, new.drawing.edits)
        self._undo.setEnabled(any(each.last for each in edits))
        self._redo.setEnabled(any(each.next for each in edits))
        if course is old.path.course and self._worth.text():
            return
        self._closed.setChecked(course.closed)
        self._even.setChecked(course.even)
        self._frames.setCurrentIndex(FRAME_COUNTS.index(course.frames) if course.frames in FRAME_COUNTS else -1)
        for action in self._compare.menu().actions():
            kind = action.data()
            action.setChecked(kind == course.kind or kind in course.compared)
            action.setEnabled(kind != course.kind)
        self._compare.setText(f"Compare {len(course.compared)} ▾" if course.compared else "Compare ▾")
        self._show_weight(course.weight, any(PATHS[k].weighted for k in {course.kind, *course.compared} & PATHS.keys()))

    def _show_weight(self, weight: float, used: bool) -> None:
        with QSignalBlocker(self._weight):
            self._weight.setValue(round(FINE * weight))
        self._show_worth()
        self._weight.setVisible(used)
        self._worth.setVisible(used)

    def _show_worth(self) -> None:
        worth = words.number(self._weight.value() / FINE, 1)
        self._worth.setText(f"weight {worth}" if self._named else worth)

    def _add_button(self) -> QToolButton:
        made = button("+ ▾", "path.add", "Add a way-point (Shift+I); on a map: click", lambda: None, compact=True)
        made.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu, controller = QMenu(made), self._session.controller(PathController)
        menu.addAction("At the probe (I)").triggered.connect(lambda: controller.add())
        menu.addAction("From your digit").triggered.connect(controller.add_drawing)
        menu.addAction("Mean of the selection").triggered.connect(controller.add_selection)
        self._classes = QMenu("Mean of a class", menu)
        self._classes.setObjectName("path.add.classes")
        menu.addMenu(self._classes)
        self._classes.aboutToShow.connect(self._fill_classes)
        menu.addSeparator()
        menu.addAction("Turn the path round").triggered.connect(controller.swap)
        menu.addAction("Take all away (Ctrl+Shift+Backspace)").triggered.connect(controller.clear)
        made.setMenu(menu)
        return made

    def _fill_classes(self) -> None:
        self._classes.clear()
        shown = self._session.state.shown_models()
        for k, name in enumerate(shown[0][1].manifest.classes if shown else ()):
            action = self._classes.addAction(words.literal(f"Mean of {name}"))
            action.triggered.connect(lambda _=False, k=k: self._session.controller(PathController).add_class(k))

    def _compare_button(self) -> QToolButton:
        made = button(
            "Compare ▾", "path.compare", "Other kinds of path, drawn beside this one", lambda: None, compact=True
        )
        made.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = Ticks(made)
        menu.setToolTipsVisible(True)
        for kind, row in PATHS.items():
            action = menu.addAction(row.label)
            action.setCheckable(True)
            action.setData(kind)
            action.setToolTip(row.hint)
            action.triggered.connect(lambda on, kind=kind: self._session.controller(PathController).compare(kind, on))
        made.setMenu(menu)
        return made

    def _switch(self, text: str, name: str, tip: str) -> QToolButton:
        made = button(text, name, tip, lambda: None, compact=True)
        made.setCheckable(True)
        return made

    def _film_action(self) -> QAction | None:
        found = self.window().findChild(QAction, FILM)
        return found if isinstance(found, QAction) else None

    def _export(self) -> None:
        action = self._film_action()
        if action is not None:
            action.trigger()

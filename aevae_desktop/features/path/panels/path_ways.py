"""What Path mode adds to the path's row: the way-points themselves, and how the path goes between them."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, QSignalBlocker
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QMenu, QToolButton

from aevae_desktop.core.paths.interpolation import PATHS
from aevae_desktop.features.drawing.state import Drawing
from aevae_desktop.features.path.controller import PathController
from aevae_desktop.features.path.panels.way_strip import WayStrip
from aevae_desktop.features.path.state import FRAME_COUNTS, WEIGHTS, PathState
from aevae_desktop.language import translate
from aevae_desktop.session.session import Session
from aevae_desktop.session.state import SessionState
from aevae_desktop.ui import icons, keys, words
from aevae_desktop.ui.theme import Theme
from aevae_desktop.ui.widgets.controls import TickMenu, button, choice, entered, menu_button, slider, switch
from aevae_desktop.ui.widgets.keyed_tip import show_tip
from aevae_desktop.ui.widgets.layouts import hbox
from aevae_desktop.ui.widgets.panel import Panel
from aevae_desktop.ui.widgets.text_line import muted

FINE = 10  # steps of the slider to a unit of the weight
NUMBER = (24, 64)  # px for the weight as a number, and with its name
FILM = "film"  # the action of the window that exports one


class PathWays(Panel):
    """A row: the strip of way-points and its menu, compared kinds, closed, constant speed, weight, frames, undo."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        controller = session.controller(PathController)
        self._strip = WayStrip(session)
        self._add = self._add_button()
        self._compare = self._compare_button()
        self._closed = switch(
            translate("path", "Loop"),
            "path.closed",
            translate("path", "Loop back to the start (Ctrl+L)"),
            controller.set_closed,
        )
        tip = translate("path", "Constant speed: the picture changes equally in every step, rather than z (Y)")
        self._even = switch(translate("path", "Constant speed"), "path.even", tip, controller.set_even)
        tip = translate(
            "path", "Weight: how strongly a data-following path is drawn to the codes; 0 is the shortest path"
        )
        self._weight = slider("path.weight", tip, round(FINE * WEIGHTS[0]), round(FINE * WEIGHTS[1]), 0)
        self._weight.setFixedWidth(64)
        self._weight.valueChanged.connect(lambda value: controller.set_weight(value / FINE))
        self._weight.sliderReleased.connect(controller.drop)
        self._shown_weight = muted()
        self._weighted = self._close = self._tight = False
        self._named = False  # there is room for what the number is
        self._frames = choice(
            "path.frames",
            translate("path", "Frames of the film"),
            [translate("path", "{n} frames").format(n=n) for n in FRAME_COUNTS],
            0,
        )
        self._frames.activated.connect(lambda index: controller.set_frames(FRAME_COUNTS[index]))
        self._undo = button("", "path.undo", translate("path", "Undo (Ctrl+Z)"), session.undo, compact=True)
        self._redo = button("", "path.redo", translate("path", "Redo (Ctrl+Shift+Z)"), session.redo, compact=True)
        tip = translate("path", "Save the film: GIF, WebP, APNG, MP4 or numbers (Shift+E)")
        self._film = button(
            translate("path", "Export film …"), "path.export", tip, partial(self.trigger, FILM), compact=True
        )
        self._lay_out()

    def _lay_out(self) -> None:
        settings = (self._compare, self._closed, self._even, self._weight, self._shown_weight, self._frames)
        hbox(self._strip, self._add, None, *settings, self._undo, self._redo, self._film, of=self)

    def apply_theme(self, theme: Theme) -> None:
        """Take the colours of ``theme``."""
        self._undo.setIcon(icons.undo(theme.text))
        self._redo.setIcon(icons.redo(theme.text))

    def set_roomy(self, roomy: bool, *, close: bool, tight: bool) -> None:
        """Whether there is room for what is seldom used; ``close`` or ``tight``: less and less of what menus have."""
        self._close, self._tight = close, tight
        self._closed.setVisible(not close)
        self._even.setVisible(not tight)
        self._show_film()
        self._show_weight_control()
        self._frames.setVisible(roomy)
        self._named = roomy
        self._shown_weight.setRoom(NUMBER[roomy])
        self._show_number()
        self._film.setText(translate("path", "Export film …") if roomy else translate("path", "Export …"))

    def ask_what(self) -> None:
        """Open the menu of what can become a way-point."""
        menu = self._add.menu()
        menu.popup(self._add.mapToGlobal(QPoint(0, -menu.sizeHint().height())))
        menu.setActiveAction(menu.actions()[0])

    def showEvent(self, event: QShowEvent) -> None:
        """The button for the film is there where the window can export one."""
        self._show_film()

    def _show_film(self) -> None:
        self._film.setVisible(not self._close and self.action(FILM) is not None)

    def render_state(self, old: SessionState, new: SessionState) -> None:
        """Show how the path goes."""
        if new.part(PathState) is old.part(PathState) and new.part(Drawing) is old.part(Drawing):
            return
        self._strip.render_state(old, new)
        spec, edits = new.part(PathState).spec, (new.part(PathState).edits, new.part(Drawing).edits)
        self._undo.setEnabled(any(each.last for each in edits))
        self._redo.setEnabled(any(each.next for each in edits))
        _say(self._undo, translate("path", "Undo"), self._session.undoing, "Ctrl+Z")
        _say(self._redo, translate("path", "Redo"), self._session.redoing, "Ctrl+Shift+Z")
        if spec is old.part(PathState).spec and self._shown_weight.text():
            return
        self._closed.setChecked(spec.closed)
        self._even.setChecked(spec.even)
        self._frames.setCurrentIndex(FRAME_COUNTS.index(spec.frames) if spec.frames in FRAME_COUNTS else -1)
        for action in self._compare.menu().actions():
            kind = action.data()
            action.setChecked(kind == spec.kind or kind in spec.compared)
            action.setEnabled(kind != spec.kind)
        self._compare.setText(
            translate("path", "Compare {n} ▾").format(n=len(spec.compared))
            if spec.compared
            else translate("path", "Compare ▾")
        )
        self._show_weight(spec.weight, any(PATHS[k].weighted for k in {spec.kind, *spec.compared} & PATHS.keys()))

    def _show_weight(self, weight: float, used: bool) -> None:
        with QSignalBlocker(self._weight):
            self._weight.setValue(round(FINE * weight))
        self._show_number()
        self._weighted = used
        self._show_weight_control()

    def _show_weight_control(self) -> None:
        for made in (self._weight, self._shown_weight):
            made.setVisible(self._weighted and not self._tight)

    def _show_number(self) -> None:
        weight = words.number(self._weight.value() / FINE, 1)
        self._shown_weight.setText(
            translate("path", "weight {weight}").format(weight=weight) if self._named else weight
        )

    def _add_button(self) -> QToolButton:
        controller = self._session.controller(PathController)
        made = menu_button(
            "+ ▾", "path.add", translate("path", "Add a way-point (Shift+I); on a map: click"), [], compact=True
        )
        self._classes = QMenu(translate("path", "Mean of a class"), made.menu())
        self._classes.setObjectName("path.add.classes")
        self._classes.aboutToShow.connect(self._fill_classes)
        from_where = (
            (translate("path", "At the probe (I)"), lambda: controller.add()),
            (translate("path", "From your drawing"), controller.add_drawing),
            (translate("path", "Mean of the selection"), controller.add_selection),
        )
        entered(made.menu(), from_where).addMenu(self._classes)
        whole = (
            None,
            (translate("path", "Reverse the path"), controller.swap),
            (translate("path", "Remove all way-points (Ctrl+Shift+Backspace)"), controller.clear),
        )
        for action in entered(made.menu(), whole).actions():
            action.setData(action.text())
        made.menu().aboutToShow.connect(lambda: _say_keys(made.menu()))
        return made

    def _fill_classes(self) -> None:
        self._classes.clear()
        shown, add = self._session.state.shown_models(), self._session.controller(PathController).add_class
        names = shown[0][1].manifest.classes if shown else ()
        entered(
            self._classes,
            [
                (words.literal(translate("path", "Mean of {name}").format(name=name)), partial(add, k))
                for k, name in enumerate(names)
            ],
        )

    def _compare_button(self) -> QToolButton:
        menu = TickMenu()
        menu.setToolTipsVisible(True)
        for kind, each in PATHS.items():
            action = menu.addAction(each.label)
            action.setCheckable(True)
            action.setData(kind)
            action.setToolTip(each.hint)
            action.triggered.connect(lambda on, kind=kind: self._session.controller(PathController).compare(kind, on))
        tip = translate("path", "Other kinds of path, drawn beside this one")
        return menu_button(translate("path", "Compare ▾"), "path.compare", tip, menu, compact=True)


def _say(made: QToolButton, what: str, more: str, key: str) -> None:
    """What ``made`` would take back, or do again."""
    show_tip(made, f"{what}: {more} ({key})" if more else f"{what} ({key})")
    made.setAccessibleName(made.toolTip())


def _say_keys(menu: QMenu) -> None:
    """Each entry says what was written (its data), with its key as it is now."""
    for action in menu.actions():
        action.setText(keys.said(action.data()))

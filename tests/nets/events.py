"""Random things that hands do to a window. An event is a kind and eight numbers from 0 to 1: plain, so that a list of
them can be written down, cut in pieces and played again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QApplication,
    QComboBox,
    QFileDialog,
    QLineEdit,
    QMenu,
    QWidget,
)

from aevae_desktop.features.figures.controller import FigureController
from aevae_desktop.features.figures.view_book import SavedViews
from aevae_desktop.features.film_export.controller import FilmExportController
from aevae_desktop.features.path.state import PathState
from tests.nets import hands

Event = list[Any]
Mods = Qt.KeyboardModifier
NUMBERS = 8
MODIFIERS = (
    Mods.NoModifier,
    Mods.NoModifier,
    Mods.NoModifier,
    Mods.ShiftModifier,
    Mods.AltModifier,
    Mods.ControlModifier,
)
KEYS = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Tab, Qt.Key.Key_Backtab,
        Qt.Key.Key_Escape, Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Home, Qt.Key.Key_PageUp, Qt.Key.Key_Delete,
        Qt.Key.Key_Backspace, Qt.Key.Key_Menu)  # fmt: skip
TEXTS = ("3", "0-9", "1,2,3", "-1", "1e400", "nan", "x", "<b>", "\u202e", "999999999999", "7 7 7", "", "\U0001f600")
FORBIDDEN = ("close", "quit")  # the run would be over
SIZES = ((1200, 800), (700, 480), (1000, 620), (1600, 1000), (860, 1100))


class Monkey:
    """Performs events on a window. ``drops``: what may be dropped; files are written into ``out``."""

    def __init__(self, window: Any, drops: list[Path], out: Path) -> None:
        self._window, self._session, self._drops, self._out = window, window.session, drops, out
        self._actions = [row for row in window.commands if row.name not in FORBIDDEN]
        self._cards = list(window.dock.cards)
        self._files = 0

    def perform(self, event: Event) -> None:
        """Post what this event means now; the event loop does the rest."""
        if self._deal_with_dialogs(event) or self._deal_with_popups(event):
            return
        KINDS[event[0]][1](self, *event[1:])

    # ------------------------------------------------------------ what is in the way

    def _deal_with_dialogs(self, event: Event) -> bool:
        dialog = QApplication.activeModalWidget()
        if dialog is None:
            return False
        if isinstance(dialog, QFileDialog) and event[1] < 0.5:
            dialog.selectFile(str(self._file(dialog, event[2])))
            dialog.accept()
        else:
            dialog.close()
        return True

    def _file(self, dialog: QFileDialog, u: float) -> Path:
        if dialog.acceptMode() == QFileDialog.AcceptMode.AcceptSave:
            self._files += 1
            return self._out / f"saved-{self._files}"
        files = [path for path in (*self._drops, *self._out.glob("*.*")) if path.is_file()]
        return _of(files, u)

    def _deal_with_popups(self, event: Event) -> bool:
        popup = QApplication.activePopupWidget()
        if popup is None:
            return False
        if isinstance(popup, QMenu) and event[1] < 0.6:
            actions = [act for act in popup.actions() if act.isEnabled() and act.isVisible() and not act.isSeparator()]
            actions = [act for act in actions if act.objectName().removeprefix("action.") not in FORBIDDEN]
            if actions:
                spot = popup.actionGeometry(_of(actions, event[2])).center()
                hands.click(popup, (spot.x(), spot.y()))
                return True
        elif event[1] < 0.5:
            hands.click(popup, (popup.width() * event[2], popup.height() * event[3]))
            return True
        hands.key(popup, Qt.Key.Key_Escape)
        if event[4] < 0.5:
            popup.close()
        return True

    # ------------------------------------------------------------ maps

    def _map(self, u: float) -> QWidget:
        shown = self._session.state.shown
        return self._window.canvas(_of(shown, u))  # type: ignore[no-any-return]

    def hover(self, *u: float) -> None:
        """The pointer goes a little way over a map."""
        canvas = self._map(u[0])
        hands.move(canvas, _at(canvas, u[1], u[2]))
        hands.move(canvas, _at(canvas, u[3], u[4]))

    def click_map(self, *u: float) -> None:
        """A click on a map, now and then with another button."""
        canvas, button = self._map(u[0]), Qt.MouseButton.LeftButton if u[3] < 0.9 else Qt.MouseButton.RightButton
        hands.click(canvas, _at(canvas, u[1], u[2]), button, _of(MODIFIERS, u[4]))

    def double_click_map(self, *u: float) -> None:
        """A double click on a map."""
        canvas = self._map(u[0])
        hands.double_click(canvas, _at(canvas, u[1], u[2]))

    def drag_map(self, *u: float) -> None:
        """A drag on a map, in some turns: it pans, selects, or moves what it begins on."""
        canvas = self._map(u[0])
        points = [_at(canvas, u[k], u[k + 1]) for k in (1, 3, 5)]
        if u[7] < 0.4 and (ring := self._ring(canvas, u[0])) is not None:
            points[0] = ring
        hands.drag(canvas, points, _of(MODIFIERS, u[7]))

    def _ring(self, canvas: Any, u: float) -> hands.At | None:
        """Where a way-point is."""
        import numpy as np

        index = self._session.state.shown[0] if len(self._session.state.shown) == 1 else int(canvas.objectName()[-1])
        model = self._session.state.panes[index].model
        waypoints = self._session.state.part(PathState).spec.waypoints
        if model is None or not waypoints:
            return None
        code = _of(waypoints, u).code(index, model)
        if code is None:
            return None
        x, y = canvas.to_widget(np.asarray(model.plane.project(code[None]), np.float64))[0]
        return float(x), float(y)

    def half_a_drag(self, *u: float) -> None:
        """A press that nothing follows; or a release that comes late, elsewhere."""
        canvas = self._map(u[0])
        (hands.press if u[3] < 0.5 else hands.release)(canvas, _at(canvas, u[1], u[2]))

    def wheel(self, *u: float) -> None:
        """A turn of the wheel over a map."""
        canvas = self._map(u[0])
        hands.wheel(
            canvas, _at(canvas, u[1], u[2]), int(960 * (u[3] - 0.5)) if u[4] < 0.2 else 0, int(1200 * (u[5] - 0.5))
        )

    def pinch(self, *u: float) -> None:
        """Two fingers on a trackpad."""
        canvas = self._map(u[0])
        hands.pinch(canvas, _at(canvas, u[1], u[2]), u[3] * 3 - 1.2)

    def rest(self, *u: float) -> None:
        """The pointer rests on something."""
        widget = _of(self._shown(QWidget), u[0]) if u[3] < 0.7 else self._map(u[0])
        hands.rest(widget, _at(widget, u[1], u[2]))

    # ------------------------------------------------------------ pen, widgets, keys

    def stroke(self, *u: float) -> None:
        """A stroke of the pen."""
        pads = [w for w in self._shown(QWidget) if type(w).__name__ == "PenPad"]
        if pads:
            pad = pads[0]
            hands.drag(pad, [_at(pad, *pair) for pair in ((u[0], u[1]), (u[2], u[3]), (u[4], u[5]), (u[6], u[7]))])

    def click_widget(self, *u: float) -> None:
        """A click on whatever is there."""
        widget = _of(self._shown(QWidget), u[0])
        hands.click(widget, _at(widget, u[1], u[2]), modifiers=_of(MODIFIERS, u[3]))

    def drag_widget(self, *u: float) -> None:
        """A drag over whatever is there."""
        widget = _of(self._shown(QWidget), u[0])
        hands.drag(widget, [_at(widget, u[1], u[2]), _at(widget, u[3], u[4]), _at(widget, u[5], u[6])])

    def press_button(self, *u: float) -> None:
        """A click on a button."""
        buttons = self._shown(QAbstractButton)
        if buttons:
            widget = _of(buttons, u[0])
            hands.click(widget, (widget.width() / 2, widget.height() / 2))

    def slide(self, *u: float) -> None:
        """A slider is dragged, turned by the wheel or by keys; a list is gone through."""
        found = [*self._shown(QAbstractSlider), *self._shown(QComboBox), *self._shown(QAbstractItemView)]
        if not found:
            return
        widget = _of(found, u[0])
        if u[1] < 0.4:
            hands.drag(widget, [_at(widget, u[2], 0.5), _at(widget, u[3], 0.5), _at(widget, u[4], u[5])])
        elif u[1] < 0.7:
            hands.wheel(widget, _at(widget, u[2], u[3]), 0, int(480 * (u[4] - 0.5)))
        else:
            hands.key(widget, _of(KEYS[:4], u[2]))

    def write(self, *u: float) -> None:
        """A text goes into a line, and Return."""
        lines = self._shown(QLineEdit)
        if not lines:
            return
        line, text = _of(lines, u[0]), _of(TEXTS, u[1])
        line.setFocus()
        for letter in text:
            hands.key(line, 0, text=letter)
        if u[2] < 0.7:
            hands.key(line, Qt.Key.Key_Return, text="\r")

    def act(self, *u: float) -> None:
        """The keys of an action."""
        row = _of(self._actions, u[0])
        for keys in (*row.keys, *row.late)[:1]:
            pressed = QKeySequence(keys)[0]
            text = chr(pressed.key()).lower() if pressed.key() < 127 and not pressed.keyboardModifiers() else ""
            hands.key(self._focus(), pressed.key(), pressed.keyboardModifiers(), text)
        if u[1] < 0.5:  # a shortcut needs an active window, which there may be none of: the action itself
            action = self._window.findChild(object, f"action.{row.name}")
            action.trigger() if action is not None and row.keys else row.run(self._window)

    def key(self, *u: float) -> None:
        """A plain key, where the keyboard is."""
        hands.key(self._focus(), _of(KEYS, u[0]), _of(MODIFIERS, u[1]))

    def undo(self, *u: float) -> None:
        """Undo and redo, several times."""
        for k in range(int(1 + 4 * u[0])):
            self._session.undo() if u[1 + k % 6] < 0.6 else self._session.redo()

    # ------------------------------------------------------------ window, models, files

    def card(self, *u: float) -> None:
        """A card opens or closes."""
        self._window.toggle_card(_of(self._cards, u[0]))

    def switch(self, *u: float) -> None:
        """Another model comes into a map, by its menu."""
        chooser = self._window.findChild(QAbstractButton, f"model.{int(u[0] * 2)}")
        actions = [act for act in chooser.menu().actions() if act.isEnabled()]
        if actions:
            _of(actions, u[1]).trigger()

    def drop(self, *u: float) -> None:
        """Files or folders are dropped on the window."""
        figures = sorted(self._out.glob("fig-*"))
        paths = [_of(figures, u[1])] if figures and u[2] < 0.3 else [_of(self._drops, u[1])]
        if u[3] < 0.2:
            paths.append(_of(self._drops, u[4]))
        hands.drop(self._window, paths, _at(self._window, u[5], u[6]))

    def resize(self, *u: float) -> None:
        """Another size."""
        self._window.resize(*_of(SIZES, u[0]))

    def export(self, *u: float) -> None:
        """A figure is written."""
        self._window.export.save_to(self._out / f"fig-{int(u[0] * 3)}.{_of(('png', 'svg', 'csv', 'npz'), u[1])}")

    def film(self, *u: float) -> None:
        """A film is written, or cancelled."""
        card = self._window.dock.cards["film"]
        if u[0] < 0.3:
            self._session.controller(FilmExportController).cancel()
        else:
            kind = _of(("gif", "webp", "apng", "npz", "png"), u[1])
            card.choose(format=kind, tile=16 + int(40 * u[2]), grid=kind in ("npz", "png") and u[3] < 0.5)
            card.save_to(self._out / f"film-{int(u[4] * 3)}.{kind}")

    def recall(self, *u: float) -> None:
        """A saved view is shown, or forgotten."""
        saved = self._session.state.part(SavedViews).views
        if saved:
            (
                self._session.controller(FigureController).recall
                if u[0] < 0.8
                else self._session.controller(FigureController).forget
            )(_of(saved, u[1]))

    def leave(self, *u: float) -> None:
        """The pointer leaves a map, or the keyboard goes elsewhere."""
        from PySide6.QtCore import QEvent

        canvas = self._map(u[0])
        QApplication.postEvent(
            canvas, QEvent(QEvent.Type.Leave if u[1] < 0.7 else QEvent.Type.FocusOut if u[1] > 2 else QEvent.Type.Leave)
        )

    # ------------------------------------------------------------ small steps

    def _shown(self, kind: type[Any]) -> list[Any]:
        """The widgets of a kind that can be seen, in the order in which they were made."""
        return [w for w in self._window.findChildren(kind) if w.isVisible() and w.width() > 1 and w.height() > 1]

    def _focus(self) -> QWidget:
        return QApplication.focusWidget() or self._window.canvas()


KINDS: dict[str, tuple[float, Callable[..., None]]] = {
    "hover": (18, Monkey.hover),
    "click_map": (8, Monkey.click_map),
    "double_click_map": (1.5, Monkey.double_click_map),
    "drag_map": (8, Monkey.drag_map),
    "half_a_drag": (0.5, Monkey.half_a_drag),
    "wheel": (5, Monkey.wheel),
    "pinch": (1, Monkey.pinch),
    "rest": (3, Monkey.rest),
    "stroke": (5, Monkey.stroke),
    "click_widget": (5, Monkey.click_widget),
    "drag_widget": (3, Monkey.drag_widget),
    "press_button": (12, Monkey.press_button),
    "slide": (5, Monkey.slide),
    "write": (3, Monkey.write),
    "act": (14, Monkey.act),
    "key": (5, Monkey.key),
    "undo": (2, Monkey.undo),
    "card": (5, Monkey.card),
    "switch": (2.5, Monkey.switch),
    "drop": (1.0, Monkey.drop),
    "resize": (1.0, Monkey.resize),
    "export": (0.4, Monkey.export),
    "film": (0.3, Monkey.film),
    "recall": (0.6, Monkey.recall),
    "leave": (1, Monkey.leave),
}


def generate(seed: int, count: int) -> list[Event]:
    """``count`` events of ``seed``."""
    rng = Random(seed)
    kinds, weights = list(KINDS), [weight for weight, _ in KINDS.values()]
    return [[rng.choices(kinds, weights)[0], *(round(rng.random(), 4) for _ in range(NUMBERS))] for _ in range(count)]


def _of(choices: Any, u: float) -> Any:
    """The one of ``choices`` at the part ``u`` of the way."""
    return choices[min(int(u * len(choices)), len(choices) - 1)]


def _at(widget: QWidget, u: float, v: float) -> hands.At:
    """A place of a widget, now and then just outside."""
    return widget.width() * (1.04 * u - 0.02), widget.height() * (1.04 * v - 0.02)

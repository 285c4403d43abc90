"""Every command of the window in one table: its keys, its words, and what it calls."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QLineEdit, QToolButton, QWidget

from aevae_desktop.features.drawing.controller import DrawingController
from aevae_desktop.features.figures.controller import FigureController
from aevae_desktop.features.layers.controller import LayersController
from aevae_desktop.features.path.controller import PathController
from aevae_desktop.features.path.play_controller import PlayController
from aevae_desktop.features.points.controller import PointsController
from aevae_desktop.features.probe.controller import ProbeController
from aevae_desktop.features.samplers.controller import SamplingController
from aevae_desktop.features.selection.controller import SelectionController
from aevae_desktop.features.selection.state import Tool
from aevae_desktop.features.tiles.manifold_controller import ManifoldController
from aevae_desktop.features.tiles.state import TileLook
from aevae_desktop.session.controller import Controller
from aevae_desktop.session.state import Mode

if TYPE_CHECKING:
    from aevae_desktop.window.window import Window

C = TypeVar("C", bound=Controller)
ZOOM = 1.3  # factor of one zoom command
TILE = 1.2  # factor of one step of the tiles' size
NUDGE = 10.0  # px that Ctrl and an arrow move a way-point


def _of(kind: type[C]) -> Callable[[Window], C]:
    """The controller ``kind`` of a window's session."""
    return lambda window: window.session.controller(kind)


_drawing = _of(DrawingController)
_figure = _of(FigureController)
_layers = _of(LayersController)
_manifold = _of(ManifoldController)
_path = _of(PathController)
_play = _of(PlayController)
_points = _of(PointsController)
_probe = _of(ProbeController)
_sampling = _of(SamplingController)
_selection = _of(SelectionController)


def _tiles(window: Window, factor: float, *, turn: bool = False) -> None:
    look = window.session.state.part(TileLook)
    _manifold(window).set_tiles(replace(look, px=round(look.px * factor), smooth=look.smooth != turn))


def _find(window: Window) -> None:
    """Open the selection card at its field of numbers."""
    field = window.findChild(QLineEdit, "selection.number")
    assert field is not None
    if not field.isVisible():
        window.toggle_popover("selection")
    field.setFocus()
    field.selectAll()


def _compare(window: Window) -> None:
    """Ask what the neighbours say, and open the card that will say it."""
    card = window.findChild(QWidget, "selection")
    if card is not None and not card.isVisible():
        window.toggle_popover("selection")
    _selection(window).report()


def _press(window: Window, name: str) -> None:
    button = window.findChild(QToolButton, name)
    assert button is not None
    button.click()


@dataclass(frozen=True)
class Action:
    """One row: ``keys`` as Qt writes them, ``title`` in the help, ``run`` on the window.

    ``late`` keys mean something to buttons and sliders too: they count only where the focused widget leaves them.
    One that is not ``listed`` is left out of the help, which speaks of its kind in one line; a held late key of one
    that ``repeats`` runs it again and again.
    """

    name: str
    title: str
    keys: tuple[str, ...]
    run: Callable[[Window], None]
    late: tuple[str, ...] = ()
    listed: bool = True
    repeats: bool = False


def _class_actions(k: int) -> tuple[Action, Action]:
    """A class on or off, and alone. 0 fits the map, so class 0 has Alt+0."""
    key = str(k) if k else "Alt+0"
    alone = f"Shift+{k}"
    return (
        Action(f"class_{k}", f"Class {k} on or off", (key,), lambda w: _points(w).toggle_class(k), listed=False),
        Action(f"only_{k}", f"Class {k} alone", (alone,), lambda w: _points(w).show_only_class(k), listed=False),
    )


def _path_actions() -> tuple[Action, ...]:
    """What the keys do to way-points; nudges are late, so that a line of text keeps its Ctrl and arrows."""
    ways = {"Left": (-1, 0), "Right": (1, 0), "Up": (0, -1), "Down": (0, 1)}

    def nudge(dx: float, dy: float) -> Callable[[Window], None]:
        return lambda window: window.nudge(dx, dy)

    nudges = tuple(
        Action(f"nudge_{way.lower()}{'_fine' * fine}", f"Nudge the way-point {way.lower()}", (),
               nudge(dx * px, dy * px), (keys,), listed=False, repeats=True)
        for way, (dx, dy) in ways.items()
        for fine, px, keys in ((0, NUDGE, f"Ctrl+{way}"), (1, 1.0, f"Ctrl+Shift+{way}"))
    )  # fmt: skip
    return (
        Action("add_way", "A way-point at the probe", ("I", "Ins"), lambda w: _path(w).add()),
        Action("ask_way", "A way-point from elsewhere", ("Shift+I",), lambda w: w.ask_way()),
        Action(
            "remove_way", "Remove the current way-point", (), lambda w: _path(w).remove(), ("Del", "Backspace")
        ),
        Action("clear_ways", "Remove all way-points", ("Ctrl+Shift+Backspace",), lambda w: _path(w).clear(),
               listed=False),
        Action("next_way", "The next way-point (comma: the one before)", (".",), lambda w: _path(w).next()),
        Action("last_way", "The way-point before", (",",), lambda w: _path(w).next(-1), listed=False),
        Action("later", "Move it later on the path (<: earlier)", (">",), lambda w: _path(w).shift(1)),
        Action("earlier", "Move it earlier", ("<",), lambda w: _path(w).shift(-1), listed=False),
        Action("closed", "A path that returns", ("Ctrl+L",), lambda w: _path(w).toggle_closed()),
        Action("even", "Constant speed", ("Y",), lambda w: _path(w).toggle_even()),
        *nudges,
    )  # fmt: skip


ACTIONS: tuple[Action, ...] = (
    Action("play", "Play or pause the path", (), lambda w: _play(w).toggle(), ("Space",)),
    Action("frame_back", "A frame back", ("Alt+Left",), lambda w: _play(w).step(-1), listed=False),
    Action("frame_on", "A frame on", ("Alt+Right",), lambda w: _play(w).step(1), listed=False),
    Action("slower", "Slower", ("Alt+,",), lambda w: _play(w).faster(-1), listed=False),
    Action("faster", "Faster", ("Alt+.",), lambda w: _play(w).faster(1), listed=False),
    Action("repeat", "At the end: once, loop, ping-pong", ("J",), lambda w: _play(w).next_repeat()),
    Action("ease", "Pace: steady, or ease in and out", ("Shift+J",), lambda w: _play(w).next_ease()),
    Action("onion", "Onion skin (Shift+O: one more frame)", ("O",), lambda w: _play(w).toggle_onion()),
    Action("more_onion", "One more frame shines through", ("Shift+O",), lambda w: _play(w).more_onion(), listed=False),
    Action("fewer_frames", "A film of fewer frames", ("Alt+Down",), lambda w: _path(w).more_frames(-1), listed=False),
    Action("more_frames", "A film of more frames", ("Alt+Up",), lambda w: _path(w).more_frames(1), listed=False),
    Action("explore", "Explore: a click holds the probe", ("E",), lambda w: w.session.set_mode(Mode.EXPLORE)),
    Action("draw", "Draw: room for the pen", ("D",), lambda w: w.session.set_mode(Mode.DRAW)),
    Action("path", "Path: clicks add way-points", ("P",), lambda w: w.session.set_mode(Mode.PATH)),
    Action("single", "One map or two", ("S",), lambda w: w.toggle_single()),
    Action("fit", "Fit the map", ("0",), lambda w: w.canvas().fit(), ("Home",)),
    Action("zoom_in", "Zoom in (minus: out)", ("+", "="), lambda w: w.canvas().zoom(ZOOM)),
    Action("zoom_out", "Zoom out", ("-",), lambda w: w.canvas().zoom(1 / ZOOM), listed=False),
    Action("unpin", "Let the probe go", ("Esc",), lambda w: w.escape()),
    Action("sample", "A stored sample at random", ("R",), lambda w: _probe(w).random_sample()),
    Action("set_a", "Begin the path at the probe (B: end it)", ("A",), lambda w: _path(w).anchor_probe("a")),
    Action("set_b", "End the path at the probe", ("B",), lambda w: _path(w).anchor_probe("b"), listed=False),
    Action("surprise", "A random path", ("Shift+R",), lambda w: _path(w).surprise()),
    *_path_actions(),
    Action("undo", "Undo a stroke, or an edit of the path", ("Ctrl+Z",), lambda w: w.session.undo()),
    Action("redo", "Redo it", ("Ctrl+Shift+Z", "Ctrl+Y"), lambda w: w.session.redo()),
    Action("clear", "Clear the drawing", ("Ctrl+Backspace",), lambda w: _drawing(w).clear()),
    Action("manifold", "Living manifold", ("G",), lambda w: _layers(w).toggle_layer("manifold")),
    Action("smooth", "Its tiles stay on the map or the screen", ("Shift+G",), lambda w: _tiles(w, 1.0, turn=True)),
    Action("smaller", "Smaller tiles", ("[",), lambda w: _tiles(w, 1 / TILE), listed=False),
    Action("larger", "Larger tiles ([: smaller)", ("]",), lambda w: _tiles(w, TILE)),
    Action("hand", "Hand: a drag pans", ("H",), lambda w: _selection(w).set_tool(Tool.HAND)),
    Action("lasso", "Lasso: a drag selects", ("Q",), lambda w: _selection(w).set_tool(Tool.LASSO)),
    Action("box", "Box: a drag selects", ("W",), lambda w: _selection(w).set_tool(Tool.BOX)),
    Action("select_all", "Select all that is shown", ("Ctrl+A",), lambda w: _selection(w).everything()),
    Action("select_class", "Select the probe's class", ("Ctrl+Shift+A",), lambda w: _selection(w).same_class()),
    Action("invert", "Invert the selection", ("Ctrl+I",), lambda w: _selection(w).invert()),
    Action("grow", "Grow it to the neighbours", ("Ctrl+G",), lambda w: _selection(w).grow()),
    Action("deselect", "Select nothing", ("Ctrl+D",), lambda w: _selection(w).clear()),
    Action("selection_undo", "The selection before (Shift+U: after)", ("U",), lambda w: _selection(w).undo()),
    Action("selection_redo", "And back", ("Shift+U",), lambda w: _selection(w).redo(), listed=False),
    Action("selection", "Selection: members, numbers, CSV", ("K",), lambda w: w.toggle_popover("selection")),
    Action("arithmetic", "Arithmetic with codes", ("Shift+Y",), lambda w: w.toggle_popover("arithmetic")),
    Action("find", "Select samples by number", ("Ctrl+F",), lambda w: _find(w)),
    Action("copy_codes", "Copy the selected codes", ("Ctrl+Shift+C",), lambda w: _press(w, "selection.copy")),
    Action("compare", "What the neighbours say", ("N",), lambda w: _compare(w)),
    Action("points", "Points: colours and filters", ("C",), lambda w: w.toggle_popover("points")),
    Action("layers", "Layers", ("L",), lambda w: w.toggle_popover("layers")),
    Action("planes", "Planes and sliders", ("Z",), lambda w: w.toggle_popover("planes")),
    Action("posterior", "Posterior: draw z, the losses", ("Shift+P",), lambda w: w.toggle_popover("posterior")),
    Action("samplers", "Samplers: random codes", ("Shift+S",), lambda w: w.toggle_popover("samplers")),
    Action("sample_again", "Sample again, with the next seed", ("Ctrl+R",), lambda w: _sampling(w).sample()),
    Action("models", "Models", ("M",), lambda w: w.toggle_popover("models")),
    Action("views", "Saved views", ("V",), lambda w: w.toggle_popover("views")),
    Action("save_view", "Save this view", ("Shift+V",), lambda w: _figure(w).save_view(w.theme.name)),
    Action("export", "Export a figure", ("Ctrl+E", "X"), lambda w: w.toggle_popover("export")),
    Action("film", "Export a film or a grid", ("Shift+E",), lambda w: w.toggle_popover("film")),
    Action("copy", "Copy the figure", ("Ctrl+C",), lambda w: w.export.copy()),
    Action("open", "Open a figure", ("Ctrl+O",), lambda w: w.export.ask_which()),
    Action("theme", "Light or dark", ("T",), lambda w: w.toggle_theme()),
    Action("fullscreen", "Full screen", ("F11",), lambda w: w.toggle_full_screen()),
    Action("help", "These keys", ("?", "F1"), lambda w: w.toggle_popover("help")),
    Action("quit", "Quit", ("Ctrl+Q",), lambda w: w.close_soon()),
    *(action for k in range(10) for action in _class_actions(k)),
)


def install(window: Window) -> dict[str, QAction]:
    """Give ``window`` a QAction for every row."""
    made = {}
    for row in ACTIONS:
        action = QAction(row.title, window)
        action.setObjectName(f"action.{row.name}")
        action.setShortcuts([QKeySequence(keys) for keys in row.keys])
        action.triggered.connect(lambda _checked=False, row=row: row.run(window))
        window.addAction(action)
        made[row.name] = action
    return made


def late_action(keys: QKeySequence) -> Action | None:
    """The row that has ``keys`` among its late ones."""
    return next((row for row in ACTIONS if keys in map(QKeySequence, row.late)), None)


def shown_keys(row: Action) -> str:
    """The first key of a row as this system writes it."""
    return QKeySequence((*row.keys, *row.late)[0]).toString(QKeySequence.SequenceFormat.NativeText)

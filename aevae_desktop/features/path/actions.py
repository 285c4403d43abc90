"""What the keys do with the path, its way-points and its film."""

from __future__ import annotations

from collections.abc import Callable

from aevae_desktop.features.path.controller import PathController
from aevae_desktop.features.path.play_controller import PlayController
from aevae_desktop.features.path.rings import Rings
from aevae_desktop.session.state import Mode
from aevae_desktop.ui.action import Action, MainWindow, of, ranked

NUDGE = 10.0  # px that Ctrl and an arrow move a way-point
WAYS = {"Left": (-1, 0), "Right": (1, 0), "Up": (0, -1), "Down": (0, 1)}

_path, _play = of(PathController), of(PlayController)


def _ask_way(window: MainWindow) -> None:
    """Ask what the next way-point is to be."""
    from aevae_desktop.features.path.panels.panel import PathPanel

    window.session.set_mode(Mode.PATH)
    window.panel(PathPanel).ways.ask_what()


def _nudge(dx: float, dy: float) -> Callable[[MainWindow], object]:
    """Move the current way-point by so many px, on the leading map or another that shows it."""

    def run(window: MainWindow) -> None:
        if not any(rings.nudge(dx, dy) for rings in window.tools(Rings)):
            window.session.notify("Choose a way-point first: , and . go through them.")

    return run


PLAY = ranked(
    10,
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
)
# nudges are late, so that a line of text keeps its Ctrl and arrows
NUDGES = tuple(
    Action(f"nudge_{way.lower()}{'_fine' * fine}", f"Nudge the way-point {way.lower()}", (), _nudge(dx * px, dy * px),
           (keys,), listed=False, repeats=True)
    for way, (dx, dy) in WAYS.items()
    for fine, px, keys in ((0, NUDGE, f"Ctrl+{way}"), (1, 1.0, f"Ctrl+Shift+{way}"))
)  # fmt: skip
WAY_POINTS = ranked(
    40,
    Action("set_a", "Begin the path at the probe (B: end it)", ("A",), lambda w: _path(w).anchor_probe("a")),
    Action("set_b", "End the path at the probe", ("B",), lambda w: _path(w).anchor_probe("b"), listed=False),
    Action("surprise", "A random path", ("Shift+R",), lambda w: _path(w).surprise()),
    Action("add_way", "A way-point at the probe", ("I", "Ins"), lambda w: _path(w).add()),
    Action("ask_way", "A way-point from elsewhere", ("Shift+I",), _ask_way),
    Action("remove_way", "Remove the current way-point", (), lambda w: _path(w).remove(), ("Del", "Backspace")),
    Action("clear_ways", "Remove all way-points", ("Ctrl+Shift+Backspace",), lambda w: _path(w).clear(), listed=False),
    Action("next_way", "The next way-point (comma: the one before)", (".",), lambda w: _path(w).next()),
    Action("last_way", "The way-point before", (",",), lambda w: _path(w).next(-1), listed=False),
    Action("later", "Move it later on the path (<: earlier)", (">",), lambda w: _path(w).shift(1)),
    Action("earlier", "Move it earlier", ("<",), lambda w: _path(w).shift(-1), listed=False),
    Action("closed", "A path that returns", ("Ctrl+L",), lambda w: _path(w).toggle_closed()),
    Action("even", "Constant speed", ("Y",), lambda w: _path(w).toggle_even()),
    *NUDGES,
)
ACTIONS = (*PLAY, *WAY_POINTS)

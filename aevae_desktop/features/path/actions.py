"""What the keys do with the path, its way-points and its film."""

from __future__ import annotations

from collections.abc import Callable

from aevae_desktop.features.path.controller import PathController
from aevae_desktop.features.path.play_controller import PlayController, playable
from aevae_desktop.features.path.rings import Rings
from aevae_desktop.features.path.state import PathState
from aevae_desktop.language import translate
from aevae_desktop.session.state import Mode
from aevae_desktop.ui import keys
from aevae_desktop.ui.action import PATH, Action, MainWindow, of, ranked

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
            window.session.notify(keys.said(translate("path", "Select a way-point first (. and ,).")))

    return run


def _film(window: MainWindow) -> bool:
    """Whether there is a film to play, or one is coming."""
    return playable(window.session.state)


def _some(window: MainWindow) -> bool:
    """Whether the path has any way-points."""
    return bool(window.session.state.part(PathState).waypoints)


def _current(window: MainWindow) -> bool:
    """Whether the keys speak to a way-point."""
    return window.session.state.part(PathState).current is not None


def _folded(window: MainWindow) -> bool:
    """Whether the film is hidden."""
    from aevae_desktop.features.path.panels.panel import PathPanel

    return window.panel(PathPanel).collapsed


def _fold(window: MainWindow) -> None:
    """Show the film, or hide it."""
    from aevae_desktop.features.path.panels.panel import PathPanel

    panel = window.panel(PathPanel)
    panel.collapse(not panel.collapsed)


PLAY = ranked(
    10,
    PATH,
    Action("play", translate("path", "Play or pause"), (), lambda w: _play(w).toggle(), ("Space",), enabled=_film),
    Action("frame_back", translate("path", "Previous frame"), ("Alt+Left",), lambda w: _play(w).step(-1),
           enabled=_film),
    Action("frame_on", translate("path", "Next frame"), ("Alt+Right",), lambda w: _play(w).step(1), enabled=_film),
    Action("slower", translate("path", "Slower"), ("Alt+,",), lambda w: _play(w).faster(-1)),
    Action("faster", translate("path", "Faster"), ("Alt+.",), lambda w: _play(w).faster(1)),
    Action("repeat", translate("path", "Repeat: once, loop, ping-pong"), ("J",), lambda w: _play(w).next_repeat()),
    Action("ease", translate("path", "Easing: steady, or ease in and out"), ("Shift+J",),
           lambda w: _play(w).next_ease()),
    Action("onion", translate("path", "Onion skin"), ("O",), lambda w: _play(w).toggle_onion(),
           checked=lambda w: bool(w.session.state.part(PathState).onion)),
    Action("more_onion", translate("path", "Onion skin: one frame more"), ("Shift+O",),
           lambda w: _play(w).more_onion()),
    Action("fewer_frames", translate("path", "Fewer frames"), ("Alt+Down",), lambda w: _path(w).more_frames(-1)),
    Action("more_frames", translate("path", "More frames"), ("Alt+Up",), lambda w: _path(w).more_frames(1)),
    Action("fold_film", translate("path", "Hide the film"), ("Shift+H",), _fold, checked=_folded),
)  # fmt: skip
NUDGED = {
    "Left": translate("path", "Nudge the way-point left"),
    "Right": translate("path", "Nudge the way-point right"),
    "Up": translate("path", "Nudge the way-point up"),
    "Down": translate("path", "Nudge the way-point down"),
}
# nudges are late, so that a line of text keeps its Ctrl and arrows
NUDGES = tuple(
    Action(f"nudge_{way.lower()}{'_fine' * fine}", NUDGED[way], (), _nudge(dx * px, dy * px), (key,),
           menu="", repeats=True)
    for way, (dx, dy) in WAYS.items()
    for fine, px, key in ((0, NUDGE, f"Ctrl+{way}"), (1, 1.0, f"Ctrl+Shift+{way}"))
)  # fmt: skip
WAY_POINTS = ranked(
    40,
    PATH,
    Action("set_a", translate("path", "Begin the path at the probe"), ("A",), lambda w: _path(w).anchor_probe("a")),
    Action("set_b", translate("path", "End the path at the probe"), ("B",), lambda w: _path(w).anchor_probe("b")),
    Action("surprise", translate("path", "A random path"), ("Shift+R",), lambda w: _path(w).surprise()),
    Action("add_way", translate("path", "A way-point at the probe"), ("I", "Ins"), lambda w: _path(w).add()),
    Action("ask_way", translate("path", "A way-point from elsewhere"), ("Shift+I",), _ask_way),
)
EDITS = ranked(
    42,
    PATH,
    Action(
        "next_way", translate("path", "Select the next way-point"), (".",), lambda w: _path(w).next(), enabled=_some
    ),
    Action(
        "last_way", translate("path", "Select the way-point before"), (",",), lambda w: _path(w).next(-1), enabled=_some
    ),
    Action(
        "later", translate("path", "Move the way-point later"), (">",), lambda w: _path(w).shift(1), enabled=_current
    ),
    Action(
        "earlier",
        translate("path", "Move the way-point earlier"),
        ("<",),
        lambda w: _path(w).shift(-1),
        enabled=_current,
    ),
    Action(
        "remove_way",
        translate("path", "Remove the way-point"),
        (),
        lambda w: _path(w).remove(),
        ("Del", "Backspace"),
        enabled=_some,
    ),
    Action(
        "clear_ways",
        translate("path", "Remove all way-points"),
        ("Ctrl+Shift+Backspace",),
        lambda w: _path(w).clear(),
        enabled=_some,
    ),
    *NUDGES,
)
COURSE = ranked(
    44,
    PATH,
    Action("closed", translate("path", "Loop back to the start"), ("Ctrl+L",), lambda w: _path(w).toggle_closed(),
           checked=lambda w: w.session.state.part(PathState).spec.closed),
    Action("even", translate("path", "Constant speed"), ("Y",), lambda w: _path(w).toggle_even(),
           checked=lambda w: w.session.state.part(PathState).spec.even),
)  # fmt: skip
ACTIONS = (*PLAY, *WAY_POINTS, *EDITS, *COURSE)

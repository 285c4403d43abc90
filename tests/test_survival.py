"""The program itself: killed while somebody draws, ended by a signal, started where nothing can be kept."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs signals")

PROGRAM = """
import sys
from PySide6.QtCore import QTimer
from aevae_desktop import app
from aevae_desktop.features.recovery import controller as recovery
made = recovery.RecoveryController.__init__
def init(self, window, run, hooks):
    made(self, window, run, hooks)
    QTimer.singleShot(0, lambda: then(self, window, run))
recovery.RecoveryController.__init__ = init
{then}
sys.exit(app.main(sys.argv[1:]))
"""
DRAW = """
from aevae_desktop.features.drawing.state import Drawing
from aevae_desktop.features.drawing.controller import DrawingController
from aevae_desktop.features.layers.controller import LayersController
import numpy as np
def then(controller, window, run):
    session, count = window.session, [0]
    def draw():
        count[0] += 1
        strokes = (*session.state.part(Drawing).strokes, np.full((3, 2), float(count[0])))
        session.controller(DrawingController).redraw(strokes)
        session.controller(LayersController).set_layer("points", session.state.layers["points"])
    timer = QTimer(window, interval=15)
    timer.timeout.connect(draw)
    timer.start()
"""
RESTORE = """
from aevae_desktop.features.drawing.state import Drawing
from PySide6.QtWidgets import QToolButton, QWidget
def then(controller, window, run):
    if not window.wait_idle(60_000):
        raise SystemExit(3)
    strip = window.findChild(QWidget, "recovery")
    print("strip", strip._line.text() if strip.isVisible() else "", flush=True)
    window.findChild(QToolButton, "recovery.restore").click()
    window.wait_idle(60_000)
    print("strokes", len(window.session.state.part(Drawing).strokes), flush=True)
    controller.keep()
    window.window().close()
"""
KEPT = """
from aevae_desktop.features.drawing.state import Drawing
from PySide6.QtWidgets import QWidget
def then(controller, window, run):
    if not window.wait_idle(60_000):
        raise SystemExit(3)
    strip = window.findChild(QWidget, "recovery")
    print("strip", strip._line.text() if strip.isVisible() else "", flush=True)
    print("strokes", len(window.session.state.part(Drawing).strokes), flush=True)
    window.window().close()
"""
QUIET = """
def then(controller, window, run):
    window.wait_idle(60_000)
    print("notice", window.session.state.notice, flush=True)
    window.window().close()
"""
WAIT = """
def then(controller, window, run):
    print("ready", flush=True)
"""


def start(then: str, *args: object, **environment: str | None) -> subprocess.Popen[str]:
    own = {"QT_QPA_PLATFORM": "offscreen", **environment}
    clean = {k: v for k, v in {**os.environ, **own}.items() if v is not None}
    command = [sys.executable, "-c", PROGRAM.format(then=then), *map(str, args)]
    return subprocess.Popen(
        command, env=clean, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, errors="surrogateescape"
    )


def lines(child: subprocess.Popen[str]) -> dict[str, str]:
    out, err = child.communicate(timeout=120)
    assert "Traceback" not in err, err
    return dict(line.partition(" ")[::2] for line in out.splitlines())


def strokes_of(state: Path) -> int:
    """How many strokes the file holds; 0 where there is none yet."""
    files = list((state / "runs").glob("*/work.json"))
    return len(json.loads(files[0].read_text())["strokes"]) if files else 0


def drawing(state: Path, *bundles: Path) -> subprocess.Popen[str]:
    """The program, in which strokes come faster than they can be saved, once some of them are."""
    child, end = start(DRAW, *bundles), time.monotonic() + 60
    while not strokes_of(state):
        assert child.poll() is None
        assert time.monotonic() < end
        time.sleep(0.02)
    return child


@pytest.fixture
def bundles(tiny_bundle: Any) -> list[Path]:
    return [tiny_bundle("left", kind="ae"), tiny_bundle("right", kind="vae")]


@pytest.fixture
def state(tmp_path: Path) -> Path:
    return tmp_path / "kept" / "state"


@pytest.mark.parametrize("delay", [0.0, 0.4, 1.1])
def test_killed_while_somebody_draws_it_loses_nothing_that_was_saved(
    bundles: list[Path], state: Path, delay: float
) -> None:
    child = drawing(state, *bundles)
    time.sleep(delay)
    saved = strokes_of(state)
    child.kill()
    lines(child)
    (run,) = (state / "runs").iterdir()
    kept = json.loads((run / "work.json").read_text())
    again = start(RESTORE, *bundles)
    said = lines(again)
    assert again.returncode == 0
    assert said["strip"] == "It ended unexpectedly."
    assert int(said["strokes"]) == len(kept["strokes"]) >= saved
    assert list((state / "runs").iterdir()) == []
    assert list(state.rglob(".*")) == []


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_saves_and_ends_well(bundles: list[Path], state: Path, number: int) -> None:
    child = drawing(state, *bundles)
    child.send_signal(number)
    lines(child)
    assert child.returncode == 0
    assert list((state / "runs").iterdir()) == []
    said = lines(start(KEPT))
    assert said["strip"] == ""
    assert int(said["strokes"]) >= 1


def test_a_signal_where_nothing_was_made_leaves_no_trace(bundles: list[Path], state: Path) -> None:
    child = start(WAIT, *bundles)
    assert child.stdout is not None
    child.stdout.readline()
    child.send_signal(signal.SIGTERM)
    lines(child)
    assert child.returncode == 0
    assert list((state / "runs").iterdir()) == []


def test_two_windows_at_once_see_no_crash(bundles: list[Path]) -> None:
    first = start(WAIT, *bundles)
    assert first.stdout is not None
    first.stdout.readline()
    second = start(QUIET, *bundles)
    assert lines(second) == {"notice": ""}
    first.send_signal(signal.SIGTERM)
    lines(first)


# ------------------------------------------------------------ hostile homes


def hostile(kind: str, tmp_path: Path) -> dict[str, str | None]:
    place = tmp_path / "home"
    made: dict[str, str | None] = {"XDG_DATA_HOME": None, "XDG_STATE_HOME": None, "AEVAE_STATE": None}
    made |= {"AEVAE_VIEWS": None, "AEVAE_MODELS": None}
    if kind == "unset":
        return made | {"HOME": None, "XDG_DATA_HOME": str(tmp_path / "d"), "XDG_STATE_HOME": str(tmp_path / "s")}
    if kind == "relative":
        own = {"XDG_DATA_HOME": "data", "XDG_STATE_HOME": "state"}
        return made | own | {"HOME": str(tmp_path / "relative")}
    if kind == "file":
        place.write_bytes(b"")
    elif kind == "pipe":
        os.mkfifo(place)
    elif kind == "no text":
        return made | {"HOME": os.fsdecode(bytes(tmp_path) + b"/\xff\xfe")}
    elif kind == "proc":
        return made | {"HOME": "/proc", "XDG_DATA_HOME": "/proc/self", "XDG_STATE_HOME": "/proc/self/fd"}
    elif kind == "views pipe":
        (place / ".local/share/aevae-desktop").mkdir(parents=True)
        os.mkfifo(place / ".local/share/aevae-desktop/views.json")
    elif kind == "read-only":
        (place / ".local").mkdir(parents=True)
        (place / ".local/share").touch()  # no permission keeps root out; a file in the way does
        (place / ".local/state").touch()
    return made | {"HOME": str(place)}


KINDS = {
    "unset": "",
    "relative": "",
    "nowhere": "",
    "no text": "",
    "file": "cannot be kept",
    "pipe": "cannot be kept",
    "proc": "cannot be kept",
    "read-only": "cannot be kept",
    "views pipe": "the saved views cannot be read",
}


@pytest.mark.parametrize("kind", KINDS)
def test_it_starts_and_says_at_most_one_line_whatever_the_home_is(
    bundles: list[Path], tmp_path: Path, kind: str
) -> None:
    child = start(QUIET, *bundles, **hostile(kind, tmp_path))
    said = lines(child)
    assert child.returncode == 0
    expected = KINDS[kind].replace("cannot be kept", "Nothing can be kept for the next start: ")
    assert expected in said["notice"]
    assert bool(said["notice"]) == bool(expected)

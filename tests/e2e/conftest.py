"""The real program on a real (virtual) display, driven by a real pointer, judged by what is on the screen.

Needs Xvfb, xdotool and ImageMagick's ``import``; skipped where one of them is missing. ``AEVAE_DESKTOP`` names
another ``aevae-desktop`` than this environment's own, for instance an installed wheel's.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QImage

TOOLS = ("Xvfb", "xdotool", "import")
MISSING = [tool for tool in TOOLS if shutil.which(tool) is None]

SIZE = (1600, 1000)
PATIENCE_S = 60.0
TITLE = "AE · VAE Desktop"

# the same window at the same size on the same display says where its widgets are
GEOMETRY = """
import json, sys
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget
from aevae_desktop.app import create_window
from aevae_desktop.session.state import Mode
window = create_window(["--theme", "dark"])
window.session.set_mode(Mode(sys.argv[3]))
window.resize(int(sys.argv[1]), int(sys.argv[2]))
window.show()
assert window.wait_idle(60_000)
if sys.argv[4:] == ["tour"]:
    from aevae_desktop.features.article.panels import tour
    tour.go(window.session, 0)
elif sys.argv[4:]:
    card, _, phase = sys.argv[4].partition(".")
    window.toggle_card(card)
    if phase:
        from tests.e2e import training
        training.show(window.session, phase)
assert window.wait_idle(60_000)
found = {}
for widget in window.findChildren(QWidget):
    if widget.objectName() and widget.isVisible():
        at = widget.mapTo(window, QPoint(0, 0))
        found[widget.objectName()] = (at.x(), at.y(), widget.width(), widget.height())
window.close()
print(json.dumps(found))
"""

Rect = tuple[int, int, int, int]
Start = Callable[..., contextlib.AbstractContextManager["Program"]]
Screen = np.ndarray


@dataclass
class Program:
    """The running program: where its widgets are, and hands to use it."""

    process: subprocess.Popen[str]
    environment: dict[str, str]
    rects: dict[str, Rect]
    folder: Path

    def point(self, name: str, x: float = 0.5, y: float = 0.5) -> tuple[int, int]:
        left, top, width, height = self.rects[name]
        return round(left + x * width), round(top + y * height)

    def xdotool(self, *words: object) -> None:
        subprocess.run(["xdotool", *map(str, words)], env=self.environment, check=True, timeout=20)

    def move(self, name: str, x: float = 0.5, y: float = 0.5) -> None:
        self.xdotool("mousemove", *self.point(name, x, y))

    def click(self, name: str) -> None:
        self.move(name)
        self.xdotool("click", 1)

    def draw(self, name: str, stroke: list[tuple[float, float]]) -> None:
        self.move(name, *stroke[0])
        self.xdotool("mousedown", 1)
        for at in stroke[1:]:
            self.move(name, *at)
            time.sleep(0.01)
        self.xdotool("mouseup", 1)

    def focus(self) -> None:
        """Give the window the keyboard: without a window manager nobody does, when a dialog has closed.

        The search fails where a window of the dialog goes in the midst of it, so it may search again.
        """
        end = time.monotonic() + PATIENCE_S
        while True:
            try:
                self.xdotool("search", "--onlyvisible", "--pid", self.process.pid, "--name", TITLE, "windowfocus")
                return
            except subprocess.CalledProcessError:
                if time.monotonic() > end:
                    raise
            time.sleep(0.2)

    def save_as(self, file: Path) -> None:
        """The name in the dialog that has just opened, by the keyboard; then the window has the keyboard again."""
        time.sleep(1.0)
        self.xdotool("key", "ctrl+a")
        self.xdotool("type", "--delay", 5, str(file))
        self.xdotool("key", "Return")
        end = time.monotonic() + PATIENCE_S
        while not file.exists() and time.monotonic() < end:
            time.sleep(0.1)
        assert file.exists(), self.said()
        self.focus()

    def look(self) -> Screen:
        """The screen as (h, w, 3) uint8."""
        file = self.folder / "screen.png"
        command = ["import", "-window", "root", "-depth", "8", str(file)]
        subprocess.run(command, env=self.environment, check=True, timeout=30)
        return pixels(file)

    def settled(self) -> Screen:
        """The screen once it does not change any more."""
        end, last = time.monotonic() + PATIENCE_S, self.look()
        while time.monotonic() < end:
            time.sleep(0.15)
            screen = self.look()
            if np.array_equal(screen, last):
                return screen
            last = screen
        raise AssertionError("the screen never came to rest")

    def aside(self) -> Screen:
        """The screen with the pointer out of the way, which nothing is said of then."""
        self.xdotool("mousemove", SIZE[0] - 1, SIZE[1] - 1)
        time.sleep(0.5)
        return self.settled()

    def changed(self, before: Screen, name: str) -> Screen:
        """The screen once it has come to rest after ``name`` has begun to look different."""
        end = time.monotonic() + PATIENCE_S
        while time.monotonic() < end:
            if self.share(before, self.look(), name) > 0:
                return self.settled()
            time.sleep(0.05)
        raise AssertionError(f"{name} never changed")

    def share(self, before: Screen, after: Screen, name: str) -> float:
        """The share of a widget's pixels that differ between two screens."""
        a, b = self.cut(before, name), self.cut(after, name)
        return float((a != b).any(axis=2).mean())

    def cut(self, screen: Screen, name: str) -> Screen:
        left, top, width, height = self.rects[name]
        return screen[top : top + height, left : left + width]

    def ready(self) -> Screen:
        """The screen once both models have spoken: the previews show more than their empty frames."""
        end = time.monotonic() + PATIENCE_S
        while time.monotonic() < end:
            screen = self.look()
            if all(len(np.unique(self.cut(screen, f"decoder.{i}"))) > 60 for i in (0, 1)):
                return self.settled()
            time.sleep(0.1)
        raise AssertionError("no preview has come")

    def said(self) -> str:
        return (self.folder / "stderr").read_text()

    def leave(self) -> None:
        """End it as a session manager does: it leaves with 0, says nothing, and leaves nobody behind."""
        children = descendants(self.process.pid)
        assert children, "there is no inference process"
        self.process.send_signal(signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(10)
        assert self.process.returncode == 0, self.said()
        end = time.monotonic() + 5
        while any(map(alive, children)) and time.monotonic() < end:
            time.sleep(0.05)
        assert not [pid for pid in children if alive(pid)], "an inference process was left behind"
        assert self.said() == ""


def pixels(file: Path) -> Screen:
    image = QImage(str(file)).convertToFormat(QImage.Format.Format_RGB32)
    assert not image.isNull(), f"{file} is no picture"
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine() // 4, 4)
    return rows[:, : image.width(), :3].copy()


def descendants(pid: int) -> set[int]:
    """Every process that ``pid`` has started, and they in turn."""
    found, waiting = set(), [pid]
    while waiting:
        for file in Path(f"/proc/{waiting.pop()}/task").glob("*/children"):
            children = {int(word) for word in file.read_text().split()}
            found |= children
            waiting += children
    return found


def alive(pid: int) -> bool:
    try:
        return "Z" not in Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except OSError:
        return False


@pytest.fixture(scope="module")
def display() -> Iterator[dict[str, str]]:
    """The environment of a display of our own, with a number that the server chose."""
    if MISSING:
        pytest.skip(f"not installed: {', '.join(MISSING)}")
    width, height = SIZE
    command = ["Xvfb", "-displayfd", "1", "-screen", "0", f"{width}x{height}x24", "-nolisten", "tcp", "-noreset"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        assert server.stdout is not None
        number = server.stdout.readline().strip()
        assert number, "Xvfb did not start"
        environment = {**os.environ, "DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb", "XDG_SESSION_TYPE": "x11"}
        environment.pop("WAYLAND_DISPLAY", None)
        yield environment
        server.terminate()


@pytest.fixture(scope="module")
def layout(display: dict[str, str]) -> Callable[..., dict[str, Rect]]:
    """``layout(mode, card)``: where the widgets of the window are in that mode, with a card open, or the "tour"."""

    def look(*how: str) -> dict[str, Rect]:
        command = [sys.executable, "-c", GEOMETRY, *map(str, SIZE), *how]
        done = subprocess.run(command, env=display, capture_output=True, text=True, timeout=120, check=False)
        assert done.returncode == 0, done.stderr
        return {name: tuple(rect) for name, rect in json.loads(done.stdout.splitlines()[-1]).items()}

    return look


@pytest.fixture(scope="module")
def rects(layout: Callable[..., dict[str, Rect]]) -> dict[str, Rect]:
    return layout("Explore")


@pytest.fixture
def program(display: dict[str, str], rects: dict[str, Rect], tmp_path: Path) -> Iterator[Program]:
    with started(display, rects, tmp_path) as made:
        yield made


@contextlib.contextmanager
def started(display: dict[str, str], rects: dict[str, Rect], tmp_path: Path, *bundles: Path) -> Iterator[Program]:
    """The program with these bundles, its window filling the display."""
    command = os.environ.get("AEVAE_DESKTOP") or str(Path(sys.executable).with_name("aevae-desktop"))
    errors = (tmp_path / "stderr").open("w+")
    process = subprocess.Popen(
        [command, "--theme", "dark", *map(str, bundles)],
        env={**display, "AEVAE_STATE": str(tmp_path / "state")},  # another test's killed window is none of ours
        cwd=tmp_path,
        stdout=errors,
        stderr=errors,
        text=True,
    )
    made = Program(process, display, rects, tmp_path)
    try:
        made.xdotool("mousemove", SIZE[0] - 1, 0)
        made.xdotool("search", "--sync", "--onlyvisible", "--pid", process.pid, "--name", TITLE,
                     "windowmove", 0, 0, "windowsize", *SIZE, "windowfocus")  # fmt: skip
        yield made
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()
        errors.close()


@pytest.fixture
def start(display: dict[str, str], rects: dict[str, Rect], tmp_path: Path) -> Start:
    """``with start(bundle, …) as program``."""
    return lambda *bundles: started(display, rects, tmp_path, *bundles)

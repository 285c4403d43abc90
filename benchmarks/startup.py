"""How long the program takes to show its window, and then a decoded image, beside a bare window.

    python benchmarks/startup.py [--n 9] [--platform offscreen|xcb] [--json FILE]

Whole processes, from the moment they are started to the moment their first frame was painted and flushed, in
turns: *app* (``aevae-desktop`` with its two models) and *bare* (PySide6 and numpy, one widget that paints an
array). *content*: from the app's first frame, which may be an outline, to the first one with its maps; *decode*:
to the first decoded preview on the screen. CPU: of the window's process until its first frame. With ``xcb`` and
no display, a private Xvfb is started. The first round, in which modules are compiled, is not counted.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator

import numpy as np
from report import Figure, parser, tell

# Both stamp a frame in one way: a zero timer set by a paint event runs when the frame is painted and flushed.
_STAMPS = """
import json, sys, time
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

class Stamps(QObject):
    def __init__(self, what):
        super().__init__()
        self.what, self.stamps = dict(what), {}
        QApplication.instance().installEventFilter(self)
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and isinstance(watched, QWidget):
            for name in [name for name, painted in self.what.items() if painted(watched)]:
                del self.what[name]
                QTimer.singleShot(0, lambda name=name: self.stamp(name))
        return False
    def stamp(self, name):
        self.stamps[name], self.stamps[name + "_cpu"] = time.perf_counter(), time.process_time()
        if not self.what:
            QApplication.instance().removeEventFilter(self)
            QApplication.closeAllWindows()

def execute(what):
    stamps = Stamps(what)
    code = run()
    print(json.dumps(stamps.stamps), flush=True)
    return code
"""

# the program's own main, from its first line to its last; only the event loop is watched
_APP = (
    "from aevae_desktop.app import main\n"  # before PySide6, as whoever starts the program does
    + _STAMPS
    + """
run = QApplication.exec
what = {
    "frame": lambda widget: widget.isWindow(),
    "content": lambda widget: widget.objectName() == "map.0",
    "decode": lambda widget: widget.objectName() == "decoder.0" and widget.image() is not None,
}
QApplication.exec = staticmethod(lambda: execute(what))
sys.exit(main([]))
"""
)

_BARE = (
    _STAMPS
    + """
run = QApplication.exec
import numpy as np
from PySide6.QtGui import QImage, QPainter

class Bare(QWidget):
    def paintEvent(self, event):
        pixels = np.full((self.height(), self.width()), 0xff20242c, np.uint32)
        painter = QPainter(self)
        painter.drawImage(0, 0, QImage(pixels.data, self.width(), self.height(), QImage.Format.Format_RGB32))
        painter.end()

app = QApplication([])
window = Bare()
window.resize(1440, 900)
window.show()
sys.exit(execute({"frame": lambda widget: widget.isWindow()}))
"""
)


def run(script: str, environment: dict[str, str], folder: str) -> dict[str, float]:
    """Start ``script`` and wait for its stamps: seconds since the start; ``*_cpu``, CPU seconds of its process."""
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", script], env=environment, cwd=folder, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        sys.exit(f"startup: the process failed\n{done.stderr}")
    stamps: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return {name: value if name.endswith("_cpu") else value - start for name, value in stamps.items()}


@contextlib.contextmanager
def display(platform: str) -> Iterator[dict[str, str]]:
    """The environment for ``platform``, with a display of our own where one is needed and none is there."""
    environment = {**os.environ, "QT_QPA_PLATFORM": platform}
    if platform != "xcb" or os.environ.get("DISPLAY"):
        yield environment
        return
    if shutil.which("Xvfb") is None:
        sys.exit("startup: there is no display, and no Xvfb to make one")
    command = ["Xvfb", "-displayfd", "1", "-screen", "0", "1600x1000x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        assert server.stdout is not None
        yield environment | {"DISPLAY": f":{server.stdout.readline().strip()}"}
    finally:
        server.terminate()
        server.wait()


def compiled(environment: dict[str, str], folder: str) -> dict[str, str]:
    """The environment, with modules compiled once (into ``folder``), as those of an installed program are.

    What the program remembers is in there, too: it opens as the round before was closed.
    """
    without = {name: value for name, value in environment.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return without | {"PYTHONPYCACHEPREFIX": folder, "AEVAE_STATE": f"{folder}/state"}


def measure(platform: str, n: int) -> list[Figure]:
    runs: dict[str, list[dict[str, float]]] = {"app": [], "bare": []}
    with display(platform) as environment, tempfile.TemporaryDirectory() as folder:
        environment = compiled(environment, folder)
        for _ in range(n + 1):
            for name, script in (("app", _APP), ("bare", _BARE)):
                runs[name].append(run(script, environment, folder))
    middle = {
        f"{name}.{stamp}": float(np.median([one[stamp] for one in some[1:]]))
        for name, some in runs.items()
        for stamp in some[0]
    }
    decode, content = (
        float(np.median([one[stamp] - one["frame"] for one in runs["app"][1:]])) for stamp in ("decode", "content")
    )
    ratio = middle["app.frame"] / middle["bare.frame"]
    return [
        Figure("start.app_s", middle["app.frame"], "s", n),
        Figure("start.app_cpu_s", middle["app.frame_cpu"], "s", n),
        Figure("start.bare_s", middle["bare.frame"], "s", n),
        Figure("start.bare_cpu_s", middle["bare.frame_cpu"], "s", n),
        Figure("start.first_frame_vs_bare", ratio, "x", n, "<= 1.25"),
        Figure("start.first_frame_vs_bare_cpu", middle["app.frame_cpu"] / middle["bare.frame_cpu"], "x", n),
        Figure("start.content_vs_bare", (middle["app.frame"] + content) / middle["bare.frame"], "x", n),
        Figure("start.first_content_s", content, "s", n),
        Figure("start.first_decode_s", decode, "s", n, "<= 0.5"),
    ]


def main() -> None:
    options = parser(__doc__)
    options.add_argument("--n", type=int, default=9, help="processes of each kind")
    options.add_argument("--platform", choices=("offscreen", "xcb"), default="offscreen", help="of Qt")
    arguments = options.parse_args()
    figures = measure(arguments.platform, arguments.n)
    tell(f"process start to first frame, {arguments.platform}", figures, arguments.json)


if __name__ == "__main__":
    main()

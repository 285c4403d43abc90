"""Make the pictures of the README and the docs again, with the real window and real inference.

    python docs/pictures/make.py [NAME.png ...]

Needs no display. Look at every picture before you commit it.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
from overlays import WAIT_MS, few_colours, opened
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage

from aevae_desktop.features.drawing.controller import DrawingController
from aevae_desktop.features.path.controller import PathController
from aevae_desktop.features.path.play_controller import PlayController
from aevae_desktop.features.posterior.controller import PosteriorController
from aevae_desktop.features.samplers.controller import SamplingController
from aevae_desktop.features.samplers.state import Sampling
from aevae_desktop.session.state import Mode
from aevae_desktop.window.window import Window

HERE = Path(__file__).parent
THREE = str(HERE / "three.json")
MODELS = HERE.parents[1] / "models_onnx"
DEEP, LINES = str(MODELS / "ladder-vae-16d"), [str(MODELS / f"ladder-{kind}-01d") for kind in ("ae", "vae")]
PAIR = [str(MODELS / f"{kind}-mnist-16d") for kind in ("ae", "vae")]
COMMON = ["--hover", "1,0.60,-0.62", "--draw", THREE, "--at", "0.55"]
PICTURES = {
    "window-dark.png": ["--theme", "dark", "--size", "1600x1000", *COMMON],
    "window-light.png": ["--theme", "light", "--size", "1600x1000", *COMMON],
    "draw-light.png": ["--theme", "light", "--size", "1440x900", "--mode", "draw", "--draw", THREE, "--hover", "1,0,0"],
    "single-dark.png": ["--theme", "dark", "--size", "1280x800", "--single", "--hover", "0,0.5,-0.5"],
    "planes-light.png": ["--theme", "light", "--size", "980x720", "--single", "--card", "planes", "--plane", "0,5x14",
                         "--hover", "0,1.1,0.6", DEEP],
    "article-light.png": ["--theme", "light", "--size", "1440x900", "--mode", "article", "--claim", "garbage", *PAIR],
    "diagram-dark.png": ["--theme", "dark", "--size", "1440x900", "--card", "diagram", "--draw", THREE],
    "line-dark.png": ["--theme", "dark", "--size", "1200x800", "--card", "planes", "--hover", "1,1.2,0.4", *LINES],
}  # fmt: skip
ROOM = (1440, 900)  # px, of a scene
WAY = ((-1.58, 0.26), (0.55, -1.85), (0.95, 0.30))  # on the right map


def path(window: Window) -> None:
    """A path by three way-points, the shortest in pixel space, beside the straight one."""
    session = window.session
    session.set_mode(Mode.PATH)
    session.controller(PathController).clear()
    for xy in WAY:
        session.controller(PathController).click(1, *xy)
    session.controller(PathController).set_kind("shortest")
    session.controller(PathController).compare("linear", True)
    window.wait_idle(WAIT_MS)
    session.controller(PlayController).seek(0.35)


def samplers(window: Window) -> None:
    """A hundred draws from a uniform box, which nobody trained for."""
    window.toggle_card("samplers")
    sampling = window.session.controller(SamplingController)
    sampling.set(replace(window.session.state.part(Sampling).recipe, sampler="box"))
    sampling.sample()


def posterior(window: Window) -> None:
    """A draw from the posterior of a drawing, near enough to see the ellipses."""
    session = window.session
    session.controller(DrawingController).redraw(
        tuple(np.array(stroke, np.float64) for stroke in json.loads(Path(THREE).read_bytes()))
    )
    window.wait_idle(WAIT_MS)
    window.toggle_card("posterior")
    window.wait_idle(WAIT_MS)
    session.controller(PosteriorController).set_pad((0, 0.8), (1, 0.9))
    session.controller(PosteriorController).zoom()


SCENES: dict[str, tuple[str, Callable[[Window], None]]] = {
    "path-dark.png": ("dark", path),
    "samplers-light.png": ("light", samplers),
    "posterior-dark.png": ("dark", posterior),
}
FEW_COLOURS = (*SCENES, "planes-light.png", "line-dark.png", "single-dark.png")  # 256 do for them, and halve the file


def main() -> int:
    """Make every picture, or those that are named; stop at the first that fails."""
    for name in sys.argv[1:] or (*PICTURES, *SCENES):
        out = HERE / name
        if name in SCENES:
            play(name).save(str(out))
        else:
            command = [sys.executable, "-m", "aevae_desktop", "--screenshot", str(out), *PICTURES[name]]
            subprocess.run(command, check=True)
        if name in FEW_COLOURS:
            few_colours(QImage(str(out)).convertToFormat(QImage.Format.Format_RGB32)).save(str(out), "PNG", 0)
        print(f"{name}: {out.stat().st_size / 1024:.0f} kB")  # noqa: T201
    return 0


def play(name: str) -> QImage:
    """The window after the scene ``name``."""
    theme, scene = SCENES[name]
    window = opened(["--theme", theme], QSize(*ROOM))
    scene(window)
    window.wait_idle(WAIT_MS)
    image = window.grab().toImage()
    window.close()
    return image


if __name__ == "__main__":
    sys.exit(main())

"""Make the pictures of the README and the docs again, with the real window and real inference.

    python docs/pictures/make.py

Needs no display. Look at every picture before you commit it.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from overlays import few_colours
from PySide6.QtGui import QImage

HERE = Path(__file__).parent
THREE = str(HERE / "three.json")
MODELS = HERE.parents[1] / "models_onnx"
DEEP, LINES = str(MODELS / "ladder-vae-16d"), [str(MODELS / f"ladder-{kind}-01d") for kind in ("ae", "vae")]
COMMON = ["--hover", "1,0.60,-0.62", "--draw", THREE, "--at", "0.55"]
PICTURES = {
    "window-dark.png": ["--theme", "dark", "--size", "1600x1000", *COMMON],
    "window-light.png": ["--theme", "light", "--size", "1600x1000", *COMMON],
    "draw-light.png": ["--theme", "light", "--size", "1440x900", "--mode", "draw", "--draw", THREE, "--hover", "1,0,0"],
    "single-dark.png": ["--theme", "dark", "--size", "1280x800", "--single", "--hover", "0,0.5,-0.5"],
    "planes-light.png": ["--theme", "light", "--size", "980x720", "--single", "--card", "planes", "--plane", "0,5x14",
                         "--hover", "0,1.1,0.6", DEEP],
    "line-dark.png": ["--theme", "dark", "--size", "1200x800", "--card", "planes", "--hover", "1,1.2,0.4", *LINES],
}  # fmt: skip
FEW_COLOURS = ("planes-light.png", "line-dark.png", "single-dark.png")  # 256 do for them, and halve the file


def main() -> int:
    """Make every picture; stop at the first that fails."""
    for name, arguments in PICTURES.items():
        out = HERE / name
        command = [sys.executable, "-m", "aevae_desktop", "--screenshot", str(out), *arguments]
        subprocess.run(command, check=True)
        if name in FEW_COLOURS:
            few_colours(QImage(str(out)).convertToFormat(QImage.Format.Format_RGB32)).save(str(out), "PNG", 0)
        print(f"{name}: {out.stat().st_size / 1024:.0f} kB")  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main())

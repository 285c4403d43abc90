"""A hand on the map, the pen and the transport, and a million codes under it."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from aevae_desktop.engine.wire.library import shipped_folder

ROOT = Path(__file__).resolve().parents[2]

# a 3: two arcs, in shares of the sheet
THREE = [(0.5 + 0.22 * np.sin(t), 0.34 - 0.16 * np.cos(t)) for t in np.linspace(-1.1, 3.0, 14)]
THREE += [(0.5 + 0.25 * np.sin(t), 0.68 - 0.18 * np.cos(t)) for t in np.linspace(0.1, 4.2, 16)]


def test_a_hand_hovers_draws_plays_and_leaves(program: Any) -> None:
    at_first = program.ready()

    program.move("map.0", 0.35, 0.4)
    here = program.changed(at_first, "status")
    program.move("map.0", 0.62, 0.6)
    there = program.changed(here, "decoder.0")
    for name in ("decoder.0", "decoder.1"):
        assert program.share(here, there, name) > 0.05, f"{name} does not show another image"
    for name in ("map.0", "map.1"):
        # the probe, and on the left what is said of the sample under a resting pointer
        most = 0.1 if name == "map.0" else 0.02
        assert 0 < program.share(here, there, name) < most, f"in {name} more than the probe has moved"
    for name in ("pen", "pen.seen", "path.film", "legend.0", "path.play"):
        assert program.share(here, there, name) == 0, f"{name} has nothing to do with a hover"

    program.draw("pen", THREE)
    drawn = program.changed(there, "pen.seen")
    assert program.share(there, drawn, "pen") > 0.03
    assert program.cut(drawn, "pen.seen").max() > 200, "the encoder sees no ink"
    for name in ("map.0", "map.1"):
        assert 0 < program.share(there, drawn, name) < 0.15, f"{name} does not show where the digit lies"
    for name in ("path.film", "legend.0"):
        assert program.share(there, drawn, name) == 0, f"{name} has nothing to do with the pen"

    program.click("path.play")
    frames = []
    for _ in range(6):
        time.sleep(0.3)
        frames.append(program.look())
    for name in ("decoder.0", "decoder.1", "path.scrub", "map.0"):
        assert len({program.cut(frame, name).tobytes() for frame in frames}) >= 4, f"{name} does not play"
    for name in ("pen", "pen.seen", "legend.0"):
        assert len({program.cut(frame, name).tobytes() for frame in frames}) == 1, f"{name} plays too"
    program.click("path.play")
    held = program.settled()
    time.sleep(0.5)
    assert np.array_equal(held, program.look()), "it plays on after a pause"

    program.click("pen.clear")
    cleared = program.changed(held, "pen.seen")
    assert program.share(at_first, cleared, "pen") == 0, "the sheet is not as it was"

    program.leave()


def test_a_million_codes_under_a_hand(start: Any, tmp_path: Path) -> None:
    """The bundle is made by the command that the documentation names."""
    maker, bundle = ROOT / "benchmarks" / "million.py", tmp_path / "million"
    if not maker.is_file():
        pytest.skip("benchmarks/million.py is not here")
    subprocess.run([sys.executable, str(maker), "--make", str(bundle)], check=True, timeout=120)
    with start(bundle, shipped_folder() / "vae-mnist-2d") as program:
        program.move("map.0", 0.5, 0.4)
        program.ready()
        fitted = program.aside()
        program.move("map.0", 0.5, 0.4)
        for _ in range(8):
            program.xdotool("click", 4)
        zoomed = program.changed(fitted, "map.0")
        assert program.share(fitted, zoomed, "map.0") > 0.3
        left, top = program.point("map.0", 0.4, 0.6)
        program.xdotool("mousemove", left, top, "mousedown", 1, "mousemove", left + 60, top - 40)
        program.xdotool("mousemove", left + 120, top - 80, "mouseup", 1)
        panned = program.changed(zoomed, "map.0")
        assert program.share(zoomed, panned, "map.0") > 0.3
        program.xdotool("key", "0")
        program.move("map.0", 0.5, 0.4)
        program.changed(panned, "map.0")
        again = program.aside()
        assert program.share(fitted, again, "map.0") < 0.01, "fitted again, the map is not as it was"
        assert resident_mb(program.process.pid) < 500
        program.leave()


def resident_mb(pid: int) -> float:
    words = Path(f"/proc/{pid}/status").read_text().split()
    return int(words[words.index("VmRSS:") + 1]) / 1024

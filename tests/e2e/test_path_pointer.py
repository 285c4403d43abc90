"""A hand lays a path on the map, carries a way-point, plays it, and exports it as a GIF."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image, ImageSequence

WAY = ((0.30, 0.28), (0.62, 0.46), (0.40, 0.80))  # shares of the right map
CARRIED = (0.74, 0.62)  # where the second way-point goes
SIZE = {"film.tile": "112", "film.fps": "20"}  # what is typed into the card
KEPT = "AEVAE_KEEP_GIF"  # a file that gets a copy of the GIF: the README's is made so


def test_three_way_points_one_carried_played_and_exported(program: Any, layout: Any, tmp_path: Path) -> None:
    program.ready()
    program.xdotool("key", "p")
    program.rects = layout("Path")
    at_first = program.aside()
    for x, y in WAY:
        program.move("map.1", x, y)
        program.xdotool("click", 1)
        if (x, y) == WAY[0]:  # a new path, not the one that is there
            time.sleep(1.5)
            program.xdotool("key", "Down", "Return")
        time.sleep(0.45)  # two clicks that follow each other too closely are a double click
    laid = program.aside()
    assert program.share(at_first, laid, "map.1") > 0.002, "no path was laid"
    assert program.share(at_first, laid, "map.0") > 0.002, "the other map does not show it"

    program.xdotool("mousemove", *program.point("map.1", *WAY[1]), "mousedown", 1)
    for share in np.linspace(0, 1, 12)[1:]:
        x, y = (a + share * (b - a) for a, b in zip(WAY[1], CARRIED, strict=True))
        program.xdotool("mousemove", *program.point("map.1", x, y))
    program.xdotool("mouseup", 1)
    carried = program.aside()
    assert accent(program, carried, CARRIED) > 30 > accent(program, carried, WAY[1]), "the way-point is elsewhere"

    for _ in range(2):  # 121 frames, 81, 61
        program.move("path.frames")
        program.xdotool("click", 4)
    program.click("path.play")
    frames = [(time.sleep(0.3), program.look())[1] for _ in range(5)]
    assert len({program.cut(frame, "map.1").tobytes() for frame in frames}) >= 4, "it does not play"
    program.click("path.play")

    gif = tmp_path / "morph.gif"
    export(program, gif, layout)
    check(gif)
    if os.environ.get(KEPT):
        shutil.copy(gif, os.environ[KEPT])

    for _ in range(5):  # the frames, the drag, three way-points
        program.xdotool("key", "ctrl+z")
    undone = program.aside()
    assert accent(program, undone, CARRIED) < 30, "undo does not take the way-points back"
    program.leave()


def export(program: Any, file: Path, layout: Any) -> None:
    """By the keyboard: the card, for which the dock becomes wider, its button, the name in the dialog."""
    program.xdotool("key", "shift+e")
    usual, program.rects = program.rects, layout("Path", "film")
    time.sleep(0.8)
    for name, text in SIZE.items():
        program.move(name, 0.3)
        program.xdotool("click", "--repeat", 3, "--delay", 60, 1)
        program.xdotool("type", text)
        program.xdotool("key", "Tab")
    program.click("film.save")
    program.save_as(file)
    program.xdotool("key", "Escape")
    time.sleep(0.5)
    program.rects = usual


def check(file: Path) -> None:
    """It moves, and lasts as long as it should."""
    with Image.open(file) as film:
        frames = [np.asarray(frame.convert("L")) for frame in ImageSequence.Iterator(film)]
        assert (len(frames), film.size) == (120, (226, 112))
        assert film.info["duration"] == 50
        assert (frames[0] != frames[len(frames) // 2]).any()
        assert film.info["loop"] == 0


def accent(program: Any, screen: np.ndarray, at: tuple[float, float]) -> int:
    """How many pixels around a place of the right map have the colour of the path."""
    x, y = program.point("map.1", *at)
    part = screen[y - 12 : y + 12, x - 12 : x + 12].astype(int)
    near = np.abs(part[..., ::-1] - np.array([0x6E, 0xA8, 0xFE])).max(axis=2) < 24
    return int(near.sum())

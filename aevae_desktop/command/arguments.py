"""What can be said on the command line of ``aevae-desktop``; Qt is not loaded for it."""

from __future__ import annotations

import argparse
import math
from collections.abc import Callable
from pathlib import Path

from aevae_desktop import __version__


def parser() -> argparse.ArgumentParser:
    """All arguments and options."""
    made = argparse.ArgumentParser(
        prog="aevae-desktop", description="Explore the latent spaces of autoencoders and variational autoencoders."
    )
    add = made.add_argument
    add(
        "bundles",
        nargs="*",
        type=Path,
        metavar="BUNDLE",
        help="folders or .onnx files, left map first; a figure, or pictures",
    )
    add("--models", action="append", type=Path, default=[], metavar="DIR", help="another folder of bundles")
    add("--theme", choices=("dark", "light", "contrast"), help="whatever the system says")
    add("--text-size", type=_percent, metavar="PERCENT", help="of text, 100 to 200 (what the system says)")
    add("--language", default="", metavar="CODE", help="of the window, such as en (what the system says)")
    add("--fresh", action="store_true", help="without what was open the last time")
    add("--train", action="store_true", help="with the card open that trains a model of your own")
    add("--single", action="store_true", help="one map instead of two")
    add("--install-desktop", action="store_true", help="put the program into the desktop's menu (Linux), and leave")
    add("--remove-desktop", action="store_true", help="take it out again, and leave")
    add("--version", action="version", version=f"%(prog)s {__version__}")
    add = made.add_argument_group("a picture without a display").add_argument
    add("--screenshot", type=Path, metavar="PNG", help="save the window as a picture and leave")
    add("--figure", type=Path, metavar="FILE", help="save the maps as .png or .svg, their numbers as .csv or .npz")
    add("--size", type=_size, metavar="WxH", help="of the window, or of the figure, px (1600x1000)")
    add("--scale", type=_scale, metavar="S", help="px a point of a figure: 2 doubles text and lines")
    add("--hover", type=_numbers(3), metavar="PANE,X,Y", help="probe map 0 or 1 at (x, y)")
    add("--draw", type=Path, metavar="JSON", help="strokes to draw: a list of lists of [x, y], px")
    add("--path", type=_numbers(4), metavar="X0,Y0,X1,Y1", help="a path between two map points")
    add("--at", type=_share, metavar="T", help="put the playhead at T, from 0 to 1")
    add("--mode", choices=("explore", "draw", "path", "article"), help="what the window gives room to")
    add("--claim", metavar="NAME", help="measure and show this claim of the article, such as garbage or gaps")
    add("--layers", type=lambda text: text.split(","), metavar="NAME,…", help="turn these layers on, or off")
    add("--plane", metavar="PANE,WHICH", help="show another plane of map 0 or 1: pca, or two dimensions such as 3x7")
    add("--card", metavar="NAME", help="open this card, such as points or help")
    add = made.add_argument_group("the article without a display").add_argument
    add(
        "--article",
        type=Path,
        metavar="FILE",
        help="measure its claims on these bundles, two a pair: .html, .json, .pdf",
    )
    add = made.add_argument_group("a film without a display").add_argument
    endings = "as .gif, .webp, .apng or .mp4, a strip of it as .png, its numbers as .npz"
    add("--export-film", type=Path, metavar="FILE", help=f"save the film of the path {endings}")
    add("--fps", type=_whole(1, 60), metavar="N", help="frames a second (30)")
    add("--tile", type=_whole(8, 2048), metavar="PX", help="the longer side of an image (224)")
    add("--filter", choices=("nearest", "smooth"), help="how an image is made larger (nearest)")
    add("--repeat", choices=("once", "loop", "ping-pong"), help="what comes after the last frame (ping-pong)")
    add("--tiles", type=_whole(1, 100), metavar="N", help="tiles in a row of a strip or a grid (11)")
    add("--grid", action="store_true", help="a grid of decodes over the map instead of the path, as .png or .npz")
    return made


def is_headless(options: argparse.Namespace) -> bool:
    """Whether the program makes files and leaves, without a window to look at."""
    files = (options.screenshot, options.figure, options.export_film, options.article)
    return any(path is not None for path in files)


def _whole(least: int, most: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        if not (text.isascii() and text.isdigit() and least <= int(text) <= most):
            raise argparse.ArgumentTypeError(f"found {text!r}, expected a whole number from {least} to {most}")
        return int(text)

    return read


def _size(text: str) -> tuple[int, int]:
    parts = text.lower().split("x")
    if len(parts) != 2 or not all(part.isdigit() and 200 <= int(part) <= 16_000 for part in parts):
        raise argparse.ArgumentTypeError(f"found {text!r}, expected a size like 1600x1000")
    return int(parts[0]), int(parts[1])


def _scale(text: str) -> float:
    (value,) = _numbers(1)(text)
    if not 0.25 <= value <= 20.0:
        raise argparse.ArgumentTypeError(f"found {text!r}, expected a number from 0.25 to 20")
    return value


def _percent(text: str) -> float:
    if not (text.isascii() and text.isdigit() and 100 <= int(text) <= 200):
        raise argparse.ArgumentTypeError(f"found {text!r}, expected a whole number from 100 to 200")
    return int(text) / 100


def _share(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not 0.0 <= value <= 1.0:
        raise argparse.ArgumentTypeError(f"found {text!r}, expected a number from 0 to 1")
    return value


def _numbers(count: int) -> Callable[[str], tuple[float, ...]]:
    def read(text: str) -> tuple[float, ...]:
        try:
            values = tuple(float(part) for part in text.split(","))
        except ValueError:
            values = ()
        if len(values) != count or not all(map(math.isfinite, values)):
            raise argparse.ArgumentTypeError(f"found {text!r}, expected {count} numbers with commas between them")
        return values

    return read

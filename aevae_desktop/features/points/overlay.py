"""The codes: our own raster, straight into the picture's memory; and what their colours mean."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from PySide6.QtGui import QColor

from aevae_desktop.core.map import raster
from aevae_desktop.core.map.cloud import Cloud
from aevae_desktop.core.map.density import Density
from aevae_desktop.core.map.view2d import View2D
from aevae_desktop.features.points import logic
from aevae_desktop.features.points.logic import Mask
from aevae_desktop.features.points.state import Filter, PointLook
from aevae_desktop.language import translate
from aevae_desktop.session.model import F64
from aevae_desktop.session.state import SHOWN, SessionState
from aevae_desktop.ui import words
from aevae_desktop.ui.imaging import U32, blended, packed, rgb
from aevae_desktop.ui.map.scene import Scene
from aevae_desktop.ui.map.while_alive import while_alive
from aevae_desktop.ui.theme import Theme, class_colour, mix, steps

# How much of its colour a pixel gets where 1, 2, 3, 4 and more codes fall on it: tails stay quiet, cores are bright.
FRACTIONS = (0.62, 0.78, 0.9, 1.0)
FADES = (1.0, 0.68, 0.42, 0.24)  # of its colour that a code keeps, from the quarter nearest to the plane on
USUAL = 640.0  # px, side of a map for which a point of one pixel is right
Inks = tuple[str, ...]
EVEN = np.ones(raster.SHADES)
SPLITS = ("training", "test")  # by number
CROWD = 20_000  # codes from which on a point is one pixel at the fitted zoom


def reads(state: SessionState, _i: int) -> tuple[object, ...]:
    """What codes are drawn from; coloured by a number, the codes of all maps on screen: they share one scale."""
    look = state.part(PointLook)
    own = (look, state.part(Filter), state.hidden)
    if not logic.is_numeric(look.colour):
        return own
    return (*own, *(model.codes for _, model in state.shown_models()))


def lacks(state: SessionState, i: int) -> str:
    """Why a map has no codes."""
    model = state.panes[i].model
    return (
        ""
        if model is not None and model.codes is not None and len(model.codes.mu)
        else translate("points", "no codes are stored")
    )


def paint(out: U32, scene: Scene, opacity: float) -> None:
    """Paint the codes of the pane into ``out: (h, w) uint32``, which holds the ground already."""
    seen, model = logic.shown(scene.state, scene.index), scene.pane.model
    if seen is None or model is None:
        return
    view, radius = scene.device_view(), point_size(scene, len(seen.cloud))
    rows = inks(scene.theme, seen.colour, len(model.manifest.classes))
    # a number is read off its colour, so no crowd may change that
    fraction = EVEN if logic.is_numeric(seen.colour) else fractions(seen.cloud.density, view.scale, radius)
    fraction = np.outer(_levels(scene, seen), fraction).ravel()
    ground = np.uint32(rgb(scene.theme.map))
    if (out[::8] == ground).all():
        table = _table(scene.theme.map, rows, opacity, fraction.tobytes())
        raster.paint(seen.cloud, view, table, out, radius, seen.mask)
    else:
        _blend(out, _stencil(out.shape, seen.cloud, view, len(rows), radius, seen.mask), rows, opacity * fraction)


def _stencil(shape: tuple[int, ...], cloud: Cloud, view: View2D, rows: int, radius: int, mask: Mask | None) -> U32:
    """By pixel, 1 + the row of the point that lights it in the colour table, 0 where none does."""
    found = np.zeros(shape, np.uint32)
    numbers = np.arange(1, rows * cloud.fades * raster.SHADES + 1, dtype=np.uint32).reshape(-1, raster.SHADES)
    raster.paint(cloud, view, numbers, found, radius, mask)
    return found


def _blend(out: U32, stencil: U32, rows: Inks, fraction: F64) -> None:
    """Lay the points over what the map shows already, each as opaque as its ``fraction: (fades * SHADES,)``."""
    lit = np.flatnonzero(stencil)
    point = stencil.ravel()[lit] - 1
    alpha = np.tile(np.rint(256 * fraction).astype(np.uint32), len(rows))[point]
    colour = palette(rows[0], rows, 1.0, np.ones_like(fraction)).ravel()[point]
    where = np.unravel_index(lit, out.shape)
    out[where] = blended(colour, out[where], alpha)


def point_size(scene: Scene, count: int) -> int:
    """The width of a point in device px: a row of the raster's stamps; points grow while one zooms in."""
    zoom = max(scene.view.scale / max(scene.fit_scale, 1e-12), 1e-6)
    large = (scene.view.width * scene.view.height) ** 0.5 / USUAL  # a projector's map gets larger points
    size = scene.points * scene.state.part(PointLook).size * (1.0 if count > CROWD else 2.0)
    size *= max(1.0, zoom**0.5) * max(1.0, large)
    return int(np.clip(round(size * scene.ratio), 1, max(raster.STAMPS)))


def _levels(scene: Scene, seen: logic.Shown) -> tuple[float, ...]:
    layer = scene.state.layers.get("fade", SHOWN)
    faint = layer.on and not logic.is_numeric(seen.colour)  # a number is read off its colour
    return faded(seen.cloud.fades, layer.opacity if faint else 0.0)


def faded(count: int, strength: float) -> tuple[float, ...]:
    """The fraction of their colour that the codes of each of ``count`` levels of distance keep, nearest first."""
    return tuple(1.0 - strength * (1.0 - fraction) for fraction in FADES[:count])


@lru_cache(maxsize=4)
def _table(ground: str, rows: Inks, opacity: float, fraction: bytes) -> U32:
    """What ``palette`` says at this zoom; a row for every fade of every colour; kept while one pans."""
    return palette(ground, rows, opacity, np.frombuffer(fraction)).reshape(-1, raster.SHADES)


@while_alive
def fractions(density: Density, scale: float, radius: int) -> F64:
    """By shade, the fraction of its colour that a lit pixel gets on average, ``(SHADES,)``.

    The codes on a pixel are a Poisson variable; ``FRACTIONS`` is averaged over it, given that there is one at least.
    ``scale``: device px a map unit; ``radius``: the stamp, whose pixels all count.
    """
    crowd = np.clip(density.crowd(scale) * len(raster.STAMPS[radius].dx), 1e-9, 50.0)
    chance = crowd / np.expm1(crowd)
    missing = np.zeros_like(crowd)
    for count, fraction in enumerate(FRACTIONS, 1):
        missing += chance * (1.0 - fraction)
        chance = chance * (crowd / (count + 1))
    return 1.0 - missing


@lru_cache(maxsize=16)
def inks(theme: Theme, colour: str, classes: int) -> Inks:
    """The colours of codes coloured by ``colour``, ``#rrggbb``, a row each; the last is for those without a value."""
    if colour == logic.CLASS:
        return (*(class_colour(theme, k) for k in range(classes)), theme.muted)
    if colour == logic.SPLIT:
        return (class_colour(theme, 0), class_colour(theme, 1), theme.muted)
    return (*steps(theme.ramp, logic.BINS), mix(theme.map, theme.muted, 0.5))


def palette(ground: str, rows: Inks, opacity: float, fraction: F64) -> U32:
    """The raster's colour table, ``(len(rows), SHADES) uint32``: from ``ground`` on to the colour of each row."""
    first, colours = _colours(ground, rows)
    parts = np.rint(first + (colours - first)[:, None] * (fraction * opacity)[:, None]).astype(np.uint32)
    return packed(*np.moveaxis(parts, -1, 0))


@lru_cache(maxsize=8)
def _colours(ground: str, rows: Inks) -> tuple[F64, F64]:
    """Red, green and blue of the ground ``(3,)`` and of the rows ``(k, 3)``."""
    found = np.array([QColor(name).getRgb()[:3] for name in (ground, *rows)], np.float64)  # type: ignore[index]
    return found[0], found[1:]


def legend_colour(state: SessionState) -> str:
    """What the legend explains: what was asked for where any map has it, otherwise the classes."""
    found = [logic.colour_of(state, i) for i, _ in state.shown_models()]
    return state.part(PointLook).colour if state.part(PointLook).colour in found else logic.CLASS


def scale_words(scale: logic.Scale, colour: str) -> tuple[str, str, str, str]:
    """The title of a scale, what its two ends stand for, and its unit; without a range the second end is empty."""
    title, unit = logic.TITLES.get(colour, colour), logic.UNITS.get(colour, "")
    low, high = words.figure(scale.low), words.figure(scale.high)
    if scale.empty:
        return title, translate("points", "no code has a value"), "", ""
    return (
        (title, translate("points", "all at {low}").format(low=low), "", unit)
        if scale.low == scale.high
        else (title, f"≤ {low}", f"≥ {high}", unit)
    )

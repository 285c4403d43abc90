"""The colours of amounts: sequences of even lightness away from the map's ground, told apart by people of any sight.

Each runs through one hue, from almost nothing to strong, so that lightness alone says how much. The hues are blue,
violet, amber and teal.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from aevae_desktop.views import imaging
from aevae_desktop.views.imaging import U32

# name -> theme -> colours from nothing to most
COLORMAPS: dict[str, dict[str, tuple[str, ...]]] = {
    "blue": {"dark": ("#10243f", "#1d5a9e", "#6db4f5"), "light": ("#e3eefb", "#7fb0ea", "#14509c")},
    "violet": {"dark": ("#1e1a33", "#5d4a96", "#c3b0f2"), "light": ("#eeeaf8", "#a996d8", "#4b2f8f")},
    "amber": {"dark": ("#2a1c0c", "#9a5c12", "#ffcf70"), "light": ("#fcf0da", "#e6a94a", "#8a4a00")},
    "teal": {"dark": ("#0d2626", "#14736f", "#7fe0d4"), "light": ("#e0f3f1", "#74bfb8", "#0c5f5b")},
    "grey": {"dark": ("#14181e", "#56606c", "#e8ecf2"), "light": ("#f2f3f5", "#9aa2ac", "#1d232b")},
}
_RISE = 0.35  # of the scale, within which a colour rises from nothing to its full strength
_FULL = 0.92  # never quite opaque: what lies under it stays visible


@lru_cache(maxsize=32)
def alpha_ramp(name: str, theme: str) -> U32:
    """256 colours of a ramp that begin clear, ``(256,) uint32``, premultiplied 0xAARRGGBB."""
    share = np.minimum(np.linspace(0.0, 1.0 / _RISE, 256), 1.0) * _FULL
    return premultiplied(imaging.ramp(*COLORMAPS[name][theme]), share)


def premultiplied(colours: U32, share: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> U32:
    """Colours ``0xffRRGGBB`` of any shape, each as opaque as its ``share`` in [0, 1] says, as Qt mixes them."""
    red, green, blue = (np.rint((colours >> shift & 0xFF) * share).astype(np.uint32) for shift in (16, 8, 0))
    alpha = np.rint(255.0 * share).astype(np.uint32)
    made: U32 = (alpha << 24 | red << 16 | green << 8 | blue).astype(np.uint32)
    return made

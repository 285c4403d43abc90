"""A picture of amounts: how much each pixel varies, in a ramp whose lightness alone says how much."""

from __future__ import annotations

from aevae_desktop.views import imaging
from aevae_desktop.views.map.colormaps import COLORMAPS
from aevae_desktop.views.theme import Theme
from aevae_desktop.views.widgets.picture import Picture

RAMP = "amber"


def colours(theme: Theme) -> tuple[str, ...]:
    """From nothing to most, ``#rrggbb``; nothing is the paper of all pictures."""
    return (theme.paper, *COLORMAPS[RAMP][theme.name][1:])


class HeatPicture(Picture):
    """Shows ``(h, w)`` amounts from 0 to what ``setImage`` calls high."""

    def table(self) -> imaging.U32:
        """The colours of the ramp."""
        return imaging.ramp(*colours(self._theme))

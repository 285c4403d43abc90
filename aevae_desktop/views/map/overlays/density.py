"""How dense the stored codes are."""

from __future__ import annotations

from aevae_desktop.views.map.heatmap import Amount

_amount = Amount("density", "Density of codes", "blue")
draw, legend = _amount.draw, _amount.legend

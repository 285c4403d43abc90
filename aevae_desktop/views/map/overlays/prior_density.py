"""How dense draws of the prior N(0, I) are on the map."""

from __future__ import annotations

from aevae_desktop.views.map.heatmap import Amount

_amount = Amount("prior_density", "Density of the prior", "teal")
draw, legend = _amount.draw, _amount.legend

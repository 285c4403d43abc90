"""How far the nearest stored code is: where nothing is near, the decoder was never taught."""

from __future__ import annotations

from aevae_desktop.views.map.heatmap import Amount

_amount = Amount("evidence", "Distance to the nearest code, log", "violet", log=True)
draw, legend = _amount.draw, _amount.legend

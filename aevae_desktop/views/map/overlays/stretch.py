"""By how much the decoder stretches the map: where it is high, a small step changes the picture much."""

from __future__ import annotations

from aevae_desktop.views.map.heatmap import Amount

_amount = Amount("stretch", "Decoder stretch, log", "amber", log=True)
draw, legend = _amount.draw, _amount.legend

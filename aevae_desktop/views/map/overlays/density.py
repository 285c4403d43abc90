"""How dense the stored codes are."""

from __future__ import annotations

from aevae_desktop.views.map.wash import Amount

_amount = Amount("density", "Density of codes", "blue")
draw, key = _amount.draw, _amount.key

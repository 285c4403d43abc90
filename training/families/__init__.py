"""Network families: one file and one row of ``FAMILIES`` each."""

from __future__ import annotations

from training.families.base import Family, NetSpec
from training.families.conv import CONV
from training.families.linear import LINEAR
from training.families.mlp import MLP
from training.families.resmlp import RESMLP

FAMILIES: dict[str, Family] = {family.name: family for family in (LINEAR, MLP, RESMLP, CONV)}

__all__ = ["FAMILIES", "Family", "NetSpec"]

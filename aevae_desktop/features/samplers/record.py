"""Random codes as a figure's record holds them: the fields of a ``Recipe``, and whether any are drawn (``on``)."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from aevae_desktop.features.samplers.controller import SamplingController
from aevae_desktop.features.samplers.state import Recipe, Sampling
from aevae_desktop.reading.json_object import JsonObject
from aevae_desktop.session.controller import Context
from aevae_desktop.session.saved import Panes, Saved


def _read(top: JsonObject) -> dict[str, Any] | None:
    """Which sampler there is, and what it may be asked for, is left to the controller that draws."""
    draws = top.child("draws")
    if draws is None:
        return None
    counts = {key: draws.index(key) for key in ("components", "seed", "n")}
    if None in counts.values():
        raise draws.wrong("seed", "components, seed and n, whole numbers")
    how = {"sampler": draws.text("sampler"), "bandwidth": draws.real("bandwidth", 1.0)}
    return {"on": draws.flag("on"), **how, **counts}


def _restore(context: Context, draws: dict[str, Any], _: Panes) -> None:
    sampling, recipe = context.controller(SamplingController), Recipe(**{k: v for k, v in draws.items() if k != "on"})
    if not draws["on"]:
        sampling.clear()
    sampling.set(recipe)
    now = context.state.part(Sampling)
    if draws["on"] and not now.on and now.recipe == recipe:
        sampling.sample()


SAVED = Saved(
    "draws", place=90, rank=80, read=_read, restore=_restore,
    take=lambda state, _: {"on": state.part(Sampling).on, **asdict(state.part(Sampling).recipe)},
    work=lambda state: (state.part(Sampling).on, state.part(Sampling).recipe),
)  # fmt: skip

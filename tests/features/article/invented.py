"""Figures as if they had been measured, so that pages can be looked at without waiting for a process."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from types import MappingProxyType
from typing import Any

import numpy as np

from aevae_desktop.core.claims.figures import Figure, Measured
from aevae_desktop.features.article import logic
from aevae_desktop.features.article.claims import CLAIMS
from aevae_desktop.features.article.state import ArticleState, Result

SHARE, BEYOND = "share of random codes", "share of random codes beyond the model's own reconstructions"
FACTS = {
    "d": 2.0,
    "pixels": 784.0,
    "layers": 6.0,
    "mirror": 1.0,
    "penalty": 0.0,
    "sigma": 0.0,
    "squared": 0.0,
    "beta": 1.0,
}
TILES = 60


def figure(value: float, wide: float = 0.01, unit: str = "", n: int = 2000) -> Figure:
    return Figure(value, value - wide, value + wide, n, unit)


def measured(measure: str, name: str, place: int, d: int) -> Measured:
    """What ``measure`` says of the model ``name``, which is number ``place`` of its series."""
    if measure == "model":
        facts = FACTS | {"d": float(d), "beta": float(2**place)}
        return Measured({key: Figure(value, value, value, 1) for key, value in facts.items()})
    vae, rng = "vae" in name, np.random.default_rng(place)
    if measure == "random":
        drawn, own = (0.17, 0.02) if vae else (0.45, 0.04)
        figures = {"own": figure(own, unit=SHARE), "excess": figure(drawn - own, 0.02, BEYOND)}
        figures |= {key: figure(drawn, 0.015, SHARE) for key in ("prior", "fair")}
    elif measure in ("reconstruction", "two_losses", "overfit"):
        falls = 0.7**place
        figures = {"error": figure(0.04 * falls, 0.001), "gap": figure(0.3 - 0.2 * falls, 0.02, SHARE)}
        figures |= {"reconstruction": figure(135.0 + 8 * place, 0.5), "kl": figure(13.6 * falls, 0.2)}
    else:
        figures = {key: figure(0.2 + 0.1 * k, 0.02, SHARE) for k, key in enumerate(NAMES.get(measure, ("value",)))}
    arrays = {"z": rng.normal(0, 1, (TILES, d)).astype(np.float32), "none": np.arange(TILES) % 3 == 0}
    return Measured(figures, arrays if measure in SHEETS else {})


SHEETS = ("random", "own_prior", "inside", "morphs", "smooth")
NAMES = {
    "clusters": ("agreement", "chance"), "gaps": ("empty", "empty_null"), "inside": ("same", "chance"),
    "overlap": ("entropy",), "regular": ("kl", "kl_null", "classifier", "classifier_null"), "morphs": ("between",),
    "smooth": ("largest", "digits"), "own_prior": ("own", "kde", "kde_excess"), "validity": ("auc",),
    "size": ("image_bits", "code_bits"), "linear": ("angle", "bend"), "nonlinear": ("dimensions",),
    "chance": ("variance", "share"), "trick": ("ratio", "ratio_baseline"),
}  # fmt: skip


def invent(session: Any, names: Iterable[str], *, revealed: bool = True) -> None:
    """Put figures for the claims ``names`` into the state, and turn to the last of them."""
    state, results, names = session.state, {}, list(names)
    article = state.part(ArticleState)
    for claim in (claim for claim in CLAIMS if claim.name in names):
        for role, measures in claim.measures.items():
            for place, subject in enumerate(logic.subjects(state, role)):
                d = next((m.plane.d for _, m in state.shown_models() if m.key == subject.key), 2 ** (place + 1))
                for measure in measures:
                    found = measured(measure, subject.key.rpartition("/")[2], place, d)
                    results[subject.key, measure] = Result(1.0, found, digest=subject.digest)
    seen = article.revealed | (frozenset(names) if revealed else frozenset())
    article = replace(article, claim=names[-1], revealed=seen, results=MappingProxyType({**article.results, **results}))
    session.set_state(state.with_part(article))

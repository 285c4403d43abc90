"""Which models a claim is about, and what is said where they are missing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from aevae_desktop import bundle
from aevae_desktop.features.article import logic
from aevae_desktop.features.article.claims import claim_named
from aevae_desktop.features.article.state import Claim, Role
from aevae_desktop.features.models.controller import ModelsController
from aevae_desktop.features.models.library_controller import LibraryController

TINY = bundle.DatasetSpec("tiny", n_train=160, n_test=40, sha256={"images": "0" * 64})


def claim(name: str) -> Claim:
    found = claim_named(name)
    assert found is not None
    return found


def keys(session: Any, role: Role) -> list[str]:
    return [Path(subject.key).name for subject in logic.subjects(session.state, role)]


def add(session: Any, tiny_bundle: Callable[..., Path], name: str, **about: Any) -> Path:
    folder = tiny_bundle(name, parent=Path(session.state.library[0].folder).parent, **{"dataset": TINY, **about})
    session.controller(LibraryController).invite(folder)
    session.fake.flush()
    return folder


def config(beta: float) -> dict[str, Any]:
    return {"config": {"beta": beta}}


def test_the_open_pair_is_found_whichever_map_it_is_on(session: Any, library: Path) -> None:
    assert keys(session, Role.AE) == ["ae-tiny"]
    assert keys(session, Role.VAE) == ["vae-tiny"]
    session.controller(ModelsController).open(0, library / "vae-tiny")
    session.fake.flush()
    assert keys(session, Role.AE) == []
    assert logic.lacks(session.state, claim("garbage")) == "Open an autoencoder in one of the maps."


def test_series_are_found_in_the_library(session: Any, tiny_bundle: Callable[..., Path]) -> None:
    for d in (4, 1):
        add(session, tiny_bundle, f"a{d}", kind="ae", latent_dim=d, series="AE #-D", position=float(d))
        add(session, tiny_bundle, f"v{d}", kind="vae", latent_dim=d, series="VAE #-D", position=float(d))
    for beta in (4.0, 1.0):
        add(session, tiny_bundle, f"b{beta:g}", kind="vae", series="beta", position=beta, provenance=config(beta))
    add(session, tiny_bundle, "other", kind="ae", latent_dim=8, series="AE #-D", position=8.0,
        dataset=bundle.DatasetSpec("others"))  # fmt: skip
    assert keys(session, Role.AE_LADDER) == ["a1", "a4"]
    assert keys(session, Role.VAE_LADDER) == ["v1", "v4"]
    assert keys(session, Role.BETA_LADDER) == ["b1", "b4"]
    assert logic.lacks(session.state, claim("loses")) == ""
    assert len(logic.tasks(session.state, claim("loses"))) == 8


def test_the_linear_autoencoder_is_found_the_open_one_first(session: Any, tiny_bundle: Callable[..., Path]) -> None:
    nothing = replace(session.state, library=())
    assert "train one" in logic.lacks(nothing, claim("linear_pca"))
    add(session, tiny_bundle, "a-linear", kind="ae", family="linear")
    assert keys(session, Role.LINEAR) == ["ae-tiny"]  # it is linear too, and open


def test_two_models_of_different_images_are_not_compared(session: Any, tiny_bundle: Callable[..., Path]) -> None:
    other = add(session, tiny_bundle, "foreign", kind="vae", dataset=bundle.DatasetSpec("letters"))
    session.controller(ModelsController).open(1, other)
    session.fake.flush()
    assert logic.lacks(session.state, claim("garbage")) == (
        "The two models know different images: letters and tiny. Open two of the same."
    )
    assert logic.lacks(session.state, claim("clusters")) == ""


def test_a_pair_of_a_size_is_one_that_stands_alone(session: Any, tiny_bundle: Callable[..., Path]) -> None:
    assert logic.pair_of(session.state, 16) is None
    add(session, tiny_bundle, "a16", kind="ae", latent_dim=16, family="mlp", series="AE #-D", position=16.0)
    add(session, tiny_bundle, "v16", kind="vae", latent_dim=16, family="mlp")
    add(session, tiny_bundle, "z16", kind="ae", latent_dim=16, family="mlp")
    pair = logic.pair_of(session.state, 16)
    assert pair is not None
    assert [entry.id for entry in pair] == ["z16", "v16"]


@pytest.mark.parametrize("share", [0.0, 0.5])
def test_nothing_is_said_before_all_is_measured(session: Any, share: float) -> None:
    assert logic.share_of(session.state, claim("garbage")) == 0
    assert logic.results_of(session.state, claim("garbage")) is None
    assert logic.verdict_of(session.state, claim("garbage")) is None

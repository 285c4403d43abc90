"""The library in groups, and what is compared with what."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from aevae_desktop.engine.wire import library
from aevae_desktop.engine.wire.library import Entry
from aevae_desktop.errors import BundleError
from aevae_desktop.features.models import facts
from aevae_desktop.features.models.groups import grouped, name_of, names_of, pair

SHIPPED = library.scan([library.shipped_folder()])
BY_ID = {entry.id: entry for entry in SHIPPED}


def mine(name: str, **changes: Any) -> Entry:
    return Entry(Path("/mine") / name, name, name, **{"kind": "vae", "latent_dim": 2, "family": "mlp", **changes})


def test_the_shipped_models_in_groups() -> None:
    found = [(heading, [row.name for row in rows]) for heading, rows in grouped(SHIPPED)]
    assert found == [
        ("Start here", ["AE 2-D", "VAE 2-D"]),
        ("How wide a code?", ["AE 1 to 32-D", "VAE 1 to 32-D"]),
        ("How strong a prior?", ["beta 0.25 to 16"]),
        ("Others", ["AE 16-D", "AE 2-D plain", "Linear AE 2-D", "VAE 16-D", "VAE 2-D mse"]),
        ("Other images", ["AE 16-D omniglot", "AE 2-D omniglot", "VAE 16-D omniglot", "VAE 2-D omniglot"]),
        ("Yours", []),
    ]
    assert sorted(entry.id for _, rows in grouped(SHIPPED) for row in rows for entry in row.entries) == sorted(BY_ID)


def test_no_two_shipped_models_are_called_the_same_in_a_menu() -> None:
    names = names_of(SHIPPED)
    assert len(set(names.values())) == len(SHIPPED)
    called = {entry.id: names[entry.folder] for entry in SHIPPED}
    assert (called["ae-mnist-2d"], called["ladder-ae-02d"]) == ("AE 2-D", "AE 2-D ladder")
    assert (called["ladder-ae-04d"], called["ladder-beta-00.25"]) == ("AE 4-D", "beta 0.25")


def test_of_ones_own_nothing_is_lost_where_names_are_equal() -> None:
    broken = [Entry(Path(f"/mine/{k}/odd"), "odd", "odd", error=BundleError("is broken")) for k in range(2)]
    own = [mine("a"), *broken, mine("lr", series="lr", position=1.0)]
    assert names_of(own).keys() == {entry.folder for entry in own}


def test_ones_own_are_called_by_their_ids_and_have_series_too() -> None:
    broken = Entry(Path("/mine/odd"), "odd", "odd", error=BundleError("is broken"), series="lr")
    series = [mine(f"lr-{k}", series="lr", position=10.0**k) for k in (0, -2, -1)]
    ((heading, rows),) = grouped([mine("a"), *series, broken, mine("alone", series="width #", position=3.0)])
    assert heading == "Yours"
    assert [row.name for row in rows] == ["a", "lr 0.01 to 1", "odd", "alone"]
    assert [entry.position for entry in rows[1].entries] == [0.01, 0.1, 1.0]
    assert rows[1].place("/mine/lr--1") == 1
    assert rows[1].place("/mine/a") is None


@pytest.mark.parametrize(
    ("chosen", "left", "right"),
    [
        ("ae-mnist-2d", "AE 2-D", "VAE 2-D"),
        ("vae-mnist-2d", "AE 2-D", "VAE 2-D"),
        ("vae-mnist-16d", "AE 16-D", "VAE 16-D"),
        ("linear-mnist-2d", "AE 2-D", "Linear AE 2-D"),
        ("ae-omniglot-2d", "AE 2-D", "VAE 2-D"),
        ("vae-omniglot-16d", "AE 16-D", "VAE 16-D"),
        ("ladder-vae-08d", "AE 8-D", "VAE 8-D"),
        ("ladder-ae-08d", "AE 8-D", "VAE 8-D"),
        ("ladder-beta-16.00", "beta 0.25", "beta 16"),
        ("ladder-beta-00.25", "beta 0.25", "beta 16"),
    ],
)
def test_what_a_model_is_compared_with(chosen: str, left: str, right: str) -> None:
    found = pair(BY_ID[chosen], SHIPPED)
    assert found is not None
    assert BY_ID[chosen] in found
    assert tuple(map(name_of, found)) == (left, right)


def test_nothing_is_compared_that_has_nothing_in_common() -> None:
    one, wide = mine("one"), mine("wide", latent_dim=9, kind="ae")
    others = mine("others", kind="ae", dataset="other images")
    assert pair(one, [one, wide, others, mine("same"), *SHIPPED]) is None
    assert pair(mine("only", series="lr", position=1.0), [one]) is None


def test_a_card_tells_what_the_manifest_tells() -> None:
    entry = BY_ID["ladder-beta-00.25"]
    assert facts.told(entry) == [
        ("Network", "resmlp"), ("Code", "2-D"), ("Beta", "0.25"), ("Epochs", "12"), ("Seed", "0"), ("Images", "mnist"),
    ]  # fmt: skip
    assert facts.error_line(entry) == ("0.0371  over 10,000 test images", "MSE per pixel")
    assert "10,000 test images" in facts.explained(entry)
    assert "Beta" not in dict(facts.told(BY_ID["ae-mnist-2d"])), "an AE has none"
    assert facts.told(mine("bare", family="")) == [("Code", "2-D")]
    assert facts.errors([mine("bare")]) == ""
    assert facts.errors([entry, mine("bare")]) == "0.0371"


@pytest.mark.parametrize("odd", ["12", True, float("nan"), 1e16, None, [1], {}])
def test_what_is_no_number_is_not_told(tiny_bundle: Any, odd: Any) -> None:
    text = {"metrics": {"test_mse": {"value": odd, "n": 7}}, "provenance": {"config": {"beta": odd, "seed": 3}}}
    if odd != odd:  # no manifest can hold it
        assert not library.is_fact(odd)
        return
    assert library.entry(tiny_bundle("odd", **text)).facts == {"test_images": 7, "seed": 3}
    for wrong in ({"metrics": {}, "provenance": {"config": odd}}, {"metrics": {"test_mse": {}}}):
        assert library.entry(tiny_bundle("odd", **wrong)).facts == {}

"""Which answer the figures give: one of the claim's own, and none where other draws could give another."""

from __future__ import annotations

import pytest

from aevae_desktop.features.article.answers import RULES, right
from aevae_desktop.features.article.claims import CLAIMS, claim_named
from aevae_desktop.features.article.state import Found, Role
from tests.features.article.test_verdicts import CASES, hole, ladder, losses, model, one, own, pair, shape

AE, VAE = Role.AE, Role.VAE


def rungs(few: float, many: float) -> Found:
    return ladder(Role.AE_LADDER, "reconstruction__error", [1.0, few, many], width=0.0001)


TOLD: list[tuple[str, Found, str | None]] = [
    ("code_small", one(AE, size__factor=392), "more than a hundred times"),
    ("code_small", one(AE, size__factor=49), "ten to a hundred times"),
    ("code_small", one(AE, 2, size__factor=99), None),
    ("loses", rungs(0.037, 0.026), "it falls by about a third"),
    ("loses", rungs(0.037, 0.037), "it stays"),
    ("loses", ladder(Role.AE_LADDER, "reconstruction__error", [0.1, 0.05]), None),
    ("overfit", ladder(Role.AE_LADDER, "overfit__gap", [0.05, 0.3]), "many"),
    ("overfit", ladder(Role.AE_LADDER, "overfit__gap", [0.3, 0.3]), "both alike"),
    ("gives_back", one(AE, inside__own=0.98), "nearly always"),
    ("gives_back", one(AE, inside__own=0.2), "rarely"),
    ("unshaped", shape(1.25, 0.03), "the VAE's"),
    ("unshaped", shape(0.03, 1.25), "the autoencoder's"),
    ("clusters", one(AE, clusters__agreement=0.88), "nearly all"),
    ("gaps", one(AE, **hole(0.1, 0.01)), "one in ten"),
    ("gaps", one(AE, gaps__mass=0.3, **hole(0.1, 0.01)), "one in four or more"),
    ("inside", one(AE, inside__same=0.9), "other 3s"),
    ("cannot_tell", one(AE, validity__prior=0.7, validity__code_round_trip=0.3), "a little better than by guessing"),
    ("cannot_tell", one(AE, validity__prior=0.95), "yes, easily"),
    ("compression", own(0.04, 0.17), "as well as the VAE"),
    ("compression", own(0.6, 0.17), "still garbage"),
    ("linear_pca", one(Role.LINEAR, 0.001, linear__ratio=1.0), "they are the same"),
    ("linear_pca", one(Role.LINEAR, 0.001, linear__ratio=1.3), "PCA's is less"),
    ("nonlinear", one(AE, nonlinear__ratio=0.2), "less than a third"),
    ("nonlinear", one(AE, nonlinear__ratio=0.58), "about half"),
    ("distribution", one(VAE, 0.001, chance__sigma_share=0.002), "nearly nothing"),
    ("distribution", one(VAE, 0.001, chance__sigma_share=0.24), None),
    ("chance", pair({"chance__variance": 0.0}, {"chance__variance": 0.02}, 0.0), "only in the VAE"),
    ("chance", pair({"chance__variance": 0.0}, {"chance__variance": 0.0}, 0.0), "in neither model"),
    ("trick", one(VAE, trick__ratio=900, trick__ratio_baseline=9), "yes, but with much noisier steps"),
    ("two_losses", losses([130, 140, 170], [10, 5, 2]), "they get worse"),
    ("squared", one(VAE, model__squared=0), "no"),
    ("normal", one(VAE, regular__classifier=0.65), "a little"),
    ("no_gaps", pair(hole(0.3, 0.03), hole(0.2, 0.03)), "some more"),
    ("no_gaps", pair(hole(0.3, 0.03), hole(0.03, 0.03)), "no more than chance explains"),
    ("overlap", pair({"overlap__entropy": 0.1}, {"overlap__entropy": 0.2}), "the VAE"),
    ("morphs", one(VAE, morphs__either=0.9), "a 4, a 9, or something of both"),
    ("smooth", pair({"smooth__largest": 3.3}, {"smooth__largest": 2.3}), "the autoencoder"),
    ("random_digit", one(VAE, random__fair=0.12), "most"),
    ("random_digit", one(VAE, random__fair=0.02, width=0.001), "nearly all"),
    ("garbage", pair({}, {}), None),
]


@pytest.mark.parametrize(("name", "found", "answer"), TOLD)
def test_figures_give_that_answer(name: str, found: Found, answer: str | None) -> None:
    claim = claim_named(name)
    assert claim is not None
    assert right(claim, found) == answer


def test_the_answers_are_the_claims_own_and_nothing_is_said_without_figures() -> None:
    assert set(RULES) == {claim.name for claim in CLAIMS} - {"garbage"}
    for claim in CLAIMS:
        assert right(claim, None) is None
        assert right(claim, dict.fromkeys(Role, ())) in (None, claim.answers[1])
        for name, found, _ in CASES:
            if name == claim.name:
                assert right(claim, found) in (None, *claim.answers)


def test_the_fixed_ones() -> None:
    for name, answer in (("blocks", "in the middle"), ("layers", "no, but it often is")):
        claim = claim_named(name)
        assert claim is not None
        assert right(claim, {AE: (model(),)}) == answer

"""The rules of the verdicts, on figures as they may come."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest

from aevae_desktop.core.claims.figures import Figure, Measured
from aevae_desktop.features.article import verdicts
from aevae_desktop.features.article.claims import CLAIMS
from aevae_desktop.features.article.comparing import MissingError
from aevae_desktop.features.article.state import Claim, Found, Role, Verdict

S, P, N, U = Verdict.SUPPORTED, Verdict.PARTLY, Verdict.NOT, Verdict.UNDECIDED
FLAT = Verdict.NOT_IN_2D
EXACT = {
    "d": 16.0,
    "pixels": 784.0,
    "layers": 6.0,
    "mirror": 1.0,
    "more": 4.0,
    "penalty": 0.0,
    "squared": 1.0,
    "sigma": 0.0,
}


def model(width: float = 0.01, **given: float) -> Measured:
    """A model with these figures, ``__`` for the point in their names, ``width`` each way of them."""
    figures = {f"model.{name}": Figure(value, value, value, 1) for name, value in EXACT.items()}
    for name, value in given.items():
        half = 0.0 if name.startswith("model") else width
        figures[name.replace("__", ".")] = Figure(value, value - half, value + half, 1000)
    return Measured(figures)


def pair(ae: Mapping[str, float], vae: Mapping[str, float], width: float = 0.01) -> Found:
    return {Role.AE: (model(width, **ae),), Role.VAE: (model(width, **vae),)}


def one(role: Role, width: float = 0.01, **given: float) -> Found:
    return {role: (model(width, **given),)}


def ladder(role: Role, name: str, values: list[float], by: str = "d", width: float = 0.001) -> Found:
    models = [model(width, **{name: value, f"model__{by}": float(2**i)}) for i, value in enumerate(values)]
    return {role: tuple(models)}


def random(prior: float, own: float) -> dict[str, float]:
    return {"random__fair": prior, "random__excess": prior - own}


def flat(found: Found) -> Found:
    """The same figures of models with two latent numbers."""
    two = Figure(2.0, 2.0, 2.0, 1)
    return {
        role: tuple(replace(each, figures={**each.figures, "model.d": two}) for each in models)
        for role, models in found.items()
    }


def losses(kept: list[float], kl: list[float]) -> Found:
    rows = zip(kept, kl, strict=True)
    return {
        Role.BETA_LADDER: tuple(
            model(two_losses__reconstruction=a, two_losses__kl=b, model__beta=4.0**i) for i, (a, b) in enumerate(rows)
        )
    }


def shape(ae: float, vae: float, told: float = 0.5, penalty: float = 0.0) -> Found:
    return pair(
        {"regular__kl": ae, "model__penalty": penalty},
        {"regular__kl": vae, "regular__classifier": told, "regular__classifier_null": 0.5},
    )


def along(ae_jump: float, vae_jump: float, ae_digits: float, vae_digits: float) -> Found:
    return pair(
        {"smooth__largest": ae_jump, "smooth__accepted": ae_digits},
        {"smooth__largest": vae_jump, "smooth__accepted": vae_digits},
    )


def ladders(ae: list[float], vae: list[float]) -> Found:
    name = "reconstruction__error"
    return {**ladder(Role.AE_LADDER, name, ae), **ladder(Role.VAE_LADDER, name, vae)}


def hole(empty: float, null: float) -> dict[str, float]:
    return {"gaps__off_support": empty, "gaps__off_support_null": null}


def own(kde: float, drawn: float) -> Found:
    return pair({"own_prior__kde_excess": kde - 0.02}, random(drawn, 0.02))


CASES: list[tuple[str, Found, Verdict]] = [
    ("code_small", one(Role.AE, size__bits_z=128, size__bits_x=2000), S),
    ("code_small", one(Role.AE, size__bits_z=1500, size__bits_x=2000), P),
    ("code_small", one(Role.AE, size__bits_z=128, size__bits_x=2000, model__d=800), N),
    ("loses", ladders([0.05, 0.03, 0.02], [0.05, 0.03]), S),
    ("loses", ladders([0.05, 0.03, 0.02], [0.05, 0.03, 0.0305]), S),
    ("loses", ladders([0.05, 0.03, 0.02], [0.05, 0.02, 0.03]), P),
    ("loses", ladders([0.05, 0.03], [0.03, 0.03]), P),
    ("loses", ladders([0.03, 0.03], [0.03, 0.03]), U),
    ("loses", ladders([0.03, 0.05], [0.03, 0.05]), N),
    ("overfit", ladder(Role.AE_LADDER, "overfit__gap", [0.0, 0.3]), S),
    ("overfit", ladder(Role.AE_LADDER, "overfit__gap", [0.3, 0.3]), N),
    ("blocks", one(Role.AE), S),
    ("blocks", one(Role.AE, model__d=784), N),
    ("layers", {**one(Role.AE), **ladder(Role.AE_LADDER, "model__d", [1, 2])}, S),
    ("layers", {**one(Role.AE, model__mirror=0), **ladder(Role.AE_LADDER, "model__d", [1, 2])}, P),
    ("gives_back", one(Role.AE, reconstruction__error=0.03, inside__own=0.8), S),
    ("gives_back", one(Role.AE, reconstruction__error=0.03, inside__own=0.5), U),
    ("gives_back", one(Role.AE, reconstruction__error=0.03, inside__own=0.3), N),
    ("gives_back", one(Role.AE, 0.001, reconstruction__error=0.03, reconstruction__pca=0.05), S),
    ("gives_back", one(Role.AE, 0.001, reconstruction__error=0.03, reconstruction__pca=0.03), N),
    ("unshaped", shape(1.25, 0.03), S),
    ("unshaped", shape(1.25, 0.03, penalty=0.1), P),
    ("unshaped", shape(0.03, 0.03, penalty=0.1), N),
    ("clusters", one(Role.AE, clusters__agreement=0.8, clusters__shuffled=0.1), S),
    ("clusters", one(Role.AE, clusters__agreement=0.1, clusters__shuffled=0.1), N),
    ("gaps", one(Role.AE, **hole(0.4, 0.03)), S),
    ("gaps", one(Role.AE, **hole(0.16, 0.03)), P),
    ("gaps", flat(one(Role.AE, **hole(0.035, 0.03))), FLAT),
    ("inside", one(Role.AE, inside__same=0.8, inside__own=0.1), S),
    ("inside", one(Role.AE, inside__same=0.5, inside__own=0.9), U),
    ("inside", one(Role.AE, inside__same=0.1, inside__own=0.1), N),
    ("garbage", pair(random(0.45, 0.04), random(0.17, 0.02)), S),
    ("garbage", pair(random(0.45, 0.04), random(0.17, 0.02), 0.3), U),
    ("garbage", pair(random(0.30, 0.04), random(0.17, 0.02)), U),
    ("garbage", flat(pair(random(0.16, 0.04), random(0.08, 0.02))), P),
    ("garbage", flat(pair(random(0.08, 0.02), random(0.08, 0.02))), FLAT),
    ("cannot_tell", one(Role.AE, validity__prior=0.52, validity__code_round_trip=0.03, validity__nearest=0.9), S),
    ("cannot_tell", one(Role.AE, validity__prior=0.52, validity__image_round_trip=0.75, validity__nearest=0.9), P),
    ("cannot_tell", one(Role.AE, validity__prior=0.95, validity__nearest=0.9), N),
    ("compression", own(0.04, 0.17), N),
    ("compression", own(0.17, 0.17), P),
    ("compression", own(0.6, 0.17), S),
    ("linear_pca", one(Role.LINEAR, 0.0001, linear__angle=0.0004), S),
    ("linear_pca", one(Role.LINEAR, linear__angle=38), N),
    ("linear_pca", one(Role.LINEAR, 0.001, linear__ratio=1.001, linear__correlation=0.999), S),
    ("linear_pca", one(Role.LINEAR, 0.001, linear__ratio=1.05, linear__correlation=0.999), P),
    ("linear_pca", one(Role.LINEAR, 0.001, linear__ratio=1.5, linear__correlation=0.8), N),
    ("nonlinear", one(Role.AE, nonlinear__ratio=0.58), S),
    ("nonlinear", one(Role.AE, nonlinear__ratio=1.0), N),
    ("distribution", one(Role.VAE, 0.001, chance__sigma_share=0.02), S),
    ("distribution", one(Role.VAE, chance__sigma_share=0.99), N),
    ("chance", pair({"chance__variance": 0.0}, {"chance__variance": 0.02}, 0.0), S),
    ("chance", pair({"chance__variance": 0.0}, {"chance__variance": 0.0}, 0.0), N),
    ("chance", pair({"chance__variance": 0.02}, {"chance__variance": 0.02}, 0.001), N),
    ("trick", one(Role.VAE, trick__ratio=13_900, trick__ratio_baseline=9.5), S),
    ("trick", one(Role.VAE, trick__ratio=13_900, trick__ratio_baseline=1.0), N),
    ("two_losses", losses([130, 140, 170], [10, 5, 2]), S),
    ("two_losses", losses([130, 140, 140], [10, 5, 2]), S),
    ("two_losses", losses([130, 150, 140], [10, 5, 2]), P),
    ("two_losses", losses([130, 130, 130], [10, 10, 10]), U),
    ("two_losses", losses([130, 120, 110], [10, 11, 12]), N),
    ("squared", one(Role.VAE), S),
    ("squared", one(Role.VAE, model__squared=0), N),
    ("normal", shape(1.25, 0.03), S),
    ("normal", shape(1.25, 0.03, told=0.65), P),
    ("normal", shape(0.03, 1.25), N),
    ("no_gaps", pair(hole(0.3, 0.03), hole(0.04, 0.03)), S),
    ("no_gaps", pair(hole(0.3, 0.03), hole(0.2, 0.03)), P),
    ("no_gaps", pair(hole(0.2, 0.03), hole(0.2, 0.03)), N),
    ("no_gaps", flat(pair(hole(0.2, 0.03), hole(0.2, 0.03))), FLAT),
    ("overlap", pair({"overlap__entropy": 0.1}, {"overlap__entropy": 0.2}), S),
    ("overlap", pair({"overlap__entropy": 0.2}, {"overlap__entropy": 0.2}), P),
    ("overlap", pair({"overlap__entropy": 0.0}, {"overlap__entropy": 0.0}), N),
    ("morphs", one(Role.VAE, morphs__between=0.8, morphs__either=0.9), S),
    ("morphs", one(Role.VAE, morphs__between=0.3, morphs__either=0.9), P),
    ("morphs", one(Role.VAE, morphs__between=0.05, morphs__either=0.2), N),
    ("smooth", along(3.3, 2.3, 0.8, 0.9), S),
    ("smooth", along(1.3, 1.6, 0.8, 0.9), P),
    ("smooth", along(3.3, 2.3, 0.88, 0.9), P),
    ("smooth", along(3.3, 2.3, 0.87, 0.9), U),
    ("smooth", along(1.3, 1.6, 0.9, 0.9), U),
    ("smooth", along(1.3, 1.6, 0.9, 0.8), N),
    ("smooth", pair({"smooth__largest": 3.3}, {"smooth__largest": 2.3}), P),
    ("smooth", pair({"smooth__largest": 1.3}, {"smooth__largest": 1.6}), N),
    ("gaps", flat(one(Role.AE, gaps__mass=0.4, gaps__mass_null=0.03, **hole(0.03, 0.03))), S),
    ("no_gaps", flat(pair({**hole(0.3, 0.03), "gaps__mass": 0.03}, hole(0.04, 0.03))), S),
    ("random_digit", one(Role.VAE, **random(0.05, 0.02)), S),
    ("random_digit", one(Role.VAE, **random(0.17, 0.02)), P),
    ("random_digit", one(Role.VAE, **random(0.9, 0.02)), N),
]  # fmt: skip


@pytest.mark.parametrize(("name", "found", "verdict"), CASES)
def test_figures_give_that_verdict(name: str, found: Found, verdict: Verdict) -> None:
    said = getattr(verdicts, name)(found)
    assert said[0] is verdict
    assert len(said[1]) > 20


def test_every_claim_has_a_case_that_supports_it_and_one_that_does_not() -> None:
    for claim in CLAIMS:
        assert claim.verdict is getattr(verdicts, claim.name)
        told = {verdict for name, _, verdict in CASES if name == claim.name}
        assert S in told
        assert told - {S}, claim.name


@pytest.mark.parametrize("claim", [claim for claim in CLAIMS if len(claim.measures) > 0], ids=lambda claim: claim.name)
def test_a_figure_that_is_missing_is_named(claim: Claim) -> None:
    empty = Measured({"model.d": Figure(16.0, 16.0, 16.0, 1)})
    with pytest.raises(MissingError, match="not measured"):
        claim.verdict(dict.fromkeys(claim.measures, (empty, empty)))
    with pytest.raises(MissingError, match=r"model|series"):
        claim.verdict({})


def test_the_headline_says_the_number_with_its_interval() -> None:
    said = verdicts.garbage(pair(random(0.452, 0.038), random(0.166, 0.018)))[1]
    assert said.startswith("16-D: 26.6 points more non-digits than the VAE [25.2, 28.0]")


def test_with_how_few_bits_it_beats_pca_is_said() -> None:
    bits = {f"bits__total.{b}": 0.1 / b for b in range(1, 9)}
    found = one(Role.AE, 0.001, size__bits_z=512, size__bits_x=6272, bits__pca=0.03, **bits)
    assert verdicts.code_small(found)[1].endswith("; rounded to 4 bits a number it still keeps more than PCA unrounded")
    worse = one(Role.AE, 0.001, size__bits_z=512, size__bits_x=6272, bits__pca=0.01, **bits)
    assert verdicts.code_small(worse)[1].endswith("; rounded to 8 bits a number it keeps less than PCA unrounded")


def moved(found: Found, role: Role, at: int, name: str, by: float) -> Found:
    """The same figures but one, whose interval lies elsewhere."""
    each = found[role][at]
    old = each.figures[name]
    shifted = Figure(old.value + by, old.low + by, old.high + by, old.n)
    models = list(found[role])
    models[at] = replace(each, figures={**each.figures, name: shifted})
    return {**found, role: tuple(models)}


def widened(found: Found, rng: np.random.Generator) -> Found:
    """The same figures, each measured less surely: intervals of any width."""
    changed = {}
    for role, models in found.items():
        changed[role] = tuple(
            replace(
                each,
                figures={
                    name: old if old.low == old.high else Figure(old.value, old.value - half, old.value + half, old.n)
                    for name, old in each.figures.items()
                    for half in [abs(old.value) * rng.exponential(0.3) + 1e-9]
                },
            )
            for each in models
        )
    return changed


@pytest.mark.parametrize(("name", "found", "verdict"), CASES)
def test_no_verdict_turns_into_another_when_an_interval_moves_by_half_its_length(
    name: str, found: Found, verdict: Verdict
) -> None:
    rng, rule = np.random.default_rng(0), getattr(verdicts, name)
    for _ in range(20):
        given = widened(found, rng)
        said = rule(given)[0]
        for role, models in given.items():
            for at, each in enumerate(models):
                for figure_name, old in each.figures.items():
                    by = rng.uniform(-1, 1) * (old.high - old.low) / 2
                    if by:
                        other = rule(moved(given, role, at, figure_name, by))[0]
                        assert {said, other} & {U} or other is said, figure_name

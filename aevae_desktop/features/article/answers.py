"""Which answer to a claim's question the figures give. Where they give none, a prediction is not marked.

As verdicts do, an answer holds only where other draws would give the same (``core.claims.deciding``).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from aevae_desktop.core.claims.deciding import above, below, between
from aevae_desktop.core.claims.figures import Figure
from aevae_desktop.features.article.comparing import MissingError, difference, figure, has, series
from aevae_desktop.features.article.state import Claim, Found, Role

AE, VAE = Role.AE, Role.VAE
Answer = int | None  # a number of the claim's answers, from 0


def right(claim: Claim, found: Found | None) -> str | None:
    """The answer that the figures give; None where they give none, or where there is no right one."""
    rule = RULES.get(claim.name)
    if found is None or rule is None:
        return None
    try:
        number = rule(found)
    except MissingError:
        return None
    return None if number is None else claim.answers[number]


def _step(found: Found, role: Role, name: str, limits: Sequence[float], falling: bool = False) -> Answer:
    """Between which of the ``limits``, in rising order, a figure lies; ``falling``: the first answer is the largest."""
    return _between(figure(found, role, name), limits, falling)


def _between(value: Figure, limits: Sequence[float], falling: bool = False) -> Answer:
    over = [above(value, limit) for limit in limits]
    if any(not up and not below(value, limit) for up, limit in zip(over, limits, strict=True)):
        return None
    place = sum(map(bool, over))
    return len(limits) - place if falling else place


def _larger(a: Figure, b: Figure, answers: tuple[int, int, int]) -> Answer:
    """The first of ``answers`` where ``a`` is above ``b``, the second where it is below, the third where neither is."""
    effect = difference(a, b)
    up, down = above(effect, 0.0), below(effect, 0.0)
    if up or down:
        return answers[0] if up else answers[1]
    return None if None in (up, down) else answers[2]


def _compared(found: Found, name: str, answers: tuple[int, int, int]) -> Answer:
    return _larger(figure(found, AE, name), figure(found, VAE, name), answers)


def _first_step(found: Found) -> Answer:
    """By how much of itself the error falls from 2 numbers to 4."""
    sizes = [each.value for each in series(found, Role.AE_LADDER, "model.d")]
    if not {2.0, 4.0} <= set(sizes):
        return None
    errors = series(found, Role.AE_LADDER, "reconstruction.error")
    few, many = (errors[sizes.index(d)] for d in (2.0, 4.0))
    low, high = 1 - many.high / few.low, 1 - many.low / few.high
    return _between(Figure(1 - many.value / few.value, low, high, few.n), (0.1, 0.7))


def _overfit(found: Found) -> Answer:
    gaps = series(found, Role.AE_LADDER, "overfit.gap")
    return _larger(gaps[-1], gaps[0], (1, 0, 2))


def _gaps(found: Found) -> Answer:
    return _step(found, AE, "gaps.mass" if has(found, AE, "gaps.mass") else "gaps.off_support", (0.05, 0.2))


def _cannot_tell(found: Found) -> Answer:
    names = [f"validity.{name}" for name in ("prior", "code_round_trip", "image_round_trip")]
    tried = [figure(found, AE, name) for name in names if has(found, AE, name)]
    return _between(max(tried, key=lambda auc: auc.value), (0.55, 0.8), falling=True) if tried else None


def _compression(found: Found) -> Answer:
    return _larger(figure(found, AE, "own_prior.kde_excess"), figure(found, VAE, "random.excess"), (0, 1, 1))


def _linear_pca(found: Found) -> Answer:
    ratio = figure(found, Role.LINEAR, "linear.ratio")
    return 0 if between(ratio, 0.98, 1.02) else 1 if above(ratio, 1.02) else 2 if below(ratio, 0.98) else None


def _distribution(found: Found) -> Answer:
    share = figure(found, VAE, "chance.sigma_share")
    return 0 if below(share, 0.1) else 1 if between(share, 0.35, 0.65) else 2 if above(share, 0.9) else None


def _chance(found: Found) -> Answer:
    ae, vae = (above(figure(found, role, "chance.variance"), 0.0) for role in (AE, VAE))
    return None if None in (ae, vae) or (ae and not vae) else int(bool(ae)) + int(bool(vae))


def _two_losses(found: Found) -> Answer:
    kept = series(found, Role.BETA_LADDER, "two_losses.reconstruction")
    return _larger(kept[-1], kept[0], (2, 0, 1))


def _no_gaps(found: Found) -> Answer:
    both = has(found, AE, "gaps.mass") and has(found, VAE, "gaps.mass")
    name = "gaps.mass" if both else "gaps.off_support"
    vae, ae, null = (figure(found, *each) for each in ((VAE, name), (AE, name), (VAE, f"{name}_null")))
    more, less = above(difference(vae, null), 0.0), above(difference(ae, vae), 0.0)
    return None if more is None or less is None else 0 if not more else 1 if less else 2


# Of a claim that is not here the question has no right answer: who is to say which of some digits are none?
RULES: Mapping[str, Callable[[Found], Answer]] = {
    "code_small": partial(_step, role=AE, name="size.factor", limits=(10, 100)),
    "loses": _first_step,
    "overfit": _overfit,
    "blocks": lambda found: 1 if figure(found, AE, "model.d").value < figure(found, AE, "model.pixels").value else None,
    "layers": lambda _: 1,
    "gives_back": partial(_step, role=AE, name="inside.own", limits=(0.5, 0.9), falling=True),
    "unshaped": partial(_compared, name="regular.kl", answers=(1, 0, 2)),
    "clusters": partial(_step, role=AE, name="clusters.agreement", limits=(0.35, 0.75)),
    "gaps": _gaps,
    "inside": lambda found: 1 if above(figure(found, AE, "inside.same"), 0.5) else None,
    "cannot_tell": _cannot_tell,
    "compression": _compression,
    "linear_pca": _linear_pca,
    "nonlinear": partial(_step, role=AE, name="nonlinear.ratio", limits=(1 / 3, 0.8), falling=True),
    "distribution": _distribution,
    "chance": _chance,
    "trick": lambda found: 1 if above(figure(found, VAE, "trick.ratio_baseline"), 1.0) else None,
    "two_losses": _two_losses,
    "squared": lambda found: 0 if figure(found, VAE, "model.squared").value else 1,
    "normal": partial(_step, role=VAE, name="regular.classifier", limits=(0.55, 0.75)),
    "no_gaps": _no_gaps,
    "overlap": partial(_compared, name="overlap.entropy", answers=(0, 1, 2)),
    "morphs": lambda found: 0 if above(figure(found, VAE, "morphs.either"), 0.5) else None,
    "smooth": partial(_compared, name="smooth.largest", answers=(0, 1, 2)),
    "random_digit": partial(_step, role=VAE, name="random.fair", limits=(0.05, 0.5), falling=True),
}

"""The written rule of every claim: figures with their intervals go in, a verdict and a sentence come out.

A rule says "supported" only where an interval lies wholly on the claim's side, and says anything but "undecided" only
where other draws would say the same (``core.claims.deciding``). Margins say from where on an effect is large enough to
be seen. They were set with the shipped models in sight, so what the rules say of other models tests them, not what they
say of these.
"""

from __future__ import annotations

from itertools import pairwise

from aevae_desktop.core.claims.deciding import Answer, above, all_of, below, between, opposite
from aevae_desktop.core.claims.figures import Figure
from aevae_desktop.features.article.comparing import (
    bounded,
    difference,
    exactly,
    figure,
    graded,
    has,
    judged,
    more,
    mostly,
    number,
    percent,
    plain,
    points,
    series,
    trend,
)
from aevae_desktop.features.article.state import Found, Role, Verdict

AE, VAE = Role.AE, Role.VAE
Said = tuple[Verdict, str]
SEEN = 0.1  # a difference of shares that one sees on a sheet of a hundred pictures
FEW = 0.02  # of the pictures on a line: fewer digits than that are not seen
GAPS = 0.2  # prior mass without codes that leaves holes on a map


def size(found: Found, role: Role, at: int = 0) -> str:
    """``16-D: ``, what a sentence begins with."""
    return f"{figure(found, role, 'model.d', at).value:.0f}-D: "


def _flat(found: Found, role: Role) -> bool:
    return figure(found, role, "model.d").value <= 2


def _less(a: Verdict, b: Verdict) -> Verdict:
    """The more careful of two verdicts."""
    order = [Verdict.SUPPORTED, Verdict.PARTLY, Verdict.UNDECIDED, Verdict.NOT_IN_2D, Verdict.NOT]
    return max(a, b, key=order.index)


# ------------------------------------------------------------ compression


def code_small(found: Found) -> Said:
    """A code takes fewer numbers and fewer bits than its image."""
    d, pixels = figure(found, AE, "model.d"), figure(found, AE, "model.pixels")
    code, image = figure(found, AE, "size.bits_z"), figure(found, AE, "size.bits_x")
    said = f"{pixels.value:.0f} numbers become {d.value:.0f}; {plain(image)} bits of an image, {plain(code)} of a code"
    verdict = judged(difference(image, code), 0.5 * image.value)
    return (verdict if d.value < pixels.value else Verdict.NOT), said + _bits_that_do(found)


def _bits_that_do(found: Found) -> str:
    """With how few bits a number the model still beats PCA whose numbers are not rounded; "" where nothing is known."""
    if not has(found, AE, "bits.pca"):
        return ""
    figures = found[AE][0].figures
    pca, counts = figures["bits.pca"], [b for b in range(1, 9) if f"bits.total.{b}" in figures]
    enough = [b for b in counts if difference(pca, figures[f"bits.total.{b}"]).low > 0]
    if not enough:
        return f"; rounded to {max(counts, default=0)} bits a number it keeps less than PCA unrounded"
    return f"; rounded to {enough[0]} bits a number it still keeps more than PCA unrounded"


def loses(found: Found) -> Said:
    """Along a series, each model with a smaller code has the larger error, for AEs and for VAEs."""
    ae, vae = (
        series(found, Role.AE_LADDER, "reconstruction.error"),
        series(found, Role.VAE_LADDER, "reconstruction.error"),
    )
    steps = [difference(small, large) for errors in (ae, vae) for small, large in pairwise(errors)]
    ends = [difference(errors[0], errors[-1]) for errors in (ae, vae)]
    first, last = (figure(found, Role.AE_LADDER, "model.d", at).value for at in (0, -1))
    said = (
        f"From {last:.0f} numbers down to {first:.0f}, the AE's error goes from {plain(ae[-1])} to {plain(ae[0])}; "
        f"{sum(step.low > 0 for step in steps)} of {len(steps)} steps down lose for certain"
    )
    return trend(ends, steps), said


def overfit(found: Found) -> Said:
    """Codes with fewer numbers over-fit less: taught by a few, a classifier loses less on new ones."""
    gaps = series(found, Role.AE_LADDER, "overfit.gap")
    most = difference(gaps[-1], gaps[0])
    few, many = (figure(found, Role.AE_LADDER, "model.d", at).value for at in (0, -1))
    said = f"A classifier taught by 100 codes loses {points(gaps[0])} on new codes of {few:.0f} number{'s' * (few > 1)}"
    return judged(most, 0.05), f"{said}, {points(gaps[-1])} on those of {many:.0f}"


# ------------------------------------------------------------ the autoencoder and its loss


def blocks(found: Found) -> Said:
    """An encoder goes to fewer numbers, and a decoder comes back to as many as there were."""
    d, pixels, layers = (figure(found, AE, f"model.{name}").value for name in ("d", "pixels", "layers"))
    said = f"{pixels:.0f} numbers in, {d:.0f} in the middle, {pixels:.0f} out again, by {layers:.0f} layers of weights"
    return (Verdict.SUPPORTED if d < pixels else Verdict.NOT), said


def layers(found: Found) -> Said:
    """Models with other sizes are there, and the decoder's layers have the encoder's sizes in reverse."""
    sizes = {each.value for each in series(found, Role.AE_LADDER, "model.d")}
    mirror, more = (figure(found, AE, f"model.{name}").value for name in ("mirror", "more"))
    said = f"The library has autoencoders of these images with codes of {_listed(sizes)} numbers; this one's decoder "
    said += "has the encoder's layers in reverse" if mirror else "is not the encoder in reverse"
    verdict = Verdict.SUPPORTED if mirror and len(sizes) > 1 else Verdict.PARTLY
    return verdict, said + (f", and {more:.0f} more" if mirror and more else "")


def _listed(sizes: set[float]) -> str:
    *first, last = (f"{d:.0f}" for d in sorted(sizes))
    return f"{', '.join(first)} and {last}" if first else last


def gives_back(found: Found) -> Said:
    """A judge reads the right class off most reconstructions; without one, they are nearer to the image than PCA's."""
    error = figure(found, AE, "reconstruction.error")
    begin = size(found, AE) + f"mean squared error {plain(error)}; "
    if not has(found, AE, "inside.own"):
        gain = difference(figure(found, AE, "reconstruction.pca"), error)
        return judged(gain, 0.1 * error.value), begin + f"{plain(gain)} less than PCA with as many numbers"
    right = figure(found, AE, "inside.own")
    return mostly(right), begin + f"the judge reads the image's own class off {percent(right)} of what comes out"


# ------------------------------------------------------------ its latent space


def unshaped(found: Found) -> Said:
    """The AE's codes are farther from N(0, I) than the VAE's, and its training put no price on them."""
    ae, vae = figure(found, AE, "regular.kl"), figure(found, VAE, "regular.kl")
    verdict = judged(difference(ae, vae), 0.1)
    said = size(found, AE) + f"its codes are {plain(ae)} nats from N(0, I), the VAE's {plain(vae)}"
    penalty = figure(found, AE, "model.penalty").value
    if not penalty > 0:
        return verdict, said
    return _less(verdict, Verdict.PARTLY), said + f"; but its training charged {number(penalty)} for large codes"


def clusters(found: Found) -> Said:
    """The nearest codes of a code are of its class, far oftener than by chance."""
    same, chance = figure(found, AE, "clusters.agreement"), figure(found, AE, "clusters.shuffled")
    said = f"{percent(same)} of the nearest codes are of the same class; by chance {percent(chance)}"
    return judged(difference(same, chance), 0.25), size(found, AE) + said


def gaps(found: Found) -> Said:
    """More of the AE's space lies empty than chance explains."""
    empty, null = _empty(found, AE, AE)
    said = f"{percent(empty)} of where one would draw is empty of codes; of codes without gaps {percent(null)}"
    return judged(difference(empty, null), GAPS, _flat(found, AE)), size(found, AE) + said


def _empty(found: Found, role: Role, *among: Role) -> tuple[Figure, Figure]:
    """Where random codes find no stored ones, and what chance gives: cells of a map, else far from any code."""
    name = "gaps.mass" if all(has(found, other, "gaps.mass") for other in among) else "gaps.off_support"
    return figure(found, role, name), figure(found, role, f"{name}_null")


def inside(found: Found) -> Said:
    """Between two neighbours of a class the judge sees that class."""
    same, own = figure(found, AE, "inside.same"), figure(found, AE, "inside.own")
    said = f"between two codes of a cluster the judge sees its class in {percent(same)}, at the codes in {percent(own)}"
    return mostly(same), size(found, AE) + said


def garbage(found: Found) -> Said:
    """A random code gives a non-digit oftener in the AE than in the VAE, each beside its own reconstructions."""
    effect = difference(figure(found, AE, "random.excess"), figure(found, VAE, "random.excess"))
    said = size(found, AE) + more(effect, "non-digits than the VAE")
    return judged(effect, SEEN, _flat(found, AE)), said + ", each beside its own reconstructions"


def cannot_tell(found: Found) -> Said:
    """No measure that knows neither classes nor images tells codes that decode to digits from those that do not."""
    known = [f"validity.{name}" for name in ("prior", "code_round_trip", "image_round_trip")]
    tried = [figure(found, AE, name) for name in known if has(found, AE, name) or name == known[0]]
    best, data = max(tried, key=lambda auc: auc.value), figure(found, AE, "validity.nearest")
    said = f"the best measure without data ranks {percent(best)} of pairs of a digit and a non-digit right"
    return bounded(best, 0.65, 0.8), size(found, AE) + said + f"; one that knows the codes, {percent(data)}"


def compression(found: Found) -> Said:
    """Even with a density fitted to its own codes, the AE makes more non-digits than the VAE from its prior."""
    effect = difference(figure(found, AE, "own_prior.kde_excess"), figure(found, VAE, "random.excess"))
    said = size(found, AE) + more(effect, "non-digits than the VAE") + ", drawn from a density of its own codes"
    fewer, there = below(effect, 0.0), above(effect, 0.0)
    if effect.low <= 0:
        said += ": what it lacks is a known prior, not the power to make digits"
    if fewer or there:
        return (Verdict.NOT if fewer else judged(effect, SEEN)), said
    return (Verdict.UNDECIDED if None in (fewer, there) else Verdict.PARTLY), said


# ------------------------------------------------------------ linear autoencoder and PCA


def linear_pca(found: Found) -> Said:
    """The linear AE's decoder spans the plane of the first principal components, or has at least PCA's error."""
    begin = size(found, Role.LINEAR)
    if has(found, Role.LINEAR, "linear.angle"):
        angle = figure(found, Role.LINEAR, "linear.angle")
        return bounded(angle, 1.0, 5.0), begin + f"its decoder's plane and PCA's are {plain(angle)} degrees apart"
    ratio, same = (figure(found, Role.LINEAR, f"linear.{name}") for name in ("ratio", "correlation"))
    said = begin + f"its error is {plain(ratio)} times PCA's, image by image (correlation {plain(same)})"
    said += ", and no other plane has so small an error as PCA's"
    if equal := all_of((between(ratio, 0.98, 1.02), above(same, 0.98))):
        return Verdict.SUPPORTED, said
    return (Verdict.UNDECIDED if equal is None else _near(between(ratio, 0.9, 1.1))), said


def _near(answer: Answer) -> Verdict:
    return Verdict.UNDECIDED if answer is None else Verdict.PARTLY if answer else Verdict.NOT


def nonlinear(found: Found) -> Said:
    """With as many numbers this AE has less error than PCA."""
    ratio = figure(found, AE, "nonlinear.ratio")
    said = f"its error is {plain(ratio)} times that of PCA with as many numbers"
    return judged(difference(exactly(1.0), ratio), 0.1), size(found, AE) + said


# ------------------------------------------------------------ the variational autoencoder


def distribution(found: Found) -> Said:
    """The deviation that the encoder gives is neither nothing nor everything."""
    share = figure(found, VAE, "chance.sigma_share")
    said = size(found, VAE) + f"the deviation makes up {percent(share)} of how its codes spread"
    collapsed = above(share, 0.95)
    if collapsed:
        return Verdict.NOT, said + ": the means say nothing of the image (a collapsed VAE)"
    told = all_of((opposite(collapsed), above(share, 0.0)))
    return graded(told, Verdict.UNDECIDED), said


def chance(found: Found) -> Said:
    """Encoded again and again, an image gives the AE one reconstruction and the VAE many."""
    ae, vae = figure(found, AE, "chance.variance"), figure(found, VAE, "chance.variance")
    said = f"64 reconstructions of an image vary by {plain(vae)} (variance per pixel); those of the AE by {plain(ae)}"
    varies = all_of((above(vae, 0.0), opposite(above(ae, 0.0))))
    return graded(varies, Verdict.NOT), size(found, VAE) + said


def trick(found: Found) -> Said:
    """The gradient through chance varies far more than the one around it."""
    bare, helped = figure(found, VAE, "trick.ratio"), figure(found, VAE, "trick.ratio_baseline")
    said = f"without the formula the gradient varies {plain(bare)} times as much, {plain(helped)} with a baseline"
    verdict = judged(difference(helped, exactly(1.0)), 1.0)
    return verdict, size(found, VAE) + said + ": noisier, not impossible"


def two_losses(found: Found) -> Said:
    """The more the KL term weighs, the smaller it gets, and the larger the reconstruction loss."""
    kept, kl = (series(found, Role.BETA_LADDER, f"two_losses.{name}") for name in ("reconstruction", "kl"))
    betas = [figure(found, Role.BETA_LADDER, "model.beta", at).value for at in (0, -1)]
    steps = [difference(b, a) for a, b in pairwise(kept)] + [difference(a, b) for a, b in pairwise(kl)]
    said = (
        f"From beta {number(betas[0])} to {number(betas[1])} the KL term goes from {plain(kl[0])} to {plain(kl[-1])} "
        f"nats, the reconstruction loss from {plain(kept[0])} to {plain(kept[-1])}"
    )
    return trend([difference(kept[-1], kept[0]), difference(kl[0], kl[-1])], steps), said


def squared(found: Found) -> Said:
    """What the bundle says of its loss."""
    if figure(found, VAE, "model.squared").value:
        return Verdict.SUPPORTED, "This VAE was trained with a squared error."
    return (
        Verdict.NOT,
        "This VAE was trained with another loss than the squared error: cross-entropy, for grey levels in 0 to 1. "
        "The model vae-mnist-2d-mse was trained as the article says (M).",
    )


# ------------------------------------------------------------ the regularised space and random values


def normal(found: Found) -> Said:
    """The VAE's codes are nearer to N(0, I) than the AE's; whether they can be told from it is said too."""
    ae, vae = figure(found, AE, "regular.kl"), figure(found, VAE, "regular.kl")
    told = difference(figure(found, VAE, "regular.classifier"), figure(found, VAE, "regular.classifier_null"))
    said = size(found, VAE) + f"its codes are {plain(vae)} nats from N(0, I), the AE's {plain(ae)}"
    verdict = judged(difference(ae, vae), 0.1)
    apart = above(told, 0.0)
    if told.low > 0:
        said += f"; yet a classifier tells them from it, {points(told)} above guessing"
    if apart is None and verdict is Verdict.SUPPORTED:
        return Verdict.UNDECIDED, said
    return (_less(verdict, Verdict.PARTLY) if apart else verdict), said


def no_gaps(found: Found) -> Said:
    """Where one would draw, the VAE's codes leave no more empty than chance does."""
    (vae, null), (ae, _) = _empty(found, VAE, AE, VAE), _empty(found, AE, AE, VAE)
    small, less = below(difference(vae, null), SEEN / 2), above(difference(ae, vae), 0.0)
    said = f"{percent(vae)} of where one would draw is empty of codes, {percent(ae)} in the AE; "
    said = size(found, VAE) + said + f"of codes without gaps {percent(null)}"
    if small or small is None or less is None:
        return (Verdict.SUPPORTED if small else Verdict.UNDECIDED), said
    return (Verdict.PARTLY if less else Verdict.NOT_IN_2D if _flat(found, VAE) else Verdict.NOT), said


def overlap(found: Found) -> Said:
    """Near a VAE's code there are codes of other classes, more than near an AE's."""
    ae, vae = figure(found, AE, "overlap.entropy"), figure(found, VAE, "overlap.entropy")
    said = f"the classes near a code mix by {plain(vae)} nats in the VAE, {plain(ae)} in the AE"
    return graded(above(difference(vae, ae), 0.0), _near(above(vae, 0.05))), size(found, VAE) + said


def morphs(found: Found) -> Said:
    """Half-way between two clusters the VAE makes mixtures of both."""
    both, either = figure(found, VAE, "morphs.between"), figure(found, VAE, "morphs.either")
    said = f"half-way between two classes the judge's likeliest two are these in {percent(both)}"
    said = size(found, VAE) + said + f"; it sees one of them in {percent(either)}"
    mixed, seen = mostly(both), above(either, 0.5)
    if mixed is not Verdict.NOT:
        return mixed, said
    return _near(seen), said


def smooth(found: Found) -> Said:
    """Along a line the VAE's picture jumps less, and stays a digit oftener."""
    ae, vae = figure(found, AE, "smooth.largest"), figure(found, VAE, "smooth.largest")
    said = size(found, VAE) + f"the largest step is {plain(vae)} times the mean one in the VAE, {plain(ae)} in the AE"
    effects = [difference(ae, vae)]
    if has(found, AE, "smooth.accepted") and has(found, VAE, "smooth.accepted"):
        effects += [difference(figure(found, VAE, "smooth.accepted"), figure(found, AE, "smooth.accepted"))]
        said += f"; on the way it shows {more(effects[1], 'digits')}"
    good = [above(effect, least) for effect, least in zip(effects, (0.0, FEW), strict=False)]
    if None in good:
        return Verdict.UNDECIDED, said
    if any(good):
        return (Verdict.SUPPORTED if all(good) and len(good) == 2 else Verdict.PARTLY), said
    return (Verdict.NOT if all(below(effect, 0.0) for effect in effects) else Verdict.UNDECIDED), said


def random_digit(found: Found) -> Said:
    """From its prior the VAE makes nearly as many digits as when it gives back images."""
    drawn, above = figure(found, VAE, "random.fair"), figure(found, VAE, "random.excess")
    said = f"{percent(drawn)} of random codes give no digit, {more(above, 'than its own reconstructions')}"
    return bounded(above, SEEN, 0.5), size(found, VAE) + said

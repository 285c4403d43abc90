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
from aevae_desktop.language import tr

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
    said = tr("{pixels:.0f} numbers become {d:.0f}; {image} bits of an image, {code} of a code").format(
        pixels=pixels.value, d=d.value, image=plain(image), code=plain(code)
    )
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
        return tr("; rounded to {n} bits a number it keeps less than PCA unrounded").format(n=max(counts, default=0))
    return tr("; rounded to {enough} bits a number it still keeps more than PCA unrounded").format(enough=enough[0])


def loses(found: Found) -> Said:
    """Along a series, each model with a smaller code has the larger error, for AEs and for VAEs."""
    ae, vae = (
        series(found, Role.AE_LADDER, "reconstruction.error"),
        series(found, Role.VAE_LADDER, "reconstruction.error"),
    )
    steps = [difference(small, large) for errors in (ae, vae) for small, large in pairwise(errors)]
    ends = [difference(errors[0], errors[-1]) for errors in (ae, vae)]
    first, last = (figure(found, Role.AE_LADDER, "model.d", at).value for at in (0, -1))
    said = tr(
        "From {last:.0f} numbers down to {first:.0f}, the AE's error goes from {before} to "
        "{after}; {certain} of {steps} steps down lose for certain",
    ).format(
        last=last,
        first=first,
        before=plain(ae[-1]),
        after=plain(ae[0]),
        certain=sum(step.low > 0 for step in steps),
        steps=len(steps),
    )
    return trend(ends, steps), said


def overfit(found: Found) -> Said:
    """Codes with fewer numbers over-fit less: taught by a few, a classifier loses less on new ones."""
    gaps = series(found, Role.AE_LADDER, "overfit.gap")
    most = difference(gaps[-1], gaps[0])
    few, many = (figure(found, Role.AE_LADDER, "model.d", at).value for at in (0, -1))
    said = tr(
        "A classifier taught by 100 codes loses {lost} on new codes of {few:.0f} numbers, "
        "{most} on those of {many:.0f}",
    )
    if few == 1:
        said = tr(
            "A classifier taught by 100 codes loses {lost} on new codes of 1 number, {most} on those of {many:.0f}",
        )
    return judged(most, 0.05), said.format(lost=points(gaps[0]), few=few, most=points(gaps[-1]), many=many)


# ------------------------------------------------------------ the autoencoder and its loss


def blocks(found: Found) -> Said:
    """An encoder goes to fewer numbers, and a decoder comes back to as many as there were."""
    d, pixels, layers = (figure(found, AE, f"model.{name}").value for name in ("d", "pixels", "layers"))
    said = tr(
        "{pixels:.0f} numbers in, {d:.0f} in the middle, {pixels:.0f} out again, by {layers:.0f} layers of weights",
    ).format(pixels=pixels, d=d, layers=layers)
    return (Verdict.SUPPORTED if d < pixels else Verdict.NOT), said


def layers(found: Found) -> Said:
    """Models with other sizes are there, and the decoder's layers have the encoder's sizes in reverse."""
    sizes = {each.value for each in series(found, Role.AE_LADDER, "model.d")}
    mirror, more = (figure(found, AE, f"model.{name}").value for name in ("mirror", "more"))
    said = tr("The library has autoencoders of these images with codes of {sizes} numbers; ")
    said = said.format(sizes=_listed(sizes))
    if mirror:
        said += tr("this one's decoder has the encoder's layers in reverse")
    else:
        said += tr("this one's decoder is not the encoder in reverse")
    verdict = Verdict.SUPPORTED if mirror and len(sizes) > 1 else Verdict.PARTLY
    return verdict, said + (tr(", and {more:.0f} more").format(more=more) if mirror and more else "")


def _listed(sizes: set[float]) -> str:
    *first, last = (f"{d:.0f}" for d in sorted(sizes))
    return tr("{first} and {last}").format(first=", ".join(first), last=last) if first else last


def gives_back(found: Found) -> Said:
    """A judge reads the right class off most reconstructions; without one, they are nearer to the image than PCA's."""
    error = figure(found, AE, "reconstruction.error")
    begin = size(found, AE) + tr("mean squared error {error}; ").format(error=plain(error))
    if not has(found, AE, "inside.own"):
        gain = difference(figure(found, AE, "reconstruction.pca"), error)
        return judged(gain, 0.1 * error.value), begin + tr("{gain} less than PCA with as many numbers").format(
            gain=plain(gain)
        )
    right = figure(found, AE, "inside.own")
    return mostly(right), begin + tr("the judge reads the image's own class off {right} of what comes out").format(
        right=percent(right)
    )


# ------------------------------------------------------------ its latent space


def unshaped(found: Found) -> Said:
    """The AE's codes are farther from N(0, I) than the VAE's, and its training put no price on them."""
    ae, vae = figure(found, AE, "regular.kl"), figure(found, VAE, "regular.kl")
    verdict = judged(difference(ae, vae), 0.1)
    said = size(found, AE) + tr("its codes are {ae} nats from N(0, I), the VAE's {vae}").format(
        ae=plain(ae), vae=plain(vae)
    )
    penalty = figure(found, AE, "model.penalty").value
    if not penalty > 0:
        return verdict, said
    return _less(verdict, Verdict.PARTLY), said + tr("; but its training charged {penalty} for large codes").format(
        penalty=number(penalty)
    )


def clusters(found: Found) -> Said:
    """The nearest codes of a code are of its class, far oftener than by chance."""
    same, chance = figure(found, AE, "clusters.agreement"), figure(found, AE, "clusters.shuffled")
    said = tr("{same} of the nearest codes are of the same class; by chance {chance}").format(
        same=percent(same), chance=percent(chance)
    )
    return judged(difference(same, chance), 0.25), size(found, AE) + said


def gaps(found: Found) -> Said:
    """More of the AE's space lies empty than chance explains."""
    empty, null = _empty(found, AE, AE)
    said = tr("{empty} of where one would draw is empty of codes; of codes without gaps {null}").format(
        empty=percent(empty), null=percent(null)
    )
    return judged(difference(empty, null), GAPS, _flat(found, AE)), size(found, AE) + said


def _empty(found: Found, role: Role, *among: Role) -> tuple[Figure, Figure]:
    """Where random codes find no stored ones, and what chance gives: cells of a map, else far from any code."""
    name = "gaps.mass" if all(has(found, other, "gaps.mass") for other in among) else "gaps.off_support"
    return figure(found, role, name), figure(found, role, f"{name}_null")


def inside(found: Found) -> Said:
    """Between two neighbours of a class the judge sees that class."""
    same, own = figure(found, AE, "inside.same"), figure(found, AE, "inside.own")
    said = tr("between two codes of a cluster the judge sees its class in {same}, at the codes in {own}").format(
        same=percent(same), own=percent(own)
    )
    return mostly(same), size(found, AE) + said


def garbage(found: Found) -> Said:
    """A random code gives a non-digit oftener in the AE than in the VAE, each beside its own reconstructions."""
    effect = difference(figure(found, AE, "random.excess"), figure(found, VAE, "random.excess"))
    said = size(found, AE) + more(effect, tr("non-digits than the VAE"))
    return judged(effect, SEEN, _flat(found, AE)), said + tr(", each beside its own reconstructions")


def cannot_tell(found: Found) -> Said:
    """No measure that knows neither classes nor images tells codes that decode to digits from those that do not."""
    known = [f"validity.{name}" for name in ("prior", "code_round_trip", "image_round_trip")]
    tried = [figure(found, AE, name) for name in known if has(found, AE, name) or name == known[0]]
    best, data = max(tried, key=lambda auc: auc.value), figure(found, AE, "validity.nearest")
    said = tr("the best measure without data ranks {best} of pairs of a digit and a non-digit right").format(
        best=percent(best)
    )
    return bounded(best, 0.65, 0.8), size(found, AE) + said + tr("; one that knows the codes, {data}").format(
        data=percent(data)
    )


def compression(found: Found) -> Said:
    """Even with a density fitted to its own codes, the AE makes more non-digits than the VAE from its prior."""
    effect = difference(figure(found, AE, "own_prior.kde_excess"), figure(found, VAE, "random.excess"))
    said = size(found, AE) + more(effect, tr("non-digits than the VAE")) + tr(", drawn from a density of its own codes")
    fewer, there = below(effect, 0.0), above(effect, 0.0)
    if effect.low <= 0:
        said += tr(": what it lacks is a known prior, not the power to make digits")
    if fewer or there:
        return (Verdict.NOT if fewer else judged(effect, SEEN)), said
    return (Verdict.UNDECIDED if None in (fewer, there) else Verdict.PARTLY), said


# ------------------------------------------------------------ linear autoencoder and PCA


def linear_pca(found: Found) -> Said:
    """The linear AE's decoder spans the plane of the first principal components, or has at least PCA's error."""
    begin = size(found, Role.LINEAR)
    if has(found, Role.LINEAR, "linear.angle"):
        angle = figure(found, Role.LINEAR, "linear.angle")
        return bounded(angle, 1.0, 5.0), begin + tr("its decoder's plane and PCA's are {angle} degrees apart").format(
            angle=plain(angle)
        )
    ratio, same = (figure(found, Role.LINEAR, f"linear.{name}") for name in ("ratio", "correlation"))
    said = begin + tr("its error is {ratio} times PCA's, image by image (correlation {same})").format(
        ratio=plain(ratio), same=plain(same)
    )
    said += tr(", and no other plane has so small an error as PCA's")
    if equal := all_of((between(ratio, 0.98, 1.02), above(same, 0.98))):
        return Verdict.SUPPORTED, said
    return (Verdict.UNDECIDED if equal is None else _near(between(ratio, 0.9, 1.1))), said


def _near(answer: Answer) -> Verdict:
    return Verdict.UNDECIDED if answer is None else Verdict.PARTLY if answer else Verdict.NOT


def nonlinear(found: Found) -> Said:
    """With as many numbers this AE has less error than PCA."""
    ratio = figure(found, AE, "nonlinear.ratio")
    said = tr("its error is {ratio} times that of PCA with as many numbers").format(ratio=plain(ratio))
    return judged(difference(exactly(1.0), ratio), 0.1), size(found, AE) + said


# ------------------------------------------------------------ the variational autoencoder


def distribution(found: Found) -> Said:
    """The deviation that the encoder gives is neither nothing nor everything."""
    share = figure(found, VAE, "chance.sigma_share")
    said = size(found, VAE) + tr("the deviation makes up {share} of how its codes spread").format(share=percent(share))
    collapsed = above(share, 0.95)
    if collapsed:
        return Verdict.NOT, said + tr(": the means say nothing of the image (a collapsed VAE)")
    told = all_of((opposite(collapsed), above(share, 0.0)))
    return graded(told, Verdict.UNDECIDED), said


def chance(found: Found) -> Said:
    """Encoded again and again, an image gives the AE one reconstruction and the VAE many."""
    ae, vae = figure(found, AE, "chance.variance"), figure(found, VAE, "chance.variance")
    said = tr("64 reconstructions of an image vary by {vae} (variance per pixel); those of the AE by {ae}").format(
        vae=plain(vae), ae=plain(ae)
    )
    varies = all_of((above(vae, 0.0), opposite(above(ae, 0.0))))
    return graded(varies, Verdict.NOT), size(found, VAE) + said


def trick(found: Found) -> Said:
    """The gradient through chance varies far more than the one around it."""
    bare, helped = figure(found, VAE, "trick.ratio"), figure(found, VAE, "trick.ratio_baseline")
    said = tr("without the formula the gradient varies {bare} times as much, {helped} with a baseline").format(
        bare=plain(bare), helped=plain(helped)
    )
    verdict = judged(difference(helped, exactly(1.0)), 1.0)
    return verdict, size(found, VAE) + said + tr(": noisier, not impossible")


def two_losses(found: Found) -> Said:
    """The more the KL term weighs, the smaller it gets, and the larger the reconstruction loss."""
    kept, kl = (series(found, Role.BETA_LADDER, f"two_losses.{name}") for name in ("reconstruction", "kl"))
    betas = [figure(found, Role.BETA_LADDER, "model.beta", at).value for at in (0, -1)]
    steps = [difference(b, a) for a, b in pairwise(kept)] + [difference(a, b) for a, b in pairwise(kl)]
    said = tr(
        "From beta {first} to {last} the KL term goes from {kl_first} to {kl_last} nats, the "
        "reconstruction loss from {loss_first} to {loss_last}",
    ).format(
        first=number(betas[0]),
        last=number(betas[1]),
        kl_first=plain(kl[0]),
        kl_last=plain(kl[-1]),
        loss_first=plain(kept[0]),
        loss_last=plain(kept[-1]),
    )
    return trend([difference(kept[-1], kept[0]), difference(kl[0], kl[-1])], steps), said


def squared(found: Found) -> Said:
    """What the bundle says of its loss."""
    if figure(found, VAE, "model.squared").value:
        return Verdict.SUPPORTED, tr("This VAE was trained with a squared error.")
    return (
        Verdict.NOT,
        tr(
            "This VAE was trained with another loss than the squared error: cross-entropy, for grey "
            "levels in 0 to 1. The model vae-mnist-2d-mse was trained as the article says (M).",
        ),
    )


# ------------------------------------------------------------ the regularised space and random values


def normal(found: Found) -> Said:
    """The VAE's codes are nearer to N(0, I) than the AE's; whether they can be told from it is said too."""
    ae, vae = figure(found, AE, "regular.kl"), figure(found, VAE, "regular.kl")
    told = difference(figure(found, VAE, "regular.classifier"), figure(found, VAE, "regular.classifier_null"))
    said = size(found, VAE) + tr("its codes are {vae} nats from N(0, I), the AE's {ae}").format(
        vae=plain(vae), ae=plain(ae)
    )
    verdict = judged(difference(ae, vae), 0.1)
    apart = above(told, 0.0)
    if told.low > 0:
        said += tr("; yet a classifier tells them from it, {told} above guessing").format(told=points(told))
    if apart is None and verdict is Verdict.SUPPORTED:
        return Verdict.UNDECIDED, said
    return (_less(verdict, Verdict.PARTLY) if apart else verdict), said


def no_gaps(found: Found) -> Said:
    """Where one would draw, the VAE's codes leave no more empty than chance does."""
    (vae, null), (ae, _) = _empty(found, VAE, AE, VAE), _empty(found, AE, AE, VAE)
    small, less = below(difference(vae, null), SEEN / 2), above(difference(ae, vae), 0.0)
    said = tr("{vae} of where one would draw is empty of codes, {ae} in the AE; ").format(
        vae=percent(vae), ae=percent(ae)
    )
    said = size(found, VAE) + said + tr("of codes without gaps {null}").format(null=percent(null))
    if small or small is None or less is None:
        return (Verdict.SUPPORTED if small else Verdict.UNDECIDED), said
    return (Verdict.PARTLY if less else Verdict.NOT_IN_2D if _flat(found, VAE) else Verdict.NOT), said


def overlap(found: Found) -> Said:
    """Near a VAE's code there are codes of other classes, more than near an AE's."""
    ae, vae = figure(found, AE, "overlap.entropy"), figure(found, VAE, "overlap.entropy")
    said = tr("the classes near a code mix by {vae} nats in the VAE, {ae} in the AE").format(
        vae=plain(vae), ae=plain(ae)
    )
    return graded(above(difference(vae, ae), 0.0), _near(above(vae, 0.05))), size(found, VAE) + said


def morphs(found: Found) -> Said:
    """Half-way between two clusters the VAE makes mixtures of both."""
    both, either = figure(found, VAE, "morphs.between"), figure(found, VAE, "morphs.either")
    said = tr("half-way between two classes the judge's likeliest two are these in {both}").format(both=percent(both))
    said = size(found, VAE) + said + tr("; it sees one of them in {either}").format(either=percent(either))
    mixed, seen = mostly(both), above(either, 0.5)
    if mixed is not Verdict.NOT:
        return mixed, said
    return _near(seen), said


def smooth(found: Found) -> Said:
    """Along a line the VAE's picture jumps less, and stays a digit oftener."""
    ae, vae = figure(found, AE, "smooth.largest"), figure(found, VAE, "smooth.largest")
    said = size(found, VAE) + tr("the largest step is {vae} times the mean one in the VAE, {ae} in the AE").format(
        vae=plain(vae), ae=plain(ae)
    )
    effects = [difference(ae, vae)]
    if has(found, AE, "smooth.accepted") and has(found, VAE, "smooth.accepted"):
        effects += [difference(figure(found, VAE, "smooth.accepted"), figure(found, AE, "smooth.accepted"))]
        digits = more(effects[1], tr("digits"))
        said += tr("; on the way it shows {digits}").format(digits=digits)
    good = [above(effect, least) for effect, least in zip(effects, (0.0, FEW), strict=False)]
    if None in good:
        return Verdict.UNDECIDED, said
    if any(good):
        return (Verdict.SUPPORTED if all(good) and len(good) == 2 else Verdict.PARTLY), said
    return (Verdict.NOT if all(below(effect, 0.0) for effect in effects) else Verdict.UNDECIDED), said


def random_digit(found: Found) -> Said:
    """From its prior the VAE makes nearly as many digits as when it gives back images."""
    drawn, above = figure(found, VAE, "random.fair"), figure(found, VAE, "random.excess")
    said = tr("{drawn} of random codes give no digit, {above}").format(
        drawn=percent(drawn), above=more(above, tr("than its own reconstructions"))
    )
    return bounded(above, SEEN, 0.5), size(found, VAE) + said

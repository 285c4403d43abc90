"""Random codes in words: what was measured of them, and what each number means."""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, log

from aevae_desktop.core.claims.figures import share
from aevae_desktop.core.codes.draw_facts import MOST_CODES, VOTES, Facts
from aevae_desktop.features.samplers.state import Draws
from aevae_desktop.language import translate
from aevae_desktop.ui import words

Line = tuple[str, str, str]  # the number, what it is of, and how it is defined

NO_CODES = translate("samplers", "This model stores no codes to compare with.")


def reading(facts: Facts) -> tuple[str, str]:
    """What stands under a sheet: ``92 % near stored codes``, and what that does not say.

    It is no verdict: an autoencoder's draws near its codes can be mush, and a VAE's far from its means digits.
    """
    return translate("samplers", "{share:.0f} % near stored codes,").format(share=100 * (1 - facts.far)), translate(
        "samplers", "which says nothing about the picture"
    )


def judged(draws: Draws, classes: Sequence[str]) -> tuple[str, str] | None:
    """``45 % are no digit for the judge [43, 47]``, and the same of its own reconstructions; None without it."""
    if draws.none is None or draws.own is None or not len(draws.own) or len(draws.none) < len(draws.z):
        return None
    found, own = share(draws.none > 0), share(draws.own > 0)
    said = translate("samplers", "{value:.0f} % are no class for the judge {interval};")
    if classes and all(name.isdigit() for name in classes):
        said = translate("samplers", "{value:.0f} % are no digit for the judge {interval};")
    interval = f"[{100 * found.low:.0f}, {100 * found.high:.0f}]"
    return said.format(value=100 * found.value, interval=interval), translate(
        "samplers", "of its own reconstructions {value:.1f} %"
    ).format(value=100 * own.value)


def lines(facts: Facts) -> list[Line]:
    """The facts, each as a number, what it is of, and its definition."""
    return [_far(facts), _coverage(facts), _distance(facts)]


def progress(draws: Draws | None, stale: bool) -> str:
    """How far the work is, or how many draws there are."""
    if draws is None or stale:
        fraction = 0.0 if draws is None else draws.share if draws.share < 1.0 else 0.0
        return (
            translate("samplers", "drawing … {fraction:.0%}").format(fraction=fraction)
            if fraction
            else translate("samplers", "drawing …")
        )
    if draws.error:
        return ""
    return (
        translate("samplers", "measuring … {share:.0%}").format(share=draws.share)
        if draws.share < 1.0
        else translate("samplers", "{n:,} draws").format(n=len(draws.z))
    )


def one(draws: Draws, place: int) -> str:
    """``draw 17 · z = (0.42, −1.10) · nearest code 0.12 away, far``."""
    parts = [translate("samplers", "draw {place}").format(place=place + 1), f"z = {words.code(draws.z[place])}"]
    if draws.distance is not None:
        far = draws.is_far()
        parts.append(
            translate("samplers", "nearest code {tiny} away").format(tiny=words.tiny(float(draws.distance[place])))
        )
        parts[-1] += translate("samplers", ", far") if far is not None and far[place] else ""
    return " · ".join(parts)


def _far(facts: Facts) -> Line:
    tip = translate(
        "samplers",
        "The share of {n:,} draws farther than r = {radius} (latent units) from any stored code. r "
        "is the 99th percentile of the codes' own distances to their nearest other, over at most "
        "{most_codes:,} of them: of the codes themselves 1 % are farther. It says how near draws "
        "are to stored codes, which for a VAE are means μ, not how good their images are.",
    ).format(n=facts.n, radius=words.figure(facts.radius), most_codes=MOST_CODES)
    return (
        f"{100 * facts.far:.1f} %",
        translate("samplers", "farther than {radius} from codes").format(radius=words.figure(facts.radius)),
        tip,
    )


def _coverage(facts: Facts) -> Line:
    if facts.entropy is None:
        return (
            "–",
            translate("samplers", "variety: no labels"),
            translate("samplers", "The codes of this bundle have no labels."),
        )
    most = log(facts.classes) if facts.classes else 0.0
    tip = translate(
        "samplers",
        "How many equally frequent classes are as varied as these draws: exp of the entropy of "
        "their classes, {entropy:.2f} nats, of log {classes} = {most:.2f} nats at most; the labels "
        "of the codes have {value:.2f}. The class of a draw is voted by its {votes} nearest "
        "labelled codes. With few draws the entropy is a little low: here by about {number:.3f}.",
    ).format(
        entropy=facts.entropy,
        classes=facts.classes,
        most=most,
        value=facts.own_entropy or 0.0,
        votes=VOTES,
        number=max(facts.classes - 1, 0) / (2 * facts.n),
    )
    worth = min(exp(facts.entropy), facts.classes)
    return f"{worth:.1f}", translate("samplers", "of {classes} classes (variety)").format(classes=facts.classes), tip


def _distance(facts: Facts) -> Line:
    tip = translate(
        "samplers",
        "The draws' mean distance to the nearest stored code, {distance} latent units, as a "
        "multiple of the codes' own mean distance to their nearest other, {own}: 1 is as near as "
        "codes are to each other, in any model.",
    ).format(distance=words.figure(facts.distance), own=words.figure(facts.own))
    if facts.own <= 0.0:
        return words.figure(facts.distance), translate("samplers", "to the nearest code, on average"), tip
    times = words.number(facts.distance / facts.own)
    return f"{times} ×", translate("samplers", "usual distance between codes"), tip

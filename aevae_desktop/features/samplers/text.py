"""Random codes in words: what was measured of them, and what each number means."""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, log

from aevae_desktop.core.claims.figures import share
from aevae_desktop.core.codes.draw_facts import MOST_CODES, VOTES, Facts
from aevae_desktop.features.samplers.state import Draws
from aevae_desktop.ui import words

Line = tuple[str, str, str]  # the number, what it is of, and how it is defined

NO_CODES = "This model stores no codes to compare with."


def reading(facts: Facts) -> tuple[str, str]:
    """What stands under a sheet: ``92 % near stored codes``, and what that does not say.

    It is no verdict: an autoencoder's draws near its codes can be mush, and a VAE's far from its means digits.
    """
    return f"{100 * (1 - facts.far):.0f} % near stored codes,", "which says nothing about the picture"


def judged(draws: Draws, classes: Sequence[str]) -> tuple[str, str] | None:
    """``45 % are no digit for the judge [43, 47]``, and the same of its own reconstructions; None without it."""
    if draws.none is None or draws.own is None or not len(draws.own) or len(draws.none) < len(draws.z):
        return None
    found, own = share(draws.none > 0), share(draws.own > 0)
    what = "digit" if classes and all(name.isdigit() for name in classes) else "class"
    interval = f"[{100 * found.low:.0f}, {100 * found.high:.0f}]"
    said = f"{100 * found.value:.0f} % are no {what} for the judge {interval};"
    return said, f"of its own reconstructions {100 * own.value:.1f} %"


def lines(facts: Facts) -> list[Line]:
    """The facts, each as a number, what it is of, and its definition."""
    return [_far(facts), _coverage(facts), _distance(facts)]


def progress(draws: Draws | None, stale: bool) -> str:
    """How far the work is, or how many draws there are."""
    if draws is None or stale:
        fraction = 0.0 if draws is None else draws.share if draws.share < 1.0 else 0.0
        return f"drawing … {fraction:.0%}" if fraction else "drawing …"
    if draws.error:
        return ""
    return f"measuring … {draws.share:.0%}" if draws.share < 1.0 else f"{len(draws.z):,} draws"


def one(draws: Draws, place: int) -> str:
    """``draw 17 · z = (0.42, −1.10) · nearest code 0.12 away, far``."""
    parts = [f"draw {place + 1}", f"z = {words.code(draws.z[place])}"]
    if draws.distance is not None:
        far = draws.is_far()
        parts.append(f"nearest code {words.tiny(float(draws.distance[place]))} away")
        parts[-1] += ", far" if far is not None and far[place] else ""
    return " · ".join(parts)


def _far(facts: Facts) -> Line:
    tip = (
        f"The share of {facts.n:,} draws farther than r = {words.figure(facts.radius)} (latent units) from any stored "
        f"code. r is the 99th percentile of the codes' own distances to their nearest other, over at most "
        f"{MOST_CODES:,} of them: of the codes themselves 1 % are farther. It says how near draws are to stored codes, "
        "which for a VAE are means μ, not how good their images are."
    )
    return f"{100 * facts.far:.1f} %", f"farther than {words.figure(facts.radius)} from codes", tip


def _coverage(facts: Facts) -> Line:
    if facts.entropy is None:
        return "–", "variety: no labels", "The codes of this bundle have no labels."
    most = log(facts.classes) if facts.classes else 0.0
    tip = (
        f"How many equally frequent classes are as varied as these draws: exp of the entropy of their classes, "
        f"{facts.entropy:.2f} nats, of log {facts.classes} = {most:.2f} nats at most; the labels of the codes have "
        f"{facts.own_entropy or 0.0:.2f}. The class of a draw is voted by its {VOTES} nearest labelled codes. With "
        f"few draws the entropy is a little low: here by about {max(facts.classes - 1, 0) / (2 * facts.n):.3f}."
    )
    worth = min(exp(facts.entropy), facts.classes)
    return f"{worth:.1f}", f"of {facts.classes} classes (variety)", tip


def _distance(facts: Facts) -> Line:
    tip = (
        f"The draws' mean distance to the nearest stored code, {words.figure(facts.distance)} latent units, as a "
        f"multiple of the codes' own mean distance to their nearest other, {words.figure(facts.own)}: 1 is as near as "
        "codes are to each other, in any model."
    )
    if facts.own <= 0.0:
        return words.figure(facts.distance), "to the nearest code, on average", tip
    times = words.number(facts.distance / facts.own)
    return f"{times} ×", "usual distance between codes", tip

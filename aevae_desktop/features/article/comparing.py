"""Figures compared by their intervals, and written out: what the verdict rules are made of."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import floor, hypot, log10

from aevae_desktop.core.claims.deciding import Answer, above, any_of, below, between, opposite
from aevae_desktop.core.claims.figures import Figure
from aevae_desktop.features.article.state import Found, Role, Verdict
from aevae_desktop.language import translate


class MissingError(Exception):
    """A figure that a rule needs is not among those that were measured; the text says which."""


def figure(found: Found, role: Role, name: str, at: int = 0) -> Figure:
    """The figure ``name``, as in "random.prior", of the model ``at`` of a role. Raises ``MissingError``."""
    models = found.get(role, ())
    if not -len(models) <= at < len(models):
        raise MissingError(translate("article", "there is no model to measure: {role}").format(role=role.value))
    if name not in models[at].figures:
        raise MissingError(
            translate("article", "this was not measured: {what}").format(what=name.replace(".", ", ").replace("_", " "))
        )
    return models[at].figures[name]


def has(found: Found, role: Role, name: str) -> bool:
    """Whether the first model of a role has that figure."""
    return bool(found.get(role)) and name in found[role][0].figures


def series(found: Found, role: Role, name: str) -> list[Figure]:
    """That figure of every model of a role, in order. Raises ``MissingError`` where there are fewer than two."""
    if len(found.get(role, ())) < 2:
        raise MissingError(
            translate("article", "this needs a series of at least two models: {role}").format(role=role.value)
        )
    return [figure(found, role, name, at) for at in range(len(found[role]))]


def difference(a: Figure, b: Figure) -> Figure:
    """``a - b`` with its interval, from theirs (MOVER: Zou and Donner, Statistics in Medicine 27, 2008).

    It holds for independent estimates, and is too wide where both come from the same images.
    """
    value = a.value - b.value
    low = value - hypot(a.value - a.low, b.high - b.value)
    high = value + hypot(a.high - a.value, b.value - b.low)
    return Figure(value, low, high, min(a.n, b.n), a.unit)


def exactly(value: float) -> Figure:
    """A number without chance."""
    return Figure(value, value, value, 1)


def judged(effect: Figure, margin: float, flat: bool = False) -> Verdict:
    """What an ``effect`` says of a claim that it is above 0; from ``margin`` on it is large enough to be seen.

    ``flat``: the model has two latent numbers at most, and the claim is known to need more. An effect whose interval
    contains 0 is undecided where it may be large, and else not supported.
    """
    seen, there = above(effect, margin), above(effect, 0.0)
    if seen or there:
        return Verdict.SUPPORTED if seen else Verdict.UNDECIDED if seen is None else Verdict.PARTLY
    if there is None:
        return Verdict.UNDECIDED
    if flat:
        return Verdict.NOT_IN_2D
    return Verdict.NOT if below(effect, margin) else Verdict.UNDECIDED


def bounded(value: Figure, most: float, limit: float) -> Verdict:
    """What a ``value`` says of a claim that it is small: up to ``most`` it is, above ``limit`` it is not."""
    if below(value, most):
        return Verdict.SUPPORTED
    if above(value, limit):
        return Verdict.NOT
    return Verdict.PARTLY if between(value, most, limit) else Verdict.UNDECIDED


def mostly(share: Figure) -> Verdict:
    """What a ``share`` says of a claim that it is more than half."""
    return Verdict.SUPPORTED if above(share, 0.5) else Verdict.NOT if below(share, 0.5) else Verdict.UNDECIDED


def trend(ends: Sequence[Figure], steps: Sequence[Figure]) -> Verdict:
    """What ``ends``, of a whole series, and its ``steps`` say of a claim that all of them are above 0.

    Neighbours may be too near to each other to be told apart: a step counts against the claim where it goes the other
    way for certain.
    """
    clear, back = [above(end, 0.0) for end in ends], any_of(below(step, 0.0) for step in steps)
    if all(clear):
        return graded(opposite(back), Verdict.PARTLY)
    if None not in clear and any(clear):
        return Verdict.PARTLY
    return Verdict.NOT if all(below(end, 0.0) for end in ends) else Verdict.UNDECIDED


def graded(answer: Answer, otherwise: Verdict) -> Verdict:
    """Supported where the ``answer`` is yes, ``otherwise`` where it is no."""
    return Verdict.UNDECIDED if answer is None else Verdict.SUPPORTED if answer else otherwise


# ------------------------------------------------------------ in words


def number(value: float, digits: int = 3) -> str:
    """So many ``digits``, without an exponent or a leading or trailing nothing: ``0.0468``, ``26.6``, ``13,900``."""
    if value == 0:
        return "0"
    rounded = float(f"{value:.{digits}g}")
    places = max(digits - 1 - floor(log10(abs(rounded))), 0)
    text = f"{rounded:,.{places}f}"
    return text.rstrip("0").rstrip(".") if places else text


def plain(figure: Figure) -> str:
    """``0.0468 [0.0461, 0.0475]``; without an interval where there is no chance in it, and a count then in full."""
    if figure.low == figure.high and figure.value == round(figure.value):
        return f"{figure.value:,.0f}"
    return _written(figure, number, range(3, 7))


def percent(figure: Figure) -> str:
    """A share: ``45.2 % [43.4, 46.6]``."""
    value, space, interval = _written(figure, _hundredth, range(1, 4)).partition(" ")
    return f"{value} %{space}{interval}"


def points(figure: Figure) -> str:
    """The size of a difference of two shares: ``26.6 points [24.5, 28.7]``."""
    turned = figure if figure.value >= 0 else Figure(-figure.value, -figure.high, -figure.low, figure.n)
    value, space, interval = _written(turned, _hundredth, range(1, 4)).partition(" ")
    return translate("article", "{value} points").format(value=value) + space + interval


def more(figure: Figure, what: str) -> str:
    """``26.6 points more non-digits [24.5, 28.7]``, or "fewer" where the difference is below 0."""
    size, _, interval = points(figure).partition(" [")
    said = (
        translate("article", "{size} more {what}") if figure.value >= 0 else translate("article", "{size} fewer {what}")
    )
    return said.format(size=size, what=what) + (f" [{interval}" if interval else "")


def _hundredth(value: float, digits: int) -> str:
    return f"{100 * value:.{digits}f}"


def _written(figure: Figure, write: Callable[[float, int], str], digits: range) -> str:
    """The value and its interval, with as many digits as tell them apart, within ``digits``."""
    for count in digits:
        value, low, high = (write(each, count) for each in (figure.value, figure.low, figure.high))
        if figure.low == figure.high:
            return value
        if low != high:
            break
    return f"{value} [{low}, {high}]"

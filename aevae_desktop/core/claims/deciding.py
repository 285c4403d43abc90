"""When an interval decides a question: only where other draws would give the same answer.

With another seed an interval lies elsewhere: its ends move as its value does, in 95 of 100 cases by no more than half
of the interval's length. So an end decides only where it may move, in parts of how far it lies from the value, by
``YES`` and still be beyond the limit, or by ``NO`` and still not be. No asks for less: where there is no effect at all,
no should be the answer (84 times in 100). Of two measurements of one truth, whichever is worst, 1 pair in 100 decides
both ways (``tests/core/claims/test_deciding.py``); between a yes and a no there is always an undecided.

Answers are True, False, or None for undecided, and are put together as in Kleene's logic ("Introduction to
metamathematics", 1952, section 64): what is not known counts only where the outcome hangs on it.
"""

from __future__ import annotations

from collections.abc import Iterable

from aevae_desktop.core.claims.figures import Figure

YES, NO = 1.0, 0.5
Answer = bool | None


def above(figure: Figure, limit: float) -> Answer:
    """Whether the whole interval lies above ``limit``."""
    room = figure.value - figure.low
    return _decided(figure.low - YES * room > limit, figure.low + NO * room <= limit)


def below(figure: Figure, limit: float) -> Answer:
    """Whether the whole interval lies below ``limit``."""
    room = figure.high - figure.value
    return _decided(figure.high + YES * room < limit, figure.high - NO * room >= limit)


def between(figure: Figure, least: float, most: float) -> Answer:
    """Whether the whole interval lies between both."""
    return all_of((above(figure, least), below(figure, most)))


def all_of(answers: Iterable[Answer]) -> Answer:
    """Whether all are so."""
    known = tuple(answers)
    return _decided(all(known), any(answer is False for answer in known))


def any_of(answers: Iterable[Answer]) -> Answer:
    """Whether one at least is so."""
    known = tuple(answers)
    return _decided(any(known), all(answer is False for answer in known))


def opposite(answer: Answer) -> Answer:
    """Yes for no, no for yes."""
    return None if answer is None else not answer


def _decided(yes: bool, no: bool) -> Answer:
    return True if yes else False if no else None

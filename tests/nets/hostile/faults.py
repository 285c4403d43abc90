"""What a fault is, and the table of all of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from tests.nets.hostile.draft import Draft


@dataclass(frozen=True)
class Fault:
    """One way to hurt. ``told``: manifest and file sizes alone show that it cannot be opened: no list may call it good.

    ``bad``: it must be refused; others may be opened, if the window lives. A ``slow`` one may cost its whole deadline.
    """

    name: str
    apply: Callable[[Draft, Random], None]
    told: bool = False
    bad: bool = False
    slow: bool = False


def told(name: str, apply: Callable[[Draft, Random], None]) -> Fault:
    """A fault that the list of models must tell."""
    return Fault(name, apply, told=True, bad=True)


def bad(name: str, apply: Callable[[Draft, Random], None], slow: bool = False) -> Fault:
    """A fault for which the bundle is refused, at the latest when it is opened."""
    return Fault(name, apply, bad=True, slow=slow)

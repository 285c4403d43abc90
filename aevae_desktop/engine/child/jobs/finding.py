"""What was found out of a network by running it, and how sure that is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Self

from aevae_desktop.engine.wire.protocol import SURE
from aevae_desktop.errors import ModelError

CERTAIN, LIKELY, OPEN, CHOSEN = SURE


@dataclass(frozen=True)
class Finding:
    """One thing: the ``value`` that is taken, of ``choices``, how ``sure`` that is, and why, in a line."""

    name: str
    value: str
    choices: tuple[str, ...]
    sure: str
    said: str = ""

    def chosen(self, wants: Mapping[str, str]) -> Self:
        """Itself with the value that a person wants. Raises ``ModelError`` for one that is none of the choices."""
        wanted = wants.get(self.name)
        if wanted is None:
            return self
        if wanted not in self.choices:
            raise ModelError(field=self.name, found=wanted, expected=" or ".join(self.choices))
        return replace(self, value=wanted, sure=CHOSEN)


def lines(findings: Iterable[Finding]) -> list[str]:
    """What was not certain, a line each."""
    return [each.said for each in findings if each.said and each.sure in (LIKELY, OPEN)]

"""The article mode as the state holds it: which claim is open, what was predicted, and what was measured."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from types import MappingProxyType
from typing import Self

from aevae_desktop.bundle.judge import JudgeCard
from aevae_desktop.core.claims.figures import Measured
from aevae_desktop.language import translate
from aevae_desktop.session.model import SaidByModels

LONGEST = 80  # characters of a student's name


class Verdict(Enum):
    """What the figures say of a claim on these models."""

    SUPPORTED = translate("article", "Supported here")
    PARTLY = translate("article", "Only partly here")
    NOT_IN_2D = translate("article", "Not in two dimensions: try 16")
    NOT = translate("article", "Not supported here")
    UNDECIDED = translate("article", "Undecided")
    CANNOT = translate("article", "Cannot be measured here")


class Role(Enum):
    """Which model a claim is measured on."""

    AE = translate("article", "the autoencoder that is open")
    VAE = translate("article", "the variational autoencoder that is open")
    LINEAR = translate("article", "the linear autoencoder of the library")
    AE_LADDER = translate("article", "autoencoders with codes of different sizes")
    VAE_LADDER = translate("article", "variational autoencoders with codes of different sizes")
    BETA_LADDER = translate("article", "variational autoencoders with different beta")


class Picture(Enum):
    """What stands in the middle of a claim's page."""

    MAPS = "the two maps"
    SHEETS = "decoded codes, those that the judge calls no digit framed"
    CURVE = "a curve over the models of a series"
    DIAGRAM = "the block diagram"
    BARS = "the figures as bars"


# Of the models of each role, in the order of a series. Where a role has several measures, one ``Measured`` has what all
# of them found out about a model; its figures and arrays are called "MEASURE.NAME".
Found = Mapping[Role, tuple[Measured, ...]]


@dataclass(frozen=True)
class Bar:
    """A ``figure`` ("random.fair") of a role as a bar, or a line over a series; ``unit``: how it is written."""

    role: Role
    figure: str
    label: str
    unit: str = ""  # one of ``text.UNITS``, or "" for a plain number


@dataclass(frozen=True)
class Curve:
    """``lines`` over the models of a series; ``by``: the figure along the axis, called ``x``; what goes up is ``y``."""

    by: str
    x: str
    y: str
    lines: tuple[Bar, ...]


@dataclass(frozen=True)
class Claim:
    """One sentence of the article, in our words, and how it is looked at. A row of ``CLAIMS``.

    ``chapter``: its number, 1 the first of ``CHAPTERS``; ``short``: for lists; ``asks``: what stands in the place of
    both until it was looked at, and does not give the answer away. ``measures``: names of ``core.claims``
    measures by role, one that the claim can do without ends with "?"; ``verdict(found)`` is the written rule.
    ``question`` with 2 to 4 ``answers`` comes before the figures; ``how``: what is measured. ``bars`` and ``curve``:
    what is drawn of the figures; ``layers`` that are shown with it; ``best``: the size of the code of the pair that
    shows it best, or 0.
    """

    name: str
    chapter: int
    sentence: str
    where: str
    question: str
    answers: tuple[str, ...]
    measures: Mapping[Role, tuple[str, ...]]
    verdict: Callable[[Found], tuple[Verdict, str]]
    picture: Picture
    how: str
    layers: tuple[str, ...] = ()
    best: int = 0
    short: str = ""
    asks: str = ""
    bars: tuple[Bar, ...] = ()
    curve: Curve | None = None


@dataclass(frozen=True, eq=False)
class Result:
    """How far a measure of one model is: ``share`` done, what was ``measured``, or why it could not be (``error``).

    ``digest``: of the bundle that it is about.
    """

    share: float = 0.0
    measured: Measured | None = None
    error: str = ""
    digest: str = ""


@dataclass(frozen=True, eq=False)
class ArticleState(SaidByModels):
    """The open ``claim`` (a name), ``answers`` given, ``revealed`` claims; ``results`` by (model key, measure).

    ``judges``: the card of the judge of a model's images, by model key, once it was looked for and found.
    ``left``: the folders of the maps' bundles before a claim opened others, ``came``.
    """

    claim: str = ""
    answers: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    revealed: frozenset[str] = frozenset()
    seed: int = 0
    results: Mapping[tuple[str, str], Result] = field(default_factory=lambda: MappingProxyType({}))
    judges: Mapping[str, JudgeCard] = field(default_factory=lambda: MappingProxyType({}))
    left: tuple[str, ...] = ()
    came: tuple[str, ...] = ()

    def without(self, pane: int, closed: frozenset[str]) -> Self:
        """Without what was measured on the models ``closed``."""
        kept = {name: result for name, result in self.results.items() if name[0] not in closed}
        return replace(self, results=MappingProxyType(kept))


@dataclass(frozen=True)
class Worksheet:
    """Whose worksheet it is, and the names of the claims that were added to it; none: all that were looked at."""

    name: str = ""
    claims: frozenset[str] = frozenset()

    def with_claim(self, claim: str, on: bool) -> Worksheet:
        """With a claim, or without it."""
        return replace(self, claims=self.claims | {claim} if on else self.claims - {claim})

"""Claims and their figures in the window's words: signs and states, numbers with their intervals, captions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from aevae_desktop.core.claims.figures import Figure
from aevae_desktop.features.article import answers, logic
from aevae_desktop.features.article.claims import CHAPTERS, CLAIMS
from aevae_desktop.features.article.comparing import MissingError, difference, figure, percent, plain
from aevae_desktop.features.article.state import ArticleState, Bar, Claim, Found, Picture, Role, Verdict
from aevae_desktop.language import translate
from aevae_desktop.session.state import SessionState

HEADS = (  # of the chapters, for a list
    translate("article", "Compression"), translate("article", "The autoencoder"),
    translate("article", "Its latent space"), translate("article", "Linear AE and PCA"),
    translate("article", "Variational autoencoder"),
    translate("article", "Regularised space"),
)  # fmt: skip
ROLES = {
    Role.AE: "AE", Role.VAE: "VAE", Role.LINEAR: translate("article", "Linear AE"), Role.AE_LADDER: "AE",
    Role.VAE_LADDER: "VAE",
    Role.BETA_LADDER: "VAE",
}  # fmt: skip
LONG = {
    Role.AE: translate("article", "Autoencoder"),
    Role.VAE: "VAE",
    Role.LINEAR: translate("article", "Linear autoencoder"),
}
WARM = (Role.AE, Role.AE_LADDER, Role.LINEAR)  # the colour of autoencoders, beside the accent of VAEs
LOOKS: Mapping[Verdict, tuple[str, str]] = {  # the colour and the sign, which says it without the colour
    Verdict.SUPPORTED: ("good", "✓"),
    Verdict.PARTLY: ("fair", "~"),
    Verdict.NOT_IN_2D: ("fair", "↑"),
    Verdict.NOT: ("danger", "✕"),
    Verdict.UNDECIDED: ("muted", "?"),
    Verdict.CANNOT: ("muted", "–"),
}
UNSEEN, PREDICTED, REVEALED = (
    translate("article", "not looked at"),
    translate("article", "predicted"),
    translate("article", "not measured yet"),
)
JUDGED = frozenset(("random", "own_prior", "validity", "inside", "morphs", "smooth"))  # measures that ask the judge
UNSURE = translate(
    "article", "Other draws could turn the answer: the interval is too near to the line"
)  # of a verdict that is undecided
UNITS = {  # of bars, and what stands over those of one unit
    "share": translate("article", "share"), "nats": translate("article", "nats"),
    "bits": translate("article", "bits"), "degrees": translate("article", "degrees"),
    "numbers": translate("article", "numbers"), "times": translate("article", "times"),
    "squared error": translate("article", "squared error a pixel"),
    "variance": translate("article", "variance a pixel"),
}  # fmt: skip
APART = ("squared error", "variance")  # too long to be written after a number
POINTS = "points"  # the unit of a difference of shares
AFTER = {**UNITS, POINTS: translate("article", "points")}
TILES = (
    translate("article", "the judge sees a digit"),
    translate("article", "the judge sees no digit"),
)  # what a tile of a sheet is, and one that is framed
SOURCES: Mapping[tuple[str, Role], str] = {
    ("random", Role.AE): translate("article", "from a fitted Gaussian"),
    ("random", Role.VAE): translate("article", "from N(0, I)"),
    ("own_prior", Role.AE): translate("article", "from its own density"),
    ("inside", Role.AE): translate("article", "inside each cluster"),
    ("morphs", Role.VAE): translate("article", "half-way between two classes"),
}


@dataclass(frozen=True)
class Headline:
    """The number of a claim as it is written large, its interval, and what it is, where the verdict does not say it."""

    text: str
    between: str
    what: str = ""


def chapter_line(claim: Claim) -> str:
    """Where in the argument, and where in the article, a claim stands."""
    said = translate("article", "Chapter {n} of {all} · {title} · in the article: “{where}”")
    title = CHAPTERS[claim.chapter - 1]
    return said.format(n=claim.chapter, all=len(CHAPTERS), title=title, where=claim.where)


def progress(state: SessionState) -> tuple[int, int]:
    """How many claims were looked at, of how many."""
    return len(state.part(ArticleState).revealed & {claim.name for claim in CLAIMS}), len(CLAIMS)


def standing(state: SessionState, claim: Claim) -> tuple[str, Verdict | None]:
    """How far somebody is with a claim, in words; and its verdict, once it is known and was looked at."""
    article = state.part(ArticleState)
    if claim.name not in article.revealed:
        return (PREDICTED if claim.name in article.answers else UNSEEN), None
    said = logic.verdict_of(state, claim)
    return (REVEALED, None) if said is None else (said[0].value, said[0])


def guessed(claim: Claim, found: Found | None, state: SessionState) -> str:
    """What somebody said before looking; marked only where the figures give one of the answers."""
    answer, right = state.part(ArticleState).answers.get(claim.name), answers.right(claim, found)
    if not answer:
        return translate("article", "You looked without a prediction.")
    if right is None:
        return translate("article", "You expected: {answer}.").format(answer=answer)
    return (
        translate("article", "You expected: {answer}. ✓").format(answer=answer)
        if answer == right
        else translate("article", "You expected: {answer}. The figures say: {right}.").format(
            answer=answer, right=right
        )
    )


def title(claim: Claim, state: SessionState, short: bool = False) -> str:
    """The claim's sentence once it was looked at, ``short`` for lists; till then a question that gives nothing away."""
    if claim.name not in state.part(ArticleState).revealed:
        return claim.asks
    return claim.short if short else claim.sentence


def is_best(claim: Claim, state: SessionState) -> bool:
    """Whether the open models are of the size that shows a claim best."""
    return all(model.manifest.latent_dim == claim.best for _, model in state.shown_models())


# ------------------------------------------------------------ figures


def written(found: Figure, unit: str = "", sign: bool = False) -> tuple[str, str]:
    """A figure and its interval as the verdicts write them: ``45.2 %`` and ``[43.4, 46.6]``; "" without an interval."""
    whole = percent(found) if unit in ("share", POINTS) else plain(found)
    number, _, between = whole.replace("-", "−").partition(" [")
    number = number.removesuffix(" %") if unit == POINTS else number
    plus = "+" if sign and found.value > 0 else ""
    after = f" {AFTER[unit]}" if unit not in ("", "share", *APART) else ""
    return f"{plus}{number}{after}", f"[{between}" if between else ""


def bars(claim: Claim, found: Found) -> list[tuple[Bar, Figure]]:
    """The bars of a claim whose figures were measured, each with its figure."""
    models = {role: each[0].figures for role, each in found.items() if each}
    return [(bar, models[bar.role][bar.figure]) for bar in claim.bars if bar.figure in models.get(bar.role, ())]


def tone(bar: Bar) -> str:
    """The colour of a bar or a line: muted where it is there for others to be compared with."""
    reference = bar.figure.endswith(("_null", ".own", "_shuffled", ".shuffled", ".pca"))
    return "muted" if reference else "warm" if bar.role in WARM else "accent"


def headline(claim: Claim, found: Found) -> Headline | None:
    """The number that stands for the claim: an effect where it compares, else its first bar; None without any."""
    try:
        return Headline(*written(_EFFECTS[claim.name](found), POINTS, sign=True))
    except (KeyError, MissingError):
        shown = bars(claim, found)
    if not shown:
        return None
    best = max(shown, key=lambda each: each[1].value if each[0].figure in _WITHOUT_DATA else -1.0)
    bar, measured = best if best[0].figure in _WITHOUT_DATA else shown[0]
    apart = f", {UNITS[bar.unit]}" if bar.unit in APART else ""
    return Headline(*written(measured, bar.unit), f"{ROLES[bar.role]}: {bar.label}{apart}")


def note(claim: Claim, found: Found, seed: int) -> str:
    """What all figures of a claim have in common: of how many they are, and how sure."""
    wanted = {bar.figure for bar in (*claim.bars, *(claim.curve.lines if claim.curve else ()))}
    shown = [
        model.figures[name] for models in found.values() for model in models for name in wanted & set(model.figures)
    ]
    counts = sorted({each.n for each in shown if each.n > 1})  # a fact about a model is not one of many
    n = (
        f"n = {counts[0]:,}"
        if len(counts) == 1
        else translate("article", "n = {least:,} to {most:,}").format(least=counts[0], most=counts[-1])
        if counts
        else ""
    )
    chance = translate("article", "95 % intervals") if any(each.low < each.high for each in shown) else ""
    return " · ".join(
        filter(None, (n, chance, translate("article", "seed {seed}").format(seed=seed) if counts else ""))
    )


def remarks(claim: Claim, found: Found, state: SessionState) -> str:
    """What the measures left out, and why; and how often the judge that they ask is wrong itself."""
    lines = dict.fromkeys(
        translate("core", line) for models in found.values() for each in models for line in each.notes
    )
    return " ".join([*(f"{line[:1].upper()}{line[1:]}." for line in lines), *_judged(claim, state)])


def _judged(claim: Claim, state: SessionState) -> Iterator[str]:
    asked = {name.removesuffix("?") for names in claim.measures.values() for name in names} & JUDGED
    judges = state.part(ArticleState).judges
    keys = [subject.key for role in claim.measures for subject in logic.subjects(state, role)]
    card = next((judges[key] for key in keys if key in judges), None)
    if asked and card is not None and card.errors:
        wrong, missed = card.errors[0].real_as_none, card.errors[0].ghosts_missed
        yield translate(
            "article",
            "The judge itself calls {wrong:.1f} % of real images no class, and misses {missed:.1f} % of those that "
            "are none.",
        ).format(wrong=100 * wrong.value, missed=100 * missed.value)


# ------------------------------------------------------------ pictures


def source(measure: str, role: Role) -> str:
    """Where the codes of a sheet come from."""
    return SOURCES.get((measure, role), translate("article", "decoded codes"))


def caption(claim: Claim, found: Found | None) -> str:
    """What the picture shows, in words."""
    arrays = [name for models in (found or {}).values() for name in models[0].arrays]
    if claim.picture is not Picture.SHEETS or not any(name.endswith(".z") for name in arrays):
        return ""
    judged = any(name.endswith(".none") for name in arrays)
    return translate("article", "Decoded codes") + (
        translate("article", "; framed: {tiles}").format(tiles=TILES[1]) if judged else ""
    )


def _excess(found: Found, role: Role) -> Figure:
    return figure(found, role, "random.excess")


_WITHOUT_DATA = frozenset(f"validity.{name}" for name in ("prior", "code_round_trip", "image_round_trip"))
_EFFECTS: Mapping[str, Callable[[Found], Figure]] = {
    "garbage": lambda found: difference(_excess(found, Role.AE), _excess(found, Role.VAE)),
    "random_digit": lambda found: _excess(found, Role.VAE),
    "compression": lambda found: difference(figure(found, Role.AE, "own_prior.kde_excess"), _excess(found, Role.VAE)),
}

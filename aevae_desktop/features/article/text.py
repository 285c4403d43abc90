"""Claims and their figures in the window's words: signs and states, numbers with their intervals, captions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from aevae_desktop.core.claims.figures import Figure
from aevae_desktop.features.article import answers, logic
from aevae_desktop.features.article.claims import CHAPTERS, CLAIMS
from aevae_desktop.features.article.comparing import MissingError, difference, figure, percent, plain
from aevae_desktop.features.article.state import ArticleState, Bar, Claim, Found, Picture, Role, Verdict
from aevae_desktop.session.state import SessionState

HEADS = (  # of the chapters, for a list
    "Compression", "The autoencoder", "Its latent space", "Linear AE and PCA", "Variational autoencoder",
    "Regularised space",
)  # fmt: skip
ROLES = {
    Role.AE: "AE", Role.VAE: "VAE", Role.LINEAR: "Linear AE", Role.AE_LADDER: "AE", Role.VAE_LADDER: "VAE",
    Role.BETA_LADDER: "VAE",
}  # fmt: skip
LONG = {Role.AE: "Autoencoder", Role.VAE: "VAE", Role.LINEAR: "Linear autoencoder"}
WARM = (Role.AE, Role.AE_LADDER, Role.LINEAR)  # the colour of autoencoders, beside the accent of VAEs
LOOKS: Mapping[Verdict, tuple[str, str]] = {  # the colour and the sign, which says it without the colour
    Verdict.SUPPORTED: ("good", "✓"),
    Verdict.PARTLY: ("fair", "~"),
    Verdict.NOT_IN_2D: ("fair", "↑"),
    Verdict.NOT: ("danger", "✕"),
    Verdict.UNDECIDED: ("muted", "?"),
    Verdict.CANNOT: ("muted", "–"),
}
UNSEEN, PREDICTED, REVEALED = "not looked at", "predicted", "not measured yet"
JUDGED = frozenset(("random", "own_prior", "validity", "inside", "morphs", "smooth"))  # measures that ask the judge
UNSURE = "Other draws could turn the answer: the interval is too near to the line"  # of a verdict that is undecided
UNITS = {  # of bars, and what stands over those of one unit
    "share": "share", "nats": "nats", "bits": "bits", "degrees": "degrees", "numbers": "numbers",
    "times": "times", "squared error": "squared error a pixel", "variance": "variance a pixel",
}  # fmt: skip
APART = ("squared error", "variance")  # too long to be written after a number
POINTS = "points"  # the unit of a difference of shares
TILES = ("the judge sees a digit", "the judge sees no digit")  # what a tile of a sheet is, and one that is framed
SOURCES: Mapping[tuple[str, Role], str] = {
    ("random", Role.AE): "from a fitted Gaussian",
    ("random", Role.VAE): "from N(0, I)",
    ("own_prior", Role.AE): "from its own density",
    ("inside", Role.AE): "inside each cluster",
    ("morphs", Role.VAE): "half-way between two classes",
}


@dataclass(frozen=True)
class Headline:
    """The number of a claim as it is written large, its interval, and what it is, where the verdict does not say it."""

    text: str
    between: str
    what: str = ""


def chapter_line(claim: Claim) -> str:
    """Where in the argument, and where in the article, a claim stands."""
    chapter = f"Chapter {claim.chapter} of {len(CHAPTERS)} · {CHAPTERS[claim.chapter - 1]}"
    return f"{chapter} · in the article: “{claim.where}”"


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
        return "You looked without a prediction."
    if right is None:
        return f"You expected: {answer}."
    return f"You expected: {answer}. ✓" if answer == right else f"You expected: {answer}. The figures say: {right}."


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
    after = f" {unit}" if unit not in ("", "share", *APART) else ""
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
    n = f"n = {counts[0]:,}" if len(counts) == 1 else f"n = {counts[0]:,} to {counts[-1]:,}" if counts else ""
    chance = "95 % intervals" if any(each.low < each.high for each in shown) else ""
    return " · ".join(filter(None, (n, chance, f"seed {seed}" if counts else "")))


def remarks(claim: Claim, found: Found, state: SessionState) -> str:
    """What the measures left out, and why; and how often the judge that they ask is wrong itself."""
    lines = dict.fromkeys(line for models in found.values() for model in models for line in model.notes)
    return " ".join([*(f"{line[:1].upper()}{line[1:]}." for line in lines), *_judged(claim, state)])


def _judged(claim: Claim, state: SessionState) -> Iterator[str]:
    asked = {name.removesuffix("?") for names in claim.measures.values() for name in names} & JUDGED
    judges = state.part(ArticleState).judges
    keys = [subject.key for role in claim.measures for subject in logic.subjects(state, role)]
    card = next((judges[key] for key in keys if key in judges), None)
    if asked and card is not None and card.errors:
        wrong, missed = card.errors[0].real_as_none, card.errors[0].ghosts_missed
        calls = f"The judge itself calls {100 * wrong.value:.1f} % of real images no class"
        yield f"{calls}, and misses {100 * missed.value:.1f} % of those that are none."


# ------------------------------------------------------------ pictures


def source(measure: str, role: Role) -> str:
    """Where the codes of a sheet come from."""
    return SOURCES.get((measure, role), "decoded codes")


def caption(claim: Claim, found: Found | None) -> str:
    """What the picture shows, in words."""
    arrays = [name for models in (found or {}).values() for name in models[0].arrays]
    if claim.picture is not Picture.SHEETS or not any(name.endswith(".z") for name in arrays):
        return ""
    judged = any(name.endswith(".none") for name in arrays)
    return "Decoded codes" + (f"; framed: {TILES[1]}" if judged else "")


def _excess(found: Found, role: Role) -> Figure:
    return figure(found, role, "random.excess")


_WITHOUT_DATA = frozenset(f"validity.{name}" for name in ("prior", "code_round_trip", "image_round_trip"))
_EFFECTS: Mapping[str, Callable[[Found], Figure]] = {
    "garbage": lambda found: difference(_excess(found, Role.AE), _excess(found, Role.VAE)),
    "random_digit": lambda found: _excess(found, Role.VAE),
    "compression": lambda found: difference(figure(found, Role.AE, "own_prior.kde_excess"), _excess(found, Role.VAE)),
}

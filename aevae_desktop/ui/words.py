"""Numbers and models in words: one place for how the window writes them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from os.path import commonprefix
from typing import Protocol

import numpy as np
from numpy.typing import ArrayLike

from aevae_desktop.bundle import TEST, Manifest
from aevae_desktop.language import translate
from aevae_desktop.session.model import Model
from aevae_desktop.session.state import Mode, SessionState

SHOWN = 4  # numbers of a long code that are written out
LONGEST = 60  # characters of a name on a button or in a menu
ROOM = 16  # characters of a map's name, in captions and on the switch between one map and two
NO_NAME = translate("ui", "(no name)")  # of a class whose name is empty
MODES = {
    Mode.EXPLORE: translate("ui", "Explore"),
    Mode.DRAW: translate("ui", "Draw"),
    Mode.PATH: translate("ui", "Path"),
    Mode.ARTICLE: translate("ui", "Article"),
}
JOINERS = "\u200c\u200d"  # they shape Persian words, Indic letters and emojis


class Named(Protocol):
    """What a model is called by: a manifest, or an entry of the library."""

    @property
    def id(self) -> str: ...  # noqa: D102
    @property
    def kind(self) -> str: ...  # noqa: D102
    @property
    def family(self) -> str: ...  # noqa: D102
    @property
    def latent_dim(self) -> int: ...  # noqa: D102
    @property
    def series(self) -> str: ...  # noqa: D102
    @property
    def position(self) -> float | None: ...  # noqa: D102


def kind_name(model: Named) -> str:
    """``AE``, ``VAE`` or ``Linear AE``."""
    kind = model.kind.upper()
    return translate("ui", "Linear {kind}").format(kind=kind) if model.family == "linear" else kind


def model_name(model: Named) -> str:
    """``AE 2-D``, ``VAE 16-D``, ``beta 0.25``: short, and with what it differs in from others of its series."""
    if model.series and model.position is not None:
        return series_name(model.series, f"{model.position:g}")
    return f"{kind_name(model)} {model.latent_dim}-D"


def series_name(series: str, number: str) -> str:
    """A name from a manifest with ``number`` in its place: at ``#``, or at the end."""
    return short(series).replace("#", number) if "#" in series else f"{short(series)} {number}"


def pane_names(state: SessionState) -> tuple[str, ...]:
    """What the panes are called side by side: as short as tells them apart, by id where nothing else would.

    Nothing is said of 2-D where all are, as most maps are; and what is cut is not what differs.
    """
    manifests = [pane.model.manifest for pane in state.panes if pane.model is not None]
    usual = all(manifest.latent_dim == 2 and not manifest.series for manifest in manifests)
    names = tuple(map(kind_name if usual else model_name, manifests))
    if len(set(names)) < len(names):
        names = tuple(manifest.id for manifest in manifests)
    named = iter(apart(names))
    return tuple("" if pane.model is None else next(named) for pane in state.panes)


@lru_cache(maxsize=64)
def apart(names: tuple[str, ...], most: int = ROOM) -> tuple[str, ...]:
    """``names``, those of more than ``most`` characters without what all begin with: ``…-00.25`` and ``…-16.00``."""
    same = len(commonprefix(names)) if len(set(names)) > 1 else 0  # noqa: RUF071 - no paths
    return tuple(
        name if len(name) <= most else short(_end(name, min(same, len(name) - most + 1)), most) for name in names
    )


def _end(name: str, start: int) -> str:
    return f"…{name[start:]}" if start > 0 else name


def long_name(manifest: Named) -> str:
    """The kind in full."""
    if manifest.kind == "vae":
        names = translate("ui", "Variational autoencoder"), translate("ui", "Linear variational autoencoder")
    else:
        names = translate("ui", "Autoencoder"), translate("ui", "Linear autoencoder")
    return names[manifest.family == "linear"]


def literal(name: str, most: int = LONGEST) -> str:
    """``name`` as a button or a menu shows it: cut at ``most``, and & as itself, where Qt reads the mark of a key."""
    return short(name, most).replace("&", "&&")


@lru_cache(maxsize=1024)
def short(name: str, most: int = LONGEST) -> str:
    """``name`` as it can be read, cut at ``most`` characters."""
    whole = legible(name)
    return whole if len(whole) <= most else f"{whole[: most - 1]}…"


def legible(name: str) -> str:
    """A name from a file as it can be read: what would not be seen stands there by its number, as U+200B does.

    That are control characters and those that change how others are set; what joins letters into one sign stays.
    """
    if not name.strip():
        return NO_NAME
    return name if name.isprintable() else "".join(map(_seen, name))


def _seen(sign: str) -> str:
    if sign.isprintable() or sign in JOINERS:
        return sign
    return " " if unicodedata.category(sign) == "Zs" else f"\\u{ord(sign):04x}"


def dimension(k: int) -> str:
    """What dimension ``k``, counted from 0, is called: from 1, as in the papers."""
    return f"z{k + 1}"


def usage(value: float, nats: bool) -> str:
    """How much a dimension is used: nats of KL, or the variance of its codes."""
    if nats:
        return translate("ui", "{value} nats").format(value=number(value))
    return translate("ui", "var {value:.3g}").format(value=value)


def axis_names(model: Model) -> tuple[str, str]:
    """What the map's axes are called; the second is empty for a latent space of one dimension."""
    plane_choice = model.plane_choice
    if model.plane.d == 1:
        return dimension(0), ""
    if plane_choice.kind == "axes":
        return dimension(plane_choice.i), dimension(plane_choice.j)
    if plane_choice.kind == "pca":
        return "PC1", "PC2"
    return translate("ui", "first to second"), translate("ui", "towards the third")


def plane_name(model: Model) -> str:
    """Which plane of its latent space the map of ``model`` shows, in one line."""
    plane_choice, d = model.plane_choice, model.plane.d
    if plane_choice.kind == "pca":
        said = translate("ui", "PCA plane: {share} % of the codes' variance")
        return said.format(share=round(100 * plane_choice.share))
    if plane_choice.kind == "corners":
        return translate("ui", "plane through {corners}").format(corners=", ".join(plane_choice.corners))
    if d == 2:
        said = translate("ui", "{i} × {j} of {d}")
    elif model.plane.origin.any():
        said = translate("ui", "{i} × {j} of {d}, the others fixed")
    else:
        said = translate("ui", "{i} × {j} of {d}, the others 0")
    return said.format(i=dimension(plane_choice.i), j=dimension(plane_choice.j), d=d)


def what_is_shown(model: Model) -> str:
    """One line on what the map shows: the plane, where there is a choice, or what to expect."""
    usual = model.plane_choice.kind == "axes" and (model.plane_choice.i, model.plane_choice.j) == (0, 1)
    if model.plane.d > 2 or (model.plane.d == 2 and not usual):
        return plane_name(model)
    return what_to_expect(model.manifest)


def shown_in_short(model: Model) -> str:
    """The same where there is little room: what stands before the first comma or colon, but for one in brackets.

    A plane through three corners keeps all of them.
    """
    if model.plane_choice.kind == "corners":
        return what_is_shown(model)
    return re.split(r"[,:](?![^(]*\))", what_is_shown(model), maxsplit=1)[0]


def what_to_expect(manifest: Manifest) -> str:
    """One line on what this kind's latent space is like."""
    if manifest.latent_dim == 1:
        return translate("ui", "one latent number; rows separate the classes")
    if manifest.prior == "standard_normal":
        return translate("ui", "prior N(0, I), rings at 1, 2, 3 σ")
    if manifest.family == "linear":
        return translate("ui", "spans the plane of PCA")
    return translate("ui", "no prior: gaps are expected")


def number(value: float, digits: int = 2) -> str:
    """A number with a true minus sign; zero has none."""
    return f"{value:z.{digits}f}".replace("-", "−")


def tiny(value: float) -> str:
    """A number with three figures that count, for sigmas and distances that may be small."""
    if 0 < abs(value) < 0.0005:
        return translate("ui", "under 0.001")
    text = f"{value:.3f}" if abs(value) < 0.1 else f"{value:.2f}"
    return text.replace("-", "−")


def fraction(value: float) -> str:
    """A share of one as small text has it: ``.0324``."""
    return f"{value:.4f}".lstrip("0")


def figure(value: float) -> str:
    """Three figures that count, of any magnitude: ``0.0123``, ``70,000``, ``1e12``, ``−4.2e−7``."""
    text = f"{value:,.0f}" if 999.5 <= abs(value) < 1e6 else f"{value:.3g}"
    base, _, power = text.partition("e")
    return (f"{base}e{int(power)}" if power else text).replace("-", "−")


def how_many(counts: Sequence[tuple[int, int]]) -> str:
    """``12,345 of 70,000 codes``, for the ``(shown, all)`` of each map; what maps have in common is said once."""
    different = sorted(set(counts), reverse=True)
    totals = sorted({total for _, total in different}, reverse=True)
    if not totals:
        return ""
    if all(shown == total for shown, total in different):
        return translate("ui", "{n} codes").format(n=_both(f"{total:,}" for total in totals))
    some = translate("ui", "{n} of {total} codes")
    if len(totals) == 1:
        return some.format(n=_both(f"{shown:,}" for shown, _ in different), total=f"{totals[0]:,}")
    part = translate("ui", "{n:,} of {total:,}")
    return translate("ui", "{n} codes").format(n=_both(part.format(n=n, total=total) for n, total in different))


def _both(parts: Iterable[str]) -> str:
    return translate("ui", " and ", "between two numbers of codes").join(parts)


def code(z: ArrayLike, digits: int = 2) -> str:
    """``(0.42, −1.10)``; of a long code the first few numbers."""
    parts = [number(float(value), digits) for value in np.asarray(z)]
    if len(parts) > SHOWN:
        parts = [*parts[: SHOWN - 1], translate("ui", "… {count} in all").format(count=len(parts))]
    return f"({', '.join(parts)})"


def class_name(model: Model, sample: int) -> str:
    """What a stored sample is: ``a 7``, ``Latin``, or ``an image`` where its class is unknown."""
    assert model.codes is not None
    label = int(model.codes.label[sample])
    names = model.manifest.classes
    if not 0 <= label < len(names):
        return translate("ui", "an image")
    name = short(names[label])
    if len(name) > 1:  # "a Latin" or "a Trousers" is no English
        return name
    if name.lower() in "aeiou8":
        return translate("ui", "an {name}", "the name begins as 8 does: with a vowel").format(name=name)
    return translate("ui", "a {name}").format(name=name)


def class_of(model: Model, label: int) -> str:
    """The name of the class ``label`` alone, ``?`` where there is none."""
    names = model.manifest.classes
    return names[label] if 0 <= label < len(names) else "?"


def sample(model: Model, row: int, distance: float | None = None) -> str:
    """``sample 1,234 · a 7 · test image · 0.03 away``: what a stored sample is, and how far from where one looks."""
    assert model.codes is not None
    parts = [translate("ui", "sample {row:,}").format(row=row)]
    if 0 <= model.codes.label[row] < len(model.manifest.classes):
        parts.append(class_name(model, row))
    parts.append(translate("ui", "test image") if model.codes.split[row] == TEST else translate("ui", "training image"))
    if distance is not None:
        parts.append(translate("ui", "{distance} away").format(distance=tiny(distance)))
    return " · ".join(parts)

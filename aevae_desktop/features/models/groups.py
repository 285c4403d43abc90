"""The library in groups for people: what to begin with, series of models that differ in one number, one's own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from aevae_desktop.engine.wire.library import FAVOURITES, Entry
from aevae_desktop.language import translate
from aevae_desktop.ui import words

START, WIDTH, PRIOR, OTHERS, IMAGES, YOURS = (
    translate("models", "Start here"),
    translate("models", "How wide a code?"),
    translate("models", "How strong a prior?"),
    translate("models", "Others"),
    translate("models", "Other images"),
    translate("models", "Yours"),
)
MAIN_SET = "mnist"  # of nearly all shipped models
PRIOR_SERIES = "beta"  # of the shipped series the one whose number is no width


@dataclass(frozen=True)
class Row:
    """One model, or a series of them in the order of their positions."""

    name: str
    entries: tuple[Entry, ...]

    def place(self, folder: str | None) -> int | None:
        """Which of its models lies in ``folder``; None where none does."""
        return next((i for i, entry in enumerate(self.entries) if str(entry.folder) == folder), None)


def grouped(library: Iterable[Entry]) -> list[tuple[str, list[Row]]]:
    """The headings, each with its rows; one of the shipped models that are not there is left out, "Yours" never is."""
    groups: dict[str, list[Entry]] = {START: [], WIDTH: [], PRIOR: [], OTHERS: [], IMAGES: [], YOURS: []}
    for entry in library:
        groups[_heading(entry)].append(entry)
    found = [(heading, _rows(entries)) for heading, entries in groups.items() if entries or heading == YOURS]
    return _apart(found)


def _apart(groups: list[tuple[str, list[Row]]]) -> list[tuple[str, list[Row]]]:
    """Of shipped models that would be called the same, those after the first say what their ids have besides."""
    taken: dict[str, Entry] = {}
    for _, rows in groups:
        for k, row in enumerate(rows):
            first, entry = taken.setdefault(row.name, row.entries[0]), row.entries[0]
            if entry is not first and entry.shipped:
                rows[k] = Row(_with_what_differs(row.name, entry.id, first.id), row.entries)
    return groups


def _with_what_differs(name: str, own: str, other: str) -> str:
    """``AE 2-D plain`` of ``ae-mnist-2d-plain`` beside ``ae-mnist-2d``; the whole id where it has no other word."""
    more = [part for part in own.split("-") if part not in other.split("-") and not part[:1].isdigit()]
    return f"{name} {words.short(' '.join(more))}" if more else words.short(own)


def names_of(library: Iterable[Entry]) -> dict[Path, str]:
    """What each model is called beside all others, by its folder, those of a series with what tells them apart."""
    rows = [row for _, found in grouped(library) for row in found]
    alone = {row.name: row.entries[0] for row in rows if len(row.entries) == 1}
    names = {entry.folder: name for name, entry in alone.items()}
    for entry in (entry for row in rows for entry in row.entries if entry.folder not in names):
        name = name_of(entry)
        same = alone.get(name) if entry.shipped else None
        names[entry.folder] = name if same is None else _with_what_differs(name, entry.id, same.id)
    return names


def _heading(entry: Entry) -> str:
    if not entry.shipped:
        return YOURS
    if entry.id in FAVOURITES:
        return START
    if entry.error is None and entry.dataset != MAIN_SET:
        return IMAGES
    if entry.series and entry.error is None:
        return PRIOR if entry.series == PRIOR_SERIES else WIDTH
    return OTHERS


def _rows(entries: Sequence[Entry]) -> list[Row]:
    """A row for each series, where its first model stands, and one for each other model."""
    series: dict[tuple[Path, str], list[Entry]] = {}
    for entry in entries:
        alone = entry.error is not None or not entry.series
        series.setdefault((entry.folder, "") if alone else (entry.folder.parent, entry.series), []).append(entry)
    return [_row(sorted(members, key=_position)) for members in series.values()]


def _row(members: Sequence[Entry]) -> Row:
    first, last = members[0], members[-1]
    if len(members) > 1:
        ends = translate("models", "{first:g} to {last:g}").format(first=_position(first), last=_position(last))
        return Row(words.series_name(first.series, ends), tuple(members))
    return Row(words.short(first.id) if first.error is None and not first.shipped else name_of(first), (first,))


def _position(entry: Entry) -> float:
    return entry.position or 0.0


def name_of(entry: Entry) -> str:
    """What a model is called: one's own by its id, unless it is in a series; a broken one by its folder."""
    if entry.error is not None:
        return words.short(entry.folder.name)
    return words.model_name(entry) if entry.shipped or entry.series else words.short(entry.id)


def pair(entry: Entry, library: Iterable[Entry]) -> tuple[Entry, Entry] | None:
    """``entry`` and what it is best compared with, left map first; None where there is nothing like it.

    That is the other kind at the same place of its series, or the least of the series, or a model of the same size
    that differs in its kind or in its network. All of the same images.
    """
    others = [
        other for other in library
        if other.error is None and other != entry
        and (other.shipped, other.dataset, bool(other.series)) == (entry.shipped, entry.dataset, bool(entry.series))
    ]  # fmt: skip
    found = _same_place(entry, others) or _least(entry, others) if entry.series else _alike(entry, others)
    return None if found is None else _in_order(entry, found)


def _same_place(entry: Entry, others: Iterable[Entry]) -> Entry | None:
    """The other kind at the same place of another series."""
    same = (each for each in others if each.series != entry.series and each.position == entry.position)
    return next((each for each in same if each.kind != entry.kind and each.latent_dim == entry.latent_dim), None)


def _least(entry: Entry, others: Iterable[Entry]) -> Entry | None:
    """The first of the same series; of the first itself, the last."""
    members = sorted((entry, *(each for each in others if each.series == entry.series)), key=_position)
    found = members[0] if members[0] is not entry else members[-1]
    return None if found is entry else found


def _alike(entry: Entry, others: Iterable[Entry]) -> Entry | None:
    """One of the same size that differs in its kind, or else in its network, or else in both."""
    same = [each for each in others if each.latent_dim == entry.latent_dim and _unlike(entry, each) != (False, False)]
    return min(same, key=lambda each: (all(_unlike(entry, each)), each.kind == entry.kind), default=None)


def _unlike(one: Entry, other: Entry) -> tuple[bool, bool]:
    return one.kind != other.kind, one.family != other.family


def _in_order(entry: Entry, other: Entry) -> tuple[Entry, Entry]:
    """An AE to the left of a VAE, less to the left of more, and otherwise the one in question to the right."""
    if entry.kind != other.kind:
        return (entry, other) if entry.kind == "ae" else (other, entry)
    return (entry, other) if entry.series and _position(entry) < _position(other) else (other, entry)

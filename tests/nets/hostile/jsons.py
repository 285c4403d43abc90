"""Manifests that are not the JSON they should be."""

from __future__ import annotations

import codecs
import json
from collections.abc import Callable
from random import Random
from typing import Any

from tests.nets.hostile.draft import Draft
from tests.nets.hostile.faults import Fault, told

ODD: tuple[Any, ...] = (None, True, [], {}, "", "x", -1, 0, 1.5, [[]], {"a": 1}, [None], "\u0000", 10**40)
TOP = ("id", "title", "kind", "image", "latent_dim", "classes", "files", "format", "format_version", "prior", "tensors",
       "dataset", "metrics", "provenance", "family")  # fmt: skip


def _replaced(old: str, new: str) -> Callable[[Draft, Random], None]:
    def apply(draft: Draft, rng: Random) -> None:
        text = draft.plain_text()
        assert old in text
        draft.text = text.replace(old, new, 1).encode()

    return apply


def _deep(draft: Draft, rng: Random) -> None:
    depth = rng.choice((100, 900, 5_000, 100_000))
    opening, closing = rng.choice((("[", "]"), ('{"a":', "}")))
    inner = opening * depth + "1" + closing * depth
    draft.text = draft.plain_text().replace('"provenance": {}', f'"provenance": {{"a": {inner}}}').encode()


def _unfinished(draft: Draft, rng: Random) -> None:
    draft.text = b"[" * rng.choice((1_000, 1_000_00))


def _number(word: str) -> Callable[[Draft, Random], None]:
    def apply(draft: Draft, rng: Random) -> None:
        place = rng.choice(('"low": 0.0', '"high": 1.0', '"latent_dim": %d' % draft.d, '"channels": 1'))  # noqa: UP031
        draft.text = draft.plain_text().replace(place, place.split(":")[0] + ": " + word).encode()

    return apply


def _free_number(word: str) -> Callable[[Draft, Random], None]:
    return _replaced('"metrics": {}', f'"metrics": {{"m": {{"value": {word}, "unit": {word}, "n": {word}}}}}')


def _wrong_type(draft: Draft, rng: Random) -> None:
    draft.manifest[rng.choice(TOP[:7])] = rng.choice((None, True, -1, 1.5, [[]], [None]))


def _any_type(draft: Draft, rng: Random) -> None:
    for key in rng.sample(TOP, 3):
        draft.manifest[key] = rng.choice(ODD)


def _inside(draft: Draft, rng: Random) -> None:
    part = rng.choice(("image", "tensors", "dataset"))
    inner = draft.manifest[part]
    inner[rng.choice(list(inner))] = rng.choice(ODD)


def _missing(draft: Draft, rng: Random) -> None:
    draft.manifest.pop(rng.choice(("id", "title", "kind", "image", "latent_dim", "format", "format_version")))


def _cut(draft: Draft, rng: Random) -> None:
    text = draft.plain_text().encode()
    draft.text = text[: rng.randrange(len(text))]


def _twice(draft: Draft, rng: Random) -> None:
    draft.text = draft.plain_text().replace("{", '{"title": 3, "latent_dim": 3, "files": {}, ', 1).encode()


def _other_encoding(draft: Draft, rng: Random) -> None:
    name = rng.choice(("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-7", "cp037"))
    draft.text = draft.plain_text().encode(name)


def _mark(draft: Draft, rng: Random) -> None:
    draft.text = codecs.BOM_UTF8 + draft.plain_text().encode()


def _flipped(draft: Draft, rng: Random) -> None:
    text = bytearray(draft.plain_text().encode())
    for _ in range(rng.randrange(1, 8)):
        text[rng.randrange(len(text))] = rng.randrange(256)
    draft.text = bytes(text)


def _after(draft: Draft, rng: Random) -> None:
    draft.text = draft.plain_text().encode() + rng.choice((b"{}", b"\x00", b"]", b"NaN", b"\n\n/* */"))


def _nothing(draft: Draft, rng: Random) -> None:
    draft.text = rng.choice((b"", b"\x00" * 100, b"null", b"[]", b"3", b'"x"', b"true", b"<html>", b"{}"))


def _digits(draft: Draft, rng: Random) -> None:
    _number("9" * rng.choice((400, 4_300, 5_000, 200_000)))(draft, rng)


def _version(draft: Draft, rng: Random) -> None:
    draft.manifest["format_version"] = rng.choice(("2.0", "", ".", "1" * 9999, "\u0661.0", "-1", "1" + "." * 999 + "x"))


def _wide(draft: Draft, rng: Random) -> None:
    draft.text = draft.plain_text().replace('"provenance": {}', '"provenance": ' + json.dumps([0] * 250_000)).encode()


FAULTS = (
    told("nested deep", _deep),
    told("never closed", _unfinished),
    told("NaN for a number", _number("NaN")),
    told("1e400 for a number", _number("1e400")),
    told("-Infinity for a number", _number("-Infinity")),
    told("so many digits", _digits),
    Fault("1e400 in a metric", _free_number("1e400")),
    Fault("NaN in a metric", _free_number("NaN")),
    told("a value of another type", _wrong_type),
    Fault("three values of other types", _any_type),
    Fault("a part of another type", _inside),
    told("a value is missing", _missing),
    told("cut short", _cut),
    Fault("keys twice", _twice),
    Fault("another encoding", _other_encoding),
    Fault("a byte order mark", _mark),
    Fault("flipped bytes", _flipped),
    told("more after the end", _after),
    told("no object", _nothing),
    Fault("a version that is none", _version),
    told("a list for an object", _wide),
)

"""Texts that would be more than text: markup, control characters, directions, halves of characters, great lengths."""

from __future__ import annotations

import json
import os
from pathlib import Path
from random import Random

from tests.nets.hostile.draft import Draft
from tests.nets.hostile.faults import Fault, told

CONTROL = "".join(map(chr, (*range(1, 32), 127, *range(128, 160))))
BIDI = "\u202e\u202d\u2066\u2067\u2068\u2069\u200f\u061c"


def markup(target: str, rng: Random) -> str:
    """Rich text, as Qt guesses it, that would fetch ``target``."""
    if rng.random() < 0.6:
        return f'<img src="{target}">'
    return rng.choice((
        f"<b>bold</b><img src='{target}' width=9 height=9>", f'<a href="{target}">here</a>',
        f'<table background="{target}"><tr><td>x</table>', f"<style>@import '{target}'</style><p>x",
        f'<html><body background="{target}">x</body></html>', f"<?xml version='1.0'?><qt><img src=\"{target}\"></qt>",
    ))  # fmt: skip


def spread(draft: Draft, text: str, rng: Random) -> None:
    """Put ``text`` wherever the window might show it."""
    draft.manifest["title"] = text
    draft.manifest["classes"] = [f"{text}{k}" for k in range(10)]
    draft.manifest["family"] = text
    draft.manifest["dataset"] = {"name": text, "licence": text, "source": text}
    draft.manifest["metrics"] = {text[:40] or "m": {"value": 1, "unit": text, "n": 3, "command": text}}
    draft.manifest["provenance"] = {text[:40] or "p": text}


def _device(draft: Draft, rng: Random) -> None:
    spread(draft, markup("/dev/zero", rng), rng)


def _pipe(draft: Draft, rng: Random) -> None:
    draft.outside.mkdir(parents=True, exist_ok=True)
    pipe = draft.outside / f"pipe-{draft.name}"
    if not pipe.exists():
        os.mkfifo(pipe)
    spread(draft, markup(str(pipe), rng), rng)


def _file(draft: Draft, rng: Random) -> None:
    spread(
        draft, markup(rng.choice(("file:///etc/passwd", "//host/share/a.png", "data:image/png;base64,AA")), rng), rng
    )


def _control(draft: Draft, rng: Random) -> None:
    spread(draft, "".join(rng.choice(CONTROL) for _ in range(30)), rng)


def _bidi(draft: Draft, rng: Random) -> None:
    spread(draft, "".join(rng.choice(BIDI) + rng.choice("abc") for _ in range(30)), rng)


def _zalgo(draft: Draft, rng: Random) -> None:
    spread(draft, "a" + "\u0301\u0489\u20dd" * rng.choice((30, 300)), rng)


def _lines(draft: Draft, rng: Random) -> None:
    spread(draft, rng.choice(("\n", "\r", "\u2028", "\x85", "\t")).join("abcde"), rng)


def _formula(draft: Draft, rng: Random) -> None:
    spread(
        draft,
        rng.choice(("=cmd|'/C calc'!A0", "+1+1", "-1", "@SUM(A1)", '","=1+1","', "%s%n%d", "&&&File", "{0}")),
        rng,
    )


def _surrogate(draft: Draft, rng: Random) -> None:
    spread(draft, "x", rng)
    half = f"\\u{rng.randrange(0xD800, 0xE000):04x}"
    where = rng.choice(('"title": "x', '"family": "x', '"classes": ["x', '"name": "x'))
    draft.text = draft.plain_text().replace(where, where + half).encode()


def _huge(draft: Draft, rng: Random) -> None:
    spread(draft, "W" * rng.choice((2_000, 20_000)), rng)


def _huge_words(draft: Draft, rng: Random) -> None:
    draft.manifest["provenance"] = {"p": "word " * 300_000}


def _many_keys(draft: Draft, rng: Random) -> None:
    draft.manifest["metrics"] = {f"m{k}": {"value": k} for k in range(rng.choice((3_000, 12_000)))}


def _id(draft: Draft, rng: Random) -> None:
    draft.manifest["id"] = rng.choice(("../../x", "", "<b>x</b>", "a\nb", "x" * 5000, "con\u202e", "\x00", "a/b"))


def _tensors(draft: Draft, rng: Random) -> None:
    draft.manifest["tensors"] = dict.fromkeys(("x", "mu", "log_var", "z", "x_hat"), markup("/dev/zero", rng))


def _latin(draft: Draft, rng: Random) -> None:
    draft.text = draft.plain_text().replace('"title": "', '"title": "\xe9\xff').encode("latin-1")


def _folder(draft: Draft, rng: Random) -> None:
    """The folder itself has the name."""
    names = (
        b"<img src=.dev.zero>",
        b"new\nline",
        b"esc\x1b[31m",
        b"not \xff\xfe utf-8",
        b"&amp; & %1",
        "\u202eback".encode(),
    )
    hard = rng.choice(names) + draft.name.encode()
    draft.after.append(lambda folder: folder.rename(folder.parent / Path(os.fsdecode(hard))))


def _null(draft: Draft, rng: Random) -> None:
    spread(draft, "a\x00b", rng)


def _quotes(draft: Draft, rng: Random) -> None:
    spread(draft, json.dumps("</metadata><script>]]>-->" + "'\"\\" * 5), rng)


FAULTS = (
    Fault("tool tip of a device", _device),
    Fault("tool tip of a pipe", _pipe),
    Fault("tool tip of a file", _file),
    Fault("control characters", _control),
    Fault("directions", _bidi),
    Fault("marks over marks", _zalgo),
    Fault("lines in a line", _lines),
    Fault("formulas", _formula),
    told("half a character", _surrogate),
    Fault("long texts", _huge),
    told("a manifest of 1.5 MB", _huge_words),
    Fault("many metrics", _many_keys),
    told("an id that is no name", _id),
    Fault("tensors with markup for names", _tensors),
    told("not UTF-8", _latin),
    Fault("a hostile folder name", _folder),
    Fault("a zero in a text", _null),
    Fault("quotes and ends", _quotes),
)

"""The pseudo-locale: accents and length, and nothing that a program reads is touched."""

from __future__ import annotations

import re

import pytest

from languages.pseudo import pseudo


@pytest.mark.parametrize("text", ["Save", "Open a folder of networks", "Close (L)", "Press Ctrl+PgUp for more."])
def test_every_word_has_accents_and_the_text_is_longer(text: str) -> None:
    said = pseudo(text)
    plain = re.sub(r"\(L\)|Ctrl\+PgUp", "", text)
    letters = sum(map(str.isalpha, plain))
    added = sum(map(str.isalpha, said)) - sum(map(str.isalpha, text))
    assert added == round(0.4 * letters)
    assert [word for word in re.findall(r"\w+", re.sub(r"\(L\)|Ctrl\+PgUp", "", said)) if word.isascii()] == []


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("{n:,} of {total} codes, {{x}}", ["{n:,}", "{total}", "{{", "}}"]),
        ("Save && close &File", ["&&", "&F"]),
        ("<b>Bold</b><br/>", ["<b>", "</b>", "<br/>"]),
        ("Layers (L), Ctrl+Shift+P or (F1), Shift+drag", ["(L)", "Ctrl+Shift+P", "(F1)", "Shift+"]),
    ],
)
def test_what_a_program_reads_stays(text: str, kept: list[str]) -> None:
    assert [part for part in kept if part not in pseudo(text)] == []

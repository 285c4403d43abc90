"""What can be shown as it is, and what becomes of what a person typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aevae_desktop.reading.plain_text import broken_in, clean, wrong_in_line

anything = st.text(st.characters(exclude_categories=[]), max_size=60)


@pytest.mark.parametrize("text", ["", "a sieben 7", "ä Ω 数 🙂", "\u200fשלום", "a\u00a0b", "<b>", "=cmd|x"])
def test_ordinary_texts_are_left_alone(text: str) -> None:
    assert wrong_in_line(text, 100) is None


@pytest.mark.parametrize(
    "code", [0, 7, 10, 27, 0x7F, 0x85, 0x9B, 0x2028, 0x2029, 0x202A, 0x202E, 0x2066, 0x2069, 0xD800]
)
def test_what_steers_hides_or_breaks_is_named(code: int) -> None:
    assert wrong_in_line(f"a{chr(code)}b", 100) == f"the character U+{code:04X}"


def test_a_text_too_long_is_told_by_its_length() -> None:
    assert wrong_in_line("x" * 11, 10) == "11 characters"


@given(anything, st.integers(1, 50))
def test_what_was_cleaned_can_be_shown_and_written(text: str, most: int) -> None:
    line = clean(text, most)
    assert wrong_in_line(line, most) is None
    assert broken_in(line) is None
    assert clean(line, most) == line
    line.encode()

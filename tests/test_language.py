"""What ``translate`` says: English, or what the chosen language has for it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from aevae_desktop import language
from aevae_desktop.language import translate

WORDS = {("points", "Colour", 0): "Farbe", ("points", "%n points", 5): "%n Punkte"}


@pytest.fixture
def german() -> Iterator[None]:
    language.speak(lambda context, text, comment, n: WORDS.get((context, text, max(n, 0)), ""))
    yield
    language.speak(None)


def test_without_a_language_the_source_is_said() -> None:
    assert translate("points", "Colour") == "Colour"
    assert translate("points", "%n points", "", 5) == "5 points"


def test_a_sentence_is_said_in_the_chosen_language(german: None) -> None:
    assert translate("points", "Colour") == "Farbe"
    assert translate("points", "%n points", "", 5) == "5 Punkte"


def test_what_has_no_translation_stays_english(german: None) -> None:
    assert translate("layers", "Colour") == "Colour"
    assert translate("points", "Size") == "Size"

"""What ``translate`` says: English, or what the chosen language has for it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from aevae_desktop import language
from aevae_desktop.language import translate

WORDS = {("points", "Colour", ""): "Farbe", ("points", "Colour", "of the pen"): "Stiftfarbe"}


@pytest.fixture
def german() -> Iterator[None]:
    language.speak(lambda *what: WORDS.get(what))
    yield
    language.speak(None)


def test_without_a_language_the_source_is_said() -> None:
    assert translate("points", "Colour") == "Colour"


def test_a_sentence_is_said_in_the_chosen_language(german: None) -> None:
    assert translate("points", "Colour") == "Farbe"
    assert translate("points", "Colour", "of the pen") == "Stiftfarbe"


def test_what_has_no_translation_stays_english(german: None) -> None:
    assert translate("layers", "Colour") == "Colour"
    assert translate("points", "Size") == "Size"

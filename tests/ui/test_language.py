"""Which language is spoken: the first that there is of those wanted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from aevae_desktop.errors import DataError
from aevae_desktop.language import speak, translate
from aevae_desktop.ui import language
from languages import update

GERMAN = """<?xml version="1.0" encoding="utf-8"?><!DOCTYPE TS><TS version="2.1" language="de" sourcelanguage="en">
<context><name>ui</name><message><source>File</source><translation>Datei</translation></message></context></TS>"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    (tmp_path / "de.ts").write_text(GERMAN, encoding="utf-8")
    update.release(tmp_path / "de.ts", tmp_path / "de.qm")
    monkeypatch.setattr(language, "FOLDER", tmp_path)
    yield tmp_path
    speak(None)


def test_the_file_of_a_language_is_spoken(folder: Path) -> None:
    language.choose("de")
    assert translate("ui", "File") == "Datei"
    assert translate("ui", "Edit") == "Edit"
    assert language.spoken() == "de"


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        (("", "xx", "de_AT"), "Datei"),
        (("en", "de"), "File"),
        (("en_GB", "de"), "File"),
        (("", "xx"), "File"),
        ((), "File"),
    ],
)
def test_the_first_that_there_is_is_spoken(folder: Path, wanted: tuple[str, ...], said: str) -> None:
    language.choose(*wanted)
    assert translate("ui", "File") == said
    assert language.spoken() == ("de" if said == "Datei" else "en")


def test_languages_are_listed_by_their_own_names(folder: Path) -> None:
    assert [language.own_name(code) for code in language.known()] == ["English", "Deutsch"]


def test_english_reads_no_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language, "FOLDER", None)
    language.choose("", "en_US", "de")
    assert translate("ui", "File") == "File"


def test_a_language_that_there_is_not_is_one_line(folder: Path) -> None:
    language.require("de")
    with pytest.raises(DataError, match="found xx, expected one of en, de"):
        language.require("xx")


def test_a_file_that_is_none_is_one_line(folder: Path) -> None:
    (folder / "fr.qm").write_bytes(b"nothing")
    with pytest.raises(DataError, match=r"fr\.qm"):
        language.choose("fr")

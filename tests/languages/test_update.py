"""What translators get and what the program reads: collected from the source, checked, and made by Qt's tools."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from PySide6.QtCore import QTranslator

from aevae_desktop.errors import DataError
from languages import update
from languages.pseudo import pseudo

ONE = '<TS version="2.1" language="de"><context><name>ui</name>{}</context></TS>'


def messages(file: Path) -> set[tuple[str, str, str]]:
    return {
        (context.findtext("name", ""), message.findtext("source", ""), message.findtext("comment", ""))
        for context in ET.parse(file).iter("context")
        for message in context.iter("message")
    }


def test_the_template_has_every_sentence_of_the_source(tmp_path: Path) -> None:
    update.collect(tmp_path / "now.ts", "en")
    assert messages(update.HERE / "template.ts") == messages(tmp_path / "now.ts"), "run python languages/update.py"


def test_every_sentence_is_in_the_pseudo_locale(tmp_path: Path) -> None:
    update.make_pseudo(update.HERE / "template.ts", tmp_path / "pseudo.qm")
    translator = QTranslator()
    assert translator.load(str(tmp_path / "pseudo.qm"))
    for context, source, comment in messages(update.HERE / "template.ts"):
        assert translator.translate(context, source, comment) == pseudo(source)


def translated(tmp_path: Path, source: str, said: str) -> Path:
    file = tmp_path / "de.ts"
    inside = f"<message><source>{source}</source><translation>{said}</translation></message>"
    file.write_text(ONE.format(inside), encoding="utf-8")
    return file


@pytest.mark.parametrize("said", ["", "{total:,} von {n}", "{{}} {n} {total}"])
def test_a_translation_with_the_placeholders_of_its_source_is_taken(tmp_path: Path, said: str) -> None:
    update.check(translated(tmp_path, "{n} of {total:,}", said))


@pytest.mark.parametrize("said", ["von {total}", "{n} {total} {more}", "{n} {total", "{} {n} {total}"])
def test_one_with_others_is_refused(tmp_path: Path, said: str) -> None:
    with pytest.raises(DataError, match="other placeholders"):
        update.check(translated(tmp_path, "{n} of {total:,}", said))


def test_a_tool_that_fails_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "de.ts").write_text("no XML")
    with pytest.raises(DataError, match="lrelease"):
        update.release(tmp_path / "de.ts", tmp_path / "de.qm")


@pytest.mark.parametrize("code", sorted({file.stem for file in update.HERE.glob("*.ts")} - {update.TEMPLATE}))
def test_a_language_says_what_its_translators_wrote(code: str) -> None:
    file, translator = update.HERE / f"{code}.ts", QTranslator()
    update.check(file)
    assert translator.load(str(update.MADE / f"{code}.qm")), "run python languages/update.py"
    for context in ET.parse(file).iter("context"):
        for message in context.iter("message"):
            source, said = message.findtext("source", ""), message.findtext("translation", "")
            found = translator.translate(context.findtext("name", ""), source, message.findtext("comment", ""))
            assert (found or "") == said, "run python languages/update.py"

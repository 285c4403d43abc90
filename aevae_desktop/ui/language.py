"""Which language the window speaks: one file of Qt Linguist a language, ``CODE.qm``, and English without one."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QLocale, QTranslator

import aevae_desktop
from aevae_desktop import language
from aevae_desktop.errors import DataError

FOLDER = Path(aevae_desktop.__file__).parent / "languages"
ENGLISH = "en"  # the language of the source: no file is read
_spoken = ENGLISH


def known() -> tuple[str, ...]:
    """The codes of all languages there are, English first."""
    return (ENGLISH, *sorted(path.stem for path in FOLDER.glob("*.qm")))


def spoken() -> str:
    """The code of the language that is spoken."""
    return _spoken


def own_name(code: str) -> str:
    """What a language is called in itself: ``Deutsch``."""
    return "English" if code == ENGLISH else QLocale(code).nativeLanguageName().capitalize() or code  # not "American"


def system() -> str:
    """The code of the system's language, such as ``de_AT``."""
    return QLocale.system().name()


def choose(*wanted: str) -> None:
    """Speak the first of ``wanted`` that there is, ``de`` for ``de_AT``; English where there is none.

    What was imported before may have said its sentences in English already.
    """
    global _spoken
    _spoken = ENGLISH
    language.speak(None)
    for code in filter(None, wanted):
        base = code.partition("_")[0]
        if base == ENGLISH:
            break
        found = [file for file in (FOLDER / f"{code}.qm", FOLDER / f"{base}.qm") if file.is_file()]
        if found:
            language.speak(_translator(found[0]).translate)
            _spoken = found[0].stem
            break


def require(code: str) -> None:
    """Raise ``DataError`` where there is no such language."""
    if code not in known():
        raise DataError("no such language", found=code, expected=f"one of {', '.join(known())}")


def _translator(file: Path) -> QTranslator:
    """The translations in a file. Raises ``DataError`` where it holds none."""
    translator = QTranslator()
    if not translator.load(str(file)):
        raise DataError("no translations that Qt can read", file=file)
    return translator

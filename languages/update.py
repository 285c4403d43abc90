"""Collect the sentences of the window for translators, and make what the program reads of each language.

    python languages/update.py         after a change of sentences or translations
    python languages/update.py de      begins a language: makes languages/de.ts, which Qt Linguist opens

``template.ts`` has every sentence of the source; each ``CODE.ts`` follows it, and becomes ``CODE.qm`` in
``aevae_desktop/languages``. ``pseudo.qm`` is made as well, for ``aevae-desktop --language pseudo``; git ignores it.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from pathlib import Path
from string import Formatter

import PySide6

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from aevae_desktop.errors import DataError, LabError
from languages.pseudo import pseudo

HERE = Path(__file__).resolve().parent
SOURCE = HERE.parent / "aevae_desktop"
MADE = SOURCE / "languages"
TEMPLATE, PSEUDO = "template", "pseudo"
ENGLISH = "en"


def main(codes: list[str]) -> int:
    """Update everything, and begin the languages ``codes``; returns the exit code."""
    try:
        collect(HERE / f"{TEMPLATE}.ts", ENGLISH)
        for code in sorted({path.stem for path in HERE.glob("*.ts")} - {TEMPLATE} | set(codes)):
            file = HERE / f"{code}.ts"
            collect(file, code)
            check(file)
            release(file, MADE / f"{code}.qm")
        make_pseudo(HERE / f"{TEMPLATE}.ts", MADE / f"{PSEUDO}.qm")
    except LabError as error:
        print(f"update.py: {error}", file=sys.stderr)
        return 2
    return 0


def collect(file: Path, code: str) -> None:
    """Bring ``file`` up to date with the source; its translations stay."""
    sources = sorted(path.relative_to(SOURCE.parent).as_posix() for path in SOURCE.rglob("*.py"))
    options = ["-no-obsolete", "-locations", "none", "-source-language", ENGLISH, "-target-language", code]
    _qt("lupdate", *sources, *options, "-ts", str(file))


def release(file: Path, made: Path) -> None:
    """Make of the ``.ts`` ``file`` what the program reads; what is not translated stays English."""
    made.parent.mkdir(exist_ok=True)
    _qt("lrelease", str(file), "-qm", str(made))


def make_pseudo(template: Path, made: Path) -> None:
    """Make the pseudo-locale of the sentences in ``template``."""
    tree = ET.parse(template)
    for message in tree.iter("message"):
        said, translation = pseudo(message.findtext("source", "")), message.find("translation")
        assert translation is not None
        translation.attrib.clear()
        translation.text = said
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"{PSEUDO}.ts"
        tree.write(file, "utf-8", xml_declaration=True)
        release(file, made)


def check(file: Path) -> None:
    """Raise ``DataError`` for a translation that has not the placeholders of its source: it could not be filled in."""
    for message in ET.parse(file).iter("message"):
        source = message.findtext("source", "")
        said = message.findtext("translation", "")
        if said and _fields(said) != _fields(source):
            raise DataError("other placeholders than its source", file=file, found=said, expected=source)


def _fields(text: str) -> set[str]:
    """The placeholders of ``text``; one that is not closed is another than any."""
    try:
        return {name for _, name, _, _ in Formatter().parse(text) if name is not None}
    except ValueError:
        return {text}


def _qt(tool: str, *arguments: str) -> None:
    """Run a tool of Qt Linguist that comes with PySide6. Raises ``DataError`` where it is missing or fails."""
    try:
        command = [str(Path(PySide6.__file__).parent / tool), "-silent", *arguments]
        done = subprocess.run(command, cwd=SOURCE.parent, capture_output=True, text=True, check=False)
    except OSError as error:
        raise DataError(f"{tool} cannot be run", found=error.strerror) from None
    if done.returncode or "warning" in done.stderr.lower():
        raise DataError(f"{tool} found something wrong", found=done.stderr.strip())


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

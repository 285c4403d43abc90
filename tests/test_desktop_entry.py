"""The entry in the desktop's menu: complete, valid where the system's checkers are there, and gone without a trace."""

from __future__ import annotations

import configparser
import shlex
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QImage

from aevae_desktop import app, desktop_entry
from aevae_desktop.command import arguments
from aevae_desktop.errors import DataError


@pytest.fixture
def share(qapp: Any, tmp_path: Path) -> Path:
    desktop_entry.install(arguments.parser(), tmp_path / "share")
    return tmp_path / "share"


def read_entry(share: Path) -> Any:
    reader = configparser.RawConfigParser()
    reader.optionxform = str  # type: ignore[method-assign, assignment]
    reader.read(share / "applications" / "aevae-desktop.desktop", encoding="utf-8")
    return reader["Desktop Entry"]


def test_the_entry_starts_this_program(share: Path) -> None:
    command = shlex.split(read_entry(share)["Exec"])
    assert command[-1] == "%F"
    done = subprocess.run([*command[:-1], "--version"], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("aevae-desktop ")
    assert Path(read_entry(share)["TryExec"]).is_file()


def test_there_is_an_icon_of_every_size_that_is_no_plain_square(share: Path) -> None:
    for side in desktop_entry.SIDES:
        image = QImage(str(share / f"icons/hicolor/{side}x{side}/apps/aevae-desktop.png"))
        assert (image.width(), image.height()) == (side, side)
        assert image.pixelColor(0, 0).alpha() == 0
        colours = {image.pixelColor(round(side * x / 64), round(side * y / 64)).name() for x, y in ((20, 42), (44, 22))}
        assert colours == {"#6ea8fe", "#f28e4b"}
    assert ET.parse(share / "icons/hicolor/scalable/apps/aevae-desktop.svg").getroot().tag.endswith("svg")


def test_the_manual_page_has_every_option(share: Path) -> None:
    text = (share / "man/man1/aevae-desktop.1").read_text(encoding="utf-8").replace("\\-", "-")
    for action in arguments.parser()._actions:
        assert all(f"{name}" in text for name in action.option_strings)
    assert text.startswith('.TH AEVAE-DESKTOP 1 ""')


@pytest.mark.parametrize(
    ("checker", "file"),
    [
        (("desktop-file-validate",), "applications/aevae-desktop.desktop"),
        (("appstreamcli", "validate", "--no-net"), "metainfo/aevae-desktop.metainfo.xml"),
    ],
)
def test_the_system_s_checkers_find_nothing_wrong(share: Path, checker: tuple[str, ...], file: str) -> None:
    if shutil.which(checker[0]) is None:
        pytest.skip(f"{checker[0]} is not installed")
    done = subprocess.run([*checker, str(share / file)], capture_output=True, text=True, check=False)
    assert "error" not in done.stdout.lower() + done.stderr.lower()
    assert "E:" not in done.stdout


def test_all_of_it_goes_away_and_nothing_else(share: Path) -> None:
    other = share / "applications" / "other.desktop"
    other.write_text("[Desktop Entry]\n")
    assert len(desktop_entry.remove(share)) == 4 + len(desktop_entry.SIDES)
    assert [path for path in share.rglob("*") if path.is_file()] == [other]
    assert desktop_entry.remove(share) == []


@pytest.mark.parametrize(
    ("word", "quoted"),
    [("/usr/bin/x", "/usr/bin/x"), ("/a b/x", '"/a b/x"'), ("/a%b", '"/a%%b"'), ('/a"$`', '"/a\\\\"\\\\$\\\\`"')],
)
def test_a_command_is_quoted_as_the_specification_says(word: str, quoted: str) -> None:
    assert desktop_entry._quoted(word) == quoted


def test_a_folder_that_cannot_be_written_is_one_line(qapp: Any, tmp_path: Path) -> None:
    (tmp_path / "share").write_text("a file")
    with pytest.raises(DataError, match=r"cannot be written: "):
        desktop_entry.install(arguments.parser(), tmp_path / "share")


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="menus are made of files on Linux")
def test_the_command_line_names_what_it_wrote_and_took_away(
    qapp: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert app.main(["--install-desktop"]) == 0
    written = capsys.readouterr().out.split()
    assert all(Path(name).is_file() for name in written)
    assert app.main(["--remove-desktop"]) == 0
    assert capsys.readouterr().out.split() == written
    assert not any(Path(name).exists() for name in written)

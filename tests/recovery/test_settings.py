"""The file of settings: nothing in it is lost, whatever it holds, and what is wrong with it is one line."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from aevae_desktop.recovery import settings
from aevae_desktop.recovery.settings import FORMAT, LARGEST, VERSION, Settings


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "settings.json"


def written(path: Path, **whole: Any) -> bytes:
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps({"format": FORMAT, "version": VERSION, "values": {"theme": "light"}} | whole))
    return path.read_bytes()


def test_what_was_put_is_there_at_the_next_start(path: Path) -> None:
    made = Settings(path)
    assert (made.value("theme"), made.problem) == (None, "")
    heard: list[str] = []
    made.on_change = lambda: heard.append("changed")
    made.put("theme", "light")
    made.put("theme", "light")
    made.put("recent", ["/a", "/b"])
    made.write()
    again = Settings(path)
    assert heard == ["changed"] * 2
    assert (again.text("theme"), again.texts("recent", 1), again.problem) == ("light", ("/a",), "")


def test_without_a_file_nothing_is_read_or_written(tmp_path: Path) -> None:
    made = Settings()
    made.put("theme", "light")
    made.write()
    assert (made.text("theme"), list(tmp_path.iterdir())) == ("light", [])


def test_two_windows_keep_each_others_values(path: Path) -> None:
    one, other = Settings(path), Settings(path)
    one.put("theme", "light")
    one.write()
    other.put("text_size", 125)
    other.write()
    assert (Settings(path).text("theme"), Settings(path).value("text_size")) == ("light", 125)


def test_values_that_this_version_does_not_know_stay(path: Path) -> None:
    written(path, values={"theme": "light", "of another version": [1, 2]})
    made = Settings(path)
    made.put("theme", "dark")
    made.write()
    assert Settings(path).value("of another version") == [1, 2]


def test_an_older_file_is_read(path: Path) -> None:
    written(path, version=VERSION - 1)
    made = Settings(path)
    assert (made.text("theme"), made.problem) == ("light", "")
    made.put("text_size", 125)
    made.write()
    assert json.loads(path.read_bytes())["version"] == VERSION
    assert Settings(path).text("theme") == "light"


def test_a_newer_file_is_told_and_left_alone(path: Path) -> None:
    before = written(path, version=VERSION + 1)
    made = Settings(path)
    assert "newer version" in made.problem
    assert "\n" not in made.problem
    made.put("theme", "dark")
    made.write()
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize("text", [b"", b"{", b"[]", b"\xff\xfe", b'{"format": "another"}', b"[" * 5000,
                                  b'{"format": "aevae-settings", "version": "1", "values": {}}',
                                  b'{"format": "aevae-settings", "version": 1, "values": []}'])  # fmt: skip
def test_a_broken_file_is_set_aside_and_told(path: Path, text: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(text)
    made = Settings(path)
    assert made.problem.startswith("settings.json")
    assert "It is kept as settings.json.broken" in made.problem
    made.put("theme", "dark")
    made.write()
    assert path.with_name("settings.json.broken").read_bytes() == text
    assert Settings(path).text("theme") == "dark"


def test_a_second_broken_file_does_not_replace_the_first(path: Path) -> None:
    for text in (b"one", b"two"):
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text)
        Settings(path)
    assert {file.read_bytes() for file in path.parent.iterdir()} == {b"one", b"two"}


def test_one_that_breaks_while_the_program_runs_is_kept_too(path: Path) -> None:
    made = Settings(path)
    made.put("theme", "dark")
    path.parent.mkdir()
    path.write_bytes(b"broken")
    made.write()
    assert path.with_name("settings.json.broken").read_bytes() == b"broken"
    assert Settings(path).text("theme") == "dark"


def _pipe(path: Path) -> None:
    os.mkfifo(path)


def _folder(path: Path) -> None:
    path.mkdir()


def _round(path: Path) -> None:
    path.symlink_to(path)


def _large(path: Path) -> None:
    path.write_bytes(b" " * (LARGEST + 1))


@pytest.mark.skipif(os.name != "posix", reason="needs pipes")
@pytest.mark.parametrize("make", [_pipe, _folder, _round, _large])
def test_what_is_no_file_to_be_read_is_told_and_left_as_it_is(path: Path, make: Any) -> None:
    path.parent.mkdir()
    make(path)
    made = Settings(path)
    assert "cannot be read" in made.problem
    made.put("theme", "dark")
    made.write()
    assert [file.name for file in path.parent.iterdir()] == ["settings.json"]


def test_where_nothing_can_be_written_it_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    made = Settings(tmp_path / "file" / "state" / "settings.json")
    assert made.problem == ""
    made.put("theme", "dark")
    made.write()
    assert "The settings cannot be kept" in made.problem


def test_a_value_of_another_kind_is_none(path: Path) -> None:
    written(path, values={"theme": ["light"], "recent": ["/a", 7, "/b\n", "/c"]})
    made = Settings(path)
    assert (made.text("theme"), made.texts("recent", 10)) == ("", ("/a", "/c"))


def test_it_is_the_file_in_the_folder_of_the_state(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("AEVAE_STATE", str(tmp_path))
    assert settings.place() == tmp_path / "settings.json"

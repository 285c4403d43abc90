"""Which folders are the program's own, whatever the environment says."""

import os
import pwd
import sys
from pathlib import Path

import pytest

from aevae_desktop import places


@pytest.fixture(autouse=True)
def bare(monkeypatch):
    for name in ("XDG_DATA_HOME", "XDG_STATE_HOME", "AEVAE_MODELS", "AEVAE_STATE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")


@pytest.mark.parametrize("named", [None, "", "relative", "./here", "~"])
def test_a_home_that_is_no_absolute_path_gives_way_to_the_registered_one(monkeypatch, named):
    monkeypatch.delenv("HOME") if named is None else monkeypatch.setenv("HOME", named)
    assert places.home() == Path(pwd.getpwuid(os.getuid()).pw_dir)


def test_a_user_that_nobody_knows_has_a_home_where_nothing_can_be_written(monkeypatch):
    def unknown(uid):
        raise KeyError(uid)

    monkeypatch.setattr(pwd, "getpwuid", unknown)
    monkeypatch.delenv("HOME")
    with pytest.raises(OSError, match="Not a directory"):
        places.state_folder().mkdir(parents=True)
    with pytest.raises(OSError, match="Not a directory"):
        list(places.user_folder().iterdir())


@pytest.mark.parametrize("named", ["", "relative", "./here", "~/there"])
def test_an_xdg_folder_that_is_no_absolute_path_is_ignored(monkeypatch, named):
    monkeypatch.setenv("HOME", "/home/anna")
    monkeypatch.setenv("XDG_DATA_HOME", named)
    monkeypatch.setenv("XDG_STATE_HOME", named)
    assert places.data_folder() == Path("/home/anna/.local/share/aevae-desktop")
    assert places.state_folder() == Path("/home/anna/.local/state/aevae-desktop")


def test_absolute_ones_are_used(monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", "/data")
    monkeypatch.setenv("XDG_STATE_HOME", "/state")
    assert places.user_folder() == Path("/data/aevae-desktop/models")
    assert places.state_folder() == Path("/state/aevae-desktop")


@pytest.mark.parametrize("named", ["~nobody-of-that-name/x", "~/x", "x", "/x"])
def test_what_the_programs_own_variables_say_is_always_a_place(monkeypatch, named):
    monkeypatch.setenv("HOME", "/home/anna")
    monkeypatch.setenv("AEVAE_MODELS", named)
    monkeypatch.setenv("AEVAE_STATE", named)
    assert places.user_folder().is_absolute()
    assert places.state_folder() == places.user_folder()


@pytest.mark.parametrize(
    ("platform", "variable", "tail"),
    [
        ("darwin", "HOME", "Library/Application Support/aevae-desktop/state"),
        ("win32", "LOCALAPPDATA", "aevae-desktop/state"),
    ],
)
def test_other_systems_have_places_of_their_own(tmp_path, monkeypatch, platform, variable, tail):
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setenv(variable, str(tmp_path))
    assert places.state_folder() == tmp_path / tail


def test_a_name_that_is_no_text_can_be_shown():
    path = Path(os.fsdecode(b"/home/\xff\xfe/models"))
    places.shown(path).encode()
    assert places.shown(path) == "/home/\ufffd\ufffd/models"

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import aevae_desktop
from aevae_desktop.engine.wire import launch


def paths_of_the_child() -> list[str]:
    program, arguments = launch.command()
    arguments[-1] = arguments[-1].split("from aevae")[0] + "print(ascii(sys.path))"
    done = subprocess.run([program, *arguments], capture_output=True, text=True, check=True)
    paths: list[str] = eval(done.stdout)
    return paths


def test_the_child_finds_this_very_package_first() -> None:
    assert paths_of_the_child()[0] == str(Path(aevae_desktop.__file__).parents[1])


def test_strange_folder_names_arrive_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    odd = "/a b/\"quoted\" 'too'/ünï/𝒵/back\\slash"
    monkeypatch.setattr(sys, "path", [odd, *sys.path])
    assert odd in paths_of_the_child()


def test_relative_folders_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", ["", ".", "models", *sys.path])
    assert all(Path(path).is_absolute() for path in paths_of_the_child())


def test_variables_of_python_do_not_reach_the_child(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "aevae_desktop.py").write_text("raise SystemExit(9)")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    assert str(tmp_path) not in paths_of_the_child()


def test_a_standalone_program_starts_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert launch.command(True, launch.READING) == (sys.executable, [launch.CHILD, launch.READING, launch.PATIENT])


@pytest.mark.parametrize("patient", [False, True])
def test_a_standalone_program_is_the_child_that_it_started(monkeypatch: pytest.MonkeyPatch, patient: bool) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr("aevae_desktop.engine.child.reader.main", lambda given: 7 + given)
    _, arguments = launch.command(patient, launch.READING)
    assert launch.is_child(arguments)
    assert launch.run(arguments) == 7 + patient


@pytest.mark.parametrize("arguments", [[], ["figure.png"], [launch.CHILD], [launch.CHILD, "os"]])
def test_nothing_else_is_taken_for_a_child(arguments: list[str]) -> None:
    assert not launch.is_child(arguments)

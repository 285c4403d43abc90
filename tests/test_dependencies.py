"""What pip is promised in pyproject.toml, and the exact versions that were tested."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EVERY = [*PROJECT["dependencies"], *(one for rows in PROJECT["optional-dependencies"].values() for one in rows)]
NEEDED = [Requirement(one) for one in EVERY if not one.startswith("aevae-desktop")]


def plain(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def pins(name):
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    return {plain(line.partition("==")[0]): line.partition("==")[2] for line in lines if not line.startswith("#")}


@pytest.mark.parametrize("one", NEEDED, ids=lambda one: one.name)
def test_no_range_is_open_at_the_top(one):
    assert any(part.operator in ("<", "<=", "==") for part in one.specifier)


@pytest.mark.parametrize("file", ["constraints.txt", "constraints-floor.txt"])
def test_what_was_tested_is_within_what_is_promised(file):
    found = pins(file)
    assert [str(one) for one in NEEDED if not one.specifier.contains(found[plain(one.name)])] == []


def test_the_floors_are_those_of_the_floor_file():
    found = pins("constraints-floor.txt")
    assert found.keys() == {plain(one.name) for one in NEEDED}
    for one in NEEDED:
        (floor,) = (part.version for part in one.specifier if part.operator in (">=", "=="))
        assert Version(found[plain(one.name)]) == Version(floor), one.name

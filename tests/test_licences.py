"""docs/licences.md against what is installed, and the licences that travel with the program."""

import importlib.metadata
import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
ROW = re.compile(r"^\| ([\w.-]+) \| ([^|]+) \| [^|]+ \|$", re.MULTILINE)


def plain(name):
    return re.sub(r"[-_.]+", "-", name).lower()


LICENCES = {plain(name): text for name, text in ROW.findall((ROOT / "docs/licences.md").read_text(encoding="utf-8"))}


def installed(names):
    """``names`` and what they need here, as far as it is installed."""
    waiting, found = [plain(name) for name in names], set()
    while waiting:
        name = waiting.pop()
        try:
            needed = importlib.metadata.requires(name) or []
        except importlib.metadata.PackageNotFoundError:
            continue
        if name not in found:
            found.add(name)
            needs = [Requirement(one) for one in needed]
            waiting += [plain(one.name) for one in needs if not one.marker or one.marker.evaluate({"extra": ""})]
    return found


def declared(name):
    about = importlib.metadata.metadata(name)
    lines = [about.get(field) or "" for field in ("License-Expression", "License")]
    return "\n".join([*lines, *about.get_all("Classifier", [])])


@pytest.mark.parametrize("extra", ["", "train"])
def test_every_package_that_is_installed_with_it_is_listed(extra):
    rows = PROJECT["optional-dependencies"][extra] if extra else PROJECT["dependencies"]
    of_nvidia = re.compile("nvidia|cuda-")  # what a build of torch for their cards brings: a paragraph of its own
    unlisted = installed(Requirement(one).name for one in rows) - LICENCES.keys()
    assert sorted(name for name in unlisted if not of_nvidia.match(name)) == []


@pytest.mark.parametrize("name", sorted(LICENCES))
def test_a_package_is_under_the_licence_that_is_said(name):
    try:
        text = declared(name)
    except importlib.metadata.PackageNotFoundError:
        pytest.skip("not installed here")
    words = {"PSF": "PSF|Python Software Foundation", "LGPL": "LGPL", "BSD": "BSD|Enthought|Modified BSD"}
    family = LICENCES[name].split("-")[0].split()[0]
    about = importlib.metadata.metadata(name)
    bare = not text.replace("Classifier", "").strip() or not re.search("[Ll]icen|MIT|BSD|GPL|Apache|PSF|MPL", text)
    assert bare or re.search(words.get(family, family), text), (
        LICENCES[name],
        text[:300],
        about.get_all("License-File"),
    )


def test_the_models_have_a_licence_that_names_those_of_the_images():
    text = (ROOT / "models_onnx" / "LICENSE").read_text(encoding="utf-8")
    for words in (
        "MIT License",
        "LeCun",
        "Cortes",
        "Burges",
        "ShareAlike 3.0",
        "creativecommons.org/licenses/by-sa/3.0",
    ):
        assert words in text


def test_every_licence_file_goes_into_the_wheel():
    for name in PROJECT["license-files"]:
        assert (ROOT / name).is_file()
    assert "models_onnx/LICENSE" in PROJECT["license-files"]

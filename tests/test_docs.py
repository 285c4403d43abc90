"""Documents and docstrings name only files, modules, classes and tables that exist. History may name what is gone."""

from __future__ import annotations

import ast
import builtins
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = (ROOT / "aevae_desktop", ROOT / "training")
PRODUCT = sorted(path for folder in PACKAGES for path in folder.rglob("*.py"))
OTHERS = [*sorted((ROOT / "tests").rglob("*.py")), *sorted((ROOT / "benchmarks").glob("*.py")), ROOT / "run.py"]
DOCUMENTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
HISTORY = ROOT / "docs" / "lab_log.md"  # what it says was true on its day

FENCED = re.compile(r"^```.*?^```", re.M | re.S)
CODE = re.compile(r"(`+)([^`\n]+)\1")
LINK = re.compile(r"\]\((?!https?:)([^)#]+)")
FILE = re.compile(r"(?:[\w.-]+/)+(?:[\w.-]+)?|\w+\.(?:py|qss)")
DOTTED = re.compile(r"([A-Za-z_]\w*(?:\.\w+)+)(?:\(.*\))?")
CLASS = re.compile(r"(?<![\w.])(?!Q[A-Z])[A-Z][a-z]+[A-Z]\w*")  # two humps or more, and not Qt's
TEST = re.compile(r"([\w/]+\.py)::(\w+)")
TABLE = re.compile(r"_?[A-Z][A-Z_]{4,}")
DATA = re.compile(r".*\.(?:json|onnx|np[yz]|md|toml|txt)|[A-Z]+_\w+=?.*")
MADE_UP = re.compile(
    r"\bnearest\b|Nearest[CP]\w+|^reports/|^\.venv|^PYTHON$|NAME|GatherND|SeedSequence|OrderedDict|QtCore|reader.limit"
)  # examples, and other people's
VARIABLES = ("state", "pane", "model")  # that modules are called so, too, is chance


@cache
def _words() -> dict[str, set[str]]:
    """The words in the file of each module and each class, by its plain name; under ``all`` those of every file."""
    words: dict[str, set[str]] = defaultdict(set)
    for path in (*PRODUCT, *OTHERS):
        text = path.read_text()
        names = [
            "all",
            path.parent.name if path.name == "__init__.py" else path.stem,
            *re.findall(r"^\s*class (\w+)", text, re.M),
        ]
        found = set(re.findall(r"\w+", text))
        for name in names:
            words[name] |= found
    return words


def _is_file(name: str, beside: Path) -> bool:
    if "/" in name:
        return any((base / name).exists() for base in (ROOT, *PACKAGES, beside))
    return any(path.name == name for path in (*PRODUCT, *OTHERS)) or name == "style.qss"


def _is_there(dotted: str, beside: Path) -> bool:
    """``core.map.plane.Plane``, ``frame_sequence.laid``, ``Codes.xy``; others pass."""
    head, *rest = dotted.split(".")
    places = [base / head for base in (ROOT, *PACKAGES, beside) if (base / head / "__init__.py").exists()]
    if places:
        return any(_holds(place, rest) for place in places)
    return head in VARIABLES or head not in _words() or rest[0] in _words()[head]


def _holds(place: Path, names: list[str]) -> bool:
    """Whether the package ``place`` has ``names``: folders, then a module, then what is written in it."""
    while names and (place / names[0]).is_dir():
        place, names = place / names[0], names[1:]
    module = place / f"{names[0]}.py" if names else place
    file, names = (module, names[1:]) if module.suffix and module.exists() else (place / "__init__.py", names)
    return file.exists() and set(names) <= set(re.findall(r"\w+", file.read_text()))


def wrong(text: str, beside: Path) -> Iterator[str]:
    """What ``text`` names between backticks, or links to, that is not there."""
    yield from (link for link in LINK.findall(text) if not (beside / link).exists())
    for _, code in CODE.findall(text):
        if MADE_UP.search(code) or DATA.fullmatch(code):
            continue
        if test := TEST.fullmatch(code):
            missing = f"def {test[2]}(" not in (ROOT / "tests" / test[1]).read_text()
        elif FILE.fullmatch(code):
            missing = not _is_file(code, beside)
        elif dotted := DOTTED.fullmatch(code):
            missing = not _is_there(dotted[1], beside)
        else:
            missing = bool(TABLE.fullmatch(code)) and code not in _words()["all"]
        unknown = any(name not in _words() and not hasattr(builtins, name) for name in CLASS.findall(code))
        if missing or unknown:
            yield code


@pytest.mark.parametrize("path", [path for path in DOCUMENTS if path != HISTORY], ids=lambda path: path.name)
def test_a_document_names_only_what_exists(path: Path) -> None:
    assert list(wrong(FENCED.sub("", path.read_text()), path.parent)) == []


def test_the_table_of_features_names_every_feature_and_modules_of_it() -> None:
    rows = re.findall(r"^\| (\w+) \| .* \| (.*) \|$", (ROOT / "docs" / "architecture.md").read_text(), re.M)
    folders = {path.parent for path in PRODUCT if path.parent.parent.name == "features" and path.name == "__init__.py"}
    said = {ROOT / "aevae_desktop" / "features" / name: re.findall(r"`([\w.]+)`", note) for name, note in rows}
    assert folders <= said.keys()
    assert [name for folder in folders for name in said[folder] if not _holds(folder, name.split("."))] == []


def _docstrings(path: Path) -> str:
    kinds = (ast.Module, ast.ClassDef, ast.FunctionDef)
    return "\n".join(
        ast.get_docstring(node) or "" for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, kinds)
    )


def test_docstrings_name_only_what_exists() -> None:
    found = {path.relative_to(ROOT).as_posix(): list(wrong(_docstrings(path), path.parent)) for path in PRODUCT}
    assert {path: names for path, names in found.items() if names} == {}

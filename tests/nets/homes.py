"""Home and data folders that cannot be used: the program starts all the same, and says so in one line.

python -m tests.nets.homes
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from aevae_desktop.features.figures.controller import FigureController
from tests.nets import inside, library
from tests.nets.watched import EndedError, SilenceError, Watched

MODULE = "tests.nets.homes"
START_S = 30.0
REGISTERED = "registered"  # stands for the home in the system's list of users
Setting = dict[str, str | None]


@dataclass(frozen=True)
class Case:
    """``make(place)`` gives the variables, None for one that is not set; ``quiet``: nothing needs to be said."""

    name: str
    make: Callable[[Path], Setting]
    quiet: bool = False


def _pipe(place: Path) -> str:
    os.mkfifo(place / "pipe")
    return str(place / "pipe")


def _file(place: Path) -> str:
    (place / "file").write_text("a file")
    return str(place / "file")


def _readonly(place: Path) -> str:
    (place / "readonly").mkdir()
    (place / "readonly").chmod(0o500)
    return str(place / "readonly")


def _long(place: Path) -> str:
    return str(place / ("x" * 300))


def _round(place: Path) -> str:
    (place / "round").symlink_to("round")
    return str(place / "round")


PLACES: dict[str, Callable[[Path], str | None]] = {
    "a pipe": _pipe,
    "/proc": lambda place: "/proc",
    "not set": lambda place: None,
    "relative": lambda place: "some/where",
    "read-only": _readonly,
    "a file": _file,
    "empty": lambda place: "",
    "/dev/null": lambda place: "/dev/null",
    "a long name": _long,
    "a link to itself": _round,
    "nowhere": lambda place: "/nowhere/at/all",
    "a tilde": lambda place: "~nobody-of-that-name/x",
}
VARIABLES = ("HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "AEVAE_VIEWS", "AEVAE_MODELS", "TMPDIR")


def _case(variable: str, name: str) -> Case:
    def make(place: Path) -> Setting:
        other: Setting = (
            {"XDG_DATA_HOME": None, "XDG_STATE_HOME": None, "AEVAE_MODELS": None} if variable == "HOME" else {}
        )
        return other | {variable: PLACES[name](place)}

    return Case(f"{variable} is {name}" if name != "not set" else f"{variable} is not set", make)


CASES = tuple(_case(variable, name) for variable in VARIABLES for name in PLACES)


def tried(case: Case, place: Path) -> tuple[list[str], list[str]]:
    """Start the program in such a home: what it said, and the faults."""
    place.mkdir(parents=True)
    setting = case.make(place)
    library.sound("ae-2d", 2, False).write(place / "bundle")
    watched = Watched(MODULE, ["--inside", place / "bundle"], place / "own", **setting)
    faults: list[str] = []
    said: list[str] = []
    try:
        told = watched.line(START_S)
        faults += told["problems"]
        said = told["said"]
        faults += [f"more than one line: {line!r}" for line in said if "\n" in line]
        watched.line(START_S)
    except (SilenceError, EndedError) as error:
        last = watched.errors.read_text(errors="replace").strip().splitlines()[-1:]
        if not (
            isinstance(error, EndedError) and error.code == 2 and len(last) == 1
        ):  # a refusal in one line would do, too
            faults.append(f"does not start: {type(error).__name__} {error} {' '.join(last)[:200]}")
    text = watched.errors.read_text(errors="replace")
    if "Traceback" in text:
        faults.append(f"a traceback: {text.strip().splitlines()[-1][:200]}")
    if watched.end():
        faults.append("orphans")
    return said + [line for line in text.splitlines() if line.startswith("aevae-desktop")], [
        f"{case.name}: {fault}" for fault in faults
    ]


def _inside(bundles: list[str]) -> int:
    """The program, started and shown, and what it does with its folders: the library, a view saved."""
    _register(Path(bundles[0]).with_name(REGISTERED))
    problems = inside.Problems()
    inside.without_shipped_models()
    said: list[str] = []

    def ready(window: Any) -> None:
        session = window.session
        said.append(session.state.notice)
        session.changed.connect(lambda old, new: said.append(new.notice) if new.notice is not old.notice else None)
        session.controller(FigureController).save_view("dark", "a view")
        window.wait_idle(60_000)
        inside.say(said=[line for line in said if line], problems=problems.take())
        window.window().close()

    code = inside.program([*bundles, "--theme", "dark"], ready, problems)
    inside.say(closed=True)
    return code


def _register(folder: Path) -> None:
    """Where HOME says nothing the program asks the system's list of users: it may not write to the real home."""
    import pwd  # not on Windows

    folder.mkdir()
    pwd.getpwuid = lambda uid: SimpleNamespace(pw_dir=str(folder))  # type: ignore[assignment, return-value]


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.nets.homes", description=__doc__.split("\n")[0])
    parser.add_argument("--inside", nargs="+", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.inside:
        return _inside(options.inside)
    faults: list[str] = []
    with tempfile.TemporaryDirectory(prefix="nets-", ignore_cleanup_errors=True) as folder:
        for k, case in enumerate(CASES):
            said, found = tried(case, Path(folder) / str(k))
            print(f"{case.name:36} {'FAULT' if found else 'ok':6} {' | '.join(said)[:150]}", flush=True)
            faults += found
    print(f"{len(CASES)} homes; faults: {len(faults)}")
    print("\n".join(faults))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())

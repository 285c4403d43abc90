"""The errors of the world, as one tree.

    LabError
    ├── BundleError   a bundle folder that cannot be read or written
    ├── ModelError    a network that cannot be built, loaded or run, or the settings that describe it
    └── DataError     images or labels that cannot be used

Each says in one line what happened: the file, the field, what was found, what was expected and what to do.
The window shows that line; a command prints it on stderr and exits with code 2. Anything else is a bug.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from pathlib import PurePath
from typing import Any


class LabError(Exception):
    """Something in the world, not in our code, is wrong; ``str(error)`` is one readable line.

    Every part is optional text: ``what`` went wrong, in which ``file`` and ``field``, what was ``found``,
    what was ``expected``, and the ``remedy``: what the reader can do about it.
    """

    def __init__(
        self,
        what: str = "",
        *,
        file: object = None,
        field: str | None = None,
        found: object = None,
        expected: str | None = None,
        remedy: str | None = None,
    ) -> None:
        self.what = what
        self.file = None if file is None else str(file)
        self.field = field
        self.found = None if found is None else _short(found)
        self.expected = expected
        self.remedy = remedy
        super().__init__(str(self))

    def __str__(self) -> str:
        place = ": ".join(part for part in (self.file, self.field) if part)
        facts = [self.what] if self.what else []
        if self.found is not None:
            facts.append(f"found {self.found}")
        if self.expected is not None:
            facts.append(f"expected {self.expected}")
        line = ": ".join(part for part in (place, ", ".join(facts)) if part)
        if self.remedy:
            line = f"{line}. {self.remedy}"
        return _one_line(line)

    def brief(self) -> str:
        """The line with the file's name alone, for where its folder is on screen already."""
        short = self.anew()
        short.file = None if self.file is None else PurePath(self.file).name
        return str(short)

    def anew(self) -> LabError:
        """An equal error that was never raised: for whoever keeps one, or raises a kept one again.

        One that was raised holds its traceback, hence all that the functions it passed through knew, and each time it
        is raised again it holds more.
        """
        return self.from_json(self.to_json())

    def to_json(self) -> dict[str, Any]:
        """The error as plain data, to cross a process boundary; ``from_json`` is its inverse."""
        parts = ("what", "file", "field", "found", "expected", "remedy")
        return {"type": type(self).__name__} | {name: getattr(self, name) for name in parts}

    @staticmethod
    def from_json(data: dict[str, Any]) -> LabError:
        """Rebuild an error that ``to_json`` wrote; an unknown type becomes a plain ``LabError``."""
        kinds: dict[str, type[LabError]] = {kind.__name__: kind for kind in (BundleError, ModelError, DataError)}
        kind = kinds.get(str(data.get("type")), LabError)
        error = kind(str(data.get("what") or ""))
        for name in ("file", "field", "found", "expected", "remedy"):
            setattr(error, name, data.get(name))
        return error


class BundleError(LabError):
    """A bundle folder that cannot be read or written."""


class ModelError(LabError):
    """A network that cannot be built, loaded or run, or the settings that describe it."""


class DataError(LabError):
    """Images or labels that cannot be used."""


def call_all(listeners: Iterable[Callable[..., object]], *news: object) -> None:
    """Call every listener with ``news``. What one raises is a bug: it is reported, and the others are called too.

    ``sys.excepthook`` is the one place that reports bugs.
    """
    for listener in listeners:
        try:
            listener(*news)
        except Exception as error:
            sys.excepthook(type(error), error, error.__traceback__)


def _one_line(text: str) -> str:
    """``text`` without what would break a line, steer a terminal or turn the reading direction; it can be written."""
    line = " ".join(text.split())
    return line if line.isprintable() else "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in line)


def _short(found: object, limit: int = 80) -> str:
    text = found if isinstance(found, str) else repr(found)
    return text if len(text) <= limit else text[: limit - 1] + "…"

"""What a person has set, kept from start to start: a small file of JSON, read before the first frame.

    STATE/settings.json   {"format": "aevae-settings", "version": 1, "values": {"theme": "light", …}}

Nothing of it is ever lost by reading it: a file that makes no sense is set aside under another name, one of a newer
version is left alone, and of values that this version does not know the file keeps what they are.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from aevae_desktop import places
from aevae_desktop.errors import DataError
from aevae_desktop.reading import json_text, plain_text, regular

FORMAT, VERSION = "aevae-settings", 1
LARGEST = 256 << 10  # bytes
LONGEST = 4096  # characters of a text, such as a path
ASIDE = 9  # broken files that are kept; then the last one makes room
UNREADABLE = "the settings cannot be read"


class NewerError(DataError):
    """The file is of a newer version of the program."""


class Settings:
    """Values by key, of plain JSON. ``problem``: one line about the file, empty where there is nothing to say.

    ``on_change`` is called when a value is another. Without a ``path`` nothing is read or written.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._changed: dict[str, Any] = {}
        self.problem = ""
        self.on_change: Callable[[], object] = lambda: None
        self._values = self._read()

    def value(self, key: str, default: Any = None) -> Any:
        """What is kept under ``key``, which anybody may have written into the file."""
        return self._values.get(key, default)

    def text(self, key: str) -> str:
        """The text under ``key``; empty where there is none."""
        return value if _is_text(value := self.value(key)) else ""

    def texts(self, key: str, most: int) -> tuple[str, ...]:
        """The first ``most`` texts of the list under ``key``."""
        found = self.value(key)
        return tuple(filter(_is_text, found if isinstance(found, list) else ()))[:most]

    def put(self, key: str, value: Any) -> None:
        """Keep ``value``, plain JSON, under ``key``."""
        if key not in self._values or self._values[key] != value:
            self._values[key] = self._changed[key] = value
            self.on_change()

    def write(self) -> None:
        """Write what has changed over what the file holds by now. Never raises: ``problem`` says why it cannot be."""
        if not self._changed:
            return
        values = self._read() | self._changed
        if self._path is None:
            return
        from aevae_desktop import atomic  # late: nothing is written before the first frame

        whole = {"format": FORMAT, "version": VERSION, "values": values}
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            atomic.write_file(self._path, json.dumps(whole, indent=1).encode(), durable=False)
            self._changed = {}
        except OSError as error:
            self._refuse(f"The settings cannot be kept: {self._path}: {error.strerror or error}.")

    def keep_nothing(self) -> None:
        """Write no file: its folder cannot be written to, which has been told already."""
        self._path = None

    def _read(self) -> dict[str, Any]:
        """The values in the file; what is wrong with it is told, and what is no settings file is set aside."""
        if self._path is None:
            return {}
        try:
            return _values(self._path)
        except NewerError as error:
            self._refuse(str(error))
        except DataError as error:
            self._set_aside(self._path, error)
        except OSError as error:
            self._refuse(f"{self._path}: {UNREADABLE}: {error.strerror or error}. It is left as it is.")
        return {}

    def _set_aside(self, path: Path, error: DataError) -> None:
        line, marks = error.brief().rstrip("."), ("", *(f".{k}" for k in range(2, ASIDE + 1)))
        names = [path.with_name(f"{path.name}{mark}.broken") for mark in marks]
        try:
            free = next((name for name in names if not name.exists()), names[-1])
            path.replace(free)
            self.problem = f"{line}. It is kept as {free.name}; everything is as at the first start."
        except OSError:
            self._refuse(f"{line}. It is left as it is.")

    def _refuse(self, problem: str) -> None:
        """Read and write no more."""
        self.problem = problem
        self.keep_nothing()


def place() -> Path:
    """The file of the settings."""
    return places.state_folder() / "settings.json"


def _values(path: Path) -> dict[str, Any]:
    """The values in a file, none where there is no file. Raises ``DataError`` or ``OSError``."""
    try:
        data = regular.read_at_most(path, LARGEST)
    except (FileNotFoundError, NotADirectoryError):
        return {}
    whole = json_text.load(data, path, DataError, UNREADABLE)
    if not isinstance(whole, dict) or whole.get("format") != FORMAT:
        raise DataError(UNREADABLE, file=path)
    version, values = whole.get("version"), whole.get("values")
    if isinstance(version, int) and version > VERSION:
        raise NewerError("the settings are of a newer version; they are left as they are", file=path)
    if not isinstance(version, int) or not isinstance(values, dict):
        raise DataError(UNREADABLE, file=path)
    return values


def _is_text(value: object) -> bool:
    return isinstance(value, str) and plain_text.wrong_in_line(value, LONGEST) is None

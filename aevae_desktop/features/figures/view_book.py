"""The views that a person kept: a small JSON file in the user's own folder, written in one step."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from aevae_desktop import atomic
from aevae_desktop.bundle import data_folder
from aevae_desktop.errors import DataError
from aevae_desktop.language import translate
from aevae_desktop.reading import json_text, plain_text, regular

ENVIRONMENT = "AEVAE_VIEWS"
FORMAT = "aevae-views"
MOST = 20  # views kept; the oldest goes first
LARGEST = 32 << 20  # bytes
MOST_RECORD = 4 << 20  # characters of one view
LONGEST_NAME = 1000  # characters
REMEDY = translate("figures", "Move the file away; it is left as it is until a view is saved.")


@dataclass(frozen=True)
class SavedView:
    """A row of the list of views: ``record`` is the JSON of a ``FigureRecord``."""

    name: str
    record: str


@dataclass(frozen=True)
class SavedViews:
    """The list of views that a person kept, newest first."""

    views: tuple[SavedView, ...] = ()


def book_path() -> Path:
    """``$AEVAE_VIEWS``, else ``views.json`` in the program's folder. It need not exist."""
    named = os.environ.get(ENVIRONMENT)
    return Path(named).expanduser() if named else data_folder() / "views.json"


def read(path: Path) -> tuple[SavedView, ...]:
    """The views in ``path``, newest first; none where there is no file. Raises ``DataError`` for one that is broken."""
    try:
        data = regular.read_at_most(path, LARGEST)
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise DataError(f"the saved views cannot be read: {error.strerror or error}", file=path) from error
    book = json_text.load(
        data,
        path,
        DataError,
        translate("figures", "the saved views cannot be read"),
        REMEDY,
        MOST * json_text.MOST_PARTS,
    )
    rows = book.get("views") if isinstance(book, dict) and book.get("format") == FORMAT else None
    if not isinstance(rows, list) or not all(map(_is_view, rows[:MOST])):
        raise DataError("the saved views cannot be read", file=path, remedy=REMEDY)
    return tuple(SavedView(row["name"], row["record"]) for row in rows[:MOST])


def _is_view(row: object) -> bool:
    """Whether a row has a name that can be shown and the text of a record; what that says is read when it is used."""
    name, record = (row.get("name"), row.get("record")) if isinstance(row, dict) else (None, None)
    if not isinstance(name, str) or not isinstance(record, str):
        return False
    return plain_text.wrong_in_line(name, LONGEST_NAME) is None and len(record) <= MOST_RECORD


def write(path: Path, views: Sequence[SavedView]) -> None:
    """Replace the file by these views. Raises ``DataError``, and then the old file is untouched."""
    rows = [{"name": view.name, "record": view.record} for view in views[:MOST]]
    text = json.dumps({"format": FORMAT, "views": rows}, indent=1)
    if len(text) > LARGEST or not all(map(_is_view, rows)):
        raise DataError("the view is too large to be saved", file=path, remedy="Save one with a smaller drawing.")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        atomic.write_file(path, text.encode())
    except OSError as error:
        raise DataError(f"the view cannot be saved: {error.strerror or error}", file=path) from error

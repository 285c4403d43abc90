"""The views that a person kept: a small JSON file in the user's own folder, written in one step."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path

from aevae_desktop import atomic
from aevae_desktop.bundle import data_folder
from aevae_desktop.errors import DataError
from aevae_desktop.session.state import SavedView

ENVIRONMENT = "AEVAE_VIEWS"
FORMAT = "aevae-views"
MOST = 20  # views kept; the oldest goes first
LARGEST = 64 << 20  # bytes


def book_path() -> Path:
    """``$AEVAE_VIEWS``, else ``views.json`` in the program's folder. It need not exist."""
    named = os.environ.get(ENVIRONMENT)
    return Path(named).expanduser() if named else data_folder() / "views.json"


def read(path: Path) -> tuple[SavedView, ...]:
    """The views in ``path``, newest first; none where there is no file. Raises ``DataError`` for one that is broken."""
    try:
        if path.stat().st_size > LARGEST:
            raise DataError(file=path, found="a huge file", expected="a list of views")
        data = json.loads(path.read_bytes())
        if data["format"] != FORMAT:
            raise ValueError("another format")
        rows = data["views"]
        return tuple(SavedView(str(row["name"]), str(row["record"])) for row in rows[:MOST])
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise DataError(f"the saved views cannot be read: {error.strerror}", file=path) from error
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        remedy = "Move the file away; it is left as it is until a view is saved."
        raise DataError("the saved views cannot be read", file=path, remedy=remedy) from error


def write(path: Path, views: Sequence[SavedView]) -> None:
    """Replace the file by these views. Raises ``DataError``, and then the old file is untouched."""
    rows = [{"name": view.name, "record": view.record} for view in views[:MOST]]
    text = json.dumps({"format": FORMAT, "views": rows}, indent=1)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        atomic.write_file(path, text.encode())
    except OSError as error:
        raise DataError(f"the view cannot be saved: {error.strerror}", file=path) from error

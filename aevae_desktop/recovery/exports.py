"""The folders that the program wrote to, remembered so that what a killed writer left there can be removed."""

from __future__ import annotations

import json
import os
from pathlib import Path

from aevae_desktop import atomic, places
from aevae_desktop.errors import DataError
from aevae_desktop.reading import json_text, regular

MOST = 20  # folders; the one written to longest ago goes first
_LARGEST = 256 << 10  # bytes
_NAME = "folders.json"


def remember(folder: Path) -> None:
    """Note ``folder`` down, before it is written to. Never raises: what cannot be noted down is not removed later."""
    if folder.is_relative_to(places.state_folder()):
        return
    known = [other for other in remembered() if other != folder]
    rows = [os.fsencode(path).decode("utf-8", "surrogateescape") for path in (folder, *known)][:MOST]
    try:
        path = places.state_folder() / _NAME
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        atomic.write_file(path, json.dumps({"folders": rows}).encode(), durable=False)
    except (OSError, ValueError):
        return


def remembered() -> tuple[Path, ...]:
    """The folders noted down, the last one first; none where there is no list, or one that makes no sense."""
    try:
        data = regular.read_at_most(places.state_folder() / _NAME, _LARGEST)
        rows = json_text.load(data, None, DataError, "the list of folders").get("folders")
        return tuple(Path(row) for row in rows[:MOST] if Path(row).is_absolute())
    except (OSError, DataError, AttributeError, TypeError):
        return ()

"""Taking a person out of a text: what is shown or copied of a report says nothing of who or where."""

from __future__ import annotations

import getpass
import os
import re
import tempfile
from pathlib import Path

from aevae_desktop import places

_TAIL = r"(?:[/\\]+[^/\\\s\"'<>|:]+)*(?=[/\\]+[^/\\\s\"'<>|:])"  # folders up to a last name
_ANY_HOME = re.compile(r"(?:/home/|/Users/|[A-Za-z]:[/\\]+Users[/\\]+)[^/\\\s\"':]+", re.IGNORECASE)
_ANY_TEMPORARY = re.compile(rf"(?<![\w~.])(?:/private)?(?:/var/folders|/var/tmp|/tmp){_TAIL}")


def without_person(text: str) -> str:
    """``text`` with ``~`` for home folders, ``<temporary>`` for folders that come and go, ``<user>`` for the name."""
    for folder in _spellings(Path(tempfile.gettempdir())):
        text = re.sub(re.escape(folder) + _TAIL, "<temporary>", text)
    text = _ANY_TEMPORARY.sub("<temporary>", text)
    for folder in _spellings(places.home()):
        text = text.replace(folder, "~")
    text = _ANY_HOME.sub("~", text)
    name = _user()
    return re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", "<user>", text) if name else text


def _spellings(folder: Path) -> list[str]:
    """How a folder may be written, the longest first; none for a root, which begins every path."""
    found = {str(folder), os.path.realpath(folder)}
    found |= {name.replace("\\", "\\\\") for name in found}
    return sorted((name for name in found if len(Path(name).parts) > 1), key=len, reverse=True)


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # nobody knows
        return ""

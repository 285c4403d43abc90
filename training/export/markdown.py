"""Text that somebody gave, inside Markdown: shown as it is, never as a tag, a link, a picture or a table's edge."""

from __future__ import annotations

import re

_MARKS = re.compile(r"[\\`*\[\]<>|&]")
_UNSEEN = re.compile(r"[^\S ]|[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def plain(text: str) -> str:
    """``text`` on one line, with what means something in Markdown or HTML escaped."""
    return _MARKS.sub(r"\\\g<0>", _UNSEEN.sub(" ", text))


def code(text: str) -> str:
    """``text`` on one line as code, where no backslash escapes: an apostrophe stands for what would end it."""
    return f"`{_UNSEEN.sub(' ', text).replace('`', chr(39))}`"

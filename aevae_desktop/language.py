"""Every sentence that a person reads in the window is said by ``translate``, in the language that was chosen.

No Qt in here: what a feature works out and the tables of the core say sentences too. Who starts the window chooses the
language (``ui.language``) before anything that says a sentence is imported; the child processes say everything in
English, the language of the source.
"""

from __future__ import annotations

from collections.abc import Callable

Lookup = Callable[[str, str, str], str | None]
_lookup: Lookup | None = None  # None: English


def speak(lookup: Lookup | None) -> None:
    """From now on take translations from ``lookup``; it gives nothing for what it does not know. None: English."""
    global _lookup
    _lookup = lookup


def translate(context: str, text: str, comment: str = "") -> str:
    """``text`` in the language of the window.

    Qt's ``lupdate`` collects the calls, so ``context`` and ``text`` are plain strings: what varies stands in braces and
    is put in afterwards, ``translate("points", "{name} is hidden").format(name=name)``. ``context``: the folder that
    the sentence belongs to. ``comment``: tells translators what the text alone does not.
    """
    return text if _lookup is None else _lookup(context, text, comment) or text


def tr(text: str, comment: str = "") -> str:
    """The same for a table with a sentence in every line; what it says belongs to no folder."""
    return translate("", text, comment)

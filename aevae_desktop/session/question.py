"""What a person is asked before the window closes, because something is going on that need not end with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Answer:
    """One answer: its ``name``, the words on its button with its tip, and what is ``done`` before the window closes."""

    name: str
    words: str
    tip: str
    done: Callable[[], object]


@dataclass(frozen=True)
class Question:
    """``text`` in a line, ``more`` in a sentence or two; the first of ``answers`` gets the keyboard."""

    text: str
    more: str
    answers: tuple[Answer, ...]

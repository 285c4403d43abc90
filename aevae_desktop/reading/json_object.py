"""A JSON object that anybody may have written, read key by key: what means nothing is one line with file and field."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, TypeGuard

from aevae_desktop.errors import DataError
from aevae_desktop.reading import plain_text

FARTHEST = 1e15  # that a number may be from 0: squares and their sums are finite as float32
LONGEST = 1000  # characters of a text
MOST_ITEMS = 10_000  # of a list that has no other limit
Numbers = tuple[float, ...]


@dataclass(frozen=True)
class JsonObject:
    """One JSON object of ``file``; every method raises ``DataError`` when the value is not what it reads."""

    data: dict[str, Any]
    file: object = None
    prefix: str = ""

    def wrong(self, key: str, expected: str, remedy: str | None = None) -> DataError:
        """The error that says what stands under ``key`` and what should."""
        found = repr(self.data[key]) if key in self.data else "nothing"
        return DataError(file=self.file, field=self.prefix + key, found=found, expected=expected, remedy=remedy)

    def text(self, key: str) -> str:
        """One line of at most ``LONGEST`` characters."""
        value = self.data.get(key)
        if not isinstance(value, str):
            raise self.wrong(key, "a text")
        if (found := plain_text.wrong_in_line(value, LONGEST)) is not None:
            expected = f"one line of at most {LONGEST} characters, none of them a control character"
            raise DataError(file=self.file, field=self.prefix + key, found=found, expected=expected)
        return value

    def flag(self, key: str) -> bool:
        """True or false; false where there is none."""
        value = self.data.get(key, False)
        if not isinstance(value, bool):
            raise self.wrong(key, "true or false")
        return value

    def index(self, key: str) -> int | None:
        """A whole number from 0, or None."""
        value = self.data.get(key)
        if value is not None and not whole(value):
            raise self.wrong(key, "a row number")
        return value

    def real(self, key: str, default: float) -> float:
        """A number."""
        value = real(self.data.get(key, default))
        if value is None:
            raise self.wrong(key, "a finite number")
        return value

    def items(self, key: str, most: int = MOST_ITEMS) -> list[Any]:
        """A list; empty where there is none."""
        value = self.data.get(key, [])
        if not isinstance(value, list):
            raise self.wrong(key, "a list")
        if len(value) > most:
            raise DataError(file=self.file, field=self.prefix + key, found=len(value), expected=f"at most {most}")
        return value

    def indices(self, key: str) -> tuple[int, ...]:
        """A list of whole numbers from 0."""
        values = self.items(key)
        if not all(whole(value) for value in values):
            raise self.wrong(key, "a list of row numbers")
        return tuple(values)

    def numbers(self, key: str, count: int | None = None, most: int = MOST_ITEMS) -> Numbers:
        """A list of ``count`` numbers, or of at most ``most``."""
        values = numbers(self.data.get(key))
        if values is None or len(values) > most or count not in (None, len(values)):
            raise self.wrong(key, "numbers" if count is None else f"{count} numbers")
        return values

    def child(self, key: str) -> JsonObject | None:
        """An object within this one, or None."""
        value = self.data.get(key)
        if value is None:
            return None
        if not isinstance(value, dict):
            raise self.wrong(key, "an object")
        return JsonObject(value, self.file, f"{self.prefix}{key}.")

    def member(self, key: str, i: int) -> JsonObject:
        """The object at place ``i`` of a list."""
        value = self.data[key][i]
        if not isinstance(value, dict):
            raise self.wrong(key, "a list of objects")
        return JsonObject(value, self.file, f"{self.prefix}{key}[{i}].")


def is_name(value: object) -> TypeGuard[str]:
    """Whether a JSON value is one line of at most ``LONGEST`` characters."""
    return isinstance(value, str) and plain_text.wrong_in_line(value, LONGEST) is None


def numbers(value: object) -> Numbers | None:
    """A JSON list of numbers as floats, None where it is none."""
    if not isinstance(value, list):
        return None
    found = [real(item) for item in value]
    return None if any(number is None for number in found) else tuple(n for n in found if n is not None)


def real(value: object) -> float | None:
    """A JSON number as a finite float no farther from 0 than ``FARTHEST``, or None."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    number = float(value)  # ``json_text`` lets no integer pass that is none
    return number if math.isfinite(number) and abs(number) <= FARTHEST else None


def whole(value: object) -> TypeGuard[int]:
    """Whether a JSON value is a whole number from 0 that fits into 62 bits."""
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**62

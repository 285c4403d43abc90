"""Reading untrusted JSON with types: every complaint names the file, the field and what was found."""

from __future__ import annotations

import math
import re
from pathlib import Path
from typing import Any

from aevae_desktop.errors import BundleError
from aevae_desktop.reading import plain_text

PLAIN_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
LINE = 1000  # characters a text may have unless its field says otherwise
_REQUIRED: Any = object()


class Fields:
    """One JSON object. Each method raises ``BundleError`` when the value under ``key`` is not what it reads."""

    def __init__(self, data: object, path: Path, prefix: str = "") -> None:
        self.path, self.prefix = path, prefix
        if not isinstance(data, dict):
            raise BundleError(file=path, field=prefix.rstrip(".") or None, found=_kind(data), expected="an object")
        self.data: dict[str, Any] = data

    def wrong(self, key: str, expected: str, remedy: str | None = None) -> BundleError:
        """The error that says what stands under ``key`` and what should."""
        found = repr(self.data[key]) if key in self.data else "nothing"
        return BundleError(file=self.path, field=self.prefix + key, found=found, expected=expected, remedy=remedy)

    def _get(self, key: str, default: Any) -> Any:
        value = self.data.get(key, default)
        if value is _REQUIRED:
            raise self.wrong(key, "a value")
        return value

    def text(self, key: str, default: str = _REQUIRED, most: int = LINE) -> str:
        """One line of at most ``most`` characters."""
        value = self._get(key, default)
        if not isinstance(value, str):
            raise self.wrong(key, "a text")
        return self._line(key, value, most)

    def _line(self, key: str, value: str, most: int) -> str:
        found = plain_text.wrong_in_line(value, most)
        if found is not None:
            expected = f"one line of at most {most} characters, none of them a control character"
            raise BundleError(file=self.path, field=self.prefix + key, found=found, expected=expected)
        return value

    def plain_name(self, key: str) -> str:
        """A text that is safe as the name of a file or folder."""
        value = self.text(key)
        if not PLAIN_NAME.fullmatch(value):
            raise self.wrong(key, "letters, digits, '.', '_' and '-', at most 100")
        return value

    def choice(self, key: str, options: tuple[str, ...], default: str = _REQUIRED) -> str:
        """One of ``options``."""
        value = self._get(key, default)
        if value not in options:
            raise self.wrong(key, " or ".join(options))
        return str(value)

    def integer(self, key: str, low: int, high: int, default: int = _REQUIRED) -> int:
        """An integer from ``low`` to ``high``."""
        value = self._get(key, default)
        if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
            raise self.wrong(key, f"an integer from {low} to {high}")
        return value

    def number(self, key: str, default: float = _REQUIRED, farthest: float = 1e308) -> float:
        """A finite number from ``-farthest`` to ``farthest``."""
        value = self._get(key, default)
        if not isinstance(value, int | float) or isinstance(value, bool) or not math.isfinite(value):
            raise self.wrong(key, "a finite number")
        if not -farthest <= value <= farthest:
            raise self.wrong(key, f"a number from {-farthest:g} to {farthest:g}")
        return float(value)

    def flag(self, key: str, default: bool = _REQUIRED) -> bool:
        """True or false."""
        value = self._get(key, default)
        if not isinstance(value, bool):
            raise self.wrong(key, "true or false")
        return value

    def texts(self, key: str, count: int, most: int) -> tuple[str, ...]:
        """A list of at most ``count`` texts, each one line of at most ``most`` characters; empty when absent."""
        value = self._get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise self.wrong(key, "a list of texts")
        if len(value) > count:
            raise BundleError(file=self.path, field=self.prefix + key, found=len(value), expected=f"at most {count}")
        return tuple(self._line(f"{key}[{i}]", item, most) for i, item in enumerate(value))

    def child(self, key: str, default: object = _REQUIRED) -> Fields:
        """A nested object."""
        return Fields(self._get(key, default), self.path, f"{self.prefix}{key}.")

    def children(self, key: str, count: int) -> list[Fields]:
        """A list of at most ``count`` nested objects; empty when absent."""
        value = self._get(key, [])
        if not isinstance(value, list):
            raise self.wrong(key, "a list of objects")
        if len(value) > count:
            raise BundleError(file=self.path, field=self.prefix + key, found=len(value), expected=f"at most {count}")
        return [Fields(item, self.path, f"{self.prefix}{key}[{i}].") for i, item in enumerate(value)]

    def entries(self, count: int) -> list[str]:
        """The keys, at most ``count``, each one line."""
        if len(self.data) > count:
            field = self.prefix.rstrip(".") or None
            raise BundleError(
                file=self.path, field=field, found=f"{len(self.data)} entries", expected=f"at most {count}"
            )
        for key in self.data:
            self._line(plain_text.clean(key, 40), key, LINE)
        return list(self.data)

    def strings(self, count: int) -> dict[str, str]:
        """All keys, at most ``count``, every value one line."""
        return {key: self.text(key) for key in self.entries(count)}


def _kind(data: object) -> str:
    names = {list: "a list", str: "a text", int: "a number", float: "a number", type(None): "null", bool: "a boolean"}
    return names.get(type(data), type(data).__name__)
